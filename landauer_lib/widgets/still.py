"""Still pictures of an Explorer's panels, for readers without JavaScript and for print."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from landauer_lib import figures
from landauer_lib.inline_svg import inline_svg
from landauer_lib.widgets import front
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.front import SUBSCRIPT
from landauer_lib.widgets.panels import Panel, Picture, Plot
from landauer_lib.widgets.still_marks import draw_mark
from landauer_lib.widgets.view import Field, Shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Entry", "legend", "still_png", "still_svg", "swatch"]


@dataclass(frozen=True)
class Entry:
    """One line of a panel's legend: a name and how it is drawn."""

    label: str
    role: str
    dash: tuple[float, ...]
    kind: str = "line"


def legend(panel: Panel, shown: Shown) -> list[Entry]:
    """Return the entries of a panel: curves, one a group, then marks that have a label."""
    entries: dict[str, Entry] = {}
    for curve in panel.curves if isinstance(panel, Plot) else ():
        name = curve.group or curve.label
        entries.setdefault(name, Entry(name, curve.role, figures.ROLES[curve.role].dash))
    for mark in shown.marks:
        style = mark.style()
        if style.get("label"):
            dash = tuple(style.get("dash", figures.ROLES[mark.role].dash))
            entries.setdefault(style["label"], Entry(style["label"], mark.role, dash, mark.kind))
    return list(entries.values())


def swatch(entry: Entry) -> str:
    """Return an entry's sample as HTML: a line in its dash, or a block of its color."""
    return f'<span class="{front.swatch_classes(entry.kind, entry.dash)} ll-{entry.role}"></span>'


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
    extent = *_edges(plot.x, plot.place), *_edges(plot.y, np.asarray(field.rows))
    axes.imshow(_shade(field, values), extent=extent, transform=axes.transAxes, **cells)
    bar = axes.inset_axes((1.02, 0, 0.02, 1))
    ramp = np.linspace(*field.limits, 64)[:, None]
    bar.imshow(_shade(field, ramp), extent=(0, 1, *field.limits), **cells)
    bar.set(xticks=[], yticks=field.limits, ylabel=_subscripted(field.scale.caption))
    bar.yaxis.set(label_position="right", ticks_position="right")


def _draw_plot(axes: "Axes", plot: Plot, shown: Shown) -> None:
    paper = {"facecolor": figures.PAPER["paper"].light, "alpha": 0.8, "linewidth": 0, "pad": 1.5}
    behind: dict[str, Any] = {} if plot.field is None else {"bbox": paper}
    if plot.field is not None:
        _draw_map(axes, plot, plot.field, np.asarray(shown.field))
    for band in shown.bands:
        color = figures.ROLES[band.role].light
        axes.axvspan(band.start, band.stop, color=color, alpha=0.2, lw=0)
        axes.annotate(
            _subscripted(band.label),
            ((band.start + band.stop) / 2, 0.94),
            xycoords=("data", "axes fraction"),
            ha="center",
            fontsize=9,
            **behind,
        )
    for curve in plot.curves:
        figures.line(axes, plot.place, np.asarray(shown.curves[curve.key]), curve.role)
    for label in shown.labels:
        text = _subscripted(label.text)
        axes.text(label.x, label.y, text, ha="center", va="center", fontsize=9, **behind)
    for side, axis in plot.axes.items():
        _limit(axes, side, axis)
    if plot.field is None:
        axes.grid(axis="y")


def _draw(axes: "Axes", panel: Panel, shown: Shown) -> None:
    """Draw one panel; a picture has no axes and fills its place."""
    if isinstance(panel, Plot):
        _draw_plot(axes, panel, shown)
    else:
        axes.set(xlim=panel.axes["x"].limits, ylim=panel.axes["y"].limits)
        axes.set_axis_off()
        if isinstance(panel, Picture) and panel.equal:
            axes.set_aspect("equal")
    for mark in shown.marks:
        draw_mark(axes, mark)


def _explain(axes: "Axes", entries: list[Entry]) -> None:
    """Put the legend above a panel."""
    from matplotlib.lines import Line2D

    handles = []
    for entry in entries:
        style: dict[str, Any] = {"color": figures.ROLES[entry.role].light}
        if entry.kind in ("dots", "bars"):
            style |= {"marker": "o", "linestyle": "none"}
        elif entry.kind in ("area", "polygon"):
            style |= {"linewidth": 7, "alpha": 0.4}
        elif entry.dash:
            style |= {"dashes": entry.dash}
        handles.append(Line2D([], [], label=_subscripted(entry.label), **style))
    if handles:
        axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=3, fontsize=9)


def _save(figure: "Figure", kind: str, **keywords: Any) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, **keywords)
    return buffer.getvalue()


def still_png(panels: Sequence[Panel], shown: Mapping[str, Shown]) -> bytes:
    """Return all panels of a view as one PNG."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context():
        figures.use_book_style()
        figure = Figure(figsize=(3.6 + 3.6 * len(panels), 3.9))
        ratios = [panel.width for panel in panels]
        places = figure.subplots(1, len(panels), squeeze=False, width_ratios=ratios)[0]
        for axes, panel in zip(places, panels, strict=True):
            _draw(axes, panel, shown[panel.key])
            _explain(axes, legend(panel, shown[panel.key]))
        return _save(figure, "png", dpi=110)


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


def still_svg(alternative: str, panel: Panel, shown: Shown) -> str:
    """Return one panel as inline SVG whose colors follow the page's light or dark theme.

    Captions and legend stand around it as text of the page. A map is embedded as a picture of its
    cells, of a few kilobytes.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context():
        figures.use_book_style()
        mpl.rcParams.update({"figure.facecolor": "none", "axes.facecolor": "none"})
        figure = Figure(figsize=(5.6, 3.2))
        axes = figure.subplots()
        _draw(axes, panel, shown)
        axes.set(xlabel="", ylabel="")
        svg = _save(figure, "svg", metadata={"Date": None}).decode("utf-8")
    if shown.field is not None:
        svg = _as_masks(svg, figures.ROLES[figures.MAP_ROLE].light)
    return inline_svg(svg, alternative)
