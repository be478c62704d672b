"""What the reader's own browser keeps, and what it makes of storage that is full of nonsense."""

import pytest

from landauer_lib.widgets import Answer, SelfCheck

SPEC = {
    "name": "wire",
    "controls": [{"name": "length", "keys": ["1", "2", "5"]}, {"name": "kind", "keys": ["a", "b"]}],
}


@pytest.fixture
def page(open_bench):
    return open_bench(SelfCheck("one", Answer("x", 1))).page


def test_settings_are_kept_by_key_and_what_no_longer_fits_is_left_out(page):
    page.evaluate("(s) => landauerMemory.rememberStops(s, { length: 2, kind: 1 })", SPEC)
    page.reload()
    recalled = "(s) => landauerMemory.recallStops(s)"
    assert page.evaluate(recalled, SPEC) == {"length": 2, "kind": 1}
    changed = {"name": "wire", "controls": [{"name": "length", "keys": ["5", "9"]}]}
    assert page.evaluate(recalled, changed) == {"length": 0}
    changed["controls"][0]["keys"] = ["9"]
    assert page.evaluate(recalled, changed) == {}


@pytest.mark.parametrize("stored", ["{", "7", "null", '{"length": {}}', '["5"]', '{"length": "x"}'])
def test_settings_that_make_no_sense_are_ignored(page, stored):
    page.evaluate("(v) => localStorage.setItem('landauer:bench:settings/wire', v)", stored)
    assert page.evaluate("(s) => landauerMemory.recallStops(s)", SPEC) == {}


def test_forgetting_a_page_leaves_the_others_and_what_is_not_ours(page):
    page.evaluate("""() => {
      landauerMemory.remember("a", 1);
      landauerMemory.here("Second opinion", "#second-opinion", "Chapter 6");
      localStorage.setItem("landauer:other:a", "2");
      localStorage.setItem("mode", "dark");
    }""")
    assert page.evaluate("landauerMemory.known()") == 1
    assert page.evaluate("landauerMemory.known(true)") == 3
    assert page.evaluate("landauerMemory.forget()") == 1
    assert page.evaluate("landauerMemory.recall('a') === undefined")
    assert page.evaluate("localStorage.getItem('landauer:other:a')") == "2"
    assert page.evaluate("landauerMemory.forget(true)") == 2
    assert page.evaluate("landauerMemory.last() === undefined")
    assert page.evaluate("localStorage.getItem('mode')") == "dark"


def test_where_the_reader_was_is_found_from_any_page(page):
    page.evaluate("landauerMemory.here('Second opinion', '#second-opinion', 'Chapter 6')")
    assert page.evaluate("landauerMemory.last()") == {
        "page": "bench",
        "title": "Chapter 6",
        "section": "Second opinion",
        "hash": "#second-opinion",
        "address": "bench.html",
    }
    page.evaluate("localStorage.setItem('landauer:*:last', '{\"page\": 3}')")
    assert page.evaluate("landauerMemory.last() === undefined")


def test_nothing_is_kept_outside_the_books_pages(page):
    """JupyterLab and exported notebooks have no root of the book."""
    script = "document.documentElement?.removeAttribute('data-content_root')"
    page.add_init_script(
        f"new MutationObserver(() => {script}).observe(document, "
        "{ childList: true, subtree: true })"
    )
    page.reload()
    page.evaluate("landauerMemory.remember('a', 1)")
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("landauerMemory.known(true)") == 0
