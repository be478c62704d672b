"""From the laboratory: measured traces, what they hold, and how well it is known.

``reading`` reads the files of instruments and programs, ``saving`` writes them, and a ``Trace``
carries columns with units that convert. ``sweeps`` parts up from down, ``streams`` cuts a
continuous measurement into opening traces, ``plateaus`` finds the flat parts of a staircase,
``histograms`` and ``stretching`` count break-junction traces, ``synthetic`` makes labeled data for
practice. Fits: ``staircase`` the saddle model, ``temperature_series`` the same at several
temperatures, ``bias_map`` dI/dV over gate and bias, ``resonance`` a peak over the gate,
``molecular`` an I–V curve through one level, ``tunneling`` one through a barrier,
``transition_voltage`` its Fowler–Nordheim minimum; ``pictures`` draws a fit with its residuals.
Functions of physics take values in the library's units (V, A, S, eV, K, Ω):
``trace.in_units("G", "S")``. Fits stand on lmfit and report what the residuals, and not only the
least squares, say of the uncertainties.
"""

from landauer_lib.lab.bias_map import (
    BiasMapFit,
    conductance_map,
    fit_bias_map,
    without_series_resistance,
)
from landauer_lib.lab.fit import Fit
from landauer_lib.lab.histograms import ConductanceHistogram, conductance_histogram
from landauer_lib.lab.molecular import fit_molecular_iv
from landauer_lib.lab.plateaus import Plateaus, find_plateaus
from landauer_lib.lab.reading import load_trace
from landauer_lib.lab.resonance import fit_resonance
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
from landauer_lib.lab.temperature_series import electron_temperature, fit_temperature_series
from landauer_lib.lab.traces import Trace, subtract_series_resistance
from landauer_lib.lab.transition_voltage import (
    TransitionVoltages,
    level_from_transition_voltages,
    transition_voltages,
)
from landauer_lib.lab.tunneling import fit_tunneling, simmons_current

__all__ = [
    "BiasMapFit",
    "ConductanceHistogram",
    "Fit",
    "Hysteresis",
    "PlateauLengths",
    "Plateaus",
    "StaircaseFit",
    "StretchingHistogram",
    "Trace",
    "TransitionVoltages",
    "conductance_histogram",
    "conductance_map",
    "cut_stream",
    "electron_temperature",
    "find_plateaus",
    "fit_bias_map",
    "fit_molecular_iv",
    "fit_resonance",
    "fit_staircase",
    "fit_temperature_series",
    "fit_tunneling",
    "hysteresis",
    "level_from_transition_voltages",
    "load_trace",
    "plateau_lengths",
    "saturated",
    "save_trace",
    "simmons_current",
    "split_sweeps",
    "stretching_histogram",
    "subtract_series_resistance",
    "synthetic_breaking_traces",
    "synthetic_staircase",
    "transition_voltages",
    "turning_points",
    "without_series_resistance",
]
