"""From the laboratory: measured traces, what they hold, and how well it is known.

``reading`` reads the files of instruments and programs, ``saving`` writes them, and a ``Trace``
carries columns with units that convert. ``sweeps`` parts up from down, ``streams`` cuts a
continuous measurement into opening traces, ``plateaus`` finds the flat parts of a staircase,
``staircase`` fits the saddle model, ``histograms`` and ``stretching`` count break-junction traces,
``molecular`` fits an I–V curve through one level, ``synthetic`` makes labeled data for practice.
Functions of physics take values in the library's units (V, A, S, eV, K, Ω):
``trace.in_units("G", "S")``. Fits report a covariance, linearized at the best value, and say in
words what it hides.
"""

from landauer_lib.lab.fit import Fit
from landauer_lib.lab.histograms import ConductanceHistogram, conductance_histogram
from landauer_lib.lab.molecular import fit_molecular_iv
from landauer_lib.lab.plateaus import Plateaus, find_plateaus
from landauer_lib.lab.reading import load_trace
from landauer_lib.lab.saving import save_trace
from landauer_lib.lab.staircase import StaircaseFit, fit_staircase
from landauer_lib.lab.streams import cut_stream, saturated
from landauer_lib.lab.stretching import (
    PlateauLengths,
    StretchingHistogram,
    plateau_lengths,
    stretching_histogram,
)
from landauer_lib.lab.sweeps import Hysteresis, hysteresis, split_sweeps, turning_points
from landauer_lib.lab.synthetic import synthetic_breaking_traces, synthetic_staircase
from landauer_lib.lab.traces import Trace, subtract_series_resistance

__all__ = [
    "ConductanceHistogram",
    "Fit",
    "Hysteresis",
    "PlateauLengths",
    "Plateaus",
    "StaircaseFit",
    "StretchingHistogram",
    "Trace",
    "conductance_histogram",
    "cut_stream",
    "find_plateaus",
    "fit_molecular_iv",
    "fit_staircase",
    "hysteresis",
    "load_trace",
    "plateau_lengths",
    "saturated",
    "save_trace",
    "split_sweeps",
    "stretching_histogram",
    "subtract_series_resistance",
    "synthetic_breaking_traces",
    "synthetic_staircase",
    "turning_points",
]
