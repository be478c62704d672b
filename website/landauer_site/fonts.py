"""Fonts cut down to the characters that the built pages show.

The full fonts would outweigh a chapter; most of their glyphs are never used. The cut is made after
all pages are written, so it cannot miss one. The mathematics font keeps what draws roots, braces
and large signs: fontTools follows the font's own table of parts and sizes.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# Always kept, so that a reader's own words (search field, settings) are set in the same type.
ALWAYS = "".join(map(chr, range(0x20, 0x7F)))
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "lnum", "tnum"]

MATH = re.compile(r"<math.*?</math>", re.DOTALL)
DRAWN = "√|‖()[]{}⟨⟩⏞⏟‾¯"  # by an element's name, or in another size than it stands


def characters(site: Path) -> tuple[str, str]:
    """All characters of the site's pages, markup included, and those of their formulas."""
    text, formulas = set(ALWAYS), set(DRAWN)
    for page in site.rglob("*.html"):
        content = page.read_text("utf8")
        text.update(content)
        for formula in MATH.findall(content):
            formulas.update(formula)
    return "".join(sorted(text)), "".join(sorted(formulas | set(map(italic, formulas))))


# The letters that a browser sets in italics where one is alone in its element, by plain letter.
BLOCKS = (range(0x210E, 0x210F), range(0x1D434, 0x1D468), range(0x1D6E2, 0x1D71C))
ITALICS = {
    chr(int(unicodedata.decomposition(chr(code)).split()[1], 16)): chr(code)
    for block in BLOCKS
    for code in block
    if unicodedata.decomposition(chr(code))
}


def italic(letter: str) -> str:
    """The letter as it is drawn where it is alone.

    >>> italic("h"), italic("K"), italic("ω"), italic("ϕ"), italic("1")
    ('ℎ', '𝐾', '𝜔', '𝜙', '1')
    """
    return ITALICS.get(letter, letter)


def narrow_roots(font: TTFont) -> None:
    """Make the tall root signs as wide as the low one.

    Chromium keeps the widest one's place free behind every root.
    """
    root = font.getBestCmap()[ord("√")]
    variants = font["MATH"].table.MathVariants
    construction = variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(root)]
    names = [record.VariantGlyph for record in construction.MathGlyphVariantRecord]
    names += [part.glyph for part in construction.GlyphAssembly.PartRecords]
    width = font["hmtx"][root][0]
    for name in set(names) - {root}:
        glyph = font["glyf"][name]
        share = width / font["hmtx"][name][0]
        glyph.coordinates.scale((share, 1))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (width, glyph.xMin)


def cut(source: Path, target: Path, text: str) -> None:
    """Write the font with the glyphs that the text needs."""
    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False)
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    if "MATH" in font:
        narrow_roots(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    subset.save_font(font, target, options)


def write(site: Path, vendor: Path, static: Path) -> None:
    """Put the cut fonts and their licenses among the site's files."""
    text, formulas = characters(site)
    for folder, shown in (("source-serif", text), ("stix-two-math", formulas)):
        (static / folder).mkdir(parents=True, exist_ok=True)
        shutil.copy(vendor / folder / "LICENSE", static / folder)
        for font in sorted((vendor / folder).glob("*.woff2")):
            cut(font, static / folder / font.name, shown)
