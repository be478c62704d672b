"""The sandbox: what a submission could not reach, what it left behind, and where there is none."""

import os
import subprocess
import sys

import pytest

from coursework import problem_set

pytestmark = pytest.mark.usefixtures("nbgrader", "sandbox_tools")


def outputs(marked, student):
    path = marked[0] / "course" / "autograded" / student / "ps06_staircase"
    notebook = problem_set.read(path / "ps06_staircase.ipynb")
    return str([cell.get("outputs") for cell in notebook.cells])


def test_the_sandbox_held(marked):
    said = outputs(marked, "escaping")
    assert "ESCAPED" not in said, said
    assert said.count("refused") >= 21
    assert "REFUSED" in outputs(marked, "patching-files")


def test_nothing_is_left_running_or_lying_about(marked):
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
    assert str(marked[0].parent) not in running.replace(" ".join(sys.argv), "")
    assert not [line for line in running.splitlines() if "box/kernel.json" in line]


def test_missing_sandbox_is_explained(monkeypatch, tmp_path):
    from coursework import sandbox

    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(sandbox.SandboxError, match="apt install bubblewrap"):
        sandbox.check(tmp_path)


def test_refused_sandbox_is_explained(monkeypatch, tmp_path):
    from coursework import sandbox

    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'No permissions to create new namespace' >&2; exit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(sandbox.SandboxError, match=r"user name spaces(.|\n)*No permissions"):
        sandbox.check(tmp_path)
