"""Everything works below a sub-path and under a policy that forbids inline styles and scripts."""

import re
import shutil

import pytest

from tests.site.browser import SITE, pages, served

POLICY = {"Content-Security-Policy": "default-src 'self'"}
SHOWN = "(f) => [...f.querySelectorAll('canvas')].map((c) => c.toDataURL()).join()"


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """The site in a folder of another, with the policy on each answer."""
    folder = tmp_path_factory.mktemp("host")
    shutil.copytree(SITE, folder / "books" / "landauer")
    with served(folder, POLICY) as address:
        yield f"{address}/books/landauer"


@pytest.mark.parametrize("path", [*pages(), "search.html", "index.html"], ids=str)
def test_the_policy_refuses_nothing(open_page, strict, path):
    opened = open_page(path, address=strict)
    opened.page.wait_for_load_state("networkidle")
    assert opened.complaints == []
    assert all(url.startswith((strict, "blob:")) for url in opened.requests)


@pytest.mark.parametrize("path", pages(), ids=str)
def test_a_page_has_no_inline_style_or_script(path):
    html = (SITE / path).read_text("utf-8")
    assert re.findall(r"<[a-z][^<>]*\sstyle=[^<>]*>", html)[:3] == []
    assert re.findall(r"<[a-z][^<>]*\son[a-z]+=[^<>]*>", html)[:3] == []
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", html)
    assert [s for s in scripts if 'type="application/json"' not in s] == []
    assert "<style" not in html


def test_widgets_search_and_theme_work_there(open_page, strict):
    page = open_page("chapters/principles/06_staircase.html", address=strict).page
    figure = page.locator("figure.ll-explorer").first
    before = figure.evaluate(SHOWN)
    slider = figure.locator("input[type=range]").first
    slider.focus()
    page.keyboard.press("End")
    assert figure.evaluate(SHOWN) != before
    page.locator(".ll-theme-button").click()
    assert page.evaluate("document.documentElement.dataset.theme") in ("light", "dark")
    page = open_page("search.html?q=saddle", address=strict).page
    page.locator("#search-results a").first.click()
    page.wait_for_load_state()
    assert "06_staircase" in page.url
