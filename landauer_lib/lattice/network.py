"""Devices of any shape with any number of leads.

The device is a sparse Hermitian Hamiltonian; each lead continues some of its orbitals. Orbitals are
sorted into layers by their distance from the first lead, so that only neighboring layers couple,
and (E − H − Σ) ψ = source is eliminated layer by layer, with the sources and detectors of all
modes carried along: dense work on layers, no more memory than the layers need.

S[p, q] is read from detector_p (ψ − incoming δ_pq); T[p, q] = Tr S†S runs from q into p.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from threadpoolctl import ThreadpoolController

from landauer_lib._checks import number, scalar, whole_number
from landauer_lib.scattering import SMatrix

from .leads import HERMITIAN, Complex, Lead, Modes
from .slices import face_sites

__all__ = ["Contact", "Network"]

Floats = NDArray[np.float64]
Sites = NDArray[np.int64]

_threads = ThreadpoolController()


@dataclass(frozen=True, eq=False)
class Contact:
    """A lead and the device orbitals in front of its first cell, in the order of its orbitals."""

    lead: Lead
    sites: ArrayLike


@dataclass(frozen=True, eq=False)
class _Layers:
    """Orbitals of each layer, blocks of H within and between them, and where contacts touch."""

    sites: list[Sites]
    within: list[Complex]
    between: list[Complex]
    faces: list[tuple[int, Sites]]


class Network:
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
        matrix = sparse.csr_array(hamiltonian)
        if matrix.dtype.kind not in "iufc":
            raise TypeError("hamiltonian must be numbers")
        if matrix.shape[0] != matrix.shape[1] or matrix.shape[0] == 0:
            raise ValueError(f"hamiltonian must be square and not empty, got shape {matrix.shape}")
        if not np.isfinite(matrix.data).all():
            raise ValueError("hamiltonian must be finite")
        gap = abs(matrix - matrix.conj().T).max()
        if gap > HERMITIAN * max(1.0, abs(matrix).max()):
            raise ValueError(
                f"hamiltonian must be Hermitian, but it differs from its adjoint by {gap:.3g}"
            )
        self.hamiltonian = matrix
        self.size = int(matrix.shape[0])
        if not contacts:
            raise ValueError("contacts must hold at least one lead")
        self.leads = [contact.lead for contact in contacts]
        self.faces = [
            face_sites(f"contacts[{i}]", contact.sites, contact.lead, self.size)
            for i, contact in enumerate(contacts)
        ]
        self.positions: Floats | None = None
        self.orbitals = 1
        if positions is not None:
            self.positions = number("positions", positions)
            if self.positions.ndim != 2 or self.positions.shape[1] != 2:
                raise ValueError(
                    f"positions must have shape (sites, 2), got {self.positions.shape}"
                )
            self.orbitals, rest = divmod(self.size, self.positions.shape[0])
            if rest:
                raise ValueError(
                    f"positions: {self.size} orbitals are not a multiple of "
                    f"{self.positions.shape[0]} sites"
                )

    @cached_property
    def _layers(self) -> _Layers:
        """Sort the orbitals into layers; done once, whatever the energy."""
        levels = self._distances()
        order = np.argsort(levels, kind="stable")[np.count_nonzero(levels < 0) :]
        bounds = np.searchsorted(levels[order], np.arange(levels.max() + 2))
        sites = [order[a:b] for a, b in pairwise(bounds)]
        within = [self._block(rows, rows) for rows in sites]
        between = [self._block(a, b) for a, b in pairwise(sites)]
        place = np.empty(self.size, dtype=np.int64)
        place[order] = np.arange(order.size) - bounds[levels[order]]
        faces = [(int(levels[face[0]]), place[face]) for face in self.faces]
        return _Layers(sites, within, between, faces)

    def _block(self, rows: Sites, columns: Sites) -> Complex:
        block: Complex = self.hamiltonian[rows][:, columns].toarray().astype(complex)
        return block

    def _distances(self) -> Sites:
        """Layer of every orbital, each face within one layer; −1 where no lead reaches."""
        level = np.full(self.size, -1, dtype=np.int64)
        owner = np.full(self.size, -1)
        groups: list[Sites] = []
        for face in self.faces:  # faces that share an orbital stay together
            met = [i for i in range(len(groups)) if np.isin(face, groups[i]).any()]
            merged = np.unique(np.concatenate([face, *(groups[i] for i in met)]))
            groups = [*(g for i, g in enumerate(groups) if i not in met), merged]
        for i, group in enumerate(groups):
            owner[group] = i
        depth = 0
        for face in self.faces:
            start = groups[owner[face[0]]]
            front = start if level[start[0]] < 0 else start[:0]
            while front.size:
                level[front] = depth
                depth += 1
                reached = np.unique(self.hamiltonian[front].indices)
                fresh = reached[level[reached] < 0]
                # A lead couples all orbitals of its face: the first one reached brings the others.
                whole = [groups[i] for i in np.unique(owner[fresh]) if i >= 0]
                front = np.unique(np.concatenate([fresh, *whole]))
        return level

    def modes(self, energy: float) -> list[Modes]:
        """Return the modes of every lead at one energy."""
        return [lead.modes(energy) for lead in self.leads]

    def _solve(
        self, energy: float, modes: list[Modes], sources: Sequence[int], states: bool
    ) -> tuple[dict[tuple[int, int], Complex], Complex | None]:
        """Return S[p, q] for the source leads q and, if wanted, the states (N × their modes)."""
        layers = self._layers
        sizes = [modes[q].count if q in sources else 0 for q in range(len(modes))]
        by_layer = sorted(range(len(modes)), key=lambda p: layers.faces[p][0])
        columns, rows = _spans(by_layer, sizes), _spans(by_layer, [m.count for m in modes])
        total = np.zeros((rows[by_layer[-1]].stop, columns[by_layer[-1]].stop), dtype=complex)
        seen_in = seen_out = 0
        onward = np.zeros((0, 0), dtype=complex)
        moved = driven = detect = onward
        kept: list[tuple[Complex, Complex]] = []
        for depth, within in enumerate(layers.within):
            size = within.shape[0]
            block = energy * np.eye(size) - within
            drive = np.zeros((size, total.shape[1]), dtype=complex)
            watch = np.zeros((total.shape[0], size), dtype=complex)
            if depth:
                link = layers.between[depth - 1].conj().T
                block -= link @ moved
                drive[:, :seen_in] = link @ driven
                watch[:seen_out] = detect @ moved
            for p, (layer, sites) in enumerate(layers.faces):
                if layer == depth:
                    block[np.ix_(sites, sites)] -= modes[p].self_energy
                    watch[rows[p], sites] = modes[p].detector
                    seen_out = max(seen_out, rows[p].stop)
                    if p in sources:
                        drive[sites, columns[p]] = modes[p].source
                        seen_in = max(seen_in, columns[p].stop)
            detect = watch[:seen_out]
            last = depth == len(layers.within) - 1
            onward = np.zeros((size, 0), dtype=complex) if last else layers.between[depth]
            both = np.linalg.solve(block, np.hstack([onward, drive[:, :seen_in]]))
            moved, driven = both[:, : onward.shape[1]], both[:, onward.shape[1] :]
            total[:seen_out, :seen_in] += detect @ driven
            if states:
                kept.append((np.asarray(moved), np.asarray(driven)))
        s = {
            (p, q): total[rows[p], columns[q]]
            - (modes[p].detector @ modes[p].incoming if p == q else 0.0)
            for p in range(len(modes))
            for q in sources
        }
        if not states:
            return s, None
        waves = np.zeros((self.size, total.shape[1]), dtype=complex)
        wave = np.zeros((0, total.shape[1]), dtype=complex)
        for sites, (moved, driven) in zip(reversed(layers.sites), reversed(kept), strict=True):
            wave = moved @ wave
            wave[:, : driven.shape[1]] += driven
            waves[sites] = wave
        return s, np.hstack([waves[:, columns[q]] for q in sources])

    def scattering(self, energy: float) -> SMatrix:
        """Return the scattering matrix of a device with two leads, the first one on the left.

        Parameters
        ----------
        energy : float
            Energy at which both leads have open modes.

        Raises
        ------
        ValueError
            If there are not two leads, or the energy lies outside the band of one.
        """
        if len(self.leads) != 2:
            raise ValueError(
                f"scattering needs two leads, this device has {len(self.leads)}: "
                f"use amplitudes or transmission_matrix"
            )
        s = self.amplitudes(energy)
        for lead in (0, 1):
            if not s[lead, lead].size:
                raise ValueError(f"energy {energy} is outside the band of lead {lead}")
        return SMatrix(r=s[0, 0], t=s[1, 0], r_prime=s[1, 1], t_prime=s[0, 1])

    def amplitudes(self, energy: float) -> dict[tuple[int, int], Complex]:
        """Return every block S[p, q] of the scattering matrix, from lead q into lead p.

        Parameters
        ----------
        energy : float
            Energy.

        Returns
        -------
        dict
            ``(p, q)`` → matrix of shape (modes of p, modes of q).
        """
        energy = scalar("energy", energy)
        with _threads.limit(limits=1, user_api="blas"):
            return self._solve(energy, self.modes(energy), range(len(self.leads)), False)[0]

    def transmission_matrix(self, energies: ArrayLike) -> Floats:
        """Return T[p, q] = Tr S_pq†S_pq, from lead q into lead p; T[p, p] is the reflection.

        Parameters
        ----------
        energies : array_like
            Energies, any shape.

        Returns
        -------
        ndarray, shape energies.shape + (leads, leads)
            Ready for ``multiterminal.terminal_currents`` and ``multiterminal.resistance``.
        """
        values = number("energies", energies)
        count = len(self.leads)
        result = np.zeros((*values.shape, count, count))
        for index, energy in np.ndenumerate(values):
            for (p, q), block in self.amplitudes(float(energy)).items():
                result[(*index, p, q)] = np.vdot(block, block).real
        return result

    def transmission(self, energies: ArrayLike, source: int = 0, drain: int = 1) -> Floats:
        """Return the total transmission from one lead into another, of the shape of ``energies``.

        Parameters
        ----------
        energies : array_like
            Energies, any shape.
        source, drain : int
            Numbers of the leads.
        """
        last = len(self.leads) - 1
        q = whole_number("source", source, at_least=0, at_most=last)
        p = whole_number("drain", drain, at_least=0, at_most=last)
        values = number("energies", energies)
        result = np.zeros(values.shape)
        with _threads.limit(limits=1, user_api="blas"):
            for index, energy in np.ndenumerate(values):
                modes = self.modes(float(energy))
                block = self._solve(float(energy), modes, [q], False)[0][p, q]
                result[index] = np.vdot(block, block).real
        return result[()]

    def scattering_states(self, energy: float, lead: int) -> Complex:
        """Return the waves that the modes of one lead cause in the device.

        Parameters
        ----------
        energy : float
            Energy.
        lead : int
            Number of the lead they come from.

        Returns
        -------
        ndarray, shape (N, modes)
            Amplitudes, one column for each incoming mode of unit current (dE/dk = 1 per state).
        """
        energy = scalar("energy", energy)
        q = whole_number("lead", lead, at_least=0, at_most=len(self.leads) - 1)
        with _threads.limit(limits=1, user_api="blas"):
            waves = self._solve(energy, self.modes(energy), [q], True)[1]
        assert waves is not None
        return waves


def _spans(order: Sequence[int], sizes: Sequence[int]) -> dict[int, slice]:
    """Return consecutive slices of the given sizes, laid out in ``order``."""
    spans, start = {}, 0
    for p in order:
        spans[p] = slice(start, start + sizes[p])
        start += sizes[p]
    return spans
