"""Numeric self-checks: the reader types a number, and the box names the likely error.

What is right and what is a known error are numbers computed in Python; the front end compares what
was typed with them. Nothing is graded, and nothing is sent anywhere.
"""

import re
from typing import Any

import anywidget
import traitlets
from numpy.typing import ArrayLike

from landauer_lib import _checks
from landauer_lib.widgets import front
from landauer_lib.widgets.explorer import for_page
from landauer_lib.widgets.table import script_json

__all__ = ["Answer", "SelfCheck"]


class Answer:
    """One number to find, with the known errors that lead to others.

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

    Raises
    ------
    ValueError
        If the number is not finite or ``within`` is not between 0 and 0.2.

    Examples
    --------
    >>> answer = Answer("T_x", 2.216, "K")
    >>> answer.error(13.92, "The 2π is missing.")
    >>> answer.spec()["tolerance"]
    0.04432
    """

    def __init__(
        self, label: str, value: ArrayLike, unit: str = "", *, within: float = 0.02
    ) -> None:
        self.label, self.unit = label, unit
        self.value = _checks.scalar("value", value)
        self.within = _checks.scalar("within", within, above=0, at_most=0.2)
        self.errors: list[tuple[float, str]] = []

    def error(self, number: ArrayLike, says: str) -> None:
        """Add a known error: the number that it leads to, and what the reader is told.

        Raises ``ValueError`` if the number is not finite or cannot be told from the right one.
        """
        wrong = _checks.scalar("number", number)
        if abs(wrong - self.value) <= self._tolerance(wrong) + self._tolerance(self.value):
            raise ValueError(
                f"number {wrong:g} ({says}) is too close to the right one, {self.value:g}"
            )
        self.errors.append((wrong, says))

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
                for number, says in self.errors
            ],
        }

    def lines(self) -> list[str]:
        """Return the right number and the known errors as text, a line each."""
        unit = f" {self.unit}" if self.unit else ""
        share = f"{100 * self.within:g} %" if self.value else f"{self.within:g}"
        right = f"{self.label}: {self.value + 0.0:.4g}{unit} within {share}"
        return [right, *(f"{number:.4g}{unit}: {says}" for number, says in self.errors)]


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
    >>> answer = Answer("E_1", 2.0, "meV")
    >>> answer.error(6.0, "E_2 − E_1 is not E_1.")
    >>> SelfCheck("exercise-1", answer)
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
        known = [line for answer in self.answers for line in answer.lines()[1:]]
        rows = "".join(f"<li>{front.html_text(line)}</li>" for line in known)
        asked = "; ".join(
            front.html_text(a.label + (f" ({a.unit})" if a.unit else "")) for a in self.answers
        )
        return (
            f'<div class="ll-selfcheck" id="{self.name}" role="group" '
            'aria-label="Check your numbers">'
            f'<div class="ll-mount-check"><p>Numbers to find: {asked}.</p>'
            f"<details><summary>Known errors</summary><ul>{rows}</ul></details></div>"
            f'<script type="application/json">{script_json(self.spec)}</script></div>'
        )

    def __repr__(self) -> str:
        text = [f"SelfCheck {self.name}"]
        for answer in self.answers:
            right, *known = answer.lines()
            text += [f"  {right}", *(f"    {line}" for line in known)]
        return "\n".join(text)

    def _repr_mimebundle_(self, **keywords: Any) -> Any:
        if for_page():
            return {"text/plain": repr(self), "text/html": self._page()}
        made = super()._repr_mimebundle_(**keywords)
        bundle, metadata = made if isinstance(made, tuple) else (made, {})
        return {**(bundle or {}), "text/plain": repr(self)}, metadata
