"""Mark a folder of submissions: `python -m coursework.mark SUBMISSIONS --set ps06`.

Each is put together by `assemble` and run by `execute` in a process and a sandbox of its own, two
at a time. Only this process touches the gradebook. Whatever goes wrong with one submission ends in
a remark on it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import cloudpickle
import matplotlib.font_manager
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from tqdm import tqdm

from coursework import answers, execute, gradebook, problem_set, sandbox, submissions, tables
from coursework.assemble import assemble, original
from coursework.gradebook import Course
from coursework.sandbox import Limits
from coursework.submissions import Submission

LONGEST = 2 * 3600
"""Seconds by the clock after which a submission is given up: only a fault of marking takes so."""

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["coursework.execute"])


@dataclass
class Workshop:
    """What every submission needs: the set without answers, its exam, files for the box."""

    blank: NotebookNode
    limits: Limits
    place: Path

    def run(self, notebook: NotebookNode, remarks: list[str]) -> NotebookNode:
        """Run a notebook in a process of its own and return it with its outputs."""
        with tempfile.TemporaryDirectory(prefix="mark-", ignore_cleanup_errors=True) as name:
            place = Path(name)
            place.chmod(0o711)
            box, given, result = place / "box", place / "in.ipynb", place / "out.ipynb"
            shutil.copytree(self.place / "box", box)
            problem_set.write(notebook, given)
            files = (given, self.place / "exam", result, box, self.limits)
            process = _processes.Process(target=execute.execute_file, args=files)
            process.start()
            process.join(LONGEST)
            process.kill()
            process.join()
            if not result.exists():
                raise RuntimeError(f"running it ended with status {process.exitcode}")
            executed = problem_set.read(result)
        remarks.extend(executed.metadata["marking"]["remarks"])
        return executed

    def mark(self, submission: Submission) -> NotebookNode:
        """Read, assemble and run a submission, whatever it is."""
        notebook, remarks = assemble(new_notebook(), self.blank)
        try:
            if submission.path is not None:
                if Path(submission.path).stat().st_size > submissions.LARGEST:
                    raise ValueError("it is too large")
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # what is odd about it, assemble puts right
                    try:
                        handed_in = problem_set.read(Path(submission.path))
                        notebook, remarks = assemble(handed_in, self.blank)
                    except Exception as error:
                        # No word of what is in the file: it may be another one than it seems.
                        raise ValueError(type(error).__name__) from None
                submission.remarks.extend(remarks)
        except Exception as error:
            submission.remarks.append(f"cannot be read as a notebook: {error}"[:200])
        try:
            return self.run(notebook, submission.remarks)
        except Exception as error:
            submission.remarks.append(f"could not be run, so it is not marked: {error}"[:300])
            for cell in notebook.cells:
                if problem_set.is_test(cell):
                    execute.not_marked(cell, "it could not be run")
            return notebook

    def rehearse(self, source: NotebookNode) -> None:
        """Raise SandboxError unless the reference gets full points here: else nobody could."""
        remarks: list[str] = []
        notebook, _ = assemble(problem_set.reference(source), self.blank)
        for cell in self.run(notebook, remarks).cells:
            for output in cell.get("outputs", []):
                if output.output_type == "error":
                    name = problem_set.grade_id(cell)
                    raise sandbox.SandboxError(
                        f"the reference answers fail in {name}, so nothing was marked: "
                        f"{output.ename}: {output.evalue}; {'; '.join(remarks)}"
                    )


def enter(course: Course, out: Path, submission: Submission, executed: NotebookNode) -> None:
    """Enter the points of an executed submission and write its feedback."""
    for attempt in range(3):
        executed.metadata["marking"] = {
            "student": submission.student,
            "remarks": submission.remarks,
        }
        try:
            gradebook.save_grades(course, submission.key, executed)
            tables.write_feedback(course, out, submission.key)
            return
        except Exception as error:
            # A kernel may send outputs that no page can show. The points stand without them.
            if attempt == 2:
                raise
            what = ("outputs", "answers")[attempt]
            submission.remarks.append(f"{what} cannot be shown: {type(error).__name__}"[:200])
            for cell in executed.cells:
                if problem_set.is_test(cell):
                    cell.outputs = [execute.failure("cannot be shown")] * bool(cell.outputs)
                elif cell.cell_type == "code":
                    cell.outputs, cell.execution_count = [], None
                if attempt and not problem_set.is_test(cell):
                    cell.source = "(cannot be shown)"


def fill_box(box: Path, files: dict[str, bytes]) -> None:
    """Put into a folder what every sandbox starts with: the set's data and a list of fonts."""
    (box / "matplotlib").mkdir(parents=True)
    matplotlib.font_manager.get_font_names()  # makes the list, which takes seconds, once
    for path in Path(matplotlib.get_cachedir()).glob("fontlist-*.json"):
        shutil.copy(path, box / "matplotlib")
    for name, content in files.items():
        (box / name).write_bytes(content)


