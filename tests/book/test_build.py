"""The build executes a notebook once, again when its inputs changed, and stops at an error."""

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from website import build_page
from website.landauer_site import execution

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "landauer_lib/topic.py": "ANSWER = 1\n",
    "website/kernel/matplotlibrc": "",
    "website/landauer_site/kernels.py": "",
    "requirements.lock": "numpy==2\n",
    "chapters/data/trace.csv": "1,2\n",
}


@pytest.fixture
def book(tmp_path):
    """A book of one chapter that counts how often it was executed."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    write_chapter(tmp_path, "open('../count', 'a').write('x'); print('seen')")
    return tmp_path


def write_chapter(root, *cells):
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# A chapter"), *map(nbformat.v4.new_code_cell, cells)]
    )
    notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(notebook, root / "chapters" / "index.ipynb")


def build(root):
    """Build in a process of its own; the text of the chapter, or what the build complained of."""
    settings = (
        "extensions=myst_nb,landauer_site.execution",
        "root_doc=chapters/index",
        "include_patterns=chapters/*",
        "nb_execution_mode=cache",
    )
    options = [option for setting in settings for option in ("-D", setting)]
    out = root / "_build" / "text"
    made = subprocess.run(
        [sys.executable, "-m", "sphinx", "-C", "-E", "-q", "-b", "text", *options, root, out],
        env={**os.environ, "PYTHONPATH": str(ROOT / "website")},
        capture_output=True,
        encoding="utf-8",
    )
    text = out / "chapters" / "index.txt"
    return made.stderr if made.returncode else text.read_text("utf-8")


def runs(root):
    return len((root / "count").read_text("utf-8"))


def test_a_chapter_runs_once_and_again_when_the_library_changed(book):
    for _ in range(2):
        assert "seen" in build(book)
        assert runs(book) == 1
    (book / "landauer_lib" / "topic.py").write_text("ANSWER = 2\n", "utf-8")
    assert "seen" in build(book)
    assert runs(book) == 2


def test_a_chapter_that_raises_stops_the_build_and_is_named(book):
    write_chapter(book, "fine = 1", "1 / 0")
    assert re.search(r"index\.ipynb raises(.|\n)*ZeroDivisionError", build(book))


@pytest.mark.parametrize("name", FILES)
def test_the_cache_s_name_follows_each_input(book, name):
    before = execution.digest(book)
    assert execution.digest(book) == before
    (book / name).write_text("other", "utf-8")
    assert execution.digest(book) != before


def test_the_cache_s_name_follows_the_packages_and_not_the_text(book, monkeypatch):
    before = execution.digest(book)
    (book / "chapters" / "index.ipynb").write_text("{}", "utf-8")
    assert execution.digest(book) == before
    monkeypatch.setattr(execution, "distributions", list)
    assert execution.digest(book) != before


def test_the_inputs_are_found():
    names = {path.relative_to(ROOT).as_posix() for path in execution.inputs(ROOT)}
    assert names >= {
        "landauer_lib/constants.py",
        "landauer_lib/widgets/front/page.js",
        "website/kernel/matplotlibrc",
        "website/landauer_site/kernels.py",
    }
    assert not any("__pycache__" in name or name.endswith(".ipynb") for name in names)


@pytest.mark.parametrize("name", ["06_staircase", "06", "06_staircase.ipynb"])
def test_a_page_is_built_by_name_or_number(name):
    assert build_page.chapter(name) == "chapters/principles/06_staircase"


def test_an_unknown_page_is_told_with_the_names_there_are():
    with pytest.raises(SystemExit, match=r"06_staircase.*got '57'"):
        build_page.chapter("57")
