"""Widgets of chapter 6, the quantum staircase."""

from landauer_lib.widgets.book.staircase.diagram import staircase
from landauer_lib.widgets.book.staircase.saddle import cusp, half_plateaus, imperfect
from landauer_lib.widgets.book.staircase.waves import neck

__all__ = ["cusp", "half_plateaus", "imperfect", "neck", "staircase"]
