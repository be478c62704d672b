"""Velocity times density of states, counted state by state: 1/h whatever the dispersion."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from .. import _checks
from .._types import ArrayLike, Floats
from ..constants import HBAR_EV

__all__ = ["Flow", "velocity_times_density"]


class Flow(NamedTuple):
    """Speed, density of states and their product, for states that move one way."""

    velocity: Floats
    """Speed |dE/dk|/ħ in m/s."""
    density: Floats
    """States per length and energy, in 1/(eV m), per spin."""
    product: Floats
    """States that pass per second and eV, in 1/(eV s), to be compared with 1/h."""


def velocity_times_density(
    dispersion: Callable[[Floats], Floats],
    k: ArrayLike,
    *,
    span: ArrayLike | None = None,
    states: int = 20_000,
) -> Flow:
    """Return velocity, density of states and their product on one branch of a band.

    The two are found independently, so that their product is a result: the velocity by
    differentiating E(k), the density by counting the levels of a long periodic box, k = 2πj/L,
    whose energies fall between E(k - span) and E(k + span). The product is 1/h for every
    dispersion, within the counting error of 2/states.

    Parameters
    ----------
    dispersion : callable
        E(k) in eV of an array of wavevectors in 1/m.
    k : array_like
        Wavevector in 1/m.
    span : array_like, optional
        Half-width in 1/m of the interval of wavevectors around k, over which the band should be
        nearly straight; 10⁻⁴|k| by default.
    states : int, optional
        How many levels to count.

    Returns
    -------
    Flow
        ``velocity``, ``density``, ``product``, each of the shape of ``k``.

    Raises
    ------
    ValueError, TypeError
        If E(k) is not finite or real, or turns around within the span: there is then no one
        direction of motion.

    Examples
    --------
    >>> graphene = lambda k: 6.582e-16 * 1e6 * abs(k)  # ħ v k with v = 10⁶ m/s
    >>> flow = velocity_times_density(graphene, 1e8)
    >>> from landauer_lib.constants import E_CHARGE, H_PLANCK
    >>> bool(abs(flow.product * H_PLANCK / E_CHARGE - 1) < 1e-4)
    True
    """
    center = _checks.number("k", k)
    half = _checks.number("span", 1e-4 * abs(center) if span is None else span, at_least=0)
    if np.any(half == 0):
        raise ValueError("span must be above 0: give it in 1/m, as k = 0 suggests no scale")
    count = _checks.whole_number("states", states, at_least=10)
    shape = _checks.broadcast_shape(k=center, span=half)
    center, half = (
        np.broadcast_to(center, shape)[..., None],
        np.broadcast_to(half, shape)[..., None],
    )

    def energy(wavevector: Floats) -> Floats:
        return _checks.number("dispersion(k)", dispersion(wavevector))

    nearby = energy(center + half * np.array([-1, -0.5, 0.5, 1]))
    slope = (8 * (nearby[..., 2] - nearby[..., 1]) - (nearby[..., 3] - nearby[..., 0])) / (
        6 * half[..., 0]
    )
    length = np.pi * count / half
    first = np.round(center * length / (2 * np.pi)) - (3 * count) // 4
    levels = energy(2 * np.pi * (first + np.arange(2 * ((3 * count) // 4))) / length)
    steps = np.diff(levels, axis=-1)
    if np.any((steps.max(axis=-1) > 0) & (steps.min(axis=-1) < 0)) or np.any(slope == 0):
        raise ValueError("k must not lie at an extremum of the band: nothing moves there")
    ends = nearby[..., :1], nearby[..., 3:]
    low, high = np.minimum(*ends), np.maximum(*ends)
    inside = np.count_nonzero((levels >= low) & (levels < high), axis=-1)
    velocity = abs(slope) / HBAR_EV
    density = inside / ((high - low) * length)[..., 0]
    return Flow(velocity[()], density[()], (velocity * density)[()])
