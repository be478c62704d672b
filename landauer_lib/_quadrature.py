"""Integrals of a transmission T(E) against many smooth thermal windows at once.

Every window is analytic on the scale of its k_B T, while T(E) may jump or resonate on any scale.
So the energies are cut into panels of a few k_B T, on each of which a window is a polynomial of
low degree, and T(E) is turned, once for all windows, into a quadrature rule on each panel's
Gauss-Legendre nodes: its Legendre moments, found by adaptive refinement. The error of a piece
counts relative to the integral it enters, so a resonance far narrower than k_B T is followed down
through its tails; what does not converge raises :class:`IntegrationError`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.polynomial.legendre import legder, leggauss, legvander
from numpy.typing import NDArray

from ._types import Floats

__all__ = ["IntegrationError", "Rule", "transmission_rules"]

Indices = NDArray[np.intp]
Transmission = Callable[[Floats], Floats]
Window = Callable[[Indices, Floats, Floats], Floats]

TARGET = 1e-12  # relative error of one piece below which it is not refined further
ACCEPTED = 1e-8  # estimated relative error above which no result is returned
MANY_PIECES = 5_000  # beyond these T(E) is taken to be noisy, and the target rises
MOST_PIECES = 100_000
MOST_WEIGHTS = 600_000
REACH = 44.0  # half-width of a window in k_B T while nothing is known of T(E)
LONGEST_REACH = 700.0
SPLIT = 4

SAMPLES = 20  # of T(E) on each piece
NODES = 18  # of the windows on each panel


def _legendre(count: int, degree: int) -> tuple[Floats, Floats, Floats]:
    """Return Gauss nodes and weights on [0, 1], and Legendre polynomials at the nodes."""
    x, w = leggauss(count)
    polynomials: Floats = legvander(x, degree).astype(np.float64)
    return (1 + x) / 2, w / 2, polynomials


_SAMPLE, _SAMPLE_WEIGHT, _SAMPLE_P = _legendre(SAMPLES, SAMPLES - 1)
_NODE, _NODE_WEIGHT, _NODE_P = _legendre(NODES, NODES - 1)
_COEFFICIENTS: Floats = (_SAMPLE_P * _SAMPLE_WEIGHT[:, None]) * (2 * np.arange(SAMPLES) + 1)
_SLOPE: Floats = 2 * _COEFFICIENTS @ (_SAMPLE_P[:, :-1] @ legder(np.eye(SAMPLES))).T
_RULE: Floats = (_NODE_P * _NODE_WEIGHT[:, None]).T * (2 * np.arange(NODES) + 1)[:, None]


class IntegrationError(ArithmeticError):
    """An energy integral did not converge, so no number is returned."""


@dataclass(frozen=True)
class Rule:
    """A quadrature rule with T(E) as its measure: ∫T(E) g(E) dE ≈ Σ measure · g(energy).

    ``energy = anchor + offset``, kept apart so that distances from a nearby energy are exact;
    ``window`` holds the window functions, of shape (rows, nodes), that the rule was made for.
    """

    rows: Indices
    anchor: Floats
    offset: Floats
    measure: Floats
    window: Floats


@dataclass(frozen=True)
class _Panels:
    """Panels that begin at ``anchor`` and extend over the signed ``length``."""

    anchor: Floats
    length: Floats
    graded: NDArray[np.bool_]  # the anchor is a breakpoint of T(E)

    @classmethod
    def over(cls, mu: Floats, kt: Floats, reach: Floats, breakpoints: Floats) -> "_Panels":
        """Cut the union of all windows into panels short enough for every window."""
        width = reach[:, None] * kt
        lowest, highest = np.min(mu - width, axis=1), np.max(mu + width, axis=1)
        order = np.argsort(lowest)
        start, top = lowest[order], np.maximum.accumulate(highest[order])
        gap = np.flatnonzero(start[1:] > top[:-1])
        starts, ends = start[np.r_[0, gap + 1]], top[np.r_[gap, -1]]

        sharp = np.concatenate([breakpoints, mu[kt == 0]])
        edges = np.unique(np.concatenate([starts, ends, sharp]))
        low, high = edges[:-1], edges[1:]
        middle = low + (high - low) / 2
        covered = np.searchsorted(starts, middle, side="right") > np.searchsorted(ends, middle)
        low, high = low[covered], high[covered]

        features = np.unique(
            np.stack([mu.ravel(), kt.ravel(), width.ravel()], axis=1)[kt.ravel() > 0], axis=0
        )
        center, scale, half = features.T
        longest = np.sum(ends - starts) / 16
        done: list[tuple[Floats, Floats]] = []
        while low.size:
            limit = np.full(low.shape, longest)
            parts = 1 + low.size * len(features) // 10**6
            for part in np.array_split(np.arange(low.size), parts) if len(features) else ():
                away = np.maximum(low[part, None] - center, center - high[part, None]) - half
                allowed = 2.5 * scale + 0.5 * np.maximum(away, 0)
                limit[part] = np.minimum(limit[part], allowed.min(axis=1))
            both = np.isin(low, breakpoints) & np.isin(high, breakpoints)
            resolution = 64 * np.spacing(np.maximum(abs(low), abs(high)))
            cut = ((high - low > limit) | both) & (high - low > resolution)
            done.append((low[~cut], high[~cut]))
            low, high = low[cut], high[cut]
            middle = low + (high - low) / 2
            low, high = np.concatenate([low, middle]), np.concatenate([middle, high])
        low = np.concatenate([d[0] for d in done] or [low])
        high = np.concatenate([d[1] for d in done] or [high])
        order = np.argsort(low)
        low, high = low[order], high[order]
        from_left = np.isin(low, breakpoints)
        from_right = np.isin(high, breakpoints) & ~from_left
        anchor = np.where(from_right, high, low)
        length = np.where(from_right, low - high, high - low)
        return cls(anchor, length, from_left | from_right)

    def first_pieces(self) -> "_Pieces":
        """Cut each panel in four, and those at a breakpoint geometrically towards it."""
        quarters = np.array([0, 0.25, 0.5, 0.75, 1])
        panel = [np.repeat(np.flatnonzero(~self.graded), 4)]
        start = [np.tile(quarters[:-1], panel[0].size // 4)]
        size = [np.full(panel[0].size, 0.25)]
        steps = 8.0 ** -np.arange(17, 0, -1)
        for p in np.flatnonzero(self.graded):
            finest = 4 * np.spacing(abs(self.anchor[p])) / abs(self.length[p])
            edges = np.concatenate([[0], steps[steps > finest], quarters[1:]])
            panel.append(np.full(edges.size - 1, p))
            start.append(edges[:-1])
            size.append(np.diff(edges))
        return _Pieces(np.concatenate(panel), np.concatenate(start), np.concatenate(size))


@dataclass(frozen=True)
class _Pieces:
    """Parts of panels, in the unit coordinate that grows from a panel's anchor."""

    panel: Indices
    start: Floats
    size: Floats

    def __getitem__(self, chosen: NDArray[np.bool_]) -> "_Pieces":
        return _Pieces(self.panel[chosen], self.start[chosen], self.size[chosen])

    def split(self) -> "_Pieces":
        """Cut each piece into equal parts, which follow each other."""
        size = np.repeat(self.size / SPLIT, SPLIT)
        part = np.tile(np.arange(SPLIT), self.size.size)
        return _Pieces(
            np.repeat(self.panel, SPLIT), np.repeat(self.start, SPLIT) + part * size, size
        )


