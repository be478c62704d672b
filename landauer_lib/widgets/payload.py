"""What the front end draws: one view from the kernel, or all of them as the page's table."""

import json
import zlib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

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
    """Things in the order in which they first came, each kept once; ``column`` says which came."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self.column: list[int] = []
        self._known: dict[Any, int] = {}

    def place(self, thing: Any, key: Any) -> int:
        if key not in self._known:
            self._known[key] = len(self.kept)
            self.kept.append(thing)
        return self._known[key]

    def place_json(self, thing: Any) -> int:
        return self.place(thing, json.dumps(thing, ensure_ascii=False))

    def add(self, thing: Any, key: Any = None) -> None:
        """Note that a thing came next."""
        self.column.append(self.place_json(thing) if key is None else self.place(thing, key))

    def steps(self) -> list[int]:
        """Return the column as steps from one setting to the next, which pack small."""
        return [here - last for last, here in pairwise([0, *self.column])]

    def packed(self) -> dict[str, Any]:
        return {"kept": self.kept, "steps": self.steps()}


class _PanelTable:
    """One panel's table, filled setting by setting; what comes again is kept once."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.curves, self.maps, self.notes, self.drawn = (_Distinct() for _ in range(4))
        self.styles, self.rows, self.marks = (_Distinct() for _ in range(3))

    def add(self, shown: Shown) -> None:
        panel = self.panel
        if isinstance(panel, Plot):
            levels = table.quantize(panel.stack(shown), panel.y)
            self.curves.add(levels, levels.tobytes())
        if isinstance(panel, Plot) and panel.field is not None:
            values = np.asarray(shown.field)
            levels = table.quantize(values, panel.field.scale, table.MAP_LEVELS)
            self.maps.add(levels, levels.tobytes())
        marks = []
        for mark in shown.marks:
            known = [self.styles.place_json(mark.style())]
            for side, places in mark.places():
                known.append(self._row(side, places))
            marks.append(self.marks.place_json(known))
        self.drawn.add(marks)
        self.notes.add(shown.extras())

    def _row(self, side: str, places: Floats) -> int:
        axis = self.panel.axes[side]
        levels = table.quantize(np.clip(places, *axis.limits), axis)
        return self.rows.place((side, levels), (side, levels.tobytes()))

    def packed(self) -> dict[str, str]:
        """Return the levels as text: those of curves, of maps, of marks."""
        found = {}
        if isinstance(self.panel, Plot) and self.panel.curves:
            found["table"] = table.pack(np.stack(self.curves.kept))
        if self.maps.kept:
            found["maps"] = table.pack(np.stack(self.maps.kept))
        if self.rows.kept:
            found["rows"] = table.pack_rows([levels for _, levels in self.rows.kept])
        return found

    def extras(self) -> dict[str, Any]:
        """Return everything that is not levels."""
        return {
            "curves": self.curves.steps(),
            "maps": self.maps.steps(),
            "notes": self.notes.packed(),
            "drawn": self.drawn.packed(),
            "styles": self.styles.kept,
            "marks": self.marks.kept,
            "sides": "".join(side for side, _ in self.rows.kept),
            "lengths": [int(levels.size) for _, levels in self.rows.kept],
        }


def page_payload(explorer: "Explorer") -> str:
    """Evaluate every setting and return the page's data as JSON safe inside a script tag.

    Raises ``ValueError`` if the table would weigh too much for a page.
    """
    panels = {panel.key: panel for panel in explorer.panels}
    tables = {key: _PanelTable(panel) for key, panel in panels.items()}
    readings, values = _Distinct(), _Distinct()
    places: list[list[Floats]] = [[] for _ in explorer.handles]
    settings_told = progress.tell(explorer.name, explorer.count, explorer.every_setting())
    for settings in settings_told:
        view, shown = explorer.drawn_at(**settings)
        for key, part in shown.items():
            tables[key].add(part)
        said = _said(view)
        readings.add(said["reading"])
        values.add(said["values"])
        for handle, line in zip(explorer.handles, places, strict=True):
            line.append(handle.at(panels[handle.panel], **settings))
    data: dict[str, Any] = {
        "spec": explorer.spec,
        "panels": {key: made.packed() for key, made in tables.items()},
        "extras": table.pack_json(
            {
                "readings": readings.packed(),
                "values": values.packed(),
                "panels": {key: made.extras() for key, made in tables.items()},
            }
        ),
    }
    if explorer.handles:
        axes = [list(panels[handle.panel].axes.values()) for handle in explorer.handles]
        data["handles"] = table.pack_rows(
            [
                table.quantize(line, axis)
                for pair, points in zip(axes, places, strict=True)
                for axis, line in zip(pair, np.array(points).T, strict=True)
            ]
        )
    text = table.script_json(data)
    weight = len(zlib.compress(text.encode(), 9))
    if weight > MOST_BYTES:
        raise ValueError(
            f"{explorer.name}: the table of {explorer.count:,} settings weighs {weight:,} bytes "
            f"compressed, at most {MOST_BYTES:,} are allowed: take fewer stops or points"
        )
    return text
