"""A process that runs notebooks, each in a fork of its own.

Starting Python and importing what runs a notebook takes longer than the notebook. So a worker
imports once, and forks for each: whatever happens to a fork, the worker and the others go on.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

from coursework import problem_set
from coursework.sandbox import Limits


class Worker:
    """A worker process; use it as a context."""

    def __enter__(self) -> Worker:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "coursework.worker"],
            cwd=problem_set.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # Ctrl-C is for the one who asked; the worker then sees its input end.
            start_new_session=True,
        )
        return self

    def __exit__(self, *exception: object) -> None:
        self._process.terminate()
        self._process.communicate()

    def run(self, notebook: Path, result: Path, folder: Path, limits: Limits) -> str:
        """Run a notebook, write it with its outputs, and return why that failed, or nothing."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        job = [str(notebook), str(result), str(folder), asdict(limits)]
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return str(json.loads(self._process.stdout.readline()))


def serve() -> None:
    """Take jobs from standard input, one a line, and answer each with a line."""
    # Imported here, once, for all forks.
    from coursework import execute

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        notebook, result, folder, bounds = json.loads(line)
        limits = Limits(**bounds)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.setsid()
                execute.execute_file(Path(notebook), Path(result), Path(folder), limits)
                status = 0
            except BaseException as error:
                Path(result).with_suffix(".error").write_text(repr(error), "utf8")
            finally:
                os._exit(status)
        # A fork ends its kernel itself when the time is up; the rest is for one that cannot.
        problem = _await(child, limits.seconds + 30)
        reason = Path(result).with_suffix(".error")
        if problem and reason.exists():
            problem += f": {reason.read_text('utf8')[:200]}"
        try:
            answers.write(json.dumps(problem) + "\n")
            answers.flush()
        except BrokenPipeError:
            return  # nobody waits for the answer any more


def _await(child: int, seconds: float) -> str:
    """Wait for a fork, but not longer than this; say what went wrong."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return f"marking it failed with status {status}" if status else ""
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return f"stopped: marking it took over {seconds:g} s"


if __name__ == "__main__":
    serve()
