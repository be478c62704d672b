"""Numbers in sentences that set a widget, as in `[3 K](#staircase:temperature=3)`.

They become links of the class `ll-live-number`; the widgets' script follows them. A number that is
no stop of a control on its page, or a widget that is not there, is an error under `-W`.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

logger = logging.getLogger(__name__)

SETTING = re.compile(r"(?P<name>[a-z][a-z0-9-]*):(?P<list>\w+=.*)", re.DOTALL)
WIDGET = re.compile(
    r'<figure class="ll-explorer" id="(?P<name>[a-z0-9-]+)".*?'
    r'<script type="application/json">(?P<payload>.*?)</script></figure>',
    re.DOTALL,
)
Controls = dict[str, dict[str, Any]]


def widgets_on(document: nodes.document) -> dict[str, Controls]:
    """Controls of each widget of a page, by name."""
    found = {}
    for raw in document.findall(nodes.raw):
        for widget in WIDGET.finditer(raw.astext()):
            spec = json.loads(widget["payload"])["spec"]
            found[widget["name"]] = {control["name"]: control for control in spec["controls"]}
    return found


def is_stop(control: dict[str, Any], key: str) -> bool:
    """Whether a control can stand there: as it is printed, or for a slider the same number.

    >>> is_stop({"kind": "slider", "keys": ["0.5", "2"]}, "2.0")
    True
    """
    if key in control["keys"] or control.get("kind") != "slider":
        return key in control["keys"]
    try:
        number = float(key.replace("−", "-"))
        return any(float(other.replace("−", "-")) == number for other in control["keys"])
    except ValueError:
        return False


def fault(target: str, widgets: dict[str, Controls]) -> str:
    """What is wrong with a setting, or nothing."""
    match = SETTING.fullmatch(target)
    if not match or match["name"] not in widgets:
        return f"no widget of this page has the name in #{target}; there are {sorted(widgets)}"
    controls = widgets[match["name"]]
    for pair in match["list"].split(","):
        name, _, key = pair.partition("=")
        if name not in controls:
            return f"{match['name']} has no control {name!r}; there are {sorted(controls)}"
        if not is_stop(controls[name], key):
            return f"{key!r} is no stop of {match['name']}'s {name}: {controls[name]['keys']}"
    return ""


class LiveNumbers(SphinxPostTransform):
    """Turn the references of one page into links."""

    default_priority = 8  # before MyST looks for a target of that name
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Go through what MyST could not resolve while reading."""
        widgets: dict[str, Controls] | None = None
        for reference in list(self.document.findall(addnodes.pending_xref)):
            target = html.unescape(reference.get("reftarget", ""))
            if reference.get("reftype") != "myst" or not SETTING.fullmatch(target):
                continue
            widgets = widgets_on(self.document) if widgets is None else widgets
            if wrong := fault(target, widgets):
                logger.warning("live number: %s", wrong, location=reference, type="live")
            link = nodes.reference(
                "", "", refuri=f"#{target}", classes=["ll-live-number"], internal=True
            )
            link.extend(child.deepcopy() for child in reference[0])
            reference.replace_self(link)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(LiveNumbers)
