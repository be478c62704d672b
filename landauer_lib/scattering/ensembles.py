"""Random scattering matrices, evenly distributed over all that their symmetry allows."""

import numpy as np

from landauer_lib._checks import random_source, whole_number
from landauer_lib._types import Complexes

__all__ = ["circular_ensemble", "symmetry_index"]


def symmetry_index(beta: int) -> int:
    """Return Dyson's β where it is 1, 2 or 4."""
    index = whole_number("beta", beta)
    if index not in (1, 2, 4):
        raise ValueError(f"beta must be 1, 2 or 4, got {beta!r}")
    return index


def circular_ensemble(
    size: int, *, beta: int, rng: int | np.random.Generator, count: int | None = None
) -> Complexes:
    """Draw unitary matrices of Dyson's circular ensembles.

    With time reversal and no spin–orbit coupling (β = 1) S is symmetric, reciprocal in the sense
    T_pq = T_qp; in a magnetic field (β = 2) it is any unitary matrix, and reversing the field
    transposes it. A chaotic cavity with ballistic openings has such an S.

    Parameters
    ----------
    size : int
        Number of channels of all leads together, at least 1.
    beta : {1, 2, 4}
        Symmetry. With spin–orbit coupling (β = 4) S is self-dual: ``size`` counts Kramers pairs,
        the matrix has twice as many rows, and the partners 2n and 2n + 1 are neighbors.
    rng : int or numpy.random.Generator
        Seed, or source of random numbers.
    count : int, optional
        How many matrices; one, without a leading axis, if left out.

    Returns
    -------
    ndarray of complex, shape (size, size) or (count, size, size)
        For :meth:`SMatrix.from_matrix`, or as a conductor of any number of leads.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    References
    ----------
    F. J. Dyson, J. Math. Phys. 3, 140 (1962); F. Mezzadri, Notices AMS 54, 592 (2007), for how
    they are drawn.

    Examples
    --------
    >>> s = circular_ensemble(4, beta=1, rng=1)
    >>> bool(np.allclose(s, s.T)), bool(np.allclose(s.conj().T @ s, np.eye(4)))
    (True, True)
    """
    n = whole_number("size", size, at_least=1)
    symmetry = symmetry_index(beta)
    many = None if count is None else whole_number("count", count, at_least=0)
    rows = 2 * n if symmetry == 4 else n
    shape = (1 if many is None else many, rows, rows)
    random = random_source("rng", rng)
    normal = random.normal(size=shape) + 1j * random.normal(size=shape)
    q, r = np.linalg.qr(normal)
    diagonal = np.diagonal(r, axis1=-2, axis2=-1)
    unitary = q * (diagonal / np.abs(diagonal))[..., None, :]
    transposed = np.swapaxes(unitary, -1, -2)
    if symmetry == 1:
        unitary = transposed @ unitary
    elif symmetry == 4:
        turn = np.kron(np.eye(n), [[0.0, 1.0], [-1.0, 0.0]])
        unitary = turn @ transposed @ turn.T @ unitary
    drawn: Complexes = unitary[0] if many is None else unitary
    return drawn
