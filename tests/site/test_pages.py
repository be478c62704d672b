"""Every page in light, dark and on a phone: all sound, nothing foreign."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.site.browser import pages

LOOKS = {"light": ("light", 1280), "dark": ("dark", 1280), "phone": ("light", 375)}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", pages(), ids=str)
def test_the_page_is_sound(open_page, site, path, look):
    theme, width = LOOKS[look]
    opened = open_page(path, theme=theme, width=width)
    page = opened.page
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    # As each section is when it is near: what is far away is not laid out.
    page.add_style_tag(content=".ll-part { content-visibility: visible !important; }")
    page.wait_for_timeout(300)
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0
    violations = Axe().run(page).response["violations"]
    found = [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in violations]
    assert found == []
    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith((site, "data:", "blob:"))] == []


@pytest.mark.parametrize("path", pages(), ids=str)
def test_every_formula_was_set(open_page, path):
    page = open_page(path).page
    assert page.locator("merror, math:empty").count() == 0
    assert page.locator("main").inner_text().count("\\frac") == 0
