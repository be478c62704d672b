r"""The book's symbols, from one file: `website/notation.yml`.

It yields KaTeX's macros (`\Gzero`, …), the tables below the text of the notation page, and for each
page the meanings that its formulas show when the pointer rests on a symbol.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx

PAGE = "chapters/appendix/notation"
SOURCE = Path(__file__).parent.parent / "notation.yml"
CHAPTER = re.compile(r"chapters/(?:principles/|beyond/|applications/|practices/ps)(\d\d)_")

TABLE_HEAD = "| symbol | meaning | unit | chapter |\n|---|---|---|---|\n"


@cache
def notation() -> dict[str, Any]:
    """Content of the file."""
    content: dict[str, Any] = yaml.safe_load(SOURCE.read_text("utf8"))
    return content


def symbols() -> list[dict[str, Any]]:
    """All entries, in the order of the file."""
    return [entry for group in notation()["groups"] for entry in group["symbols"]]


def macros() -> dict[str, str]:
    """Names that formulas may use, and what they stand for."""
    named = {entry["macro"]: entry["tex"] for entry in symbols() if "macro" in entry}
    return {**named, **notation()["macros"]}


@cache
def numbers(docname: str) -> dict[str, int]:
    """Symbol and place in `symbols()` for each symbol whose meaning is certain on this page."""
    match = CHAPTER.match(docname)
    chapter = int(match.group(1)) if match else None
    found: dict[str, int] = {}
    for place, entry in enumerate(symbols()):
        if entry.get("hover", True) and ("only" not in entry or chapter in entry["only"]):
            for tex in (entry["tex"], entry.get("also"), entry.get("macro")):
                if tex:
                    found[tex] = place
    return found


def add_meanings(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Hand the page the meanings of the symbols on it, which `website/js/explain.js` shows."""
    used = set(map(int, re.findall(r'data-symbol="(\d+)"', context.get("body") or "")))
    meanings = {place: entry["meaning"] for place, entry in enumerate(symbols()) if place in used}
    text = json.dumps(meanings, ensure_ascii=False).replace("<", "\\u003c")
    context["landauer_meanings"] = text if meanings else ""


def table(group: dict[str, Any], addresses: dict[int, str]) -> str:
    """Section of the notation page for one group, with links to the chapters that exist."""
    lines = []
    for entry in group["symbols"]:
        if not entry.get("table", True):
            continue
        number = entry["chapter"]
        chapter = f"[{number}]({addresses[number]})" if number in addresses else str(number)
        macro = f" `{entry['macro']}`" if "macro" in entry else ""
        meaning = re.sub(r"_(\w)", r"{sub}`\1`", entry["meaning"])
        cells = (f"${entry['tex']}${macro}", meaning, entry.get("unit", "–"), chapter)
        lines.append(f"| {' | '.join(cells)} |")
    return f"\n### {group['title']}\n\n{TABLE_HEAD}" + "\n".join(lines) + "\n"


def append_tables(app: Sphinx, docname: str, content: list[str]) -> None:
    """Write the tables below the page's own text."""
    if docname != PAGE:
        return
    addresses = {
        int(match.group(1)): f"/{app.env.doc2path(name, base=False)}"
        for name in app.env.found_docs
        if "practices" not in name and (match := CHAPTER.match(name))
    }
    content[0] += "".join(table(group, addresses) for group in notation()["groups"])
    app.env.note_dependency(str(SOURCE))


def setup(app: Sphinx) -> None:
    """Run before the page is parsed."""
    app.connect("source-read", append_tables)
    app.connect("html-page-context", add_meanings)
