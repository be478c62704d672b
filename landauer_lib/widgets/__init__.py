"""What a reader moves or types into: Explorer, SelfCheck, and the book's widgets by name.

A chapter imports the module of its widgets, ``from landauer_lib.widgets.book import staircase``;
the same functions are found here by name, ``widgets.half_plateaus()``.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from landauer_lib.widgets.arrivals import Arrivals, Beam
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.controls import Choice, Slider
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.front import page_assets
from landauer_lib.widgets.handles import Handle
from landauer_lib.widgets.marks import (
    Area,
    Arrow,
    Dot,
    Dots,
    ErrorBars,
    Level,
    Line,
    Polygon,
    Text,
)
from landauer_lib.widgets.match import Match
from landauer_lib.widgets.panels import Picture, Plot
from landauer_lib.widgets.predict import Predict
from landauer_lib.widgets.question import Option, Question
from landauer_lib.widgets.selfcheck import Answer, SelfCheck
from landauer_lib.widgets.view import Band, Curve, Field, Label, Shown, View

__all__ = [
    "Answer",
    "Area",
    "Arrivals",
    "Arrow",
    "Axis",
    "Band",
    "Beam",
    "Choice",
    "Curve",
    "Dot",
    "Dots",
    "ErrorBars",
    "Explorer",
    "Field",
    "Handle",
    "Label",
    "Level",
    "Line",
    "Match",
    "Option",
    "Picture",
    "Plot",
    "Polygon",
    "Predict",
    "Question",
    "SelfCheck",
    "Shown",
    "Slider",
    "Text",
    "View",
    "named",
    "page_assets",
]


def named() -> dict[str, Callable[[], Any]]:
    """Return every widget function of the book by its name, imported from its chapter's module.

    Raises ``ImportError`` if two modules offer one name.

    >>> named()["half_plateaus"].__module__
    'landauer_lib.widgets.book.staircase.saddle'
    """
    book = import_module(f"{__name__}.book")
    found: dict[str, Callable[[], Any]] = {}
    for module in iter_modules(book.__path__):
        part = import_module(f"{book.__name__}.{module.name}")
        for name in part.__all__:
            if name in found:
                raise ImportError(f"two modules of {book.__name__} offer a widget {name!r}")
            found[name] = getattr(part, name)
    return found


def __getattr__(name: str) -> Any:
    """Find a widget function of the book the first time it is asked for."""
    if not name.startswith("_") and name in (functions := named()):
        globals()[name] = functions[name]
        return functions[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
