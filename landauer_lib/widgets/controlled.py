"""A widget that answers to controls: in JupyterLab the kernel makes the view of each setting."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import traitlets

from landauer_lib.widgets.controls import Control
from landauer_lib.widgets.panels import described, hyphenated
from landauer_lib.widgets.published import Published

__all__ = ["MOST_SETTINGS", "Controlled", "StopError"]

MOST_SETTINGS = 2000
"""Combinations of stops that a widget may have: each is computed at every build."""


class StopError(traitlets.TraitError, ValueError):
    """A control was sent to a stop that it does not have."""


class Controlled(Published):
    """A widget with a title, a task and controls, whose view follows their stops."""

    stops = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)

    def _declare(
        self, name: str, title: str, alt: str, task: str, controls: Sequence[Control]
    ) -> None:
        """Take what every such widget says of itself, or refuse it."""
        self.name = hyphenated("name", name)
        if not title:
            raise ValueError("title must say what the widget shows")
        self.title, self.alt, self.task = title, described("alt", alt), task
        if not controls or len({control.name for control in controls}) < len(controls):
            raise ValueError("controls must be at least one, each with a name of its own")
        self.count = int(np.prod([len(control.stops) for control in controls]))
        if self.count > MOST_SETTINGS:
            raise ValueError(
                f"{self.name}: the controls' stops make {self.count:,} settings; "
                f"at most {MOST_SETTINGS:,} are computed at a build"
            )
        self.controls = tuple(controls)

    def _begin(self, spec: dict[str, Any]) -> None:
        """Show the start, and follow the controls from then on."""
        self.spec = spec
        self.stops = {control.name: control.start for control in self.controls}
        self.view = self._live()
        self.observe(self._refresh, names="stops")

    def _live(self) -> dict[str, Any]:
        """Return the view at the present stops, with these ``stops``."""
        raise NotImplementedError

    def _refresh(self, _change: object = None) -> None:
        """Show the view at the present stops, or say why there is none."""
        try:
            self.view = self._live()
        except (RuntimeError, TypeError, ValueError) as error:
            self.view = {"stops": self.stops, "error": str(error)}

    def made_at(self, maker: Any, settings: dict[str, Any]) -> tuple[str, Any]:
        """Return where we are, in words, and what the maker makes of a setting.

        Raises ``RuntimeError`` that names the setting if the maker fails.
        """
        values = ", ".join(f"{name} = {value}" for name, value in settings.items())
        where = f"at {self.name} ({values})"
        try:
            return where, maker(**settings)
        except Exception as error:
            kind = type(error).__name__
            raise RuntimeError(f"{where}: the maker raised {kind}: {error}") from error

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

    def every_setting(self) -> Iterator[dict[str, Any]]:
        """Go through all combinations of stops; the last control varies fastest."""
        names = [control.name for control in self.controls]
        for values in itertools.product(*(control.stops for control in self.controls)):
            yield dict(zip(names, values, strict=True))

    def _told(self) -> list[str]:
        """Return each control's present value and its range as lines of text."""
        return [
            f"  {c.label}: {c.texts[self.stops[c.name]]} "
            f"({len(c.stops)} stops, {c.texts[0]} … {c.texts[-1]})"
            for c in self.controls
        ]
