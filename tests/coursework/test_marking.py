"""Marking a class that contains every kind of trouble, each once, with tight limits."""

import csv
import json
import os
import subprocess
import sys
import time
import warnings
from copy import deepcopy

import pytest

from coursework import problem_set, submissions
from coursework.problem_set import grade_id, is_answer, is_graded
from coursework.sandbox import MIB, Limits

pytestmark = pytest.mark.usefixtures("nbgrader", "sandbox_tools")

LIMITS = Limits(cell_seconds=6, seconds=40, folder_size=24 * MIB, file_size=16 * MIB)
FULL = 34

CRASHING = "import os\nos._exit(1)\n"
RAISING = "1 / 0\n"
SHOUTING = "raise RuntimeError('z' * 30_000_000)\n"
ENDLESS = "while True:\n    pass\n"
IGNORING = """
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass
"""
PRINTING = "REFERENCE\nprint('x' * 40_000_000)\n"
FLOODING = "REFERENCE\nfor _ in range(40):\n    print('y' * 1_000_000, flush=True)\n"
ALLOCATING = "memory = np.ones(12 * 2**27)\n"
WARNING = """
import sys
import warnings

REFERENCE
exact = equivalent_temperature

def equivalent_temperature(hbar_omega_x):
    warnings.warn("this is a warning")
    print("this goes to stderr", file=sys.stderr)
    return exact(hbar_omega_x)
"""
SHADOWING = "REFERENCE\nfloat, max, all, abs = 1.0, 2, True, 3\n"
PATCHING = """
import builtins

import numpy

for name in ("isclose", "allclose"):
    setattr(numpy, name, lambda *a, **k: True)
numpy.float64.__eq__, numpy.array = None, lambda *a, **k: None
"""
PATCHING_FILES = """
import numpy

REFERENCE
try:
    open(numpy.__file__, "a").write("raise SystemExit")
except OSError as error:
    print("REFUSED", error)
"""
ESCAPING = """
import os
import socket
import sys
from pathlib import Path

REFERENCE


def look(what, action):
    try:
        print("ESCAPED", what, action())
    except Exception as error:
        print("refused", what, type(error).__name__)


for path in PATHS:
    look(path, lambda path=path: Path(path).read_bytes()[:20])
    look("list " + path, lambda path=path: os.listdir(path))
for path in ("/escaped", "/tmp/escaped", "/dev/shm/escaped", "/usr/escaped", "../escaped"):
    look("write " + path, lambda path=path: Path(path).write_text("x"))
look("network", lambda: socket.create_connection(("1.1.1.1", 53), timeout=1))
look("localhost", lambda: socket.create_connection(("127.0.0.1", PORT), timeout=1))
look("parent", lambda: os.kill(PARENT, 0))
look("environment", lambda: os.environ["SECRET_OF_THE_TEACHER"])
look("other processes", lambda: [p for p in os.listdir("/proc") if p.isdigit()][9])
mine = [Path.cwd(), Path(os.environ["PYTHONPATH"]), Path(sys.prefix), Path(sys.base_prefix)]
strange = lambda path: not any(own.is_relative_to(path) for own in mine)
look("another kernel", lambda: [path for path in Path("/tmp").iterdir() if strange(path)][0])
"""
FORKING = """
import os
import time

for _ in range(300):
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)
"""
FILLING = """
import time

for k in range(4):
    open(f"file{k}", "wb").write(bytes(15 * 2**20))
time.sleep(3)
"""
BIG_FILE = "open('big', 'wb').write(bytes(17 * 2**20))\n"
PEEKING = """
REFERENCE
from IPython import get_ipython

def show(info=None):
    print(get_ipython().user_ns["In"])

get_ipython().events.register("pre_run_cell", show)
"""
FAKING = """
from IPython import get_ipython
from IPython.display import display

def publish(info=None):
    get_ipython().displayhook.start_displayhook()
    get_ipython().display_pub.publish({"text/plain": "100"})
    get_ipython().kernel.session.send(
        get_ipython().kernel.iopub_socket, "execute_result",
        {"data": {"text/plain": "100"}, "metadata": {}, "execution_count": 1},
        parent=get_ipython().kernel.get_parent(),
    )

get_ipython().events.register("pre_run_cell", publish)
get_ipython().showtraceback = lambda *a, **k: None
"""
MALFORMED = """
from IPython import get_ipython

REFERENCE
kernel = get_ipython().kernel


def send(kind, content):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent())


send("display_data", {"data": {"text/html": 5, "image/png": [1], "text/plain": None}})
send("display_data", {"data": {"image/svg+xml": "<svg", "text/latex": "\\\\frac{"}, "metadata": {}})
send("stream", {"name": "stdout", "text": 7})
send("execute_result", {"data": {}, "metadata": {}, "execution_count": "many"})
"""
SCRIPTING = """
REFERENCE
from IPython.display import HTML, display

display(HTML("<b>bold</b><script>alert('gotcha')</script><img src=x onerror=alert('gotcha')>"))
"""


