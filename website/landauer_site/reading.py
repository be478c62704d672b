"""What a page asks of its reader: the time it takes, told under a chapter's title, and its height.

The height of a section is guessed from the same counts, so that a browser can leave out what is far
from the view (`content-visibility`) without the scroll bar jumping.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from .folding import Fold
from .numbering import chapter_number

WORDS_A_MINUTE = 160  # of physics, read to be understood
MINUTES = {"equation": 0.5, "figure": 0.75, "widget": 3.0, "question": 1.0, "exercise": 8.0}
STEP = 200  # pixels; heights are told in multiples
HIGHEST = 40

WIDGET = re.compile(r'class="ll-explorer')
QUESTION = re.compile(r'class="ll-asks')
FOLDED = re.compile(r"<(/?)details\b[^>]*>")


@dataclass
class Counts:
    """What is on a page or in one of its sections."""

    words: int = 0
    equations: int = 0
    figures: int = 0
    widgets: int = 0
    questions: int = 0
    lines: int = 0
    exercises: int = 0

    @property
    def minutes(self) -> float:
        """Time to read it and to try what can be tried, without the exercises."""
        return (
            self.words / WORDS_A_MINUTE
            + self.equations * MINUTES["equation"]
            + self.figures * MINUTES["figure"]
            + self.widgets * MINUTES["widget"]
            + self.questions * MINUTES["question"]
        )

    @property
    def height(self) -> float:
        """Pixels on a page of ordinary width."""
        return (
            60
            + self.words * 2.0
            + self.equations * 70
            + self.figures * 400
            + self.widgets * 520
            + self.questions * 130
            + self.lines * 18
        )


def count(node: nodes.Node) -> Counts:
    """Count what is seen below a node; folded text is not read the first time."""
    counts, depth = Counts(), 0
    stack: list[nodes.Node] = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, nodes.raw):
            text = here.astext()
            marks = FOLDED.findall(text)
            depth += marks.count("") - marks.count("/")
            if depth == 0:
                counts.widgets += len(WIDGET.findall(text))
                counts.questions += len(QUESTION.findall(text))
            continue
        if isinstance(here, Fold | nodes.comment):
            continue
        if depth == 0:
            counts.equations += isinstance(here, nodes.math_block)
            counts.figures += isinstance(here, nodes.image)
            if isinstance(here, nodes.literal_block):
                counts.lines += here.astext().count("\n") + 2
            elif isinstance(here, nodes.Text):
                counts.words += len(here.split())
        if not isinstance(here, nodes.math | nodes.math_block | nodes.literal_block):
            stack.extend(reversed(here.children))
    return counts


def minutes(number: float) -> str:
    """A time as one says it.

    >>> minutes(47.2), minutes(130)
    ('45 minutes', '2 hours 10 minutes')
    """
    rounded = max(5, 5 * round(number / 5))
    hours, rest = divmod(rounded, 60)
    parts = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    return " ".join([*parts, *([f"{rest} minutes"] if rest else [])])


def parts_of(document: nodes.document) -> tuple[list[nodes.section], nodes.section | None]:
    """Sections below a page's title, and the one with its exercises."""
    pages = [child for child in document.children if isinstance(child, nodes.section)]
    parts = [child for page in pages for child in page.children if isinstance(child, nodes.section)]
    return parts, next((part for part in parts if part[0].astext() == "Exercises"), None)


def summary(document: nodes.document) -> str:
    """How long a chapter takes, in a line for its reader."""
    parts, exercises = parts_of(document)
    whole = count(document)
    asked = count(exercises) if exercises else Counts()
    numbers = len(re.findall(r"(?m)^\d+\. ", exercises.astext())) if exercises else 0
    left_out = ("Exercises", "Checks", "Further reading")
    aside = sum(count(part).minutes for part in parts if part[0].astext() in left_out)
    things = [f"{whole.widgets} widgets"]
    if whole.questions > asked.questions:
        things.append(f"{whole.questions - asked.questions} questions on the way")
    if numbers:
        things.append(f"{numbers} exercises ({minutes(numbers * MINUTES['exercise'])} more)")
    return f"{minutes(whole.minutes - aside)} to read and try · {' · '.join(things)}"


class TellReading(SphinxPostTransform):
    """Write the time below a chapter's title, and each section's height into its class."""

    default_priority = 195  # behind `folding`
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Measure the page."""
        parts, _ = parts_of(self.document)
        for part in parts:
            steps = min(HIGHEST, math.ceil(count(part).height / STEP))
            part["classes"] += ["ll-part", f"ll-high-{steps}"]
        if chapter_number(self.env.docname) is not None:
            line = nodes.paragraph("", summary(self.document), classes=["ll-time"])
            title = next(self.document.findall(nodes.title))
            title.parent.insert(title.parent.index(title) + 1, line)


def stylesheet() -> str:
    """The heights that sections may have."""
    rule = ".ll-high-{n} {{ contain-intrinsic-block-size: auto {high}px; }}"
    wide = [rule.format(n=n, high=n * STEP) for n in range(1, HIGHEST + 1)]
    narrow = [rule.format(n=n, high=round(n * STEP * 1.4)) for n in range(1, HIGHEST + 1)]
    return "\n".join([*wide, "@media (max-width: 30rem) {", *narrow, "}"]) + "\n"


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(TellReading)
