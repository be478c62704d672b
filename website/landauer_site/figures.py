"""Notebook plots put into the page as SVG that follows the light and dark theme.

`landauer_lib.inline_svg` does the work. A plot without alternative text is a warning, hence an
error under `-W`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from landauer_lib.inline_svg import inline_svg

logger = logging.getLogger(__name__)


class InlineFigures(SphinxPostTransform):
    """Replace the SVG images that notebooks produced."""

    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Work through the page's images."""
        for image in list(self.document.findall(nodes.image)):
            address = Path(image["uri"])
            if address.suffix != ".svg" or "jupyter_execute" not in address.parts:
                continue
            alternative = image.get("alt", "")
            if not alternative:
                logger.warning(
                    "figure without alternative text: set mystnb.image.alt in the cell's metadata",
                    location=image,
                    type="figure",
                )
            source = Path(self.app.srcdir, address).read_text("utf8")
            figure = inline_svg(source, alternative)
            image.replace_self(nodes.raw("", figure, format="html"))


def move_rasters_out(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Write the pixel maps of figures and stills to files.

    They do not hold up the page's text there, and a strict policy allows them.
    """
    folder = Path(app.outdir, "_images")

    def written(match: re.Match[str]) -> str:
        pixels = base64.b64decode("".join(unquote(match.group(1)).split()))
        name = hashlib.sha256(pixels).hexdigest()[:16] + ".png"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(pixels)
        return f'href="{context["pathto"](f"_images/{name}", 1)}"'

    if "data:image/png" in (context.get("body") or ""):
        context["body"] = re.sub(r'href="data:image/png;base64,([^"]+)"', written, context["body"])


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(InlineFigures)
    app.connect("html-page-context", move_rasters_out, priority=800)