def answered(solve, **answers):
    return solve(answers)


def doubled(solve):
    notebook = solve()
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        if grade_id(cell) in ("limits", "limit-cold", "fit"):
            cells.append(deepcopy(cell))
    notebook.cells = cells
    return notebook


def tampered(solve):
    """Return wrong answers, with tests that were emptied, deleted and worth a thousand points."""
    notebook = solve({"limits": "pass", "leads": "pass"})
    for cell in notebook.cells:
        if is_graded(cell) and not is_answer(cell):
            cell.source = "pass"
            cell.metadata.nbgrader.points = 1000
    notebook.cells = [cell for cell in notebook.cells if grade_id(cell) != "code-series"]
    return notebook


def renamed(solve):
    notebook = solve()
    for cell in notebook.cells:
        if grade_id(cell) in ("limits", "code-limits"):
            cell.metadata.nbgrader.grade_id += "-renamed"
    return notebook


@pytest.fixture(scope="module")
def marked(solve, tmp_path_factory, source):
    """Mark the class once; return its folder, the rows of the table and the time."""
    from coursework.mark import mark

    root = tmp_path_factory.mktemp("class")
    folder, out = root / "submissions", root / "marks"
    folder.mkdir()
    neighbor = folder / "correct" / "mine.ipynb"
    secret_places = [problem_set.SOURCES, problem_set.find_source(), neighbor, out, "/etc/passwd"]
    escaping = ESCAPING.replace("PATHS", repr([str(path) for path in secret_places]))
    escaping = escaping.replace("PARENT", str(os.getpid())).replace("PORT", "22")
    wrong = dict.fromkeys(("estimates", "staircase", "leads", "plateaus", "fit"), "pass")
    class_ = {
        "correct": solve(),
        "crashing": answered(solve, limits=CRASHING),
        "raising": answered(solve, limits=RAISING),
        "shouting": answered(solve, limits=SHOUTING),
        "endless": answered(solve, limits=ENDLESS),
        "ignoring": answered(solve, limits=IGNORING),
        "printing": answered(solve, limits=PRINTING),
        "flooding": answered(solve, limits=FLOODING),
        "allocating": answered(solve, limits=ALLOCATING),
        "escaping": answered(solve, limits=escaping),
        "patching": answered(solve, **wrong, limits=PATCHING),
        "patching-files": answered(solve, limits=PATCHING_FILES),
        "warning": answered(solve, limits=WARNING),
        "shadowing": answered(solve, limits=SHADOWING),
        "forking": answered(solve, limits=FORKING),
        "filling": answered(solve, limits=FILLING),
        "big-file": answered(solve, limits=BIG_FILE),
        "peeking": answered(solve, limits=PEEKING),
        "faking": answered(solve, **wrong, limits=FAKING),
        "malformed": answered(solve, limits=MALFORMED),
        "scripting": answered(solve, limits=SCRIPTING),
        "doubled": doubled(solve),
        "tampered": tampered(solve),
        "renamed": renamed(solve),
        "=1+1": solve({"judgement-answer": "=HYPERLINK(1)"}),
    }
    for name, notebook in class_.items():
        (folder / name).mkdir()
        (folder / name / "mine.ipynb").write_text(json.dumps(notebook), encoding="utf8")
    (folder / "no-notebook").mkdir()
    (folder / "broken.ipynb").write_text("{ not json")
    (folder / "odd.ipynb").write_text(json.dumps({"nbformat": 4, "cells": "none"}))
    os.environ["SECRET_OF_THE_TEACHER"] = "42"
    start = time.monotonic()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's and nbconvert's own
        mark(folder, out, problem_set.find_source(), limits=LIMITS)
    seconds = time.monotonic() - start
    with (out / "grades.csv").open(newline="", encoding="utf8") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    return out, rows, seconds


