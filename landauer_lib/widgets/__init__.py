"""What a reader moves or types into: Explorer, one function per named widget, and SelfCheck."""

from landauer_lib.widgets.book.luttinger import (
    bouncing_pulses,
    impurity_leads,
    injection,
    wire_frequency,
    wire_potential,
)
from landauer_lib.widgets.book.quantum_of_heat import (
    heat_line,
    heat_window,
    photon_heat,
    resonance_heat,
    suspended_beam,
)
from landauer_lib.widgets.book.scattering_states import scattering_states
from landauer_lib.widgets.book.staircase import abrupt, cusp, half_plateaus, imperfect, staircase
from landauer_lib.widgets.controls import Choice, Slider
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.front import page_assets
from landauer_lib.widgets.selfcheck import Answer, SelfCheck
from landauer_lib.widgets.view import Axis, Band, Curve, Field, Label, View

NAMED = (
    "abrupt",
    "bouncing_pulses",
    "cusp",
    "half_plateaus",
    "heat_line",
    "heat_window",
    "imperfect",
    "impurity_leads",
    "injection",
    "photon_heat",
    "resonance_heat",
    "scattering_states",
    "staircase",
    "suspended_beam",
    "wire_frequency",
    "wire_potential",
)
"""The functions that return a widget of the book, by name."""

__all__ = [
    "NAMED",
    "Answer",
    "Axis",
    "Band",
    "Choice",
    "Curve",
    "Explorer",
    "Field",
    "Label",
    "SelfCheck",
    "Slider",
    "View",
    "abrupt",
    "bouncing_pulses",
    "cusp",
    "half_plateaus",
    "heat_line",
    "heat_window",
    "imperfect",
    "impurity_leads",
    "injection",
    "page_assets",
    "photon_heat",
    "resonance_heat",
    "scattering_states",
    "staircase",
    "suspended_beam",
    "wire_frequency",
    "wire_potential",
]
