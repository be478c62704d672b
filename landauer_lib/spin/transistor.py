"""The Datta–Das transistor: one subband, and what many subbands make of it.

Precession is the same for every electron of one subband, whatever its energy, because the splitting
2αk and the velocity ħk/m both scale with the wave number. Several directions of motion precess by
different angles, about different axes, and the modulation fades.
"""

import numpy as np

from landauer_lib._checks import broadcast_shape, number
from landauer_lib._types import ArrayLike, Floats

__all__ = ["datta_das_average", "datta_das_transmission"]


def datta_das_transmission(
    precession: ArrayLike,
    *,
    p1: ArrayLike = 1.0,
    p2: ArrayLike = 1.0,
    incidence: ArrayLike = 0.0,
) -> Floats:
    """Probability that an electron passes the drain of a Datta–Das transistor in one passage.

    Source and drain are magnetized along the channel. An electron at angle φ to it travels
    L/cos φ and precesses by Δθ/cos φ about the Rashba field normal to its path, which leaves
    ½{1 + P_S P_D [sin²φ + cos²φ cos(Δθ/cos φ)]}. One subband is φ = 0. Holds for α ≪ ħv, without
    multiple reflection or spin relaxation.

    Parameters
    ----------
    precession : array_like
        Δθ of :func:`precession_angle` for the straight path, in rad.
    p1, p2 : array_like
        Polarizations in [−1, 1] along the channel, counted from the parallel alignment.
    incidence : array_like
        Angle φ to the channel in rad, inside (−π/2, π/2).

    Returns
    -------
    ndarray or float
        Probability in [0, 1], with the broadcast shape.

    Raises
    ------
    ValueError
        If a polarization lies outside [−1, 1] or |φ| ≥ π/2.

    References
    ----------
    S. Datta and B. Das, Appl. Phys. Lett. 56, 665 (1990).

    Examples
    --------
    >>> float(datta_das_transmission(np.pi))
    0.0
    >>> float(datta_das_transmission(np.pi, p1=0.4, p2=0.5))
    0.4
    """
    theta = number("precession", precession)
    source, drain = (
        number("p1", p1, at_least=-1, at_most=1),
        number("p2", p2, at_least=-1, at_most=1),
    )
    phi = number("incidence", incidence, above=-np.pi / 2, below=np.pi / 2)
    broadcast_shape(precession=theta, p1=source, p2=drain, incidence=phi)
    cosine = np.cos(phi)
    kept = np.sin(phi) ** 2 + cosine**2 * np.cos(theta / cosine)
    return _passed(source * drain, kept)


def datta_das_average(precession: ArrayLike, *, p1: ArrayLike = 1.0, p2: ArrayLike = 1.0) -> Floats:
    """Mean of :func:`datta_das_transmission` over the modes of a wide channel.

    Modes of a channel many wavelengths wide are uniform in the transverse wave number, that is in
    sin φ. Their precession angles differ, so that the oscillation with Δθ decays as Δθ^(−1/2) onto
    ½(1 + P_S P_D/3): a transistor needs one subband, not only good contacts. Scattering between the
    subbands by the Rashba term is left out.

    Parameters
    ----------
    precession, p1, p2 : array_like
        As in :func:`datta_das_transmission`.

    Returns
    -------
    ndarray or float
        Probability in [0, 1], with the broadcast shape.

    Raises
    ------
    ValueError
        If a polarization lies outside [−1, 1].

    Examples
    --------
    >>> straight, wide = datta_das_transmission(np.pi), datta_das_average(np.pi)
    >>> round(float(straight), 3), round(float(wide), 3)
    (0.0, 0.409)
    """
    theta = number("precession", precession)
    source, drain = (
        number("p1", p1, at_least=-1, at_most=1),
        number("p2", p2, at_least=-1, at_most=1),
    )
    broadcast_shape(precession=theta, p1=source, p2=drain)
    return _passed(source * drain, 1 / 3 + _mean_rotation(np.abs(theta)))


def _passed(product: Floats, kept: Floats) -> Floats:
    """½(1 + P_S P_D × spin kept), with the last rounding error outside [0, 1] removed."""
    result: Floats = np.clip((1 + product * kept) / 2, 0, 1)
    return result[()]


def _mean_rotation(theta: Floats) -> Floats:
    """∫₀¹ (1 − s²) cos(θ/√(1 − s²)) ds for θ ≥ 0, to 1e-13.

    With u = 1/√(1 − s²) it is Re ∫₁^∞ e^{iθu} u⁻⁴ (u² − 1)^(−1/2) du. The path turned to
    u = 1 + iy² trades the oscillation for a decay e^{−θy²}, and the trapezoidal rule in ln y
    converges exponentially there (nearest pole at y = e^{iπ/4}).
    """
    step = 0.1
    # Below the decay length min(1, θ^(−1/2)) the integrand is flat: 36 e-folds down it is 1e-16.
    decay = np.minimum(1.0, 1 / np.sqrt(np.maximum(theta, 1e-300)))
    y = np.exp(np.arange(-36.0, 5.0, step)) * decay[..., None]
    u = 1 + 1j * y**2
    # √(u² − 1) = y √(i(2 + iy²)), and the y cancels against du = 2iy dy.
    integrand = 2j * np.exp(-theta[..., None] * y**2) / (u**4 * np.sqrt(2j - y**2))
    result: Floats = (np.exp(1j * theta) * (integrand * y).sum(axis=-1) * step).real
    return result
