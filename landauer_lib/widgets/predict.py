"""Predict a curve before it appears: by a sketch, or by a choice among stills.

How far a sketch is from the right curve and from what named mistakes lead to is said in shares of
the plot's height, into which Python brings all of them. Nothing is graded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Literal

import numpy as np

from landauer_lib._types import ArrayLike, Floats
from landauer_lib.widgets import front
from landauer_lib.widgets.compared import (
    apart,
    curve_at,
    full_setting,
    plot_with,
    shares,
    stops_at,
)
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.panels import Plot

__all__ = ["Predict"]

STATIONS = 81
"""Points of x at which a sketch is taken down, at most."""

GRIPS = 7
"""Points of a sketch that the keyboard moves."""

ALIKE = 0.05
"""Two curves nearer than this share of the height could not be told apart in a sketch."""

FAR = 0.12
"""A sketch farther than this from all curves is like none of them."""

LETTERS = "ABCDEF"


@dataclass(frozen=True, eq=False)
class Predict:
    """A curve to be predicted before the widget shows it.

    Parameters
    ----------
    panel, curve : str
        Key of the plot, and of the curve that stays hidden until the reader has predicted it.
    question : str
        What is asked, with the setting in words.
    mistakes : mapping
        For each mistake what a reader is told whose sketch resembles it, and the y values to which
        it leads at the plot's points.
    setting : mapping, optional
        Controls by name at which the prediction is made; the others stand at their start.
    kind : {"sketch", "choose"}
        Whether the curve is drawn by the reader, or chosen among stills of it and the mistakes.
    right : str
        What a reader is told whose prediction holds.
    also : sequence of str
        Further curves of the plot that would give the answer away and stay hidden with it.

    Examples
    --------
    >>> Predict("plot", "line", "Sketch the conductance.", right="Half of the slope.",
    ...     mistakes={"That is twice the slope.": [0, 1, 2]}).kind
    'sketch'
    """

    panel: str
    curve: str
    question: str
    mistakes: Mapping[str, ArrayLike]
    setting: Mapping[str, Any] = field(default_factory=dict)
    kind: Literal["sketch", "choose"] = "sketch"
    right: str = "That is how it goes."
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("question", "right"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name} must say something")
        if self.kind not in ("sketch", "choose"):
            raise ValueError(f"kind must be 'sketch' or 'choose', got {self.kind!r}")
        if not 1 <= len(self.mistakes) < len(LETTERS):
            raise ValueError(f"mistakes must be 1 to {len(LETTERS) - 1}, got {len(self.mistakes)}")

    def spec(self, explorer: Explorer) -> dict[str, Any]:
        """Return what the front end needs; what gives the answer away is in base64.

        Raises ``ValueError`` if the task does not fit the widget, or if two of the curves are too
        near to be told apart.
        """
        plot = plot_with(explorer, self.panel, self.curve)
        for other in self.also:
            plot_with(explorer, self.panel, other)
        setting = full_setting(explorer, self.setting)
        truth = curve_at(explorer, self.panel, self.curve, setting)
        known = {self.right: truth, **self.mistakes}
        at = np.unique(np.rint(np.linspace(0, plot.place.size - 1, STATIONS)).astype(int))
        if self.right in self.mistakes:
            raise ValueError("right must be told otherwise than a mistake")
        rows = {
            says: shares(f"mistake {says!r}", plot.y, values, plot.place.size)[at]
            for says, values in known.items()
        }
        for (first, a), (second, b) in combinations(rows.items(), 2):
            if apart(a, b) < ALIKE:
                raise ValueError(
                    f"{explorer.name}: the curves of {first!r} and {second!r} are "
                    f"{apart(a, b):.3f} of the height apart; a sketch tells {ALIKE:g} apart"
                )
        order = self._order(explorer.name, list(rows))
        role = next(c.role for c in plot.curves if c.key == self.curve)
        key: dict[str, Any] = {
            "curves": [[round(1000 * float(v)) for v in rows[says]] for says in order],
            "says": order,
            "right": order.index(self.right),
            "far": FAR,
        }
        return {
            "kind": "predict",
            "how": self.kind,
            "panel": self.panel,
            "hidden": [self.curve, *self.also],
            "role": role,
            "question": self.question,
            "setting": stops_at(explorer, setting),
            "places": [round(float(v), 4) for v in plot.x.share(plot.place[at])],
            "grips": self._grips(plot, at),
            "options": self._options(plot, at, [rows[says] for says in order]),
            "key": front.encode_key(key),
        }

    def _order(self, name: str, says: list[str]) -> list[str]:
        """Return the curves in the order of the stills, the right one at no fixed place."""
        place = sum(f"{name}{self.question}".encode()) % len(says)
        return [*says[1 : place + 1], says[0], *says[place + 1 :]]

    def _grips(self, plot: Plot, at: np.ndarray) -> list[dict[str, Any]]:
        """Return the stations that the keyboard moves, and where they are in words."""
        stations = np.rint(np.linspace(0, at.size - 1, GRIPS)).astype(int)
        unit = f" {plot.x.unit}" if plot.x.unit else ""
        return [
            {"station": int(i), "text": f"{plot.x.label} {plot.place[at[i]]:.3g}{unit}"}
            for i in stations
        ]

    def _options(self, plot: Plot, at: np.ndarray, rows: list[Floats]) -> list[str]:
        """Return each still in words, for those who cannot see it."""
        if self.kind == "sketch":
            return []
        stations = np.rint(np.linspace(0, at.size - 1, 5)).astype(int)
        low, high = plot.y.limits
        told = []
        for letter, row in zip(LETTERS, rows, strict=False):
            heights = row[stations]
            values = low * (high / low) ** heights if plot.y.log else low + (high - low) * heights
            pairs = (
                f"{value:.2g} at {plot.place[at[i]]:.3g}"
                for i, value in zip(stations, values, strict=True)
            )
            told.append(f"{letter}: {', '.join(pairs)}")
        return told
