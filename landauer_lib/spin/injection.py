"""Spin injection from a metal into a semiconductor, and why it fails: conductance mismatch.

Two-channel resistor models: two ferromagnets with transparent contacts on a channel without spin
flip, and one ferromagnet with a barrier, which is the cure, on a channel with spin flip.
"""

from landauer_lib._checks import broadcast_shape, number
from landauer_lib._types import ArrayLike, Floats

__all__ = ["barrier_injection", "injected_polarization", "injection_magnetoresistance"]


def injected_polarization(polarization: ArrayLike, resistance_ratio: ArrayLike) -> Floats:
    """Spin polarization of the current that a ferromagnet drives through a normal conductor.

    Two parallel, equal ferromagnets with transparent contacts feed a channel without spin flip.
    Each spin sees both magnets, λ/σ thick, and the channel in series, which gives
    2rβ/(2r + 1 − β²): a metal into a semiconductor (r ≪ 1) injects almost nothing, whatever β.

    Parameters
    ----------
    polarization : array_like
        Bulk polarization β of the ferromagnet's conductivity, inside (−1, 1).
    resistance_ratio : array_like
        r = (λ/σ_F)/(L/σ_N): resistance of one spin-flip length of ferromagnet over that of the
        channel of length L, at least 0.

    Returns
    -------
    ndarray or float
        Current polarization in the channel, with the broadcast shape.

    Raises
    ------
    ValueError
        If |β| ≥ 1 or the ratio is negative.

    References
    ----------
    G. Schmidt et al., Phys. Rev. B 62, R4790 (2000).

    Examples
    --------
    >>> f"{injected_polarization(0.6, 1e-4):.2e}"
    '1.87e-04'
    """
    beta = number("polarization", polarization, above=-1, below=1)
    ratio = number("resistance_ratio", resistance_ratio, at_least=0)
    broadcast_shape(polarization=beta, resistance_ratio=ratio)
    result: Floats = 2 * ratio * beta / (2 * ratio + (1 - beta) * (1 + beta))
    return result[()]


def injection_magnetoresistance(polarization: ArrayLike, resistance_ratio: ArrayLike) -> Floats:
    """Magnetoresistance (R_AP − R_P)/R_P of the device of :func:`injected_polarization`.

    Equal to 4β²r²/{(1 − β²)[(2r + 1)² − β²]}: second order in r, so that the mismatch strikes
    twice, at injection and at detection.

    Parameters
    ----------
    polarization, resistance_ratio : array_like
        As in :func:`injected_polarization`.

    Returns
    -------
    ndarray or float
        The ratio, at least 0, with the broadcast shape.

    Raises
    ------
    ValueError
        If |β| ≥ 1 or the ratio is negative.

    References
    ----------
    G. Schmidt et al., Phys. Rev. B 62, R4790 (2000).

    Examples
    --------
    >>> f"{injection_magnetoresistance(0.6, 1e-4):.2e}"
    '3.51e-08'
    """
    beta = number("polarization", polarization, above=-1, below=1)
    ratio = number("resistance_ratio", resistance_ratio, at_least=0)
    broadcast_shape(polarization=beta, resistance_ratio=ratio)
    signal = 2 * beta * ratio
    minority, majority = 2 * ratio + 1 - beta, 2 * ratio + 1 + beta
    result: Floats = (signal / minority) * (signal / majority) / ((1 - beta) * (1 + beta))
    return result[()]


def barrier_injection(
    ferromagnet: ArrayLike,
    normal: ArrayLike,
    barrier: ArrayLike,
    *,
    polarization: ArrayLike,
    barrier_polarization: ArrayLike,
) -> Floats:
    """Return the polarization of the current that passes a barrier between magnet and conductor.

    (β r_F + γ r_B)/(r_F + r_N + r_B), where spins relax on both sides: without a barrier a
    semiconductor (r_N ≫ r_F) gets almost nothing, behind one with r_B ≫ r_N it gets γ. The cure of
    the mismatch is a spin-dependent resistance as large as the largest other one.

    Parameters
    ----------
    ferromagnet, normal : array_like
        Spin resistances r_F = ρ_F λ_F/(1 − β²) and r_N = ρ_N λ_N of an area, resistivity times
        spin-diffusion length, above 0, in one unit (Ω m²).
    barrier : array_like
        Resistance r_B of the barrier, 1/(1 − γ²) times the mean over both spins, at least 0.
    polarization, barrier_polarization : array_like
        β of the ferromagnet's conductivity and γ of the barrier's conductance, inside (−1, 1).

    Returns
    -------
    ndarray or float
        Current polarization at the interface, with the broadcast shape.

    Raises
    ------
    ValueError
        If a resistance or polarization is out of range.

    References
    ----------
    E. I. Rashba, Phys. Rev. B 62, R16267 (2000); A. Fert and H. Jaffrès, Phys. Rev. B 64, 184420
    (2001).

    Examples
    --------
    >>> spins = {"polarization": 0.6, "barrier_polarization": 0.5}
    >>> barrier_injection(1.0, 1e4, [0.0, 1e4, 1e6], **spins).round(4)
    array([1.00e-04, 2.50e-01, 4.95e-01])
    """
    metal = number("ferromagnet", ferromagnet, above=0)
    channel = number("normal", normal, above=0)
    wall = number("barrier", barrier, at_least=0)
    beta = number("polarization", polarization, above=-1, below=1)
    gamma = number("barrier_polarization", barrier_polarization, above=-1, below=1)
    broadcast_shape(
        ferromagnet=metal,
        normal=channel,
        barrier=wall,
        polarization=beta,
        barrier_polarization=gamma,
    )
    result: Floats = (beta * metal + gamma * wall) / (metal + channel + wall)
    return result[()]
