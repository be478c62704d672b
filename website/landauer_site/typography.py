"""What belongs together stays on one line: a number and its unit, a formula and its comma.

Chapters are written with ordinary spaces; the page gets spaces that do not break. Punctuation
behind a formula moves into the formula's own span, which `equations` writes.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

UNIT = (
    r"(?:%|[mkMG]?Hz|THz|[mµ]?eV|[mµ]?V|[µn]?A|µ?S|k?Ω|m?K|m?T|m?W|[pf]W|[mµnp]?s|[cmµnk]?m|[kM]B)"
    r"(?:/(?:K|s|m)[²³]?)?(?![\w/])"
)
NUMBER_AND_UNIT = re.compile(rf"(?<=\d) (?={UNIT})")
LEADING_UNIT = re.compile(rf"^ (?={UNIT})")
NUMBERED = re.compile(r"\b([Cc]hapters?|[Ee]xercises?|[Ss]ections?|[Tt]able) (?=\d)")
CLOSING = re.compile(r"^[.,;:!?)\]]+[”’\"']?")
CLOSED = (nodes.literal, nodes.literal_block, nodes.raw, nodes.math, nodes.math_block)


def bound(text: str) -> str:
    """Text with spaces that do not break between numbers and units, names and numbers.

    >>> bound("at 0.6 K in chapter 5, 360 nm, 3 m/s").replace(chr(160), "~")
    'at 0.6~K in chapter~5, 360~nm, 3~m/s'
    """
    return NUMBERED.sub("\\1\u00a0", NUMBER_AND_UNIT.sub("\u00a0", text))


class KeepTogether(SphinxPostTransform):
    """Bind what a line must not part."""

    default_priority = 640
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Go through the page's text, and through what follows its formulas."""
        for formula in list(self.document.findall(nodes.math)):
            self.take_what_follows(formula)
        for text in list(self.document.findall(nodes.Text)):
            if not isinstance(text.parent, CLOSED) and (changed := bound(text)) != text:
                text.parent.replace(text, nodes.Text(changed))

    def take_what_follows(self, formula: nodes.math) -> None:
        """Move the punctuation that follows a formula into it, and bind a unit to it."""
        parent = formula.parent
        place = parent.index(formula) + 1
        following = parent[place] if place < len(parent) else None
        if isinstance(following, nodes.Text) and (closing := CLOSING.match(following)):
            formula["followed_by"] = closing.group()
            parent.replace(following, nodes.Text(following[closing.end() :]))
        elif isinstance(following, nodes.Text) and LEADING_UNIT.match(following):
            parent.replace(following, nodes.Text("\u00a0" + following[1:]))


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(KeepTogether)
