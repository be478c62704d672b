"""Physical constants and the quanta of transport.

The 2019 SI fixes e, h and k_B, so every quantum below is exact up to rounding; the Bohr magneton
and the electron mass are measured (CODATA 2022).
"""

from math import pi
from typing import Final

E_CHARGE: Final = 1.602176634e-19
"""Elementary charge e > 0, in C (exact)."""

H_PLANCK: Final = 6.62607015e-34
"""Planck constant h, in J s (exact)."""

HBAR: Final = H_PLANCK / (2 * pi)
"""Reduced Planck constant, in J s."""

K_B: Final = 1.380649e-23
"""Boltzmann constant, in J/K (exact)."""

ELECTRON_MASS: Final = 9.1093837139e-31
"""Free-electron mass, in kg (CODATA 2022)."""

HBAR_EV: Final = HBAR / E_CHARGE
"""Reduced Planck constant, in eV s."""

K_B_EV: Final = K_B / E_CHARGE
"""Boltzmann constant, in eV/K."""

MU_B_EV: Final = 5.7883817982e-5
"""Bohr magneton, in eV/T (CODATA 2022)."""

HBAR2_OVER_2M_EV: Final = HBAR**2 / (2 * ELECTRON_MASS * E_CHARGE)
"""ħ²/2m for a free electron, in eV m²; divide by the effective mass."""

G0: Final = 2 * E_CHARGE**2 / H_PLANCK
"""Conductance quantum 2e²/h of one spin-degenerate channel, in S (77.48 µS)."""

R0: Final = 1 / G0
"""Resistance h/2e² of one spin-degenerate channel, in Ω (12 906 Ω)."""

R_K: Final = H_PLANCK / E_CHARGE**2
"""Von Klitzing constant h/e², in Ω (25 812.807 Ω)."""

KAPPA0: Final = pi**2 * K_B**2 / (3 * H_PLANCK)
"""Quantum of thermal conductance over temperature, π²k_B²/3h, in W/K², per channel."""

LORENZ: Final = pi**2 * K_B**2 / (3 * E_CHARGE**2)
"""Lorenz number π²k_B²/3e² of Wiedemann and Franz, in W Ω/K²."""
