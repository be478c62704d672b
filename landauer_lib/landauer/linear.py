"""Linear response: conductance, thermopower and heat conductance of one T(E)."""

from collections.abc import Iterator
from math import pi

import numpy as np

from .. import _checks
from .._quadrature import Indices, Rule, transmission_rules
from .._types import ArrayLike, Floats
from ..constants import K_B_EV
from ..reservoirs import Reservoir
from .transmission import (
    Transmission,
    all_breakpoints,
    checked,
    flat,
    prefactor,
    reach_of,
    resolved,
)

__all__ = [
    "conductance",
    "figure_of_merit",
    "landauer_integrals",
    "lorenz_ratio",
    "seebeck",
    "seebeck_mott",
    "thermal_conductance",
]


def _thermal_moments(
    transmission: Transmission, reservoir: Reservoir, breakpoints: ArrayLike, *, spread: bool = True
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return K_0 with the means of x and its variance, x = (E - mu)/kT, over T(E)(-df/dE).

    The fourth is d ln K_0/d(mu/kT), the mean of tanh(x/2).

    The variance comes from deviations, so that K_2 - K_1²/K_0 loses nothing to cancellation.
    ``spread=False`` asks for K_0 alone, which converges a little sooner.
    """
    _checks.instances(Reservoir, reservoir=reservoir)
    if not callable(transmission):
        values = _checks.number("transmission", transmission, at_least=0)
        shape = _checks.broadcast_shape(transmission=values, reservoir=np.empty(reservoir.shape))
        whole = np.broadcast_to(values, shape)
        return whole, np.zeros(shape), np.full(shape, pi**2 / 3), np.zeros(shape)
    function = checked(transmission)
    edges = all_breakpoints(transmission, breakpoints)
    shape, (mu, kt) = flat(reservoir.mu, reservoir.kt)
    kt = resolved(mu, kt)
    total, mean, slope = (np.zeros(mu.size) for _ in range(3))
    variance = np.full(mu.size, pi**2 / 3)
    cold = kt == 0
    if cold.any():
        total[cold] = function(mu[cold])
    warm = np.flatnonzero(~cold)

    def window(rows: Indices, anchor: Floats, offset: Floats) -> Floats:
        center, scale = mu[warm[rows], None], kt[warm[rows], None]
        x = ((anchor - center) + offset) / scale
        t = np.exp(-abs(x))
        weight: Floats = t / (scale * (1 + t) ** 2)
        return weight * (1 + x**2) if spread else weight

    rules: Iterator[Rule] = iter(())
    if warm.size:
        rules = transmission_rules(
            function, mu[warm, None], kt[warm, None], window, edges, reach_of(transmission)
        )
    for rule in rules:
        rows = warm[rule.rows]
        if not spread:
            total[rows] = rule.window @ rule.measure
            continue
        x = ((rule.anchor - mu[rows, None]) + rule.offset) / kt[rows, None]
        density = rule.window * rule.measure / (1 + x**2)
        total[rows] = density.sum(axis=1)
        weight = density / np.where(total[rows] > 0, total[rows], 1)[:, None]
        mean[rows] = np.sum(weight * x, axis=1)
        variance[rows] = np.sum(weight * (x - mean[rows, None]) ** 2, axis=1)
        slope[rows] = np.sum(weight * np.tanh(x / 2), axis=1)
    return total.reshape(shape), mean.reshape(shape), variance.reshape(shape), slope.reshape(shape)


def landauer_integrals(
    transmission: Transmission, reservoir: Reservoir, *, breakpoints: ArrayLike = ()
) -> tuple[Floats, Floats, Floats]:
    """Return K_0, K_1 and K_2, K_n = ∫(E - mu)^n T(E)(-df/dE)dE, of all linear response.

    Parameters
    ----------
    transmission : callable or array_like
        T(E) per spin, energies in eV (see the module's docstring).
    reservoir : Reservoir
        Common equilibrium of both electrodes; arrays broadcast.
    breakpoints : array_like, optional
        Energies in eV at which T(E) jumps, kinks or resonates.

    Returns
    -------
    tuple of ndarray or float
        K_0 (dimensionless), K_1 in eV, K_2 in eV²; at temperature 0: T(mu), 0, 0.

    Raises
    ------
    ValueError, TypeError
        If T(E) is negative, not finite, not real or of the wrong shape.
    IntegrationError
        If an integral does not converge.

    References
    ----------
    U. Sivan and Y. Imry, Phys. Rev. B 33, 551 (1986).

    Examples
    --------
    >>> k0, k1, k2 = landauer_integrals(0.5, Reservoir(mu=0.0, temperature=300.0))
    >>> float(k0), float(k1), round(float(k2), 6)
    (0.5, 0.0, 0.001099)
    """
    total, mean, variance, _ = _thermal_moments(transmission, reservoir, breakpoints)
    kt = reservoir.kt
    return total[()], (total * mean * kt)[()], (total * (variance + mean**2) * kt**2)[()]


def conductance(
    transmission: Transmission,
    reservoir: Reservoir,
    *,
    degeneracy: float = 2,
    breakpoints: ArrayLike = (),
) -> Floats:
    """Return the linear conductance (degeneracy e²/h) ∫T(E)(-df/dE)dE.

    Parameters
    ----------
    transmission : callable or array_like
        T(E) per spin, energies in eV (see the module's docstring).
    reservoir : Reservoir
        Common equilibrium of both electrodes; arrays broadcast. At temperature 0: T(mu).
    degeneracy : float, optional
        Number of identical copies of each channel: 2 for spin, 4 for spin and valley.
    breakpoints : array_like, optional
        Energies in eV at which T(E) jumps, kinks or resonates.

    Returns
    -------
    ndarray or float
        Conductance in S.

    Raises
    ------
    ValueError, TypeError
        If T(E) is negative, not finite, not real or of the wrong shape, or degeneracy is not
        positive.
    IntegrationError
        If an integral does not converge.

    References
    ----------
    E. N. Economou and C. M. Soukoulis, Phys. Rev. Lett. 46, 618 (1981);
    D. S. Fisher and P. A. Lee, Phys. Rev. B 23, 6851 (1981).

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> step = lambda energy: (energy > 0.01) * 1.0
    >>> round(float(conductance(step, Reservoir(mu=0.01, temperature=4.2)) / G0), 9)
    0.5
    """
    factor = prefactor(degeneracy)
    total, _, _, _ = _thermal_moments(transmission, reservoir, breakpoints, spread=False)
    return (factor * total)[()]


def thermal_conductance(
    transmission: Transmission,
    reservoir: Reservoir,
    *,
    degeneracy: float = 2,
    breakpoints: ArrayLike = (),
) -> Floats:
    """Return the heat conductance at zero current, (degeneracy/hT)(K_2 - K_1²/K_0).

    Parameters
    ----------
    transmission, reservoir, degeneracy, breakpoints
        As for :func:`conductance`.

    Returns
    -------
    ndarray or float
        Thermal conductance in W/K with no current flowing, as in an experiment with open
        terminals; 0 at temperature 0. For T(E) = 1 it is degeneracy × κ0 T.

    Raises
    ------
    ValueError, TypeError, IntegrationError
        As for :func:`conductance`.

    References
    ----------
    U. Sivan and Y. Imry, Phys. Rev. B 33, 551 (1986).

    Examples
    --------
    >>> from landauer_lib.constants import KAPPA0
    >>> kappa = thermal_conductance(1.0, Reservoir(mu=0.0, temperature=0.5))
    >>> round(float(kappa / (2 * KAPPA0 * 0.5)), 12)
    1.0
    """
    factor = prefactor(degeneracy)
    total, _, variance, _ = _thermal_moments(transmission, reservoir, breakpoints)
    return (factor * total * variance * K_B_EV * reservoir.kt)[()]


def _refuse_closed(total: Floats, what: str) -> None:
    if np.any(total == 0):
        raise ValueError(
            f"transmission must not vanish everywhere in the thermal window: {what} is a ratio of "
            "currents and none flows"
        )


def lorenz_ratio(
    transmission: Transmission, reservoir: Reservoir, *, breakpoints: ArrayLike = ()
) -> Floats:
    """Return κ/(G T) in units of the Lorenz number π²k_B²/3e²: 1 where Wiedemann–Franz holds.

    Parameters
    ----------
    transmission, reservoir, breakpoints
        As for :func:`conductance`.

    Returns
    -------
    ndarray or float
        κ/(G T L0), with κ at zero current; 1 at temperature 0.

    Raises
    ------
    ValueError, TypeError, IntegrationError
        As for :func:`conductance`; also where no current flows at all.

    Examples
    --------
    >>> from landauer_lib.constants import K_B_EV
    >>> kt = K_B_EV * 10
    >>> resonance = lambda energy: 1 / (1 + (2 * energy / kt) ** 2)  # FWHM of one kT
    >>> round(float(lorenz_ratio(resonance, Reservoir(mu=0.0, temperature=10))), 3)
    0.172
    """
    total, _, variance, _ = _thermal_moments(transmission, reservoir, breakpoints)
    _refuse_closed(total, "the Lorenz ratio")
    return (variance / (pi**2 / 3))[()]


def figure_of_merit(
    transmission: Transmission, reservoir: Reservoir, *, breakpoints: ArrayLike = ()
) -> Floats:
    """Return the electrons' ZT = S²GT/κ, which sets how well heat turns into work.

    With x = (E − mu)/k_BT weighted by T(E)(−df/dE) it is ⟨x⟩² over the variance of x: without
    bound for a narrow line, where all electrons carry the same heat. Phonons, left out here, lower
    it in any real device.

    Parameters
    ----------
    transmission, reservoir, breakpoints
        As for :func:`conductance`.

    Returns
    -------
    ndarray or float
        At least 0; 0 at temperature 0.

    Raises
    ------
    ValueError, TypeError, IntegrationError
        As for :func:`conductance`; also where no current flows at all.

    References
    ----------
    G. D. Mahan and J. O. Sofo, Proc. Natl. Acad. Sci. USA 93, 7436 (1996).

    Examples
    --------
    >>> step = lambda energy: (energy > 0.0) * 1.0
    >>> at_the_step = Reservoir(mu=0.0, temperature=300.0)
    >>> round(float(figure_of_merit(step, at_the_step, breakpoints=[0.0])), 3)
    1.405
    """
    total, mean, variance, _ = _thermal_moments(transmission, reservoir, breakpoints)
    _refuse_closed(total, "ZT")
    return (mean**2 / variance)[()]


def seebeck(
    transmission: Transmission, reservoir: Reservoir, *, breakpoints: ArrayLike = ()
) -> Floats:
    """Return the thermopower S = -K_1/(e T K_0), the voltage per kelvin at zero current.

    Parameters
    ----------
    transmission, reservoir, breakpoints
        As for :func:`conductance`.

    Returns
    -------
    ndarray or float
        Seebeck coefficient in V/K, negative where T(E) rises with energy; 0 at temperature 0.

    Raises
    ------
    ValueError, TypeError, IntegrationError
        As for :func:`conductance`; also where no current flows at all.

    References
    ----------
    P. Středa, J. Phys.: Condens. Matter 1, 1025 (1989);
    U. Sivan and Y. Imry, Phys. Rev. B 33, 551 (1986).

    Examples
    --------
    >>> step = lambda energy: (energy > 0.0) * 1.0
    >>> s = seebeck(step, Reservoir(mu=0.0, temperature=4.2))
    >>> round(float(s) * 1e6, 1)  # -(k_B/e) 2 ln 2, in µV/K
    -119.5
    """
    total, mean, _, _ = _thermal_moments(transmission, reservoir, breakpoints)
    _refuse_closed(total, "the thermopower")
    return (-K_B_EV * mean)[()]


def seebeck_mott(
    transmission: Transmission, reservoir: Reservoir, *, breakpoints: ArrayLike = ()
) -> Floats:
    """Return Mott's estimate of the thermopower, -(π²k_B²T/3e) d ln G/dμ.

    G is the conductance at the reservoir's own temperature, as an experimenter would
    differentiate it; so a jump of T(E) is no obstacle. The estimate approaches :func:`seebeck`
    when T(E) is smooth on the scale of k_B T: it overshoots by 0.5 % for a resonance with
    Γ = 20 k_B T probed half a width from its center.

    Parameters
    ----------
    transmission, reservoir, breakpoints
        As for :func:`conductance`.

    Returns
    -------
    ndarray or float
        Seebeck coefficient in V/K; 0 at temperature 0.

    Raises
    ------
    ValueError, TypeError, IntegrationError
        As for :func:`conductance`; also where no current flows at all.

    References
    ----------
    M. Cutler and N. F. Mott, Phys. Rev. 181, 1336 (1969).

    Examples
    --------
    >>> step = lambda energy: (energy > 0.0) * 1.0
    >>> s = seebeck_mott(step, Reservoir(mu=0.0, temperature=4.2))
    >>> round(float(s) * 1e6, 1)  # -(k_B/e) π²/6: too large by a fifth for a sharp step
    -141.7
    """
    total, _, _, slope = _thermal_moments(transmission, reservoir, breakpoints)
    _refuse_closed(total, "the thermopower")
    return (-K_B_EV * pi**2 / 3 * slope)[()]
