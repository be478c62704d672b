"""Fonts cut down to the characters that the built pages show.

KaTeX's fonts and the text's would be a third of a chapter's weight; most of their glyphs are never
used. The cut is made after all pages are written, so it cannot miss one.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# Always kept, so that a reader's own words (search field, settings) are set in the same type.
ALWAYS = "".join(map(chr, range(0x20, 0x7F)))
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "lnum", "tnum"]


def characters(site: Path) -> str:
    """All characters of the site's pages, markup included."""
    used = set(ALWAYS)
    for page in site.rglob("*.html"):
        used.update(page.read_text("utf8"))
    return "".join(sorted(used))


def cut(source: Path, target: Path, text: str) -> None:
    """Write the font with the glyphs that the text needs."""
    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False)
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    subset.save_font(font, target, options)
