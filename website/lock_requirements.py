"""Pin what the book and its tests need, for every supported Python and system.

Run it as `make lock`, or `pip install uv` and then this file: uv resolves for all of them at once.
A version that still fits stays; `--upgrade` takes the newest ones.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADER = """\
# Exact versions for Python 3.11 and newer, made by `make lock`. Used as constraints:
# pip install -r requirements.txt -c requirements.lock
"""


def main() -> None:
    """Write requirements.lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = list(project["dependencies"])
    for name in ("requirements.txt", "requirements-test.txt", "requirements-coursework.txt"):
        lines = (ROOT / name).read_text().splitlines()
        wanted += [line for line in lines if line and line[0].isalpha()]
    lock = ROOT / "requirements.lock"
    command = [sys.executable, "-m", "uv", "pip", "compile", "-", "--output-file", str(lock)]
    options = ["--universal", "--python-version", "3.11", "--no-annotate", "--no-header", "-q"]
    subprocess.run(
        [*command, *options, *sys.argv[1:]], input="\n".join(wanted), text=True, check=True
    )
    lock.write_text(HEADER + lock.read_text())


if __name__ == "__main__":
    main()
