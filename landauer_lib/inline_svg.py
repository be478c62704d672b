"""Matplotlib's SVG as an element of a page, in colors that follow the page's theme.

An SVG in an ``img`` cannot see the page's colors; inline it can. Each color of the light palette of
:mod:`landauer_lib.figures` (and Matplotlib's black, white and grid gray) becomes the custom
property of the same role. Other colors stay as they are. Properties become attributes, which a site
that forbids inline styles shows all the same.
"""

import hashlib
import re
from html import escape

from landauer_lib.figures import PAPER, ROLES

__all__ = ["inline_svg"]

_POINTS_PER_REM = 12.0
_MATPLOTLIB_COLORS = {"#000000": "--ll-ink", "#ffffff": "--ll-paper", "#b0b0b0": "--ll-grid"}


def _palette() -> dict[str, str]:
    """Return each light color's custom property; where roles share a color, the first one's."""
    roles = dict(_MATPLOTLIB_COLORS)
    for name, role in {**ROLES, **PAPER}.items():
        roles.setdefault(role.light, f"--ll-{name}")
    return roles


def inline_svg(source: str, alternative: str) -> str:
    """Return Matplotlib's SVG as an element of the page, named by its alternative text.

    Raises ``ValueError`` if the SVG states no viewBox or no width.
    """
    roles = _palette()
    mark = "f" + hashlib.sha256((source + alternative).encode("utf-8")).hexdigest()[:6] + "-"
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
    body = re.sub(r' d="([^"]+)"', lambda match: f' d="{_rounded(match.group(1))}"', body)
    body = re.sub(
        r"#[0-9a-fA-F]{6}\b",
        lambda match: _themed(match.group(0).lower(), roles),
        body,
    )
    body = re.sub(r' style="([^"]*)"', lambda match: _attributes(match.group(1)), body)
    body = re.sub(r">\s+<", "><", body)
    size = float(width.group(1)) / _POINTS_PER_REM
    return (
        f'<svg class="ll-figure" role="img" aria-label="{escape(alternative)}" '
        f'viewBox="{view_box.group(1)}" width="{size:.2f}rem" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink">{body}'
    )


def _attributes(style: str) -> str:
    """Return a style's properties as attributes, which a strict security policy lets stand.

    >>> _attributes("fill: none; stroke-width: 2")
    ' fill="none" stroke-width="2"'
    """
    pairs = [declaration.split(":", 1) for declaration in style.split(";") if declaration.strip()]
    properties = {name.strip(): value.strip() for name, value in pairs}
    return "".join(f' {name}="{value}"' for name, value in properties.items())


def _themed(color: str, roles: dict[str, str]) -> str:
    """Return the role's custom property, or the color itself."""
    return f"var({roles[color]})" if color in roles else color


def _rounded(path: str) -> str:
    """Return path data to a hundredth of a point, on one line."""
    short = re.sub(r"-?\d+\.\d+", lambda match: f"{float(match.group(0)):.2f}", path)
    short = re.sub(r"(\.\d*?)0+(?=\D|$)", r"\1", short)
    return " ".join(re.sub(r"\.(?=\D|$)", "", short).split())
