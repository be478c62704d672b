"""The widgets' front end: JavaScript and CSS texts, put together without a bundler."""

from functools import cache
from importlib.resources import files

from landauer_lib.figures import stylesheet

__all__ = ["module_source", "page_assets", "style_source"]

_PARTS = ("vendor/uPlot.iife.min.js", "decode.js", "controls.js", "chart.js", "explorer.js")


@cache
def _text(*names: str) -> str:
    return "\n".join((files(__name__) / name).read_text(encoding="utf-8") for name in names)


def module_source() -> str:
    """Return the ES module that JupyterLab mounts through anywidget."""
    return _text(*_PARTS, "live.js")


def style_source() -> str:
    """Return the stylesheet of the widgets with the book's colors."""
    return stylesheet() + _text("vendor/uPlot.min.css", "explorer.css")


def page_assets() -> dict[str, str]:
    """Return the files that a published page with widgets loads, by name.

    >>> sorted(page_assets())
    ['explorer.css', 'explorer.js']
    """
    script = "(() => {\n" + _text(*_PARTS, "page.js") + "\n})();\n"
    return {"explorer.js": script, "explorer.css": style_source()}
