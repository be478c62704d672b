"""Hard-wall wires of changing width: their modes, matched at every step, evanescent ones kept."""

import numpy as np

from .. import _checks
from .._types import ArrayLike, Complexes, Floats
from ..constants import HBAR2_OVER_2M_EV
from ..scattering import SMatrix

__all__ = ["mode_profile", "stepped_waveguide"]


def mode_profile(n: ArrayLike, y: ArrayLike, width: ArrayLike) -> Floats:
    """Return the transverse wave function √(2/W) sin(nπy/W) of channel n between hard walls.

    Parameters
    ----------
    n : array_like of int
        Channel number, from 1.
    y : array_like
        Place across the wire in m, with walls at 0 and W; 0 is returned outside of them.
    width : array_like
        Distance W between the walls in m.

    Returns
    -------
    ndarray or float
        Wave function in 1/√m, of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If n is not a whole number from 1, or the width is not positive.

    Examples
    --------
    >>> mode_profile([1, 2], 12.5e-9, width=50e-9).round(0)
    array([4472., 6325.])
    """
    number = _checks.whole("n", n, at_least=1)
    place = _checks.number("y", y)
    w = _checks.number("width", width, above=0)
    _checks.broadcast_shape(n=number, y=place, width=w)
    inside = (place > 0) & (place < w)
    profile: Floats = np.where(inside, np.sqrt(2 / w) * np.sin(np.pi * number * place / w), 0.0)
    return profile[()]


def _overlap(narrow: int, wide: int, width: float, full: float, offset: float) -> Floats:
    """Return ∫φ_w φ_n dy over the narrow wire, of shape (wide, narrow)."""
    n = np.arange(1, narrow + 1) * np.pi / width
    k = np.arange(1, wide + 1)[:, None] * np.pi / full
    norm = 1 / np.sqrt(width * full)
    total = np.zeros((wide, narrow))
    # cos((k − n)y + k·offset) − cos((k + n)y + k·offset), integrated from 0 to the width.
    for sign, q in ((1, k - n), (-1, k + n)):
        half = q * width / 2
        total += sign * norm * width * np.cos(half + k * offset) * np.sinc(half / np.pi)
    return total


def _junction(
    energy: float, widths: tuple[float, float], offset: float, counts: tuple[int, int], mass: float
) -> SMatrix:
    """Return the step between two wires in flux-normalized amplitudes of all modes kept."""
    left_is_narrow = widths[0] <= widths[1]
    narrow, wide = widths if left_is_narrow else widths[::-1]
    n_narrow, n_wide = counts if left_is_narrow else counts[::-1]
    k_narrow, k_wide = (
        _wave_numbers(energy, w, n, mass) for w, n in ((narrow, n_narrow), (wide, n_wide))
    )
    c = _overlap(n_narrow, n_wide, narrow, wide, offset)
    # a + b = C (c + d) on the wide wire's modes, C^T k (a − b) = k (d − c) on the narrow one's;
    # in flux-normalized amplitudes X = √k_wide C / √k_narrow couples the two.
    x = np.sqrt(k_wide)[:, None] * c / np.sqrt(k_narrow)
    y = x.T @ x
    one_n, one_w = np.eye(n_narrow), np.eye(n_wide)
    inverse = np.linalg.inv(one_n + y)
    r_narrow = inverse @ (one_n - y)
    t_out = 2 * x @ inverse  # from narrow into wide
    r_wide = 2 * x @ inverse @ x.T - one_w
    if left_is_narrow:
        return SMatrix(r=r_narrow, t=t_out, r_prime=r_wide, t_prime=t_out.T)
    return SMatrix(r=r_wide, t=t_out.T, r_prime=r_narrow, t_prime=t_out)


def _wave_numbers(energy: float, width: float, count: int, mass: float) -> Complexes:
    """Return k of each mode, on the positive imaginary axis where it is evanescent."""
    n = np.arange(1, count + 1)
    squared = energy * mass / HBAR2_OVER_2M_EV - (np.pi * n / width) ** 2
    if (np.abs(squared) < 1e-9 * (np.pi / width) ** 2).any():
        raise ValueError(f"energy must not be a threshold of a section, got {energy} eV")
    k: Complexes = np.sqrt(squared + 0j)
    return k


