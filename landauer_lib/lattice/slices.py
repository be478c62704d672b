"""Devices given slice by slice between two leads.

Slices couple to their neighbors only; they may differ in size, and hoppings may be singular.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from .device import Device
from .leads import Lead
from .matrices import hermitian
from .network import Contact, Network, face_sites

__all__ = ["Slices"]

Matrix = NDArray[np.inexact]

LEAD_NAMES = ("left lead", "right lead")
"""What the leads of a device between two of them are called in messages."""


class Slices(Device):
    """A device of slices x = 0 … L − 1 between a left and a right lead.

    Parameters
    ----------
    onsite : sequence of L array_like, shapes (n_x, n_x)
        Hermitian Hamiltonians of the slices.
    hopping : sequence of L − 1 array_like, shapes (n_x, n_{x+1})
        ⟨x|H|x+1⟩.
    left, right : Lead
        Leads, their hopping counted outwards; they couple to the end slices by that hopping.
    left_sites, right_sites : array_like of int, optional
        Orbitals of the first (last) slice in front of each orbital of the lead; all by default.

    Raises
    ------
    ValueError
        If a slice is not Hermitian, shapes do not fit, or a lead is wider than its face.

    References
    ----------
    D. S. Fisher and P. A. Lee, Phys. Rev. B 23, 6851 (1981).

    Examples
    --------
    A single site with energy 2 in a perfect chain, at mid-band: T = 1/(1 + (2/2)²).

    >>> from landauer_lib.lattice import Lead
    >>> chain = Lead([[0.0]], [[-1.0]])
    >>> float(Slices([[[2.0]]], [], chain, chain).scattering(0.0).transmission.round(12))
    0.5
    """

    def __init__(
        self,
        onsite: Sequence[ArrayLike],
        hopping: Sequence[ArrayLike],
        left: Lead,
        right: Lead,
        left_sites: ArrayLike | None = None,
        right_sites: ArrayLike | None = None,
    ) -> None:
        """Check and keep the blocks."""
        self.onsite = [hermitian(f"onsite[{x}]", block) for x, block in enumerate(onsite)]
        self.hopping = [np.asarray(block) for block in hopping]
        if not self.onsite or len(self.hopping) != len(self.onsite) - 1:
            raise ValueError(
                f"hopping must have one block fewer than onsite: {len(self.hopping)} blocks "
                f"for {len(self.onsite)} slices"
            )
        for x, block in enumerate(self.hopping):
            wanted = (self.onsite[x].shape[0], self.onsite[x + 1].shape[0])
            if block.shape != wanted or not np.isfinite(block).all():
                raise ValueError(f"hopping[{x}] must be finite and have shape {wanted}")
        self.left, self.right = left, right
        self.left_sites = face_sites("left_sites", left_sites, left, self.onsite[0].shape[0])
        self.right_sites = face_sites("right_sites", right_sites, right, self.onsite[-1].shape[0])

    @cached_property
    def _network(self) -> Network:
        sizes = [block.shape[0] for block in self.onsite]
        blocks: list[list[sparse.csr_array | None]] = [[None] * len(sizes) for _ in sizes]
        for x, block in enumerate(self.onsite):
            blocks[x][x] = sparse.csr_array(block)
        for x, link in enumerate(self.hopping):
            blocks[x][x + 1] = sparse.csr_array(link)
            blocks[x + 1][x] = sparse.csr_array(link.conj().T)
        contacts = [
            Contact(self.left, self.left_sites),
            Contact(self.right, self.right_sites + sum(sizes[:-1])),
        ]
        network = Network(sparse.block_array(blocks, format="csr"), contacts)
        network.lead_names = LEAD_NAMES
        return network

    def network(self) -> Network:
        """Return the same device as a network, its orbitals slice by slice."""
        return self._network
