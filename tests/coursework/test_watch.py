"""What ends a sandbox from outside."""

import os
import subprocess
import time

import psutil
import pytest

from coursework.sandbox import MIB, Limits
from coursework.watch import Watch, weighs_more


def watched(tmp_path, script, **limits):
    process = subprocess.Popen(["sh", "-c", script], cwd=tmp_path, start_new_session=True)
    watch = Watch(process.pid, tmp_path, Limits(**{"seconds": 20, **limits}))
    watch.start()
    process.wait(timeout=15)
    watch.stop()
    return watch.reason


@pytest.mark.parametrize(
    ("script", "limits", "reason"),
    [
        ("sleep 60 & sleep 60", {"seconds": 0.3}, "stopped after 0.3 s"),
        ("trap '' INT TERM; while true; do :; done", {"seconds": 0.3}, "stopped after 0.3 s"),
        ("for k in 1 2 3 4 5; do sleep 60 & done; wait", {"processes": 3}, "over 3 processes"),
        ("sleep 60 & wait", {"memory": 1000}, "of memory"),
        ("head -c 3000000 /dev/zero > f; sleep 60", {"folder_size": MIB}, "writing over 1 MiB"),
    ],
)
def test_what_takes_too_much_is_ended_with_all_that_it_started(tmp_path, script, limits, reason):
    assert reason in watched(tmp_path, script, **limits)
    time.sleep(0.2)
    there = [
        p.info for p in psutil.process_iter(["cwd", "cmdline"]) if p.info["cwd"] == str(tmp_path)
    ]
    assert there == []


def test_what_keeps_within_limits_is_left_alone(tmp_path):
    assert watched(tmp_path, "sleep 0.6") is None


def test_a_folder_of_very_many_files_is_heavy_too(tmp_path):
    for k in range(30):
        (tmp_path / str(k)).touch()
    assert weighs_more(tmp_path, MIB, entries=20)
    assert not weighs_more(tmp_path, MIB)


def test_links_are_not_followed(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path)
    os.symlink("/usr", tmp_path / "system")
    assert not weighs_more(tmp_path, MIB)


def test_a_fork_that_hangs_is_given_up():
    from coursework.worker import _await

    child = subprocess.Popen(["sleep", "60"], start_new_session=True)
    assert _await(child.pid, 0.3) == "stopped: marking it took over 0.3 s"
    child.wait(timeout=1)
