"""The fast path: march the outgoing waves of the right lead through a strip to the left one.

ψ_{x−1} = v^{-†}[(E − H_x) ψ_x − v ψ_{x+1}] costs a sparse product a slice. Growing waves would
drown the others, so as soon as the frame of n solutions has grown by ``GROWTH`` it is renormalized
to ψ_x = 1 by one dense solve, and what the right lead detects of each solution along with it.
A slice on which some solution nearly vanishes is passed over: its neighbor serves as well.

T. Usuki, M. Saito, M. Takatsu, R. A. Kiehl and N. Yokoyama, Phys. Rev. B 52, 8244 (1995).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import blas, lapack
from scipy.sparse._sparsetools import csr_matvecs  # adds in place, which the public A @ X cannot

from .leads import Complex, Modes

__all__ = ["March", "Pattern"]

Numbers = NDArray[np.inexact]
Sites = NDArray[np.integer]
Frames = tuple[Complex, Complex, Complex]

GROWTH = 1e4
"""Growth of the frame (root mean square) that is let happen: it costs as many digits.

With it clean strips of a hundred slices stay integers to 5e-11; 3e4 leaves 3e-10 and saves 5 %. A
third of it where B ≠ 1: its rounding adds to that of A.
"""

POLE = 3e2
"""Renormalized neighbor slices larger than this (root mean square) announce a pole."""


@dataclass(frozen=True)
class Pattern:
    """A sparse matrix in compressed rows."""

    starts: NDArray[np.int32]
    columns: NDArray[np.int32]
    values: Numbers


@dataclass(frozen=True)
class March:
    """A strip prepared for sweeps, in a gauge where the hopping along it is −``along`` throughout.

    With the staggered wave χ_x = (−1)^x ψ_x the march reads χ_{x−1} = A_x χ_x − B χ_{x+1}, where
    A_x = along^{-†}(E − H_x) and B = along^{-†} along, site by site.

    Parameters
    ----------
    starts, columns : ndarray
        Row starts and columns shared by all A_x.
    entries : ndarray, shape (L, stored)
        Stored values of A_x at E = 0.
    slope : ndarray, shape (stored,)
        dA/dE.
    back : Pattern, optional
        −B; ``None`` where B = 1, which is cheaper.
    from_right, to_left : ndarray, shape (n, n)
        along^{-†} and along†, site by site; scalars where they are numbers.
    gauge : ndarray, shape (n,)
        Phase of the gauge at the last slice: ψ = gauge × ψ in the march.
    """

    starts: NDArray[np.int32]
    columns: NDArray[np.int32]
    entries: Numbers
    slope: Numbers
    back: Pattern | None
    from_right: Numbers
    to_left: Numbers
    gauge: Complex

    def sweep(
        self,
        energy: float,
        left: Modes,
        right: Modes,
        left_sites: Sites,
        right_sites: Sites,
        growth: float = GROWTH,
    ) -> tuple[Complex, Complex]:
        """Send in every mode of the left lead; return (r, t).

        ``left_sites`` and ``right_sites`` are the orbitals of the end slices at each lead, and
        ``growth`` is how much the frame may grow before it is renormalized.
        """
        size = self.gauge.size
        sigma = np.zeros((size, size), dtype=complex)
        turn = self.gauge[right_sites]
        sigma[np.ix_(right_sites, right_sites)] = turn.conj()[:, None] * right.self_energy * turn
        detected = np.zeros((right.count, size), dtype=complex)
        detected[:, right_sites] = right.detector * turn
        inner = np.asarray(
            self.from_right * sigma if self.from_right.ndim == 0 else self.from_right @ sigma,
            dtype=complex,
        )
        entries = self.entries + energy * self.slope
        run = self._in_place if self.back is None else self._general
        outside, face, detected = run(entries, inner, detected, growth**2 * size)
        reach = self.to_left * outside if self.to_left.ndim == 0 else self.to_left @ outside
        reach[left_sites] -= left.self_energy @ face[left_sites]
        source = np.zeros((size, left.count), dtype=complex)
        source[left_sites] = left.source
        weights = np.linalg.solve(reach, source)
        reflected = left.detector @ (face[left_sites] @ weights - left.incoming)
        stagger = -1.0 if entries.shape[0] % 2 == 0 else 1.0
        return reflected, np.asarray(stagger * (detected @ weights))

    def _in_place(
        self, entries: Numbers, inner: Complex, detected: Complex, limit: float
    ) -> Frames:
        """Return (χ_{−1}, χ_0, detected) for B = 1; ``inner`` is χ_L of the frame χ_{L−1} = 1.

        The stored waves are ±χ with signs ++−−++−− along the march: then each step only adds
        +A (even x) or −A (odd x) times one stored slice to the other. ``sign`` is that of ``here``.
        """
        length, size = entries.shape[0], inner.shape[0]
        entries[1::2] *= -1
        kind = entries.dtype
        vectors = 2 * size if kind.kind == "f" else size
        here = np.eye(size, dtype=complex)
        there = inner.copy() if length % 2 == 0 else -inner
        flat_here, flat_there = here.view(kind).reshape(-1), there.view(kind).reshape(-1)
        sign = 1.0
        starts, columns = self.starts, self.columns
        for x in range(length - 1, -1, -1):
            csr_matvecs(size, size, vectors, starts, columns, entries[x], flat_here, flat_there)
            here, there, flat_here, flat_there = there, here, flat_there, flat_here
            if x % 2:
                sign = -sign
            if x and np.vdot(here, here).real > limit:
                new = _renormalized(here, there, detected)
                if new is not None:
                    there[:], detected = new[0], np.asarray(sign * new[1])
                    here.fill(0.0)
                    here.flat[:: size + 1] = 1.0
                    sign = 1.0
        return np.asarray(sign * here), np.asarray(sign * there), detected

    def _general(self, entries: Numbers, inner: Complex, detected: Complex, limit: float) -> Frames:
        """Return (χ_{−1}, χ_0, detected) for any B; ``inner`` is B χ_L of the frame χ_{L−1} = 1."""
        assert self.back is not None
        length, size = entries.shape[0], inner.shape[0]
        here = np.eye(size, dtype=complex)
        there = here
        for x in range(length - 1, -1, -1):
            if x == length - 1:
                ahead = -inner
            else:
                ahead = np.zeros_like(here)
                _add(self.back.starts, self.back.columns, self.back.values, there, ahead)
            _add(self.starts, self.columns, entries[x], here, ahead)
            here, there = ahead, here
            if x and np.vdot(here, here).real > limit / 9:
                new = _renormalized(here, there, detected)
                if new is not None:
                    here, there, detected = np.eye(size, dtype=complex), *new
        return here, there, detected


def _add(starts: Sites, columns: Sites, values: Numbers, wave: Complex, total: Complex) -> None:
    """Add a sparse matrix times ``wave`` to ``total`` in place."""
    size = wave.shape[0]
    csr_matvecs(size, size, size, starts, columns, values, wave.reshape(-1), total.reshape(-1))


def _renormalized(
    here: Complex, there: Complex, detected: Complex
) -> tuple[Complex, Complex] | None:
    """Return ``there`` and ``detected`` of the frame with ``here`` = 1, or None close to a pole."""
    factors, pivots, _ = lapack.zgetrf(here.T)
    rows = np.concatenate([there, detected]).T
    # zgetrs would copy more than it computes at this size.
    rows = lapack.zlaswp(rows, pivots, overwrite_a=1)
    rows = blas.ztrsm(1.0, factors, rows, lower=1, diag=1, overwrite_b=1)
    rows = blas.ztrsm(1.0, factors, rows, overwrite_b=1).T
    ratio = rows[: there.shape[0]]
    if not np.vdot(ratio, ratio).real <= POLE**2 * ratio.shape[0]:
        return None
    return ratio, rows[there.shape[0] :]
