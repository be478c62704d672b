"""Choice questions: each wrong choice is answered, and a prediction is made before a widget shows.

Which choice is right and what is said to each stands neither in a notebook's stored text nor
readable in a page's source. Nothing is graded, and nothing is sent anywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from landauer_lib.widgets import front
from landauer_lib.widgets.panels import hyphenated
from landauer_lib.widgets.published import Published

__all__ = ["Option", "Question"]


@dataclass(frozen=True)
class Option:
    """One choice, and what a reader is told who takes it.

    Raises
    ------
    ValueError
        If a text is missing.

    Examples
    --------
    >>> Option("It doubles.", "The number of modes stays.").right
    False
    """

    text: str
    reply: str
    right: bool = False

    def __post_init__(self) -> None:
        for name in ("text", "reply"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name} of an option must say something")


class Question(Published):
    """A question with choices.

    Parameters
    ----------
    name : str
        Anchor: lower-case words joined by hyphens.
    text : str
        What is asked.
    options : sequence of Option
        At least two; one or more are right.
    before : str
        Name of an Explorer that stays covered until the reader has chosen. The choice is then
        final, and the answer comes after the reader has seen the widget.

    Raises
    ------
    ValueError
        If a name has another form, the question is empty, or the options are fewer than two,
        alike, or none of them or all of them right.

    Examples
    --------
    >>> Question("thicker-wire", "The wire gets twice as long. Its conductance …", [
    ...     Option("halves.", "So it does in a dirty wire; this one is clean."),
    ...     Option("stays.", "The modes are the same.", right=True)])
    Question thicker-wire: The wire gets twice as long. Its conductance …
      ○ halves.
      ○ stays.
    """

    kind = "question"
    label = "Question"
    _esm = front.module_source("question")
    _css = front.style_source()

    def __init__(
        self, name: str, text: str, options: Sequence[Option], *, before: str = ""
    ) -> None:
        if not text.strip():
            raise ValueError("text must ask something")
        if len({option.text for option in options}) < max(2, len(options)):
            raise ValueError("options must be at least two, each with a text of its own")
        if not 0 < sum(option.right for option in options) < len(options):
            raise ValueError("options must have at least one that is right and one that is not")
        self.text, self.options = text, tuple(options)
        self.before = hyphenated("before", before) if before else ""
        super().__init__(name)
        self.spec = {
            "name": name,
            "text": text,
            "options": [option.text for option in options],
            "before": self.before,
            "key": front.encode_key([[option.right, option.reply] for option in options]),
        }

    def _still(self) -> str:
        """Return question and choices."""
        rows = "".join(f"<li>{front.html_text(option.text)}</li>" for option in self.options)
        return f'<p>{front.html_text(self.text)}</p><ul class="ll-choices">{rows}</ul>'

    def __repr__(self) -> str:
        rows = (f"  ○ {option.text}" for option in self.options)
        return "\n".join([f"Question {self.name}: {self.text}", *rows])
