"""The integer quantum Hall effect: Landau levels, edge-state Hall bars, Hofstadter gaps.

Edge states leave a contact at its voltage and keep it until the next contact, because the gapped
bulk separates them from the edge that runs back. A gate that reflects some of them across the
bar is all it takes to break this. ``filling`` counts spin-resolved Landau levels; contacts are
ideal, temperature low, linear response. Resistances come from Büttiker's equations.
"""

from dataclasses import dataclass
from math import gcd

import numpy as np

from landauer_lib._checks import broadcast_shape, number, whole, whole_number
from landauer_lib._types import ArrayLike, Floats, Integers
from landauer_lib.channels import cyclotron_energy, zeeman_splitting
from landauer_lib.constants import HBAR_EV
from landauer_lib.multiterminal import resistance

__all__ = [
    "HallBar",
    "conductivity_tensor",
    "filling_factor",
    "graphene_landau_level",
    "hall_bar",
    "hofstadter_chern_number",
    "landau_level",
    "magnetic_length",
]


def landau_level(
    n: ArrayLike,
    field: ArrayLike,
    mass: ArrayLike = 1.0,
    *,
    spin: ArrayLike = 0.0,
    g_factor: ArrayLike = 2.0,
) -> Floats:
    """Return the Landau level ħω_c (n + ½) of a parabolic band, with ω_c = e|B|/m.

    Parameters
    ----------
    n : array_like
        Index of the level, 0, 1, 2, …
    field : array_like
        Perpendicular magnetic field B, in T.
    mass : array_like
        Effective mass, in free-electron masses.
    spin : array_like
        Spin projection on the field, ±½ to add the Zeeman energy g µ_B B s; 0 leaves it out.
    g_factor : array_like
        The g used for it.

    Returns
    -------
    ndarray
        Energy above the band bottom, in eV; broadcast shape.

    Raises
    ------
    ValueError
        If n is not a whole number ≥ 0, the mass not positive, or the spin not 0 or ±½.

    References
    ----------
    L. Landau, Z. Phys. 64, 629 (1930).

    Examples
    --------
    GaAs at 10 T: levels 17 meV apart.

    >>> np.round(1e3 * landau_level([0, 1], field=10.0, mass=0.067), 3)
    array([ 8.639, 25.918])
    """
    index = whole("n", n, at_least=0)
    b, m = number("field", field), number("mass", mass, above=0)
    s, g = number("spin", spin), number("g_factor", g_factor)
    if (np.abs(s) * (np.abs(s) - 0.5) != 0).any():
        raise ValueError(f"spin must be 0, 0.5 or -0.5, got {spin!r}")
    broadcast_shape(n=index, field=b, mass=m, spin=s, g_factor=g)
    energy: Floats = cyclotron_energy(b, m) * (index + 0.5) + zeeman_splitting(b, g) * s
    return energy[()]


def graphene_landau_level(n: ArrayLike, field: ArrayLike, velocity: ArrayLike = 1e6) -> Floats:
    """Return the Landau level sgn(n) v √(2eħ|B||n|) of graphene.

    Parameters
    ----------
    n : array_like
        Index of the level, any whole number; holes are negative.
    field : array_like
        Perpendicular magnetic field B, in T.
    velocity : array_like
        Fermi velocity v, in m/s.

    Returns
    -------
    ndarray
        Energy from the Dirac point, in eV; broadcast shape. Every level is fourfold (spin and
        valley), the one at zero shared by electrons and holes.

    Raises
    ------
    ValueError
        If n is not whole or the velocity not positive.

    References
    ----------
    J. W. McClure, Phys. Rev. 104, 666 (1956).

    Examples
    --------
    >>> round(float(graphene_landau_level(1, field=10.0)), 4)
    0.1147
    """
    index = whole("n", n)
    b, v = number("field", field), number("velocity", velocity, above=0)
    broadcast_shape(n=index, field=b, velocity=v)
    energy: Floats = np.sign(index) * v * np.sqrt(2 * HBAR_EV * np.abs(b) * np.abs(index))
    return energy[()]


def magnetic_length(field: ArrayLike) -> Floats:
    """Return ℓ_B = √(ħ/e|B|), the radius of the lowest orbit: 2πℓ_B² holds one flux quantum h/e.

    Parameters
    ----------
    field : array_like
        Perpendicular magnetic field in T, not 0.

    Returns
    -------
    ndarray
        Length in m, of the shape of ``field``.

    Raises
    ------
    ValueError
        If the field is 0 or not finite.

    Examples
    --------
    >>> round(float(magnetic_length(1.0)) * 1e9, 2)  # nm
    25.66
    """
    b = np.abs(number("field", field))
    number("field", b, above=0)
    length: Floats = np.sqrt(HBAR_EV / b)
    return length[()]


