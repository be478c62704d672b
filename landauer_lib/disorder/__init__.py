"""Disordered conductors: localization in one channel, diffusion in many, chaos in a cavity.

``series`` averages obstacles in series over their phases, ``localization`` gives the localization
length of the Anderson chain with its anomalies, ``channels`` the moments and distributions of
transmission eigenvalues of many-channel wires and clean Dirac strips, ``cavity`` those of chaotic
cavities with any number of channels. Lengths
come as s = L/ℓ, with the mean free path ℓ defined by reflection, ⟨R⟩ = s for a short wire in one
channel and T = N/(1 + s) on average in N channels. Transmissions are per spin.
"""

from landauer_lib.disorder.cavity import (
    cavity_mean,
    cavity_partition,
    cavity_variance,
    chaotic_density,
    chaotic_sample,
)
from landauer_lib.disorder.channels import (
    diffusive_density,
    diffusive_sample,
    dirac_strip,
    dmpk_fano,
    dmpk_mean,
    dmpk_variance,
)
from landauer_lib.disorder.localization import localization_length
from landauer_lib.disorder.series import (
    mean_log_transmission,
    mean_series_resistance,
    mean_transmission,
    variance_log_transmission,
)
from landauer_lib.disorder.weak_localization import magnetic_phase_length, weak_localization

__all__ = [
    "cavity_mean",
    "cavity_partition",
    "cavity_variance",
    "chaotic_density",
    "chaotic_sample",
    "diffusive_density",
    "diffusive_sample",
    "dirac_strip",
    "dmpk_fano",
    "dmpk_mean",
    "dmpk_variance",
    "localization_length",
    "magnetic_phase_length",
    "mean_log_transmission",
    "mean_series_resistance",
    "mean_transmission",
    "variance_log_transmission",
    "weak_localization",
]
