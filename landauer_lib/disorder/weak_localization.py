"""Weak localization of a diffusive wire of finite phase length, and the field that undoes it."""

import numpy as np

from landauer_lib._checks import broadcast_shape, number
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import HBAR_EV

__all__ = ["magnetic_phase_length", "weak_localization"]


def weak_localization(length: ArrayLike, phase_length: ArrayLike) -> Floats:
    """Return what interference of time-reversed paths takes from Tr t†t of a diffusive wire.

    −(ℓ_φ/L)[coth(L/ℓ_φ) − ℓ_φ/L]: −1/3 where the wire is coherent, as in :func:`dmpk_mean` for
    β = 1, and −ℓ_φ/L where it is much longer than ℓ_φ. Both ends are wide reservoirs; the wire is
    narrower than ℓ_φ and without spin–orbit scattering.

    Parameters
    ----------
    length : array_like
        Length L of the wire, above 0.
    phase_length : array_like
        ℓ_φ in the same unit, above 0; in a field the length with
        1/ℓ² = 1/ℓ_φ² + 1/ℓ_B² (:func:`magnetic_phase_length`).

    Returns
    -------
    ndarray
        Correction per spin, in [−1/3, 0); broadcast shape.

    Raises
    ------
    ValueError
        If a length is not positive.

    References
    ----------
    B. L. Altshuler and A. G. Aronov, in Electron–Electron Interactions in Disordered Systems,
    edited by A. L. Efros and M. Pollak (North-Holland, 1985); C. W. J. Beenakker and H. van Houten,
    Solid State Phys. 44, 1 (1991).

    Examples
    --------
    >>> weak_localization([1e-9, 10.0], 1.0).round(6)
    array([-0.333333, -0.09    ])
    """
    extent, phase = number("length", length, above=0), number("phase_length", phase_length, above=0)
    broadcast_shape(length=extent, phase_length=phase)
    x = extent / phase
    small = np.minimum(x, 0.1)
    series = 1 / 3 - small**2 / 45 + 2 * small**4 / 945 - small**6 / 4725
    large = np.maximum(x, 0.1)
    correction: Floats = -np.where(x < 0.1, series, (1 / np.tanh(large) - 1 / large) / large)
    return correction[()]


def magnetic_phase_length(field: ArrayLike, width: ArrayLike) -> Floats:
    """Return ℓ_B = √3 ħ/(e|B|W), beyond which a field parts time-reversed paths in a wire.

    For a perpendicular field and a wire of width W whose mean free path is shorter than W (a dirty
    metal); loops enclose the flux of about ℓ_B W.

    Parameters
    ----------
    field : array_like
        Perpendicular magnetic field in T, not 0.
    width : array_like
        Width W in m, above 0.

    Returns
    -------
    ndarray
        Length in m; broadcast shape.

    Raises
    ------
    ValueError
        If the field is 0 or the width not positive.

    References
    ----------
    B. L. Altshuler and A. G. Aronov, JETP Lett. 33, 499 (1981).

    Examples
    --------
    >>> round(float(magnetic_phase_length(0.1, width=50e-9)) * 1e9)  # nm
    228
    """
    b, w = np.abs(number("field", field)), number("width", width, above=0)
    number("field", b, above=0)
    broadcast_shape(field=b, width=w)
    length: Floats = np.sqrt(3) * HBAR_EV / (b * w)
    return length[()]
