"""How the modes of a lead are computed.

Two ways. Where the hopping is a number times unity, one diagonalisation of the cell serves every
energy. In general the decaying waves come from an ordered Schur form of the transfer matrix (of
the pencil, where the hopping is singular), never from its eigenvectors: those of neighboring
evanescent modes are nearly parallel. The propagating modes come from the Hermitian E − H(k) at
each real k, which separates degenerate ones by their velocities.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigvals, lapack, ordqz, schur

__all__ = ["bloch_factors", "bloch_modes", "diagonal_hopping_modes", "unit_current_modes"]

Complex = NDArray[np.complex128]
Matrix = NDArray[np.inexact]
Parts = tuple[Matrix, ...]
"""Fields of ``leads.Modes`` after the energy, in order."""

SAME = 1e-8
"""Wave numbers this close are solved together; velocities below it belong to a band edge."""

ENDLESS = 1e-6
"""Factors |λ| below this, or above its inverse, come from a singular hopping."""


@lru_cache(maxsize=16)
def _transverse(cell: bytes, kind: str, size: int) -> tuple[NDArray[np.float64], Matrix]:
    levels, vectors = np.linalg.eigh(np.frombuffer(cell, dtype=kind).reshape(size, size))
    return levels, vectors


def diagonal_hopping_modes(cell: Matrix, strength: complex, energy: float) -> tuple[Parts, Parts]:
    """Return the modes for hopping ``strength`` × 1, outward and reversed."""
    levels, vectors = _transverse(cell.tobytes(), cell.dtype.char, cell.shape[0])
    size = abs(strength)
    z = (energy - levels) / (2 * size)
    open_ = np.abs(z) < 1
    outward = np.empty(z.size, dtype=complex)
    outward[open_] = z[open_] - 1j * np.sqrt((1 - z[open_]) * (1 + z[open_]))
    closed = z[~open_]
    outward[~open_] = 1 / (
        closed + np.sign(closed) * np.sqrt((np.abs(closed) - 1) * (np.abs(closed) + 1))
    )
    velocity = -2 * size * outward[open_].imag
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
            (
                waves[:, inner].astype(complex),
                waves[:, order].astype(complex),
                entering[inner],
                leaving[order],
                sigma,
                source[:, inner],
                detector[order].astype(complex),
            )
        )
    return both[0], both[1]


def _ordered(
    cell: Matrix, hopping: Matrix, energy: float
) -> tuple[Complex, NDArray[np.bool_], Complex, Complex]:
    """Return all 2n factors λ, which lie on the unit circle, and bases of |λ| < 1 and |λ| > 1.

    The state of a cell is (ψ_j, v†ψ_{j−1}); a basis has 2n rows.
    """
    n = cell.shape[0]
    unit, zero = np.eye(n), np.zeros((n, n))
    rest = energy * unit - cell
    singular = np.linalg.svd(hopping, compute_uv=False)
    if singular[-1] > 1e-6 * singular[0]:
        inverse = np.linalg.inv(hopping)
        transfer = np.block([[inverse @ rest, -inverse], [hopping.conj().T, zero]])
        triangle, basis = schur(transfer, output="complex")
        factors = np.diag(triangle).copy()
        inside, outside = _sides(factors)
        spans = []
        for side in (inside, outside):
            moved = lapack.ztrsen(side.astype(np.int32), triangle, basis, job="N")
            spans.append(moved[1][:, : side.sum()])
        return factors, ~(inside | outside), spans[0], spans[1]
    start = np.block([[rest, -unit], [hopping.conj().T, zero]]).astype(complex)
    end = np.block([[hopping, zero], [zero, unit]]).astype(complex)
    spans = []
    for which in (0, 1):
        aa, bb, *_, basis = ordqz(
            start, end, sort=lambda a, b, which=which: _sides(_ratio(a, b))[which], output="complex"
        )
        factors = _ratio(np.diag(aa), np.diag(bb))
        inside, outside = _sides(factors)
        spans.append(basis[:, : (inside, outside)[which].sum()])
    return factors, ~(inside | outside), spans[0], spans[1]


def bloch_factors(cell: Matrix, hopping: Matrix, energy: float) -> Complex:
    """Return the factors λ; NaN stands for waves that have no inner or no outer continuation."""
    n = cell.shape[0]
    unit, zero = np.eye(n), np.zeros((n, n))
    start = np.block([[energy * unit - cell, -unit], [hopping.conj().T, zero]])
    alpha, beta = eigvals(
        start, np.block([[hopping, zero], [zero, unit]]), homogeneous_eigvals=True
    )
    # Rounding splits the zeros of a singular hopping by roots of ε.
    usual = (np.abs(alpha) > ENDLESS * np.abs(beta)) & (np.abs(beta) > ENDLESS * np.abs(alpha))
    factors: Complex = np.full(2 * n, np.nan, dtype=complex)
    factors[usual] = alpha[usual] / beta[usual]
    return factors


def _ratio(alpha: Complex, beta: Complex) -> Complex:
    """Return α/β; a vanishing β stands for a wave that has no outer continuation."""
    tiny = np.abs(beta) < 1e-13 * np.maximum(np.abs(alpha), 1.0)
    result: Complex = np.where(tiny, 1e13, alpha / np.where(tiny, 1.0, beta))
    return result


def _sides(factors: Complex) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell factors inside the unit circle from those outside; there are equally many of both."""
    size = np.abs(factors)
    for tolerance in (1e-9, 1e-8, 1e-7, 1e-6, 1e-5):
        inside, outside = size < 1 - tolerance, size > 1 + tolerance
        if inside.sum() == outside.sum():
            break
    return inside, outside


