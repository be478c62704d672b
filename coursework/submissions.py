"""What students handed in: one notebook each, as a file or in a folder of their own."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Submission:
    """What one student handed in, and what there is to say about it."""

    student: str
    path: str | None
    key: str = ""
    """The student's name as nbgrader and the files of the feedback have it."""

    remarks: list[str] = field(default_factory=list)


def find(folder: Path) -> list[Submission]:
    """Return the submissions of a folder by student, each with a key that can be a file name."""
    found = []
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            notebooks = sorted(path for path in entry.glob("*.ipynb") if path.is_file())
            if len(notebooks) == 1:
                found.append(Submission(entry.name, str(notebooks[0])))
            else:
                remark = f"{len(notebooks)} notebooks in the folder, one is wanted"
                found.append(Submission(entry.name, None, remarks=[remark]))
        elif entry.suffix == ".ipynb" and entry.is_file():
            found.append(Submission(entry.stem, str(entry)))
    keys: set[str] = set()
    for submission in found:
        key = stem = re.sub(r"[^\w.@-]+", "_", submission.student).strip(".") or "student"
        number = 1
        while key.lower() in keys:
            number += 1
            key = f"{stem}_{number}"
        keys.add(key.lower())
        submission.key = key
    return found


def save(found: list[Submission], path: Path) -> None:
    """Keep the list for `coursework.reading`."""
    path.write_text(json.dumps([asdict(submission) for submission in found]), encoding="utf8")


def load(path: Path) -> list[Submission]:
    """Return a list that was kept."""
    return [Submission(**about) for about in json.loads(path.read_text("utf8"))]
