"""Quantum electrical standards: what ties the ohm, the volt and the ampere to e and h.

A quantum Hall resistor realizes R_K/i, a Josephson array n f/K_J and a single-electron pump N e f.
Since 20 May 2019 e and h are fixed, so R_K = h/e² and K_J = 2e/h carry no uncertainty as numbers;
whether a device realizes them is still a matter for experiment. Three such experiments close the
quantum metrology triangle, R_K K_J Q_S = 2, and comparisons between standards test universality.
From 1990 to 2019 the world used the conventional values R_K-90 and K_J-90, which are exact by
agreement and differ from the SI values by 1.8e-8 and −1.07e-7. All uncertainties here are standard
uncertainties (one standard deviation); relative deviations are value/reference − 1.

``standards`` holds what devices realize, ``means`` how results are put together.
"""

from landauer_lib.metrology.means import Budget, WeightedMean, combined_uncertainty, weighted_mean
from landauer_lib.metrology.standards import (
    COMPARISONS,
    K_J,
    K_J_90,
    R_K_90,
    Comparison,
    josephson_voltage,
    pump_current,
    relative_deviation,
    triangle_closure,
)

__all__ = [
    "COMPARISONS",
    "K_J",
    "K_J_90",
    "R_K_90",
    "Budget",
    "Comparison",
    "WeightedMean",
    "combined_uncertainty",
    "josephson_voltage",
    "pump_current",
    "relative_deviation",
    "triangle_closure",
    "weighted_mean",
]
