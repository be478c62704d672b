"""The Explorer: one Python function, shown live in JupyterLab and from a table on the page."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

import numpy as np

from landauer_lib._checks import Floats
from landauer_lib._types import ArrayLike
from landauer_lib.widgets import front, page, payload, still, table
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.controlled import Controlled, StopError
from landauer_lib.widgets.controls import Control
from landauer_lib.widgets.handles import Handle
from landauer_lib.widgets.panels import Panel, Plot
from landauer_lib.widgets.published import STATIC_VARIABLE, for_page
from landauer_lib.widgets.view import Curve, Field, Shown, View

__all__ = ["STATIC_VARIABLE", "Explorer", "StopError", "Task", "for_page"]


class Task(Protocol):
    """What a reader is asked to do with an Explorer, e.g. to predict a curve."""

    def spec(self, explorer: "Explorer") -> dict[str, Any]:
        """Return what the front end needs, with its ``kind``; refuse what does not fit."""


class Explorer(Controlled):
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
        self._declare(name, title, alt, task, controls)
        if panels and (x or y or points is not None or curves or field):
            raise ValueError("panels must not be given beside x, points, y, curves or field")
        if not panels:
            if x is None or y is None:
                raise ValueError("x and y must be given, or panels")
            panels = [Plot("plot", x, y, points, tuple(curves), field)]
        self.maker = maker
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
        super().__init__(self.name)
        self.spec = self._spec()
        asked = [task.spec(self) for task in tasks]
        if sum(task["kind"] == "predict" for task in asked) > 1:
            raise ValueError(f"{self.name}: tasks must have one prediction at most")
        self._begin({**self.spec, "tasks": asked})

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

    def drawn_at(self, **settings: Any) -> tuple[View, dict[str, Shown]]:
        """Return the view at a setting as the maker made it, and each panel's part, checked."""
        where, made = self.made_at(self.maker, settings)
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

    def _page(self) -> str:
        """Return the widget as HTML that stands by itself: stills, settings, table."""
        return page.html(self)

    def __repr__(self) -> str:
        view, shown = self.drawn_at(**self.settings)
        lines = []
        for panel in self.panels:
            lines += payload.told(panel, shown[panel.key])
        head = [f"Explorer {self.name}: {lines[0]}", *self._told()]
        values = [f"  {name}: {text}" for name, text in view.values.items()]
        reading = [f"  {view.reading}"] if view.reading else []
        return "\n".join([*head, *(f"  {line}" for line in lines[1:]), *values, *reading])

    def _pictures(self) -> dict[str, str]:
        _, shown = self.drawn_at(**self.settings)
        return {"image/png": b64encode(still.still_png(self.panels, shown)).decode("ascii")}

    def _ipython_display_(self) -> None:
        """Show the widget, with a kernel behind a picture that stays when the notebook is reopened.

        JupyterLab has no live widget to show then, and exports have none at all; beside the live
        one ``front/live.js`` hides the picture.
        """
        from IPython.display import display

        if not for_page():
            display(self._pictures(), raw=True)  # type: ignore[no-untyped-call]
        made = self._repr_mimebundle_()
        bundle, metadata = made if isinstance(made, tuple) else (made, {})
        display(bundle, raw=True, metadata=metadata)  # type: ignore[no-untyped-call]
