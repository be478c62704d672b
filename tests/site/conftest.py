"""Fixtures: the built site, served; a browser; a page that records what goes wrong."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import sync_playwright

from tests.site.browser import FLAGS, SITE, executable, served


@pytest.fixture(scope="session")
def site():
    if not (SITE / "index.html").exists():
        pytest.fail("the site is not built: run make book first")
    with served(SITE) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, site):
    """Open a page of the site; what the console, the page or the network complained of is kept."""
    contexts = []

    def open_it(path, *, theme="light", width=1280, javascript=True, address=site):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        complaints = []
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"page error: {error}"))
        page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"{address}/{path}")
        if javascript:
            page.wait_for_function(
                "[...document.querySelectorAll('figure.ll-explorer')]"
                ".every((figure) => figure.dataset.ready)"
            )
        return SimpleNamespace(page=page, complaints=complaints, requests=requests)

    yield open_it
    for context in contexts:
        context.close()
