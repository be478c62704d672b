"""How the modes of a lead are computed.

The hopping v = A B† has rank r. What two neighboring cells know of each other are the r-vectors
x_j = B†ψ_{j+1} and y_j = A†ψ_j, and z_j = (x_j, y_j) steps from cell to cell by a pencil
L z_{j−1} = R z_j of size 2r that exists whatever v is. Its Cayley transform w = (λ − c)/(λ + c)
with |c| = 1 sends λ = 0 and λ = ∞ to −1 and 1 and the unit circle to the imaginary axis, so that
one ordered Schur form gives the decaying, the growing and the propagating waves, never through
eigenvectors of the evanescent ones: those of neighbors are nearly parallel. The conserved current
J(z, z′) = i(y†x′ − x†y′) tells which way a propagating wave runs, normalizes it, and cleans the
rest: what the modes hold is J-orthogonal to rounding, and scattering matrices made of it unitary.

Where the hopping is a number times unity, one diagonalization of the cell serves every energy.

M. Wimmer, PhD thesis, Universität Regensburg (2008), section on lead modes, for z and A B†.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh, lapack, lu_solve, schur

from landauer_lib._types import Complexes, Floats

__all__ = ["SLOW", "Joint", "Parts", "bloch_factors", "bloch_modes", "diagonal_hopping_modes"]

Complex = Complexes
Matrix = NDArray[np.inexact]

RANK = 1e-13
"""Singular values of the hopping below this share of the largest are zero."""

SLOW = 1e-6
"""Modes slower than this, in units of the hopping, are at their band edge and count as closed."""

NEAR = 1e-6
"""|ln |λ|| below which a wave propagates, and distance below which Bloch factors are one group."""

APART = 1e-7
"""Smallest overlap, by the current, of decaying with growing waves that tells them apart."""

KEPT = 1e-9
"""How far the waves of one direction may be from a space of their own."""

NEUTRAL = 1e-9
"""Largest current that waves may carry which carry none, and error of unit currents."""


@dataclass(frozen=True, eq=False)
class Joint:
    """How a lead joins a device: (E − H)ψ − A X φ = A X′ a on its face and A†ψ − Y φ = Y′ a.

    ``a`` are the amplitudes of the incoming modes and φ those of the outgoing waves; the outgoing
    modes are ``read`` @ φ. Nothing here grows without bound, whatever the energy.
    """

    coupling: Matrix
    outer: Matrix
    inner: Matrix
    outer_in: Matrix
    inner_in: Matrix
    read: Matrix


@dataclass(frozen=True, eq=False)
class Parts:
    """Fields of ``leads.Modes``: either ``joint`` is given, or Σ, source and detector."""

    incoming: Matrix
    outgoing: Matrix
    incoming_factors: Complex
    outgoing_factors: Complex
    joint: Joint | None = None
    reduced: tuple[Matrix, Matrix, Matrix] | None = None


@lru_cache(maxsize=16)
def _transverse(cell: bytes, kind: str, size: int) -> tuple[Floats, Matrix]:
    levels, vectors = np.linalg.eigh(np.frombuffer(cell, dtype=kind).reshape(size, size))
    return levels, vectors


def diagonal_hopping_modes(cell: Matrix, strength: complex, energy: float) -> tuple[Parts, Parts]:
    """Return the modes for hopping ``strength`` × 1, outward and reversed."""
    levels, vectors = _transverse(cell.tobytes(), cell.dtype.char, cell.shape[0])
    size = abs(strength)
    z = (energy - levels) / (2 * size)
    inside = np.sqrt(np.maximum((1 - z) * (1 + z), 0))
    open_ = inside > SLOW / 2
    outward = np.empty(z.size, dtype=complex)
    outward[open_] = z[open_] - 1j * inside[open_]
    closed = z[~open_]
    beyond = np.maximum((np.abs(closed) - 1) * (np.abs(closed) + 1), 0)
    outward[~open_] = np.sign(closed) / np.maximum(np.abs(closed) + np.sqrt(beyond), 1)
    velocity = 2 * size * inside[open_]
    waves = vectors[:, open_] / np.sqrt(velocity)
    sigma = (vectors * (size * outward)) @ vectors.conj().T
    source = waves * (1j * velocity)
    detector = (waves * velocity).conj().T
    both = []
    for phase in (size / strength, size / strength.conjugate()):
        leaving, entering = outward[open_] * phase, outward[open_].conj() * phase
        order = np.argsort(-np.angle(leaving), kind="stable")
        inner = np.argsort(np.angle(entering), kind="stable")
        both.append(
            Parts(
                waves[:, inner],
                waves[:, order],
                entering[inner],
                leaving[order],
                reduced=(sigma, source[:, inner], detector[order]),
            )
        )
    return both[0], both[1]


class _Pencil:
    """L z = λ R z of one lead at one energy, and the full cell of a wave from its z."""

    def __init__(self, cell: Matrix, hopping: Matrix, energy: float) -> None:
        left, values, right = np.linalg.svd(hopping)
        rank = int(np.count_nonzero(values > RANK * values.max(initial=0.0)))
        root = np.sqrt(values[:rank])
        self.a, self.b, self.rank = left[:, :rank] * root, right[:rank].conj().T * root, rank
        # (E − h)ψ_j = A x_j + B y_{j−1}; adding i(AA† + BB†)ψ_j on both sides makes it solvable.
        # States of a cell that no neighbor knows of are left out.
        ends = np.hstack([self.a, self.b])
        block = energy * np.eye(cell.shape[0]) - cell + 1j * (ends @ ends.conj().T)
        self.reach_a, self.reach_b = np.split(_solve_reached(block, ends), 2, axis=1)
        aa, ab = self.a.conj().T @ self.reach_a, self.a.conj().T @ self.reach_b
        ba, bb = self.b.conj().T @ self.reach_a, self.b.conj().T @ self.reach_b
        unit = np.eye(rank)
        self.before = np.block([[unit - 1j * bb, -bb], [1j * ab, ab]])
        self.after = np.block([[ba, 1j * ba], [-aa, unit - 1j * aa]])

    def cells(self, z: Complex, factors: Complex) -> Complex:
        """Return ψ_1 of the waves (x_0, y_0), z_1 = λ z_0."""
        x, y = z[: self.rank], z[self.rank :]
        wave: Complex = self.reach_a @ ((x + 1j * y) * factors) + self.reach_b @ (y + 1j * x)
        return wave

    def cayley(self) -> tuple[Complex, complex]:
        """Return (L + cR)⁻¹(L − cR) and a point c of the unit circle that no wave is close to."""
        best, chosen = 0.0, None
        for turn in _TURNS:
            c = complex(np.exp(1j * turn))
            there = self.before + c * self.after
            factors, pivots, safety = _factorized(there)
            if safety > best:
                best, chosen = safety, ((factors, pivots), c)
            if best > 1e-2 / self.rank:
                break
        if chosen is None or best < 1e-11:
            raise ValueError("the lead has a band without dispersion there")
        lu, c = chosen
        return lu_solve(lu, self.before - c * self.after, check_finite=False), c


_TURNS = 0.4 + 2 * np.pi * np.array([0, 3, 5, 2, 7, 1, 4, 6, 3.5, 0.5, 5.5, 2.5]) / 8


def _factorized(block: Complex) -> tuple[Complex, NDArray[np.intp], float]:
    """Return LU factors, pivots and the reciprocal condition number, 0 for a singular matrix."""
    factors, pivots, _ = lapack.zgetrf(block)
    return factors, pivots, float(lapack.zgecon(factors, np.abs(block).sum(axis=0).max())[0])


def _solve_reached(block: Complex, ends: Matrix) -> Complex:
    """Return block⁻¹ ends, without the null vectors of ``block``, which ``ends`` do not reach."""
    factors, pivots, safety = _factorized(block)
    if safety > 1e-10:
        return np.asarray(lu_solve((factors, pivots), ends.astype(complex), check_finite=False))
    left, values, right = np.linalg.svd(block)
    kept = values > 1e-11 * values[0]
    inverse = (right[kept].conj().T / values[kept]) @ left[:, kept].conj().T
    return np.asarray(inverse @ ends)


def bloch_factors(cell: Matrix, hopping: Matrix, energy: float) -> Complex:
    """Return all 2n factors λ; NaN stands for waves that have no inner or no outer continuation."""
    factors: Complex = np.full(2 * cell.shape[0], np.nan, dtype=complex)
    pencil = _Pencil(cell, hopping, energy)
    if pencil.rank:
        transform, c = pencil.cayley()
        w = np.linalg.eigvals(transform)
        # Rounding splits the zeros of a singular hopping by roots of ε.
        usual = (np.abs(1 + w) > 1e-6) & (np.abs(1 - w) > 1e-6)
        factors[: usual.sum()] = c * (1 + w[usual]) / (1 - w[usual])
    return factors


def _current(one: Complex, other: Complex) -> Complex:
    """J(z, z′) = i(y†x′ − x†y′), the outward current."""
    r = one.shape[0] // 2
    flow: Complex = 1j * (one[r:].conj().T @ other[:r] - one[:r].conj().T @ other[r:])
    return flow


def bloch_modes(cell: Matrix, hopping: Matrix, energy: float) -> tuple[Parts, Parts]:
    """Return the modes for any hopping, outward and reversed.

    Raises ``ValueError`` where waves cannot be told apart.
    """
    pencil = _Pencil(cell, hopping, energy)
    if not pencil.rank:
        nothing, no_factors = np.empty((0, 0), dtype=complex), np.empty(0, dtype=complex)
        none = _parts(pencil, nothing, nothing, nothing, no_factors, no_factors)
        return none, none
    transform, c = pencil.cayley()
    triangle, basis = schur(transform, output="complex", check_finite=False)
    w = np.diag(triangle)
    with np.errstate(divide="ignore"):
        growth = np.log(np.abs(1 + w)) - np.log(np.abs(1 - w))
    inside, outside = growth < -NEAR, growth > NEAR
    near = np.flatnonzero(~(inside | outside))
    angles = np.zeros(w.size)
    angles[near] = np.angle(c * (1 + w[near]) / (1 - w[near]))

    def span(chosen: NDArray[np.bool_]) -> tuple[Complex, Complex]:
        """Return the orthonormal basis that belongs to the chosen w, and the transform in it."""
        if not chosen.any():
            return basis[:, :0], triangle[:0, :0]
        moved, turned, *_ = lapack.ztrsen(chosen.astype(np.int32), triangle, basis, job="N")
        count = int(chosen.sum())
        return turned[:, :count], moved[:count, :count]

    decaying, growing = span(inside)[0], span(outside)[0]
    leaving, entering, edge = [basis[:, :0]], [basis[:, :0]], [basis[:, :0]]
    out_factors, in_factors = [np.empty(0, dtype=complex)], [np.empty(0, dtype=complex)]
    for group in _groups(near, angles):
        chosen = np.zeros(w.size, dtype=bool)
        chosen[group] = True
        waves, small = span(chosen)
        unit = np.eye(len(group))
        step = np.asarray(c * np.linalg.solve(unit - small, unit + small))
        out, out_steps, into, in_steps, still = _directions(pencil, waves, step)
        leaving.append(out)
        entering.append(into)
        edge.append(still)
        out_factors.append(out_steps)
        in_factors.append(in_steps)
    out, into, still = np.hstack(leaving), np.hstack(entering), np.hstack(edge)
    outward, inward = np.concatenate(out_factors), np.concatenate(in_factors)
    closed = decaying.shape[1] + still.shape[1]
    if decaying.shape[1] != growing.shape[1] or closed + out.shape[1] != pencil.rank:
        raise ValueError("its waves cannot be counted so close to a band edge")
    if decaying.shape[1]:
        overlap = np.linalg.svd(_current(growing, decaying), compute_uv=False)
        if overlap[-1] < APART:
            raise ValueError("several of its bands meet or end there, flatter than a parabola")
    out, into = _unit_currents(out, into)
    forward = _parts(pencil, np.hstack([decaying, still]), out, into, outward, inward)
    backward = _parts(pencil, np.hstack([growing, still]), into, out, inward, outward, reverse=True)
    return forward, backward


def _groups(near: NDArray[np.intp], angles: Floats) -> list[list[int]]:
    """Group the waves whose wave numbers are closer than ``NEAR`` to their neighbor's."""
    ordered = near[np.argsort(angles[near], kind="stable")]
    groups: list[list[int]] = []
    for wave in ordered:
        if groups and angles[wave] - angles[groups[-1][-1]] < NEAR:
            groups[-1].append(int(wave))
        else:
            groups.append([int(wave)])
    if len(groups) > 1 and angles[groups[0][0]] + 2 * np.pi - angles[groups[-1][-1]] < NEAR:
        groups[0] += groups.pop()
    return groups