def stepped_waveguide(
    energy: float,
    widths: ArrayLike,
    lengths: ArrayLike,
    mass: float = 1.0,
    *,
    offsets: ArrayLike | None = None,
    evanescent: int = 16,
) -> SMatrix:
    """Return the S-matrix of a hard-wall wire that changes its width in steps, by mode matching.

    At every step ψ and its slope are matched over the common opening, with the evanescent modes
    that the step excites: these carry no current, yet without them nothing fits.

    Parameters
    ----------
    energy : float
        Energy in eV from the bottom of the band, where both leads have an open mode.
    widths : array_like, shape (n + 2,)
        Widths in m from left to right: left lead, n sections, right lead.
    lengths : array_like, shape (n,)
        Lengths of the sections in m.
    mass : float
        Effective mass in free-electron masses.
    offsets : array_like, shape (n + 2,), optional
        Height in m of each section's lower wall; by default all have one middle line. Of two
        neighbors one must lie within the other.
    evanescent : int, optional
        Evanescent modes kept in the narrowest section, at least 1; wider ones keep more in
        proportion. Transmissions past sharp corners converge as its power −5/3, and are good to
        0.002 at 16.

    Returns
    -------
    SMatrix
        Open modes of the leads; phases count from the first and the last step.

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit, neighbors do not overlap as they should, a lead has no open mode,
        or the energy is a threshold.

    References
    ----------
    A. Szafer and A. D. Stone, Phys. Rev. Lett. 62, 300 (1989).

    Examples
    --------
    >>> s = stepped_waveguide(0.02, [100e-9, 40e-9, 100e-9], [60e-9], mass=0.067)
    >>> s.eigenvalues.size, float(s.unitarity_error) < 1e-12
    (5, True)
    """
    e = _checks.scalar("energy", energy, above=0)
    w = _checks.number("widths", widths, above=0)
    spans = _checks.number("lengths", lengths, at_least=0)
    m = _checks.scalar("mass", mass, above=0)
    if w.ndim != 1 or w.size < 2:
        raise ValueError(
            f"widths must list left lead, sections and right lead, got shape {w.shape}"
        )
    if spans.shape != (w.size - 2,):
        raise ValueError(
            f"lengths must have shape ({w.size - 2},), one for each section between "
            f"the leads, got {spans.shape}"
        )
    low = (w.max() - w) / 2 if offsets is None else _checks.number("offsets", offsets)
    if low.shape != w.shape:
        raise ValueError(f"offsets must have shape {w.shape}, got {low.shape}")
    kept = _checks.whole_number("evanescent", evanescent, at_least=1)
    wavelengths = np.sqrt(e * m / HBAR2_OVER_2M_EV) / np.pi
    finest = np.floor(w.min() * wavelengths) + kept
    counts = [int(c) for c in np.rint(finest * w / w.min())]
    device: SMatrix | None = None
    for i in range(w.size - 1):
        nearer, farther = (i, i + 1) if w[i] <= w[i + 1] else (i + 1, i)
        offset = low[nearer] - low[farther]
        slack = 1e-9 * w[farther]
        if offset < -slack or offset + w[nearer] > w[farther] + slack:
            raise ValueError(
                f"offsets must place the narrower of sections {i} and {i + 1} within the wider one"
            )
        step = _junction(e, (w[i], w[i + 1]), offset, (counts[i], counts[i + 1]), m)
        if device is None:
            device = step
            continue
        k = _wave_numbers(e, w[i], counts[i], m)
        still, flight = np.zeros((k.size, k.size)), np.diag(np.exp(1j * k * spans[i - 1]))
        device = device @ SMatrix(still, flight, still, flight) @ step
    left, right = (int(np.floor(w[i] * wavelengths)) for i in (0, -1))
    if device is None or not left or not right:
        raise ValueError(f"energy {e} eV opens no mode of the {'right' if left else 'left'} lead")
    return SMatrix(
        r=device.r[:left, :left],
        t=device.t[:right, :left],
        r_prime=device.r_prime[:right, :right],
        t_prime=device.t_prime[:left, :right],
    )
