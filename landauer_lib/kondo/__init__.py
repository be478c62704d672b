"""A quantum dot with one unpaired spin: from Coulomb blockade to the Kondo effect.

Conductances in S; energies and Γ = Γ_L + Γ_R (full width at half maximum, the rates being Γ/ħ)
in eV; the level is measured from the chemical potential. Exact statements (Friedel, Langreth, the
isolated level's thermal occupation) stand beside an empirical curve and models; each function
says which it is and where it ends. One spin-½ level, symmetric or not, no magnetic field except in
:func:`zeeman_split_conductance`.
"""

from landauer_lib.kondo.blockade import coulomb_blockade_conductance, coulomb_peak
from landauer_lib.kondo.fermi_liquid import FermiLiquid, fermi_liquid_coefficients
from landauer_lib.kondo.scaling import (
    conductance,
    leading_logarithm_conductance,
    quadratic_coefficient,
    zeeman_split_conductance,
)
from landauer_lib.kondo.unitary import kondo_temperature, unitary_conductance

__all__ = [
    "FermiLiquid",
    "conductance",
    "coulomb_blockade_conductance",
    "coulomb_peak",
    "fermi_liquid_coefficients",
    "kondo_temperature",
    "leading_logarithm_conductance",
    "quadratic_coefficient",
    "unitary_conductance",
    "zeeman_split_conductance",
]