@dataclass(frozen=True)
class _Sampled:
    """Pieces with T(E) at their nodes, scaled so that sums over nodes are integrals over energy."""

    pieces: _Pieces
    values: Floats
    area: Floats
    error: Floats
    settled: NDArray[np.bool_]

    @classmethod
    def of(cls, transmission: Transmission, panels: _Panels, pieces: _Pieces) -> "_Sampled":
        anchor = panels.anchor[pieces.panel][:, None]
        width = (panels.length[pieces.panel] * pieces.size)[:, None]
        offset = panels.length[pieces.panel][:, None] * pieces.start[:, None] + width * _SAMPLE
        energy = anchor + offset
        inward = np.nextafter(anchor, np.copysign(np.inf, width))
        energy = np.where(energy == anchor, inward, energy)  # at a breakpoint T(E) may be anything
        values = transmission(energy.ravel()).reshape(energy.shape)
        # The energy asked for is anchor + offset without rounding: a resonance that is narrow on
        # the scale of the rounding needs T(E) corrected to first order for what was rounded away.
        part = energy - anchor
        rounding = (anchor - (energy - part)) + (offset - part)
        grain = np.spacing(abs(energy).max(axis=1, keepdims=True))
        shift = np.where(abs(width) > 2000 * grain, rounding / width, 0)
        change = np.zeros_like(values)
        for _ in range(3 if shift.any() else 0):  # the slope itself needs corrected values
            change = (values + change) @ _SLOPE * shift
        second_order = abs(change).max(axis=1) ** 2 / np.maximum(values.max(axis=1), 1e-290)
        values = values + change
        error = abs(values @ _COEFFICIENTS[:, -4:]).max(axis=1)
        size = abs(width[:, 0])
        settled = (error < 40 * second_order) | (size < 8 * grain[:, 0])
        return cls(
            pieces, values * size[:, None], values @ _SAMPLE_WEIGHT * size, error * size, settled
        )

    def __getitem__(self, chosen: NDArray[np.bool_]) -> "_Sampled":
        return _Sampled(
            self.pieces[chosen],
            self.values[chosen],
            self.area[chosen],
            self.error[chosen],
            self.settled[chosen],
        )

    def joined(self, other: "_Sampled") -> "_Sampled":
        """Return these pieces and the other ones."""
        mine, theirs = self.pieces, other.pieces
        return _Sampled(
            _Pieces(
                np.concatenate([mine.panel, theirs.panel]),
                np.concatenate([mine.start, theirs.start]),
                np.concatenate([mine.size, theirs.size]),
            ),
            np.concatenate([self.values, other.values]),
            np.concatenate([self.area, other.area]),
            np.concatenate([self.error, other.error]),
            np.concatenate([self.settled, other.settled]),
        )

    def hidden(self, panels: _Panels) -> Floats:
        """Return the error of a jump that may hide between a piece's last node and its end.

        Such a jump shows as a mismatch where two pieces meet.
        """
        pieces = self.pieces
        length = panels.length[pieces.panel]
        order = np.lexsort((pieces.start * np.sign(length), pieces.panel))
        coefficients = (self.values @ _COEFFICIENTS)[order]
        width = (abs(length) * pieces.size)[order]
        sides = coefficients @ legvander(np.array([-1.0, 1.0]), SAMPLES - 1).T / width[:, None]
        sides = np.where(length[order, None] > 0, sides, sides[:, ::-1])
        ends = panels.anchor[pieces.panel] + length * [pieces.start, pieces.start + pieces.size]
        low, high = np.sort(ends, axis=0)[:, order]
        named = (panels.graded[pieces.panel] & (pieces.start == 0))[order]
        upward = length[order] > 0
        meet = low[1:] - high[:-1] < width[1:]  # no gap between separate windows
        meet &= ~(named & upward)[1:] & ~(named & ~upward)[:-1]  # a breakpoint may be a jump
        mismatch = np.zeros(order.size + 1)
        mismatch[1:-1] = np.where(meet, abs(sides[1:, 0] - sides[:-1, 1]), 0)
        result = np.empty(order.size)
        result[order] = np.maximum(mismatch[1:], mismatch[:-1]) * _SAMPLE[0] * width
        return result


