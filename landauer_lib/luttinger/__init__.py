"""Luttinger liquid: an interacting wire, alone and between leads that do not interact.

Interactions turn the electrons of a one-dimensional wire into charge waves (plasmons) of velocity
v whose impedance is 1/K of that of free electrons: K = 1 without interactions, K < 1 for
repulsion. Between leads with K = 1 the waves are partly reflected at the contacts, and the direct
current does not notice: :class:`Wire`. Heat does notice: :func:`charge_heat_conductance`; and so
does a current past an impurity: :func:`impurity_exponent` and what follows from it.

K means K_ρ where the channel is spin-degenerate (``degeneracy=2``, the default; K_σ = 1) and the
only K where it is not (``degeneracy=1``). Velocities are those of the charge
waves, in m/s; angular frequencies in rad/s; phasors vary as exp(−iωt). Valid below the bandwidth,
where the dispersion is linear.
"""

from landauer_lib.luttinger.heat import (
    charge_heat_conductance,
    impurity_lorenz_ratio,
    wire_lorenz_ratio,
)
from landauer_lib.luttinger.impurity import (
    circuit_parameter,
    density_of_states_exponent,
    exact_crossover,
    impurity_conductance,
    impurity_exponent,
    lead_temperature,
)
from landauer_lib.luttinger.interaction import interaction_parameter
from landauer_lib.luttinger.profiles import (
    PotentialProfile,
    ac_profile,
    local_conductance,
    potential_profile,
)
from landauer_lib.luttinger.pulses import (
    PulseResponse,
    bulk_injection,
    charge_density,
    pulse_response,
)
from landauer_lib.luttinger.wire import Wire, infinite_wire_conductance

__all__ = [
    "PotentialProfile",
    "PulseResponse",
    "Wire",
    "ac_profile",
    "bulk_injection",
    "charge_density",
    "charge_heat_conductance",
    "circuit_parameter",
    "density_of_states_exponent",
    "exact_crossover",
    "impurity_conductance",
    "impurity_exponent",
    "impurity_lorenz_ratio",
    "infinite_wire_conductance",
    "interaction_parameter",
    "lead_temperature",
    "local_conductance",
    "potential_profile",
    "pulse_response",
    "wire_lorenz_ratio",
]
