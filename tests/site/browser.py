"""A real browser for the site's tests, and a server that sends files as a web host does."""

import gzip
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "_build" / "html"
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The network is cut off: no name resolves, only this machine's own server answers.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def executable() -> str:
    """Return the browser's path; without one, say how to get it (and fail where CI is set)."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    advice = (
        "these tests need Chromium: apt-get install chromium (Debian, Ubuntu), or install Chrome "
        "and set CHROMIUM to its path"
    )
    if os.environ.get("CI"):
        pytest.fail(advice)
    pytest.skip(advice)


def pages() -> list[Path]:
    """Return the site's pages as relative paths, except the one that redirects."""
    skipped = {"genindex.html", "search.html", "py-modindex.html"}
    found = sorted(path.relative_to(SITE) for path in SITE.rglob("*.html"))
    return [
        path
        for path in found
        if path.name not in skipped and path.parts[0][0] != "_" and path != Path("index.html")
    ]


class _Handler(SimpleHTTPRequestHandler):
    """Serve a folder, compressed as static hosts do."""

    headers_of_all: Mapping[str, str] = {}

    def end_headers(self) -> None:
        for name, value in self.headers_of_all.items():
            self.send_header(name, value)
        super().end_headers()

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.suffix not in (".html", ".js", ".css", ".svg", ".json") or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *values: object) -> None:
        """Stay silent."""


@contextmanager
def served(folder: Path, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve a folder on this machine, with headers on each answer, and yield its address."""
    handler = type("Handler", (_Handler,), {"headers_of_all": headers or {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