def _refine(transmission: Transmission, panels: _Panels, window: Floats) -> _Sampled:
    """Return pieces fine enough for T(E) wherever one of the windows feels it.

    ``window`` has shape (rows, panels, nodes); errors count relative to each row's ∫T|window|dE.
    """
    highest, mean = abs(window).max(axis=2), abs(window) @ _NODE_WEIGHT
    held = _Sampled.of(transmission, panels, panels.first_pieces())
    while True:
        on_panel = np.bincount(held.pieces.panel, held.area, panels.length.size)
        scale = mean @ np.maximum(on_panel, 0)
        seen = scale > 1e-290 * highest.max(axis=1, initial=0)
        importance = np.max(highest[seen] / scale[seen, None], axis=0, initial=0)
        target = TARGET * max(1, (held.area.size / MANY_PIECES) ** 4)
        error = held.error * importance[held.pieces.panel]
        cut = (error > target) & ~held.settled
        if not cut.any():
            error = np.maximum(error, held.hidden(panels) * importance[held.pieces.panel])
            cut = (error > target) & ~held.settled
        if not cut.any():
            break
        if held.area.size + cut.sum() * SPLIT > MOST_PIECES:
            worst = int(np.argmax(np.where(cut, error, 0)))
            piece, panel = held.pieces, held.pieces.panel[worst]
            near = panels.anchor[panel] + panels.length[panel] * piece.start[worst]
            raise IntegrationError(
                f"the integral over transmission(E) does not converge near E = {near:.9g} eV: "
                "T(E) is noisy, or varies on ever finer scales"
            )
        finer = _Sampled.of(transmission, panels, held.pieces[cut].split())
        held = held[~cut].joined(finer)
    left_over = np.linalg.norm(error)
    if left_over > ACCEPTED:
        raise IntegrationError(
            "the integral over transmission(E) does not converge: an estimated relative error of "
            f"{left_over:.1g} remains where energies can be split no further"
        )
    return held


