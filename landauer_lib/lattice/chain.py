"""A strip with its leads resolved: arrays in, marching out where it conserves the current."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from landauer_lib._types import Floats

from .leads import Complex, Lead, Modes, UnresolvedError
from .marching import GROWTH, March, Pattern
from .pieces import LatticeSMatrix
from .slices import LEAD_NAMES, Slices

__all__ = ["Chain", "Facing"]

Matrix = NDArray[np.inexact]

_threads = ThreadpoolController()
INVERTIBLE = 1e-4
"""Smallest ratio of singular values of the hopping with which marching is used."""

CONSERVED = 5e-11
"""Largest |r†r + t†t − 1| with which a march is accepted; else the network takes over."""


@dataclass(frozen=True, eq=False)
class Facing:
    """A lead's on-site blocks (W', m, m) and the first row of the strip that it touches."""

    onsite: Matrix
    offset: int


@dataclass(frozen=True, eq=False)
class Chain:
    """On-site blocks (L, W, m, m), hoppings across (W − 1, m, m) and along (m, m), flux (L + 1)."""

    onsite: Matrix
    across: Matrix
    along: Matrix
    flux: Floats
    rows: Floats
    left: Facing
    right: Facing

    @property
    def orbitals(self) -> int:
        """Orbitals m of a site."""
        return int(self.onsite.shape[2])

    def _bond(self, flux: float, rows: Floats) -> Matrix:
        """⟨x|H|x+1⟩ in the strip's gauge."""
        return _bond(self.along, flux, rows)

    def _slice(self, blocks: Matrix) -> Matrix:
        """Hamiltonian of one slice."""
        return _slice(blocks, self.across)

    def _lead(self, facing: Facing, flux: float, outward: bool) -> Lead:
        """Return the lead that continues the strip; equal ones are built once."""
        width = facing.onsite.shape[0]
        span = slice(facing.offset, facing.offset + width)
        arrays = (facing.onsite, self.across[span][: width - 1], self.along, self.rows[span])
        return _known_lead(
            flux, outward, *((a.tobytes(), a.shape, a.dtype.char) for a in map(np.asarray, arrays))
        )

    @cached_property
    def leads(self) -> tuple[Lead, Lead]:
        """Left and right lead, hopping counted outwards."""
        left = self._lead(self.left, float(self.flux[0]), outward=False)
        return left, self._lead(self.right, float(self.flux[-1]), outward=True)

    def sites(self, facing: Facing) -> NDArray[np.int64]:
        """Orbitals of an end slice that a lead continues."""
        first = facing.offset * self.orbitals
        return np.arange(first, first + facing.onsite.shape[0] * self.orbitals)

    def slices(self) -> Slices:
        """Return the same device slice by slice."""
        return Slices(
            [self._slice(blocks) for blocks in self.onsite],
            [self._bond(float(f), self.rows) for f in self.flux[1:-1]],
            *self.leads,
            self.sites(self.left),
            self.sites(self.right),
        )

    @cached_property
    def can_march(self) -> bool:
        """Whether the hopping along the strip is safely invertible."""
        values = np.linalg.svd(self.along, compute_uv=False)
        return bool(values[-1] > INVERTIBLE * values[0])

    def reversed(self) -> "Chain":
        """Return the chain seen from its other end."""
        return Chain(
            self.onsite[::-1],
            self.across,
            self.along.conj().T,
            -self.flux[::-1],
            self.rows,
            self.right,
            self.left,
        )

    @cached_property
    def march(self) -> March:
        """The strip prepared for sweeps from left to right."""
        length, width, m = self.onsite.shape[:3]
        inverse = np.linalg.inv(self.along).conj().T
        turns = 2 * np.pi * np.concatenate([[0.0], np.cumsum(self.flux[1:-1])])
        twist = np.exp(-1j * turns) if turns.any() else np.ones(length)
        bonds = twist[:, None, None, None] * self.across
        blocks = np.zeros(
            (length, width, 3, m, m), dtype=np.result_type(self.onsite, bonds, inverse)
        )
        number = m == 1  # products of 1 × 1 matrices one by one would cost more than the march
        blocks[:, :, 1] = -inverse * self.onsite if number else -inverse @ self.onsite
        blocks[:, :-1, 2] = inverse * bonds if number else inverse @ bonds
        adjoint = np.conj(np.swapaxes(bonds, -1, -2))
        blocks[:, 1:, 0] = inverse * adjoint if number else inverse @ adjoint
        slope = np.zeros((width, 3, m, m), dtype=inverse.dtype)
        slope[:, 1] = inverse
        rows, columns, place = _pattern(width, m)
        entries = blocks.transpose(0, 1, 3, 2, 4).reshape(length, -1)[:, place]
        slope = slope.transpose(0, 2, 1, 3).reshape(-1)[place]
        if not number:
            keep = np.any(entries != 0, axis=0) | (slope != 0)
            entries, slope, rows, columns = entries[:, keep], slope[keep], rows[keep], columns[keep]
        starts = np.searchsorted(rows, np.arange(width * m + 1)).astype(np.int32)
        gauge = np.repeat(np.exp(-1j * turns[-1] * self.rows), m)
        back = inverse @ self.along
        plain = np.array_equal(back, np.eye(m)) and np.array_equal(
            inverse, inverse[0, 0] * np.eye(m)
        )
        if plain:
            return March(
                starts,
                columns,
                entries,
                slope,
                None,
                inverse[:1, :1].reshape(()),
                self.along[:1, :1].conj().reshape(()),
                gauge,
            )
        grid = np.arange(width)[:, None] * m + np.arange(m)
        site_rows = np.arange(0, width * m * m + 1, m, dtype=np.int32)
        site_columns = np.repeat(grid, m, axis=0).reshape(-1).astype(np.int32)
        values = np.tile(-back, (width, 1)).reshape(-1).astype(complex)
        unit = np.eye(width)
        return March(
            starts,
            columns,
            entries.astype(complex),
            slope.astype(complex),
            Pattern(site_rows, site_columns, values),
            np.kron(unit, inverse),
            np.kron(unit, self.along.conj().T),
            gauge,
        )

    def modes(self, energy: float) -> tuple[Modes, Modes]:
        """Return the modes of the left and of the right lead."""
        found = []
        for name, lead in zip(LEAD_NAMES, self.leads, strict=True):
            try:
                found.append(lead.modes(energy))
            except UnresolvedError as error:
                raise UnresolvedError(f"{name}: {error}") from error
        return found[0], found[1]

    def sweep(self, energy: float, left: Modes, right: Modes) -> tuple[Complex, Complex] | None:
        """Return (r, t) if they conserve the current; near sharp resonances march more gently."""
        if not (self.can_march and left.has_self_energy and right.has_self_energy):
            return None
        ends = self.sites(self.left), self.sites(self.right)
        for growth in (GROWTH, GROWTH / 100):
            try:
                with np.errstate(all="ignore"):  # what overflows fails the check
                    r, t = self.march.sweep(energy, left, right, *ends, growth)
            except np.linalg.LinAlgError:
                continue
            lost = r.conj().T @ r + t.conj().T @ t - np.eye(left.count)
            if np.abs(lost).max(initial=0.0) < CONSERVED:
                return r, t
        return None

    def transmission(self, energies: Floats) -> Floats:
        """Return Tr t†t at every energy."""
        total = np.zeros(energies.shape)
        with _threads.limit(limits=1, user_api="blas"):
            for index, value in np.ndenumerate(energies):
                energy = float(value)
                left, right = self.modes(energy)
                if left.count == 0 or right.count == 0:
                    continue
                marched = self.sweep(energy, left, right)
                if marched is None:
                    t = self.slices().network().solve_amplitudes(energy, [0])[1, 0]
                else:
                    t = marched[1]
                total[index] = np.vdot(t, t).real
        return total

    def scattering(self, energy: float) -> LatticeSMatrix:
        """Return the scattering matrix at one energy."""
        left, right = self.modes(energy)
        with _threads.limit(limits=1, user_api="blas"):
            there = self.sweep(energy, left, right)
            back = self.reversed().sweep(energy, right, left) if there else None
        if there is None or back is None or not (left.count and right.count):
            return self.slices().scattering(energy)
        return LatticeSMatrix(r=there[0], t=there[1], r_prime=back[0], t_prime=back[1])


