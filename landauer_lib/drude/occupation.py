"""What fills a wire under bias: movers to the right and to the left, place by place.

Right movers start with the occupation of the left reservoir, left movers with that of the right
one, and scattering turns them into each other once per backscattering length. Elastic scattering
keeps this energy by energy, so the occupations are mixtures of two Fermi functions; scattering
among the electrons makes Fermi functions of them, with the same mean energies ``mu``.
"""

from typing import NamedTuple

import numpy as np

from .. import _checks
from .._types import ArrayLike, Floats

__all__ = ["Movers", "wire_occupation"]


class Movers(NamedTuple):
    """Shares of the left reservoir's occupation; the right reservoir's has the rest."""

    right: Floats
    """Of the electrons that move to the right."""
    left: Floats
    """Of the electrons that move to the left."""
    mean: Floats
    """Of both: what a probe that favors neither direction reads."""


def wire_occupation(x: ArrayLike, length: float, backscattering_length: float) -> Movers:
    """Return which reservoir fills the right and the left movers along a wire.

    f = share × f_L + (1 − share) × f_R for either direction at every energy, and likewise
    mu = mu_R + share × (mu_L − mu_R). Their difference is the transmission λ/(λ + L), the same
    everywhere since the current is. At either end the mean jumps by half of that: the contact
    resistance. Without scattering the shares are 1 and 0 along the whole wire.

    Parameters
    ----------
    x : array_like
        Place in m from the left end of the wire; outside of it, in the wide reservoirs, all
        shares are 1 on the left and 0 on the right.
    length : float
        Length L in m, at least 0.
    backscattering_length : float
        λ in m, above 0.

    Returns
    -------
    Movers
        ``right``, ``left`` and ``mean``, each of the shape of ``x``.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    References
    ----------
    S. Datta, Electronic Transport in Mesoscopic Systems (Cambridge, 1995), chapter 2. Exact for
    one dimension; in more than one an interpolation, like
    :func:`landauer_lib.drude.wire_resistance`.

    Examples
    --------
    >>> movers = wire_occupation([0.0, 0.5e-6, 1e-6], length=1e-6, backscattering_length=1e-6)
    >>> movers.right, movers.left
    (array([1.  , 0.75, 0.5 ]), array([0.5 , 0.25, 0.  ]))
    """
    place = _checks.number("x", x)
    extent = _checks.scalar("length", length, at_least=0)
    path = _checks.scalar("backscattering_length", backscattering_length, above=0)
    inside = np.clip(place, 0, extent)
    right = (path + extent - inside) / (path + extent)
    left = (extent - inside) / (path + extent)
    right, left = (
        np.where(place < 0, 1.0, np.where(place > extent, 0.0, share)) for share in (right, left)
    )
    return Movers(right[()], left[()], ((right + left) / 2)[()])