def _measure(panels: _Panels, sampled: _Sampled) -> Floats:
    """Return the weights, of shape (panels, nodes), that integrate T(E) times a polynomial."""
    pieces = sampled.pieces
    x = 2 * (pieces.start[:, None] + pieces.size[:, None] * _SAMPLE) - 1
    now = sampled.values * _SAMPLE_WEIGHT
    before = np.zeros_like(now)
    moments = np.empty((panels.length.size, NODES))
    for k in range(NODES):
        moments[:, k] = np.bincount(pieces.panel, now.sum(axis=1), panels.length.size)
        before, now = now, ((2 * k + 1) * x * now - k * before) / (k + 1)
    return moments @ _RULE


def transmission_rules(
    transmission: Transmission,
    mu: Floats,
    kt: Floats,
    window: Window,
    breakpoints: Floats,
    reach_limit: float | None = None,
) -> Iterator[Rule]:
    """Yield quadrature rules that between them serve every row of windows.

    Parameters
    ----------
    transmission : callable
        T(E) of a one-dimensional array of energies in eV, checked by the caller.
    mu, kt : arrays of shape (rows, reservoirs)
        Where each window has its thermal edges and how wide they are, in eV; ``kt`` may be 0.
    window : callable
        ``window(rows, anchor, offset)`` returns the windows at energies anchor + offset, of shape
        (rows, energies). Beyond the edges it falls off as exp(-|E - mu|/kt).
    breakpoints : array
        Energies in eV at which T(E) jumps, kinks or resonates.
    reach_limit : float, optional
        How many k_BT beyond the outermost ``mu`` T(E) may be asked for; as far as it matters by
        default.

    Raises
    ------
    IntegrationError
        If an integral does not converge.
    """
    longest = LONGEST_REACH if reach_limit is None else reach_limit
    reach = np.full(len(mu), min(REACH, longest))
    pending = [np.argsort(mu.mean(axis=1))]
    while pending:
        rows = pending.pop()
        panels = _Panels.over(mu[rows], kt[rows], reach[rows], breakpoints)
        if rows.size > 1 and rows.size * panels.length.size * NODES > MOST_WEIGHTS:
            pending += [rows[: rows.size // 2], rows[rows.size // 2 :]]
            continue
        offset = (panels.length[:, None] * _NODE).ravel()
        anchor = np.repeat(panels.anchor, NODES)
        values = window(rows, anchor, offset)
        pieces = _refine(transmission, panels, values.reshape(rows.size, -1, NODES))
        measure = _measure(panels, pieces).ravel()
        # Beyond the reach a window is below exp(-reach) of its height; where that could matter
        # against the integral found, as under a barrier, reach further.
        found = abs(values) @ measure
        height = abs(values).max(axis=1, initial=0) * kt[rows].max(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            needed = 28 - np.log(np.maximum(found, 0) / height)
        needed = np.where(height > 0, np.minimum(needed, longest), 0)
        far = needed > reach[rows]
        if far.any():
            reach[rows[far]] = np.minimum(needed[far] + 4, longest)
            pending.append(rows[far])
        if not far.all():
            yield Rule(rows[~far], anchor, offset, measure, values[~far])
