"""Two magnets with a barrier between them.

Tunnel junctions: one passage, no multiple reflection, no spin flip.
"""

import numpy as np

from landauer_lib._checks import broadcast_shape, number, one_of
from landauer_lib._types import ArrayLike, Floats

__all__ = ["julliere", "slonczewski_polarization", "spin_valve"]


def julliere(p1: ArrayLike, p2: ArrayLike, *, definition: str = "optimistic") -> Floats:
    """Tunnel magnetoresistance of two magnetic contacts with polarizations P1 and P2.

    The two resistances R_P (parallel) and R_AP (antiparallel) allow two ratios, and both are in
    use under one name:

    - ``"optimistic"``: (R_AP − R_P)/R_P = 2P1P2/(1 − P1P2), unbounded for half-metals;
    - ``"julliere"``: (R_AP − R_P)/R_AP = 2P1P2/(1 + P1P2), Jullière's own, at most 1.

    Parameters
    ----------
    p1, p2 : array_like
        Polarizations in [−1, 1]; they broadcast.
    definition : {"optimistic", "julliere"}

    Returns
    -------
    ndarray or float
        The ratio, with the broadcast shape; infinite where the resistance it divides by vanishes
        against the other (P1P2 = 1 or −1).

    Raises
    ------
    ValueError
        If a polarization lies outside [−1, 1] or the definition is unknown.

    References
    ----------
    M. Julliere, Phys. Lett. A 54, 225 (1975).

    Examples
    --------
    >>> [round(float(julliere(0.5, 0.4, definition=d)), 3) for d in ("optimistic", "julliere")]
    [0.5, 0.333]
    """
    first, second = (
        number("p1", p1, at_least=-1, at_most=1),
        number("p2", p2, at_least=-1, at_most=1),
    )
    one_of("definition", definition, ("optimistic", "julliere"))
    broadcast_shape(p1=first, p2=second)
    product = first * second
    divisor = 1 - product if definition == "optimistic" else 1 + product
    diverges = divisor == 0
    ratio: Floats = np.where(
        diverges, np.copysign(np.inf, product), 2 * product / np.where(diverges, 1.0, divisor)
    )
    return ratio[()]


def spin_valve(
    angle: ArrayLike, p1: ArrayLike, p2: ArrayLike, *, conductance: ArrayLike = 1.0
) -> Floats:
    """Conductance G(1 + P1P2 cos θ) of a tunnel junction between two magnets at an angle.

    Parameters
    ----------
    angle : array_like
        Angle θ between the magnetizations in rad: 0 parallel, π antiparallel.
    p1, p2 : array_like
        Polarizations in [−1, 1] of the two contacts. For electrons tunneling through a barrier
        of finite height use :func:`slonczewski_polarization`.
    conductance : array_like
        Conductance G at θ = π/2, in S, at least 0; the default gives the ratio to it.

    Returns
    -------
    ndarray or float
        Conductance in S, with the broadcast shape.

    Raises
    ------
    ValueError
        If a polarization lies outside [−1, 1] or ``conductance`` is negative.

    References
    ----------
    J. C. Slonczewski, Phys. Rev. B 39, 6995 (1989).

    Examples
    --------
    >>> [round(float(g), 3) for g in spin_valve([0, np.pi / 2, np.pi], 0.5, 0.4)]
    [1.2, 1.0, 0.8]
    """
    theta = number("angle", angle)
    first, second = (
        number("p1", p1, at_least=-1, at_most=1),
        number("p2", p2, at_least=-1, at_most=1),
    )
    mean = number("conductance", conductance, at_least=0)
    broadcast_shape(angle=theta, p1=first, p2=second, conductance=mean)
    result: Floats = mean * (1 + first * second * np.cos(theta))
    return result[()]


def slonczewski_polarization(k_up: ArrayLike, k_down: ArrayLike, decay: ArrayLike) -> Floats:
    """Polarization of electrons that tunnel from a ferromagnet into a rectangular barrier.

    P = (k↑ − k↓)/(k↑ + k↓) · (κ² − k↑k↓)/(κ² + k↑k↓): the first factor belongs to the metal, the
    second to its interface with the barrier and changes sign for a low one. Equal masses in metal
    and barrier, thick barrier (κd ≫ 1), electrons at normal incidence.

    Parameters
    ----------
    k_up, k_down : array_like
        Fermi wave numbers of the two spin directions in 1/m, at least 0; 0 for an empty band (at
        least one above 0).
    decay : array_like
        Decay constant κ in the barrier in 1/m, above 0.

    Returns
    -------
    ndarray or float
        Polarization in [−1, 1], with the broadcast shape.

    Raises
    ------
    ValueError
        If a wave number is negative, both are 0, or ``decay`` is not above 0.

    References
    ----------
    J. C. Slonczewski, Phys. Rev. B 39, 6995 (1989).

    Examples
    --------
    >>> round(float(slonczewski_polarization(1.1e10, 0.4e10, 2e10)), 4)
    0.3742
    """
    up = number("k_up", k_up, at_least=0)
    down = number("k_down", k_down, at_least=0)
    kappa = number("decay", decay, above=0)
    broadcast_shape(k_up=up, k_down=down, decay=kappa)
    if ((up == 0) & (down == 0)).any():
        raise ValueError("k_up and k_down must not both be 0: there is no electron to tunnel")
    interface = (up / kappa) * (down / kappa)
    result: Floats = (up - down) / (up + down) * ((1 - interface) / (1 + interface))
    return result[()]
