"""Strips of the square lattice between two leads: what most chapters compute with.

H = Σ onsite |x, y⟩⟨x, y| − Σ hopping |x, y⟩⟨x+1, y| − Σ transverse |x, y⟩⟨x, y+1| + h.c., with hard
walls at y = 0 and y = W − 1. Sites may carry m orbitals (spin, bands). A flux f per plaquette, in
quanta, enters as ⟨x, y|H|x+1, y⟩ ∝ exp(2πi f (y − (W−1)/2)): that gauge is the same in every
slice, so that the field may thread the leads. Energies are in units of whatever ``hopping`` is in;
the clean scalar band is [−4, 4] times it.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landauer_lib._checks import number, scalar, whole_number

from .chain import Chain, Facing
from .device import Device
from .leads import Lead
from .matrices import hopping_matrix, onsite_blocks
from .network import Network
from .pieces import LatticeSMatrix
from .sectors import sectors
from .slices import Slices

__all__ = ["Strip", "Terminal"]

Floats = NDArray[np.float64]
Matrix = NDArray[np.inexact]


@dataclass(frozen=True, eq=False)
class Terminal:
    """A lead that differs from the strip: its own width, potential or position.

    Parameters
    ----------
    onsite : array_like, shape (W',) or (W', m, m)
        On-site energies across the lead; W' is its width.
    offset : int
        Row y of the strip that the lead's first row continues.
    """

    onsite: ArrayLike
    offset: int = 0


class Strip(Device):
    """A strip of the square lattice with hard walls between two leads.

    Parameters
    ----------
    onsite : array_like, shape (length, width) or (length, width, m, m)
        On-site energies, or Hermitian m × m matrices (spin, orbitals).
    hopping : complex or array_like of shape (m, m)
        Hopping along the strip, with the minus sign of H = … − hopping |x⟩⟨x+1| − h.c.
    flux : float or array_like of shape (length + 1,)
        Flux quanta per plaquette. An array gives one value for each column of plaquettes, from the
        one between the left lead and slice 0 to the one between the last slice and the right lead;
        its ends thread the leads.
    transverse : complex or array_like of shape (m, m), optional
        Hopping from y to y + 1, same sign; by default that along the strip.
    left, right : Terminal, optional
        Leads with another width or potential. By default clean leads of the strip's width, with
        on-site energy 0.

    Raises
    ------
    TypeError
        If an argument is not numbers.
    ValueError
        If an on-site block is not Hermitian, a value is not finite, a lead is wider than its face
        or the flux does not fit the gauge.

    References
    ----------
    R. Peierls, Z. Phys. 80, 763 (1933).
    T. Ando, Phys. Rev. B 44, 8017 (1991).

    Examples
    --------
    A clean strip transmits one unit for every open mode; a barrier of one slice takes some of it:

    >>> import numpy as np
    >>> clean = Strip(np.zeros((10, 5)))
    >>> clean.transmission([-2.9, 0.0]).round(10)
    array([2., 5.])
    >>> walls = np.zeros((10, 5))
    >>> walls[5] = 1.0
    >>> bool(Strip(walls).transmission(-2.9) < 2)
    True
    """

    def __init__(
        self,
        onsite: ArrayLike,
        *,
        hopping: ArrayLike = 1.0,
        flux: ArrayLike = 0.0,
        transverse: ArrayLike | None = None,
        left: Terminal | None = None,
        right: Terminal | None = None,
    ) -> None:
        """Check the description and fix the gauge."""
        blocks = onsite_blocks("onsite", onsite, 2)
        if 0 in blocks.shape:
            raise ValueError(f"onsite must not be empty, got shape {np.shape(onsite)}")
        self.length, self.width, self.orbitals = blocks.shape[:3]
        self.onsite: Matrix = blocks
        self.hopping = hopping_matrix("hopping", hopping, self.orbitals)
        self.transverse = (
            self.hopping
            if transverse is None
            else hopping_matrix("transverse", transverse, self.orbitals)
        )
        quanta = number("flux", flux)
        if quanta.shape not in ((), (self.length + 1,)):
            raise ValueError(
                f"flux does not fit the gauge: it must be one number, or one for each of the "
                f"{self.length + 1} columns of plaquettes, got shape {quanta.shape}"
            )
        self.flux: Floats = np.broadcast_to(quanta, self.length + 1)
        self.left = self._facing("left", left)
        self.right = self._facing("right", right)

    def _facing(self, name: str, terminal: Terminal | None) -> Facing:
        """Return the on-site blocks and first row of a lead, checked against its face."""
        if terminal is None:
            return Facing(np.zeros((self.width, self.orbitals, self.orbitals)), 0)
        blocks = onsite_blocks(f"{name}.onsite", terminal.onsite, 1)
        offset = whole_number(f"{name}.offset", terminal.offset, at_least=0)
        if blocks.shape[0] == 0 or blocks.shape[1] != self.orbitals:
            raise ValueError(
                f"{name}.onsite must have {self.orbitals} orbitals on at least one row, "
                f"got shape {blocks.shape}"
            )
        if offset + blocks.shape[0] > self.width:
            raise ValueError(
                f"{name}: the lead is wider than its face: rows {offset} to "
                f"{offset + blocks.shape[0] - 1} of a strip with {self.width} rows"
            )
        return Facing(blocks, offset)

    @cached_property
    def _chain(self) -> Chain:
        across = np.broadcast_to(self.transverse, (self.width - 1, *self.transverse.shape))
        rows = np.arange(self.width) - (self.width - 1) / 2
        return Chain(self.onsite, across, self.hopping, self.flux, rows, self.left, self.right)

    @cached_property
    def _sectors(self) -> list[tuple[Chain, int]]:
        return sectors(self._chain)

    @property
    def leads(self) -> tuple[Lead, Lead]:
        """The left and the right lead, hopping counted outwards."""
        return self._chain.leads

    def slices(self) -> Slices:
        """Return the same device slice by slice."""
        return self._chain.slices()

    @cached_property
    def _network(self) -> Network:
        network = self.slices().network()
        x, y = np.divmod(np.arange(self.length * self.width), self.width)
        network.place(np.column_stack([x, y]))
        return network

    def network(self) -> Network:
        """Return the same device as a network, with positions (x, y)."""
        return self._network

    def transmission(self, energies: ArrayLike, source: int = 0, drain: int = 1) -> Floats:
        """Return the total transmission Tr t†t per energy, from left to right by default.

        Conserved blocks (spin, mirror symmetry) are found and computed apart.

        Parameters
        ----------
        energies : array_like
            Energies, any shape.
        source, drain : int
            0 for the left lead, 1 for the right one.

        Returns
        -------
        ndarray or float
            Transmission, of the shape of ``energies``; zero where a lead has no open mode.
        """
        if (source, drain) != (0, 1):
            return super().transmission(energies, source, drain)
        values = number("energies", energies)
        total = np.zeros(values.shape)
        for chain, weight in self._sectors:
            total += weight * chain.transmission(values)
        return total[()]

    def scattering(self, energy: float) -> LatticeSMatrix:
        """Return the scattering matrix at one energy.

        Parameters
        ----------
        energy : float
            Energy at which both leads have open modes.

        Returns
        -------
        SMatrix
            Blocks r, t, r′, t′ between the modes of the leads in the order of ``leads[i].modes``.

        Raises
        ------
        ValueError
            If the energy lies outside the band of a lead.
        """
        return self._chain.scattering(scalar("energy", energy))
