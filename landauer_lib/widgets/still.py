"""A still picture of an Explorer's view, for readers without JavaScript and for print."""

import io
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from landauer_lib import figures
from landauer_lib.inline_svg import inline_svg
from landauer_lib.widgets.view import Axis, Curve, View

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["still_png", "still_svg"]


def _limit(axes: "Axes", side: str, axis: Axis) -> None:
    axes.set(**{f"{side}lim": axis.limits, f"{side}label": axis.caption})
    if axis.log:
        axes.set(**{f"{side}scale": "log"})
    elif axis.every:
        low, high = axis.limits
        step = axis.every * max(1, round((high - low) / axis.every / 8))
        axes.set(**{f"{side}ticks": np.arange(step * np.ceil(low / step), high + step / 2, step)})


def _draw(
    x: Axis, points: NDArray[np.float64], y: Axis, curves: tuple[Curve, ...], view: View
) -> "Figure":
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 3.9))
    axes = figure.subplots()
    for band in view.bands:
        axes.axvspan(band.start, band.stop, color=figures.ROLES["source"].light, alpha=0.16, lw=0)
        middle = (band.start + band.stop) / 2
        axes.annotate(
            band.label, (middle, 0.94), xycoords=("data", "axes fraction"), ha="center", fontsize=9
        )
    for curve in curves:
        figures.line(
            axes, points, np.asarray(view.curves[curve.key]), curve.role, label=curve.label
        )
    for label in view.labels:
        axes.text(label.x, label.y, label.text, ha="center", va="center", fontsize=9)
    _limit(axes, "x", x)
    _limit(axes, "y", y)
    axes.grid(axis="y")
    figure.legend(loc="outside upper left", ncols=len(curves), fontsize=9)
    return figure


def _save(figure: "Figure", kind: str, **keywords: Any) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, **keywords)
    return buffer.getvalue()


def still_png(
    x: Axis, points: NDArray[np.float64], y: Axis, curves: tuple[Curve, ...], view: View
) -> bytes:
    """Return the view as a PNG."""
    import matplotlib as mpl

    with mpl.rc_context():
        figures.use_book_style()
        return _save(_draw(x, points, y, curves, view), "png", dpi=110)


def still_svg(
    alternative: str,
    x: Axis,
    points: NDArray[np.float64],
    y: Axis,
    curves: tuple[Curve, ...],
    view: View,
) -> str:
    """Return the view as inline SVG whose colors follow the page's light or dark theme."""
    import matplotlib as mpl

    with mpl.rc_context():
        figures.use_book_style()
        mpl.rcParams.update({"figure.facecolor": "none", "axes.facecolor": "none"})
        figure = _draw(x, points, y, curves, view)
        svg = _save(figure, "svg", metadata={"Date": None}).decode("utf-8")
    return inline_svg(svg, alternative)
