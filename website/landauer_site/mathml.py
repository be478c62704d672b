"""What KaTeX's MathML leaves to be done before a browser sets it as TeX would.

MathML Core knows an operator's form and spaces only from its place in a row, has one `mathvariant`
and no column alignment, and does not take spaces away in scripts. `mended` writes these out;
`parted` cuts a long formula before its relations, where a narrow page may break it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

SIGNS = set("−+±∓")
OPENING, CLOSING, FENCES = set("([{⟨⌊⌈"), set(")]}⟩⌋⌉"), set("∣|‖∥")
RELATIONS = set("=≠≈≃≅≡∼<>≤≥≲≳≪≫∝→←⟶⟹⇒⟺⇔↦∈")
PRIMES = {1: "′", 2: "″", 3: "‴"}
SPACES = {"\u200a": 0.0556, "\u2009": 0.1667, "\u2005": 0.2222, "\u2005\u200a": 0.2778}
ALPHABETS = {"script": "SCRIPT", "bold": "BOLD", "double-struck": "DOUBLE-STRUCK"}
SCRIPTS = {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
APPLY = "\u2061"
LARGE = set("∑∏∫∮")
DOTS = set("…⋯⋮")
AFTERS = DOTS | set("!′″‴†∗")
ROWS = {"math", "mrow", "mstyle", "mtd", "msqrt"}
UNUSED = {"xmlns", "separator", "fence", "href"}
UPRIGHT = set("ℏℓ∞∂′")  # letters that look the same in italics, or better


def local(text: str) -> Element:
    """KaTeX's formula as a tree of elements without namespace, its source left out."""
    start, end = text.index("<math"), text.index("</math>") + len("</math>")
    math = ElementTree.fromstring(text[start:end].replace(' xmlns="', ' data-was="'))
    math.attrib.pop("data-was", None)
    (semantics,) = math
    row = semantics[0]
    math[:] = list(row) if row.tag == "mrow" and not row.attrib else [row]
    return math


def mended(math: Element) -> Element:
    """The same formula, ready for a browser."""
    for parent in math.iter():
        unwrap_functions(parent)
    for parent in list(math.iter()):
        set_spaces(parent)
        if parent.tag in ROWS:
            part_functions(parent)
            part_fences(parent)
        join_letters(parent)
    for element in list(math.iter()):
        set_letter(element)
        set_prime(element)
        set_table(element)
        if element.tag in ROWS:
            set_operators(list(element))
    tighten(math, math.get("display") == "block")
    for element in math.iter():
        if (mark := element.get("href")) is not None:
            element.set("data-symbol", mark)
        for name in UNUSED:
            element.attrib.pop(name, None)
    return math


def tighten(element: Element, display: bool, close: bool = False) -> None:
    """Take the space around operators away in scripts, and in fractions as small as scripts."""
    if close and element.tag == "mo" and element.get("stretchy") != "true":
        element.set("lspace", "0")
        element.set("rspace", "0")
    display = element.get("displaystyle", str(display).lower()) == "true"
    for place, child in enumerate(element):
        script = element.tag in SCRIPTS and place > 0
        small = element.tag == "mfrac" and not display
        inner = display and element.tag != "mfrac" and not script
        tighten(child, inner, close or script or small)


def set_spaces(parent: Element) -> None:
    """Widths in place of KaTeX's space characters; negative ones are not known to MathML Core."""
    for child in list(parent):
        text = child.text or ""
        if child.tag != "mtext" or text.strip("\u200a\u2009\u2005\u205f\u2063"):
            continue
        if "\u2063" in text or not text:
            parent.remove(child)
        else:
            width = SPACES[text]
            child.tag, child.text = "mspace", None
            child.set("width", f"{width}em")


def is_upright_letter(element: Element) -> bool:
    """Whether an element is one upright letter, as in `\\mathrm{eff}`."""
    upright = element.tag == "mi" and element.get("mathvariant") == "normal"
    return upright and len(element.text or "") == 1 and (element.text or "").isalpha()


def join_letters(parent: Element) -> None:
    """One name in place of its letters."""
    if parent.tag != "mrow":
        return
    kept: list[Element] = []
    for child in parent:
        if kept and is_upright_letter(child) and kept[-1].get("joins"):
            kept[-1].text = f"{kept[-1].text}{child.text}"
        else:
            kept.append(child)
            if is_upright_letter(child):
                child.set("joins", "true")
    for child in kept:
        child.attrib.pop("joins", None)
    parent[:] = kept


def set_letter(element: Element) -> None:
    """A letter of another alphabet by its own character, and upright ones as text.

    Firefox would put a space between an upright and an italic `mi`.
    """
    variant, text = element.attrib.pop("mathvariant", ""), element.text or ""
    if element.tag in ("mi", "mn") and variant in ALPHABETS:
        element.text = "".join(lettered(letter, ALPHABETS[variant]) for letter in text)
    elif element.tag == "mi" and text == "/":
        element.tag, element.attrib = "mo", {"lspace": "0", "rspace": "0"}
    elif variant == "normal" and text not in UPRIGHT:
        element.tag = "mtext"


def lettered(letter: str, alphabet: str) -> str:
    """A letter's form in an alphabet.

    >>> lettered("T", "SCRIPT"), lettered("B", "SCRIPT")
    ('𝒯', 'ℬ')
    """
    size = "CAPITAL" if letter.isupper() else "SMALL"
    for name in (
        f"MATHEMATICAL {alphabet} {size} {letter.upper()}",
        f"{alphabet} {size} {letter.upper()}",
        f"MATHEMATICAL {alphabet} DIGIT {unicodedata.name(letter).split()[-1]}",
    ):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    raise ValueError(f"there is no {alphabet.lower()} form of {letter!r}")


