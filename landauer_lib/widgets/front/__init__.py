"""The widgets' front end: JavaScript and CSS texts, put together without a bundler."""

from functools import cache
from importlib.resources import files

from landauer_lib.figures import stylesheet

__all__ = ["module_source", "page_assets", "style_source"]

_EXPLORER = (
    "vendor/uPlot.iife.min.js",
    "decode.js",
    "controls.js",
    "map.js",
    "chart.js",
    "explorer.js",
)
_MODULES = {
    "explorer": (*_EXPLORER, "live.js"),
    "selfcheck": ("controls.js", "selfcheck.js", "selfcheck_live.js"),
}


@cache
def _text(*names: str) -> str:
    return "\n".join((files(__name__) / name).read_text(encoding="utf-8") for name in names)


def module_source(widget: str) -> str:
    """Return the ES module of a widget that JupyterLab mounts through anywidget."""
    return _text(*_MODULES[widget])


def style_source() -> str:
    """Return the stylesheet of the widgets with the book's colors."""
    return stylesheet() + _text("vendor/uPlot.min.css", "explorer.css", "selfcheck.css")


def page_assets() -> dict[str, str]:
    """Return the files that a published page with widgets loads, by name.

    >>> sorted(page_assets())
    ['explorer.css', 'explorer.js']
    """
    script = "(() => {\n" + _text(*_EXPLORER, "selfcheck.js", "page.js") + "\n})();\n"
    return {"explorer.js": script, "explorer.css": style_source()}
