"""Where to sample a slow transmission: panels that are halved, and jumps that are hunted down.

T(E) is cut into panels with a polynomial of fourth degree on each. A panel is settled when the
polynomial predicts the four points between its nodes; else it is halved. A jump is hunted down by
halving one interval, one call a step, and becomes a gap between panels. First panels have unequal
widths, so that no periodic T(E) keeps step with the samples.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .._quadrature import IntegrationError
from .._types import Floats
from .transmission import EnergyFunction, checked

__all__ = ["DEGREE", "POWERS", "Gap", "Panel", "Sampler"]

DEGREE = 4
NODES = np.arange(DEGREE + 1) / DEGREE
_BETWEEN = (np.arange(DEGREE) + 0.5) / DEGREE
POWERS: Floats = np.linalg.inv(np.vander(NODES, increasing=True)).astype(np.float64)
_PREDICT: Floats = np.vander(_BETWEEN, DEGREE + 1, increasing=True) @ POWERS
FEWEST_PANELS = 8
GOLDEN = (5**0.5 - 1) / 2


@dataclass
class Panel:
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
class Gap:
    """A jump of T(E) somewhere within a narrow gap between panels."""

    start: float
    width: float
    height: float

    def doubt(self) -> float:
        """Return what an integral over the gap may be off by."""
        return self.width * self.height


class Sampler:
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
        self.panels: list[Panel] = []
        self.gaps: list[Gap] = []

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

    def first_made(self, edges: Floats) -> list[Panel]:
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
        return self._made(cuts)

    def _made(self, cuts: list[tuple[float, float]]) -> list[Panel]:
        """Return panels between pairs of ends, with their nodes computed."""
        if not cuts:
            return []
        start, end = np.array(cuts).T
        nodes = self.at(start[:, None] + (end - start)[:, None] * NODES)
        return [Panel(a, b - a, row) for (a, b), row in zip(cuts, nodes, strict=True)]

    def refine(self, edges: Floats) -> None:
        """Cut the range between edges until every panel is settled."""
        self.panels, self.gaps = [], []
        pending = self.first_made(edges)
        while pending:
            start = np.array([panel.start for panel in pending])[:, None]
            width = np.array([panel.width for panel in pending])[:, None]
            between = self.at(start + width * _BETWEEN)
            halves: list[Panel] = []
            cuts: list[tuple[float, float]] = []
            for panel, row in zip(pending, between, strict=True):
                panel.miss = float(np.abs(_PREDICT @ panel.nodes - row).max())
                samples = np.empty(2 * DEGREE + 1)
                samples[::2], samples[1::2] = panel.nodes, row
                # The halves' own polynomials are better than the whole's, which was put to test.
                parts = [
                    Panel(panel.start + i * panel.width / 2, panel.width / 2, nodes, panel.miss)
                    for i, nodes in enumerate((samples[: DEGREE + 1], samples[DEGREE:]))
                ]
                small = panel.doubt() <= self.tolerance * self.resolution / 2
                if small or panel.miss <= self.tolerance / 2:
                    self.panels += parts
                elif not (sides := self._jump(panel, samples)):
                    halves += parts
                else:
                    cuts += sides
            pending = halves + self._made(cuts)

    def _jump(self, panel: Panel, samples: Floats) -> list[tuple[float, float]]:
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
        self.gaps.append(Gap(low, high - low, abs(right - left)))
        sides = [(panel.start, low), (high, panel.start + panel.width)]
        return [(a, b) for a, b in sides if b > a]
