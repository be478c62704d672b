"""Numeric self-checks: the reader types a number, and the box names the likely error.

What is right and what is a known error are numbers computed in Python; the front end compares what
was typed with them. Neither stands in a notebook's stored text or readable in a page's source.
Nothing is graded, and nothing is sent anywhere.
"""

from typing import Any

from landauer_lib import _checks
from landauer_lib._types import ArrayLike
from landauer_lib.widgets import front
from landauer_lib.widgets.published import Published

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
        Shown behind the box. A number typed with another unit of the same kind is converted.
    within : float
        What still counts as this number: a share of it, or an absolute difference where the
        number is 0. Known errors are recognized with the same width.
    integer : bool
        Whether the number is a count: only that whole number is right.
    hint : str
        What a reader is told whose number resembles none.

    Raises
    ------
    ValueError
        If the number is not finite, ``within`` is not between 0 and 0.2, or an ``integer`` is
        not whole.

    Examples
    --------
    >>> answer = Answer("T_x", 2.216, "K")
    >>> answer.error(13.92, "The 2π is missing.")
    >>> answer.line()
    'T_x (K): 1 known error'
    """

    def __init__(
        self,
        label: str,
        value: ArrayLike,
        unit: str = "",
        *,
        within: float = 0.02,
        integer: bool = False,
        hint: str = "",
    ) -> None:
        self.label, self.unit, self.integer, self.hint = label, unit, integer, hint
        self.value = _checks.scalar("value", value)
        self.within = _checks.scalar("within", within, above=0, at_most=0.2)
        if integer and not self.value.is_integer():
            raise ValueError(f"value must be whole where integer=True, got {self.value:g}")
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
        if self.integer and number.is_integer():
            return 0.0
        return float(f"{self.within * (abs(number) or 1):.4g}")

    def key(self) -> dict[str, Any]:
        """Return the right number and the known errors, by which an answer is judged."""
        return {
            "value": float(f"{self.value:.6g}"),
            "tolerance": self._tolerance(self.value),
            "integer": self.integer,
            "wrong": [
                [float(f"{number:.6g}"), self._tolerance(number), says]
                for number, says in self.errors
            ],
        }

    def spec(self) -> dict[str, str]:
        """Return what the front end needs: what is asked, and the key in base64."""
        key = front.encode_key(self.key())
        return {"label": self.label, "unit": self.unit, "hint": self.hint, "key": key}

    @property
    def asked(self) -> str:
        """What is asked, with its unit."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    def line(self) -> str:
        """Return what is asked and how many errors are known, without any of the numbers."""
        count = len(self.errors)
        return f"{self.asked}: {count} known error{'' if count == 1 else 's'}"


class SelfCheck(Published):
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
      E_1 (meV): 1 known error
    """

    kind = "selfcheck"
    label = "Check your numbers"
    _esm = front.module_source("selfcheck")
    _css = front.style_source()

    def __init__(self, name: str, *answers: Answer) -> None:
        if not answers:
            raise ValueError("answers must be at least one")
        self.answers = answers
        super().__init__(name)
        self.spec = {"name": name, "answers": [answer.spec() for answer in answers]}

    def _still(self) -> str:
        """Return what is asked and the hints."""
        lines = [a.asked + (f". Hint: {a.hint}" if a.hint else "") for a in self.answers]
        rows = "".join(f"<li>{front.html_text(line)}</li>" for line in lines)
        return f"<p>Numbers to find:</p><ul>{rows}</ul>"

    def __repr__(self) -> str:
        return "\n  ".join([f"SelfCheck {self.name}", *(answer.line() for answer in self.answers)])
