"""The Landauer formula: charge and heat carried by electrons that are transmitted or not.

With f_L - f_R the window between two reservoirs and T(E) the transmission summed over channels,
per spin, I = (degeneracy e/h) ∫T(E)(f_L - f_R)dE. Its linear response is governed by the integrals
K_n = ∫(E - mu)^n T(E)(-df/dE)dE. Valid for a phase-coherent conductor of non-interacting (or
mean-field) electrons between reflectionless reservoirs. Energies in eV, temperatures in K; particle
current from source to drain is positive, so eV = mu_source - mu_drain.

``transmission`` is a number, an array that broadcasts with the reservoirs, or a function that maps
a one-dimensional array of energies to T(E) >= 0. It may exceed 1: it is the sum over channels.
Integrals are accurate to 1e-10, relative to ∫T|window|dE, for smooth T(E), and to 1e-8 where it
jumps or resonates, down to widths of 1e-6 k_B T. Name such energies in ``breakpoints``, or let the
function carry them as an attribute of that name: they are then resolved at any width and however
small they are against their background. Unnamed, a resonance shows by its tails and a jump by its
two sides; but what is exactly zero outside a width below 0.04 k_B T (at temperature 0: below 1/1000
of the bias window) may fall between samples, and needs a breakpoint. What does not converge raises
``IntegrationError``. That takes thousands of energies: a slow T(E), of a lattice for instance, is
tabulated first, by :func:`tabulated`, which takes about a hundred and says its error.
"""

from .._quadrature import IntegrationError
from .bias import current, heat_current
from .linear import (
    conductance,
    figure_of_merit,
    landauer_integrals,
    lorenz_ratio,
    seebeck,
    seebeck_mott,
    thermal_conductance,
)
from .relaxation import charge_relaxation_resistance, quantum_capacitance
from .table import Table, tabulated

__all__ = [
    "IntegrationError",
    "Table",
    "charge_relaxation_resistance",
    "conductance",
    "current",
    "figure_of_merit",
    "heat_current",
    "landauer_integrals",
    "lorenz_ratio",
    "quantum_capacitance",
    "seebeck",
    "seebeck_mott",
    "tabulated",
    "thermal_conductance",
]
