"""Fixtures: the built site, served; a browser; a page that records what goes wrong."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import sync_playwright

from tests.site.bench import write_bench
from tests.site.browser import FLAGS, SITE, executable, served


def failure(request):
    """What a failed request says; one that ended because the page was left says nothing."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url}"]


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
def open_anywhere(chromium):
    """Open an address; what the console, the page or the network complained of is kept."""
    contexts = []

    def open_it(path, address, *, theme="light", width=1280, javascript=True, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            java_script_enabled=javascript,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        complaints = []
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"page error: {error}"))
        page.on("requestfailed", lambda request: complaints.extend(failure(request)))
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"{address}/{path}")
        if javascript:
            # By selector: a function would be evaluated, which a strict policy forbids.
            page.wait_for_selector("figure.ll-explorer:not([data-ready])", state="detached")
        return SimpleNamespace(page=page, complaints=complaints, requests=requests)

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(open_anywhere, site):
    """Open a page of the site."""
    return lambda path, *, address=site, **options: open_anywhere(path, address, **options)


@pytest.fixture
def open_bench(open_anywhere, tmp_path):
    """Open a page that holds the given widgets and nothing else."""
    with served(tmp_path) as address:
        yield lambda *widgets, **options: open_anywhere(
            write_bench(tmp_path, *widgets).joinpath("bench.html").name, address, **options
        )
