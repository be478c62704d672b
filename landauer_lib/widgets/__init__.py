"""Interactive figures of the book: the Explorer and one function per named widget."""

from landauer_lib.widgets.controls import Choice, Slider
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.front import page_assets
from landauer_lib.widgets.view import Axis, Band, Curve, Label, View

__all__ = ["Axis", "Band", "Choice", "Curve", "Explorer", "Label", "Slider", "View", "page_assets"]
