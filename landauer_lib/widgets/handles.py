"""Handles: a control that can be dragged on a panel."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from landauer_lib import _checks
from landauer_lib._checks import Floats
from landauer_lib.widgets.controls import Control
from landauer_lib.widgets.panels import Panel

__all__ = ["Handle"]


@dataclass(frozen=True)
class Handle:
    """A place on a panel that follows a control and can be dragged to the places of its stops.

    The front end snaps to the nearest of the places that Python lists; the control itself stays
    for the keyboard.

    Parameters
    ----------
    control : str
        Name of the control.
    panel : str
        Key of the panel on which the handle stands.
    place : callable
        Called with a stop's value and, by keyword, the values of the other controls; returns
        (x, y) within the panel's limits.

    Examples
    --------
    >>> Handle("energy", "bands", lambda energy, **others: (0.5, energy)).panel
    'bands'
    """

    control: str
    panel: str
    place: Callable[..., tuple[float, float]]

    def at(self, panel: Panel, **settings: Any) -> Floats:
        """Return (x, y) at a setting, checked against the panel's limits."""
        others = {name: value for name, value in settings.items() if name != self.control}
        point = _checks.number("place", self.place(settings[self.control], **others))
        name = f"handle {self.control!r} on panel {self.panel!r}"
        if point.shape != (2,):
            raise ValueError(f"{name} must stand at (x, y), got shape {point.shape}")
        for value, (side, axis) in zip(point, panel.axes.items(), strict=True):
            low, high = axis.limits
            if not low <= value <= high:
                raise ValueError(f"{name}: {side} = {value:g} is outside ({low:g}, {high:g})")
        return point

    def along(self, panel: Panel, control: Control, **settings: Any) -> Floats:
        """Return the places of all stops of the control, the others as they are, shape (n, 2)."""
        return np.array([self.at(panel, **{**settings, control.name: v}) for v in control.stops])

    def spec(self, labels: dict[str, str]) -> dict[str, str]:
        """Return what the front end needs to draw this handle."""
        return {"control": self.control, "panel": self.panel, "label": labels[self.control]}
