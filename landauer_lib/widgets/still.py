"""A still picture of an Explorer's view, for readers without JavaScript and for print."""

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from landauer_lib import figures
from landauer_lib.inline_svg import inline_svg
from landauer_lib.widgets.front import SUBSCRIPT
from landauer_lib.widgets.view import Axis, Curve, Field, View

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Plot", "still_png", "still_svg"]


@dataclass(frozen=True, eq=False)
class Plot:
    """What stays while the controls move: axes, points of x, curves and perhaps a map."""

    x: Axis
    points: NDArray[np.float64]
    y: Axis
    curves: tuple[Curve, ...]
    field: Field | None


def _subscripted(text: str) -> str:
    r"""Return a text with subscripts as Matplotlib sets them: ħω_y, E_2.

    >>> print(_subscripted("energy (k_BT)"))
    energy (k$_\mathrm{B}$T)
    """
    return SUBSCRIPT.sub(r"$_\\mathrm{\1}$", text)


def _limit(axes: "Axes", side: str, axis: Axis) -> None:
    axes.set(**{f"{side}lim": axis.limits, f"{side}label": _subscripted(axis.caption)})
    if axis.log:
        axes.set(**{f"{side}scale": "log"})
    elif axis.every:
        low, high = axis.limits
        step = axis.every * max(1, round((high - low) / axis.every / 8))
        axes.set(**{f"{side}ticks": np.arange(step * np.ceil(low / step), high + step / 2, step)})


def _shade(field: Field, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the color of maps, as opaque on the paper as the values are large."""
    from matplotlib.colors import to_rgb

    opacity = field.scale.share(values)[..., None]
    color = np.array(to_rgb(figures.ROLES[figures.MAP_ROLE].light))
    return np.concatenate([np.broadcast_to(color, (*values.shape, 3)), opacity], axis=-1)


def _edges(axis: Axis, values: NDArray[np.float64]) -> tuple[float, float]:
    """Return where the first and the last of evenly spaced cells end, as shares of the axis."""
    first, *_, last = axis.share(values)
    half = (last - first) / (2 * (values.size - 1))
    return first - half, last + half


def _draw_map(axes: "Axes", plot: Plot, field: Field, values: NDArray[np.float64]) -> None:
    """Draw the map's cells and, on the right, what their colors mean."""
    cells: dict[str, Any] = {"origin": "lower", "aspect": "auto", "interpolation": "none"}
    extent = *_edges(plot.x, plot.points), *_edges(plot.y, np.asarray(field.rows))
    axes.imshow(_shade(field, values), extent=extent, transform=axes.transAxes, **cells)
    bar = axes.inset_axes((1.02, 0, 0.02, 1))
    ramp = np.linspace(*field.limits, 64)[:, None]
    bar.imshow(_shade(field, ramp), extent=(0, 1, *field.limits), **cells)
    bar.set(xticks=[], yticks=field.limits, ylabel=_subscripted(field.scale.caption))
    bar.yaxis.set(label_position="right", ticks_position="right")


def _legend(curves: tuple[Curve, ...]) -> list[str]:
    """Return each curve's entry in the legend; a group has one, at its first curve."""
    groups = [curve.group for curve in curves]
    return [
        "_nolegend_" if curve.group and groups.index(curve.group) < i else _subscripted(name)
        for i, curve in enumerate(curves)
        for name in [curve.group or curve.label]
    ]


def _draw(plot: Plot, view: View) -> "Figure":
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 3.9))
    axes = figure.subplots()
    if plot.field is not None:
        _draw_map(axes, plot, plot.field, np.asarray(view.field))
    paper = {"facecolor": figures.PAPER["paper"].light, "alpha": 0.8, "linewidth": 0, "pad": 1.5}
    behind: dict[str, Any] = {} if plot.field is None else {"bbox": paper}
    for band in view.bands:
        axes.axvspan(band.start, band.stop, color=figures.ROLES["source"].light, alpha=0.16, lw=0)
        middle = (band.start + band.stop) / 2
        axes.annotate(
            band.label,
            (middle, 0.94),
            xycoords=("data", "axes fraction"),
            ha="center",
            fontsize=9,
            **behind,
        )
    for curve, name in zip(plot.curves, _legend(plot.curves), strict=True):
        figures.line(axes, plot.points, np.asarray(view.curves[curve.key]), curve.role, label=name)
    for label in view.labels:
        axes.text(label.x, label.y, label.text, ha="center", va="center", fontsize=9, **behind)
    _limit(axes, "x", plot.x)
    _limit(axes, "y", plot.y)
    if plot.field is None:
        axes.grid(axis="y")
    if plot.curves:
        figure.legend(loc="outside upper left", ncols=len(plot.curves), fontsize=9)
    return figure


def _save(figure: "Figure", kind: str, **keywords: Any) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, **keywords)
    return buffer.getvalue()


def still_png(plot: Plot, view: View) -> bytes:
    """Return the view as a PNG."""
    import matplotlib as mpl

    with mpl.rc_context():
        figures.use_book_style()
        return _save(_draw(plot, view), "png", dpi=110)


def _as_masks(svg: str, color: str) -> str:
    """Let the pictures in an SVG be windows through which a color shows, which may then change."""
    number = iter(range(svg.count("<image")))

    def window(image: re.Match[str]) -> str:
        name = f"window-{next(number)}"
        return (
            f'<mask id="{name}" style="mask-type:alpha">{image.group(0)}</mask>'
            f'<rect width="100%" height="100%" fill="{color}" mask="url(#{name})"/>'
        )

    return re.sub(r"<image.*?/>", window, svg, flags=re.DOTALL)


def still_svg(alternative: str, plot: Plot, view: View) -> str:
    """Return the view as inline SVG whose colors follow the page's light or dark theme.

    A map is embedded as a picture of its cells, of a few kilobytes.
    """
    import matplotlib as mpl

    with mpl.rc_context():
        figures.use_book_style()
        mpl.rcParams.update({"figure.facecolor": "none", "axes.facecolor": "none"})
        svg = _save(_draw(plot, view), "svg", metadata={"Date": None}).decode("utf-8")
    if plot.field is not None:
        svg = _as_masks(svg, figures.ROLES[figures.MAP_ROLE].light)
    return inline_svg(svg, alternative)
