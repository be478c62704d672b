"""The staircase spin by spin: a point contact in an in-plane field polarizes the current."""

import numpy as np

from landauer_lib._checks import broadcast_shape, number
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.channels import zeeman_splitting
from landauer_lib.point_contact import staircase

__all__ = ["spin_split_staircase"]


def spin_split_staircase(
    mu: ArrayLike,
    field_in_plane: ArrayLike,
    g_factor: ArrayLike = 2.0,
    *,
    hbar_omega_x: ArrayLike,
    hbar_omega_y: ArrayLike,
    temperature: ArrayLike = 0.0,
    v0: ArrayLike = 0.0,
) -> tuple[Floats, Floats]:
    """Conductances of spin along and against an in-plane field, through a saddle-point contact.

    Zeeman energy ±½gμ_B B shifts each spin's staircase, so that the sum climbs in steps of e²/h; on
    the odd ones the current is polarized, P = (G↑ − G↓)/(G↑ + G↓) → ±1 on the first. Only an
    in-plane field does this without bending the orbits. The sum alone is
    :func:`landauer_lib.point_contact.staircase` with its ``field_in_plane``.

    Parameters
    ----------
    mu : array_like
        Chemical potential in eV.
    field_in_plane : array_like
        Magnetic field in T.
    g_factor : array_like
        Landé factor with its sign: for g < 0 (GaAs) spin along the field opens first.
    hbar_omega_x, hbar_omega_y : array_like
        Curvatures of the saddle along and across the current, in eV, above 0.
    temperature : array_like
        Temperature in K, at least 0.
    v0 : array_like
        Height of the saddle in eV.

    Returns
    -------
    tuple of two ndarrays or floats
        Conductance of spin along and of spin against the field in S, with the broadcast shape.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    D. A. Wharam et al., J. Phys. C 21, L209 (1988).

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> up, down = spin_split_staircase(
    ...     1e-3, 10.0, g_factor=-1.0, hbar_omega_x=0.1e-3, hbar_omega_y=2e-3
    ... )
    >>> round(float(up / G0), 6), round(float(down / G0), 6)
    (0.5, 0.0)
    """
    energy, field = number("mu", mu), number("field_in_plane", field_in_plane)
    lande = number("g_factor", g_factor)
    broadcast_shape(mu=energy, field_in_plane=field, g_factor=lande)
    shift = np.asarray(zeeman_splitting(field, lande)) / 2
    along, against = (
        staircase(
            energy - spin * shift,
            hbar_omega_x=hbar_omega_x,
            hbar_omega_y=hbar_omega_y,
            temperature=temperature,
            v0=v0,
            degeneracy=1,
        )
        for spin in (1, -1)
    )
    return along, against