def _bond(along: Matrix, flux: float, rows: Floats) -> Matrix:
    """⟨x|H|x+1⟩ between whole slices."""
    if flux == 0:
        return np.kron(np.eye(rows.size), -along)
    return np.kron(np.diag(np.exp(2j * np.pi * flux * rows)), -along)


def _slice(blocks: Matrix, across: Matrix) -> Matrix:
    """Hamiltonian of one slice, or of one cell of a lead."""
    width, m = blocks.shape[:2]
    full = np.zeros((width, m, width, m), dtype=np.result_type(blocks, across, float))
    y = np.arange(width)
    full[y, :, y, :] = blocks
    full[y[:-1], :, y[1:], :] = -across
    full[y[1:], :, y[:-1], :] = -np.conj(np.swapaxes(across, -1, -2))
    return full.reshape(width * m, width * m)


Stored = tuple[bytes, tuple[int, ...], str]


@lru_cache(maxsize=32)
def _known_lead(flux: float, outward: bool, *stored: Stored) -> Lead:
    """Build a lead from the bytes of its on-site blocks, hoppings across and along, and rows."""
    blocks, across, along, rows = (
        np.frombuffer(data, dtype=kind).reshape(shape) for data, shape, kind in stored
    )
    bond = _bond(along, flux, rows)
    return Lead(_slice(blocks, across), bond if outward else bond.conj().T)


@lru_cache(maxsize=8)
def _pattern(width: int, m: int) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.intp]]:
    """Return rows, columns and places of the block-tridiagonal entries that exist."""
    y, a, step, b = np.meshgrid(
        np.arange(width), np.arange(m), np.arange(-1, 2), np.arange(m), indexing="ij"
    )
    other = y + step
    place = np.flatnonzero((other >= 0) & (other < width))
    rows = (y * m + a).reshape(-1)[place].astype(np.int32)
    columns = (other * m + b).reshape(-1)[place].astype(np.int32)
    return rows, columns, place
