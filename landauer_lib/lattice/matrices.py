"""Checked matrices: each check names the argument, what it got and what is allowed."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from landauer_lib._checks import number

__all__ = ["hermitian", "hopping_matrix", "onsite_blocks", "sparse_hermitian"]

Matrix = NDArray[np.inexact]

HERMITIAN = 1e-12
"""Largest |H_ij − H_ji*|, over the size of rows i and j, that still counts as rounding."""


def hermitian(name: str, value: ArrayLike) -> NDArray[np.inexact]:
    """Return ``value`` as a finite Hermitian matrix, or a stack of them; real stays real."""
    try:
        matrix = np.asarray(value)
    except ValueError as error:
        raise TypeError(f"{name} must be a rectangular array of numbers") from error
    if matrix.dtype.kind not in "iufc":
        raise TypeError(f"{name} must be numbers, got {value!r:.80}")
    if matrix.ndim < 2 or matrix.shape[-1] != matrix.shape[-2]:
        raise ValueError(f"{name} must be a square matrix, got shape {matrix.shape}")
    if not np.isfinite(matrix).all():
        raise ValueError(f"{name} must be finite, got {matrix[~np.isfinite(matrix)][0]}")
    gap = np.abs(matrix - np.conj(np.swapaxes(matrix, -1, -2)))
    # Compared with the rows that meet there, so that one large entry does not hide another.
    size = np.sqrt(np.abs(matrix).max(axis=-1, initial=0.0))
    bad = gap > HERMITIAN * size[..., :, None] * size[..., None, :]
    if bad.any():
        raise ValueError(
            f"{name} must be Hermitian, but it differs from its adjoint by {gap[bad].max():.3g}"
        )
    return matrix.astype(np.complex128 if matrix.dtype.kind == "c" else np.float64)


def sparse_hermitian(name: str, value: Any) -> sparse.csr_array:
    """Return ``value``, sparse or dense, as a finite Hermitian matrix."""
    try:
        matrix = sparse.csr_array(value)
    except (TypeError, ValueError) as error:
        raise TypeError(f"{name} must be a matrix of numbers, got {value!r:.80}") from error
    if matrix.dtype.kind not in "iufc":
        raise TypeError(f"{name} must be numbers, got dtype {matrix.dtype}")
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or matrix.shape[0] == 0:
        raise ValueError(f"{name} must be square and not empty, got shape {matrix.shape}")
    if not np.isfinite(matrix.data).all():
        raise ValueError(f"{name} must be finite")
    gap = abs(matrix - matrix.conj().T).tocoo()
    size = np.sqrt(np.asarray(abs(matrix).max(axis=1).todense(), dtype=float).reshape(-1))
    bad = gap.data > HERMITIAN * size[gap.coords[0]] * size[gap.coords[1]]
    if bad.any():
        raise ValueError(
            f"{name} must be Hermitian, but it differs from its adjoint by "
            f"{gap.data[bad].max():.3g}"
        )
    return matrix


def hopping_matrix(name: str, value: ArrayLike, orbitals: int) -> Matrix:
    """Return a hopping as a finite m × m matrix; a number multiplies unity."""
    raw = np.asarray(value)
    if raw.dtype.kind not in "iufc":
        raise TypeError(f"{name} must be a number or a matrix of numbers, got {value!r:.80}")
    if not np.isfinite(raw).all():
        raise ValueError(f"{name} must be finite, got {value!r:.80}")
    if raw.ndim == 0:
        raw = raw * np.eye(orbitals)
    if raw.shape != (orbitals, orbitals):
        raise ValueError(
            f"{name} must be a number or a matrix of shape {(orbitals, orbitals)}, got {raw.shape}"
        )
    return raw.astype(np.complex128 if raw.dtype.kind == "c" else np.float64)


def onsite_blocks(name: str, value: ArrayLike, leading: int) -> Matrix:
    """Return on-site terms with ``leading`` lattice indices and two orbital ones, checked."""
    if np.ndim(value) == leading + 2:
        return hermitian(name, value)
    values = number(name, value)
    if values.ndim != leading:
        shape = "(length, width) or (length, width, m, m)" if leading == 2 else "(W,) or (W, m, m)"
        raise ValueError(f"{name} must have shape {shape}, got {values.shape}")
    return values[..., None, None]
