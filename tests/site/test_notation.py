"""Symbols show their meaning and terms their definition; neither changes what a chapter says."""

import json
import re
import sys

import pytest

from tests.site.browser import SITE

sys.path.insert(0, str(SITE.parents[1] / "website"))

from landauer_site import equations, glossary, notation

STAIRCASE, HEAT, LUTTINGER = (
    "chapters/principles/06_staircase",
    "chapters/beyond/12_quantum_of_heat",
    "chapters/beyond/14_luttinger",
)
CHAPTERS = (STAIRCASE, HEAT, LUTTINGER)


def shown(formula, page=""):
    """Each meaning that a formula shows, in its order."""
    mathml = equations.render(formula, False, page)
    places = map(int, re.findall('data-symbol="([0-9]*)"', mathml))
    return [notation.symbols()[place]["meaning"] for place in places]


def one(formula, page=""):
    """The only meaning that a formula shows."""
    (meaning,) = shown(formula, page)
    return meaning


@pytest.mark.parametrize(
    "tex", [r"E_{\mathrm F}", r"E_{\mathrm{F}}", r"E_\mathrm{F}", "E_F", r"\EF"]
)
def test_every_way_to_write_a_symbol_is_recognized(tex):
    assert one(tex).startswith("Fermi energy")


@pytest.mark.parametrize(
    ("formula", "page", "count"),
    [
        (r"\frac eV", STAIRCASE, 0),  # e over V is no bias
        (r"\frac{eV}2+\tfrac12eV", STAIRCASE, 2),
        (r"T_{\mathrm c}+T'+\text{K}+\mathrm{K}", HEAT, 0),
        (r"\operatorname{Tr}\,x_T", HEAT, 0),
        (r"\sum_{K}x", LUTTINGER, 0),
        (r"\frac1T+\frac T2+\sqrt{T}", HEAT, 3),
        (r"e^{-\varepsilon/\hbar\omega_x}", STAIRCASE, 2),
        (r"\left(k_{\mathrm B}T\right)^2", "", 1),
        (r"\mathcal T", STAIRCASE, 0),
        (r"\begin{aligned} K&=1\\ K_\rho&=\bigl(K\bigr)\end{aligned}", LUTTINGER, 3),
    ],
)
def test_exactly_the_symbols_are_marked(formula, page, count):
    assert len(shown(formula, page)) == count


def test_the_longest_symbol_wins():
    assert one(r"k_{\mathrm B}T", HEAT).startswith("thermal energy")
    assert one(r"k_{\mathrm B}", HEAT).startswith("Boltzmann")
    assert one(r"\Delta T", HEAT) == "difference of temperature"


def test_an_exponent_belongs_to_its_symbol():
    assert one(r"T^2", HEAT) == "temperature"
    assert one(r"G_0^2").startswith("conductance quantum")


def test_a_letter_means_what_its_chapter_says():
    assert one("K", HEAT) == "thermal conductance"
    assert one("K", LUTTINGER).startswith("Luttinger parameter")
    assert shown("K", STAIRCASE) == shown("K") == []
    assert shown("T", STAIRCASE) == []  # transmission in some places, temperature in others
    assert one("W", STAIRCASE) == "width of the constriction"
    assert shown("W", HEAT) == []


def formulas(path):
    """What stands between dollar signs in a chapter's text."""
    cells = json.loads((SITE.parents[1] / f"{path}.ipynb").read_text("utf-8"))["cells"]
    text = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    text = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
    return {
        found[0] or found[1] for found in re.findall(r"\$\$(.+?)\$\$|\$(.+?)\$", text, re.DOTALL)
    }


@pytest.mark.parametrize("page", CHAPTERS)
def test_marks_change_no_formula(page):
    found = formulas(page)
    assert len(found) > 100
    for formula in found:
        marked, plain = (equations.render(formula, True, name) for name in (page, "none"))
        assert re.sub("<[^>]*>", "", marked) == re.sub("<[^>]*>", "", plain), formula


@pytest.mark.parametrize(
    "formula",
    [
        r"\htmlData{meaning=x}{y}",
        r"\htmlData{mark=1}{y}",
        r"\htmlClass{x}{y}",
        r"\htmlStyle{color: red}{y}",
        r"\href{https://example.org}{y}",
    ],
)
def test_a_chapter_cannot_reach_into_the_page(formula):
    with pytest.raises(ValueError, match="not allowed"):
        equations.render(formula + "+G_0", False)


