"""Büttiker's equations for any number of terminals, and what voltage probes do to a wire.

``network`` solves I_p = (e²/h) Σ_q [T_qp V_p − T_pq V_q] with any terminals floating; ``probes``
models two probes on a wire, invasive or weak, with or without interference; ``scattering`` sums
the probabilities of a scattering matrix. Transmission is per
spin; ``degeneracy`` is 1 unless given, as for the edge states of the quantum Hall effect.
"""

from landauer_lib.multiterminal.network import (
    conductance_matrix,
    eliminate_probe,
    floating_voltages,
    resistance,
    terminal_currents,
)
from landauer_lib.multiterminal.probes import coherent_probed_wire, probed_wire
from landauer_lib.multiterminal.scattering import transmission_from_scattering

__all__ = [
    "coherent_probed_wire",
    "conductance_matrix",
    "eliminate_probe",
    "floating_voltages",
    "probed_wire",
    "resistance",
    "terminal_currents",
    "transmission_from_scattering",
]