def set_prime(element: Element) -> None:
    """One character for a letter's primes, which stands high by itself and is not raised again."""
    if element.tag not in ("msup", "msubsup"):
        return
    above = element[-1]
    parts = list(above) if above.tag == "mrow" else [above]
    count = next((place for place, part in enumerate(parts) if part.text != "′"), len(parts))
    if not count:
        return
    prime = Element("mo", {"lspace": "0", "rspace": "0"})
    prime.text = PRIMES[count]
    if count == len(parts) and element.tag == "msup":
        element.tag, element[-1] = "mrow", prime
        return
    lowered = Element("mpadded", {"voffset": "-0.33em", "height": "0.4em"})
    lowered.append(Element("mstyle", {"scriptlevel": "-1"}))
    lowered[0].append(prime)
    if count == len(parts):
        element[-1] = lowered
    else:
        above[:] = [lowered, *parts[count:]]


def set_table(element: Element) -> None:
    """Columns by a class, since the attributes are not read."""
    if element.tag != "mtable":
        return
    columns = (element.get("columnalign") or "center").split()
    kind = "-".join(dict.fromkeys(name[0] for name in columns))
    for name in ("rowspacing", "columnalign", "columnspacing"):
        element.attrib.pop(name, None)
    element.set("class", f"ll-columns-{kind}")


def core(element: Element) -> Element:
    """The operator that an element is built around, or the element."""
    while element.tag in SCRIPTS or (element.tag == "mrow" and len(element) == 1):
        element = element[0]
    return element


def set_operators(row: list[Element]) -> None:
    """Write the form of signs and fences where their place in the row does not tell it."""
    before: Element | None = None
    for child in row:
        if child.tag == "mspace":
            continue
        operator = core(child)
        text = (operator.text or "") if operator.tag == "mo" else ""
        if text in SIGNS and is_prefix_place(before):
            operator.set("form", "prefix")
        elif text in DOTS:
            operator.set("lspace", "0")
            operator.set("rspace", "0")
        elif text in OPENING | CLOSING:
            operator.set("form", "prefix" if text in OPENING else "postfix")
        elif text in FENCES and operator.get("fence") == "true":
            operator.text = {"∣": "|", "∥": "‖"}.get(text, text)
            operator.set("form", "prefix" if child is row[0] else "postfix")
        elif text in LARGE:
            if is_prefix_place(before):
                operator.set("lspace", "0")
            if text == "∫" and child is not operator:
                operator.set("rspace", "0")  # its scripts keep the distance
        before = operator


def is_prefix_place(before: Element | None) -> bool:
    """Whether a sign behind this element belongs to what follows."""
    if before is None:
        return True
    text = before.text or ""
    return before.tag == "mo" and text not in CLOSING | FENCES | AFTERS


def thin() -> Element:
    """TeX's thin space."""
    return Element("mspace", {"width": "0.1667em"})


def is_ordinary(element: Element) -> bool:
    """Whether an element is a letter, a number, or closes a bracket."""
    inner = core(element)
    if inner.tag == "mrow" and len(inner) and not is_fenced(inner):
        return is_ordinary(inner[-1])
    return inner.tag in ("mi", "mn", "mtext", "mfrac", "msqrt") or (inner.text or "") in CLOSING


def unwrap_functions(parent: Element) -> None:
    """A name alone where KaTeX puts it into a row with its mark of application, as in sin²."""
    if parent.tag in SCRIPTS and len(parent[0]) == 2 and parent[0][1].text == APPLY:
        parent[0] = parent[0][0]


def part_functions(parent: Element) -> None:
    """A thin space before a function's name, and behind it unless the argument is in brackets."""
    row: list[Element] = []
    for child in parent:
        if child.tag == "mo" and child.text == APPLY:
            child = thin()
        elif row and (
            (is_function(child) and is_ordinary(row[-1]) and not is_function(row[-1]))
            or (is_function(row[-1]) and row[-1].tag in SCRIPTS and is_ordinary(child))
        ):
            row.append(thin())
        opens = (core(child).text or "") in OPENING or is_fenced(child)
        after_name = len(row) > 1 and row[-1].tag == "mspace" and is_function(row[-2])
        if after_name and (opens or child.tag == "mspace"):
            row.pop()
        row.append(child)
    parent[:] = row


def is_function(element: Element) -> bool:
    """Whether an element is a name such as cosh, perhaps with an exponent."""
    name = core(element)
    return name.tag == "mi" and len(name.text or "") > 1


def is_fenced(element: Element) -> bool:
    """Whether an element is what TeX's \\left and \\right enclose."""
    inner = element
    while inner.tag in SCRIPTS:
        inner = inner[0]
    return inner.tag == "mrow" and len(inner) > 0 and inner[0].get("fence") == "true"


def part_fences(parent: Element) -> None:
    """A thin space between growing brackets and a letter or number beside them."""
    row: list[Element] = []
    for child in parent:
        before = row[-1] if row else None
        if before is not None and (
            (is_fenced(child) and is_ordinary(before) and not is_function(before))
            or (is_fenced(before) and (is_ordinary(child) or is_fenced(child)))
        ):
            row.append(thin())
        row.append(child)
    parent[:] = row


def parted(math: Element) -> Iterator[Element]:
    """The formula cut before each relation of its outermost row."""
    part = Element("math", math.attrib)
    for child in math:
        operator = core(child)
        if len(part) and operator.tag == "mo" and operator.text in RELATIONS:
            yield part
            part = Element("math", math.attrib)
            operator.set("form", "infix")
        part.append(child)
    yield part


def written(math: Element) -> str:
    """Markup for a page."""
    text = ElementTree.tostring(math, encoding="unicode")
    return re.sub(r"<(m\w+)([^>]*?) />", r"<\1\2></\1>", text)
