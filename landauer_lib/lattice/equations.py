"""The linear system of a device with its leads, by one sparse factorization that pivots.

Unknowns are the amplitudes ψ of the device and, for each lead, those of its outgoing waves φ::

    (E − H) ψ − Σ_p A_p X_p φ_p = A_q X′_q a        Schrödinger's equation in the device
          A_p†ψ −      Y_p φ_p = Y′_p a             each lead continues its face

(see :class:`.modes.Joint`). Nothing in it is large where a lead has a surface state, and the
factorization exchanges rows freely, so that a level of some part of the device at just this energy
does no harm. Where the whole has a bound state at E the system is singular but has solutions: a
small imaginary energy gives one of them, and the error of that is taken out by iteration.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import SuperLU, splu

from .leads import Complex, Modes

__all__ = ["Equations"]

Sites = NDArray[np.int64]

ABSORPTION = 1e-8
"""Imaginary energy, in units of the largest term, that is lent to a singular system."""

RESIDUAL = 1e-12
"""Largest residual that is accepted, in units of the largest term times the wave."""

COLUMNS = 32
"""Sources that are solved for at a time."""

NULL = 1e-9
"""Waves that the equations take to less than this share are levels at this energy."""

DECAY = 1e-14
"""Bound states lose less than this to the leads per unit of energy."""


@dataclass(frozen=True, eq=False)
class Equations:
    """The system at one energy: its matrix, and where each lead's waves stand in it."""

    matrix: sparse.csc_array
    size: int
    faces: list[Sites]
    modes: list[Modes]
    places: list[slice]

    @classmethod
    def of(
        cls, hamiltonian: sparse.csr_array, faces: list[Sites], energy: float, modes: list[Modes]
    ) -> "Equations":
        """Assemble the matrix."""
        size = hamiltonian.shape[0]
        diagonal = np.arange(size)
        bonds = hamiltonian.tocoo()
        rows, columns = [diagonal, bonds.coords[0]], [diagonal, bonds.coords[1]]
        values = [np.full(size, energy, dtype=complex), -bonds.data]
        places, start = [], size
        for face, lead in zip(faces, modes, strict=True):
            joint = lead.joint
            count = joint.inner.shape[0]
            places.append(slice(start, start + count))
            outside = np.arange(start, start + count)
            for i, j, block in (
                (face, outside, -joint.coupling @ joint.outer),
                (outside, face, joint.coupling.conj().T),
                (outside, outside, -joint.inner),
            ):
                where = np.nonzero(block)
                rows.append(i[where[0]])
                columns.append(j[where[1]])
                values.append(block[where])
            start += count
        shape = (start, start)
        places_of = (np.concatenate(rows), np.concatenate(columns))
        matrix = sparse.csc_array((np.concatenate(values), places_of), shape=shape)
        return cls(matrix, size, faces, modes, places)

    def sources(self, lead: int) -> Complex:
        """Return the right-hand sides, one column for each incoming mode of a lead."""
        joint = self.modes[lead].joint
        drive = np.zeros((self.matrix.shape[0], self.modes[lead].count), dtype=complex, order="F")
        drive[self.faces[lead]] = joint.coupling @ joint.outer_in
        drive[self.places[lead]] = joint.inner_in
        return drive

    def outgoing(self, solution: Complex) -> list[Complex]:
        """Read the amplitudes of the outgoing modes of every lead."""
        return [
            lead.joint.read @ solution[place]
            for lead, place in zip(self.modes, self.places, strict=True)
        ]


class Factorized:
    """The factorized equations, which solve for any sources."""

    def __init__(self, equations: Equations) -> None:
        self.equations = equations
        self.scale = float(abs(equations.matrix).max())
        try:
            self.factors: SuperLU = splu(equations.matrix)
        except RuntimeError:  # exactly singular
            self._absorb()

    def _absorb(self) -> None:
        """Factorize with a small imaginary energy instead."""
        size, matrix = self.equations.size, self.equations.matrix
        lent = np.zeros(matrix.shape[0], dtype=complex)
        lent[:size] = 1j * ABSORPTION * self.scale
        self.factors = splu((matrix + sparse.diags_array(lent)).tocsc())
        self.absorbs = True

    absorbs = False

    def solve(self, drive: Complex) -> Complex | None:
        """Return a solution to full accuracy, or None."""
        pieces = []
        for start in range(0, drive.shape[1], COLUMNS):
            piece = self._piece(drive[:, start : start + COLUMNS])
            if piece is None:
                return None
            pieces.append(piece)
        return np.hstack(pieces) if pieces else drive

    def _piece(self, drive: Complex) -> Complex | None:
        with np.errstate(all="ignore"):
            wave = self.factors.solve(drive)
            for _ in range(6):
                rest = drive - self.equations.matrix @ wave
                worst = np.abs(rest).max(initial=0.0)
                size = max(
                    np.abs(wave).max(initial=0.0), np.abs(drive).max(initial=0.0) / self.scale
                )
                if worst <= RESIDUAL * self.scale * size:
                    return np.asarray(wave)
                if not np.isfinite(worst):
                    break
                wave = wave + self.factors.solve(rest)
        if self.absorbs:
            return None
        self._absorb()
        return self._piece(drive)

    def bound_states(self) -> Complex:
        """Return the waves of the device (N × count, orthonormal) that solve without a source.

        Inverse iteration on a block that grows until not all of it are such waves.
        """
        equations = self.equations
        matrix, size = equations.matrix, equations.size
        if not self.absorbs:
            self._absorb()
        source = np.random.default_rng(0)
        count = 8
        while True:
            count = min(count, size)
            block = source.normal(size=(matrix.shape[0], count)).astype(complex)
            for _ in range(3):
                block = np.linalg.qr(self.factors.solve(block))[0]
            _, values, mix = np.linalg.svd(matrix @ block, full_matrices=False)
            null = values < NULL * self.scale
            if null.all() and count < size:
                count *= 4
                continue
            waves = block @ mix[null].conj().T
            loss = [part.conj().T @ part for part in equations.outgoing(waves)]
            inside = waves[:size].conj().T @ waves[:size]
            lost, turn = np.linalg.eigh(sum(loss, np.zeros_like(inside)))
            bound = waves[:size] @ turn[:, lost < DECAY * self.scale]
            return np.asarray(np.linalg.qr(bound)[0])