def _directions(
    pencil: _Pencil, waves: Complex, step: Complex
) -> tuple[Complex, Complex, Complex, Complex, Complex]:
    """Sort one group of waves, z_1 = z_0 step, into outgoing, incoming and band-edge ones.

    Waves of one wave number but opposite velocities are told apart by the velocity operator in
    the density of the cell, which is what a little absorption would do. At a band edge the step
    cannot be diagonalized: the wave that does not grow is kept, and counts as closed.
    """
    size = step.shape[0]
    factor = np.exp(1j * np.angle(np.trace(step)))
    unequal = step - factor * np.eye(size)
    _, values, right = np.linalg.svd(unequal)
    edges = int(np.count_nonzero(values > 1e-3))
    flat = values[edges:].max(initial=0.0) > 1e-5 or np.linalg.norm(unequal @ unequal, 2) > 1e-5
    if edges and flat:
        raise ValueError("several of its bands meet or end there, flatter than a parabola")
    kept = right[edges:].conj().T
    flow = _current(waves, waves)
    flow = (flow + flow.conj().T) / 2
    # The current between a wave and its growing companion has the sign of the band's curvature.
    bend = np.linalg.eigvalsh(1j * flow @ unequal / factor)
    if edges and bend.max() > 1e-4 and bend.min() < -1e-4:
        raise ValueError("a band's top touches another one's bottom there")
    cells = pencil.cells(waves @ kept, np.full(size - edges, factor))
    density = cells.conj().T @ cells
    speed, mix = eigh(kept.conj().T @ flow @ kept, (density + density.conj().T) / 2)
    mix = kept @ mix
    still = np.abs(speed) < SLOW * np.linalg.norm(pencil.a, 2) ** 2
    if still.sum() != edges:
        raise ValueError("its waves cannot be counted so close to a band edge")
    # Of one direction the waves span a space that the step keeps, and in which it is unitary.
    both = []
    for sign in (1.0, -1.0):
        chosen = (speed * sign > 0) & ~still
        part = mix[:, chosen] / np.sqrt(np.abs(speed[chosen]))
        own = sign * (part.conj().T @ flow @ step @ part)
        if np.abs(step @ part - part @ own).max(initial=0.0) > KEPT:
            raise ValueError("two of its bands all but cross there")
        turned, frame = schur(own, output="complex")
        both += [waves @ (part @ frame), np.exp(1j * np.angle(np.diag(turned)))]
    edge = mix[:, still]
    return both[0], both[1], both[2], both[3], waves @ (edge / np.linalg.norm(edge, axis=0))


