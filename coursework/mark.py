"""Mark a folder of submissions: `python -m coursework.mark SUBMISSIONS --out marks`.

Submissions are notebooks, `alice.ipynb`, or folders with one notebook each, `alice/….ipynb`. Each
is put together by `assemble` and run by `execute` in a process and a sandbox of its own, two at a
time. Only this process touches the gradebook.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

import matplotlib.font_manager
import nbformat
from nbformat import NotebookNode
from tqdm import tqdm

from coursework import gradebook, problem_set, sandbox, submissions, tables
from coursework.assemble import assemble, original
from coursework.execute import failure
from coursework.gradebook import Course
from coursework.sandbox import Limits
from coursework.submissions import Submission
from coursework.worker import Worker

LARGEST = 50 * 2**20
"""Bytes of a notebook that is read at all."""


def prepare(submission: Submission, blank: NotebookNode) -> NotebookNode:
    """Return the notebook to run: the original with the student's answers, if there are any."""
    empty = nbformat.v4.new_notebook()
    if submission.path is not None:
        try:
            path = Path(submission.path)
            if path.stat().st_size > LARGEST:
                raise ValueError(f"larger than {LARGEST / 2**20:.0f} MiB")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what is odd about it, assemble puts right
                handed_in = problem_set.read(path)
            notebook, remarks = assemble(handed_in, blank)
        except Exception as error:
            # Anything may be in the file; whatever reading it does must not stop the others.
            submission.remarks.append(f"cannot be read as a notebook: {str(error)[:200]}")
        else:
            submission.remarks.extend(remarks)
            return notebook
    return assemble(empty, blank)[0]


def run(
    submission: Submission,
    notebook: NotebookNode,
    workers: SimpleQueue[Worker],
    fonts: Path,
    limits: Limits,
) -> NotebookNode:
    """Run a notebook in the next free worker and return it with its outputs."""
    with tempfile.TemporaryDirectory(prefix="mark-", ignore_cleanup_errors=True) as place:
        box, given, result = Path(place, "box"), Path(place, "in.ipynb"), Path(place, "out.ipynb")
        shutil.copytree(fonts, box / "matplotlib")
        nbformat.write(notebook, given)
        worker = workers.get()
        try:
            problem = worker.run(given, result, box, limits)
        finally:
            workers.put(worker)
        if problem:
            submission.remarks.append(problem)
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    cell.outputs = [failure(problem)]
            return notebook
        executed = problem_set.read(result)
    submission.remarks.extend(executed.metadata["marking"]["remarks"])
    return executed


def rehearse(
    source: NotebookNode,
    blank: NotebookNode,
    workers: SimpleQueue[Worker],
    fonts: Path,
    limits: Limits,
) -> None:
    """Raise SandboxError unless the reference gets full points here: else nobody could."""
    trial = Submission("the reference", None)
    notebook, _ = assemble(problem_set.reference(source), blank)
    for cell in run(trial, notebook, workers, fonts, limits).cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                name = problem_set.grade_id(cell)
                raise sandbox.SandboxError(
                    f"the reference answers fail in {name}, so nothing was marked: "
                    f"{output.ename}: {output.evalue}; {'; '.join(trial.remarks)}"
                )


def enter(course: Course, out: Path, submission: Submission, executed: NotebookNode) -> None:
    """Enter the points of an executed submission and write its feedback."""
    about = {"student": submission.student, "remarks": submission.remarks}
    executed.metadata["marking"] = about
    try:
        gradebook.save_grades(course, submission.key, executed)
        tables.write_feedback(course, out, submission.key)
    except Exception as error:
        # A kernel may send outputs that no page can show. The points stand without them.
        submission.remarks.append(f"outputs cannot be shown: {str(error).splitlines()[-1][:200]}")
        for cell in executed.cells:
            failed = any(output.output_type == "error" for output in cell.get("outputs", []))
            if cell.cell_type == "code":
                cell.outputs = [failure("an error whose message cannot be shown")] * failed
        gradebook.save_grades(course, submission.key, executed)
        tables.write_feedback(course, out, submission.key)


def copy_font_cache(folder: Path) -> None:
    """Copy Matplotlib's list of fonts, which takes seconds to make anew in every box."""
    matplotlib.font_manager.get_font_names()
    for path in Path(matplotlib.get_cachedir()).glob("fontlist-*.json"):
        shutil.copy(path, folder)


def mark(
    folder: Path, out: Path, source: Path, *, jobs: int = 2, limits: Limits | None = None
) -> list[Submission]:
    """Mark all submissions of a folder and write grades, feedback and what a person has to read."""
    limits = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="mark-") as place:
        sandbox.check(Path(place))
    course = gradebook.course(out / "course", source.stem)
    release = problem_set.read(gradebook.generate_release(course, source))
    blank = original(problem_set.read(source), release)
    found = submissions.find(folder)
    if not found:
        raise SystemExit(f"no notebooks in {folder}")
    (out / "feedback").mkdir(exist_ok=True)
    with ExitStack() as stack:
        workers: SimpleQueue[Worker] = SimpleQueue()
        fonts = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mark-")))
        copy_font_cache(fonts)
        for _ in range(jobs):
            workers.put(stack.enter_context(Worker()))
        rehearse(problem_set.read(source), blank, workers, fonts, limits)
        pool = stack.enter_context(ThreadPoolExecutor(jobs))
        pending = {
            pool.submit(
                run, submission, prepare(submission, blank), workers, fonts, limits
            ): submission
            for submission in found
        }
        for done in tqdm(as_completed(pending), total=len(pending), unit="submission"):
            submission = pending[done]
            enter(course, out, submission, done.result())
    submissions.save(found, out / "course" / "submissions.json")
    tables.write_grades(course, out, found)
    tables.write_readings(course, out, found)
    return found


def main() -> None:
    """Mark the submissions of one problem set."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("submissions", type=Path, help="a folder with a notebook or folder each")
    parser.add_argument("--set", dest="name", help="problem set, if there are several")
    parser.add_argument("--out", type=Path, default=Path("marks"), help="folder to write (marks)")
    parser.add_argument("--jobs", type=int, default=2, help="submissions at a time (2)")
    given = parser.parse_args()
    source = problem_set.find_source(given.name)
    try:
        found = mark(given.submissions, given.out, source, jobs=given.jobs)
    except sandbox.SandboxError as error:
        raise SystemExit(str(error)) from None
    remarked = sum(bool(submission.remarks) for submission in found)
    print(f"{len(found)} submissions, {remarked} with remarks: {given.out / 'grades.csv'}")
    print(f"written answers to read: {given.out / 'to_read.csv'}, then coursework.reading")


if __name__ == "__main__":
    main()
