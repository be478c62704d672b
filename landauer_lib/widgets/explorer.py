"""The Explorer: one Python function, shown live in JupyterLab and from a table on the page."""

import itertools
import os
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

import anywidget
import numpy as np
import traitlets
from numpy.typing import ArrayLike

from landauer_lib._checks import Floats
from landauer_lib.widgets import front, page, payload, still, table
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.controls import Control
from landauer_lib.widgets.handles import Handle
from landauer_lib.widgets.panels import Panel, Plot, described, hyphenated
from landauer_lib.widgets.view import Curve, Field, Shown, View

__all__ = ["STATIC_VARIABLE", "Explorer", "StopError", "Task", "for_page"]

STATIC_VARIABLE = "LANDAUER_STATIC_WIDGETS"
"""Environment variable that the site's build sets: widgets then carry their table as HTML."""

MOST_SETTINGS = 2000
"""Combinations of stops that a widget may have: each is computed at every build."""


def for_page() -> bool:
    """Tell whether a widget is to return its static page form."""
    return os.environ.get(STATIC_VARIABLE) == "1"


class StopError(traitlets.TraitError, ValueError):
    """A control was sent to a stop that it does not have."""


class Task(Protocol):
    """What a reader is asked to do with an Explorer, e.g. to predict a curve."""

    def spec(self, explorer: "Explorer") -> dict[str, Any]:
        """Return what the front end needs, with its ``kind``; refuse what does not fit."""


