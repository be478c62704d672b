"""Match a curve: move the controls until it lies on a hidden setting's or on measured points.

How far the curve is from the points is told in the units of the plot, not in which direction to
go. Whatever setting comes as near as asked is right, the hidden one or another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from landauer_lib import _checks
from landauer_lib.widgets import front
from landauer_lib.widgets.compared import apart, curve_at, full_setting, plot_with, stops_at
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.marks import Dots, ErrorBars
from landauer_lib.widgets.panels import Plot

__all__ = ["Match"]

POINTS = 40
"""Points of a hidden setting's curve that are shown, at most."""


@dataclass(frozen=True, eq=False)
class Match:
    """A curve to be laid on points.

    Parameters
    ----------
    panel, curve : str
        Key of the plot, and of the curve that is to lie on the points.
    question : str
        What is asked.
    answer : mapping
        Controls by name: the hidden setting, or the one that is best for the measured points. The
        others stand at their start.
    within : float
        Root mean square distance, as a share of the plot's height, at which the curve counts as
        lying on the points.
    says : str
        What a reader is told who has done it.
    points : ErrorBars, optional
        Measured points; without them, points of the curve at the hidden setting.
    tries : int
        After so many checks the setting can be shown.

    Examples
    --------
    >>> Match("plot", "line", "Which slope?", answer={"slope": 1}, says="So it is.").within
    0.01
    """

    panel: str
    curve: str
    question: str
    answer: Mapping[str, Any]
    within: float = 0.01
    says: str = "The curve lies on the points."
    points: ErrorBars | None = None
    tries: int = 4

    def __post_init__(self) -> None:
        for name in ("question", "says"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name} must say something")
        _checks.scalar("within", self.within, above=0, at_most=0.2)
        _checks.whole_number("tries", self.tries, at_least=1)

    def spec(self, explorer: Explorer) -> dict[str, Any]:
        """Return what the front end needs; the hidden setting is in base64.

        Raises ``ValueError`` if the task does not fit the widget, if its answer does not lie on
        the points, or if the widget opens at an answer.
        """
        plot = plot_with(explorer, self.panel, self.curve)
        answer = full_setting(explorer, self.answer)
        mark = self._mark(explorer, plot, answer)
        x, y = (np.asarray(row, dtype=np.float64) for row in (mark.x, mark.y))
        low, high = plot.place[0], plot.place[-1]
        _checks.number("x of the points", x, at_least=low, at_most=high)
        goal = plot.y.share(_checks.number("y of the points", y, **_bounds(plot)))

        def away(setting: Mapping[str, Any]) -> float:
            drawn = curve_at(explorer, self.panel, self.curve, setting)
            return apart(plot.y.share(np.interp(x, plot.place, drawn)), goal)

        if away(answer) > self.within:
            raise ValueError(
                f"{explorer.name}: at the answer the curve is {away(answer):.3g} of the height "
                f"from the points, within is {self.within:g}"
            )
        if away(full_setting(explorer, {})) <= self.within:
            raise ValueError(f"{explorer.name}: the widget opens on the points; start elsewhere")
        key = {"answer": stops_at(explorer, answer), "says": self.says}
        return {
            "kind": "match",
            "panel": self.panel,
            "curve": [one.key for one in plot.curves].index(self.curve),
            "question": self.question,
            "within": self.within,
            "tries": self.tries,
            "x": x.tolist(),
            "y": [float(f"{value:.6g}") for value in y],
            "mark": {**mark.style(), "at": [row.tolist() for _, row in mark.places()]},
            "measured": self.points is not None,
            "key": front.encode_key(key),
        }

    def _mark(self, explorer: Explorer, plot: Plot, answer: dict[str, Any]) -> Dots | ErrorBars:
        if self.points is not None:
            return self.points
        values = curve_at(explorer, self.panel, self.curve, answer)
        at = np.unique(np.rint(np.linspace(0, values.size - 1, POINTS)).astype(int))
        return Dots(plot.place[at], values[at], "measured", size=5, label="to be matched")


def _bounds(plot: Plot) -> dict[str, float]:
    low, high = plot.y.limits
    return {"at_least": low, "at_most": high}
