"""Vibrations of a beam's rectangular section that are the same in every slice: its cutoffs.

Where all slices move alike, motion along the beam and motion within the slice do not mix. The
former are shear waves between free edges, known in closed form; the latter are plane-strain
vibrations of a free rectangle, found by the Ritz method in orthonormal Legendre polynomials.
Frequencies are in units of πc/L, with the shear velocity c and the longer side L.
"""

from functools import lru_cache
from math import ceil, hypot, pi, sqrt

import numpy as np
from threadpoolctl import ThreadpoolController

from landauer_lib._types import Floats

MARGIN = 8  # polynomials beyond those that the shortest wave asks for
_threads = ThreadpoolController()  # one thread: the matrices are small


def shear_vibrations(aspect: float, count: int) -> Floats:
    """Return the lowest ``count`` frequencies sqrt(m² + (n aspect)²) of motion along the beam.

    ``aspect`` is the longer side over the shorter; the rigid shift along the beam is left out.

    >>> shear_vibrations(2.0, 3)
    array([1., 2., 2.])
    """
    # Those across the longer side alone are an upper bound for what comes first.
    m, n = np.meshgrid(np.arange(count + 1), np.arange(int(count / aspect) + 1))
    return np.sort(np.hypot(m, n * aspect).ravel())[1 : count + 1]


def in_plane_vibrations(aspect: float, poisson_ratio: float, reach: float) -> Floats:
    """Return all frequencies up to ``reach`` of a free rectangle that moves within its plane.

    Nothing stretches out of the plane (plane strain); the two shifts and the rotation, at zero,
    are left out. The polynomials suit the shortest wave at ``reach``, so the result is converged
    to 1e-4 for sides within a factor of 50. Cost grows as the cube of the number of vibrations.

    >>> in_plane_vibrations(1.0, 0.25, 1.5).round(4)  # the last is Lamé's: sqrt(2) in a square
    array([1.2498, 1.3432, 1.3432, 1.4142])
    """
    thin = 1 / aspect
    across = _slopes(1.0, _polynomials(1.0, thin, poisson_ratio, reach))
    through = _slopes(thin, _polynomials(thin, 1.0, poisson_ratio, reach))
    found = []
    with _threads.limit(limits=1, user_api="blas"):
        for odd, upper in ((0, 0), (0, 1), (1, 0), (1, 1)):
            squares = np.linalg.eigvalsh(_stiffness(across, through, poisson_ratio, odd, upper))
            found.append(squares if (odd, upper) == (1, 0) else squares[1:])  # the rigid motion
    frequencies: Floats = np.sort(np.sqrt(np.concatenate(found)) / pi)
    return frequencies[frequencies <= reach]


@lru_cache(maxsize=64)
def section_vibrations(aspect: float, poisson_ratio: float, count: int) -> Floats:
    """Return the lowest ``count`` frequencies of both families that are not zero, read-only.

    >>> section_vibrations(2.0, 0.25, 4).round(4)  # the second and third within the slice
    array([1.    , 1.0622, 1.6089, 1.7653])
    """
    shear = shear_vibrations(aspect, count + 1)
    reach = float(shear[count // 2])  # each family has about half of them
    lowest: Floats = shear[:0]
    while lowest.size < count:
        in_plane = in_plane_vibrations(aspect, poisson_ratio, reach)
        lowest = np.sort(np.concatenate([shear[shear <= reach], in_plane]))[:count]
        reach *= 1.25
    lowest.flags.writeable = False
    return lowest


def _polynomials(side: float, other: float, poisson_ratio: float, frequency: float) -> int:
    """Return how many Legendre polynomials along a side hold every wave up to a frequency.

    The shortest wave is a bending wave of the section taken as a plate of the ``other`` thickness,
    after Mindlin and Timoshenko; it becomes a surface wave where it is short.
    """
    omega = pi * frequency
    surface = (omega / (0.87 + 0.2 * poisson_ratio)) ** 2
    stretching = omega**2 * (1 - poisson_ratio) / 2
    bending = sqrt(6 * (1 - poisson_ratio)) * omega / other
    squared = (surface + stretching) / 2 + hypot((surface - stretching) / 2, bending)
    return ceil(sqrt(squared) * side / 2) + MARGIN


def _slopes(side: float, count: int) -> Floats:
    """Return ∫ p_i′ p_j over a side for the orthonormal Legendre polynomials p_0, p_1, …"""
    i = np.arange(count)
    falls = (i[:, None] > i) & ((i[:, None] - i) % 2 == 1)
    return np.where(falls, 4 / side * np.sqrt(np.outer(i + 0.5, i + 0.5)), 0.0)


def _stiffness(
    across: Floats, through: Floats, poisson_ratio: float, odd: int, upper: int
) -> Floats:
    """Return twice the elastic energy of one symmetry as a matrix, for unit shear modulus.

    ``odd`` and ``upper`` tell whether the displacement across the section is odd in the direction
    across and in that through it; the displacement through it has the other parity in both.
    """
    a, other_a = slice(odd, None, 2), slice(1 - odd, None, 2)
    t, other_t = slice(upper, None, 2), slice(1 - upper, None, 2)
    ua, va = across[a, other_a], across[other_a, a]
    ut, vt = through[t, other_t], through[other_t, t]
    lame = 2 * poisson_ratio / (1 - 2 * poisson_ratio)
    mixed = lame * np.kron(ua, vt.T) + np.kron(va.T, ut)
    u = (lame + 2) * np.kron(ua @ ua.T, np.eye(len(ut))) + np.kron(np.eye(len(ua)), ut @ ut.T)
    v = (lame + 2) * np.kron(np.eye(len(va)), vt @ vt.T) + np.kron(va @ va.T, np.eye(len(vt)))
    return np.block([[u, mixed], [mixed.T, v]])
