"""The S-matrix of a conductor between two leads, and its composition in series."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from landauer_lib._checks import number, whole_number
from landauer_lib._types import ArrayLike, Complexes, Floats

__all__ = ["SMatrix", "propagation"]


ROUND_OFF = 1e-10
"""How far an eigenvalue of t†t may leave [0, 1] and still count as rounding."""


def _block(name: str, value: ArrayLike) -> Complexes:
    """Return one block as a finite complex matrix (or stack of them); a scalar is one channel."""
    try:
        raw = np.asarray(value)
    except ValueError as error:
        raise TypeError(f"{name} must be a number or a rectangular array of numbers") from error
    if raw.dtype.kind not in "iufc":
        raise TypeError(f"{name} must be numbers, got {value!r:.80}")
    if raw.ndim == 1:
        raise ValueError(f"{name} must be a scalar or a matrix, got shape {raw.shape}")
    if not np.isfinite(raw).all():
        raise ValueError(f"{name} must be finite, got {raw[~np.isfinite(raw)][0]}")
    matrix: Complexes = raw.astype(np.complex128).reshape(raw.shape or (1, 1))
    matrix.flags.writeable = False
    return matrix


def _dagger(matrix: Complexes) -> Complexes:
    return np.conj(np.swapaxes(matrix, -1, -2))


def _weight(matrix: Complexes) -> Floats:
    """Tr A†A: the total probability in a block."""
    total: Floats = np.sum(matrix.real**2 + matrix.imag**2, axis=(-2, -1))
    return total


def _unitary(name: str, value: ArrayLike | None, size: int) -> Complexes:
    """Return a unitary matrix of the given size; the identity if none is given."""
    if value is None:
        return np.eye(size, dtype=np.complex128)
    matrix = _block(name, value)
    if matrix.shape != (size, size):
        raise ValueError(f"{name} must have shape {(size, size)}, got {matrix.shape}")
    error = np.abs(_dagger(matrix) @ matrix - np.eye(size)).max(initial=0.0)
    if error > ROUND_OFF:
        raise ValueError(f"{name} must be unitary, but U†U differs from 1 by {error:.2g}")
    return matrix


@dataclass(frozen=True, eq=False)
class SMatrix:
    """Scattering matrix of a two-lead conductor, in blocks.

    Parameters
    ----------
    r : array_like, shape (..., N_L, N_L)
        Reflection of waves from the left. A scalar stands for one channel, in every block.
    t : array_like, shape (..., N_R, N_L)
        Transmission from left to right.
    r_prime : array_like, shape (..., N_R, N_R)
        Reflection of waves from the right.
    t_prime : array_like, shape (..., N_L, N_R)
        Transmission from right to left.

    Raises
    ------
    TypeError
        If a block is not numbers.
    ValueError
        If a block is not finite or the four shapes do not fit together.

    Notes
    -----
    Unitarity is measured (:attr:`unitarity_error`), not required: an absorbing conductor, or a
    numerical one, may be represented too.

    References
    ----------
    M. Büttiker, Y. Imry, R. Landauer and S. Pinhas, Phys. Rev. B 31, 6207 (1985).
    R. Redheffer, J. Math. Phys. (MIT) 41, 1 (1962), for the composition.

    Examples
    --------
    Two half-transparent mirrors, one after the other, at the phase where they are transparent:

    >>> mirror = SMatrix(r=0.5**0.5, t=0.5**0.5, r_prime=-0.5**0.5, t_prime=0.5**0.5)
    >>> round(float((mirror @ propagation(np.pi / 2) @ mirror).transmission), 12)
    1.0
    """

    r: Complexes
    t: Complexes
    r_prime: Complexes
    t_prime: Complexes

    __array_ufunc__: ClassVar[None] = None  # so that ``S @ array`` is refused, not taken apart

    def __init__(self, r: ArrayLike, t: ArrayLike, r_prime: ArrayLike, t_prime: ArrayLike) -> None:
        """Check the four blocks and keep them as read-only complex matrices."""
        blocks = {"r": r, "t": t, "r_prime": r_prime, "t_prime": t_prime}
        for name, value in blocks.items():
            object.__setattr__(self, name, _block(name, value))
        left, right = self.r.shape[-1], self.r_prime.shape[-1]
        wanted = {
            "r": (left, left),
            "t": (right, left),
            "r_prime": (right, right),
            "t_prime": (left, right),
        }
        for name, shape in wanted.items():
            if getattr(self, name).shape[-2:] != shape:
                raise ValueError(
                    f"{name} must have shape {shape} for {left} left and {right} right channels, "
                    f"got {getattr(self, name).shape[-2:]}"
                )
        leading = {name: getattr(self, name).shape[:-2] for name in blocks}
        if len(set(leading.values())) > 1:
            raise ValueError(f"r, t, r_prime, t_prime must have equal leading shapes: {leading}")

    @classmethod
    def identity(cls, channels: int) -> "SMatrix":
        """Return the conductor of zero length: everything passes, nothing turns back.

        Parameters
        ----------
        channels : int
            Number of channels on each side, at least 0.

        Examples
        --------
        >>> float(SMatrix.identity(3).transmission)
        3.0
        """
        n = whole_number("channels", channels, at_least=0)
        return cls(np.zeros((n, n)), np.eye(n), np.zeros((n, n)), np.eye(n))

    @classmethod
    def from_matrix(cls, matrix: ArrayLike, left_channels: int) -> "SMatrix":
        """Cut a full matrix ``[[r, t'], [t, r']]`` into its blocks.

        Parameters
        ----------
        matrix : array_like, shape (..., N_L + N_R, N_L + N_R)
            Full scattering matrix, channels of the left lead first.
        left_channels : int
            N_L, from 0 to the size of the matrix.

        Examples
        --------
        >>> float(SMatrix.from_matrix([[0, 1], [1, 0]], left_channels=1).transmission)
        1.0
        """
        full = _block("matrix", matrix)
        if full.shape[-1] != full.shape[-2]:
            raise ValueError(f"matrix must be square, got shape {full.shape}")
        n = whole_number("left_channels", left_channels, at_least=0, at_most=full.shape[-1])
        return cls(full[..., :n, :n], full[..., n:, :n], full[..., n:, n:], full[..., :n, n:])

    @property
    def matrix(self) -> Complexes:
        """Full matrix ``[[r, t'], [t, r']]``, shape (..., N_L + N_R, N_L + N_R)."""
        top = np.concatenate([self.r, self.t_prime], axis=-1)
        bottom = np.concatenate([self.t, self.r_prime], axis=-1)
        full: Complexes = np.concatenate([top, bottom], axis=-2)
        return full

    @property
    def transmission(self) -> Floats:
        """Total transmission Tr t†t from left to right, per spin."""
        return _weight(self.t)[()]

    @property
    def log_transmission(self) -> Floats:
        """ln Tr t†t: finite where Tr t†t itself is below the smallest float; −∞ if t is 0."""
        if not self.t.size:
            return np.full(self.t.shape[:-2], -np.inf)[()]
        largest = np.abs(self.t).max(axis=(-2, -1), keepdims=True)
        scaled = self.t / np.where(largest > 0, largest, 1.0)
        weight = _weight(scaled)
        with np.errstate(divide="ignore"):  # ln 0 = −∞ is meant
            logarithm: Floats = np.log(weight) + 2 * np.log(largest[..., 0, 0])
        return logarithm[()]

    @property
    def reflection(self) -> Floats:
        """Total reflection Tr r†r of waves from the left."""
        return _weight(self.r)[()]

    @property
    def eigenvalues(self) -> Floats:
        """Transmission eigenvalues T_n of t†t in descending order, shape (..., min(N_L, N_R)).

        The N_L − N_R zeros that t†t has beside them when the left lead is wider are left out.
        Squared singular values of t: each is accurate to round-off of the largest one, and a
        value above 1 by no more than round-off is set to 1.
        """
        values = np.linalg.svd(self.t, compute_uv=False) ** 2
        clipped: Floats = np.where(values <= 1 + ROUND_OFF, np.minimum(values, 1.0), values)
        return clipped

    @property
    def eigenchannels(self) -> tuple[Floats, Complexes, Complexes]:
        """Eigenvalues T_n with the incoming (left) and outgoing (right) eigenchannels.

        Columns n of the two unitary matrices, shapes (..., N_L, M) and (..., N_R, M) with
        M = min(N_L, N_R), satisfy ``t @ incoming[:, n] = sqrt(T_n) outgoing[:, n]``.
        """
        outgoing, _, incoming = np.linalg.svd(self.t, full_matrices=False)
        return self.eigenvalues, _dagger(incoming), outgoing

    @property
    def unitarity_error(self) -> Floats:
        """Largest entry of |S†S − 1|: zero if no current is lost."""
        full = self.matrix
        error = np.abs(_dagger(full) @ full - np.eye(full.shape[-1]))
        largest: Floats = error.max(axis=(-2, -1), initial=0.0)
        return largest[()]

    def in_basis(self, left: ArrayLike | None = None, right: ArrayLike | None = None) -> "SMatrix":
        """Return the same conductor with other modes chosen in its leads.

        Superpositions of a lead's modes are modes as well: U†rU, V†tU, … for unitary matrices U on
        the left and V on the right. What becomes of single |t_mn|² is a matter of this choice;
        the eigenvalues T_n and every current are not. With the ``incoming`` and ``outgoing``
        matrices of :attr:`eigenchannels`, t becomes diagonal.

        Parameters
        ----------
        left : array_like, shape (N_L, N_L), optional
            U: its columns are the new modes of the left lead in terms of the old ones.
        right : array_like, shape (N_R, N_R), optional
            V, the same for the right lead. A side left out keeps its modes.

        Returns
        -------
        SMatrix
            In the new modes.

        Raises
        ------
        ValueError, TypeError
            If a matrix has the wrong shape or is not unitary.

        Examples
        --------
        >>> mixed = SMatrix.identity(2).in_basis(left=np.array([[0.6, -0.8], [0.8, 0.6]]))
        >>> (abs(mixed.t) ** 2).round(2), mixed.eigenvalues.round(9)
        (array([[0.36, 0.64],
               [0.64, 0.36]]), array([1., 1.]))
        """
        u = _unitary("left", left, self.r.shape[-1])
        v = _unitary("right", right, self.r_prime.shape[-1])
        return SMatrix(
            r=_dagger(u) @ self.r @ u,
            t=_dagger(v) @ self.t @ u,
            r_prime=_dagger(v) @ self.r_prime @ v,
            t_prime=_dagger(u) @ self.t_prime @ v,
        )

    def __matmul__(self, other: "SMatrix") -> "SMatrix":
        """Put ``other`` to the right of this conductor, phase coherence kept.

        The waves that bounce between the two are summed to all orders by linear solves, which
        stay accurate where transfer matrices overflow.

        Raises
        ------
        ValueError
            If the channel numbers in between differ, or if a wave is trapped for ever between
            the two (1 − r'_a r_b singular), so that the series of reflections has no sum.
        """
        if not isinstance(other, SMatrix):
            return NotImplemented
        between, entering = self.r_prime.shape[-1], other.r.shape[-1]
        if between != entering:
            raise ValueError(
                f"cannot compose: {between} channels leave the first conductor on its right and "
                f"{entering} enter the second on its left"
            )
        forward = np.eye(between) - self.r_prime @ other.r
        backward = np.eye(between) - other.r @ self.r_prime
        smallest = np.linalg.svd(forward, compute_uv=False).min(axis=-1, initial=1.0)
        if (smallest <= (between + 1) * np.finfo(float).eps).any():
            raise ValueError(
                "cannot compose: a wave bounces between the two conductors without loss and in "
                "phase with itself (1 - r_prime @ r is singular), so its amplitude is undetermined"
            )
        into_gap = np.linalg.solve(forward, self.t)
        from_gap = np.linalg.solve(backward, other.t_prime)
        return SMatrix(
            r=self.r + self.t_prime @ other.r @ into_gap,
            t=other.t @ into_gap,
            r_prime=other.r_prime + other.t @ self.r_prime @ from_gap,
            t_prime=self.t_prime @ from_gap,
        )


def propagation(phase: ArrayLike) -> SMatrix:
    """Return the S-matrix of free flight: every channel collects its own phase.

    Parameters
    ----------
    phase : array_like, shape () or (N,)
        Phase k_n L of each of N channels, in radians.

    Returns
    -------
    SMatrix
        N channels on both sides, without reflection.

    Examples
    --------
    >>> propagation([0.0, np.pi]).t.real
    array([[ 1.,  0.],
           [ 0., -1.]])
    """
    phases = np.atleast_1d(number("phase", phase))
    if phases.ndim > 1:
        raise ValueError(f"phase must be a number or a vector, got shape {phases.shape}")
    flight = np.diag(np.exp(1j * phases))
    still = np.zeros_like(flight)
    return SMatrix(still, flight, still, flight)
