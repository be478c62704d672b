"""Constrictions of a strip: gradual, smooth, abrupt, and the family from a funnel to a slot.

All lengths are in sites, energies in units of the hopping, flux in quanta per plaquette. The
strips and leads are clean; currents run along the first axis.
"""

from math import pi

import numpy as np
from scipy.linalg import eigh_tridiagonal

from landauer_lib._checks import scalar, whole_number
from landauer_lib._types import Floats

from .network import Network
from .shapes import Arm, square_network
from .strip import Strip

__all__ = [
    "abrupt_constriction",
    "funnel_constriction",
    "hard_wall_constriction",
    "neck_thresholds",
    "smooth_constriction",
]


WALL_HEIGHT = 1e4
"""Height of the walls of a funnel, in hoppings: one row of them passes about 1e-8 of a mode."""


def _size(name: str, value: int, at_least: int = 1) -> int:
    return whole_number(name, value, at_least=at_least)


def smooth_constriction(
    length: int,
    width: int,
    *,
    opening: float = 0.05,
    saddle: float = 0.0,
    flux: float = 0.0,
) -> Strip:
    """Return a strip pinched by a smooth saddle-shaped potential.

    Parameters
    ----------
    length, width : int
        Size of the strip.
    opening : float
        Transverse curvature ħω_y at the center: subbands stand about this far apart.
    saddle : float
        Height of the potential at its center; it falls to zero at both leads.
    flux : float
        Flux quanta per plaquette.

    Notes
    -----
    V(x, y) = [saddle + (opening y)²/4] cos²(πx/(length + 1)) with the lattice mass ½.

    References
    ----------
    M. Büttiker, Phys. Rev. B 41, 7906 (1990), for the saddle.

    Examples
    --------
    >>> steps = smooth_constriction(60, 30, opening=0.4).transmission([-3.9, -3.6, -3.2])
    >>> steps.round(1)
    array([0., 1., 2.])
    """
    x = np.arange(_size("length", length)) - (length - 1) / 2
    y = np.arange(_size("width", width)) - (width - 1) / 2
    curvature = scalar("opening", opening, at_least=0) ** 2 / 4
    envelope = np.cos(pi * x / (length + 1)) ** 2
    shape = scalar("saddle", saddle) + curvature * y**2
    return Strip(envelope[:, None] * shape, flux=flux)


def _opening(length: int, width: int, half: Floats, flux: float) -> Network:
    """Return the strip that keeps the rows within ``half`` (per column) of its middle."""
    y = np.abs(np.arange(width) - (width - 1) / 2)
    mask = y[None, :] < half[:, None]
    arms = [Arm("left", 0, width), Arm("right", 0, width)]
    return square_network(np.zeros((length, width)), arms, mask=mask, flux=flux)


def hard_wall_constriction(length: int, width: int, neck: int, *, flux: float = 0.0) -> Network:
    """Return a strip whose hard walls close in gradually to ``neck`` rows and open again.

    Its walls follow a squared cosine along the whole length: the longer, the more adiabatic.

    Examples
    --------
    >>> round(float(hard_wall_constriction(60, 20, 6).transmission(-3.3)), 2)
    1.0
    """
    length, width = _size("length", length, 3), _size("width", width)
    neck = whole_number("neck", neck, at_least=1, at_most=width)
    x = np.arange(length) / (length - 1) - 0.5
    half = (width - (width - neck) * np.cos(pi * x) ** 2) / 2
    return _opening(length, width, half, flux)


def abrupt_constriction(
    length: int, width: int, neck: int, neck_length: int, *, flux: float = 0.0
) -> Network:
    """Return a wide strip joined to a narrow neck by square corners: it rings like a flute.

    Parameters
    ----------
    length, width : int
        Size of the device.
    neck, neck_length : int
        Width and length of the neck, in its middle.
    flux : float
        Flux quanta per plaquette.

    References
    ----------
    A. Szafer and A. D. Stone, Phys. Rev. Lett. 62, 300 (1989).
    """
    length, width = _size("length", length, 3), _size("width", width)
    neck = whole_number("neck", neck, at_least=1, at_most=width)
    inside = whole_number("neck_length", neck_length, at_least=1, at_most=length - 2)
    half = np.full(length, width / 2)
    start = (length - inside) // 2
    half[start : start + inside] = neck / 2
    return _opening(length, width, half, flux)


