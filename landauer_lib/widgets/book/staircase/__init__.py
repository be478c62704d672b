"""Widgets of chapter 6, the quantum staircase."""

from landauer_lib.widgets.book.staircase.diagram import staircase
from landauer_lib.widgets.book.staircase.saddle import half_plateaus, imperfect, threshold
from landauer_lib.widgets.book.staircase.waves import neck

__all__ = ["half_plateaus", "imperfect", "neck", "staircase", "threshold"]
