"""Marks drawn by Matplotlib, as ``front/marks.js`` draws them in the browser."""

from typing import TYPE_CHECKING, Any

import numpy as np

from landauer_lib import figures
from landauer_lib.widgets.front import SUBSCRIPT
from landauer_lib.widgets.marks import Mark

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_mark"]

ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def _text(text: str) -> str:
    return SUBSCRIPT.sub(r"$_\\mathrm{\1}$", text)


def _draw_bars(axes: "Axes", color: str, places: list[Any], limit: str | None) -> None:
    x, y, x_low, x_high, y_low, y_high = places
    errors: dict[str, Any] = {
        "xerr": np.abs([x - x_low, x_high - x]) if x_low.size else None,
        "yerr": np.abs([y - y_low, y_high - y]) if y_low.size else None,
    }
    axes.errorbar(x, y, **errors, fmt="o", ms=4, color=color, elinewidth=1.3, capsize=2.5, zorder=5)
    for at_x, at_y in zip(x, y, strict=True) if limit else ():
        down = 18 if limit == "lower" else -18
        axes.annotate(
            "",
            (at_x, at_y),
            xytext=(0, down),
            textcoords="offset points",
            arrowprops={"arrowstyle": "<-", "color": color},
        )


def draw_mark(axes: "Axes", mark: Mark) -> None:
    """Draw one mark in the colors of the light theme."""
    style = mark.style()
    role = {**figures.ROLES, **figures.PAPER}[mark.role]
    places = [values for _, values in mark.places()]
    kind, color = mark.kind, role.light
    if kind == "line":
        dash = tuple(style.get("dash", role.dash))
        dashes: dict[str, Any] = {"dashes": dash} if dash else {}
        axes.plot(*places, color=color, linewidth=style.get("width", 2), **dashes)
    elif kind == "area":
        x, low, high = places
        axes.fill_between(x, low, high, color=color, alpha=style["opacity"], linewidth=0)
    elif kind == "polygon":
        axes.fill(*places, color=color, alpha=style["opacity"], linewidth=0)
    elif kind == "dots":
        axes.plot(*places, "o", color=color, markersize=0.75 * style["size"], zorder=4)
    elif kind == "bars":
        _draw_bars(axes, color, places, style.get("limit"))
    elif kind == "arrow":
        (x0, x1), (y0, y1) = places
        arrow = {"arrowstyle": "-|>", "color": color, "linewidth": 1.8, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (x1, y1), xytext=(x0, y0), arrowprops=arrow)
    elif kind == "text":
        (x,), (y,) = places
        anchor = ANCHORS[style["anchor"]]
        axes.text(x, y, _text(style["text"]), color=color, ha=anchor, va="center", fontsize=9)
    elif kind == "level":
        (value,) = places[0]
        dashes = {"dashes": role.dash} if role.dash else {}
        upright = style["along"] == "x"
        draw = axes.axvline if upright else axes.axhline
        draw(value, color=color, linewidth=1.5, **dashes)
        name_x, name_y = (value, 0.98) if upright else (0.99, value)
        transform = axes.get_xaxis_transform() if upright else axes.get_yaxis_transform()
        va = "top" if upright else "bottom"
        axes.text(
            name_x,
            name_y,
            _text(style["name"]),
            color=color,
            ha="right",
            va=va,
            fontsize=9,
            transform=transform,
        )
