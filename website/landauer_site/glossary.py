"""Terms of the glossary, linked where a chapter first uses them.

Only running text is searched: no headings, captions, tables, links, code, mathematics, nor titles
of papers (emphasis). The link's own title is the first sentence of the definition. Chapters stay
as they are written.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from .numbering import chapter_number

PAGE = "chapters/appendix/glossary"

CLOSED = (
    nodes.title,
    nodes.caption,
    nodes.table,
    nodes.reference,
    nodes.literal,
    nodes.emphasis,
    nodes.math,
    nodes.footnote,
    addnodes.pending_xref,
)


class Term:
    """A word of the glossary: where its entry stands and how the entry begins."""

    def __init__(self, word: str, anchor: str, definition: str) -> None:
        self.anchor = anchor
        self.definition = definition
        self.pattern = re.compile(rf"(?<![\w–-]){spelling(word)}(?![\w–])(?!-\w)")


def spelling(word: str) -> str:
    """Pattern of a term: in the plural too, and with a capital at the start of a sentence."""
    first = f"[{word[0].lower()}{word[0].upper()}]" if word[0].islower() else re.escape(word[0])
    rest = re.escape(word[1:]).replace(r"\ ", r"\s+")
    return f"{first}{rest}(?:s|es)?"


def first_sentence(text: str) -> str:
    """Text up to the first period before a capital letter."""
    return re.split(r"(?<=\.)\s+(?=[A-Z])", " ".join(text.split()))[0]


def terms(glossary: nodes.document) -> list[Term]:
    """Terms of the glossary's page, the longest first: 'open mode' goes before 'mode'."""
    found = []
    for item in glossary.findall(nodes.definition_list_item):
        definition = first_sentence(next(item.findall(nodes.definition)).astext())
        names = list(item.findall(nodes.term))
        found += [(name.astext(), names[0]["ids"][0], definition) for name in names]
    found.sort(key=lambda entry: -len(entry[0]))
    return [Term(*entry) for entry in found]


def is_open(text: nodes.Text) -> bool:
    """Whether a piece of text belongs to a paragraph and to nothing that is closed to links."""
    ancestor, in_paragraph = text.parent, False
    while ancestor is not None:
        if isinstance(ancestor, CLOSED):
            return False
        in_paragraph = in_paragraph or isinstance(ancestor, nodes.paragraph)
        ancestor = ancestor.parent
    return in_paragraph


def first_use(
    text: str, unused: list[Term], taken: list[tuple[int, int]]
) -> tuple[Term, re.Match[str]] | None:
    """The next term, longest first, that occurs in the text outside the ranges already taken."""
    for term in unused:
        for match in term.pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end in taken):
                return term, match
    return None


def uses(text: str, unused: list[Term]) -> list[tuple[Term, re.Match[str]]]:
    """Terms that a text uses for the first time, in its order; they leave the list of the unused.

    Entries with several names count as one.
    """
    found: list[tuple[Term, re.Match[str]]] = []
    taken: list[tuple[int, int]] = []
    while use := first_use(text, unused, taken):
        found.append(use)
        taken.append(use[1].span())
        unused[:] = [term for term in unused if term.anchor != use[0].anchor]
    return sorted(found, key=lambda use: use[1].start())


class LinkTerms(SphinxPostTransform):
    """Link the terms of one chapter."""

    default_priority = 650
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Go through the chapter's text from the start."""
        if chapter_number(self.env.docname) is None or PAGE not in self.env.found_docs:
            return
        unused = terms(self.env.get_doctree(PAGE))
        for text in [found for found in self.document.findall(nodes.Text) if is_open(found)]:
            pieces: list[nodes.Node] = []
            end = 0
            for term, match in uses(text.astext(), unused):
                pieces += [nodes.Text(text[end : match.start()]), self.link(term, match.group())]
                end = match.end()
            if pieces:
                text.parent.replace(text, [*pieces, nodes.Text(text[end:])])

    def link(self, term: Term, words: str) -> nodes.reference:
        """Link to the glossary's entry."""
        here = self.env.docname
        target = nodes.Text(words)
        link = make_refnode(self.app.builder, here, PAGE, term.anchor, target, term.definition)
        link["classes"].append("ll-term")
        return link


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(LinkTerms)
