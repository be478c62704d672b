"""From the laboratory: measured traces, what they hold, and how well it is known.

``traces`` reads CSV files and takes off a series resistance, ``plateaus`` finds the flat parts of a
staircase, ``histograms`` counts break-junction traces, ``synthetic`` makes labeled data for
practice. Fits: ``staircase`` the saddle model, ``temperature_series`` the same at several
temperatures, ``bias_map`` dI/dV over gate and bias, ``resonance`` a peak over the gate,
``molecular`` an I–V curve through one level, ``tunneling`` one through a barrier,
``transition_voltage`` its Fowler–Nordheim minimum; ``pictures`` draws a fit with its residuals.
Values are in the library's units (V, A, S, eV, K, Ω); what a file says in other units is for the
caller to convert. Fits stand on lmfit and report what the residuals, and not only the least
squares, say of the uncertainties.
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
from landauer_lib.lab.resonance import fit_resonance
from landauer_lib.lab.staircase import StaircaseFit, fit_staircase
from landauer_lib.lab.synthetic import synthetic_breaking_traces, synthetic_staircase
from landauer_lib.lab.temperature_series import electron_temperature, fit_temperature_series
from landauer_lib.lab.traces import Trace, load_trace, save_trace, subtract_series_resistance
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
    "Plateaus",
    "StaircaseFit",
    "Trace",
    "TransitionVoltages",
    "conductance_histogram",
    "conductance_map",
    "electron_temperature",
    "find_plateaus",
    "fit_bias_map",
    "fit_molecular_iv",
    "fit_resonance",
    "fit_staircase",
    "fit_temperature_series",
    "fit_tunneling",
    "level_from_transition_voltages",
    "load_trace",
    "save_trace",
    "simmons_current",
    "subtract_series_resistance",
    "synthetic_breaking_traces",
    "synthetic_staircase",
    "transition_voltages",
    "without_series_resistance",
]