def _unit_currents(out: Complex, into: Complex) -> tuple[Complex, Complex]:
    """Return outgoing and incoming waves with unit currents, orthogonal to each other by J."""
    if not out.size:
        return out, into
    out = out / np.sqrt(np.diag(_current(out, out)).real)
    out = out @ np.linalg.inv(np.linalg.cholesky(_current(out, out))).conj().T
    into = into - out @ _current(out, into)
    into = into / np.sqrt(-np.diag(_current(into, into)).real)
    into = into @ np.linalg.inv(np.linalg.cholesky(-_current(into, into))).conj().T
    return out, into


def _parts(
    pencil: _Pencil,
    closed: Complex,
    out: Complex,
    into: Complex,
    outward: Complex,
    inward: Complex,
    reverse: bool = False,
) -> Parts:
    """Return the modes of one direction, and how they join; reversed, x and y change places."""
    r = pencil.rank
    if out.size:
        sign = -1.0 if reverse else 1.0
        clean = out @ _current(out, closed) - into @ _current(into, closed)
        closed = closed - sign * clean
    errors = [np.abs(_current(closed, closed)).max(initial=0.0)]
    errors += [
        np.abs(np.abs(_current(z, z)) - np.eye(z.shape[1])).max(initial=0.0) for z in (out, into)
    ]
    if not max(errors) < NEUTRAL:
        raise ValueError("its waves cannot be told apart so close to a band edge")
    order = np.argsort(-np.angle(outward.conj() if reverse else outward), kind="stable")
    inner = np.argsort(np.angle(inward.conj() if reverse else inward), kind="stable")
    out, outward, into, inward = out[:, order], outward[order], into[:, inner], inward[inner]
    cells_out, cells_in = pencil.cells(out, outward), pencil.cells(into, inward)
    every = np.hstack([out, closed])
    x, y = every[:r], every[r:]
    x_in, y_in = into[:r], into[r:]
    read = np.eye(out.shape[1], r)
    if reverse:
        joint = Joint(pencil.b, y, x, y_in, x_in, read)
        return Parts(cells_in, cells_out, inward.conj(), outward.conj(), joint)
    joint = Joint(pencil.a, x, y, x_in, y_in, read)
    back_in, back_out = cells_in * inward.conj(), cells_out * outward.conj()
    return Parts(back_in, back_out, inward, outward, joint)
