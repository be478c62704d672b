"""Chapters carry the number of their file: `06_staircase` is chapter 6 even where 5 is missing.

Only documents named `NN_…` directly under `chapters/<part>/` are numbered; `numbered: true` in
`_toc.yml` is not needed. Sections, figures and equations of a chapter follow its number.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector

CHAPTER = re.compile(r"chapters/(?:principles|beyond|applications)/(\d\d)_")
DEPTH = 2  # the chapter and its sections


def chapter_number(docname: str) -> int | None:
    """Number in a chapter's file name, or None for any other page."""
    match = CHAPTER.match(docname)
    return int(match.group(1)) if match else None


def assign_section_numbers(collector: TocTreeCollector, env: BuildEnvironment) -> list[str]:
    """Number chapters and sections; return the pages whose numbers changed."""
    previous, env.toc_secnumbers = env.toc_secnumbers, {}
    for docname in sorted(env.tocs):
        chapter = chapter_number(docname)
        if chapter is None:
            continue
        numbers = env.toc_secnumbers[docname] = {}
        env.titles[docname]["secnumber"] = (chapter,)
        number_entries(env.tocs[docname], (), chapter, numbers)
    return [page for page, numbers in env.toc_secnumbers.items() if previous.get(page) != numbers]


def number_entries(
    entries: nodes.Element,
    prefix: tuple[int, ...],
    first: int,
    numbers: dict[str, tuple[int, ...] | None],
) -> None:
    """Give the list's references the numbers prefix + first, first + 1, … and go down.

    Below `DEPTH` the number is None: a heading without an entry would show its chapter's.
    """
    listed = [entry for entry in entries.children if isinstance(entry, nodes.list_item)]
    for position, entry in enumerate(listed, first):
        reference = next(entry.findall(nodes.reference))
        number = (*prefix, position) if len(prefix) < DEPTH else None
        reference["secnumber"] = number
        numbers[reference["anchorname"]] = number
        for child in entry.children:
            if isinstance(child, nodes.bullet_list):
                number_entries(child, (*prefix, position), 1, numbers)


def setup(app: Sphinx) -> None:
    """Replace Sphinx's count, which starts at one in every part."""
    TocTreeCollector.assign_section_numbers = assign_section_numbers
