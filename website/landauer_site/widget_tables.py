"""The widgets' tables as files of their own, so that a page's text does not wait for them.

A widget's HTML carries its table as JSON in a script element, complete by itself. On the site each
table moves to `_static/widgets/<name>.<digest>.js`, a classic script, since a page opened from disk
may load scripts but not fetch data; `front/page.js` loads it when the widget comes near, and the
first table of a page is asked for at once. One table serves all pages that show the widget.

A name belongs to one table: a second table of that name stops the build, as does a page on which
two elements have one id.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

WIDGET = re.compile(
    r'<figure class="ll-explorer" id="(?P<name>[a-z0-9-]+)"(?P<rest>.*?)'
    r'<script type="application/json">(?P<payload>.*?)</script></figure>',
    re.DOTALL,
)
ID = re.compile(r'<[^<>]*?\sid="([^"]+)"')


class WidgetError(SphinxError):
    """Two widgets of one name, or two elements of one id."""

    category = "Widget error"


class Tables:
    """The tables of a build: which digest each name has, and the pages that show it."""

    def __init__(self) -> None:
        self.digests: dict[str, str] = {}
        self.pages: dict[str, list[str]] = {}
        self.specs: dict[str, dict[str, Any]] = {}

    def add(self, name: str, payload: str, page: str) -> str:
        """Return the digest of a table; refuse another table of a name that is taken."""
        digest = hashlib.sha256(payload.encode("utf8")).hexdigest()[:8]
        known = self.digests.setdefault(name, digest)
        pages = self.pages.setdefault(name, [])
        pages.append(page)
        if known != digest:
            where = f"pages {pages[0]} and {page}" if pages[0] != page else f"page {page}"
            raise WidgetError(f"two widgets with different tables are named {name!r}: {where}")
        if name not in self.specs:
            self.specs[name] = json.loads(payload)["spec"]
        return digest


def refuse_repeated_ids(page: str, body: str) -> None:
    """Refuse a page on which two elements have one id: a link could reach only the first."""
    plain = re.sub(r"<script.*?</script>", "", body, flags=re.DOTALL)
    repeated = [name for name, count in Counter(ID.findall(plain)).items() if count > 1]
    if repeated:
        raise WidgetError(f"page {page}: more than one element has the id {', '.join(repeated)}")


def move_tables(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Write each table on the page to its file and leave its address behind."""
    tables: Tables = app.landauer_tables  # type: ignore[attr-defined]
    folder = Path(app.outdir, "_static", "widgets")
    addresses: list[str] = []

    def move(match: re.Match[str]) -> str:
        name, payload = match["name"], match["payload"]
        file = f"{name}.{tables.add(name, payload, pagename)}"
        folder.mkdir(parents=True, exist_ok=True)
        text = f'(window.landauerTables ||= {{}})["{file}"] = {payload};\n'
        (folder / f"{file}.js").write_text(text, "utf8")
        address = context["pathto"](f"_static/widgets/{file}.js", 1)
        addresses.append(address)
        opening = f'<figure class="ll-explorer" id="{name}" data-table="{address}"'
        return f'{opening} data-file="{file}"{match["rest"]}</figure>'

    body = context.get("body") or ""
    refuse_repeated_ids(pagename, body)
    if "ll-explorer" in body:
        context["body"] = WIDGET.sub(move, body)
        context["landauer_first_table"] = addresses[:1]


def begin(app: Sphinx) -> None:
    """Start each build without tables."""
    app.landauer_tables = Tables()  # type: ignore[attr-defined]


def remove_old(app: Sphinx, exception: Exception | None) -> None:
    """Take out the tables of earlier builds that no page refers to."""
    folder = Path(app.outdir, "_static", "widgets")
    if exception or not folder.exists():
        return
    texts = [path.read_text("utf8") for path in Path(app.outdir).rglob("*.html")]
    used = {file for text in texts for file in re.findall(r'data-file="([^"]+)"', text)}
    for path in folder.glob("*.js"):
        if path.name.removesuffix(".js") not in used:
            path.unlink()


def setup(app: Sphinx) -> None:
    """Run on each page before it is written."""
    app.connect("builder-inited", begin)
    app.connect("html-page-context", move_tables)
    app.connect("build-finished", remove_old)
