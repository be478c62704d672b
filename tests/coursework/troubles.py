"""A class of the toy set that contains every kind of trouble, each once, with what it must get."""

import os
from copy import deepcopy
from typing import NamedTuple

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from coursework import problem_set
from coursework.sandbox import MIB, Limits
from tests.coursework import toy

LIMITS = Limits(cell=2, notebook=12, waiting=6, memory=600 * MIB, folder=24 * MIB, processes=48)
BOTH, NEITHER, UNMARKED = (2, 3), (0, 0), (None, None)


class Case(NamedTuple):
    """A submission, the points of its two tests (None: not marked) and a word of its remark."""

    notebook: NotebookNode
    points: tuple[float | None, float | None] = BOTH
    remark: str = ""


def right(extra: str = "", before: str = "") -> NotebookNode:
    return toy.solve(f"{before}\n{toy.ANSWER}\n{extra}")


ESCAPING = """
import os, socket, sys
from pathlib import Path


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
look("change numpy", lambda: open(np.__file__, "a"))
look("network", lambda: socket.create_connection(("1.1.1.1", 53), timeout=1))
look("localhost", lambda: socket.create_connection(("127.0.0.1", 22), timeout=1))
look("marker", lambda: os.kill(PARENT, 0))
look("be root", lambda: os.setuid(0))
look("other processes", lambda: [p for p in os.listdir("/proc") if p.isdigit()][9])
for process in [p for p in os.listdir("/proc") if p.isdigit()]:
    for kind in ("environ", "cmdline"):
        look("secret", lambda p=process, k=kind: ["none"][
            b"of-the-teacher" not in open(f"/proc/{p}/{k}", "rb").read() and 1 or 0])
    look("root of", lambda p=process: 
        [name for name in os.listdir(f"/proc/{p}/root/tmp") if name.startswith("pytest-")][0])
mine = [Path.cwd(), *map(Path, os.environ["PYTHONPATH"].split(":"))]
mine += [Path(sys.prefix), Path(sys.base_prefix)]
strange = lambda path: not any(own.is_relative_to(path) for own in mine)
look("another kernel", lambda: [path for path in Path("/tmp").iterdir() if strange(path)][0])
print("user", os.getuid(), [line for line in open("/proc/self/status") if line[:6] == "CapEff"])
"""
SENDING = """
from IPython import get_ipython

session = get_ipython().kernel.session
send = session.send


def kinder(stream, kind, content=None, *rest, **named):
    if kind == "error":
        return None
    if kind == "execute_reply" and isinstance(content, dict):
        content = {**content, "status": "ok"}
    return send(stream, kind, content, *rest, **named)


session.send = kinder
"""
TRANSFORMING = """
from IPython import get_ipython

get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\\n"])
"""
FORGING = """
import answering

answering.pack = lambda value: ["plain", float("nan")]
value, double = 42, lambda x: x
"""
OBJECT = """
class Agreeable:
    def __float__(self): return float("nan")
    __eq__ = __lt__ = __gt__ = lambda *a: True
    __sub__ = __truediv__ = __abs__ = lambda self, *a: self


value, double = Agreeable(), lambda x: Agreeable()
"""
IGNORING = """
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass
"""
FORKING = "import os, time\nfor _ in range(300):\n    if os.fork() == 0:\n        time.sleep(60)\n"
FILLING = """
import time

for k in range(9):
    open(f"f{k}", "wb").write(bytes(9 * 2**20))
time.sleep(2)
"""
MEMFD = """
import os, time

held = []
while True:
    held.append(os.memfd_create("x"))
    os.write(held[-1], bytes(2**23))
    time.sleep(0.02)
"""
CHILDREN = """
import os, time

for _ in range(12):
    if os.fork() == 0:
        memory = bytearray(70 * 2**20)
        memory[::4096] = b"x" * len(memory[::4096])
        time.sleep(60)
time.sleep(60)
"""
MALFORMED = """
kernel = __import__("IPython").get_ipython().kernel


def send(kind, content):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent())


send("display_data", {"data": {"text/html": 5, "image/png": [1], "text/plain": None}})
send("display_data", {"data": {"image/svg+xml": "<svg", "text/latex": "\\\\frac{"}, "metadata": {}})
send("stream", {"name": "stdout", "text": 7})
send("execute_result", {"data": {}, "metadata": {}, "execution_count": "many"})
print("\\ud800 half a character")
"""
SCRIPTING = """
from IPython.display import HTML, display

display(HTML("<b>bold</b><script>alert('gotcha')</script><img src=x onerror=alert('gotcha')>"))
"""
RECURSION = "value = []\nvalue.append(value)\ndouble = lambda x: [x] * 10**7"


def moved() -> NotebookNode:
    """Return a right answer below the tests."""
    notebook = toy.solve()
    notebook.cells.append(notebook.cells.pop(1))
    return notebook


def split() -> NotebookNode:
    """Return written words in three cells, one of them a code cell, and an answer in two."""
    notebook = toy.solve(words="First words.")
    notebook.cells += [new_markdown_cell("Second words."), new_code_cell("and the third words")]
    notebook.cells[1].source, rest = toy.ANSWER.split("\n\n\n")
    notebook.cells.insert(2, new_code_cell(rest))
    return notebook


