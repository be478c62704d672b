"""Devices cut into slices between two leads: the robust reference method.

The recursive Green's function adds one slice after the other. It needs nothing of the Hamiltonian
but that slices couple to their neighbors only: slices may differ in size, hoppings may be singular.
It is the oracle that the faster marching of :mod:`.strip` is tested against.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landauer_lib._checks import scalar
from landauer_lib.scattering import SMatrix

from .leads import Complex, Lead, Modes, hermitian

__all__ = ["Slices", "face_sites"]

Matrix = NDArray[np.inexact]


def face_sites(name: str, sites: ArrayLike | None, lead: Lead, available: int) -> NDArray[np.int64]:
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


class Slices:
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
    D. J. Thouless and S. Kirkpatrick, J. Phys. C 14, 235 (1981).
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

    def scattering(self, energy: float) -> SMatrix:
        """Return the scattering matrix at one energy, by recursive Green's functions.

        Parameters
        ----------
        energy : float
            Energy E.

        Returns
        -------
        SMatrix
            Blocks between the propagating modes of the two leads, in the leads' order.
        """
        energy = scalar("energy", energy)
        left, right = self.left.modes(energy), self.right.modes(energy)
        last = len(self.onsite) - 1
        for x, block in enumerate(self.onsite):
            inverse = energy * np.eye(block.shape[0]) - block.astype(complex)
            if x == 0:
                inverse[np.ix_(self.left_sites, self.left_sites)] -= left.self_energy
            if x == last:
                inverse[np.ix_(self.right_sites, self.right_sites)] -= right.self_energy
            if x == 0:
                near = from_left = to_left = first = np.linalg.inv(inverse)
                continue
            link = self.hopping[x - 1]
            near = np.linalg.inv(inverse - link.conj().T @ near @ link)
            hop_in, hop_out = link.conj().T @ from_left, to_left @ link
            first = first + hop_out @ near @ hop_in
            from_left, to_left = near @ hop_in, hop_out @ near
        lefts, rights = self.left_sites, self.right_sites
        return amplitudes(
            left,
            right,
            first[np.ix_(lefts, lefts)] @ left.source,
            from_left[np.ix_(rights, lefts)] @ left.source,
            near[np.ix_(rights, rights)] @ right.source,
            to_left[np.ix_(lefts, rights)] @ right.source,
        )


def amplitudes(
    left: Modes,
    right: Modes,
    left_from_left: Complex,
    right_from_left: Complex,
    right_from_right: Complex,
    left_from_right: Complex,
) -> SMatrix:
    """Read the S-matrix off the waves at the two faces, columns being incoming modes."""
    return SMatrix(
        r=left.detector @ (left_from_left - left.incoming),
        t=right.detector @ right_from_left,
        r_prime=right.detector @ (right_from_right - right.incoming),
        t_prime=left.detector @ left_from_right,
    )
