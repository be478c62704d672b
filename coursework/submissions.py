"""What students handed in, as learning platforms and people lay it out.

One notebook each, `alice.ipynb`, or a folder or zip each; Moodle's and Canvas's downloads; clones
of GitHub Classroom. What is not taken is listed with the reason, and no symbolic link is followed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from coursework import problem_set

LARGEST = 50 * 2**20
"""Bytes of a notebook that is read at all."""

UNPACKED = 500 * 2**20
"""Bytes that a zip file may hold."""

MOODLE = re.compile(r"(?P<name>.+)_(?P<moodle>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)", re.S)
CANVAS = re.compile(r"(?P<name>[^_]+)_(?:LATE_)?(?P<canvas>\d+)_\d+_(?P<file>.+)", re.S)


@dataclass
class Submission:
    """What one student handed in, and what there is to say about it."""

    student: str
    path: str | None
    key: str = ""
    """The student's name as nbgrader and the files of the feedback have it."""

    platform: str = ""
    identifier: str = ""
    """How this platform ("moodle", "canvas", "github") knows the student."""

    remarks: list[str] = field(default_factory=list)


@dataclass
class Collection:
    """The submissions of a folder, and the files that were not taken, each with the reason."""

    found: list[Submission]
    left: list[tuple[str, str]]


def find(folder: Path, scratch: Path, cells: set[str]) -> Collection:
    """Return the submissions by student; zip files are unpacked into `scratch`.

    Of several notebooks of a student that with most of the set's `cells` counts, then the newest.
    """
    left: list[tuple[str, str]] = []
    entries = list(folder.iterdir()) if folder.is_dir() else [folder]
    if len(entries) == 1 and entries[0].suffix.lower() == ".zip":
        folder = _unpack(entries[0], scratch / "class", left) or scratch
        if len(inner := [path for path in folder.iterdir() if path.name[0] not in "._"]) == 1:
            folder = inner[0] if inner[0].is_dir() else folder
    clones = [path.parent.name for path in folder.glob("*/.git")]
    assignment = f"{folder.name.removesuffix('-submissions')}-"
    if not all(name.startswith(assignment) for name in clones):
        first, last = min(clones), max(clones)
        same = next(
            (k for k, pair in enumerate(zip(first, last, strict=False)) if len(set(pair)) > 1), 0
        )
        assignment = first[: first.rfind("-", 0, same) + 1]
    owners: dict[tuple[str, str, str], list[tuple[str, Path]]] = {}
    for name, path in _files(folder, "", scratch, left):
        top, inside, _ = name.partition("/")
        of_student = bool(inside)
        owner = (re.sub(r"\.(ipynb|zip)$", "", top, flags=re.I), "", "")
        if match := MOODLE.fullmatch(top) or (None if inside else CANVAS.fullmatch(top)):
            platform = "moodle" if match.re is MOODLE else "canvas"
            owner, of_student = (match["name"], platform, match[platform]), True
        elif top in clones:
            owner = (top.removeprefix(assignment), "github", top.removeprefix(assignment))
        if not of_student and path.suffix.lower() != ".ipynb":
            left.append((name, "neither a notebook nor in a student's folder"))
        else:
            owners.setdefault(owner, []).append((name, path))
    found = []
    for (student, platform, identifier), files in sorted(owners.items()):
        submission = Submission(student, None, "", platform, identifier)
        files = [pair for pair in files if not pair[1].is_dir()]
        notebooks = [pair for pair in files if pair[1].suffix.lower() == ".ipynb"]
        ranked = sorted(notebooks, key=lambda pair: _rank(pair[1], cells) if notebooks[1:] else 0)
        for name, _ in ranked[:-1]:
            left.append((name, f"another notebook of {student} counts: {ranked[-1][0]}"))
            submission.remarks.append(f"{len(ranked)} notebooks; {ranked[-1][0]} counts")
        left += [(name, "not a notebook") for name, path in files if (name, path) not in notebooks]
        if ranked:
            submission.path = str(ranked[-1][1])
        else:
            others = ", ".join(name for name, _ in files) or "nothing"
            submission.remarks.append(f"no notebook, but {others}"[:300])
        submission.remarks = list(dict.fromkeys(submission.remarks))
        found.append(submission)
    return Collection(found, sorted(left))


