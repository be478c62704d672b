"""What every chapter keeps to: stored outputs, short cells, described figures, the same anatomy."""

import copy
import re
import statistics
from pathlib import Path

import nbformat
import pytest

from website.refresh_chapters import CHAPTERS, chapter_notebooks, normalize

NOTEBOOKS = chapter_notebooks()
SECTIONS = (
    "Second opinion",
    "In the laboratory",
    "A mistake worth making",
    "Exercises",
    "Checks",
    "Further reading",
)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def lines(cell):
    return [line for line in cell.source.splitlines() if line.strip()]


def draws(cell):
    return "plt.show()" in cell.source


def every_chapter(test):
    name = {path: str(path.relative_to(CHAPTERS)) for path in NOTEBOOKS}
    return pytest.mark.parametrize("path", NOTEBOOKS, ids=name.get)(test)


def test_there_are_chapters():
    assert NOTEBOOKS


@every_chapter
def test_the_notebook_is_valid_and_normalized(path: Path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert notebook == normalize(copy.deepcopy(notebook)), "run: make chapters"


@every_chapter
def test_it_was_run_from_top_to_bottom_without_errors_or_warnings(path: Path):
    cells = code_cells(read(path))
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", cell.source


@every_chapter
def test_cells_are_short(path: Path):
    lengths = [len(lines(cell)) for cell in code_cells(read(path))]
    assert max(lengths) <= 25
    assert statistics.median(lengths) <= 5


@every_chapter
def test_code_that_a_reader_sees_fits_the_page(path: Path):
    seen = [c for c in code_cells(read(path)) if "remove-input" not in c.metadata.get("tags", [])]
    assert [line for cell in seen for line in cell.source.splitlines() if len(line) > 84] == []


@every_chapter
def test_nothing_is_exempt_and_enough_is_compared(path: Path):
    notebook = read(path)
    source = "\n".join(cell.source for cell in notebook.cells)
    tags = [tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])]
    assert not re.search("NBVAL_(SKIP|IGNORE|RAISES)", source)
    assert not [tag for tag in tags if tag.startswith(("nbval", "raises"))]
    compared = [
        cell
        for cell in code_cells(notebook)
        if any(o.output_type in ("stream", "execute_result") for o in cell.outputs)
    ]
    assert len(compared) >= 3


@every_chapter
def test_every_figure_has_alt_text_and_a_caption(path: Path):
    for cell in code_cells(read(path)):
        if draws(cell):
            said = cell.metadata.get("mystnb", {})
            assert len(said.get("image", {}).get("alt", "")) > 20, cell.source
            assert len(said.get("figure", {}).get("caption", "")) > 20, cell.source
            assert said["figure"].get("name", "").startswith("fig-"), cell.source


@every_chapter
def test_figures_end_in_show_and_no_output_is_silenced(path: Path):
    for cell in code_cells(read(path)):
        last = lines(cell)[-1]
        assert not last.rstrip().endswith(";"), last
        if "plt.subplots" in cell.source:
            assert last == "plt.show()", last


@every_chapter
def test_the_chapter_has_the_common_anatomy(path: Path):
    text = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    headings = re.findall(r"^##+ (.*)$", text, re.MULTILINE)
    places = [
        next((i for i, heading in enumerate(headings) if heading.startswith(name)), None)
        for name in SECTIONS
    ]
    assert None not in places, dict(zip(SECTIONS, places, strict=True))
    assert places == sorted(places)
    assert re.match(r"# \S", read(path).cells[0].source)
    assert "doi.org/10." in text or "{cite" in text


@every_chapter
def test_each_exercise_has_a_hint_boxes_and_a_folded_solution(path: Path):
    text = "\n\n".join(cell.source for cell in read(path).cells)
    start, end = text.index("\n## Exercises"), text.index("\n## Checks")
    exercises = re.split(r"\n\*\*\d\. ", text[start:end])[1:]
    assert 3 <= len(exercises) <= 5
    for number, exercise in enumerate(exercises, 1):
        parts = ("<summary>Hint<", f'"exercise-{number}"', "<summary>Solution<")
        places = [exercise.find(part) for part in parts]
        assert -1 not in places, (number, parts)
        assert places == sorted(places)
        assert ".error(" in exercise, "name a likely error"


@every_chapter
def test_the_text_reads_in_jupyterlab_as_on_the_page(path: Path):
    """Directives would stand there as raw text, and what they fold would lie open."""
    text = "\n".join(c.source for c in read(path).cells if c.cell_type == "markdown")
    assert re.findall(r"^(?::::|```)\{.*", text, re.MULTILINE) == []


@every_chapter
def test_stored_outputs_are_small(path: Path):
    assert path.stat().st_size < 150_000