def tampered() -> NotebookNode:
    """Return a wrong answer, with tests that were emptied, deleted and worth a thousand points."""
    notebook = toy.solve("value = 1\ndouble = abs")
    notebook.cells[2].source = "pass"
    notebook.cells[2].metadata.nbgrader.points = 1000
    del notebook.cells[3]
    return notebook


def doubled() -> NotebookNode:
    """Return each cell twice."""
    notebook = toy.solve()
    notebook.cells = [deepcopy(cell) for cell in notebook.cells for _ in (1, 2)]
    return notebook


def renamed() -> NotebookNode:
    """Return cells that lost their names."""
    notebook = toy.solve()
    for cell in notebook.cells[1:4]:
        cell.metadata.nbgrader.grade_id += "-renamed"
    return notebook


def class_of_troubles(places: list[str]) -> dict[str, Case]:
    """Return the class; one student looks for these places."""
    escaping = ESCAPING.replace("PATHS", repr([*places, "/etc/passwd", str(problem_set.SOURCES)]))
    escaping = escaping.replace("PARENT", str(os.getpid()))
    shadows = "float = abs = np = reference = _test = 3\nfactor = 2\n"
    return {
        "correct": Case(right()),
        "digits": Case(
            toy.solve("value = np.array([42.01])\ndouble = lambda x: np.float32(2) * x")
        ),
        "shadowing": Case(right(shadows, before="from numpy import *")),
        "warning": Case(
            right("import sys, warnings\nwarnings.warn('x')\nprint(1, file=sys.stderr)")
        ),
        "moved": Case(moved()),
        "split": Case(split(), BOTH, "joined"),
        "doubled": Case(doubled(), BOTH, "there twice"),
        "renamed": Case(renamed(), BOTH, "was missing"),
        "half-right": Case(toy.solve("value = 42\ndouble = 1 / 0"), (2, 0)),
        "raising": Case(
            toy.solve("value = 42\ndef double(x):\n    return {}['no such key']"), (2, 0)
        ),
        "strings": Case(toy.solve("value = 'forty-two'\ndouble = str"), NEITHER),
        "none": Case(toy.solve("value = None\ndouble = print"), NEITHER),
        "nan": Case(toy.solve("value = float('nan')\ndouble = lambda x: x * value"), NEITHER),
        "generator": Case(toy.solve("value = (k for k in [42])\ndouble = 5"), NEITHER),
        "recursion": Case(toy.solve(RECURSION), NEITHER),
        "library": Case(
            toy.solve(
                "from fractions import Fraction as F\nvalue = 42\ndouble = lambda x: F(2) * x"
            ),
            (2, 0),
        ),
        "tampered": Case(tampered(), NEITHER, "was missing"),
        "agreeable": Case(toy.solve(OBJECT), NEITHER),
        "forging": Case(toy.solve(FORGING), NEITHER),
        "sending": Case(toy.solve("value = 1" + SENDING), NEITHER, "patched"),
        "transforming": Case(toy.solve("value = 1" + TRANSFORMING), NEITHER, "patched"),
        "late-patch": Case(right(SENDING), BOTH, "patched"),
        "endless": Case(toy.solve("while True: pass"), UNMARKED, "2 s of processor time"),
        "slow-function": Case(
            toy.solve("value = 42\ndef double(x):\n    while True: pass"), (2, None), "double-test"
        ),
        "sleeping": Case(right("import time\ntime.sleep(1e6)"), BOTH, "6 s of waiting"),
        "ignoring": Case(toy.solve(IGNORING), UNMARKED, "ignored the interrupt"),
        "crashing": Case(toy.solve("import os\nos._exit(1)"), UNMARKED, "the kernel ended"),
        "exiting": Case(toy.solve("exit()"), NEITHER),
        "forking": Case(toy.solve(FORKING), UNMARKED),
        "filling": Case(toy.solve(FILLING), UNMARKED, "over 24 MiB"),
        "big-file": Case(right("open('big', 'wb').write(bytes(17 * 2**20))")),
        "memfd": Case(toy.solve(MEMFD), UNMARKED, "memory"),
        "children": Case(toy.solve(CHILDREN), UNMARKED, "memory"),
        "allocating": Case(right("memory = np.ones(2**40)")),
        "printing": Case(right("print('x' * 40_000_000)"), BOTH, "cut off"),
        "flooding": Case(
            right("for _ in range(40): print('y' * 10**6, flush=True)"), BOTH, "cut off"
        ),
        "shouting": Case(right("raise RuntimeError('z' * 30_000_000)")),
        "malformed": Case(right(MALFORMED)),
        "surrogate": Case(right("text = '\ud800'", before="# \udcff")),
        "scripting": Case(right(SCRIPTING)),
        "escaping": Case(right(escaping)),
        "long-winded": Case(toy.solve(words="many words " * 20_000)),
        "'=1+1": Case(toy.solve(words="=HYPERLINK(1)")),
        "x" * 250: Case(right()),
    }