def _propagating(
    cell: Matrix, hopping: Matrix, energy: float, factors: Complex
) -> tuple[Complex, Complex, NDArray[np.float64]]:
    """Return vectors, factors and velocities (zero at a band edge) of the real wave numbers."""
    n = cell.shape[0]
    angles = np.sort(np.angle(factors))
    groups: list[list[float]] = []
    for angle in angles:
        if groups and angle - groups[-1][-1] < SAME:
            groups[-1].append(float(angle))
        else:
            groups.append([float(angle)])
    if len(groups) > 1 and groups[0][0] + 2 * np.pi - groups[-1][-1] < SAME:
        groups[0] += [angle - 2 * np.pi for angle in groups.pop()]
    vectors, momenta, velocities = [np.empty((n, 0), dtype=complex)], [], []
    for group in groups:
        k = float(np.mean(group))
        forward = hopping * np.exp(1j * k)
        levels, states = np.linalg.eigh(cell + forward + forward.conj().T - energy * np.eye(n))
        nearest = np.argsort(np.abs(levels))[: len(group)]
        nearest = nearest[np.abs(levels[nearest]) <= np.abs(levels[nearest[0]]) + 10 * SAME]
        states = states[:, nearest]
        current = 1j * (states.conj().T @ forward @ states)
        speed, mix = np.linalg.eigh(current + current.conj().T)
        vectors.append(states @ mix)
        momenta += [np.exp(1j * k)] * speed.size
        velocities += [v if abs(v) > SAME else 0.0 for v in speed]
    return np.hstack(vectors), np.array(momenta, dtype=complex), np.array(velocities)


def bloch_modes(cell: Matrix, hopping: Matrix, energy: float) -> tuple[Parts, Parts]:
    """Return the modes for any hopping, outward and reversed."""
    n = cell.shape[0]
    width = max(float(np.abs(cell).max()), float(np.abs(hopping).max()), abs(energy), 1e-300)
    for nudge in (0.0, 1e-13, -1e-13, 1e-11, -1e-11):
        shifted = energy + nudge * width
        factors, circle, inside, outside = _ordered(cell, hopping, shifted)
        vectors, waves, speed = _propagating(cell, hopping, shifted, factors[circle])
        leaving, entering, edge = speed > 0, speed < 0, speed == 0
        if inside.shape[1] + leaving.sum() + edge.sum() == n and leaving.sum() == entering.sum():
            break
    else:
        raise ValueError(f"energy {energy} is too close to a band edge of the lead to count modes")
    rest = shifted * np.eye(n) - cell
    # Reversed, the pair (ψ_j, v†ψ_{j−1}) of a growing wave plays (ψ_j, outer hopping).
    growing = np.vstack([outside[:n], rest @ outside[:n] - outside[n:]])
    both = []
    for v, basis, phases, velocity in (
        (hopping, inside, waves, speed),
        (hopping.conj().T, growing, waves.conj(), -speed),
    ):
        ends = velocity >= 0
        sigma = _self_energy(v, rest, basis, vectors[:, ends], phases[ends])
        both.append(unit_current_modes(v, vectors, phases, velocity, sigma))
    return both[0], both[1]


def _self_energy(
    hopping: Matrix, rest: Matrix, decaying: Complex, vectors: Complex, waves: Complex
) -> Complex:
    """Return Σ from bases of the decaying waves (2n rows) and of the propagating ones."""
    n = hopping.shape[0]
    first = np.hstack([decaying[:n], vectors])
    second = np.hstack([rest @ decaying[:n] - decaying[n:], hopping @ (vectors * waves)])
    return np.asarray(np.linalg.solve(first.T, second.T).T)


def unit_current_modes(
    hopping: Matrix,
    vectors: Complex,
    waves: Complex,
    speed: NDArray[np.float64],
    sigma: Complex,
) -> Parts:
    """Sort the propagating vectors and mix them to unit current, given the self-energy."""
    gamma = 1j * (sigma - sigma.conj().T)
    leaving, entering = np.flatnonzero(speed > 0), np.flatnonzero(speed < 0)
    leaving = leaving[np.argsort(-np.angle(waves[leaving]), kind="stable")]
    entering = entering[np.argsort(np.angle(waves[entering]), kind="stable")]
    out = vectors[:, leaving]
    out = out @ _unit_current(out.conj().T @ gamma @ out)
    into = vectors[:, entering]
    pushed = hopping @ (into * waves[entering])
    flow = 1j * (into.conj().T @ pushed)
    scale = _unit_current(-(flow + flow.conj().T))
    into, pushed = into @ scale, pushed @ scale
    source = pushed - sigma @ into
    return into, out, waves[entering], waves[leaving], sigma, source, out.conj().T @ gamma


def _unit_current(flow: Complex) -> Complex:
    """Return the mixing of modes that turns their current matrix into unity."""
    if not flow.size:
        return flow
    return np.asarray(np.linalg.inv(np.linalg.cholesky(flow)).conj().T)
