"""Keep an eye on a sandbox from outside, and end it when it takes too much.

prlimit bounds single processes (and root escapes its count of them); this bounds their sum, the
disk and the clock. Killing the sandbox's first process ends all others: they share its name space.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from pathlib import Path

import psutil

from coursework.sandbox import Limits


class Watch(threading.Thread):
    """Watches the sandbox of a process and kills it over a limit; `reason` then says which."""

    INTERVAL = 0.2

    def __init__(self, pid: int, folder: Path, limits: Limits) -> None:
        super().__init__(daemon=True)
        self.reason: str | None = None
        self._pid, self._folder, self._limits = pid, folder, limits
        self._stopped = threading.Event()
        self._deadline = time.monotonic() + limits.seconds

    def run(self) -> None:
        """Look a few times a second until stopped."""
        while not self._stopped.wait(self.INTERVAL):
            self.reason = self._excess()
            if self.reason:
                kill(self._pid)
                return

    def stop(self) -> None:
        """Stop looking."""
        self._stopped.set()
        self.join()

    def _excess(self) -> str | None:
        limits = self._limits
        if time.monotonic() > self._deadline:
            return f"stopped after {limits.seconds:g} s"
        memory, processes = self._use()
        if processes > limits.processes:
            return f"stopped for starting over {limits.processes} processes"
        if memory > limits.memory:
            return f"stopped for using over {limits.memory / 2**20:.0f} MiB of memory"
        if weighs_more(self._folder, limits.folder_size):
            return f"stopped for writing over {limits.folder_size / 2**20:.0f} MiB"
        return None

    def _use(self) -> tuple[int, int]:
        memory = processes = 0
        with contextlib.suppress(psutil.Error):
            for process in psutil.Process(self._pid).children(recursive=True):
                processes += 1
                with contextlib.suppress(psutil.Error):
                    memory += process.memory_full_info().pss  # shared pages count once
        return memory, processes


def kill(pid: int) -> None:
    """Kill a sandbox with all that runs in it: its process group holds bubblewrap itself."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, 9)


def weighs_more(folder: Path, size: int, entries: int = 10_000) -> bool:
    """Whether a folder holds more than this many bytes or entries; stops counting there."""
    total = count = 0
    for place, _, names in os.walk(folder):
        for name in names:
            count += 1
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(place, name)).st_blocks * 512
            if total > size or count > entries:
                return True
    return False
