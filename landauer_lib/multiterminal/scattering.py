"""From a scattering matrix with many leads to the probabilities that Büttiker's equations take."""

from collections.abc import Sequence

import numpy as np

from landauer_lib._checks import whole
from landauer_lib._types import ArrayLike, Floats

__all__ = ["transmission_from_scattering"]


def transmission_from_scattering(matrix: ArrayLike, channels: Sequence[int]) -> Floats:
    """Return T[p, q] = Σ |S_mn|² over the channels m of terminal p and n of terminal q.

    Parameters
    ----------
    matrix : array_like, shape (..., N, N)
        Unitary scattering matrix, channels of terminal 0 first.
    channels : sequence of int
        Number of channels of each terminal, at least 1 each; they sum to N.

    Returns
    -------
    ndarray, shape (..., terminals, terminals)
        From terminal q (column) into terminal p (row); the diagonal is reflection. A field that is
        reversed transposes it.

    Raises
    ------
    ValueError, TypeError
        If the matrix is not unitary, or the channels do not add up to its size.

    References
    ----------
    M. Büttiker, Phys. Rev. Lett. 57, 1761 (1986).

    Examples
    --------
    >>> from landauer_lib.scattering import circular_ensemble
    >>> t = transmission_from_scattering(circular_ensemble(5, beta=2, rng=1), [2, 2, 1])
    >>> t.sum(axis=0).round(12), t.sum(axis=1).round(12)
    (array([2., 2., 1.]), array([2., 2., 1.]))
    """
    s = np.asarray(matrix)
    if s.dtype.kind not in "iufc":
        raise TypeError(f"matrix must be numbers, got {matrix!r:.80}")
    if s.ndim < 2 or s.shape[-1] != s.shape[-2]:
        raise ValueError(f"matrix must be square, got shape {s.shape}")
    counts = whole("channels", list(channels), at_least=1)
    if counts.ndim != 1 or counts.sum() != s.shape[-1]:
        raise ValueError(
            f"channels must add up to the {s.shape[-1]} rows of matrix, got {list(channels)}"
        )
    lost = np.abs(np.conj(np.swapaxes(s, -1, -2)) @ s - np.eye(s.shape[-1])).max(initial=0.0)
    if not lost < 1e-8:
        raise ValueError(f"matrix must be unitary, but S†S differs from 1 by {lost:.2g}")
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    weight = s.real**2 + s.imag**2
    into: Floats = np.add.reduceat(weight, starts, axis=-2)
    return np.add.reduceat(into, starts, axis=-1)
