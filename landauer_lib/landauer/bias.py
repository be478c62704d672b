"""Finite bias: the current, and the heat that it leaves in each reservoir."""

from math import pi

import numpy as np

from .. import _checks
from .._quadrature import Indices, transmission_rules
from .._types import ArrayLike, Floats
from ..reservoirs import Reservoir, window_between
from .transmission import (
    Transmission,
    all_breakpoints,
    checked,
    flat,
    prefactor,
    reach_of,
    resolved,
)

__all__ = ["current", "heat_current"]


def _between(
    transmission: Transmission,
    source: Reservoir,
    drain: Reservoir,
    breakpoints: ArrayLike,
    heat: str | None,
) -> Floats:
    """Return ∫T (f_L - f_R) dE in eV, or its energy-weighted form in eV² for ``heat``'s end."""
    _checks.instances(Reservoir, source=source, drain=drain)
    if not callable(transmission):
        values = _checks.number("transmission", transmission, at_least=0)
    else:
        values = np.empty(())
    shape = _checks.broadcast_shape(
        transmission=values, source=np.empty(source.shape), drain=np.empty(drain.shape)
    )
    _, (mu_l, kt_l, mu_r, kt_r, _) = flat(source.mu, source.kt, drain.mu, drain.kt, np.empty(shape))
    bias = mu_l - mu_r
    if not callable(transmission):
        whole = bias
        if heat:
            thermal = pi**2 / 6 * (kt_l - kt_r) * (kt_l + kt_r)
            whole = bias**2 / 2 + (thermal if heat == "drain" else -thermal)
        return np.broadcast_to(values, shape) * whole.reshape(shape)
    function = checked(transmission)
    result = np.zeros(bias.size)
    busy = np.flatnonzero((bias != 0) | (kt_l != kt_r))
    kt_l, kt_r = resolved(mu_l, kt_l), resolved(mu_r, kt_r)

    def window(rows: Indices, anchor: Floats, offset: Floats) -> Floats:
        r = busy[rows, None]
        from_l = (anchor - mu_l[r]) + offset
        from_r = (anchor - mu_r[r]) + offset
        weight = window_between(from_l, from_r, bias[r], kt_l[r], kt_r[r])
        if heat:
            weight = weight * (from_r if heat == "drain" else -from_l)
        return weight

    if busy.size:
        mu = np.stack([mu_l[busy], mu_r[busy]], axis=1)
        kt = np.stack([kt_l[busy], kt_r[busy]], axis=1)
        edges = all_breakpoints(transmission, breakpoints)
        for rule in transmission_rules(function, mu, kt, window, edges, reach_of(transmission)):
            result[busy[rule.rows]] = rule.window @ rule.measure
    return result.reshape(shape)


def current(
    transmission: Transmission,
    source: Reservoir,
    drain: Reservoir,
    *,
    degeneracy: float = 2,
    breakpoints: ArrayLike = (),
) -> Floats:
    """Return the current (degeneracy e/h) ∫T(E)(f_source - f_drain)dE.

    Parameters
    ----------
    transmission : callable or array_like
        T(E) per spin, energies in eV (see the module's docstring). At finite bias it should be
        the T(E) of the biased conductor.
    source, drain : Reservoir
        Left and right electrode, at any temperatures; arrays broadcast.
    degeneracy : float, optional
        Number of identical copies of each channel: 2 for spin, 4 for spin and valley.
    breakpoints : array_like, optional
        Energies in eV at which T(E) jumps, kinks or resonates.

    Returns
    -------
    ndarray or float
        Particle current from source to drain times e, in A.

    Raises
    ------
    ValueError, TypeError
        If T(E) is negative, not finite, not real or of the wrong shape, degeneracy is not
        positive, or the shapes do not broadcast.
    IntegrationError
        If an integral does not converge.

    References
    ----------
    Y. Imry and R. Landauer, Rev. Mod. Phys. 71, S306 (1999).

    Examples
    --------
    >>> source, drain = Reservoir(mu=1e-3, temperature=1.0), Reservoir(mu=0.0, temperature=1.0)
    >>> round(float(current(1.0, source, drain)) * 1e9, 3)  # nA: G0 times 1 mV
    77.481
    """
    factor = prefactor(degeneracy)
    return (factor * _between(transmission, source, drain, breakpoints, None))[()]


def heat_current(
    transmission: Transmission,
    source: Reservoir,
    drain: Reservoir,
    *,
    at: str = "drain",
    degeneracy: float = 2,
    breakpoints: ArrayLike = (),
) -> Floats:
    """Return the heat delivered into one of the reservoirs.

    An electron that crosses at energy E leaves E - mu_drain in the drain and, by the hole that it
    leaves behind, mu_source - E in the source: together eV, so that the two heats add up to the
    electric power IV. Both may be negative: that reservoir is then cooled.

    Parameters
    ----------
    transmission, source, drain, degeneracy, breakpoints
        As for :func:`current`.
    at : {"drain", "source"}, optional
        The reservoir into which the heat flows.

    Returns
    -------
    ndarray or float
        (degeneracy/h) ∫T(E)(E - mu_drain)(f_source - f_drain)dE at the drain, the same with
        mu_source - E at the source, in W.

    Raises
    ------
    ValueError, TypeError, IntegrationError
        As for :func:`current`; also if ``at`` names no reservoir.

    References
    ----------
    U. Sivan and Y. Imry, Phys. Rev. B 33, 551 (1986).

    Examples
    --------
    >>> source, drain = Reservoir(mu=1e-3, temperature=0.0), Reservoir(mu=0.0, temperature=0.0)
    >>> upper_half = lambda energy: (energy > 0.5e-3) * 1.0
    >>> to_drain = heat_current(upper_half, source, drain, at="drain")
    >>> to_source = heat_current(upper_half, source, drain, at="source")
    >>> round(float(to_drain / to_source), 9)
    3.0
    """
    _checks.one_of("at", at, ("source", "drain"))
    factor = prefactor(degeneracy)
    return (factor * _between(transmission, source, drain, breakpoints, at))[()]
