"""The Explorer: one Python function, shown live in JupyterLab and from a table on the page."""

import itertools
import json
import os
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import anywidget
import numpy as np
import traitlets
from numpy.typing import ArrayLike, NDArray

from landauer_lib import _checks
from landauer_lib.widgets import front, progress, still, table
from landauer_lib.widgets.controls import Control
from landauer_lib.widgets.view import (
    Axis,
    Curve,
    Field,
    View,
    check_cells,
    checked_curves,
    checked_field,
)

__all__ = ["STATIC_VARIABLE", "Explorer", "for_page"]

STATIC_VARIABLE = "LANDAUER_STATIC_WIDGETS"
"""Environment variable that the site's build sets: widgets then carry their table as HTML."""


def for_page() -> bool:
    """Tell whether a widget is to return its static page form."""
    return os.environ.get(STATIC_VARIABLE) == "1"


class Explorer(anywidget.AnyWidget):
    """A plot that answers to sliders and choices.

    In JupyterLab moving a control calls ``maker`` in the kernel. On the published page every
    combination of stops was evaluated at build, and the page looks the curves up.

    Parameters
    ----------
    maker : callable
        Called with each control's value by name; returns a :class:`View` or a mapping from
        curve key to y values.
    *controls : Slider or Choice
        At least one.
    name : str
        Anchor of the widget: lower-case words joined by hyphens.
    title : str
        One line above the plot.
    alt : str
        What the plot shows, in words, for those who cannot see it.
    x : Axis
    points : array_like, shape (n,)
        Increasing x values, within the axis limits.
    y : Axis
    curves : sequence of Curve
        The curves that every view contains.
    field : Field, optional
        A map that every view contains, drawn below the curves; then ``points`` must be evenly
        spaced along the x axis.

    Raises
    ------
    ValueError
        If the declaration is inconsistent or, naming the setting, if the maker's curves or map
        have a wrong shape, are not finite or leave their limits.

    Examples
    --------
    >>> from landauer_lib.widgets import Slider
    >>> ramp = Explorer(lambda slope: {"line": slope * np.linspace(0, 1, 5)},
    ...     Slider("slope", "slope", [0, 0.5, 1], start=0.5), name="ramp", title="A ramp",
    ...     alt="A straight line.", x=Axis("x", "m", (0, 1)), points=np.linspace(0, 1, 5),
    ...     y=Axis("y", "m", (0, 1)), curves=[Curve("line", "the line")])
    >>> ramp.settings
    {'slope': 0.5}
    """

    _esm = front.module_source("explorer")
    _css = front.style_source()
    spec = traitlets.Dict().tag(sync=True)
    stops = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        maker: Callable[..., View | Mapping[str, ArrayLike]],
        *controls: Control,
        name: str,
        title: str,
        alt: str,
        x: Axis,
        points: ArrayLike,
        y: Axis,
        curves: list[Curve] | tuple[Curve, ...] = (),
        field: Field | None = None,
    ) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
            raise ValueError(f"name must be lower-case words joined by hyphens, got {name!r}")
        if not controls or len({control.name for control in controls}) < len(controls):
            raise ValueError("controls must be at least one, each with a name of its own")
        if not (title and alt):
            raise ValueError("title and alt must say what the widget shows")
        if not curves and field is None:
            raise ValueError("curves must be at least one, unless there is a field")
        self.points = _checks.number("points", points, at_least=x.limits[0], at_most=x.limits[1])
        if self.points.ndim != 1 or self.points.size < 2 or np.any(np.diff(self.points) <= 0):
            raise ValueError("points must be a one-dimensional increasing array")
        if field is not None:
            check_cells(field, self.points, x, y)
        self.maker, self.controls, self.curves, self.field = maker, controls, tuple(curves), field
        self.name, self.title, self.alt, self.x, self.y = name, title, alt, x, y
        super().__init__(spec=self._spec(), stops={c.name: c.start for c in controls})
        self._refresh()
        self.observe(self._refresh, names="stops")

    def open(self) -> None:
        """Open the comm to the front end, except where there is none: in the site's build."""
        if not for_page():
            super().open()

    @property
    def settings(self) -> dict[str, Any]:
        """The controls' present values by name."""
        return {c.name: c.stops[self.stops[c.name]] for c in self.controls}

    def set(self, **settings: Any) -> None:
        """Move controls to the given stops.

        Raises ``ValueError`` for a name that no control has or a value that is not a stop.
        """
        by_name = {control.name: control for control in self.controls}
        unknown = set(settings) - set(by_name)
        if unknown:
            raise ValueError(f"settings must be among {sorted(by_name)}, got {sorted(unknown)}")
        moved = {name: by_name[name].index(value) for name, value in settings.items()}
        self.stops = {**self.stops, **moved}

    def view_at(self, **settings: Any) -> tuple[View, NDArray[np.float64]]:
        """Return the view at a setting, its map checked, and its curves, shape (curves, points)."""
        values = ", ".join(f"{name} = {value}" for name, value in settings.items())
        setting = f"{self.name} ({values})"
        made = self.maker(**settings)
        view = made if isinstance(made, View) else View(made)
        curves = checked_curves(view, self.curves, self.points, self.y, setting)
        return replace(view, field=checked_field(view, self.field, self.points, setting)), curves

    def every_setting(self) -> Iterator[dict[str, Any]]:
        """Go through all combinations of stops; the last control varies fastest."""
        names = [control.name for control in self.controls]
        for values in itertools.product(*(control.stops for control in self.controls)):
            yield dict(zip(names, values, strict=True))

    def _spec(self) -> dict[str, Any]:
        spec: dict[str, Any] = {
            "name": self.name,
            "title": self.title,
            "alt": self.alt,
            "x": self.x.spec(),
            "y": self.y.spec(),
            "points": [float(f"{value:.7g}") for value in self.points],
            "curves": [curve.spec() for curve in self.curves],
            "controls": [control.spec() for control in self.controls],
            "levels": table.LEVELS,
        }
        if self.field is not None:
            spec["field"] = self.field.spec(table.MAP_LEVELS)
        return spec

    def _refresh(self, _change: object = None) -> None:
        view, curves = self.view_at(**self.settings)
        shown = {"curves": curves.tolist(), **view.extras()}
        if view.field is not None:
            shown["field"] = np.asarray(view.field).tolist()
        self.view = shown

    def _payload(self) -> str:
        """Evaluate every setting and return the page's data as JSON safe inside a script tag."""
        count = int(np.prod([len(control.stops) for control in self.controls]))
        levels = np.empty((count, len(self.curves), self.points.size), dtype=np.uint16)
        maps: list[NDArray[np.uint16]] = []
        rows: list[int] = []
        known: dict[str, int] = {}
        for row, settings in enumerate(progress.tell(self.name, count, self.every_setting())):
            view, curves = self.view_at(**settings)
            levels[row] = table.quantize(curves, self.y)
            if self.field is not None:
                values = np.asarray(view.field)
                maps.append(table.quantize(values, self.field.scale, table.MAP_LEVELS))
            text = json.dumps(view.extras(), ensure_ascii=False)
            rows.append(known.setdefault(text, len(known)))
        extras = {"rows": rows, "views": [json.loads(text) for text in known]}
        payload = {
            "spec": self.spec,
            "table": table.pack(levels),
            "extras": table.pack_json(extras),
        }
        if maps:
            payload["maps"] = table.pack(np.stack(maps))
        return table.script_json(payload)

    def _page(self) -> str:
        """Return the widget as HTML that stands by itself: still, settings, table."""
        view, _ = self.view_at(**self.settings)
        svg = still.still_svg(self.alt, self._plot(), view)
        count = len(self.controls)
        items = "".join(
            f"<li>{front.html_text(c.label)}: {front.html_text(c.texts[c.start])}</li>"
            for c in self.controls
        )
        return (
            f'<figure class="ll-explorer" id="{self.name}" data-name="{self.name}" '
            f'style="--ll-controls:{count};--ll-rows:{(count + 1) // 2}">'
            f"<figcaption>{front.html_text(self.title)}</figcaption>"
            f'<div class="ll-mount"><div class="ll-still">{svg}</div>'
            f'<ul class="ll-still-settings">{items}</ul>'
            f"<p>{front.html_text(view.reading)}</p></div>"
            f'<script type="application/json">{self._payload()}</script></figure>'
        )

    def _plot(self) -> still.Plot:
        return still.Plot(self.x, self.points, self.y, self.curves, self.field)

    def __repr__(self) -> str:
        view, curves = self.view_at(**self.settings)
        lines = [f"Explorer {self.name}: {self.y.caption} against {self.x.caption}"]
        for c in self.controls:
            now = c.texts[self.stops[c.name]]
            lines.append(f"  {c.label}: {now} ({len(c.stops)} stops, {c.texts[0]} … {c.texts[-1]})")
        for curve, values in zip(self.curves, curves, strict=True):
            lines.append(f"  {curve.label}: {values.min():.4g} … {values.max():.4g}")
        if self.field is not None:
            lines.append(f"  {self.field.summary(np.asarray(view.field))}")
        return "\n".join([*lines, f"  {view.reading}"] if view.reading else lines)

    def _repr_mimebundle_(self, **keywords: Any) -> Any:
        text = repr(self)
        if for_page():
            return {"text/plain": text, "text/html": self._page()}
        view, _ = self.view_at(**self.settings)
        png = still.still_png(self._plot(), view)
        made = super()._repr_mimebundle_(**keywords)
        bundle, metadata = made if isinstance(made, tuple) else (made, {})
        picture = {"text/plain": text, "image/png": b64encode(png).decode("ascii")}
        return {**(bundle or {}), **picture}, metadata
