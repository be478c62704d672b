"""Code that a first reader can pass over, folded under the name of what it shows.

Chapters are written without marks for this: a cell that draws is known by its figure, a widget's
call by the widget that it returns, a first cell by its imports; the section Checks is one fold.
"""

from __future__ import annotations

import html
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from .numbering import chapter_number

WIDGET_TITLE = re.compile(
    r'<figure class="ll-explorer".*?<figcaption[^>]*>(.*?)</figcaption>', re.DOTALL
)
TAG = re.compile("<[^>]*>")


class Fold(nodes.Element):
    """What stands under a line that opens it."""


class Name(nodes.TextElement):
    """The line that opens a fold."""


def visit_fold(translator: HTML5Translator, node: Fold) -> None:
    """Open the fold."""
    translator.body.append('<details class="ll-fold">')


def depart_fold(translator: HTML5Translator, node: Fold) -> None:
    """Close the fold."""
    translator.body.append("</details>\n")


def visit_name(translator: HTML5Translator, node: Name) -> None:
    """Open the line."""
    translator.body.append("<summary>")


def depart_name(translator: HTML5Translator, node: Name) -> None:
    """Close the line."""
    translator.body.append("</summary>\n")


def first_sentence(caption: nodes.TextElement) -> list[nodes.Node]:
    """What a caption says up to its first full stop."""
    found: list[nodes.Node] = []
    for child in caption:
        before, stop, _ = re.split(r"(\.(?=\s|$)|$)", child.astext(), maxsplit=1)
        if isinstance(child, nodes.Text):
            found.append(nodes.Text(before))
            if stop:
                break
        else:
            found.append(child.deepcopy())
    return found


def shown(cell: nodes.Element, source: str) -> list[nodes.Node]:
    """Name of what a cell's code is for, or nothing where the code itself is to be read."""
    for raw in cell.findall(nodes.raw):
        if title := WIDGET_TITLE.search(raw.astext()):
            return [nodes.Text(f"Code of the widget: {html.unescape(TAG.sub('', title[1]))}")]
    for caption in cell.findall(nodes.caption):
        return [nodes.Text("Code of the figure: "), *first_sentence(caption)]
    if re.match(r"import|from", source.lstrip()):
        return [nodes.Text("What the code of this chapter imports")]
    return []


def cells(parent: nodes.Element) -> list[nodes.container]:
    """Code cells below a node."""
    found = parent.findall(nodes.container)
    return [container for container in found if container.get("nb_element") == "cell_code"]


class FoldCode(SphinxPostTransform):
    """Fold the code of one chapter."""

    default_priority = 190
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Go through the cells, the section Checks first."""
        if chapter_number(self.env.docname) is None:
            return
        for section in self.document.findall(nodes.section):
            if section[0].astext() == "Checks":
                self.fold_checks(section)
        for cell in cells(self.document):
            source = cell[0] if cell.children else None
            if isinstance(cell.parent, Fold) or not isinstance(source, nodes.Element):
                continue
            is_code = source.get("nb_element") == "cell_code_source"
            if is_code and (name := shown(cell, source.astext())):
                cell.attributes.pop("hide_mode", None)
                cell.replace(source, Fold("", Name("", "", *name), source))

    def fold_checks(self, section: nodes.section) -> None:
        """Put all cells of the section into one fold, in their order."""
        found = [cell for cell in cells(section) if cell.parent is section]
        if found:
            lines = sum(len(block.astext().strip().splitlines()) for block in outputs(found))
            place = section.index(found[0])
            for cell in found:
                section.remove(cell)
            name = nodes.Text(f"{lines} checks, each with the code that computes it")
            section.insert(place, Fold("", Name("", "", name), *found))


def outputs(found: list[nodes.container]) -> list[nodes.literal_block]:
    """Printed lines of cells."""
    blocks = [block for cell in found for block in cell[-1].findall(nodes.literal_block)]
    return [block for block in blocks if "output" in block["classes"]]


def setup(app: Sphinx) -> None:
    """Register the node and the transform."""
    app.add_node(Fold, html=(visit_fold, depart_fold))
    app.add_node(Name, html=(visit_name, depart_name))
    app.add_post_transform(FoldCode)
