"""The fast path: march the outgoing waves of the right lead through a strip to the left one.

ψ_{x−1} = v^{-†}[(E − H_x) ψ_x − v ψ_{x+1}] costs a sparse product a slice. Growing waves would
drown the others, so as soon as the frame of n solutions has grown by ``GROWTH`` it is renormalized
to ψ_x = 1 by one dense solve, and what the right lead detects of each solution along with it.
A slice on which some solution nearly vanishes is passed over: its neighbor serves as well.

T. Usuki, M. Saito, M. Takatsu, R. A. Kiehl and N. Yokoyama, Phys. Rev. B 52, 8244 (1995).
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import blas, lapack

from .leads import Complex, Modes

__all__ = ["GROWTH", "BlockMarch", "March", "RowMarch"]

Numbers = NDArray[np.inexact]
Floats = NDArray[np.float64]
Step = Callable[[int, Complex, Floats, Complex, Floats], None]
Sites = NDArray[np.integer]
Frames = tuple[Complex, Complex, Complex]

GROWTH = 1e4
"""Growth of the frame (root mean square) that is let happen: it costs as many digits.

With it clean strips of a hundred slices stay integers to 5e-11; 3e4 leaves 3e-10 and saves 5 %. A
third of it where B ≠ 1: its rounding adds to that of A.
"""

SMALL = 48
"""Up to so many rows a product of full matrices is quicker than one of tridiagonal ones."""

POLE = 3e2
"""Renormalized neighbor slices larger than this (root mean square) announce a pole."""


@dataclass(frozen=True)
class March(ABC):
    """A strip prepared for sweeps, in a gauge where the hopping along it is −``along`` throughout.

    With the staggered wave χ_x = (−1)^x ψ_x the march reads χ_{x−1} = A_x χ_x − B χ_{x+1}, where
    A_x = along^{-†}(E − H_x) and B = along^{-†} along, site by site.

    Parameters
    ----------
    from_right, to_left : ndarray, shape (n, n)
        along^{-†} and along†, site by site; scalars where they are numbers.
    gauge : ndarray, shape (n,)
        Phase of the gauge at the last slice: ψ = gauge × ψ in the march.
    length : int
        Number of slices.
    """

    from_right: Numbers
    to_left: Numbers
    gauge: Complex
    length: int

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
        outside, face, detected = self._run(energy, inner, detected, growth**2 * size)
        reach = self.to_left * outside if self.to_left.ndim == 0 else self.to_left @ outside
        reach[left_sites] -= left.self_energy @ face[left_sites]
        source = np.zeros((size, left.count), dtype=complex)
        source[left_sites] = left.source
        weights = np.linalg.solve(reach, source)
        reflected = left.detector @ (face[left_sites] @ weights - left.incoming)
        stagger = -1.0 if self.length % 2 == 0 else 1.0
        return reflected, np.asarray(stagger * (detected @ weights))

    @abstractmethod
    def _run(self, energy: float, inner: Complex, detected: Complex, limit: float) -> Frames:
        """Return (χ_{−1}, χ_0, detected); ``inner`` is B χ_L of the frame χ_{L−1} = 1."""


@dataclass(frozen=True)
class RowMarch(March):
    """One orbital a site and B = 1: A_x is tridiagonal, and rows are added to their neighbors.

    Parameters
    ----------
    diagonal : ndarray, shape (L, W)
        Diagonal of A_x at E = 0.
    slope : float
        dA/dE.
    up : ndarray, shape (L, W − 1), or (L, 1) where the same in all rows
        A_x from row y + 1 to row y; its adjoint leads back.
    """

    diagonal: Numbers
    slope: float
    up: Numbers

    def _run(self, energy: float, inner: Complex, detected: Complex, limit: float) -> Frames:
        """March in place.

        The stored waves are ±χ with signs ++−−++−− along the march: then each step only adds
        +A (even x) or −A (odd x) times one stored slice to the other. ``sign`` is that of ``here``.
        """
        size = inner.shape[0]
        onsite = self.diagonal + energy * self.slope
        onsite[1::2] *= -1
        here = np.eye(size, dtype=complex)
        there = inner.copy() if self.length % 2 == 0 else -inner
        add = self._whole if size <= SMALL and not np.iscomplexobj(self.up) else self._rows
        step = add(onsite, size)
        views = [(w, w.view(float)) for w in (here, there)]
        sign = 1.0
        for x in range(self.length - 1, -1, -1):
            step(x, *views[0], *views[1])
            views.reverse()
            here, there = there, here
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

    def _whole(self, onsite: Numbers, size: int) -> Step:
        """Add ±A_x χ as a product of full real matrices, which is quickest while they are small."""
        product = np.empty((size, 2 * size))
        tables = [np.zeros((size, size)), np.zeros((size, size))]
        diagonals = [table.reshape(-1)[:: size + 1] for table in tables]
        y = np.arange(size - 1)
        for table, sense in zip(tables, (1, -1), strict=True):
            table[y, y + 1] = table[y + 1, y] = sense * self.up[0]
        uniform = bool(np.all(self.up == self.up[0]))

        def step(x: int, here: Complex, flat: Floats, there: Complex, sum_: Floats) -> None:
            table = tables[x % 2]
            diagonals[x % 2][:] = onsite[x]
            if not uniform:
                table[y, y + 1] = table[y + 1, y] = self.up[x] * (-1) ** x
            np.matmul(table, flat, out=product)
            np.add(sum_, product, out=sum_)

        return step

    def _rows(self, onsite: Numbers, size: int) -> Step:
        """Add ±A_x χ row by row: n operations a wave instead of n²."""
        plain = bool(np.all(self.up == 1))
        up, down = self.up.copy(), np.array(self.up.conj())
        up[1::2] *= -1
        down[1::2] *= -1
        work = np.empty((size, size), dtype=complex)
        # The diagonal is real: it multiplies real and imaginary parts in one run.
        product = work.view(float)
        moved = work[1:]

        def step(x: int, here: Complex, flat: Floats, there: Complex, sum_: Floats) -> None:
            np.multiply(flat, onsite[x][:, None], out=product)
            np.add(sum_, product, out=sum_)
            if plain:
                add = np.subtract if x % 2 else np.add
                add(sum_[:-1], flat[1:], out=sum_[:-1])
                add(sum_[1:], flat[:-1], out=sum_[1:])
            else:
                np.multiply(here[1:], up[x][:, None], out=moved)
                np.add(there[:-1], moved, out=there[:-1])
                np.multiply(here[:-1], down[x][:, None], out=moved)
                np.add(there[1:], moved, out=there[1:])

        return step


@dataclass(frozen=True)
class BlockMarch(March):
    """Any orbitals: [A_x, −B] as one sparse matrix that takes the last two slices to the next.

    Parameters
    ----------
    starts, columns : ndarray
        Row starts and columns shared by all [A_x, −B].
    entries : ndarray, shape (L, stored)
        Stored values at E = 0.
    slope : ndarray, shape (stored,)
        Their derivative by E.
    """

    starts: NDArray[np.int32]
    columns: NDArray[np.int32]
    entries: Numbers
    slope: Numbers

    def _run(self, energy: float, inner: Complex, detected: Complex, limit: float) -> Frames:
        size = inner.shape[0]
        entries = self.entries + energy * self.slope
        # Slices take turns in the two halves of one array, and so do the columns.
        frames = np.zeros((2 * size, size), dtype=complex)
        halves = frames[:size], frames[size:]
        halves[0].flat[:: size + 1] = 1.0
        shape = (size, 2 * size)
        steps = [
            sparse.csr_array((entries[0], (self.columns + turn) % (2 * size), self.starts), shape)
            for turn in (0, size)
        ]
        now = 0
        for x in range(self.length - 1, -1, -1):
            steps[now].data = entries[x]
            ahead = steps[now] @ frames
            if x == self.length - 1:
                ahead -= inner
            here, there = halves[1 - now], halves[now]
            here[:] = ahead
            now = 1 - now
            if x and np.vdot(here, here).real > limit / 9:
                new = _renormalized(here, there, detected)
                if new is not None:
                    there[:], detected = new
                    here[:] = np.eye(size)
        return halves[now], halves[1 - now], detected


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
