"""The search's index: each section with a sentence and its words, as one classic script.

A page opened from disk may not fetch, so the index is a script that only the search page loads;
`website/js/search.js` looks words up in it. Words are kept without accents, endings of the plural
and what stands in every section; of each section, the words that tell it from others.
"""

from __future__ import annotations

import gzip
import itertools
import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError

from . import glossary
from .folding import Fold
from .numbering import chapter_number

NAME = "search-index.js"
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:’[^\W\d_]+)?")
COMPOUND = re.compile(r"\b([^\W\d_]{3,})[-–]([^\W\d_]{3,})\b")
COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be but by can do for from had has have if in into is it its more no not"
        " of on one only or our so than that the their them then there these they this to two was"
        " we what when where which while who will with you",
    )
)
UNSAID = (
    nodes.math,
    nodes.math_block,
    nodes.literal_block,
    nodes.raw,
    Fold,
    addnodes.desc_content,  # of the library's reference, the names alone
    addnodes.desc_parameterlist,
)
LONGEST = 110  # characters of a sentence that is shown
LIMIT = 58_000  # bytes of the compressed index


class Entry(NamedTuple):
    """A place that the search can lead to."""

    address: str
    title: str
    sentence: str
    words: Counter[str]


def plain(word: str) -> str:
    """A word as it is looked up: small letters without accents, singular.

    >>> plain("Büttiker"), plain("Half-plateaus"[5:]), plain("series"), plain("classes")
    ('buttiker', 'plateau', 'series', 'class')
    """
    letters = unicodedata.normalize("NFKD", word.lower().replace("ß", "ss").replace("ø", "o"))
    word = "".join(letter for letter in letters if not unicodedata.combining(letter))
    if re.search("(?:ss|x|z|ch|sh)es$", word):
        return word[:-2]
    return word[:-1] if re.search("[^siu]s$", word) and len(word) > 3 else word


def words_of(text: str, pairs: frozenset[str] = frozenset()) -> Counter[str]:
    """Words of a text and how often each stands there; terms of two words also as one."""
    found = [plain(word.removesuffix("’s")) for word in WORD.findall(text)]
    joined = map("".join, itertools.pairwise(found))
    found += [*filter(pairs.__contains__, joined)]
    found += ["".join(map(plain, pair)) for pair in COMPOUND.findall(text)]
    return Counter(
        word for word in found if word not in COMMON and (len(word) > 1 or word.isdigit())
    )


def said(node: nodes.Node) -> str:
    """Text of a node without formulas, code and what is folded away."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, UNSAID):
        return " "
    inner = "".join(map(said, node.children))
    return inner if isinstance(node, nodes.Inline) else f"{inner}\n"


def first_sentence(blocks: list[nodes.Node]) -> str:
    """Beginning of the first paragraph."""
    for block in blocks:
        for paragraph in block.findall(nodes.paragraph):
            text = " ".join(paragraph.astext().split())
            if "$" in text or "\\" in text:  # a formula's source is not for reading
                text = " ".join(said(paragraph).split())
            sentence = re.split(r"(?<=[.?!])\s+(?=[A-Z])", text)[0]
            if len(sentence) > 20:
                return shortened(sentence)
    return ""


def shortened(sentence: str) -> str:
    """A sentence cut at a word."""
    return sentence if len(sentence) <= LONGEST else sentence[:LONGEST].rsplit(" ", 1)[0] + " …"


def term_pairs(app: Sphinx) -> frozenset[str]:
    """Neighboring words of the glossary's terms, joined: thermal conductance, series resistance."""
    if glossary.PAGE not in app.env.found_docs:
        return frozenset()
    names = app.env.get_doctree(glossary.PAGE).findall(nodes.term)
    words = [[plain(word) for word in WORD.findall(name.astext())] for name in names]
    return frozenset("".join(pair) for name in words for pair in itertools.pairwise(name))


def title_of(section: nodes.section, env: Any, docname: str) -> str:
    """Heading with its number."""
    number = env.toc_secnumbers.get(docname, {}).get(f"#{section['ids'][0]}")
    text = " ".join(section[0].astext().split())
    return f"{'.'.join(map(str, number))} {text}" if number else text


