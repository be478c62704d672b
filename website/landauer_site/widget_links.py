"""Numbers in the text that set a widget: `[3 K](#staircase:temperature=3)`.

MyST takes such a link for a reference and would not find it; here it becomes a plain link with the
class `ll-live-number`, which `front/page.js` follows. What it asks for is held against the widget:
the name, each control and each stop must exist, on this page or, as
`[3 K](06_staircase.ipynb#staircase:temperature=3)`, on another.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from .widget_tables import Tables

logger = logging.getLogger(__name__)
Asked = tuple[str, str, str, str]  # page of the link, page of the widget, its name, settings
SETTING = re.compile(r"(?P<name>[a-z0-9-]+):(?P<settings>.*)", re.DOTALL)


class LiveNumbers(SphinxPostTransform):
    """Turn references to a widget's setting into links, before MyST looks for such a heading."""

    default_priority = 4
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Work through the page's open references."""
        page = self.env.docname
        for reference in list(self.document.findall(addnodes.pending_xref)):
            on_other_page = reference.get("refdomain") == "doc"
            target = reference.get("reftargetid" if on_other_page else "reftarget") or ""
            setting = SETTING.fullmatch(unquote(target))
            if reference.get("reftype") != "myst" or not setting:
                continue
            shown_on = reference["reftarget"] if on_other_page else page
            asked: list[Asked] = self.app.landauer_asked  # type: ignore[attr-defined]
            asked.append((page, shown_on, setting["name"], setting["settings"]))
            address = self.app.builder.get_relative_uri(page, shown_on) if on_other_page else ""
            link = nodes.reference("", "", *reference.children, classes=["ll-live-number"])
            link["refuri"] = f"{address}#{target}"
            # A link whose text is a formula alone would have no name for a screen reader.
            link["reftitle"] = f"Sets the widget {setting['name']}: {setting['settings']}"
            reference.replace_self(link)


def wrong_part(spec: dict[str, Any], settings: str) -> str:
    """Say what in the settings of a link the widget does not have; nothing if all is there."""
    controls = {control["name"]: control for control in spec["controls"]}
    for pair in settings.split(","):
        control, equals, key = pair.partition("=")
        if not equals or control not in controls:
            return f"{pair!r} must be one of its controls {', '.join(controls)} with =stop"
        keys = controls[control]["keys"]
        if key not in keys:
            return f"{control}={key} must be one of its stops {', '.join(keys)}"
    return ""


def begin(app: Sphinx) -> None:
    """Start each build without links."""
    app.landauer_asked = []  # type: ignore[attr-defined]


def check(app: Sphinx, exception: Exception | None) -> None:
    """Hold every link against the widget that it names."""
    if exception or app.builder.format != "html":
        return
    tables: Tables = app.landauer_tables  # type: ignore[attr-defined]
    for page, shown_on, name, settings in app.landauer_asked:  # type: ignore[attr-defined]
        if shown_on not in tables.pages.get(name, []):
            here = sorted(known for known, pages in tables.pages.items() if shown_on in pages)
            wrong = f"page {shown_on} shows {', '.join(here) or 'no widget'}, not {name!r}"
        else:
            wrong = wrong_part(tables.specs[name], settings)
        if wrong:
            logger.warning(
                "link #%s:%s: %s", name, settings, wrong, location=page, type="live_number"
            )


def setup(app: Sphinx) -> None:
    """Run before MyST resolves its references, and when all pages are written."""
    app.add_post_transform(LiveNumbers)
    app.connect("builder-inited", begin)
    app.connect("build-finished", check)