def _files(
    folder: Path, prefix: str, scratch: Path, left: list[tuple[str, str]]
) -> Iterator[tuple[str, Path]]:
    """Yield the files below a folder with their readable names; list what is passed over."""
    for path in sorted(folder.iterdir(), key=lambda path: os.fsencode(path.name)):
        name = prefix + readable(path.name)
        if path.is_symlink():
            left.append((name, "a symbolic link, which is not followed"))
        elif path.name.startswith(".") or path.name == "__MACOSX":
            if path.name not in (".git", ".DS_Store"):
                left.append((name, "hidden"))
        elif path.is_dir():
            if not prefix:
                yield f"{name}/", path  # a student, even if nothing is in it
            yield from _files(path, f"{name}/", scratch, left)
        elif not path.is_file():
            left.append((name, "not a file"))
        elif path.suffix.lower() == ".zip" and prefix.count("/") < 4:
            place = _unpack(path, scratch / hashlib.sha1(os.fsencode(path)).hexdigest(), left)
            if place is not None:
                inside = f"{name[:-4]}/" if not MOODLE.fullmatch(name) or prefix else name + "/"
                yield from _files(place, inside, scratch, left)
        else:
            yield name, path


def _unpack(path: Path, place: Path, left: list[tuple[str, str]]) -> Path | None:
    """Unpack a zip file, unless it is too much or none."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if sum(one.file_size for one in members) > UNPACKED or len(members) > 20_000:
                raise ValueError(f"over {UNPACKED / 2**20:.0f} MiB or 20000 files when unpacked")
            for one in members:
                if not one.flag_bits & 0x800:  # macOS writes UTF-8 without saying so
                    with contextlib.suppress(UnicodeError):
                        one.filename = one.filename.encode("cp437").decode("utf8")
                archive.extract(one, place)
    except Exception as error:
        left.append((readable(path.name), f"cannot be unpacked: {type(error).__name__}"))
        return None
    place.mkdir(parents=True, exist_ok=True)
    return place


def _rank(path: Path, cells: set[str]) -> tuple[int, float, str]:
    """Return how much a notebook looks like an answer to the set, and how new it is."""
    known = 0
    with contextlib.suppress(Exception):
        if path.stat().st_size <= LARGEST:
            names = {problem_set.grade_id(cell) for cell in problem_set.read(path).cells}
            known = len(names & cells)
    return known, path.stat().st_mtime, path.name


def readable(name: str) -> str:
    """Return a file's name with umlauts in one piece and without what is no character."""
    return unicodedata.normalize("NFC", name).encode("utf8", "replace").decode()


def join(earlier: list[Submission], found: list[Submission]) -> list[Submission]:
    """Return the class: who handed in before and is not here now, and who is here, with keys."""
    whole = {(one.student, one.platform, one.identifier): one for one in earlier}
    taken = {one.key.lower() for one in earlier}
    for one in found:
        who = (one.student, one.platform, one.identifier)
        one.key = whole[who].key if who in whole else _key(one.student, taken)
        taken.add(one.key.lower())
        whole[who] = one
    return [whole[who] for who in sorted(whole)]


def _key(student: str, taken: set[str]) -> str:
    """Return a name that can be a file's, and that no spreadsheet takes for a number."""
    stem = re.sub(r"[^\w.@-]+", "_", student).strip("._") or "student"
    if len(stem.encode()) > 100:
        stem = f"{stem[:30]}_{hashlib.sha1(student.encode()).hexdigest()[:8]}"
    if not re.search(r"[^\W\d_]{2}", stem) or stem[0] == "-":
        stem = f"student_{stem}"
    key, number = stem, 1
    while key.lower() in taken:
        number += 1
        key = f"{stem}_{number}"
    return key


def save(submissions: list[Submission], path: Path) -> None:
    """Keep the class for the next time."""
    path.write_text(json.dumps([asdict(one) for one in submissions], indent=1), encoding="utf8")


def load(path: Path) -> list[Submission]:
    """Return the class that was kept, if there is one."""
    return (
        [Submission(**one) for one in json.loads(path.read_text("utf8"))] if path.exists() else []
    )
