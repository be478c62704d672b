"""Ribbons of the honeycomb lattice, zigzag and armchair.

Bonds have unit length. A zigzag ribbon of width N has N zigzag rows, an armchair ribbon N dimer
rows. The hopping from one cell of such a ribbon to the next is singular: its leads need the general
method.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from landauer_lib._checks import number, one_of, scalar, whole_number
from landauer_lib._types import ArrayLike, Floats

from .leads import Lead
from .network import Contact, Network

__all__ = ["graphene_ribbon"]


def _cell(width: int, edge: str) -> tuple[Floats, float]:
    """Return the sites of one cell and the length of a cell along x."""
    rows = np.arange(width)
    if edge == "zigzag":
        half = np.sqrt(3) / 2
        # Row n: an A site and a B site half a bond higher, in a chain along x.
        a = np.column_stack([(rows % 2) * half, 1.5 * rows])
        b = np.column_stack([((rows + 1) % 2) * half, 1.5 * rows + 0.5])
        return np.stack([a, b], axis=1).reshape(-1, 2), 2 * half
    # Dimer row n: a bond along x, shifted by half a cell in every other row.
    start = np.where(rows % 2 == 0, 0.0, 1.5)
    height = rows * np.sqrt(3) / 2
    a, b = np.column_stack([start, height]), np.column_stack([start + 1, height])
    return np.stack([a, b], axis=1).reshape(-1, 2), 3.0


def _bonds(one: Floats, other: Floats) -> NDArray[np.bool_]:
    """Whether two sites are nearest neighbors."""
    distance = np.hypot(*(one[:, None] - other[None]).transpose(2, 0, 1))
    return np.asarray(np.abs(distance - 1) < 1e-6)


def graphene_ribbon(
    length: int,
    width: int,
    edge: str = "zigzag",
    *,
    onsite: ArrayLike = 0.0,
    flux: float = 0.0,
    disorder: float = 0.0,
    seed: int = 0,
) -> Network:
    """Return a graphene ribbon between leads of the same ribbon, with hopping −1.

    Parameters
    ----------
    length : int
        Number of cells.
    width : int
        Zigzag or dimer rows.
    edge : {"zigzag", "armchair"}
        Shape of its long edges.
    onsite : float or array_like of shape (length,)
        Potential of the cells; the leads stay at 0.
    flux : float
        Flux quanta per hexagon, in the leads too.
    disorder, seed : float, int
        On-site energies uniform in [−disorder/2, disorder/2], and which sample.

    Raises
    ------
    ValueError
        If an argument is out of range or ``edge`` is unknown.

    References
    ----------
    K. Nakada, M. Fujita, G. Dresselhaus and M. S. Dresselhaus, Phys. Rev. B 54, 17954 (1996).

    Examples
    --------
    Every third armchair ribbon is metallic; a zigzag ribbon always is, by its edge states:

    >>> [round(graphene_ribbon(3, w, "armchair").transmission(0.05)) for w in (7, 8, 9)]
    [0, 1, 0]
    >>> round(graphene_ribbon(3, 6, "zigzag").transmission(0.05))
    1
    """
    length = whole_number("length", length, at_least=1)
    width = whole_number("width", width, at_least=2)
    one_of("edge", edge, ("zigzag", "armchair"))
    half = scalar("disorder", disorder, at_least=0) / 2
    potential = number("onsite", onsite)
    if potential.shape not in ((), (length,)):
        raise ValueError(f"onsite must be one number or {length}, got shape {potential.shape}")
    sites, period = _cell(width, edge)
    step = np.array([period, 0.0])
    # Area of a hexagon of unit bonds.
    field = 2 * np.pi * scalar("flux", flux) / (1.5 * np.sqrt(3))

    def block(shift: int) -> NDArray[np.inexact]:
        other = sites + shift * step
        bonds = -_bonds(sites, other).astype(float)
        if not field:
            return bonds
        along = other[None, :, 0] - sites[:, None, 0]
        height = (other[None, :, 1] + sites[:, None, 1]) / 2 - sites[:, 1].mean()
        return np.asarray(bonds * np.exp(1j * field * along * height))

    cell, bond = block(0), block(1)
    count = sites.shape[0]
    source = np.random.default_rng(whole_number("seed", seed, at_least=0))
    diagonal = source.uniform(-half, half, (length, count))
    diagonal += np.broadcast_to(potential, length)[:, None]
    forward = sparse.kron(sparse.eye_array(length, k=1), bond)
    hamiltonian = (
        sparse.kron(sparse.eye_array(length), cell)
        + forward
        + forward.conj().T
        + sparse.diags_array(diagonal.reshape(-1))
    )
    positions = (sites[None] + np.arange(length)[:, None, None] * step).reshape(-1, 2)
    contacts = [
        Contact(Lead(cell, bond.conj().T), np.arange(count)),
        Contact(Lead(cell, bond), np.arange(count) + (length - 1) * count),
    ]
    return Network(hamiltonian, contacts, positions)