def test_symbols_are_told_apart():
    """A symbol has one meaning on a page: no two entries compete."""
    for chapter in [None, *range(1, 20)]:
        named = [
            entry["tex"]
            for entry in notation.symbols()
            if entry.get("hover", True) and ("only" not in entry or chapter in entry["only"])
        ]
        assert sorted(set(named)) == sorted(named), chapter


def test_each_symbol_is_in_the_table():
    html = (SITE / "chapters/appendix/notation.html").read_text("utf8")
    rows = html.count("<tr") - html.count("<thead")
    listed = [entry for entry in notation.symbols() if entry.get("table", True)]
    assert rows >= len(listed) > 60
    assert all(entry["meaning"] for entry in listed)


def term(word):
    return glossary.Term(word, word.replace(" ", "-"), "What it is.")


def found(text, *words):
    unused = sorted(map(term, words), key=lambda entry: -len(entry.anchor))
    return [match.group() for _, match in glossary.uses(text, unused)]


def test_a_term_is_linked_once_and_the_longer_one_first():
    assert found("A mode, an open mode, a mode.", "mode", "open mode") == ["mode", "open mode"]
    assert found("Open modes only. Then modes.", "mode", "open mode") == ["Open modes", "modes"]


@pytest.mark.parametrize("text", ["model", "commode", "mode-matching", "multi-mode", "MODE"])
def test_a_part_of_a_word_is_no_term(text):
    assert found(text, "mode") == []


def test_names_of_one_entry_count_as_one():
    names = [glossary.Term(word, "same", "…") for word in ("voltage probe", "Büttiker probe")]
    assert len(glossary.uses("A voltage probe, a Büttiker probe.", names)) == 1
    assert names == []


def test_a_definition_is_cut_at_its_first_sentence():
    assert glossary.first_sentence("It is 3.5 k wide. It is a bell.") == "It is 3.5 k wide."


@pytest.mark.parametrize("path", CHAPTERS)
def test_chapters_link_their_terms(open_page, path):
    page = open_page(f"{path}.html").page
    links = page.locator("a.ll-term").evaluate_all(
        "(links) => links.map((a) => ({ href: a.getAttribute('href'), title: a.dataset.says,"
        " closed: Boolean(a.closest('h1,h2,h3,h4,pre,code,math,figcaption,table,em')),"
        " nested: Boolean(a.parentElement.closest('a')) }))"
    )
    assert len(links) >= 10
    assert len({link["href"] for link in links}) == len(links)
    for link in links:
        assert link["title"].endswith((".", "…"))
        assert not re.search(r"[$\\`]", link["title"])
        assert not link["closed"]
        assert not link["nested"]


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("place", [".ll-scroll [data-symbol]", "p [data-symbol]"])
def test_a_meaning_appears_within_the_window(open_page, place, width):
    page = open_page(f"{STAIRCASE}.html", width=width).page
    symbol = page.locator(place).first
    symbol.scroll_into_view_if_needed()
    symbol.hover()
    note = page.locator(".ll-note:popover-open")
    note.wait_for()
    number = int(symbol.get_attribute("data-symbol"))
    plain = re.sub(r"_(\w)", r"\1", notation.symbols()[number]["meaning"])
    assert note.text_content() == plain
    box = note.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.mouse.move(0, 0)
    note.wait_for(state="hidden")


def test_a_term_is_explained_without_leaving_the_page(open_page):
    page = open_page(f"{STAIRCASE}.html", width=375).page
    address = page.url
    term = page.locator("a.ll-term").first
    term.focus()
    page.keyboard.press("Enter")
    note = page.locator(".ll-note:popover-open")
    note.wait_for()
    assert page.url == address
    assert note.get_attribute("role") == "dialog"
    assert note.locator("p").inner_text().endswith(".")
    assert note.locator("a").get_attribute("href") == term.get_attribute("href")
    page.keyboard.press("Tab")
    assert note.locator("a").evaluate("(a) => a === document.activeElement")
    page.keyboard.press("Escape")
    note.wait_for(state="hidden")
    assert term.evaluate("(a) => a === document.activeElement")