def mark(
    folder: Path, out: Path, source: Path, *, jobs: int = 2, limits: Limits | None = None
) -> submissions.Collection:
    """Mark all submissions of a folder and write grades, feedback and what a person has to read.

    Who was marked before and is not in the folder now keeps grades and feedback.
    """
    limits = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="mark-") as name:
        place = Path(name)
        place.chmod(0o711)
        (place / "check").mkdir()
        if said := sandbox.check(place / "check"):
            print(said)
        notebook = problem_set.read(source)
        exam, files = answers.prepare(notebook)
        course = gradebook.course(out / "course", source.stem)
        release = problem_set.read(gradebook.generate_release(course, source))
        (place / "exam").write_bytes(cloudpickle.dumps(exam))
        fill_box(place / "box", files)
        workshop = Workshop(original(notebook, release), limits, place)
        cells = {name for cell in release.cells if (name := problem_set.grade_id(cell))}
        collection = submissions.find(folder, place / "unpacked", cells)
        tables.write_left(out, collection.left)
        if not collection.found:
            raise SystemExit(f"no notebooks in {folder}")
        kept = out / "course" / "submissions.json"
        class_ = submissions.join(submissions.load(kept), collection.found)
        workshop.rehearse(notebook)
        with ThreadPoolExecutor(jobs) as pool:
            pending = {pool.submit(workshop.mark, one): one for one in collection.found}
            for done in tqdm(as_completed(pending), total=len(pending), unit="submission"):
                enter(course, out, pending[done], done.result())
    submissions.save(class_, kept)
    tables.write_tables(course, out, class_)
    return collection


def main() -> None:
    """Mark the submissions of one problem set."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("submissions", type=Path, help="a folder or zip file of submissions")
    parser.add_argument("--set", dest="name", help="problem set, such as ps06")
    parser.add_argument("--out", type=Path, default=Path("marks"), help="parent of marks/psNN")
    parser.add_argument("--jobs", type=int, default=2, help="submissions at a time (2)")
    parser.add_argument("--seconds", type=float, default=Limits.cell, help="of a cell (20)")
    given = parser.parse_args()
    source = problem_set.find_source(given.name)
    out = given.out / source.stem.partition("_")[0]
    limits = Limits(cell=given.seconds, notebook=6 * given.seconds)
    try:
        collection = mark(given.submissions, out, source, jobs=given.jobs, limits=limits)
    except sandbox.SandboxError as error:
        raise SystemExit(str(error)) from None
    remarked = sum(bool(one.remarks) for one in collection.found)
    print(f"{len(collection.found)} submissions, {remarked} with remarks: {out / 'grades.csv'}")
    if collection.left:
        print(f"{len(collection.left)} files not taken: {out / 'not_taken.csv'}")
    print(
        f"written answers to read: {out / 'to_read.csv'}, then python -m coursework.reading {out}"
    )


if __name__ == "__main__":
    main()
