"""A class that contains every kind of trouble, each once."""

import os
from copy import deepcopy

from coursework import problem_set
from coursework.problem_set import grade_id, is_answer, is_graded
from coursework.sandbox import MIB, Limits

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


def class_of_troubles(solve, neighbor, out):
    """Return submissions by student; one looks for the neighbor's answers and for the marks."""
    secret_places = [problem_set.SOURCES, problem_set.find_source(), neighbor, out, "/etc/passwd"]
    escaping = ESCAPING.replace("PATHS", repr([str(path) for path in secret_places]))
    escaping = escaping.replace("PARENT", str(os.getpid())).replace("PORT", "22")
    wrong = dict.fromkeys(("estimates", "staircase", "leads", "plateaus", "fit"), "pass")
    return {
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