def feedback(marked, student):
    return (marked[0] / "feedback" / f"{student}.html").read_text("utf8")


def outputs(marked, student):
    path = marked[0] / "course" / "autograded" / student / "ps06_staircase"
    notebook = problem_set.read(path / "ps06_staircase.ipynb")
    return str([cell.get("outputs") for cell in notebook.cells])


def test_all_are_in_the_table(marked):
    assert len(marked[1]) == 28


@pytest.mark.parametrize(
    "student",
    [
        "correct",
        "warning",
        "printing",
        "flooding",
        "doubled",
        "renamed",
        "shadowing",
        "escaping",
        "patching-files",
        "peeking",
        "scripting",
        "malformed",
        "'=1+1",
    ],
)
def test_correct_answers_keep_full_points(marked, student):
    assert float(marked[1][student]["sum"]) == FULL, marked[1][student]


@pytest.mark.parametrize("student", ["raising", "shouting", "endless", "allocating", "big-file"])
def test_trouble_in_one_answer_costs_that_answer(marked, student):
    row = marked[1][student]
    assert float(row["limit-cold"]) == float(row["limit-hot"]) == 0
    assert float(row["sum"]) == FULL - 6, row


@pytest.mark.parametrize(
    ("student", "remark"),
    [
        ("crashing", "the kernel ended"),
        ("ignoring", "ignored the interrupt"),
        ("forking", "over 64 processes"),
        ("filling", "over 24 MiB"),
    ],
)
def test_what_had_to_be_stopped_keeps_what_came_before(marked, student, remark):
    row = marked[1][student]
    assert remark in row["remarks"]
    assert float(row["sum"]) == 6, row


@pytest.mark.parametrize("student", ["patching", "faking", "tampered"])
def test_tricks_gain_nothing(marked, student):
    row = marked[1][student]
    if student == "tampered":
        assert float(row["sum"]) == FULL - 9, row
        assert "cell code-series was missing" in row["remarks"]
        assert row["of"] == "40"
    else:
        assert float(row["sum"]) == 0, row


@pytest.mark.parametrize("student", ["no-notebook", "broken", "odd"])
def test_what_is_no_notebook_gets_nothing_and_a_remark(marked, student):
    assert float(marked[1][student]["sum"]) == 0
    assert marked[1][student]["remarks"]


def test_the_sandbox_held(marked):
    said = outputs(marked, "escaping")
    assert "ESCAPED" not in said, said
    assert said.count("refused") >= 21
    assert "REFUSED" in outputs(marked, "patching-files")


def test_feedback_shows_answers_and_messages_but_no_hidden_test(marked, source):
    hidden = {
        line.strip()
        for line in problem_set.hidden_lines(source, "HIDDEN TESTS")
        if len(line.strip()) > 24
    }
    for page in (marked[0] / "feedback").glob("*.html"):
        text = page.read_text("utf8").replace("&quot;", '"').replace("&#39;", "'")
        text = text.replace("&lt;", "<").replace("&gt;", ">")
        plain = "".join(part.partition(">")[2] for part in ("x>" + text).split("<"))
        assert "BEGIN HIDDEN" not in text
        assert not [line for line in hidden if line in text or line in plain], page.name
    assert "equivalent_temperature" in feedback(marked, "correct")
    assert "ZeroDivisionError" in feedback(marked, "raising")
    assert "interrupted after 6 s" in feedback(marked, "endless")
    assert "to be read, of 6" in feedback(marked, "correct")


def test_feedback_runs_no_script_of_a_student(marked):
    page = feedback(marked, "scripting")
    assert "bold" in page  # as text
    assert "<b>" not in page
    assert page.count("<img") == page.count('src="data:image/png;base64,') == 1
    assert "<script>alert" not in page


def test_output_is_cut_and_feedback_stays_small(marked):
    for student in ("printing", "flooding"):
        assert "cut off" in marked[1][student]["remarks"]
    for page in (marked[0] / "feedback").glob("*.html"):
        assert page.stat().st_size < MIB, page.name


