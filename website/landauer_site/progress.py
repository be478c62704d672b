"""Progress of the widgets' tables, shown in the terminal while the kernels compute them.

Whatever a kernel prints lands on the page, so `landauer_lib.widgets.progress` writes to a file, and
a thread of the build prints what appears there.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from pathlib import Path

from sphinx.application import Sphinx


def follow(path: Path, done: threading.Event) -> None:
    """Print what is appended to the file until the build is done."""
    with path.open(encoding="utf8") as log:
        while True:
            last = done.wait(0.5)
            sys.stderr.write(log.read())
            sys.stderr.flush()
            if last:
                break
    path.unlink()


def start(app: Sphinx) -> None:
    """Name the file to the kernels and watch it."""
    handle, name = tempfile.mkstemp(prefix="landauer-progress-")
    os.close(handle)
    os.environ["LANDAUER_PROGRESS_FILE"] = name
    done = threading.Event()
    thread = threading.Thread(target=follow, args=(Path(name), done), daemon=True)
    thread.start()

    def stop(_app: Sphinx, _exception: Exception | None) -> None:
        done.set()
        thread.join()

    app.connect("build-finished", stop)


def setup(app: Sphinx) -> None:
    """Run before the first notebook starts."""
    app.connect("builder-inited", start, priority=100)
