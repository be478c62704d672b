"""Firefox, driven by WebDriver BiDi: it needs the browser alone, no driver program beside it."""

import itertools
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import websocket


def executable() -> str:
    """Return the browser's path; without one, say how to get it (and fail where CI is set)."""
    found = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if found:
        return found
    advice = "these tests need Firefox: apt-get install firefox-esr, or set FIREFOX to its path"
    if os.environ.get("CI"):
        pytest.fail(advice)
    pytest.skip(advice)


class Firefox:
    """One tab: open an address, evaluate an expression, and what the console complained of."""

    def __init__(self, socket: websocket.WebSocket) -> None:
        self.socket, self.numbers, self.complaints = socket, itertools.count(1), []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        self.tab = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == number:
                assert message["type"] == "success", message
                return message["result"]
            entry = message.get("params", {})
            if entry.get("level") in ("error", "warn"):
                self.complaints.append(entry.get("text"))

    def open(self, address: str, width: int = 1280) -> None:
        """Load a page in a window of the given width."""
        viewport = {"width": width, "height": 900}
        self.send("browsingContext.setViewport", context=self.tab, viewport=viewport)
        self.complaints.clear()
        self.send("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Value of an expression, or of what its promise becomes, through JSON."""
        answer = self.send(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then((v) => JSON.stringify(v ?? null))",
            target={"context": self.tab},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Start the browser with an empty profile; end it."""
    command = [executable(), "--headless", "--no-remote", "--remote-debugging-port=0"]
    log = profile / "log"
    with log.open("w") as output:
        process = subprocess.Popen([*command, "--profile", profile], stdout=output, stderr=output)
    try:
        for _ in range(600):
            found = re.search(r"ws://\S+", log.read_text("utf-8"))
            if found or process.poll() is not None:
                break
            time.sleep(0.1)
        assert found, log.read_text("utf-8")
        socket = websocket.create_connection(
            f"{found[0]}/session", suppress_origin=True, timeout=60
        )
        yield Firefox(socket)
        socket.close()
    finally:
        process.terminate()
        process.wait(30)
