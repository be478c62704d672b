"""The devices of the comparison, built for Kwant with the gauge and signs of landauer_lib.lattice.

Values that do not change from run to run are stored as numbers, which Kwant evaluates fastest;
disorder that changes with the seed is a function of a parameter.
"""

import kwant
import numpy as np


def square(onsite, arms, *, hopping=1.0, transverse=None, flux=0.0, lead_onsite=0.0, law=None):
    """Return a finalized Kwant system; ``arms`` are (side, first, width).

    ``onsite`` has shape (L, W) or (L, W, m, m), or is (L, W, m) for disorder handed over at run
    time as the parameter ``disorder`` of shape (L, W) on top of ``lead_onsite``.
    """
    late = isinstance(onsite, tuple)
    length, width = onsite[:2] if late else onsite.shape[:2]
    m = onsite[2] if late else (1 if onsite.ndim == 2 else onsite.shape[-1])
    unit = np.eye(m)
    along = hopping * unit if np.ndim(hopping) == 0 else np.asarray(hopping)
    across = along if transverse is None else np.asarray(transverse)
    cell = lead_onsite * unit if np.ndim(lead_onsite) == 0 else np.asarray(lead_onsite)
    lattice = kwant.lattice.square(norbs=m)
    turn, center = 2 * np.pi * flux, (width - 1) / 2

    def short(block):
        return block[0, 0] if m == 1 else block

    def bond_x(y):
        """⟨x+1|H|x⟩ in row y."""
        return short(-along.conj().T * (np.exp(-1j * turn * (y - center)) if turn else 1.0))

    device = kwant.Builder()
    for x in range(length):
        for y in range(width):
            if late:
                continue
            value = onsite[x, y]
            device[lattice(x, y)] = value if m > 1 or np.ndim(value) == 0 else short(value)
    if late:

        def value(site, disorder):
            x, y = site.tag
            return short(cell + disorder[x, y] * unit)

        device[(lattice(x, y) for x in range(length) for y in range(width))] = value
    for y in range(width):
        for x in range(length - 1):
            device[lattice(x + 1, y), lattice(x, y)] = bond_x(y)
    for x in range(length):
        for y in range(width - 1):
            device[lattice(x, y + 1), lattice(x, y)] = short(-across.conj().T)
    for side, first, count in arms:
        step = {"left": (-1, 0), "right": (1, 0), "bottom": (0, -1), "top": (0, 1)}[side]
        lead = kwant.Builder(kwant.TranslationalSymmetry(step), conservation_law=law)
        places = range(first, first + count)
        if step[0]:
            for y in places:
                lead[lattice(0, y)] = short(cell)
                lead[lattice(1, y), lattice(0, y)] = bond_x(y)
            for y in places[:-1]:
                lead[lattice(0, y + 1), lattice(0, y)] = short(-across.conj().T)
        else:
            row = 0 if side == "bottom" else width - 1
            for x in places:
                # ⟨y+1|H|y⟩: the bonds along the lead turn with x, counted from its middle.
                middle = first + (count - 1) / 2
                phase = np.exp(1j * turn * (x - middle)) if turn else 1.0
                lead[lattice(x, row)] = short(cell)
                lead[lattice(x, row + 1), lattice(x, row)] = short(-across.conj().T * phase)
            for x in places[:-1]:
                lead[lattice(x + 1, row), lattice(x, row)] = bond_x(row)
        device.attach_lead(lead)
    return device.finalized()


def strip(onsite, **keywords):
    """Return a strip between leads of its own width."""
    width = onsite[1]
    if not isinstance(onsite, tuple):
        width = onsite.shape[1]
    return square(onsite, [("left", 0, width), ("right", 0, width)], **keywords)