class Explorer(anywidget.AnyWidget):
    """Panels that answer to sliders and choices.

    In JupyterLab moving a control calls ``maker`` in the kernel. On the published page every
    combination of stops was evaluated at build, and the page looks the view up.

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
        One line above the panels.
    alt : str
        What is shown, in words, for those who cannot see it.
    task : str
        What to do and what to look for, beside the controls.
    panels : sequence of Plot or Picture
        What every view fills.
    x, points, y, curves, field
        Instead of ``panels``: the parts of the only :class:`Plot`.
    handles : sequence of Handle
        Controls that can be dragged on a panel.
    tasks : sequence of Task
        Predictions, curves to match and the like.

    Raises
    ------
    ValueError
        If the declaration is inconsistent or, naming setting and panel, if what the maker returns
        has a wrong shape, is not finite or leaves its limits.
    RuntimeError
        Naming the setting, if the maker raises.

    Examples
    --------
    >>> from landauer_lib.widgets import Slider
    >>> ramp = Explorer(lambda slope: {"line": slope * np.linspace(0, 1, 5)},
    ...     Slider("slope", "slope", [0, 0.5, 1], start=0.5), name="ramp", title="A ramp",
    ...     alt="A straight line rising from zero.", x=Axis("x", "m", (0, 1)),
    ...     points=np.linspace(0, 1, 5), y=Axis("y", "m", (0, 1)),
    ...     curves=[Curve("line", "the line")])
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
        task: str = "",
        panels: Sequence[Panel] = (),
        x: Axis | None = None,
        points: ArrayLike | None = None,
        y: Axis | None = None,
        curves: Sequence[Curve] = (),
        field: Field | None = None,
        handles: Sequence[Handle] = (),
        tasks: Sequence[Task] = (),
    ) -> None:
        self.name = hyphenated("name", name)
        if not title:
            raise ValueError("title must say what the widget shows")
        self.title, self.alt, self.task = title, described("alt", alt), task
        if panels and (x or y or points is not None or curves or field):
            raise ValueError("panels must not be given beside x, points, y, curves or field")
        if not panels:
            if x is None or y is None:
                raise ValueError("x and y must be given, or panels")
            panels = [Plot("plot", x, y, points, tuple(curves), field)]
        self.maker, self.controls = maker, self._checked_controls(controls)
        self.panels = self._checked_panels(panels)
        self.handles = tuple(handles)
        for handle in self.handles:
            self._check_handle(handle)
        plots = [panel for panel in self.panels if isinstance(panel, Plot)]
        if plots:
            plot = plots[0]
            self.x, self.points, self.y = plot.x, plot.place, plot.y
            self.curves, self.field = tuple(plot.curves), plot.field
        self._plot = plots[0] if plots else None
        super().__init__(stops={c.name: c.start for c in self.controls})
        self.spec = self._spec()
        self.spec = {**self.spec, "tasks": [task.spec(self) for task in tasks]}
        self.view = self._live()
        self.observe(self._refresh, names="stops")

    def _checked_controls(self, controls: Sequence[Control]) -> tuple[Control, ...]:
        if not controls or len({control.name for control in controls}) < len(controls):
            raise ValueError("controls must be at least one, each with a name of its own")
        self.count = int(np.prod([len(control.stops) for control in controls]))
        if self.count > MOST_SETTINGS:
            raise ValueError(
                f"{self.name}: the controls' stops make {self.count:,} settings; "
                f"at most {MOST_SETTINGS:,} are computed at a build"
            )
        return tuple(controls)

    def _checked_panels(self, panels: Sequence[Panel]) -> tuple[Panel, ...]:
        if len({panel.key for panel in panels}) < len(panels):
            raise ValueError("panels must have a key of their own each")
        if len(panels) > 1 and not all(panel.alt for panel in panels):
            missing = next(panel.key for panel in panels if not panel.alt)
            raise ValueError(f"alt of panel {missing!r} must say what this panel shows")
        return tuple(panels)

    def _check_handle(self, handle: Handle) -> None:
        controls, panels = [c.name for c in self.controls], [p.key for p in self.panels]
        if handle.control not in controls:
            raise ValueError(f"handle: control must be one of {controls}, got {handle.control!r}")
        if handle.panel not in panels:
            raise ValueError(f"handle: panel must be one of {panels}, got {handle.panel!r}")

    def open(self) -> None:
        """Open the comm to the front end, except where there is none: in the site's build."""
        if not for_page():
            super().open()

    @traitlets.validate("stops")
    def _valid_stops(self, proposal: Any) -> dict[str, int]:
        """Refuse stops that no control has; the old ones stay, here and in the front end."""
        stops = proposal["value"]
        for control in self.controls:
            stop = stops.get(control.name)
            if not (isinstance(stop, int) and 0 <= stop < len(control.stops)):
                self._put_back()
                raise StopError(
                    f"stops of {self.name}: {control.name} must be a whole number from 0 to "
                    f"{len(control.stops) - 1}, got {stop!r}"
                )
        if len(stops) > len(self.controls):
            self._put_back()
            names = [control.name for control in self.controls]
            raise StopError(f"stops of {self.name} must be for {names}, got {sorted(stops)}")
        return dict(stops)

    def _put_back(self) -> None:
        if self.comm is not None:
            self.send_state("stops")

    @property
    def settings(self) -> dict[str, Any]:
        """The controls' present values by name."""
        return {c.name: c.stops[self.stops[c.name]] for c in self.controls}

    def set(self, **settings: Any) -> None:
        """Move controls to the given stops.

        Raises ``ValueError`` for a name that no control has or a value that is not a stop, and
        ``RuntimeError`` if the maker fails there.
        """
        by_name = {control.name: control for control in self.controls}
        unknown = set(settings) - set(by_name)
        if unknown:
            raise ValueError(f"settings must be among {sorted(by_name)}, got {sorted(unknown)}")
        moved = {name: by_name[name].index(value) for name, value in settings.items()}
        self.stops = {**self.stops, **moved}
        if "error" in self.view:
            raise RuntimeError(self.view["error"])

    def drawn_at(self, **settings: Any) -> tuple[View, dict[str, Shown]]:
        """Return the view at a setting as the maker made it, and each panel's part, checked."""
        values = ", ".join(f"{name} = {value}" for name, value in settings.items())
        where = f"at {self.name} ({values})"
        try:
            made = self.maker(**settings)
        except Exception as error:
            kind = type(error).__name__
            raise RuntimeError(f"{where}: the maker raised {kind}: {error}") from error
        view = made if isinstance(made, View) else View(made)
        try:
            shown = view.shown(tuple(panel.key for panel in self.panels))
        except (TypeError, ValueError) as error:
            raise ValueError(f"{where}: {error}") from None
        for panel in self.panels:
            try:
                shown[panel.key] = panel.checked(shown[panel.key])
            except (TypeError, ValueError) as error:
                raise ValueError(f"{where}: panel {panel.key!r}: {error}") from None
        return view, shown

    def view_at(self, **settings: Any) -> tuple[View, Floats]:
        """Return the view at a setting, checked, and its first plot's curves (curves, points)."""
        view, shown = self.drawn_at(**settings)
        if view.panels is not None:
            view = replace(view, panels=shown)
        else:
            view = replace(view, field=shown[self.panels[0].key].field)
        if self._plot is None:
            return view, np.empty((0, 0))
        return view, self._plot.stack(shown[self._plot.key])

    def places_at(self, **settings: Any) -> list[Floats]:
        """Return for each handle the places of all stops of its control, shape (n, 2)."""
        controls = {control.name: control for control in self.controls}
        panels = {panel.key: panel for panel in self.panels}
        return [h.along(panels[h.panel], controls[h.control], **settings) for h in self.handles]

    def every_setting(self) -> Iterator[dict[str, Any]]:
        """Go through all combinations of stops; the last control varies fastest."""
        names = [control.name for control in self.controls]
        for values in itertools.product(*(control.stops for control in self.controls)):
            yield dict(zip(names, values, strict=True))

    def _spec(self) -> dict[str, Any]:
        labels = {control.name: control.label for control in self.controls}
        return {
            "name": self.name,
            "title": self.title,
            "alt": self.alt,
            "task": self.task,
            "panels": [panel.spec() for panel in self.panels],
            "controls": [control.spec() for control in self.controls],
            "handles": [handle.spec(labels) for handle in self.handles],
            "levels": table.LEVELS,
        }

    def _live(self) -> dict[str, Any]:
        view, shown = self.drawn_at(**self.settings)
        return {
            "stops": self.stops,
            **payload.live_view(self.panels, view, shown),
            "handles": [places.T.tolist() for places in self.places_at(**self.settings)],
        }

    def _refresh(self, _change: object = None) -> None:
        """Show the view at the present stops, or say why there is none."""
        try:
            self.view = self._live()
        except (RuntimeError, TypeError, ValueError) as error:
            self.view = {"stops": self.stops, "error": str(error)}

    def _page(self) -> str:
        """Return the widget as HTML that stands by itself: stills, settings, table."""
        return page.html(self)

    def __repr__(self) -> str:
        view, shown = self.drawn_at(**self.settings)
        lines = []
        for panel in self.panels:
            lines += payload.told(panel, shown[panel.key])
        head = [f"Explorer {self.name}: {lines[0]}"]
        for c in self.controls:
            now = c.texts[self.stops[c.name]]
            head.append(f"  {c.label}: {now} ({len(c.stops)} stops, {c.texts[0]} … {c.texts[-1]})")
        values = [f"  {name}: {text}" for name, text in view.values.items()]
        reading = [f"  {view.reading}"] if view.reading else []
        return "\n".join([*head, *(f"  {line}" for line in lines[1:]), *values, *reading])

    def _still(self) -> bytes:
        _, shown = self.drawn_at(**self.settings)
        return still.still_png(self.panels, shown)

    def _repr_mimebundle_(self, **keywords: Any) -> Any:
        text = repr(self)
        if for_page():
            return {"text/plain": text, "text/html": self._page()}
        made = super()._repr_mimebundle_(**keywords)
        bundle, metadata = made if isinstance(made, tuple) else (made, {})
        picture = {"text/plain": text, "image/png": b64encode(self._still()).decode("ascii")}
        return {**(bundle or {}), **picture}, metadata
