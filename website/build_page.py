"""Build one chapter with the pages it leans on: python website/build_page.py 06_staircase.

The page is as in the book, in `_build/page`. Links to chapters that are left out lead nowhere.
"""

import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
LEANS_ON = [f"chapters/appendix/{name}" for name in ("notation", "glossary", "references")]


def chapter(name: str) -> str:
    """Document of a chapter from its file's name or number; `SystemExit` if there is no such."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    files = [entry["file"] for part in contents["parts"] for entry in part["chapters"]]
    found = [file for file in files if Path(file).name in (name, Path(name).stem)]
    found = found or [file for file in files if Path(file).name.startswith(f"{name}_")]
    if len(found) != 1:
        names = ", ".join(Path(file).name for file in files)
        raise SystemExit(f"CHAPTER must be one of {names}, got {name!r}")
    return str(found[0])


def main(name: str) -> int:
    """Write the contents of a book with this chapter only, and build it."""
    document = chapter(name)
    folder = ROOT / "_build" / "page"
    folder.mkdir(parents=True, exist_ok=True)
    others = [{"file": file} for file in LEANS_ON if file != document]
    contents = folder / "_toc.yml"
    contents.write_text(
        yaml.safe_dump({"format": "jb-book", "root": document, "chapters": others}), "utf-8"
    )
    program = Path(sys.executable).with_name("jupyter-book")
    options = ["--toc", contents, "--path-output", folder, "--all"]
    built = subprocess.run([program, "build", ROOT, *options])
    print(f"\nRead it: {folder / '_build' / 'html' / document}.html")
    return built.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
