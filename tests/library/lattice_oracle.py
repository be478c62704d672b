"""An oracle for lattice devices that shares nothing with the library's solver.

Dense throughout: waves of a lead from the generalized Schur form of the companion pencil of
(E − h)ψ_1 = v ψ_2 + v†ψ_0, those that propagate from E − H(k) at each real k, and the device and
all outgoing amplitudes from one LU of the mode-matching system. Nothing is cached.
"""

import numpy as np
from scipy.linalg import lstsq, ordqz

ON_CIRCLE = 1e-6


def _ratio(alpha, beta):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.abs(beta) > 1e-13 * np.abs(alpha), alpha / beta, np.inf)


def lead_waves(h, v, energy):
    """Return outgoing pairs (ψ_0, ψ_1), incoming pairs, and the number of modes (first columns)."""
    h, v = np.asarray(h, dtype=complex), np.asarray(v, dtype=complex)
    n = h.shape[0]
    unit, zero = np.eye(n), np.zeros((n, n))
    start = np.block([[zero, unit], [-v.conj().T, energy * unit - h]])
    end = np.block([[unit, zero], [zero, v]])
    inside = lambda a, b: np.abs(_ratio(a, b)) < 1 - ON_CIRCLE  # noqa: E731
    aa, bb, *_, basis = ordqz(start, end, sort=inside, output="complex")
    factors = _ratio(np.diag(aa), np.diag(bb))
    decaying = basis[:, : (np.abs(factors) < 1 - ON_CIRCLE).sum()]
    on = np.sort(np.angle(factors[np.abs(np.abs(factors) - 1) <= ON_CIRCLE]))
    out, into, left = [], [], list(on)
    while left:
        group = [k for k in left if abs(np.exp(1j * k) - np.exp(1j * left[0])) < ON_CIRCLE]
        left = [k for k in left if k not in group]
        k = np.angle(np.mean(np.exp(1j * np.array(group))))
        forward = v * np.exp(1j * k)
        levels, states = np.linalg.eigh(h + forward + forward.conj().T)
        nearest = np.argsort(np.abs(levels - energy))[: len(group)]
        if np.abs(levels[nearest] - energy).max() > 1e-7:
            raise ArithmeticError("band edge")
        near = states[:, nearest]
        slope = 1j * near.conj().T @ forward @ near
        speeds, mix = np.linalg.eigh(slope + slope.conj().T)
        if np.abs(speeds).min() < 1e-5:
            raise ArithmeticError("band edge")
        for speed, wave in zip(speeds, (near @ mix).T, strict=True):
            pair = np.concatenate([wave, wave * np.exp(1j * k)]) / np.sqrt(abs(speed))
            (out if speed > 0 else into).append(pair)
    if len(out) != len(into) or len(out) + decaying.shape[1] != n:
        raise ArithmeticError("waves do not add up")
    modes = np.array(out, dtype=complex).reshape(-1, 2 * n).T
    return (
        np.hstack([modes, decaying]),
        np.array(into, dtype=complex).reshape(-1, 2 * n).T,
        len(out),
    )


def solve(network, energy):
    """Return T[p, q], the largest error of unitarity, and Σ|ψ|²/2π, None at a bound state."""
    h = network.hamiltonian.toarray().astype(complex)
    size, waves = h.shape[0], [lead_waves(a.onsite, a.hopping, energy) for a in network.leads]
    total = size + sum(a.size for a in network.leads)
    matrix = np.zeros((total, total), dtype=complex)
    matrix[:size, :size] = energy * np.eye(size) - h
    drive = np.zeros((total, sum(w[2] for w in waves)), dtype=complex)
    row, column, rows, owners = size, 0, [], []
    for lead, face, (out, into, count) in zip(network.leads, network.faces, waves, strict=True):
        n, v = lead.size, lead.hopping
        block = slice(row, row + n)
        matrix[face, block] = -v @ out[n:]
        matrix[block, face] = np.eye(n)
        matrix[block, block] = -out[:n]
        drive[face, column : column + count] = v @ into[n:]
        drive[block, column : column + count] = into[:n]
        rows.append(np.arange(row, row + count))
        owners += [len(rows) - 1] * count
        row, column = row + n, column + count
    # Least squares: a bound state or a part by itself makes the matrix singular, not the problem.
    solution, _, rank, _ = lstsq(matrix, drive, cond=1e-12, lapack_driver="gelsy")
    s = solution[np.concatenate(rows)] if rows else solution[:0]
    error = np.abs(s.conj().T @ s - np.eye(s.shape[1])).max(initial=0.0)
    owners, weight = np.array(owners), np.abs(s) ** 2
    count = len(network.leads)
    t = [
        [weight[np.ix_(owners == p, owners == q)].sum() for q in range(count)] for p in range(count)
    ]
    density = np.sum(np.abs(solution[:size]) ** 2, axis=1) / (2 * np.pi)
    return np.array(t), error, density if rank == total else None
