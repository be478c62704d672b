"""Pin what the book and its tests need, for every supported Python and system.

Run it as `make lock`. It needs uv (`pip install uv`), which resolves for all of them at once.
"""

import subprocess
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
    options = ["--universal", "--python-version", "3.11", "--no-annotate", "--no-header", "-q", "-"]
    command = ["uv", "pip", "compile", *options]
    made = subprocess.run(
        command, input="\n".join(wanted), text=True, capture_output=True, check=True
    )
    (ROOT / "requirements.lock").write_text(HEADER + made.stdout)


if __name__ == "__main__":
    main()
