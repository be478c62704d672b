"""What every device can be asked: amplitudes, transmissions, states, densities, currents."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse.linalg import eigsh

from landauer_lib._checks import number, scalar, whole_number

from .leads import Complex
from .pieces import LatticeSMatrix

if TYPE_CHECKING:
    from .network import Network

__all__ = ["Device"]

Floats = NDArray[np.float64]


class Device(ABC):
    """What :class:`~.strip.Strip`, :class:`~.slices.Slices` and :class:`~.network.Network` share.

    Leads are numbered from 0; of a strip 0 is the left one and 1 the right one.
    """

    @abstractmethod
    def network(self) -> "Network":
        """Return the same device as a network."""

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

        Raises
        ------
        UnresolvedError
            If the result does not conserve the current, or the modes of a lead cannot be told.
        """
        network = self.network()
        return network.solve_amplitudes(scalar("energy", energy), range(len(network.leads)))

    def scattering(self, energy: float) -> LatticeSMatrix:
        """Return the scattering matrix of a device with two leads, the first one on the left.

        Parameters
        ----------
        energy : float
            Energy at which a lead has open modes; the other may have none.

        Raises
        ------
        ValueError
            If there are not two leads, or the energy lies outside the bands of both.
        """
        network = self.network()
        if len(network.leads) != 2:
            raise ValueError(
                f"scattering needs two leads, this device has {len(network.leads)}: "
                f"use amplitudes or transmission_matrix"
            )
        s = self.amplitudes(energy)
        if not s[0, 0].size and not s[1, 1].size:
            names = " and of the ".join(network.names)
            raise ValueError(f"energy {energy} is outside the band of the {names}")
        return LatticeSMatrix(r=s[0, 0], t=s[1, 0], r_prime=s[1, 1], t_prime=s[0, 1])

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
        count = len(self.network().leads)
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
        network = self.network()
        count = len(network.leads)
        if count == 1 and drain == 1:
            raise ValueError(
                "transmission goes from one lead into another, and this device has one lead: "
                "drain=0 gives the reflection"
            )
        q = whole_number("source", source, at_least=0, at_most=count - 1)
        p = whole_number("drain", drain, at_least=0, at_most=count - 1)
        values = number("energies", energies)
        result = np.zeros(values.shape)
        for index, energy in np.ndenumerate(values):
            block = network.solve_amplitudes(float(energy), [q])[p, q]
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
            Where the device has a bound state at exactly this energy the waves are undetermined
            by a multiple of it, and those orthogonal to it are given.
        """
        network = self.network()
        q = whole_number("lead", lead, at_least=0, at_most=len(network.leads) - 1)
        return network.solve_states(scalar("energy", energy), [q])

    def bound_states(self, energy: float) -> Complex:
        """Return the states that the device holds at exactly this energy, out of reach of leads.

        Parameters
        ----------
        energy : float
            Energy; a state within about 1e-9 of it, in units of the largest term, counts.

        Returns
        -------
        ndarray, shape (N, count)
            Orthonormal columns, mostly none. No source reaches them, and the density of states
            from scattering states leaves them out.

        Examples
        --------
        A site beside the chain, coupled to nothing:

        >>> import numpy as np
        >>> from landauer_lib.lattice import Strip
        >>> device = Strip(np.zeros((1, 3)), transverse=0.0, left=None)
        >>> device.bound_states(0.0).shape
        (3, 0)
        """
        return self.network().solve_bound_states(scalar("energy", energy))

    def green_function(self, energy: float, orbitals: ArrayLike | None = None) -> Complex:
        """Return columns of the retarded Green's function G = (E − H − Σ)⁻¹ of the device.

        Parameters
        ----------
        energy : float
            Energy.
        orbitals : array_like of int, optional
            Columns wanted; all by default, which takes N² numbers.

        Returns
        -------
        ndarray, shape (N, columns)
            ⟨i|G|j⟩ for every orbital i and the chosen orbitals j.

        Raises
        ------
        UnresolvedError
            If a bound state lies at this energy: G has a pole there.

        Examples
        --------
        At mid-band an endless chain with hopping 1 has G = −i/2 on every site:

        >>> from landauer_lib.lattice import uniform_strip
        >>> uniform_strip(3, 1).green_function(0.0, [1])[1].round(12) + 0
        array([0.-0.5j])
        """
        network = self.network()
        chosen = np.arange(network.size) if orbitals is None else np.atleast_1d(orbitals)
        if chosen.dtype.kind not in "iu" or chosen.ndim != 1:
            raise TypeError(f"orbitals must be a list of orbital numbers, got {orbitals!r:.80}")
        if (chosen < 0).any() or (chosen >= network.size).any():
            raise ValueError(f"orbitals must be from 0 to {network.size - 1}, got {orbitals!r:.80}")
        return network.solve_green(scalar("energy", energy), chosen)

    def local_density(self, energy: float, lead: int | None = None) -> Floats:
        """Return the local density of states, Σ|ψ|²/2π over scattering states of unit current.

        Parameters
        ----------
        energy : float
            Energy.
        lead : int, optional
            Count only the waves that come from this lead; by default those from all leads, which
            is the full density −Im G/π apart from bound states (see :meth:`bound_states`).

        Returns
        -------
        ndarray, shape (sites,)
            States per site and per unit of energy, summed over the orbitals of a site.

        References
        ----------
        T. Gramespacher and M. Büttiker, Phys. Rev. B 56, 13026 (1997).

        Examples
        --------
        An infinite chain has 1/(2π) states per site and energy at mid-band (hopping 1):

        >>> from landauer_lib.lattice import uniform_strip
        >>> (2 * np.pi * uniform_strip(3, 1).local_density(0.0)).round(12)
        array([1., 1., 1.])
        """
        network = self.network()
        last = len(network.leads) - 1
        leads = (
            range(last + 1)
            if lead is None
            else [whole_number("lead", lead, at_least=0, at_most=last)]
        )
        waves = network.solve_states(scalar("energy", energy), leads)
        weight = np.sum(np.abs(waves) ** 2, axis=1)
        density: Floats = weight.reshape(-1, network.orbitals).sum(axis=1) / (2 * np.pi)
        return density

    def bond_currents(self, energy: float, lead: int = 0) -> sparse.csr_array:
        """Return the current on every bond, carried by the waves from one lead.

        It is Σ 2 Im ψ_j* H_ji ψ_i from orbital i to orbital j. A bound state at exactly this
        energy could circulate a current of any size beside it; it is left out.

        Parameters
        ----------
        energy : float
            Energy.
        lead : int
            Lead that the waves come from.

        Returns
        -------
        sparse array, shape (sites, sites)
            Entry [j, i] is the current from site i to site j (antisymmetric), in units of e/h per
            unit of energy: summed over a cut it is a transmission.

        Examples
        --------
        >>> from landauer_lib.lattice import uniform_strip
        >>> round(float(uniform_strip(3, 1).bond_currents(0.0)[1, 0]), 12)
        1.0
        """
        network = self.network()
        waves = self.scattering_states(energy, lead)
        bonds = network.hamiltonian.tocoo()
        row, column = bonds.coords
        overlap = np.sum(waves[row].conj() * waves[column], axis=1)
        flow = 2 * np.imag(bonds.data * overlap)
        m, sites = network.orbitals, network.size // network.orbitals
        return sparse.csr_array((flow, (row // m, column // m)), shape=(sites, sites))

    def current_field(self, energy: float, lead: int = 0) -> Floats:
        """Return the current density as a vector at every site, for arrows in a picture.

        Parameters
        ----------
        energy : float
            Energy.
        lead : int
            Lead that the waves come from.

        Returns
        -------
        ndarray, shape (sites, 2)
            Half the sum of current times bond vector over the bonds of a site.

        Raises
        ------
        ValueError
            If the device was built without positions.

        Examples
        --------
        >>> from landauer_lib.lattice import uniform_strip
        >>> uniform_strip(3, 1).current_field(0.0)[1].round(12)
        array([1., 0.])
        """
        positions = self.network().positions
        if positions is None:
            raise ValueError("device has no positions: current_field needs them")
        flow = self.bond_currents(energy, lead).tocoo()
        to, start = flow.coords
        field = np.zeros_like(positions)
        np.add.at(field, to, 0.5 * flow.data[:, None] * (positions[to] - positions[start]))
        return field

    def levels(self, count: int | None = None, near: float = 0.0) -> Floats:
        """Return the energy levels of the closed device, its leads cut off.

        Parameters
        ----------
        count : int, optional
            How many, those nearest to ``near``; all by default.
        near : float
            Energy.

        Returns
        -------
        ndarray
            In ascending order.

        Examples
        --------
        >>> from landauer_lib.lattice import uniform_strip
        >>> uniform_strip(2, 1).levels().round(12)
        array([-1.,  1.])
        """
        hamiltonian, target = self.network().hamiltonian, scalar("near", near)
        size = hamiltonian.shape[0]
        wanted = size if count is None else whole_number("count", count, at_least=1, at_most=size)
        if size <= DENSE or 4 * wanted > size:
            every = np.linalg.eigvalsh(hamiltonian.toarray())
            return np.sort(every[np.argsort(np.abs(every - target), kind="stable")[:wanted]])
        # A hair off, so that a level at exactly this energy can be found.
        shift = target + 1e-7 * float(abs(hamiltonian).max())
        start = np.random.default_rng(0).normal(size=size)
        found = eigsh(
            hamiltonian.tocsc().astype(complex),
            wanted,
            sigma=shift,
            v0=start,
            return_eigenvectors=False,
        )
        return np.sort(found.real)


DENSE = 600
"""Up to this many orbitals all levels are computed."""
