"""The box that a submission's kernel runs in: no network, no files but its own, bounded resources.

bubblewrap gives the kernel name spaces of its own: no network, no other processes, a file system
that holds Python, the libraries and the submission's folder, all read-only but that folder.
prlimit bounds every process in it; `watch` bounds them together.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
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
    """The sandbox cannot be made on this machine; the message says what to do."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use."""

    cell_seconds: float = 10
    """Time for one cell; it is then interrupted and the next one runs."""

    seconds: float = 60
    """Time for the whole notebook; its processes are then killed."""

    memory: int = 3072 * MIB
    """Memory of all its processes together, and address space of each."""

    processes: int = 64
    """Processes at once."""

    file_size: int = 64 * MIB
    """Largest file it may write."""

    folder_size: int = 256 * MIB
    """All that it may write."""

    output: int = 200_000
    """Characters of output that are kept of a cell; the rest is cut off."""


def command(folder: Path, limits: Limits) -> list[str]:
    """Return the words that, put before a command, run it in the sandbox of this folder."""
    libraries = {Path(sys.prefix), Path(sys.base_prefix), Path(landauer_lib.__file__).parent}
    system = [Path(name) for name in ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin")]
    # Only what the dynamic linker, BLAS and fonts look up; no accounts, keys or host names.
    system += [Path("/etc", name) for name in ("ld.so.cache", "alternatives", "fonts", "localtime")]
    # Without --clearenv ipykernel would look for a parent that it cannot see here, and end.
    words = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    for path in [path for path in system if path.is_symlink() or path.exists()]:
        if path.is_symlink() and path.parent == Path("/"):
            words += ["--symlink", os.readlink(path), str(path)]
        else:
            words += ["--ro-bind", str(path), str(path)]
    for path in sorted(libraries):
        if not path.is_relative_to("/usr"):
            words += ["--ro-bind", str(path), str(path)]
    words += ["--proc", "/proc", "--dev", "/dev", "--bind", str(folder), str(folder)]
    # bubblewrap's own file systems are memory that no limit counts: nothing may be written there.
    words += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", str(folder)]
    for name, value in environment(folder).items():
        words += ["--setenv", name, value]
    return [
        *words,
        "prlimit",
        f"--as={limits.memory}",
        f"--cpu={int(limits.seconds)}",
        f"--nproc={2 * limits.processes}",  # threads count too
        f"--fsize={limits.file_size}",
        "--nofile=256",
        "--core=0",
        "--",
    ]


def environment(folder: Path) -> dict[str, str]:
    """Return all variables that code in the sandbox sees."""
    home = str(folder)
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "HOME": home,
        "TMPDIR": home,
        "PYTHONPATH": str(Path(landauer_lib.__file__).parents[1]),
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLCONFIGDIR": str(folder / "matplotlib"),
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def check(folder: Path) -> None:
    """Raise SandboxError unless a process in the sandbox runs, and is shut in."""
    missing = [tool for tool in ("bwrap", "prlimit") if shutil.which(tool) is None]
    if sys.platform != "linux" or missing:
        raise SandboxError(f"{' and '.join(missing)} not found: {INSTALL}")
    outside = folder.parent / f"{folder.name}-outside"
    outside.touch()
    probe = (
        "import os, socket, sys\n"
        f"assert not os.path.exists({str(outside)!r}), 'files outside can be seen'\n"
        "assert [name for _, name in socket.if_nameindex()] in ([], ['lo']), 'network is there'\n"
        f"open({str(folder / 'probe')!r}, 'w').close()\n"
    )
    try:
        done = subprocess.run(
            [*command(folder, Limits()), sys.executable, "-c", probe],
            capture_output=True,
            text=True,
            timeout=30,
        )
    finally:
        outside.unlink()
    if done.returncode:
        raise SandboxError(f"{REFUSED}\nIt says: {done.stderr.strip()}")
