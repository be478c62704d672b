"""Notebook plots put into the page as SVG that follows the light and dark theme.

An SVG in an `img` cannot see the page's colors. Inline it can: each color of the light palette of
`landauer_lib.figures` (and Matplotlib's black, white and grid gray) becomes the custom property of
the same role. Colors outside the palette stay as they are. A notebook plot without alternative
text is a warning, hence an error under `-W`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from landauer_lib.figures import PAPER, ROLES

logger = logging.getLogger(__name__)

POINTS_PER_REM = 12.0
MATPLOTLIB_COLORS = {"#000000": "--ll-ink", "#ffffff": "--ll-paper", "#b0b0b0": "--ll-grid"}


def palette() -> dict[str, str]:
    """Custom property of each color in the light theme, the first one where two roles share it."""
    roles = dict(MATPLOTLIB_COLORS)
    for name, role in {**ROLES, **PAPER}.items():
        roles.setdefault(role.light, f"--ll-{name}")
    return roles


def inline_svg(source: str, alternative: str, roles: dict[str, str]) -> str:
    """Matplotlib's SVG as an element of the page, named by its alternative text."""
    mark = "f" + hashlib.sha256((source + alternative).encode("utf8")).hexdigest()[:6] + "-"
    body = source[source.index("<svg") :]
    opening, body = body.split(">", 1)
    view_box = re.search(r'viewBox="([^"]+)"', opening)
    width = re.search(r'width="([\d.]+)pt"', opening)
    if not view_box or not width:
        raise ValueError("the SVG states no viewBox or no width in points")
    # Matplotlib's style sheet and metadata would apply to, or stand in, the whole page.
    body = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>", "", body, flags=re.DOTALL)
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(r'\bid="', f'id="{mark}', body)
    body = re.sub(r'href="#', f'href="#{mark}', body).replace("url(#", f"url(#{mark}")
    body = re.sub(r' d="([^"]+)"', lambda match: f' d="{rounded(match.group(1))}"', body)
    body = re.sub(
        r"#[0-9a-fA-F]{6}\b",
        lambda match: themed(match.group(0).lower(), roles),
        body,
    )
    body = re.sub(r">\s+<", "><", body)
    size = float(width.group(1)) / POINTS_PER_REM
    return (
        f'<svg class="ll-figure" role="img" aria-label="{escape(alternative)}" '
        f'viewBox="{view_box.group(1)}" style="width:{size:.2f}rem" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink">{body}'
    )


def themed(color: str, roles: dict[str, str]) -> str:
    """The role's custom property, or the color itself."""
    return f"var({roles[color]})" if color in roles else color


def rounded(path: str) -> str:
    """Path data to a hundredth of a point, on one line."""
    short = re.sub(r"-?\d+\.\d+", lambda match: f"{float(match.group(0)):.2f}", path)
    short = re.sub(r"(\.\d*?)0+(?=\D|$)", r"\1", short)
    return " ".join(re.sub(r"\.(?=\D|$)", "", short).split())


class InlineFigures(SphinxPostTransform):
    """Replace the SVG images that notebooks produced."""

    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Work through the page's images."""
        roles = palette()
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
            figure = self.move_rasters_out(inline_svg(source, alternative, roles))
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
