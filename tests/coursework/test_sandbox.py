"""The sandbox and its limits, where there is one and where there is none."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from coursework import sandbox, watch
from coursework.sandbox import MIB, Limits


def test_missing_sandbox_is_explained(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(sandbox.SandboxError, match="apt install bubblewrap"):
        sandbox.check(tmp_path)


def test_refused_sandbox_is_explained(monkeypatch, tmp_path, sandbox_tools):
    refused = ["sh", "-c", "echo 'No permissions to create new namespace' >&2; exit 1"]
    monkeypatch.setattr(sandbox, "command", lambda *_: refused)
    with pytest.raises(sandbox.SandboxError, match=r"user name spaces(.|\n)*No permissions"):
        sandbox.check(tmp_path)


def test_a_sandbox_that_runs_as_root_is_refused(monkeypatch, tmp_path, sandbox_tools):
    if os.getuid():
        pytest.skip("only root can run as root")
    monkeypatch.setattr(sandbox, "command", lambda *_: [])
    with pytest.raises(sandbox.SandboxError, match="it runs as root"):
        sandbox.check(tmp_path)


def test_root_and_missing_control_groups_are_said(monkeypatch, tmp_path, sandbox_tools):
    tmp_path.chmod(0o711)
    (tmp_path / "box").mkdir()
    monkeypatch.setattr(
        sandbox, "control_group", lambda _: __import__("contextlib").nullcontext([])
    )
    said = sandbox.check(tmp_path / "box")
    assert ("runs as nobody" in said) is (os.getuid() == 0)
    assert "no control group" in said


def test_systemd_is_asked_for_a_scope_where_it_runs(monkeypatch, tmp_path):
    fake = tmp_path / "systemd-run"
    fake.write_text('#!/bin/sh\nwhile [ "$1" != true ]; do shift; done\nexec true\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr("os.path.isdir", lambda _: True)
    with sandbox.control_group(Limits(memory=400, processes=8)) as words:
        assert words[:2] == ["systemd-run", "--scope"]
        assert {"MemoryMax=500", "TasksMax=16"} <= set(words)


def test_a_control_group_holds_what_ran_in_it_and_is_removed(tmp_path):
    with sandbox.control_group(Limits(memory=200 * MIB)) as words:
        if not words:
            pytest.skip("no control group here")
        groups = [word for part in words for word in part.split() if word.startswith(">/")]
        greedy = (
            "import os\nf = os.memfd_create('x')\nfor _ in range(400): os.write(f, bytes(2**20))"
        )
        done = subprocess.run([*words, sys.executable, "-c", greedy], capture_output=True)
        assert done.returncode == -9
        sleeper = subprocess.Popen([*words, "sleep", "600"])
        joined = Path(groups[-1].strip(">;"))
        while str(sleeper.pid) not in joined.read_text().split():
            time.sleep(0.01)
    assert sleeper.wait() == -9
    assert groups
    assert not [g for g in groups if os.path.exists(os.path.dirname(g.strip(">;")))]


@pytest.mark.parametrize(
    ("script", "limits", "reason"),
    [
        ("for k in 1 2 3 4 5; do sleep 60 & done; wait", {"processes": 3}, "over 3 processes"),
        ("sleep 60 & wait", {"memory": 1000}, "of memory"),
        ("head -c 3000000 /dev/zero > f; sleep 60", {"folder": MIB}, "writing over 1 MiB"),
    ],
)
def test_what_takes_too_much_is_seen_and_ended_with_all_that_it_started(
    tmp_path, script, limits, reason
):
    process = subprocess.Popen(["sh", "-c", script], cwd=tmp_path, start_new_session=True)
    while not (said := watch.excess(process.pid, tmp_path, Limits(**limits))):
        time.sleep(0.02)
    assert reason in said
    watch.kill(process.pid)
    process.wait()
    while [p for p in psutil.process_iter(["cwd"]) if p.info["cwd"] == str(tmp_path)]:
        time.sleep(0.02)


def test_memory_in_files_that_are_none_is_counted():
    held = os.memfd_create("x")
    before = watch.memory(psutil.Process())
    os.write(held, bytes(50 * MIB))
    assert watch.memory(psutil.Process()) - before > 45 * MIB
    os.close(held)


def test_processor_time_counts_children_and_not_the_clock():
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    before = watch.processor_seconds(os.getpid())
    subprocess.run([sys.executable, "-c", busy], check=True)
    subprocess.run(["sleep", "0.5"], check=True)
    used = watch.processor_seconds(os.getpid()) - before
    assert used > 0.28


def test_a_folder_of_very_many_files_is_heavy_too(tmp_path):
    for k in range(30):
        (tmp_path / str(k)).touch()
    assert watch.weighs_more(tmp_path, MIB, entries=20)
    assert not watch.weighs_more(tmp_path, MIB)


def test_links_are_not_followed(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path)
    os.symlink("/usr", tmp_path / "system")
    assert not watch.weighs_more(tmp_path, MIB)
