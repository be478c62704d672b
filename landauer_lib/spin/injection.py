"""Spin injection from a metal into a semiconductor, and why it fails: conductance mismatch.

Two-channel resistor model without spin flip in the channel and without contact resistance.
"""

from landauer_lib._checks import broadcast_shape, number
from landauer_lib._types import ArrayLike, Floats

__all__ = ["injected_polarization", "injection_magnetoresistance"]


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
