"""The site in Firefox: each page is sound, formulas are drawn, a widget answers."""

import pytest

from tests.site.browser import pages
from tests.site.firefox import firefox

READY = """new Promise((done) => {
  const look = () => (document.querySelector("figure.ll-explorer:not([data-ready])")
    ? setTimeout(look, 50) : done(true));
  look();
})"""
PICTURE = "[...document.querySelector('figure.ll-explorer').querySelectorAll('canvas')]"
PICTURE += ".map((c) => c.toDataURL()).join()"
MOVE = """(() => {
  const slider = document.querySelector("figure.ll-explorer input[type=range]");
  slider.value = slider.max;
  slider.dispatchEvent(new Event("input"));
})()"""


@pytest.fixture(scope="module")
def fox(tmp_path_factory):
    with firefox(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("path", pages(), ids=str)
def test_the_page_is_sound(fox, site, path, width):
    fox.open(f"{site}/{path}", width)
    fox.evaluate(READY)
    assert fox.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    flat = (
        "[...document.querySelectorAll('p math')].filter((m) => !m.getBoundingClientRect().width)"
    )
    assert fox.evaluate(f"{flat}.filter((m) => !m.closest('details')).length") == 0
    assert fox.complaints == []


def test_formulas_are_set_in_their_font(fox, site):
    fox.open(f"{site}/chapters/principles/06_staircase.html")
    assert fox.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('16px STIX Two Math'))"
    )
    fraction = "document.querySelector('.ll-equation mfrac').getBoundingClientRect().height"
    assert fox.evaluate(fraction) > 25  # it stands on two lines


def test_a_widget_answers(fox, site):
    fox.open(f"{site}/chapters/principles/06_staircase.html")
    fox.evaluate(READY)
    before = fox.evaluate(PICTURE)
    fox.evaluate(MOVE)
    assert fox.evaluate(f"new Promise(requestAnimationFrame).then(() => {PICTURE})") != before


def test_a_search_finds_a_section(fox, site):
    fox.open(f"{site}/search.html?q=staircse")
    assert fox.evaluate("document.querySelectorAll('#search-results li').length") > 0
