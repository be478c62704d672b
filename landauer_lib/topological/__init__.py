"""Topological matter: edges without a way back, Majorana peaks, heat counted in halves.

``edges`` holds rings of contacts on a quantum spin Hall sample (and on a quantum Hall one, for
comparison), ``majorana`` the zero-bias peak of a Majorana state, ``thermal_hall`` the counting of
modes by their heat. A quantized peak or a half-integer heat conductance is necessary for Majorana
modes, not sufficient: ordinary bound states and unequilibrated edges imitate both.
"""

from landauer_lib.topological.edges import EdgeNetwork, chiral_edge, helical_edge
from landauer_lib.topological.majorana import andreev_reflection, majorana_conductance
from landauer_lib.topological.thermal_hall import (
    HALF_FILLED_ORDERS,
    edge_heat_conductance,
    thermal_hall_number,
)

__all__ = [
    "HALF_FILLED_ORDERS",
    "EdgeNetwork",
    "andreev_reflection",
    "chiral_edge",
    "edge_heat_conductance",
    "helical_edge",
    "majorana_conductance",
    "thermal_hall_number",
]
