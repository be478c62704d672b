"""Conserved blocks of a strip: spins that do not mix, and waves even or odd across it.

The total transmission is the sum over blocks, and dense steps cost the cube of a block's size.
"""

from dataclasses import replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from .chain import Chain, Facing

__all__ = ["sectors"]


def sectors(chain: Chain) -> list[tuple[Chain, int]]:
    """Return independent chains and how often each occurs; transmissions add up."""
    return [(half, count) for block, count in _orbital_blocks(chain) for half in _mirror(block)]


def _orbital_blocks(chain: Chain) -> list[tuple[Chain, int]]:
    """Split orbitals that no term couples; equal or time-reversed blocks are counted, not kept."""
    if chain.orbitals == 1:
        return [(chain, 1)]
    fields = (chain.onsite, chain.across, chain.along, chain.left.onsite, chain.right.onsite)
    coupled = sum(np.abs(f).reshape(-1, *f.shape[-2:]).sum(axis=0) for f in fields)
    number, label = connected_components(coupled)
    kept: list[tuple[Chain, int]] = []
    for block in range(number):
        part = _restricted(chain, np.flatnonzero(label == block))
        for i, (other, count) in enumerate(kept):
            if _partners(part, other):
                kept[i] = (other, count + 1)
                break
        else:
            kept.append((part, 1))
    return kept


def _restricted(chain: Chain, orbitals: NDArray[np.intp]) -> Chain:
    grid = (..., orbitals[:, None], orbitals)
    return replace(
        chain,
        onsite=chain.onsite[grid],
        across=chain.across[grid],
        along=chain.along[grid],
        left=Facing(chain.left.onsite[grid], chain.left.offset),
        right=Facing(chain.right.onsite[grid], chain.right.offset),
    )


def _partners(one: Chain, other: Chain) -> bool:
    """Whether two blocks are equal, or (without field) time-reversed copies of each other.

    Time reversal takes S to its transpose, and t and t′ have the same weight: T is the same.
    """
    if one.orbitals != other.orbitals:
        return False
    pairs = [
        (one.onsite, other.onsite),
        (one.across, other.across),
        (one.along, other.along),
        (one.left.onsite, other.left.onsite),
        (one.right.onsite, other.right.onsite),
    ]
    if all(np.array_equal(a, b) for a, b in pairs):
        return True
    return not one.flux.any() and all(np.array_equal(a, b.conj()) for a, b in pairs)


def _mirror(chain: Chain) -> list[Chain]:
    """Split a strip that is its own mirror image y → W − 1 − y into even and odd waves."""
    width = chain.onsite.shape[1]
    ends = (chain.left, chain.right)
    symmetric = (
        width > 1
        and not chain.flux.any()
        and np.array_equal(chain.onsite, chain.onsite[:, ::-1])
        and np.array_equal(chain.across, np.conj(np.swapaxes(chain.across[::-1], -1, -2)))
        and all(end.offset * 2 + end.onsite.shape[0] == width for end in ends)
        and all(np.array_equal(end.onsite, end.onsite[::-1]) for end in ends)
    )
    if not symmetric:
        return [chain]
    half = width // 2
    middle = chain.across[half - 1]
    if width % 2 == 0:
        # The last kept row faces its own image: ±hopping becomes an on-site term.
        parts = [(half, 1.0, -middle), (half, 1.0, middle)]
    else:
        # The central row couples to the even wave of its two neighbors by √2, to the odd one not.
        parts = [(half + 1, sqrt(2), 0 * middle), (half, 1.0, 0 * middle)]
    result = []
    for rows, stretch, extra in parts:
        if any(end.offset >= rows for end in ends):
            continue  # a lead of one row has no odd wave
        across = chain.across[: rows - 1].copy()
        across[-1:] *= stretch
        result.append(
            Chain(
                _with_last(chain.onsite[:, :rows], extra),
                across,
                chain.along,
                chain.flux,
                chain.rows[:rows],
                *(Facing(_with_last(e.onsite[: rows - e.offset], extra), e.offset) for e in ends),
            )
        )
    return result


def _with_last(blocks: NDArray[np.inexact], extra: NDArray[np.inexact]) -> NDArray[np.inexact]:
    """Return the blocks with ``extra`` added on the last row."""
    changed = blocks.astype(np.result_type(blocks, extra))
    changed[..., -1, :, :] += extra
    return changed
