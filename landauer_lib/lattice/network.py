"""Devices of any shape with any number of leads.

The device is a sparse Hermitian Hamiltonian; each lead continues some of its orbitals. Narrow
devices are eliminated layer by layer (:mod:`.layers`). Wide ones, and any whose result does not
conserve the current, are solved by one factorization that pivots (:mod:`.equations`). What does
not conserve the current then is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from threadpoolctl import ThreadpoolController

from landauer_lib._checks import instances, number

from .device import Device
from .equations import NULL, Equations, Factorized
from .layers import Layers
from .leads import Complex, Lead, Modes, UnresolvedError
from .matrices import sparse_hermitian

__all__ = ["Contact", "Network"]

Floats = NDArray[np.float64]
Sites = NDArray[np.int64]

_threads = ThreadpoolController()


@dataclass(frozen=True, eq=False)
class Contact:
    """A lead and the device orbitals in front of its first cell, in the order of its orbitals."""

    lead: Lead
    sites: ArrayLike


QUICK = 1e-11
"""Largest |S†S − 1| with which elimination by layers is accepted."""

CONSERVED = 1e-9
"""Largest |S†S − 1| that is accepted at all."""

WIDE = 110
"""Largest layer, in orbitals, up to which elimination by layers costs less."""


@dataclass(frozen=True, eq=False)
class _Reached:
    """The orbitals that a lead reaches, and Hamiltonian and faces among them."""

    orbitals: Sites
    hamiltonian: sparse.csr_array
    faces: list[Sites]


class Network(Device):
    """A tight-binding device of any shape between any number of leads.

    Parameters
    ----------
    hamiltonian : sparse or dense array, shape (N, N)
        Hermitian Hamiltonian of the device. Parts that no lead reaches stay empty.
    contacts : sequence of Contact
        Leads; each couples to its sites by its own hopping.
    positions : array_like, shape (sites, 2), optional
        Where the sites are, for pictures and currents; N must be a multiple of their number.

    Raises
    ------
    ValueError
        If the Hamiltonian is not Hermitian or not finite, or a lead is wider than its face.

    References
    ----------
    M. Büttiker, Phys. Rev. Lett. 57, 1761 (1986).
    C. W. Groth, M. Wimmer, A. R. Akhmerov and X. Waintal, New J. Phys. 16, 063065 (2014).

    Examples
    --------
    A site where three chains meet passes 4/9 from each to each of the others, at mid-band:

    >>> chain = Lead([[0.0]], [[-1.0]])
    >>> contacts = [Contact(chain, [i]) for i in (1, 2, 3)]
    >>> star = np.zeros((4, 4))
    >>> star[0, 1:] = star[1:, 0] = -1
    >>> Network(star, contacts).transmission_matrix(0.0).round(4)
    array([[0.1111, 0.4444, 0.4444],
           [0.4444, 0.1111, 0.4444],
           [0.4444, 0.4444, 0.1111]])
    """

    def __init__(
        self,
        hamiltonian: Any,
        contacts: Sequence[Contact],
        positions: ArrayLike | None = None,
    ) -> None:
        """Check the device and its contacts."""
        self.hamiltonian = sparse_hermitian("hamiltonian", hamiltonian)
        self.size = int(self.hamiltonian.shape[0])
        if not isinstance(contacts, Sequence) or not contacts:
            raise ValueError(f"contacts must hold at least one Contact, got {contacts!r:.80}")
        for i, contact in enumerate(contacts):
            instances(Contact, **{f"contacts[{i}]": contact})
            instances(Lead, **{f"contacts[{i}].lead": contact.lead})
        self.leads = [contact.lead for contact in contacts]
        self.faces = [
            face_sites(f"contacts[{i}]", contact.sites, contact.lead, self.size)
            for i, contact in enumerate(contacts)
        ]
        self.lead_names: tuple[str, ...] = ()
        self.positions: Floats | None = None
        self.orbitals = 1
        if positions is not None:
            self.place(positions)

    def place(self, positions: ArrayLike) -> None:
        """Say where the sites are, for pictures and currents.

        Parameters
        ----------
        positions : array_like, shape (sites, 2)
            The number of orbitals must be a multiple of the number of sites.
        """
        places = number("positions", positions)
        if places.ndim != 2 or places.shape[1] != 2:
            raise ValueError(f"positions must have shape (sites, 2), got {places.shape}")
        orbitals, rest = divmod(self.size, places.shape[0])
        if rest:
            raise ValueError(
                f"positions: {self.size} orbitals are not a multiple of {places.shape[0]} sites"
            )
        self.positions, self.orbitals = places, orbitals

    def network(self) -> "Network":
        """Return the device itself."""
        return self

    def modes(self, energy: float) -> list[Modes]:
        """Return the modes of every lead at one energy."""
        found = []
        for p, lead in enumerate(self.leads):
            try:
                found.append(lead.modes(energy))
            except UnresolvedError as error:
                raise UnresolvedError(f"{self.names[p]}: {error}") from error
        return found

    @property
    def names(self) -> list[str]:
        """What the leads are called in messages."""
        return list(self.lead_names or (f"lead {p}" for p in range(len(self.leads))))

    @cached_property
    def _reached(self) -> _Reached:
        """What a lead reaches; a lead couples all orbitals of its face."""
        rows = np.concatenate([np.full(face.size, face[0]) for face in self.faces])
        ones = np.ones(rows.size)
        together = sparse.coo_array(
            (ones, (rows, np.concatenate(self.faces))), self.hamiltonian.shape
        )
        links = abs(self.hamiltonian) + together
        part = connected_components(links, directed=False)[1]
        orbitals = np.flatnonzero(np.isin(part, part[rows]))
        if orbitals.size == self.size:
            return _Reached(orbitals, self.hamiltonian, self.faces)
        place = np.full(self.size, -1)
        place[orbitals] = np.arange(orbitals.size)
        inside = self.hamiltonian[orbitals][:, orbitals]
        return _Reached(orbitals, inside, [place[face] for face in self.faces])

    @cached_property
    def _layers(self) -> Layers:
        """The layers, sorted once, whatever the energy."""
        return Layers.of(self._reached.hamiltonian, self._reached.faces)

    @cached_property
    def _narrow(self) -> bool:
        return Layers.widest(self._reached.hamiltonian, self._reached.faces) <= WIDE

    def solve_amplitudes(
        self, energy: float, sources: Sequence[int]
    ) -> dict[tuple[int, int], Complex]:
        """Return S[p, q] for the source leads q, checked; see :meth:`amplitudes`."""
        with _threads.limit(limits=1, user_api="blas"):
            modes = self.modes(energy)
            if self._narrow and all(lead.has_self_energy for lead in modes):
                s = self._by_layers(energy, modes, sources)
                if s is not None and _lost(s, modes, sources)[0] < QUICK:
                    return s
            factorized = self._factorized(energy, modes)
            equations, s = factorized.equations, {}
            for q in sources:
                out = equations.outgoing(self._driven(factorized, equations.sources(q), energy, q))
                s |= {(p, q): block for p, block in enumerate(out)}
        self._conserved(s, modes, sources, energy)
        return s

    def _by_layers(
        self, energy: float, modes: list[Modes], sources: Sequence[int]
    ) -> dict[tuple[int, int], Complex] | None:
        try:
            with np.errstate(all="ignore"):  # what overflows fails the check
                return self._layers.solve(energy, modes, sources)
        except np.linalg.LinAlgError:
            return None

    def _factorized(self, energy: float, modes: list[Modes]) -> Factorized:
        reached = self._reached
        return Factorized(Equations.of(reached.hamiltonian, reached.faces, energy, modes))

    def _driven(self, factorized: Factorized, drive: Complex, energy: float, lead: int) -> Complex:
        """Solve for the sources of one lead."""
        solution = factorized.solve(drive)
        if solution is None:
            raise UnresolvedError(
                f"{self.names[lead]} at energy {energy}: the device's equations have no solution "
                f"to working accuracy"
            )
        return solution

    def _conserved(
        self,
        s: dict[tuple[int, int], Complex],
        modes: list[Modes],
        sources: Sequence[int],
        energy: float,
    ) -> None:
        """Refuse what does not conserve the current."""
        lost, worst = _lost(s, modes, sources)
        if not lost < CONSERVED:
            raise UnresolvedError(
                f"{self.names[worst]} at energy {energy}: the current is conserved only to "
                f"{lost:.1g}, and {CONSERVED:.0e} is asked for"
            )

    def solve_states(self, energy: float, sources: Sequence[int]) -> Complex:
        """Return the scattering states of the source leads side by side, checked."""
        reached = self._reached
        with _threads.limit(limits=1, user_api="blas"):
            modes = self.modes(energy)
            factorized = self._factorized(energy, modes)
            equations, found = factorized.equations, []
            s: dict[tuple[int, int], Complex] = {}
            for q in sources:
                solution = self._driven(factorized, equations.sources(q), energy, q)
                s |= {(p, q): block for p, block in enumerate(equations.outgoing(solution))}
                found.append(solution[: equations.size])
            self._conserved(s, modes, sources, energy)
            inside = np.hstack(found)
            bound = factorized.bound_states()
        waves = np.zeros((self.size, inside.shape[1]), dtype=complex)
        waves[reached.orbitals] = inside - bound @ (bound.conj().T @ inside)
        return waves

    def solve_bound_states(self, energy: float) -> Complex:
        """Return the bound states at one energy, those of parts that no lead reaches included."""
        reached = self._reached
        with _threads.limit(limits=1, user_api="blas"):
            inside = self._factorized(energy, self.modes(energy)).bound_states()
        waves = np.zeros((self.size, inside.shape[1]), dtype=complex)
        waves[reached.orbitals] = inside
        apart = np.setdiff1d(np.arange(self.size), reached.orbitals)
        if apart.size:
            levels, states = np.linalg.eigh(self.hamiltonian[apart][:, apart].toarray())
            own = states[
                :, np.abs(levels - energy) < NULL * float(abs(self.hamiltonian).max() or 1)
            ]
            alone = np.zeros((self.size, own.shape[1]), dtype=complex)
            alone[apart] = own
            waves = np.hstack([waves, alone])
        return waves

    def solve_green(self, energy: float, columns: Sites) -> Complex:
        """Return columns of the retarded Green's function."""
        reached = self._reached
        green = np.zeros((self.size, columns.size), dtype=complex)
        place = np.full(self.size, -1)
        place[reached.orbitals] = np.arange(reached.orbitals.size)
        inside = place[columns]
        with _threads.limit(limits=1, user_api="blas"):
            factorized = self._factorized(energy, self.modes(energy))
            if factorized.bound_states().size:
                raise UnresolvedError(
                    f"the device has a bound state at energy {energy}: its Green's function has a "
                    f"pole there"
                )
            drive = np.zeros((factorized.equations.matrix.shape[0], columns.size), dtype=complex)
            drive[inside[inside >= 0], np.flatnonzero(inside >= 0)] = 1
            solution = factorized.solve(drive)
        if solution is None:
            raise UnresolvedError(f"no Green's function to working accuracy at energy {energy}")
        green[reached.orbitals] = solution[: reached.orbitals.size]
        for column in np.flatnonzero(inside < 0):  # a part by itself, with levels of its own
            green[:, column] = self._alone(energy, int(columns[column]))
        return green

    def _alone(self, energy: float, orbital: int) -> Complex:
        """Return a column of (E − H)⁻¹ of a part that no lead reaches."""
        part = connected_components(abs(self.hamiltonian), directed=False)[1]
        own = np.flatnonzero(part == part[orbital])
        levels, states = np.linalg.eigh(self.hamiltonian[own][:, own].toarray())
        gaps = energy - levels
        if np.abs(gaps).min() < NULL * max(1.0, float(np.abs(levels).max())):
            raise UnresolvedError(
                f"the part of the device around orbital {orbital}, which no lead reaches, has a "
                f"level at energy {energy}: its Green's function has a pole there"
            )
        column = np.zeros(self.size, dtype=complex)
        column[own] = (states / gaps) @ states[own == orbital].conj()[0]
        return column


