"""A scattering solver for tight-binding devices: exact, phase-coherent, two leads or many.

``Strip`` is the fast path for strips of the square lattice, ``Slices`` the robust two-lead
reference for any slices, ``Network`` any shape with any number of leads. Energies are in units of
the hopping, lengths in sites, flux in quanta per plaquette, currents in units of e/h per energy;
transmissions are per spin, and T[p, q] runs from lead q into lead p.
``landauer_lib.lattice.pictures`` draws devices, modes, densities and currents.
"""

from .constrictions import (
    abrupt_constriction,
    funnel_constriction,
    hard_wall_constriction,
    neck_thresholds,
    smooth_constriction,
)
from .devices import (
    bhz_strip,
    disordered_strip,
    hall_bar,
    rashba_wire,
    ring,
    uniform_strip,
)
from .ensemble import Ensemble, ensemble
from .graphene import graphene_ribbon
from .leads import Lead, Modes, UnresolvedError
from .network import Contact, Network
from .shapes import Arm, square_network
from .slices import Slices
from .states import bond_currents, current_field, local_density
from .strip import Strip, Terminal

__all__ = [
    "Arm",
    "Contact",
    "Ensemble",
    "Lead",
    "Modes",
    "Network",
    "Slices",
    "Strip",
    "Terminal",
    "UnresolvedError",
    "abrupt_constriction",
    "bhz_strip",
    "bond_currents",
    "current_field",
    "disordered_strip",
    "ensemble",
    "funnel_constriction",
    "graphene_ribbon",
    "hall_bar",
    "hard_wall_constriction",
    "local_density",
    "neck_thresholds",
    "rashba_wire",
    "ring",
    "smooth_constriction",
    "square_network",
    "uniform_strip",
]
