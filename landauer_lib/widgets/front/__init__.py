"""The widgets' front end: JavaScript and CSS texts, put together without a bundler."""

import base64
import html
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from landauer_lib.figures import ROLES, stylesheet
from landauer_lib.widgets import units

__all__ = [
    "SUBSCRIPT",
    "encode_key",
    "html_text",
    "module_source",
    "page_assets",
    "script",
    "style_source",
    "swatch_classes",
]

SUBSCRIPT = re.compile(r"_(\d+|[A-Za-z])")
"""What is set lower: a number or one letter behind an underscore, as in ħω_y (controls.js)."""

_EXPLORER = (
    "vendor/uPlot.iife.min.js",
    "decode.js",
    "memory.js",
    "key.js",
    "controls.js",
    "play.js",
    "marks.js",
    "panel.js",
    "map.js",
    "chart.js",
    "picture.js",
    "readoff.js",
    "handles.js",
    "pins.js",
    "tables.js",
    "fullscreen.js",
    "tasks.js",
    "arrivals.js",
    "sketch.js",
    "predict.js",
    "match.js",
    "explorer.js",
)
_ASKING = ("expression.js", "selfcheck.js", "question.js")
_ALONE = ("memory.js", "key.js", "controls.js", *_ASKING)
_STYLES = ("explorer.css", "selfcheck.css", "question.css", "arrivals.css", "tasks.css")
_MODULES = {
    "explorer": (*_EXPLORER, "live.js"),
    "selfcheck": (*_ALONE, "selfcheck_live.js"),
    "question": (*_ALONE, "question_live.js"),
}


@cache
def script(*names: str) -> str:
    """Return files of the front end as one text, with the units that expression.js reads."""
    texts = [(files(__name__) / name).read_text(encoding="utf-8") for name in names]
    if "expression.js" in names:
        texts.insert(0, f"const UNITS = {json.dumps(units.table(), ensure_ascii=False)};")
    return "\n".join(texts)


def module_source(widget: str) -> str:
    """Return the ES module of a widget that JupyterLab mounts through anywidget."""
    return script(*_MODULES[widget])


def style_source() -> str:
    """Return the stylesheet of the widgets with the book's colors."""
    colors = "".join(f".ll-{name} {{ color: var(--ll-{name}); }}\n" for name in ROLES)
    return stylesheet() + colors + script("vendor/uPlot.min.css", *_STYLES)


def html_text(text: str) -> str:
    """Return a text as HTML with its subscripts.

    >>> html_text("k_BT < E_2")
    'k<sub>B</sub>T &lt; E<sub>2</sub>'
    """
    return SUBSCRIPT.sub(r"<sub>\1</sub>", html.escape(text))


def swatch_classes(kind: str, dash: tuple[float, ...]) -> str:
    """Return the classes of a legend's sample (panel.js does the same).

    >>> swatch_classes("line", (7, 3))
    'll-swatch ll-swatch-dashed'
    """
    look = "solid" if not dash else "dashed" if dash[0] > 2 else "dotted"
    return f"ll-swatch ll-swatch-{look if kind in ('line', 'level', 'arrow') else kind}"


def encode_key(key: Any) -> str:
    """Return what a box is judged by, so that it cannot be read at a glance in a page's source.

    >>> encode_key({"value": 2.0})
    'eyJ2YWx1ZSI6IDIuMH0='
    """
    return base64.b64encode(json.dumps(key, ensure_ascii=False).encode("utf-8")).decode("ascii")


def page_assets() -> dict[str, str]:
    """Return the files of a published page by name; those with widgets need no ``memory.js``.

    >>> sorted(page_assets())
    ['explorer.css', 'explorer.js', 'memory.js']
    """
    texts = {
        "explorer.js": script(*_EXPLORER, *_ASKING, "links.js", "page.js"),
        "memory.js": script("memory.js"),
    }
    closed = {name: f"(() => {{\n{text}\n}})();\n" for name, text in texts.items()}
    return {**closed, "explorer.css": style_source()}
