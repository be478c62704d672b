"""A scattering solver for tight-binding devices: exact, phase-coherent, two leads or many.

``Strip`` is the fast path for strips of the square lattice, ``Slices`` the robust two-lead
reference for any slices. Energies are in units of the hopping, lengths in sites, flux in quanta per
plaquette, currents in units of e/h per energy; transmissions are per spin, and T[p, q] runs
from lead q into lead p.
"""

from .leads import Lead, Modes
from .slices import Slices
from .strip import Strip, Terminal

__all__ = ["Lead", "Modes", "Slices", "Strip", "Terminal"]
