"""The box that a submission's kernel runs in: no network, no files but its own, bounded resources.

bubblewrap gives the kernel name spaces of its own: no network, no other processes, a file system
that holds Python, the libraries and the submission's folder, all read-only but that folder. Where
there is a control group (systemd's, or one of version 1 that we may write), it bounds memory and
processes together; `watch` bounds them from outside everywhere.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import landauer_lib

MIB = 2**20

INSTALL = (
    "marking runs students' code inside bubblewrap, on Linux. Install it with\n"
    "    sudo apt install bubblewrap      (Debian, Ubuntu)\n"
    "    sudo dnf install bubblewrap      (Fedora)\n"
    "elsewhere mark in a Linux virtual machine. There is no mode without it."
)
REFUSED = (
    "bubblewrap is installed but cannot make its name spaces here. Causes: a container that\n"
    "forbids user name spaces (try --security-opt seccomp=unconfined, or mark outside of it), or\n"
    "Ubuntu's AppArmor rule (sysctl kernel.apparmor_restrict_unprivileged_userns=0)."
)


class SandboxError(RuntimeError):
    """There is no working sandbox here."""


@dataclass(frozen=True)
class Limits:
    """What a submission may use. Seconds are processor time, which a busy machine does not eat."""

    cell: float = 20
    """Seconds of a cell, after which it is interrupted, and of a test's calls together."""

    notebook: float = 120
    """Seconds of a notebook, after which it is stopped."""

    waiting: float = 60
    """Seconds by the clock in which it hardly uses the processor, so waits for nothing."""

    memory: int = 3072 * MIB
    """Bytes of all processes together."""

    processes: int = 64
    """Processes; twice as many threads."""

    folder: int = 256 * MIB
    """Bytes in its folder, in files of half that size."""

    output: int = 200_000
    """Characters of output that are kept of a cell."""


