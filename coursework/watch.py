"""What a sandbox uses, seen from outside: processor time, memory, processes, disk."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import psutil

from coursework.sandbox import MIB, Limits


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process and of all that it started, ended ones included."""
    total = 0.0
    for process in family(pid):
        with contextlib.suppress(psutil.Error):
            total += sum(process.cpu_times()[:4])  # its own and its ended children's
    return total


def excess(pid: int, folder: Path, limits: Limits) -> str | None:
    """Return which limit the sandbox of this process is over, or None."""
    processes = family(pid)
    if len(processes) > limits.processes:
        return f"stopped for starting over {limits.processes} processes"
    if sum(map(memory, processes)) > limits.memory:
        return f"stopped for using over {limits.memory / MIB:.0f} MiB of memory"
    if weighs_more(folder, limits.folder):
        return f"stopped for writing over {limits.folder / MIB:.0f} MiB"
    return None


def family(pid: int) -> list[psutil.Process]:
    """Return a process and all below it."""
    with contextlib.suppress(psutil.Error):
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    return []


def memory(process: psutil.Process) -> int:
    """Return a process's share of memory, with what it holds in files that are nothing else."""
    held = 0
    with contextlib.suppress(psutil.Error):
        held += process.memory_full_info().pss
    with contextlib.suppress(OSError):
        for entry in os.scandir(f"/proc/{process.pid}/fd"):
            with contextlib.suppress(OSError):
                if os.readlink(entry.path).startswith("/memfd:"):
                    held += os.stat(entry.path).st_blocks * 512
    return held


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
