"""A slow transmission, tabulated once: a function of energy that says how far it may be trusted."""

from dataclasses import dataclass

import numpy as np

from .. import _checks
from .._types import ArrayLike, Floats
from .sampling import DEGREE, POWERS, Sampler
from .transmission import EnergyFunction, all_breakpoints

__all__ = ["Table", "tabulated"]


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
    sampler = Sampler(transmission, allowed, width, gap, count)
    while True:
        sampler.refine(np.concatenate([[low], named, [high]]))
        table = _joined(sampler, low, high)
        if table.error <= allowed:
            return table
        sampler.tolerance /= 2  # several jumps within one resolution


def _joined(sampler: Sampler, lower: float, upper: float) -> Table:
    """Put the panels together and estimate the error over the resolution."""
    sampler.panels.sort(key=lambda panel: panel.start)
    start = np.array([panel.start for panel in sampler.panels])
    measured = [
        (p.start, p.width, p.width * p.miss if p.miss <= sampler.tolerance / 2 else p.doubt())
        for p in sampler.panels
    ] + [(gap.start, gap.width, gap.doubt()) for gap in sampler.gaps]
    return Table(
        energies=np.array(sorted(sampler.known)),
        values=np.array([sampler.known[e] for e in sorted(sampler.known)]),
        error=_largest_mean(np.array(measured), sampler.resolution),
        resolution=sampler.resolution,
        blind=float(np.diff(sorted(sampler.known)).max() * sampler.tolerance**0.5),
        breakpoints=np.append(start, upper),
        jumps=np.array(sorted(gap.start + gap.width / 2 for gap in sampler.gaps)),
        lower=lower,
        upper=upper,
        _start=start,
        _width=np.array([panel.width for panel in sampler.panels]),
        _coefficients=np.array([POWERS @ panel.nodes for panel in sampler.panels]),
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
