"""One site impurity in a wire of many modes: it reflects one eigenchannel and no more."""

import numpy as np

from .. import _checks
from .._types import Floats
from ..scattering import SMatrix

__all__ = ["site_impurity"]


def site_impurity(energy: float, strength: float, row: int, width: int) -> SMatrix:
    """Return the S-matrix of a clean strip in which one site has another energy, in closed form.

    The strip is that of :mod:`landauer_lib.lattice`, with hopping 1 and hard walls. Multiple
    scattering on the site sums to τ = U/(1 − U g), with the clean strip's Green's function g there,
    evanescent modes included; then t_mn = δ_mn + φ_m φ_n τ/(i√(v_m v_n)). The second term has rank
    one: a single eigenchannel, the one that is strongest at the site, is reflected with the
    probability that the sum over all modes gives, and every other passes perfectly.

    Parameters
    ----------
    energy : float
        Energy in units of the hopping, in (−4, 4), where at least one mode is open.
    strength : float
        Energy U of the site in units of the hopping; the others have 0.
    row : int
        Row of the site, from 0 to ``width`` − 1.
    width : int
        Number of rows, at least 1.

    Returns
    -------
    SMatrix
        The open modes by their number, lowest first; phases count from the site's column.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range, no mode is open, or the energy is a threshold.

    References
    ----------
    P. F. Bagwell, Phys. Rev. B 41, 10354 (1990).

    Examples
    --------
    >>> s = site_impurity(-2.5, strength=5.0, row=3, width=12)
    >>> s.eigenvalues.round(3)
    array([1.   , 1.   , 1.   , 1.   , 0.565])
    """
    e = _checks.scalar("energy", energy, above=-4, below=4)
    u = _checks.scalar("strength", strength)
    rows = _checks.whole_number("width", width, at_least=1)
    y = _checks.whole_number("row", row, at_least=0, at_most=rows - 1)
    n = np.arange(1, rows + 1)
    across = -2 * np.cos(np.pi * n / (rows + 1))
    half: Floats = (e - across) / -2  # cos k
    if (np.abs(np.abs(half) - 1) < 1e-12).any():
        raise ValueError(f"energy must not be a threshold of the strip, got {e}")
    profile = np.sqrt(2 / (rows + 1)) * np.sin(np.pi * n * (y + 1) / (rows + 1))
    is_open = np.abs(half) < 1
    if not is_open.any():
        raise ValueError(f"energy {e} lies outside the band of the strip: no mode is open")
    # 1/g_n is 2i sin k where the mode is open and ∓2 sinh κ outside of its band.
    inverse = np.where(
        is_open,
        2j * np.sqrt(np.maximum(1 - half**2, 0)),
        -np.sign(half) * 2 * np.sqrt(np.maximum(half**2 - 1, 0)),
    )
    green = np.sum(profile**2 / inverse)
    scattered = u / (1 - u * green)
    speed = 2 * np.sqrt(1 - half[is_open] ** 2)
    wave = profile[is_open] / np.sqrt(speed)
    back = np.outer(wave, wave) * (scattered / 1j)
    forward = np.eye(wave.size) + back
    return SMatrix(r=back, t=forward, r_prime=back, t_prime=forward)
