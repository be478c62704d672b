"""The files of the built site: they refer only to one another, and a page stays light."""

import gzip
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.site.browser import SITE, pages

LIMIT = 350_000
EACH_FURTHER_WIDGET = 60_000
LOADED = {("script", "src"), ("img", "src"), ("source", "src"), ("iframe", "src"), ("use", "href")}
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect"}


class Addresses(HTMLParser):
    """Collect what a page loads, where it links to, and its anchors."""

    def __init__(self, text):
        super().__init__()
        self.loaded, self.links, self.anchors = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.anchors += [attributes["id"]] if attributes.get("id") else []
        for name, address in attributes.items():
            if (tag, name) in LOADED and not address.startswith(("#", "data:")):
                self.loaded.append(address)
        if tag == "link" and set(attributes["rel"].split()) & LOADING_LINKS:
            self.loaded.append(attributes["href"])
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])


@pytest.fixture(scope="module", autouse=True)
def built_site():
    if not (SITE / "index.html").exists():
        pytest.fail("the site is not built: run make book first")


@cache
def read(path):
    return Addresses((SITE / path).read_text("utf-8"))


def target(page, address):
    """File of the site that an address on a page leads to, and the anchor in it."""
    parts = urlsplit(address)
    path = (SITE / page).parent / unquote(parts.path) if parts.path else SITE / page
    return path.resolve(), unquote(parts.fragment)


every_page = pytest.mark.parametrize("page", [*pages(), Path("search.html")], ids=str)


@every_page
def test_a_page_loads_only_files_of_the_site(page):
    for address in read(page).loaded:
        assert not re.match(r"[a-z]+:|//", address), address
        assert target(page, address)[0].is_file(), address


@every_page
def test_links_within_the_site_lead_somewhere(page):
    for address in read(page).links:
        if re.match(r"[a-z]+:", address):
            continue
        path, anchor = target(page, address)
        assert path.is_file(), address
        anchor = anchor.partition(":")[0]  # behind it, a widget's setting
        if anchor and path.suffix == ".html":
            assert anchor in read(path.relative_to(SITE)).anchors, address


@every_page
def test_anchors_are_unique(page):
    anchors = read(page).anchors
    assert sorted(set(anchors)) == sorted(anchors)


def test_style_sheets_load_only_files_of_the_site():
    for sheet in SITE.rglob("*.css"):
        for address in re.findall(r"url\(([^)]*)\)", sheet.read_text("utf-8")):
            address = address.strip("'\"")
            if not address.startswith("data:"):
                assert (sheet.parent / address).is_file(), (sheet.name, address)


@pytest.mark.parametrize("page", pages(), ids=str)
def test_a_page_is_light(open_page, site, page):
    """All that a browser asks for: text as static hosts compress it, fonts as they are."""
    opened = open_page(page)
    opened.page.wait_for_load_state("networkidle")
    weight = 0
    for request in {url.removeprefix(site).partition("?")[0] for url in opened.requests}:
        if request.startswith(("data:", "blob:")):
            continue
        content = (SITE / request.lstrip("/")).read_bytes()
        weight += len(content) if request.endswith("woff2") else len(gzip.compress(content, 9))
    widgets = opened.page.locator("figure.ll-explorer").count()
    assert weight <= LIMIT + EACH_FURTHER_WIDGET * max(widgets - 1, 0)
