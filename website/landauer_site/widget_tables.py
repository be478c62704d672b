"""The widgets' tables as files of their own, so that a page's text does not wait for them.

A widget's HTML carries its table as JSON in a script element, complete by itself. On the site each
table moves to `_static/widgets/<name>.js`, a classic script, since a page opened from disk may load
scripts but not fetch data; `front/page.js` loads it when the widget comes near, and the first
table of a page is asked for at once.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

WIDGET = re.compile(
    r'<figure class="ll-explorer" id="(?P<name>[a-z0-9-]+)"(?P<rest>.*?)'
    r'<script type="application/json">(?P<payload>.*?)</script></figure>',
    re.DOTALL,
)


def move_tables(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Write each table on the page to its file and leave its address behind."""
    folder = Path(app.outdir, "_static", "widgets")
    addresses: list[str] = []

    def move(match: re.Match[str]) -> str:
        name, payload = match["name"], match["payload"]
        folder.mkdir(parents=True, exist_ok=True)
        text = f'(window.landauerTables ||= {{}})["{name}"] = {payload};\n'
        (folder / f"{name}.js").write_text(text, "utf8")
        digest = hashlib.sha256(text.encode("utf8")).hexdigest()[:8]
        address = f"{context['pathto'](f'_static/widgets/{name}.js', 1)}?v={digest}"
        addresses.append(address)
        opening = f'<figure class="ll-explorer" id="{name}" data-table="{address}"'
        return f"{opening}{match['rest']}</figure>"

    if "ll-explorer" in (context.get("body") or ""):
        context["body"] = WIDGET.sub(move, context["body"])
        context["landauer_first_table"] = addresses[:1]


def setup(app: Sphinx) -> None:
    """Run on each page before it is written."""
    app.connect("html-page-context", move_tables)
