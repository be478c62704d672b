"""From the laboratory: measured traces, what they hold, and how well it is known.

``traces`` reads CSV files and takes off a series resistance, ``plateaus`` finds the flat parts of a
staircase, ``staircase`` fits the saddle model, ``histograms`` counts break-junction traces,
``molecular`` fits an I–V curve through one level, ``synthetic`` makes labeled data for practice.
Values are in the library's units (V, A, S, eV, K, Ω); what a file says in other units is for the
caller to convert. Fits report a covariance, linearized at the best value, and say in words what it
hides.
"""

from landauer_lib.lab.fit import Fit
from landauer_lib.lab.histograms import ConductanceHistogram, conductance_histogram
from landauer_lib.lab.molecular import fit_molecular_iv
from landauer_lib.lab.plateaus import Plateaus, find_plateaus
from landauer_lib.lab.reading import load_trace
from landauer_lib.lab.saving import save_trace
from landauer_lib.lab.staircase import StaircaseFit, fit_staircase
from landauer_lib.lab.synthetic import synthetic_breaking_traces, synthetic_staircase
from landauer_lib.lab.traces import Trace, subtract_series_resistance

__all__ = [
    "ConductanceHistogram",
    "Fit",
    "Plateaus",
    "StaircaseFit",
    "Trace",
    "conductance_histogram",
    "find_plateaus",
    "fit_molecular_iv",
    "fit_staircase",
    "load_trace",
    "save_trace",
    "subtract_series_resistance",
    "synthetic_breaking_traces",
    "synthetic_staircase",
]
