"""Current noise of coherent conductors: thermal, shot, and what lies between.

Spectral densities are single-sided, in A²/Hz, at frequencies well below eV/h and k_BT/h and above
1/f noise. Eigenvalues T_n of t†t are per spin, along the last axis. The Fano factor is excess noise
over 2eI at eV ≫ k_BT. Transmissions are taken as constant over the bias and thermal windows.
"""

from landauer_lib.noise.arrivals import (
    arrivals,
    attempt_rate,
    counting_cumulants,
    counting_probability,
)
from landauer_lib.noise.fano import (
    CHAOTIC_FANO,
    DIFFUSIVE_FANO,
    HOT_ELECTRON_FANO,
    andreev_conductance,
    andreev_eigenvalues,
    andreev_fano_factor,
    chaotic_fano_factor,
    double_barrier_fano_factor,
    fano_factor,
    minimum_fano_factor,
    two_channel_eigenvalues,
)
from landauer_lib.noise.spectra import excess_noise, hot_electron_noise, noise, noise_from_fano

__all__ = [
    "CHAOTIC_FANO",
    "DIFFUSIVE_FANO",
    "HOT_ELECTRON_FANO",
    "andreev_conductance",
    "andreev_eigenvalues",
    "andreev_fano_factor",
    "arrivals",
    "attempt_rate",
    "chaotic_fano_factor",
    "counting_cumulants",
    "counting_probability",
    "double_barrier_fano_factor",
    "excess_noise",
    "fano_factor",
    "hot_electron_noise",
    "minimum_fano_factor",
    "noise",
    "noise_from_fano",
    "two_channel_eigenvalues",
]
