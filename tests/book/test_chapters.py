"""What every chapter keeps to in what it says: length, measured points, sound references."""

import re

import nbformat
import pytest

from tests.book.excused import EXCUSED, UNCITED, hold
from website.refresh_chapters import CHAPTERS, chapter_notebooks

NOTEBOOKS = chapter_notebooks()
PAGES = [*NOTEBOOKS, *sorted(CHAPTERS.rglob("*.md"))]
LONGEST = 4500  # words of the main line
LAST = 19
ASIDE = ("Exercises", "Checks", "Further reading")
MEASURED = re.compile(r"errorbar\(|ErrorBars\(|\bmeasured\.|\"measured\"")


def name(path):
    return str(path.relative_to(CHAPTERS))


def cells(path, kind):
    notebook = nbformat.read(path, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def text_of(path):
    return (
        "\n\n".join(cells(path, "markdown")) if path.suffix == ".ipynb" else path.read_text("utf-8")
    )


def main_line(text):
    """Words that a first reader reads: no folds, code, formulas, nor the last sections."""
    text = re.sub(r"<details>.*?</details>|```.*?```|<!--.*?-->", " ", text, flags=re.DOTALL)
    sections = re.split(r"(?m)^## ", text)
    read = " ".join(part for part in sections if not part.startswith(ASIDE))
    read = re.sub(r"\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|\]\([^)]*\)", " ", read, flags=re.DOTALL)
    return re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", read)


def test_the_main_line_is_counted_without_what_is_left_out():
    text = "# One two\n\nthree $x=y$ `code`\n\n<details>\nfour\n</details>\n\n## Checks\n\nfive"
    assert main_line(text) == ["One", "two", "three"]


def test_excuses_are_for_chapters_that_are_there():
    stems = {path.stem for path in NOTEBOOKS}
    assert all(set(chapters) <= stems for chapters in EXCUSED.values())
    assert all(reason for chapters in EXCUSED.values() for reason in chapters.values())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_the_main_line_is_not_too_long(path):
    def check():
        count = len(main_line(text_of(path)))
        assert count <= LONGEST, f"{count} words: fold what a first reader can skip"

    hold("length", path, check)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_measured_point_stands_in_a_figure_or_table(path):
    def check():
        assert MEASURED.search("\n".join(cells(path, "code"))), "draw published numbers"

    hold("measured", path, check)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_chapters_that_are_named_exist(path):
    numbers = re.findall(r"[Cc]hapters? (\d+)(?:(?:, | and | to |–)(\d+))*", text_of(path))
    assert [n for found in numbers for n in found if n and not 1 <= int(n) <= LAST] == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_image_comes_from_elsewhere(path):
    assert (
        re.findall(r"!\[[^\]]*\]\((?:https?:)?//|<img[^>]+src=.(?:https?:)?//", text_of(path)) == []
    )


def test_each_reference_is_cited_somewhere():
    entries = re.findall(
        r"(?ms)^@\w+\{([^,]+),(.*?)^\}", (CHAPTERS / "references.bib").read_text("utf-8")
    )
    assert len(entries) > 10
    said = "\n".join(map(text_of, PAGES))
    uncited = []
    for key, fields in entries:
        doi = re.search(r"doi\s*=\s*[{\"]([^}\"]+)", fields)
        cited = re.search(rf"\{{cite[^`]*`[^`]*\b{re.escape(key)}\b", said)
        if not cited and not (doi and doi[1].lower() in said.lower()):
            uncited.append(key)
    assert sorted(uncited) == sorted(UNCITED)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_figures_are_described_at_some_length(path):
    notebook = nbformat.read(path, as_version=4)
    shown = [cell for cell in notebook.cells if "plt.show()" in cell.source]
    for cell in shown:
        alternative = cell.metadata["mystnb"]["image"]["alt"]
        assert len(alternative.split()) >= 8, alternative
