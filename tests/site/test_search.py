"""Twenty searches, written down before the search was made, each with the place to find first.

Names, terms, numbers; with and without accents; with a typing error; in other words' forms.
"""

import gzip
from collections import Counter

import pytest

from tests.site.browser import SITE
from website.landauer_site import search

STAIRCASE, HEAT, LUTTINGER = (
    "principles/06_staircase.html",
    "beyond/12_quantum_of_heat.html",
    "beyond/14_luttinger.html",
)
SEARCHES = {
    "van Wees": f"{STAIRCASE}#in-the-laboratory",
    "Buttiker": STAIRCASE,
    "Büttiker": STAIRCASE,
    "staircse": f"{STAIRCASE}",
    "0.7 anomaly": f"{STAIRCASE}#what-this-picture-cannot-explain",
    "half plateau": f"{STAIRCASE}#a-finite-voltage-splits",
    "half-plateaus": f"{STAIRCASE}#a-finite-voltage-splits",
    "series resistance": f"{STAIRCASE}#what-lowers-a-plateau",
    "saddle point": f"{STAIRCASE}#the-narrowest-place-is-a-saddle",
    "Schrodinger equation": f"{STAIRCASE}#second-opinion",
    "parabolic hil": f"{STAIRCASE}#how-much-leaks",
    "temperature riser width": f"{STAIRCASE}#warmth-widens",
    "thermal conductivty": HEAT,
    "Wiedemann Franz": f"{HEAT}#electrons-twice",
    "photon resistors": f"{HEAT}#photons-two-resistors",
    "Schwab": f"{HEAT}#in-the-laboratory",
    "exclusion statistics": f"{HEAT}#statistics-drop-out-then-by-counting",
    "transmision line": f"{LUTTINGER}#the-wire-is-a-transmission-line",
    "gigahertz": f"{LUTTINGER}#at-gigahertz",
    "impurity": f"{STAIRCASE}#what-lowers-a-plateau",
}


def test_there_are_twenty():
    assert len(SEARCHES) == 20


@pytest.mark.parametrize("question", SEARCHES)
def test_a_search_finds_its_section_first(open_page, site, question):
    page = open_page(f"search.html?q={question}").page
    first = page.locator("#search-results li").first
    link = first.locator("a")
    assert link.get_attribute("href").startswith(f"./chapters/{SEARCHES[question]}")
    assert first.locator("p").inner_text()
    link.click()
    page.wait_for_load_state()
    anchor = SEARCHES[question].partition("#")[2]
    if anchor:
        section = page.locator(f"section[id^='{anchor}']").first
        page.wait_for_timeout(1500)  # sections above take their true heights
        top = section.evaluate("(s) => s.getBoundingClientRect().top")
        assert -5 <= top <= 200


def test_a_search_that_finds_nothing_says_so(open_page):
    page = open_page("search.html?q=xylophone").page
    assert "Nothing found" in page.locator("#search-results").inner_text()


def test_a_question_is_no_markup(open_page):
    page = open_page("search.html?q=%3Cimg%20src=x%3E").page
    assert page.locator("#search-results img").count() == 0


def test_the_index_stays_light():
    written = (SITE / "_static" / search.NAME).read_bytes()
    assert len(gzip.compress(written, 9)) <= 60_000


def test_the_index_of_a_longer_book_keeps_to_its_limit():
    words = [f"word{number}" for number in range(4000)]
    entries = [
        search.Entry(f"page{n // 20}.html#s{n}", f"Title {n}", "Said.", Counter(words[n::9] * 2))
        for n in range(400)
    ]
    made = search.script(entries, limit=30_000)
    assert len(gzip.compress(made.encode(), 9)) <= 30_000
    assert all(f"Title {n}" in made for n in range(400))