def filling_factor(density: ArrayLike, field: ArrayLike) -> Floats:
    """Return ν = nh/e|B|: how many spin-resolved Landau levels the electrons fill.

    Parameters
    ----------
    density : array_like
        Sheet density n, in 1/m², at least 0.
    field : array_like
        Perpendicular magnetic field, in T, not 0.

    Returns
    -------
    ndarray
        Filling factor; broadcast shape.

    Raises
    ------
    ValueError
        If the density is negative or the field 0.

    References
    ----------
    K. von Klitzing, G. Dorda and M. Pepper, Phys. Rev. Lett. 45, 494 (1980).

    Examples
    --------
    >>> round(float(filling_factor(3e15, field=6.2)), 3)
    2.001
    """
    n, b = number("density", density, at_least=0), np.abs(number("field", field))
    number("field", b, above=0)
    broadcast_shape(density=n, field=b)
    filling: Floats = 2 * np.pi * HBAR_EV * n / b
    return filling[()]


def conductivity_tensor(rho_xx: ArrayLike, rho_xy: ArrayLike) -> tuple[Floats, Floats]:
    """Return σ_xx and σ_xy of an isotropic sheet: ρ_xx/(ρ_xx² + ρ_xy²) and ρ_xy over the same.

    In a strong field both ρ_xx and σ_xx vanish together: a current that flows at right angles to
    the electric field is driven by none along it. The sign of σ_xy is chosen to be that of ρ_xy.

    Parameters
    ----------
    rho_xx : array_like
        Longitudinal resistivity in Ω (per square), at least 0.
    rho_xy : array_like
        Hall resistivity in Ω; broadcasts.

    Returns
    -------
    longitudinal, hall : ndarray
        Conductivities in S; broadcast shape.

    Raises
    ------
    ValueError
        If ρ_xx is negative or both are 0.

    Examples
    --------
    >>> along, across = conductivity_tensor(0.0, 25812.80746)
    >>> float(along), round(float(across) * 1e6, 3)
    (0.0, 38.74)
    """
    x, y = number("rho_xx", rho_xx, at_least=0), number("rho_xy", rho_xy)
    broadcast_shape(rho_xx=x, rho_xy=y)
    size = np.hypot(x, y)
    if (size == 0).any():
        raise ValueError("rho_xx and rho_xy must not both be 0: the conductivity is infinite")
    return (x / size / size)[()], (y / size / size)[()]


@dataclass(frozen=True, eq=False)
class HallBar:
    """Six-terminal Hall bar with a gate across its middle; made by :func:`hall_bar`.

    Terminals: 0 source (left end), 1 and 2 upper probes from left to right, 3 drain (right end),
    4 and 5 lower probes from right to left. The gate lies between 1 and 2, and 4 and 5. All
    resistances are in Ω, for a current from source to drain unless :meth:`resistance` is asked.
    """

    filling: Integers
    """Edge states on either side of the gate."""
    transmitted: Floats
    """Edge states that pass the gate."""
    transmission_matrix: Floats
    """Shape (..., 6, 6), from terminal q (column) into terminal p (row)."""

    def resistance(self, current: tuple[int, int], voltage: tuple[int, int]) -> Floats:
        """Return R_{ij,kl} = (V_k − V_l)/I for any current (i, j) and voltage (k, l)."""
        return resistance(self.transmission_matrix, current, voltage)

    @property
    def r_xx(self) -> Floats:
        """Longitudinal resistance along the upper edge across the gate, V_1 − V_2."""
        return self.resistance((0, 3), (1, 2))

    @property
    def r_xy(self) -> Floats:
        """Hall resistance left of the gate, V_1 − V_5."""
        return self.resistance((0, 3), (1, 5))

    @property
    def r_xy_right(self) -> Floats:
        """Hall resistance right of the gate, V_2 − V_4."""
        return self.resistance((0, 3), (2, 4))

    @property
    def r_2t(self) -> Floats:
        """Two-terminal resistance between source and drain."""
        return self.resistance((0, 3), (0, 3))

    @property
    def r_diagonal(self) -> Floats:
        """Diagonal resistance from upper left to lower right, V_1 − V_4."""
        return self.resistance((0, 3), (1, 4))

    @property
    def r_antidiagonal(self) -> Floats:
        """Diagonal resistance from upper right to lower left, V_2 − V_5."""
        return self.resistance((0, 3), (2, 5))