def command(folder: Path, limits: Limits) -> list[str]:
    """Return the words that, put before a command, run it in the sandbox of this folder.

    Who is root becomes nobody in it: bubblewrap makes the name spaces, and setpriv gives all up.
    """
    root = os.geteuid() == 0
    libraries = {Path(sys.prefix), Path(sys.base_prefix), Path(landauer_lib.__file__).parent}
    libraries.add(Path(__file__).with_name("answering.py"))
    system = [Path(name) for name in ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin")]
    # Only what the dynamic linker, BLAS and fonts look up; no accounts, keys or host names.
    system += [Path("/etc", name) for name in ("ld.so.cache", "alternatives", "fonts", "localtime")]
    shared = [path for path in system if path.is_symlink() or path.exists()]
    shared += sorted(path for path in libraries if not path.is_relative_to("/usr"))
    # bubblewrap's own environment can be read inside, as /proc/1/environ: so it gets none.
    words = ["env", "-i", "PATH=/usr/bin:/bin:/usr/local/bin", "bwrap"]
    spaces = "ipc pid net uts cgroup-try" if root else "all"
    words += [f"--unshare-{space}" for space in spaces.split()]
    words += ["--die-with-parent", "--new-session", "--clearenv"]
    for parent in sorted({above for path in [*shared, folder] for above in path.parents[:-1]}):
        if not any(parent.is_relative_to(path) for path in shared):
            words += ["--perms", "0755", "--dir", str(parent)]
    for path in shared:
        if path.is_symlink() and path.parent == Path("/"):
            words += ["--symlink", os.readlink(path), str(path)]
        else:
            words += ["--ro-bind", str(path), str(path)]
    words += ["--proc", "/proc", "--dev", "/dev", "--bind", str(folder), str(folder)]
    # bubblewrap's own file systems are memory that no limit counts: nothing may be written there.
    words += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", str(folder)]
    for name, value in environment(folder).items():
        words += ["--setenv", name, value]
    if root:
        nobody = 50_000 + os.getpid() % 10_000  # limits count processes by account: one for each
        shutil.chown(folder, nobody, nobody)
        for place, folders, files in os.walk(folder):
            for name in [*folders, *files]:
                os.chown(os.path.join(place, name), nobody, nobody, follow_symlinks=False)
        words += ["setpriv", f"--reuid={nobody}", f"--regid={nobody}", "--clear-groups"]
        words += ["--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
    return [
        *words,
        "prlimit",
        f"--as={2 * limits.memory}",
        f"--cpu={int(2 * limits.notebook)}",
        f"--nproc={2 * limits.processes}",  # threads count too
        f"--fsize={limits.folder // 2}",
        "--nofile=256",
        "--core=0",
        "--",
    ]


def environment(folder: Path) -> dict[str, str]:
    """Return all variables that code in the sandbox sees."""
    home = str(folder)
    modules = [Path(landauer_lib.__file__).parents[1], Path(__file__).parent]
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "HOME": home,
        "TMPDIR": home,
        "USER": "student",
        "PYTHONPATH": os.pathsep.join(map(str, modules)),
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLCONFIGDIR": str(folder / "matplotlib"),
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _remove(group: Path) -> None:
    """Kill what is left in a control group, and remove it."""
    for _ in range(100):
        with contextlib.suppress(OSError):
            for pid in (group / "cgroup.procs").read_text().split():
                os.kill(int(pid), 9)
            group.rmdir()
            return
        time.sleep(0.05)


@contextlib.contextmanager
def control_group(limits: Limits) -> Iterator[list[str]]:
    """Yield the words that, put before a command, start it in a bounded control group, or none.

    It bounds at a quarter more than `watch`, which sees slow growth first and can say so.
    """
    made, memory = [], limits.memory * 5 // 4
    if os.path.isdir("/run/systemd/system"):
        scope = ["systemd-run", "--scope", "--quiet", "--collect", "-p", "MemorySwapMax=0"]
        scope += ["--user"] if os.geteuid() else []
        scope += ["-p", f"MemoryMax={memory}", "-p", f"TasksMax={2 * limits.processes}"]
        tried = subprocess.run([*scope, "true"], capture_output=True, stdin=subprocess.DEVNULL)
        if tried.returncode == 0:
            yield scope
            return
    bounds = {
        "memory": {"memory.limit_in_bytes": memory, "memory.swappiness": 0},
        "pids": {"pids.max": 2 * limits.processes},
    }
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, controller, own = line.split(":", 2)
        if controller in bounds:
            group = Path(f"/sys/fs/cgroup/{controller}{own}", f"mark-{os.getpid()}")
            with contextlib.suppress(OSError):
                group.mkdir()
                made.append(group)
                for name, value in bounds[controller].items():
                    (group / name).write_text(str(value))
    join = "".join(f"echo $$ >{group}/cgroup.procs; " for group in made)
    try:
        yield ["sh", "-c", join + 'exec "$@"', "sh"] if made else []
    finally:
        for group in made:
            _remove(group)


def check(folder: Path) -> str:
    """Raise SandboxError unless a process in the sandbox is shut in; return what to know of it."""
    tools = ["bwrap", "prlimit", *["setpriv"] * (os.geteuid() == 0)]
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if sys.platform != "linux" or missing:
        raise SandboxError(f"{' and '.join(missing)} not found: {INSTALL}")
    outside = folder.parent / f"{folder.name}-outside"
    outside.touch()
    probe = (
        "import os, socket, sys\n"
        "assert os.getuid() != 0, 'it runs as root'\n"
        f"assert not os.path.exists({str(outside)!r}), 'files outside can be seen'\n"
        "assert [name for _, name in socket.if_nameindex()] in ([], ['lo']), 'network is there'\n"
        f"open({str(folder / 'probe')!r}, 'w').close()\n"
    )
    try:
        with control_group(Limits()) as group:
            done = subprocess.run(
                [*group, *command(folder, Limits()), sys.executable, "-c", probe],
                capture_output=True,
                text=True,
                errors="replace",
            )
    finally:
        outside.unlink()
    if done.returncode:
        raise SandboxError(f"{REFUSED}\nIt says: {done.stderr.strip()}")
    return "; ".join(
        ["started as root: students' code runs as nobody"] * (os.geteuid() == 0)
        + ["no control group here: memory and processes are only counted from outside"]
        * (not group)
    )