def _lost(
    s: dict[tuple[int, int], Complex], modes: list[Modes], sources: Sequence[int]
) -> tuple[float, int]:
    """Return the largest |S†S − 1| among the sources, and the lead it belongs to."""
    full = np.vstack([np.hstack([s[p, q] for q in sources]) for p in range(len(modes))])
    error = np.abs(full.conj().T @ full - np.eye(full.shape[1])).max(axis=1, initial=0.0)
    owner = np.repeat(list(sources), [modes[q].count for q in sources])
    if not error.size:
        return 0.0, 0
    worst = int(np.argmax(np.where(np.isnan(error), np.inf, error)))
    return float(error[worst]), int(owner[worst])


def face_sites(name: str, sites: ArrayLike | None, lead: Lead, available: int) -> Sites:
    """Return the device orbitals in front of a lead's cell, checked; ``None`` means all."""
    chosen = np.arange(available) if sites is None else np.atleast_1d(np.asarray(sites))
    if chosen.dtype.kind not in "iu" or chosen.ndim != 1:
        raise TypeError(f"{name} must be a list of orbital numbers")
    if lead.size > chosen.size:
        raise ValueError(
            f"{name}: the lead is wider than its face ({lead.size} orbitals against {chosen.size})"
        )
    if lead.size < chosen.size:
        raise ValueError(
            f"{name} must name one orbital for each of the lead's {lead.size}, got {chosen.size}"
        )
    if np.unique(chosen).size != chosen.size or (chosen < 0).any() or (chosen >= available).any():
        raise ValueError(f"{name} must be different orbitals from 0 to {available - 1}")
    return chosen.astype(np.int64)
