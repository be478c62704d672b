"""Elimination layer by layer: the quick way through narrow devices.

Orbitals are sorted into layers by their distance from the first lead, so that only neighboring
layers couple, and (E − H − Σ) ψ = source is eliminated layer by layer, with the sources and
detectors of all modes carried along: dense work on layers, no more memory than the layers need.
There are no exchanges between layers, so that a level of what was passed spoils the result: it is
checked by whoever asks, and :mod:`.equations` takes over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .leads import Complex, Modes

__all__ = ["Layers"]

Sites = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Layers:
    """Orbitals of each layer, blocks of H within and between them, and where leads touch."""

    within: list[Complex]
    between: list[Complex]
    faces: list[tuple[int, Sites]]

    @classmethod
    def of(cls, hamiltonian: sparse.csr_array, faces: list[Sites]) -> "Layers":
        """Sort the orbitals; every one must be within reach of a lead."""
        levels = _distances(hamiltonian, faces)
        order = np.argsort(levels, kind="stable")
        bounds = np.searchsorted(levels[order], np.arange(levels.max() + 2))
        sites = [order[a:b] for a, b in pairwise(bounds)]

        def block(rows: Sites, columns: Sites) -> Complex:
            return np.asarray(hamiltonian[rows][:, columns].toarray(), dtype=complex)

        place = np.empty(levels.size, dtype=np.int64)
        place[order] = np.arange(order.size) - bounds[levels[order]]
        return cls(
            [block(rows, rows) for rows in sites],
            [block(a, b) for a, b in pairwise(sites)],
            [(int(levels[face[0]]), place[face]) for face in faces],
        )

    @staticmethod
    def widest(hamiltonian: sparse.csr_array, faces: list[Sites]) -> int:
        """Return the size of the largest layer."""
        return int(np.bincount(_distances(hamiltonian, faces)).max())

    def solve(
        self, energy: float, modes: list[Modes], sources: Sequence[int]
    ) -> dict[tuple[int, int], Complex]:
        """Return S[p, q] for the source leads q."""
        order = sorted(range(len(modes)), key=lambda p: self.faces[p][0])
        columns = _spans(order, [m.count if p in sources else 0 for p, m in enumerate(modes)])
        rows = _spans(order, [m.count for m in modes])
        total = np.zeros((rows[order[-1]].stop, columns[order[-1]].stop), dtype=complex)
        # Eliminated so far: ψ_before = moved ψ_here + driven, read as detect ψ_before.
        moved = driven = detect = np.zeros((0, 0), dtype=complex)
        seen_in = seen_out = 0
        for depth, within in enumerate(self.within):
            size = within.shape[0]
            block = energy * np.eye(size) - within
            drive = np.zeros((size, total.shape[1]), dtype=complex)
            watch = np.zeros((total.shape[0], size), dtype=complex)
            if depth:
                link = self.between[depth - 1].conj().T
                block -= link @ moved
                drive[:, :seen_in] = link @ driven
                watch[:seen_out] = detect @ moved
            for p, (layer, sites) in enumerate(self.faces):
                if layer != depth:
                    continue
                block[np.ix_(sites, sites)] -= modes[p].self_energy
                watch[rows[p], sites] = modes[p].detector
                seen_out = max(seen_out, rows[p].stop)
                if p in sources:
                    drive[sites, columns[p]] = modes[p].source
                    seen_in = max(seen_in, columns[p].stop)
            detect = watch[:seen_out]
            last = depth == len(self.within) - 1
            onward = np.zeros((size, 0), dtype=complex) if last else self.between[depth]
            both = np.linalg.solve(block, np.hstack([onward, drive[:, :seen_in]]))
            moved, driven = both[:, : onward.shape[1]], both[:, onward.shape[1] :]
            total[:seen_out, :seen_in] += detect @ driven
        return {
            (p, q): total[rows[p], columns[q]]
            - (modes[p].detector @ modes[p].incoming if p == q else 0.0)
            for p in range(len(modes))
            for q in sources
        }


def _distances(hamiltonian: sparse.csr_array, faces: list[Sites]) -> Sites:
    """Layer of every orbital, each face within one layer."""
    level = np.full(hamiltonian.shape[0], -1, dtype=np.int64)
    owner = np.full(hamiltonian.shape[0], -1)
    groups: list[Sites] = []
    for face in faces:  # faces that share an orbital stay together
        met = [i for i in range(len(groups)) if np.isin(face, groups[i]).any()]
        merged = np.unique(np.concatenate([face, *(groups[i] for i in met)]))
        groups = [*(g for i, g in enumerate(groups) if i not in met), merged]
    for i, group in enumerate(groups):
        owner[group] = i
    depth = 0
    for face in faces:
        start = groups[owner[face[0]]]
        front = start if level[start[0]] < 0 else start[:0]
        while front.size:
            level[front] = depth
            depth += 1
            reached = np.unique(hamiltonian[front].indices)
            fresh = reached[level[reached] < 0]
            # A lead couples all orbitals of its face: the first one reached brings the others.
            whole = [groups[i] for i in np.unique(owner[fresh]) if i >= 0]
            front = np.unique(np.concatenate([fresh, *whole]))
    return level


def _spans(order: Sequence[int], sizes: Sequence[int]) -> dict[int, slice]:
    """Return consecutive slices of the given sizes, laid out in ``order``."""
    spans, start = {}, 0
    for p in order:
        spans[p] = slice(start, start + sizes[p])
        start += sizes[p]
    return spans
