"""What the front end draws: one view from the kernel, or all of them as the page's table."""

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from landauer_lib._checks import Floats
from landauer_lib.widgets import progress, table
from landauer_lib.widgets.panels import Panel, Plot
from landauer_lib.widgets.view import Shown, View

if TYPE_CHECKING:
    from landauer_lib.widgets.explorer import Explorer

__all__ = ["live_view", "page_payload", "told"]

MOST_BYTES = 120_000
"""What a widget's table may weigh, compressed as a web host sends it."""


def live_view(panels: Sequence[Panel], view: View, shown: Mapping[str, Shown]) -> dict[str, Any]:
    """Return one setting's view in full resolution."""
    parts = {}
    for panel in panels:
        part = shown[panel.key]
        marks = [
            {**mark.style(), "at": [places.tolist() for _, places in mark.places()]}
            for mark in part.marks
        ]
        drawn: dict[str, Any] = {**part.extras(), "marks": marks}
        if isinstance(panel, Plot):
            drawn["curves"] = panel.stack(part).tolist()
        if part.field is not None:
            drawn["field"] = np.asarray(part.field).tolist()
        parts[panel.key] = drawn
    return {**_said(view), "panels": parts}


def told(panel: Panel, shown: Shown) -> list[str]:
    """Return a panel as text: what it is, then each curve's ends, the map's, and its marks."""
    if isinstance(panel, Plot):
        lines = [f"{panel.y.caption} against {panel.x.caption}"]
    else:
        lines = [panel.alt or "a picture"]
    if isinstance(panel, Plot):
        for curve in panel.curves:
            values = np.asarray(shown.curves[curve.key])
            lines.append(f"{curve.label}: {values.min():.4g} … {values.max():.4g}")
        if panel.field is not None:
            lines.append(panel.field.summary(np.asarray(shown.field)))
    if shown.marks:
        lines.append(f"{len(shown.marks)} marks")
    return lines


def _said(view: View) -> dict[str, Any]:
    return {"reading": view.reading, "values": [[n, text] for n, text in view.values.items()]}


class _Distinct:
    """Things in the order in which they first came, each kept once."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self._known: dict[Any, int] = {}

    def place(self, thing: Any, key: Any) -> int:
        if key not in self._known:
            self._known[key] = len(self.kept)
            self.kept.append(thing)
        return self._known[key]

    def place_json(self, thing: Any) -> int:
        return self.place(thing, json.dumps(thing, ensure_ascii=False))


class _PanelTable:
    """One panel's table, filled setting by setting."""

    def __init__(self, panel: Panel, count: int) -> None:
        self.panel = panel
        self.curves: list[NDArray[np.uint16]] = []
        self.maps: list[NDArray[np.uint16]] = []
        self.views, self.styles, self.rows, self.marks = (_Distinct() for _ in range(4))
        self.shown: list[int] = []

    def add(self, shown: Shown) -> None:
        panel = self.panel
        if isinstance(panel, Plot):
            self.curves.append(table.quantize(panel.stack(shown), panel.y))
            if panel.field is not None:
                values = np.asarray(shown.field)
                self.maps.append(table.quantize(values, panel.field.scale, table.MAP_LEVELS))
        marks = []
        for mark in shown.marks:
            known = [self.styles.place_json(mark.style())]
            for side, places in mark.places():
                known.append(self._row(side, places))
            marks.append(self.marks.place_json(known))
        self.shown.append(self.views.place_json({**shown.extras(), "marks": marks}))

    def _row(self, side: str, places: Floats) -> int:
        axis = self.panel.axes[side]
        levels = table.quantize(np.clip(places, *axis.limits), axis)
        return self.rows.place((side, levels), (side, levels.tobytes()))

    def packed(self) -> dict[str, str]:
        """Return the levels as text: those of curves, of maps, of marks."""
        found = {}
        if isinstance(self.panel, Plot) and self.panel.curves:
            found["table"] = table.pack(np.stack(self.curves))
        if self.maps:
            found["maps"] = table.pack(np.stack(self.maps))
        if self.rows.kept:
            found["rows"] = table.pack_rows([levels for _, levels in self.rows.kept])
        return found

    def extras(self) -> dict[str, Any]:
        """Return everything that is not levels."""
        return {
            "shown": self.shown,
            "views": self.views.kept,
            "styles": self.styles.kept,
            "marks": self.marks.kept,
            "sides": "".join(side for side, _ in self.rows.kept),
            "lengths": [int(levels.size) for _, levels in self.rows.kept],
        }


def page_payload(explorer: "Explorer") -> str:
    """Evaluate every setting and return the page's data as JSON safe inside a script tag.

    Raises ``ValueError`` if the table would weigh too much for a page.
    """
    count = explorer.count
    panels = {panel.key: panel for panel in explorer.panels}
    tables = {key: _PanelTable(panel, count) for key, panel in panels.items()}
    said, told_at = _Distinct(), []
    places: list[list[Floats]] = [[] for _ in explorer.handles]
    for settings in progress.tell(explorer.name, count, explorer.every_setting()):
        view, shown = explorer.drawn_at(**settings)
        for key, part in shown.items():
            tables[key].add(part)
        told_at.append(said.place_json(_said(view)))
        for handle, line in zip(explorer.handles, places, strict=True):
            line.append(handle.at(panels[handle.panel], **settings))
    data: dict[str, Any] = {
        "spec": explorer.spec,
        "panels": {key: made.packed() for key, made in tables.items()},
        "extras": table.pack_json(
            {
                "told": told_at,
                "said": said.kept,
                "panels": {key: made.extras() for key, made in tables.items()},
            }
        ),
    }
    if explorer.handles:
        axes = [list(panels[handle.panel].axes.values()) for handle in explorer.handles]
        data["handles"] = table.pack_rows(
            [
                table.quantize(values, axis)
                for pair, line in zip(axes, places, strict=True)
                for axis, values in zip(pair, np.array(line).T, strict=True)
            ]
        )
    text = table.script_json(data)
    weight = len(zlib.compress(text.encode(), 9))
    if weight > MOST_BYTES:
        raise ValueError(
            f"{explorer.name}: the table of {count:,} settings weighs {weight:,} bytes compressed, "
            f"at most {MOST_BYTES:,} are allowed: take fewer stops or points"
        )
    return text