def test_outputs_that_no_page_can_show_cost_no_points(marked):
    from coursework import gradebook, mark

    course = gradebook.course(marked[0] / "course", "ps06_staircase")
    executed = problem_set.read(course.notebook("autograded", "raising"))
    for cell in executed.cells:
        if cell.cell_type == "code":
            cell.outputs.append({"output_type": "stream", "name": "stdout", "text": 5})
            cell.outputs[-1] = type(executed)(cell.outputs[-1])
    late = submissions.Submission("late", None, "late")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mark.enter(course, marked[0], late, executed)
    assert "cannot be shown" in late.remarks[0]
    earned = gradebook.earned(course, "late")
    assert sum(points or 0 for points in earned.values()) == FULL - 6


def test_nothing_is_left_running_or_lying_about(marked):
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
    assert str(marked[0].parent) not in running.replace(" ".join(sys.argv), "")
    assert not [line for line in running.splitlines() if "box/kernel.json" in line]


def test_all_of_it_ends_in_time(marked):
    # 28 submissions, two at a time, of which two take a limit of time; 50 s on two cores.
    assert marked[2] < 240


def test_what_a_person_gives_reaches_grades_and_feedback(marked, source):
    from coursework.reading import enter

    out = marked[0]
    table = out / "to_read.csv"
    with table.open(newline="", encoding="utf8") as file:
        rows = list(csv.DictReader(file))
    assert {row["cell"] for row in rows} == {"judgement-answer"}
    assert "'=HYPERLINK(1)" in [row["answer"] for row in rows]
    mine = next(row for row in rows if row["student"] == "correct")
    mine.update(points="5", comment="Which **measurement** exactly?")
    with table.open("w", newline="", encoding="utf8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert enter(out, problem_set.find_source()) == 1
    with (out / "grades.csv").open(newline="", encoding="utf8") as file:
        after = {row["student"]: row for row in csv.DictReader(file)}
    assert (after["correct"]["sum"], after["correct"]["to read"]) == ("39", "0")
    assert {k: v for k, v in after.items() if k != "correct"} == {
        k: v for k, v in marked[1].items() if k != "correct"
    }
    assert "Which **measurement** exactly?" in feedback(marked, "correct")
    assert "5 of 6" in feedback(marked, "correct")
    mine["points"] = "7"
    with table.open("w", newline="", encoding="utf8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(SystemExit, match="0 to 6"):
        enter(out, problem_set.find_source())


def test_names_become_safe_and_distinct_keys(tmp_path):
    for name in ("Müller, Anna", "Müller  Anna", "..x", "a/b".replace("/", "[*]"), "müller, anna"):
        (tmp_path / f"{name}.ipynb").write_text("{}")
    keys = [submission.key for submission in submissions.find(tmp_path)]
    assert len({key.lower() for key in keys}) == len(keys)
    assert not [key for key in keys if set(key) & set("/[]* ,") or key.startswith(".")]


def test_nothing_is_marked_where_the_reference_fails(tmp_path, solve, source, monkeypatch):
    from coursework import mark, sandbox

    broken = deepcopy(source)
    answer = next(cell for cell in broken.cells if grade_id(cell) == "leads")
    answer.source = "### BEGIN SOLUTION\nimport no_such_library\n### END SOLUTION"
    original = tmp_path / "source" / "ps06_staircase.ipynb"
    for path, notebook in ((original, broken), (tmp_path / "in" / "a.ipynb", solve())):
        path.parent.mkdir()
        path.write_text(json.dumps(notebook), encoding="utf8")
    monkeypatch.setattr(warnings, "warn", lambda *_, **__: None)  # nbgrader's and nbconvert's own
    with pytest.raises(sandbox.SandboxError, match="no_such_library"):
        mark.mark(tmp_path / "in", tmp_path / "out", original, limits=LIMITS)
    assert not (tmp_path / "out" / "grades.csv").exists()


def test_missing_sandbox_is_explained(monkeypatch, tmp_path):
    from coursework import sandbox

    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(sandbox.SandboxError, match="apt install bubblewrap"):
        sandbox.check(tmp_path)


def test_refused_sandbox_is_explained(monkeypatch, tmp_path):
    from coursework import sandbox

    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'No permissions to create new namespace' >&2; exit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(sandbox.SandboxError, match=r"user name spaces(.|\n)*No permissions"):
        sandbox.check(tmp_path)
