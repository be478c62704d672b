"""Any piecewise-constant potential, with a mass of its own in every section.

Between the leads the pair (ψ, ψ′/m) passes through real matrices [[cos kw, m sin kw / k],
[−k sin kw / m, cos kw]]. They are even in k, hence regular where the energy meets a section's
potential; their exponential growth is kept apart as a logarithm, so nothing overflows, and under
a barrier all entries have one sign, so the transmission keeps its relative accuracy however small.
"""

from typing import NamedTuple

import numpy as np

from landauer_lib._checks import number
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import HBAR2_OVER_2M_EV
from landauer_lib.scattering import SMatrix

__all__ = ["piecewise_constant", "piecewise_transmission"]


class _Transfer(NamedTuple):
    """exp(log_scale) times a real matrix of determinant exp(−2 log_scale), and k/m in the leads."""

    m11: Floats
    m12: Floats
    m21: Floats
    m22: Floats
    log_scale: Floats
    q_left: Floats
    q_right: Floats


def profile(
    energy: ArrayLike, potentials: ArrayLike, widths: ArrayLike, masses: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    """Check the four arguments against each other; masses get one entry a section."""
    e = number("energy", energy)
    v = number("potentials", potentials)
    w = number("widths", widths, at_least=0)
    m = number("masses", masses, above=0)
    if v.ndim != 1 or v.size < 2:
        raise ValueError(
            f"potentials must list left lead, sections and right lead, got shape {v.shape}"
        )
    if w.shape != (v.size - 2,):
        raise ValueError(
            f"widths must have shape ({v.size - 2},), one for each section between the leads, "
            f"got {w.shape}"
        )
    if m.shape not in ((), v.shape):
        raise ValueError(f"masses must be one number or have shape {v.shape}, got {m.shape}")
    return e, v, w, np.broadcast_to(m, v.shape)


def flight(k_squared: Floats, width: Floats) -> tuple[Floats, Floats, Floats]:
    """Return cos(kw) and sin(kw)/k over exp(decay), and the decay κw, which is 0 where k² ≥ 0."""
    x = np.sqrt(np.abs(k_squared)) * width
    under = k_squared < 0
    decay = np.where(under, x, 0.0)
    safe = np.where(under & (x > 0), x, 1.0)
    cosine = np.where(under, (1 + np.exp(-2 * decay)) / 2, np.cos(x))
    shape = np.where(under & (x > 0), -np.expm1(-2 * safe) / (2 * safe), np.sinc(x / np.pi))
    return cosine, shape * width, decay


def _transfer(e: Floats, v: Floats, w: Floats, m: Floats) -> _Transfer:
    """Multiply the sections' matrices from left to right, rescaling after each."""
    m11, m12, m21, m22 = np.ones_like(e), np.zeros_like(e), np.zeros_like(e), np.ones_like(e)
    log_scale = np.zeros_like(e)
    for potential, width, mass in zip(v[1:-1], w, m[1:-1], strict=True):
        k_squared = (e - potential) * mass / HBAR2_OVER_2M_EV
        cosine, sine, decay = flight(k_squared, width)
        up, down = mass * sine, -k_squared * sine / mass
        m11, m12, m21, m22 = (
            cosine * m11 + up * m21,
            cosine * m12 + up * m22,
            down * m11 + cosine * m21,
            down * m12 + cosine * m22,
        )
        largest = np.max(np.abs([m11, m12, m21, m22]), axis=0)
        m11, m12, m21, m22 = m11 / largest, m12 / largest, m21 / largest, m22 / largest
        log_scale = log_scale + decay + np.log(largest)
    q_left, q_right = (
        np.sqrt(np.maximum(e - v[i], 0.0) / (m[i] * HBAR2_OVER_2M_EV)) for i in (0, -1)
    )
    return _Transfer(m11, m12, m21, m22, log_scale, q_left, q_right)


def piecewise_transmission(
    energy: ArrayLike, potentials: ArrayLike, widths: ArrayLike, masses: ArrayLike = 1.0
) -> Floats:
    """Return the transmission of a piecewise-constant potential between two leads.

    Parameters
    ----------
    energy : array_like
        Energies, in eV, on the scale of ``potentials``; any shape.
    potentials : array_like, shape (n + 2,)
        Band bottoms from left to right, in eV: left lead, n sections, right lead.
    widths : array_like, shape (n,)
        Widths of the sections, in m.
    masses : array_like, shape () or (n + 2,)
        Effective masses, in free-electron masses.

    Returns
    -------
    ndarray
        Transmission per spin, of the shape of ``energy``; 0 at and below the higher lead.

    Raises
    ------
    ValueError
        If shapes do not fit, a width is negative or a mass not positive.

    References
    ----------
    R. Tsu and L. Esaki, Appl. Phys. Lett. 22, 562 (1973).

    Examples
    --------
    A barrier of 0.3 eV and 30 nm, far below its top:

    >>> f"{piecewise_transmission(0.1, [0, 0.3, 0], [30e-9], masses=0.067):.6e}"
    '1.251470e-15'
    """
    m = _transfer(*profile(energy, potentials, widths, masses))
    product = m.q_left * m.q_right
    # |D|² of piecewise_constant with det = 1 used, so that only squares are added.
    squares = (m.q_left * m.m22) ** 2 + (m.q_right * m.m11) ** 2 + m.m21**2 + (product * m.m12) ** 2
    through = product * np.exp(-2 * m.log_scale)
    is_open = product > 0
    transmission: Floats = np.where(
        is_open, 4 * through / np.where(is_open, squares + 2 * through, 1.0), 0.0
    )
    return np.minimum(transmission, 1.0)[()]


def piecewise_constant(
    energy: ArrayLike, potentials: ArrayLike, widths: ArrayLike, masses: ArrayLike = 1.0
) -> SMatrix:
    """Return the S-matrix of a piecewise-constant potential between two leads.

    Parameters
    ----------
    energy, potentials, widths, masses
        As in :func:`piecewise_transmission`; every energy must lie above both leads.

    Returns
    -------
    SMatrix
        One channel a side, with the shape of ``energy`` as leading dimensions. Phases count from
        the first interface for waves on the left and from the last one on the right, so that
        devices with a common lead between them compose with ``@``.

    Raises
    ------
    ValueError
        As in :func:`piecewise_transmission`, or if a lead has no open channel at some energy.

    Examples
    --------
    >>> s = piecewise_constant(0.1, [0, 0.3, 0], [100e-9], masses=0.067)
    >>> round(float(s.log_transmission), 3), float(s.unitarity_error) < 1e-15
    (-117.341, True)
    """
    e, v, w, mass = profile(energy, potentials, widths, masses)
    if (e <= max(v[0], v[-1])).any():
        raise ValueError(
            f"energy must lie above both leads ({max(v[0], v[-1])} eV) for an S-matrix, "
            f"got {e.min()}"
        )
    m = _transfer(e, v, w, mass)
    product = m.q_left * m.q_right
    denominator = (m.q_left * m.m22 + m.q_right * m.m11) + 1j * (m.m21 - product * m.m12)
    numerator = (m.q_left * m.m22 - m.q_right * m.m11) - 1j * (m.m21 + product * m.m12)
    flux = 2 * np.sqrt(product) * np.exp(-m.log_scale)
    # |D|² = |N|² + flux²: imposed, so that S is unitary on resonances narrower than round-off.
    norm = np.hypot(np.abs(numerator), flux)
    turn = norm * np.exp(1j * np.angle(denominator))
    r, t = numerator / turn, flux / turn
    r_prime = -np.conj(r) * np.conj(turn) / turn
    blocks = (block[..., np.newaxis, np.newaxis] for block in (r, t, r_prime, t))
    return SMatrix(*blocks)
