"""Scattering matrices of lattice devices, which know that they are not the whole story."""

from landauer_lib.scattering import SMatrix

__all__ = ["LatticeSMatrix"]


class LatticeSMatrix(SMatrix):
    """Scattering matrix between the propagating modes of lattice leads.

    The reference planes are the cells of the device that the leads touch: an outgoing amplitude
    belongs to the wave u λ^j with j = 0 there. Waves that decay in the leads are summed over, so
    that two such matrices do not compose directly: a piece that follows at once is felt through
    the decaying waves too. ``first @ propagation(momenta * cells) @ second`` is right for pieces
    with that many cells from one plane to the other, once the decaying waves have died out.

    Raises
    ------
    ValueError
        Where two of them are composed without anything in between.

    Examples
    --------
    >>> from landauer_lib.lattice import Strip
    >>> piece = Strip([[0.5]]).scattering(0.0)
    >>> piece @ piece
    Traceback (most recent call last):
        ...
    ValueError: two lattice devices do not compose by their open modes alone: put the clean lead \
between them, first @ propagation(momenta * cells) @ second, or build one device of both
    """

    def __matmul__(self, other: SMatrix) -> SMatrix:
        """Put another conductor, not of a lattice, to the right of this one."""
        if isinstance(other, LatticeSMatrix):
            raise ValueError(
                "two lattice devices do not compose by their open modes alone: put the clean lead "
                "between them, first @ propagation(momenta * cells) @ second, or build one device "
                "of both"
            )
        return super().__matmul__(other)
