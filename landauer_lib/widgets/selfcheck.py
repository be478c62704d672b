"""Numeric self-checks: the reader types a number, and the box names the likely error.

What is right and what is a known error are numbers computed in Python; the front end compares what
was typed with them. Nothing is graded, and nothing is sent anywhere.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import anywidget
import traitlets

from landauer_lib import _checks
from landauer_lib.widgets import front
from landauer_lib.widgets.explorer import for_page
from landauer_lib.widgets.table import script_json

__all__ = ["Answer", "SelfCheck"]


@dataclass(frozen=True)
class Answer:
    """One number to find.

    Parameters
    ----------
    label : str
        What is asked, e.g. ``"T_x"``.
    value : float
        The right number, in ``unit``.
    unit : str
        Shown behind the box.
    within : float
        What still counts as this number: a share of it, or an absolute difference where the
        number is 0. Known errors are recognized with the same width.
    wrong : mapping
        For each known error, in words, the number that it leads to.

    Raises
    ------
    ValueError
        If a number is not finite, ``within`` is not between 0 and 0.2, or a known error cannot be
        told from the right number.

    Examples
    --------
    >>> Answer("T_x", 2.216, "K", wrong={"The 2π is missing.": 13.92}).spec()["tolerance"]
    0.04432
    """

    label: str
    value: float
    unit: str = ""
    within: float = 0.02
    wrong: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        right = _checks.scalar("value", self.value)
        _checks.scalar("within", self.within, above=0, at_most=0.2)
        for says, number in self.wrong.items():
            error = _checks.scalar("wrong", number)
            if abs(error - right) <= self._tolerance(error) + self._tolerance(right):
                raise ValueError(f"wrong number {error:g} ({says}) is too close to {right:g}")

    def _tolerance(self, number: float) -> float:
        return float(f"{self.within * (abs(number) or 1):.4g}")

    def spec(self) -> dict[str, Any]:
        """Return what the front end needs to judge an answer."""
        return {
            "label": self.label,
            "unit": self.unit,
            "value": float(f"{self.value:.6g}"),
            "tolerance": self._tolerance(self.value),
            "wrong": [
                [float(f"{number:.6g}"), self._tolerance(number), says]
                for says, number in self.wrong.items()
            ],
        }


class SelfCheck(anywidget.AnyWidget):
    """Boxes for the numbers of an exercise, each judged as soon as it is entered.

    Parameters
    ----------
    name : str
        Anchor: lower-case words joined by hyphens.
    *answers : Answer
        At least one.

    Raises
    ------
    ValueError
        If ``name`` has another form or there is no answer.

    Examples
    --------
    >>> SelfCheck("exercise-1", Answer("E_1", 2.0, "meV", wrong={"E_2 − E_1 is not E_1.": 6.0}))
    SelfCheck exercise-1
      E_1: 2 meV within 2 %
        6 meV: E_2 − E_1 is not E_1.
    """

    _esm = front.module_source("selfcheck")
    _css = front.style_source()
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str, *answers: Answer) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
            raise ValueError(f"name must be lower-case words joined by hyphens, got {name!r}")
        if not answers:
            raise ValueError("answers must be at least one")
        self.name, self.answers = name, answers
        super().__init__(spec={"name": name, "answers": [answer.spec() for answer in answers]})

    def open(self) -> None:
        """Open the comm to the front end, except where there is none: in the site's build."""
        if not for_page():
            super().open()

    def _page(self) -> str:
        """Return the boxes as HTML: without JavaScript, what is asked and the known errors."""
        rows = "".join(f"<li>{html.escape(line.strip())}</li>" for line in self._known_errors())
        asked = "; ".join(
            html.escape(a.label + (f" ({a.unit})" if a.unit else "")) for a in self.answers
        )
        return (
            f'<section class="ll-selfcheck" id="{self.name}" aria-label="Check your numbers">'
            f'<div class="ll-mount-check"><p>Numbers to find: {asked}.</p>'
            f"<details><summary>Known errors</summary><ul>{rows}</ul></details></div>"
            f'<script type="application/json">{script_json(self.spec)}</script></section>'
        )

    def _known_errors(self) -> list[str]:
        return [
            f"    {number:.4g}{f' {answer.unit}' if answer.unit else ''}: {says}"
            for answer in self.answers
            for says, number in answer.wrong.items()
        ]

    def __repr__(self) -> str:
        lines = [f"SelfCheck {self.name}"]
        for a in self.answers:
            unit = f" {a.unit}" if a.unit else ""
            share = f"within {100 * a.within:g} %" if a.value else f"within {a.within:g}"
            lines.append(f"  {a.label}: {a.value + 0.0:.4g}{unit} {share}")
            lines += [f"    {number:.4g}{unit}: {says}" for says, number in a.wrong.items()]
        return "\n".join(lines)

    def _repr_mimebundle_(self, **keywords: Any) -> Any:
        if for_page():
            return {"text/plain": repr(self), "text/html": self._page()}
        made = super()._repr_mimebundle_(**keywords)
        bundle, metadata = made if isinstance(made, tuple) else (made, {})
        return {**(bundle or {}), "text/plain": repr(self)}, metadata