def funnel_constriction(
    width: int, neck: int, neck_length: float, funnel: float, *, flux: float = 0.0
) -> Strip:
    """Return a straight neck with a funnel at either end: from gentle to abrupt by one number.

    Parameters
    ----------
    width : int
        Width of the leads.
    neck : int
        Width of the straight neck.
    neck_length : float
        Length of the straight neck.
    funnel : float
        Length over which each end widens, as 1 − cos; 0 leaves square corners.
    flux : float
        Flux quanta per plaquette.

    Returns
    -------
    Strip
        Its walls are ten thousand hoppings high and take the rows from (neck + 1)/2 off the middle
        on. Where they stand between two sites the last site before them is raised in proportion,
        so that a funnel widens without steps and lengths need not be whole numbers.

    Raises
    ------
    ValueError, TypeError
        If the neck is wider than the leads or a length is negative.

    See Also
    --------
    abrupt_constriction, hard_wall_constriction : with infinitely high walls, as networks.

    References
    ----------
    L. I. Glazman et al., JETP Lett. 48, 238 (1988), for the funnel;
    A. Szafer and A. D. Stone, Phys. Rev. Lett. 62, 300 (1989), for the abrupt end.

    Examples
    --------
    On its first plateau a funnel passes one channel, to 0.1 %:

    >>> device = funnel_constriction(40, 16, 0, 32)
    >>> energy = neck_thresholds(device)[:2].mean() - 4
    >>> round(float(device.transmission(energy)), 2)
    1.0
    """
    rows = _size("width", width)
    narrow = whole_number("neck", neck, at_least=1, at_most=rows)
    straight = scalar("neck_length", neck_length, at_least=0)
    flare = max(scalar("funnel", funnel, at_least=0), 1.0)
    reach = int(np.ceil(straight / 2 + flare)) + 1
    x = np.arange(-reach, reach + 1)[:, None]
    y = np.arange(rows) - (rows - 1) / 2
    opening = np.clip((np.abs(x) - straight / 2) / flare, 0, 1)
    room = narrow + 1 + (rows - narrow) * (1 - np.cos(pi * opening / 2))
    # A wave that is straight near the wall and vanishes at the distance d < 1 from a site has
    # 1 − 1/d times its value one site on: without that site the hopping is 1/d − 1 on this one.
    distance = np.clip(room / 2 - np.abs(y), 1 / (1 + WALL_HEIGHT), 1)
    return Strip(1 / distance - 1, flux=flux)


def neck_thresholds(device: Strip) -> Floats:
    """Return the energies at which the modes of a strip's narrowest slice open.

    They are the subband bottoms of an endless strip made of that slice, the one whose first
    bottom is highest, counted from the bottom of a clean band at −4.

    Parameters
    ----------
    device : Strip
        With one orbital a site, hopping 1 and no flux.

    Returns
    -------
    ndarray, shape (width,)
        Ascending, in units of the hopping.

    Raises
    ------
    ValueError
        If the strip has several orbitals, another hopping or a flux.

    Examples
    --------
    >>> neck_thresholds(Strip(np.zeros((3, 2)))).round(12)
    array([1., 3.])
    """
    plain = device.orbitals == 1 and np.all(device.hopping == 1) and np.all(device.transverse == 1)
    if not plain or np.any(device.flux):
        raise ValueError("device must have one orbital a site, hopping 1 and no flux")
    # At the bottom of a subband the hopping along the strip contributes −2.
    slices = device.onsite[:, :, 0, 0].real + 2
    bonds = -np.ones(device.width - 1)

    def lowest(onsite: Floats) -> float:
        return float(eigh_tridiagonal(onsite, bonds, True, "i", (0, 0))[0])

    narrowest = max(slices, key=lowest)
    return np.asarray(eigh_tridiagonal(narrowest, bonds, eigvals_only=True))
