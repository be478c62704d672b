"""A slow transmission, tabulated once: where to sample it, and how far the table may be trusted.

T(E) is cut into panels with a polynomial of fourth degree on each. A panel is taken when the
polynomial predicts the four points between its nodes; else it is halved. A jump is hunted down by
halving one interval, one call a step, and becomes an edge between panels. First panels have
unequal widths, so that no periodic T(E) keeps step with the samples.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .. import _checks
from .._quadrature import IntegrationError
from .._types import ArrayLike, Floats
from .transmission import EnergyFunction, all_breakpoints, checked

__all__ = ["Table", "tabulated"]

DEGREE = 4
_NODES = np.arange(DEGREE + 1) / DEGREE
_BETWEEN = (np.arange(DEGREE) + 0.5) / DEGREE
_POWERS: Floats = np.linalg.inv(np.vander(_NODES, increasing=True)).astype(np.float64)
_PREDICT: Floats = np.vander(_BETWEEN, DEGREE + 1, increasing=True) @ _POWERS
FEWEST_PANELS = 8
GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True, eq=False)
class Table:
    """A transmission T(E) made from samples; made by :func:`tabulated`.

    Called with energies within its range it returns T(E); outside of it it refuses. Every function
    of :mod:`landauer_lib.landauer` takes it, with windows cut off 20 k_BT beyond the chemical
    potentials, where 2e-9 of them is left.
    """

    energies: Floats
    """Where T(E) was computed, in eV, in ascending order."""
    values: Floats
    """T(E) there."""
    error: float
    """Estimated error of T(E) averaged over any window at least as wide as ``resolution``: that of
    a conductance in degeneracy e²/h where 4 k_BT ≥ ``resolution``."""
    resolution: float
    """Width in eV that ``error`` refers to."""
    blind: float
    """What the samples cannot tell: a resonance with a full width below this, in eV, may lie
    unseen between two of them. It adds at most 1.6 times its width to an integral over T(E)."""
    breakpoints: Floats
    """Edges between panels, among them the jumps, for the integrals of this package."""
    jumps: Floats
    """Energies at which T(E) was found to jump, in eV."""
    lower: float
    """Lowest energy of the table in eV."""
    upper: float
    """Highest energy of the table in eV."""
    _start: Floats
    _width: Floats
    _coefficients: Floats

    reach = 20.0  # in k_BT: how far beyond a chemical potential an integral has to look

    def __call__(self, energy: ArrayLike) -> Floats:
        """Return T(E) at energies in eV, of any shape."""
        e = _checks.number("energy", energy)
        outside = (e < self.lower) | (e > self.upper)
        if outside.any():
            worst = e[outside][0]
            raise ValueError(
                f"energy must lie within the table, from {self.lower:g} to {self.upper:g} eV, got "
                f"{worst:g}: integrals look {self.reach:g} k_BT beyond the chemical potentials"
            )
        panel = np.maximum(np.searchsorted(self._start, e, side="right") - 1, 0)
        x = np.clip((e - self._start[panel]) / self._width[panel], 0, 1)
        values = np.zeros(e.shape)
        for power in range(DEGREE, -1, -1):
            values = values * x + self._coefficients[panel, power]
        return np.maximum(values, 0)[()]

    def __repr__(self) -> str:
        """Say range, size and error."""
        return (
            f"Table({self.lower:g} to {self.upper:g} eV, {self.energies.size} energies, "
            f"error {self.error:.1g}, blind below {self.blind:.1g} eV)"
        )


def tabulated(
    transmission: EnergyFunction,
    lower: float,
    upper: float,
    *,
    tolerance: float = 1e-3,
    resolution: float | None = None,
    spacing: float | None = None,
    breakpoints: ArrayLike = (),
    most: int = 2_000,
) -> Table:
    """Sample a slow transmission, for instance of a lattice, as often as it needs and no more.

    The result stands for the function in every integral of this package, and says how far it can
    be wrong. T(E) is called with all energies of a round at once, and one by one if it takes no
    arrays. What changes smoothly or jumps is followed to the tolerance; a resonance is seen if its
    tails are, and what may be missed is stated in ``blind``: sample it with a smaller ``spacing``,
    or name resonances in ``breakpoints``, where such are expected.

    Parameters
    ----------
    transmission : callable
        T(E) ≥ 0 per spin, energies in eV.
    lower, upper : float
        Range in eV: integrals need it from 20 k_BT below to 20 k_BT above all chemical potentials.
    tolerance : float, optional
        Largest error of T(E), averaged over the resolution.
    resolution : float, optional
        Width in eV of the narrowest window that matters, such as 4 k_BT; a thousandth of the range
        if left out. Jumps and resonances are followed until they are right on average over it.
    spacing : float, optional
        Largest distance in eV of two samples; a sixty-fourth of the range if left out.
    breakpoints : array_like, optional
        Energies in eV at which T(E) is known to jump or resonate; samples gather there. Those that
        the function carries as an attribute are used too.
    most : int, optional
        Largest number of energies.

    Returns
    -------
    Table
        A function of energy, with ``energies``, ``values``, ``error``, ``resolution``, ``blind``.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range, or T(E) is negative, not finite or not real.
    IntegrationError
        If the tolerance needs more than ``most`` energies; the message says where.

    Examples
    --------
    >>> from landauer_lib.landauer import conductance
    >>> from landauer_lib.reservoirs import Reservoir
    >>> steps = lambda energy: 1.0 * (energy > 0.011) + (energy > 0.019)
    >>> table = tabulated(steps, 0.0, 0.03)
    >>> table.energies.size < 200, table.jumps.round(6)
    (True, array([0.011, 0.019]))
    >>> exact, quick = (conductance(t, Reservoir(0.015, 2.0)) for t in (steps, table))
    >>> bool(abs(quick / exact - 1) < 1e-3)
    True
    """
    low, high = _checks.scalar("lower", lower), _checks.scalar("upper", upper)
    if low >= high:
        raise ValueError(f"upper must be above lower, got {low} and {high}")
    span = high - low
    allowed = _checks.scalar("tolerance", tolerance, above=0)
    width = span / 1000 if resolution is None else resolution
    width = _checks.scalar("resolution", width, above=0, at_most=span)
    gap = _checks.scalar("spacing", span / 64 if spacing is None else spacing, above=0)
    count = _checks.whole_number("most", most, at_least=100)
    if not callable(transmission):
        raise TypeError(f"transmission must be a function of energy, got {transmission!r:.80}")
    named = all_breakpoints(transmission, breakpoints)
    named = named[(named > low) & (named < high)]
    sampler = _Sampler(transmission, allowed, width, gap, count)
    edges = np.concatenate([[low], named, [high]])
    table = sampler.table(edges)
    while table.error > allowed:  # several jumps within one resolution
        sampler.tolerance /= 2
        table = sampler.table(edges)
    return table


@dataclass
class _Panel:
    """A part of the range with T(E) at its nodes, and how far its polynomial was off in between."""

    start: float
    width: float
    nodes: Floats
    miss: float = 0.0

    def doubt(self) -> float:
        """Return what an integral over the panel may be off by.

        A resonance that lies between two samples, a distance g apart, and is seen by a tail m has
        the area 1.6 g √m at most, which is more than what the samples differ by.
        """
        return self.width * max(self.miss, 1.6 / (2 * DEGREE) * math.sqrt(self.miss))


@dataclass
class _Gap:
    """A jump of T(E) somewhere within a narrow gap between panels."""

    start: float
    width: float
    height: float

    def doubt(self) -> float:
        """Return what an integral over the gap may be off by."""
        return self.width * self.height


class _Sampler:
    """Samples of one T(E), each asked for once, and the panels and gaps made of them."""

    def __init__(
        self,
        transmission: EnergyFunction,
        tolerance: float,
        resolution: float,
        spacing: float,
        most: int,
    ) -> None:
        self.transmission = transmission
        self.tolerance, self.resolution = tolerance, resolution
        self.spacing, self.most = spacing, most
        self.known: dict[float, float] = {}
        self.panels: list[_Panel] = []
        self.gaps: list[_Gap] = []

    def at(self, energies: Floats) -> Floats:
        """Return T(E), computed where it is not known yet."""
        flat = energies.ravel().tolist()
        new = sorted({e for e in flat if e not in self.known})
        if len(self.known) + len(new) > self.most:
            raise IntegrationError(
                f"a table of transmission(E) to {self.tolerance:g} needs more than {self.most} "
                f"energies, many of them near E = {new[len(new) // 2]:.9g} eV: raise most, "
                "tolerance or resolution"
            )
        if new:
            found = checked(self.transmission, one_by_one=True)(np.array(new))
            self.known.update(zip(new, found.tolist(), strict=True))
        return np.array([self.known[e] for e in flat]).reshape(energies.shape)

    def first_panels(self, edges: Floats) -> list[_Panel]:
        """Return panels that fill the range between edges, unequally wide."""
        longest, total = 2 * DEGREE * self.spacing, edges[-1] - edges[0]
        hair = 1e-12 * max(abs(edges[0]), abs(edges[-1]), total)
        cuts = []
        for i, (a, b) in enumerate(pairwise(edges.tolist())):
            # T(E) may be anything at a breakpoint itself.
            left, right = a + hair * (i > 0), b - hair * (i < edges.size - 2)
            part = right - left
            count = int(np.ceil(max(part / (GOLDEN * longest), FEWEST_PANELS * part / total)))
            shares = 1 - 0.5 * ((np.arange(count) * GOLDEN) % 1)
            ends = left + part * np.cumsum(shares / shares.sum())
            ends[-1] = right
            cuts += list(pairwise([left, *ends.tolist()]))
        return self._panels(cuts)

    def _panels(self, cuts: list[tuple[float, float]]) -> list[_Panel]:
        """Return panels between pairs of ends, with their nodes computed."""
        if not cuts:
            return []
        start, end = np.array(cuts).T
        nodes = self.at(start[:, None] + (end - start)[:, None] * _NODES)
        return [_Panel(a, b - a, row) for (a, b), row in zip(cuts, nodes, strict=True)]

    def table(self, edges: Floats) -> Table:
        """Refine until every panel is settled, then put the panels together."""
        self.panels, self.gaps = [], []
        pending = self.first_panels(edges)
        while pending:
            start = np.array([panel.start for panel in pending])[:, None]
            width = np.array([panel.width for panel in pending])[:, None]
            between = self.at(start + width * _BETWEEN)
            halves: list[_Panel] = []
            cuts: list[tuple[float, float]] = []
            for panel, row in zip(pending, between, strict=True):
                panel.miss = float(np.abs(_PREDICT @ panel.nodes - row).max())
                samples = np.empty(2 * DEGREE + 1)
                samples[::2], samples[1::2] = panel.nodes, row
                # The halves' own polynomials are better than the whole's, which was put to test.
                parts = [
                    _Panel(panel.start + i * panel.width / 2, panel.width / 2, nodes, panel.miss)
                    for i, nodes in enumerate((samples[: DEGREE + 1], samples[DEGREE:]))
                ]
                small = panel.doubt() <= self.tolerance * self.resolution / 2
                if small or panel.miss <= self.tolerance / 2:
                    self.panels += parts
                elif not (sides := self._jump(panel, samples)):
                    halves += parts
                else:
                    cuts += sides
            pending = halves + self._panels(cuts)
        return self._joined(float(edges[0]), float(edges[-1]))

    def _jump(self, panel: _Panel, samples: Floats) -> list[tuple[float, float]]:
        """Return the parts of a panel on either side of its jump; none if there is no jump."""
        change = np.abs(np.diff(samples))
        i = int(np.argmax(change))
        if change[i] < max(self.tolerance, 0.6 * change.sum()):
            return []
        step = panel.width / (2 * DEGREE)
        low, high = panel.start + i * step, panel.start + (i + 1) * step
        left, right = float(samples[i]), float(samples[i + 1])
        while abs(right - left) * (high - low) > self.tolerance * self.resolution / 8:
            middle = low + (high - low) / 2
            if not low < middle < high:
                break
            value = float(self.at(np.array([middle]))[0])
            if abs(value - left) > abs(right - value):
                high, right = middle, value
            else:
                low, left = middle, value
            if abs(right - left) < 0.7 * change[i]:
                return []  # steep, but no jump
        self.gaps.append(_Gap(low, high - low, abs(right - left)))
        sides = [(panel.start, low), (high, panel.start + panel.width)]
        return [(a, b) for a, b in sides if b > a]

    def _joined(self, lower: float, upper: float) -> Table:
        """Estimate the error over the resolution and return the table."""
        self.panels.sort(key=lambda panel: panel.start)
        start = np.array([panel.start for panel in self.panels])
        measured = [
            (p.start, p.width, p.width * p.miss if p.miss <= self.tolerance / 2 else p.doubt())
            for p in self.panels
        ] + [(gap.start, gap.width, gap.doubt()) for gap in self.gaps]
        return Table(
            energies=np.array(sorted(self.known)),
            values=np.array([self.known[e] for e in sorted(self.known)]),
            error=_largest_mean(np.array(measured), self.resolution),
            resolution=self.resolution,
            blind=float(np.diff(sorted(self.known)).max() * self.tolerance**0.5),
            breakpoints=np.append(start, upper),
            jumps=np.array(sorted(gap.start + gap.width / 2 for gap in self.gaps)),
            lower=lower,
            upper=upper,
            _start=start,
            _width=np.array([panel.width for panel in self.panels]),
            _coefficients=np.array([_POWERS @ panel.nodes for panel in self.panels]),
        )


def _largest_mean(parts: Floats, width: float) -> float:
    """Return the largest mean, over a window of a width, of parts given as start, width, amount."""
    start, end = parts[:, 0], parts[:, 0] + parts[:, 1]
    edges = np.unique(np.concatenate([start, end]))
    total = np.zeros(edges.size)
    np.add.at(total, np.searchsorted(edges, end), parts[:, 2])
    total = np.cumsum(total)
    places = np.concatenate([edges, edges - width])
    within = np.interp(places + width, edges, total) - np.interp(places, edges, total)
    return float(within.max() / width)
