"""References as a plain list: docutils' roles for them are deprecated and fail in axe."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


def visit_citation(translator: HTML5Translator, node: nodes.citation) -> None:
    """Open an entry; its label is left out, since the text cites by author and year."""
    node[:] = [child for child in node if not isinstance(child, nodes.label)]
    translator.body.append(translator.starttag(node, "div", CLASS="citation"))


def depart_citation(translator: HTML5Translator, node: nodes.citation) -> None:
    """Close the entry."""
    translator.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    """Replace the writer's own visitor."""
    app.add_node(nodes.citation, override=True, html=(visit_citation, depart_citation))
