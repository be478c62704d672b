"""Widgets of chapter 6, the quantum staircase."""

from landauer_lib.widgets.book.staircase.diagram import staircase
from landauer_lib.widgets.book.staircase.eigenchannels import scattering_states
from landauer_lib.widgets.book.staircase.lattice import abrupt
from landauer_lib.widgets.book.staircase.saddle import cusp, half_plateaus, imperfect

__all__ = ["abrupt", "cusp", "half_plateaus", "imperfect", "scattering_states", "staircase"]