def sections(app: Sphinx, doctree: nodes.document, docname: str) -> Iterator[Entry]:
    """Each section of a page by itself, and each entry of its glossary."""
    page = app.builder.get_target_uri(docname)
    pairs = term_pairs(app)
    for section in doctree.findall(nodes.section):
        own = [child for child in section[1:] if not isinstance(child, nodes.section)]
        title = title_of(section, app.env, docname)
        if isinstance(section.parent, nodes.document):
            number = chapter_number(docname)
            title, anchor = (f"{number} {title}" if number else title), ""
        else:
            anchor = f"#{section['ids'][0]}"
        text = "".join(map(said, own))
        yield Entry(page + anchor, title, first_sentence(own), words_of(f"{title} {text}", pairs))
    for item in doctree.findall(nodes.definition_list_item):
        name, definition = item[0], item[-1]
        if isinstance(name, nodes.term) and name["ids"]:
            text = said(definition)
            words = words_of(f"{name.astext()} {text}")
            sentence = first_sentence([definition])
            yield Entry(f"{page}#{name['ids'][0]}", name.astext(), sentence, words)


def collect(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Keep the entries of a page that is about to be written."""
    app.landauer_search[docname] = list(sections(app, doctree, docname))  # type: ignore[attr-defined]


def packed(entries: list[Entry], most: int) -> dict[str, Any]:
    """The index: pages once, entries by page, and for each word the entries that use it.

    An entry keeps its `most` telling words, and those of its title. A use is the entry's distance
    from the last one, times two, plus one if the word stands there more than once; in base 36.
    """
    pages = list(dict.fromkeys(entry.address.partition("#")[0] for entry in entries))
    spread = Counter(word for entry in entries for word in entry.words)
    uses: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):

        def tells(word: str, entry: Entry = entry) -> float:
            return entry.words[word] * math.log(1 + len(entries) / spread[word])

        telling = sorted(entry.words, key=tells, reverse=True)[:most]
        for word in sorted({*telling, *words_of(entry.title)}):
            uses.setdefault(word, []).append(2 * place + (entry.words[word] > 1))
    rows = []
    for entry in entries:
        page, _, anchor = entry.address.partition("#")
        rows.append([pages.index(page), anchor, entry.title, entry.sentence])
    return {
        "pages": pages,
        "entries": rows,
        "words": " ".join(f"{word}:{deltas(places)}" for word, places in sorted(uses.items())),
    }


def script(entries: list[Entry], limit: int = LIMIT) -> str:
    """The index as a script, with as many words as its compressed size allows."""
    for most in (200, 120, 80, 60, 45, 35, 25):
        text = json.dumps(packed(entries, most), ensure_ascii=False, separators=(",", ":"))
        text = f"window.landauerSearch = {text};\n"
        if len(gzip.compress(text.encode("utf8"), 9)) <= limit:
            return text
    raise ExtensionError(f"the search's index does not fit into {limit} bytes")


def deltas(places: list[int]) -> str:
    """Increasing numbers as their differences in base 36.

    >>> deltas([5, 41, 42])
    '5,10,1'
    """
    steps = [now - before for before, now in zip([0, *places], places, strict=False)]
    return ",".join(map(base36, steps))


def base36(number: int) -> str:
    """A number in digits and small letters."""
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the index beside the other scripts."""
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    found: dict[str, list[Entry]] = app.landauer_search  # type: ignore[attr-defined]
    entries = [entry for docname in sorted(found, key=order) for entry in found[docname]]
    Path(app.outdir, "_static", NAME).write_text(script(entries), "utf8")


def order(docname: str) -> tuple[int, str]:
    """Chapters come first, then the other pages."""
    return (chapter_number(docname) or 99, docname)


def start(app: Sphinx) -> None:
    """Make room for the entries; Sphinx's own index is not made."""
    app.landauer_search = {}  # type: ignore[attr-defined]
    app.builder.search = False  # type: ignore[attr-defined]


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page that shows what was found."""
    yield "search", {"title": "Search"}, "search.html"


def setup(app: Sphinx) -> None:
    """Connect; the index is written before `assets` clears what no page loads."""
    app.connect("builder-inited", start)
    app.connect("doctree-resolved", collect, priority=900)
    app.connect("html-collect-pages", search_page)
    app.connect("build-finished", write, priority=950)
