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
            figure = self.move_rasters_out(inline_svg(source, alternative))
            image.replace_self(nodes.raw("", figure, format="html"))

    def move_rasters_out(self, figure: str) -> str:
        """Write the pixel maps of a figure to files, which do not hold up the page's text."""
        folder = Path(self.app.outdir, "_images")
        depth = self.env.docname.count("/")

        def written(match: re.Match[str]) -> str:
            pixels = base64.b64decode("".join(match.group(1).split()))
            name = hashlib.sha256(pixels).hexdigest()[:16] + ".png"
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(pixels)
            return f'href="{"../" * depth}_images/{name}"'

        return re.sub(r'href="data:image/png;base64,([^"]+)"', written, figure)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(InlineFigures)
