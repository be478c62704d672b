"""The files a page loads: one style sheet and one script of ours, and more only where needed.

The theme's templates are replaced by `website/templates`, so nothing refers to its own files; they
are removed from the build. Widget files come from `landauer_lib.widgets.page_assets()`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from landauer_lib.figures import stylesheet

from . import fonts, reading, search

WEBSITE = Path(__file__).parent.parent

# Order matters: roles and colors first, paper last.
STYLES = ("tokens", "base", "frame", "content", "notebook", "reference", "print")

SCRIPTS = ("site", "contents", "explain")

# Fonts that are asked for at once on a page with the given mark.
FONTS = {
    "source-serif/source-serif-4-latin-400-normal": "",
    "source-serif/source-serif-4-latin-600-normal": "",
    "stix-two-math/stix-two-math-latin-400-normal": "<math",
}

# A page with one of these loads the widgets' script and style sheet.
WIDGETS = ('class="ll-explorer"', 'class="ll-asks ')

START = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="_static/favicon.svg" type="image/svg+xml">
<meta http-equiv="refresh" content="0; url={address}">
<title>{title}</title>
<h1><a href="{address}">{title}</a></h1>
</html>
"""


def style_sheet() -> str:
    """The book's colors and all of `website/css` as one text without comments and indentation."""
    text = (
        stylesheet()
        + reading.stylesheet()
        + "\n".join((WEBSITE / "css" / f"{name}.css").read_text("utf8") for name in STYLES)
    )
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", text).strip() + "\n"


@cache
def written_assets() -> dict[str, str]:
    """Name under `_static` and text of every style sheet and script that we write."""
    return {
        "site.css": style_sheet(),
        "search.js": (WEBSITE / "js" / "search.js").read_text("utf8"),
        "theme.js": (WEBSITE / "js" / "theme.js").read_text("utf8"),
        "site.js": "".join((WEBSITE / "js" / f"{name}.js").read_text("utf8") for name in SCRIPTS),
        **widget_assets(),
    }


def widget_assets() -> dict[str, str]:
    """Script and style sheet of the widgets."""
    from landauer_lib.widgets import page_assets

    return dict(page_assets())


def add_to_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Tell the template which files this page needs, and what it is about."""
    body = context.get("body") or ""
    styles = ["site.css"]
    scripts = ["site.js"]
    if any(kind in body for kind in WIDGETS):
        styles.append("explorer.css")
    texts = written_assets()
    pathto = context["pathto"]

    def address(name: str) -> str:
        digest = hashlib.sha256(texts[name].encode("utf8")).hexdigest()[:8]
        return f"{pathto(f'_static/{name}', 1)}?v={digest}"

    if 'class="ll-explorer"' in body:
        # Right behind the first widget, with its table, so that it lives before the rest is read.
        first = [*context.get("landauer_first_table", []), address("explorer.js")]
        scripts_here = "".join(f'<script src="{script}"></script>' for script in first)
        end = body.index("</figure>", body.index('class="ll-explorer"')) + len("</figure>")
        context["body"] = body[:end] + scripts_here + body[end:]
        context["landauer_preload"] = first
    elif 'class="ll-asks ' in body:
        scripts.append("explorer.js")
    context["landauer_theme"] = address("theme.js")
    shown = [name for name, mark in FONTS.items() if mark in body]
    context["landauer_fonts"] = [pathto(f"_static/{name}.woff2", 1) for name in shown]
    context["landauer_styles"] = [address(name) for name in styles]
    context["landauer_scripts"] = [address(name) for name in scripts]
    context["landauer_search_scripts"] = [pathto(f"_static/{search.NAME}", 1), address("search.js")]
    context["landauer_description"] = description(doctree) if doctree else ""
    context["notebook"] = context.get("page_source_suffix") == ".ipynb"


def description(doctree: nodes.document) -> str:
    """First paragraph of a page, cut at a word, for search engines and link previews."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            text = " ".join(paragraph.astext().split())
            return text if len(text) <= 160 else text[:158].rsplit(" ", 1)[0] + " …"
    return ""


def write(app: Sphinx, exception: Exception | None) -> None:
    """Put our files in `_static` and take out what no page loads."""
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    static = Path(app.outdir, "_static")
    for entry in static.iterdir():
        if entry.name == "widgets":
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    for name, text in written_assets().items():
        target = static / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf8")
    fonts.write(Path(app.outdir), WEBSITE / "vendor", static)
    address = app.builder.get_target_uri(app.config.root_doc)
    start = START.format(address=address, title=app.config.html_title)
    Path(app.outdir, "index.html").write_text(start, "utf8")
    for image in ("favicon.svg", "logo.svg"):
        shutil.copy(WEBSITE / "images" / image, static)
    Path(app.outdir, "searchindex.js").unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Connect; late, so that nothing adds files behind our back."""
    app.connect("html-page-context", add_to_page, priority=900)
    app.connect("build-finished", write, priority=900)