def hall_bar(
    filling: ArrayLike, transmitted: ArrayLike | None = None, *, reversed_field: bool = False
) -> HallBar:
    """Return a six-terminal Hall bar in which a gate passes some of the edge states.

    Parameters
    ----------
    filling : array_like
        Number ν ≥ 1 of edge states (filled spin-resolved Landau levels) outside the gate.
    transmitted : array_like, optional
        Number N_T of edge states that pass the gate, from 0 to ν, not necessarily whole; all of
        them if left out. The others are reflected across the bar to the opposite edge.
    reversed_field : bool
        Reverse the field, and with it the sense in which the edge states run. As it stands they
        leave the source along the upper edge, and the Hall resistance is positive.

    Returns
    -------
    HallBar
        Its ``r_xx`` = (h/e²)(1/N_T − 1/ν), ``r_xy`` = h/νe², ``r_2t`` = h/N_T e², diagonals
        1/N_T and 2/ν − 1/N_T (swapped in sign and place by the field); broadcast shape.

    Raises
    ------
    ValueError
        If ν is not a whole number ≥ 1 or N_T lies outside [0, ν]; a closed gate (N_T = 0) raises
        when a resistance for a current through it is asked.

    References
    ----------
    M. Büttiker, Phys. Rev. B 38, 9375 (1988).
    R. J. Haug, A. H. MacDonald, P. Streda and K. von Klitzing, Phys. Rev. Lett. 61, 2797 (1988).

    Examples
    --------
    >>> bar = hall_bar(filling=4, transmitted=2)
    >>> [round(float(r / 25812.80746), 6) for r in (bar.r_xx, bar.r_xy, bar.r_2t)]
    [0.25, 0.25, 0.5]
    """
    nu = whole("filling", filling, at_least=1)
    passed = nu.astype(float) if transmitted is None else number("transmitted", transmitted)
    shape = broadcast_shape(filling=nu, transmitted=passed)
    if ((passed < 0) | (passed > nu)).any():
        raise ValueError(f"transmitted must lie between 0 and filling, got {transmitted!r}")
    matrix = np.zeros((*shape, 6, 6))
    for source, target in ((0, 1), (2, 3), (3, 4), (5, 0)):
        matrix[..., target, source] = nu
    for source, target, mirrored in ((1, 2, 5), (4, 5, 2)):
        matrix[..., target, source] = passed
        matrix[..., mirrored, source] = nu - passed
    if reversed_field:
        matrix = np.swapaxes(matrix, -1, -2).copy()
    return HallBar(nu, passed, matrix)


def hofstadter_chern_number(gap: ArrayLike, p: int, q: int) -> Integers:
    """Return the Chern number of a gap of the square lattice with p/q flux quanta per plaquette.

    With the r lowest of q bands filled it is the t of the Diophantine equation r = q s + p t with
    |t| ≤ q/2. Sign: t = ∂n/∂φ (electrons per site over flux quanta per plaquette; Středa), so
    that the Hall conductance |σ_xy| = |t| e²/h and t > 0 for electrons near the band bottom
    where p > 0.

    Parameters
    ----------
    gap : array_like
        Number r of filled bands, from 0 to q.
    p, q : int
        Flux per plaquette p/q in lowest terms, q ≥ 1.

    Returns
    -------
    ndarray of int
        Chern numbers, of the shape of ``gap``; 0 for no or all bands filled.

    Raises
    ------
    ValueError
        If p/q is not in lowest terms, r lies outside [0, q], or q is even and r = q/2: there the
        two middle bands touch, and t = ±q/2 solve the equation alike.

    References
    ----------
    D. J. Thouless, M. Kohmoto, M. P. Nightingale and M. den Nijs, Phys. Rev. Lett. 49, 405 (1982).
    P. Streda, J. Phys. C 15, L717 (1982).

    Examples
    --------
    >>> hofstadter_chern_number([1, 2, 3, 4], p=1, q=5)
    array([ 1,  2, -2, -1])
    """
    size = whole_number("q", q, at_least=1)
    flux = whole_number("p", p)
    if gcd(flux, size) != 1:
        raise ValueError(f"p and q must have no common factor, got {flux}/{size}")
    filled = whole("gap", gap, at_least=0, at_most=size)
    if (2 * filled == size).any():
        raise ValueError(
            f"gap {size // 2} of {size} bands is closed: for even q the middle bands touch, and "
            f"t = {size // 2} and t = {-(size // 2)} both solve r = qs + pt"
        )
    inverse = pow(flux, -1, size) if size > 1 else 0
    remainder = filled * inverse % size
    chern: Integers = np.where(2 * remainder > size, remainder - size, remainder)
    return chern[()]
