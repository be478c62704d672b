"""Devices cut out of the square lattice, with leads on any of their four sides.

The flux enters in the gauge of :mod:`.strip`, ⟨x, y|H|x+1, y⟩ ∝ exp(2πi f (y − y_c)). A lead that
leaves upwards or downwards would not repeat itself in that gauge; beyond its face it goes over
continuously to one in which the bonds across it keep the phase of the face's row and those along
it turn with x. The flux through every plaquette, in device and leads and between them, is f.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from landauer_lib._checks import one_of, scalar, whole_number

from .leads import Lead
from .matrices import hopping_matrix, onsite_blocks
from .network import Contact, Network

__all__ = ["Arm", "square_network"]

Matrix = NDArray[np.inexact]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Arm:
    """A straight lead on one side of the lattice.

    Parameters
    ----------
    side : {"left", "right", "bottom", "top"}
        Which border of the lattice it leaves from: x = 0, x = length − 1, y = 0, y = width − 1.
    first : int
        First row (left, right) or column (bottom, top) it covers.
    width : int
        Number of rows or columns it covers.
    onsite : float
        On-site energy in the lead.
    """

    side: str
    first: int
    width: int
    onsite: float = 0.0


def square_network(
    onsite: ArrayLike,
    arms: Sequence[Arm],
    *,
    hopping: ArrayLike = 1.0,
    flux: float = 0.0,
    transverse: ArrayLike | None = None,
    lead_onsite: ArrayLike = 0.0,
    mask: ArrayLike | None = None,
) -> Network:
    """Cut a device out of the square lattice and attach leads to its sides.

    Parameters
    ----------
    onsite : array_like, shape (length, width) or (length, width, m, m)
        On-site energies, or Hermitian m × m matrices.
    arms : sequence of Arm
        Leads, numbered in this order.
    hopping, transverse : complex or array_like of shape (m, m)
        Hoppings from x to x + 1 and from y to y + 1, with the minus sign of the strip.
    flux : float
        Flux quanta per plaquette, in device and leads alike.
    lead_onsite : float or array_like of shape (m, m)
        On-site term of every site of the leads, beside ``Arm.onsite``.
    mask : array_like of bool, shape (length, width), optional
        Which sites exist; all by default.

    Returns
    -------
    Network
        With positions (x, y) of the sites.

    Raises
    ------
    ValueError
        If an arm is wider than its face, or an argument is out of range.

    Examples
    --------
    A crossing of four chains treats them alike:

    >>> arms = [Arm(side, 0, 1) for side in ("left", "right", "bottom", "top")]
    >>> square_network([[0.0]], arms).transmission_matrix(0.0)[0].round(10)
    array([0.25, 0.25, 0.25, 0.25])
    """
    blocks = onsite_blocks("onsite", onsite, 2)
    length, width, m = blocks.shape[:3]
    along = hopping_matrix("hopping", hopping, m)
    across = along if transverse is None else hopping_matrix("transverse", transverse, m)
    cell = hopping_matrix("lead_onsite", lead_onsite, m)
    turn = 2 * np.pi * scalar("flux", flux)
    exists = np.ones((length, width), dtype=bool) if mask is None else np.asarray(mask)
    if exists.dtype != bool or exists.shape != (length, width):
        raise ValueError(f"mask must be booleans of shape {(length, width)}, got {exists.shape}")
    center = (width - 1) / 2
    label = np.full((length, width), -1)
    label[exists] = np.arange(exists.sum())
    x, y = np.nonzero(exists)
    rows = [label[x, y]]
    columns = [label[x, y]]
    values: list[Matrix] = [blocks[x, y]]
    for step, bond in (((1, 0), along), ((0, 1), across)):
        far_x, far_y = x + step[0], y + step[1]
        inside = (far_x < length) & (far_y < width)
        near = np.flatnonzero(inside)[exists[far_x[inside], far_y[inside]]]
        phase = np.exp(1j * turn * (y[near] - center)) if step[0] and turn else np.ones(near.size)
        rows.append(label[x[near], y[near]])
        columns.append(label[far_x[near], far_y[near]])
        values.append(-phase[:, None, None] * bond)
    upper = _assemble(np.concatenate(rows[1:]), np.concatenate(columns[1:]), values[1:], x.size, m)
    hamiltonian = _assemble(rows[0], columns[0], values[:1], x.size, m) + upper + upper.conj().T
    contacts = [
        _contact(f"arms[{i}]", arm, label, along, across, cell, turn, center)
        for i, arm in enumerate(arms)
    ]
    return Network(hamiltonian, contacts, positions=np.column_stack([x, y]).astype(float))


def _assemble(
    rows: NDArray[np.int64], columns: NDArray[np.int64], values: list[Matrix], sites: int, m: int
) -> sparse.csr_array:
    """Return the sparse matrix of m × m blocks at (row, column)."""
    blocks = np.concatenate(values)
    grid = np.arange(m)
    i = np.broadcast_to(rows[:, None, None] * m + grid[:, None], blocks.shape)
    j = np.broadcast_to(columns[:, None, None] * m + grid, blocks.shape)
    shape = (sites * m, sites * m)
    return sparse.csr_array((blocks.reshape(-1), (i.reshape(-1), j.reshape(-1))), shape=shape)


def _contact(
    name: str,
    arm: Arm,
    label: NDArray[np.int64],
    along: Matrix,
    across: Matrix,
    cell: Matrix,
    turn: float,
    center: float,
) -> Contact:
    """Return the lead of one arm in the gauge that continues the device's."""
    one_of(f"{name}.side", arm.side, ("left", "right", "bottom", "top"))
    sideways = arm.side in ("left", "right")
    edge = {
        "left": label[0],
        "right": label[-1],
        "bottom": label[:, 0],
        "top": label[:, -1],
    }[arm.side]
    first = whole_number(f"{name}.first", arm.first, at_least=0)
    count = whole_number(f"{name}.width", arm.width, at_least=1)
    face = edge[first : first + count]
    if face.size < count or (face < 0).any():
        raise ValueError(
            f"{name}: the lead is wider than its face: sites {first} to {first + count - 1} "
            f"of the {arm.side} side, where {int((face >= 0).sum())} of them exist"
        )
    m = along.shape[0]
    place = np.arange(first, first + count)
    if sideways:
        inner, outward = -across, -along if arm.side == "right" else -along.conj().T
        sense = 1.0 if arm.side == "right" else -1.0
        phases = np.exp(1j * sense * turn * (place - center))
    else:
        row = 0 if arm.side == "bottom" else label.shape[1] - 1
        inner = -along * np.exp(1j * turn * (row - center))
        outward = -across if arm.side == "top" else -across.conj().T
        sense = -1.0 if arm.side == "top" else 1.0
        # Counted from the lead's own middle: leads of one width on one side are then equal.
        phases = np.exp(1j * sense * turn * (place - place.mean()))
    level = cell + scalar(f"{name}.onsite", arm.onsite) * np.eye(m)
    bonds = np.kron(np.eye(count, k=1), inner)
    onsite = np.kron(np.eye(count), level) + bonds + bonds.conj().T
    orbitals = (face[:, None] * m + np.arange(m)).reshape(-1)
    if not turn:
        return Contact(Lead(onsite, np.kron(np.eye(count), outward)), orbitals)
    return Contact(Lead(onsite, np.kron(np.diag(phases), outward)), orbitals)
