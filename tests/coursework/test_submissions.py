"""Files of a class, as learning platforms and people lay them out."""

import json
import os
import unicodedata
import zipfile

import pytest

from coursework import submissions
from coursework.submissions import Submission
from tests.coursework import toy

CELLS = {"answer", "words", "value-test"}


def put(path, notebook=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}" if notebook is None else json.dumps(notebook), encoding="utf8")
    return path


def find(folder, tmp_path):
    collection = submissions.find(folder, tmp_path / "scratch", CELLS)
    found = {one.student: one for one in submissions.join([], collection.found)}
    return found, dict(collection.left)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def test_files_folders_and_zips_of_students(folder, tmp_path):
    put(folder / "alice.ipynb")
    put(folder / "bob" / "any name.IPYNB")
    put(folder / "carol" / "deep" / "er" / "x.ipynb")
    (folder / "dave").mkdir()
    put(folder / "eve" / "report.pdf")
    put(folder / "reading list.txt")
    put(folder / ".DS_Store")
    put(folder / "bob" / ".ipynb_checkpoints" / "any name-checkpoint.ipynb")
    with zipfile.ZipFile(folder / "frank.ZIP", "w") as archive:
        archive.writestr("home/work.ipynb", "{}")
        archive.writestr("__MACOSX/._work.ipynb", "{}")
    found, left = find(folder, tmp_path)
    assert sorted(found) == ["alice", "bob", "carol", "dave", "eve", "frank"]
    assert [name for name in found if found[name].path is None] == ["dave", "eve"]
    assert found["eve"].remarks == ["no notebook, but eve/report.pdf"]
    assert left == {
        "bob/.ipynb_checkpoints": "hidden",
        "eve/report.pdf": "not a notebook",
        "frank/__MACOSX": "hidden",
        "reading list.txt": "neither a notebook nor in a student's folder",
    }


def test_umlauts_in_either_form_are_one_student(folder, tmp_path):
    name = "Zoë Müller"
    put(folder / f"{unicodedata.normalize('NFD', name)}.ipynb")
    first, _ = find(folder, tmp_path)
    (folder / f"{unicodedata.normalize('NFD', name)}.ipynb").unlink()
    put(folder / f"{unicodedata.normalize('NFC', name)}.ipynb")
    second, _ = find(folder, tmp_path)
    assert list(first) == list(second) == [name]
    assert first[name].key == second[name].key == "Zoë_Müller"


def test_moodle_in_folders_flat_and_zipped(folder, tmp_path):
    put(folder / "Anna Müller_1234567_assignsubmission_file_" / "ps06.ipynb")
    put(folder / "Ben O'Neil_89_assignsubmission_file_my work.ipynb")
    put(folder / "Ben O'Neil_89_assignsubmission_onlinetext_" / "onlinetext.html")
    with zipfile.ZipFile(folder / "Cy_7_assignsubmission_file_all.zip", "w") as archive:
        archive.writestr("ps06.ipynb", "{}")
    found, left = find(folder, tmp_path)
    assert {name: one.identifier for name, one in found.items()} == {
        "Anna Müller": "1234567",
        "Ben O'Neil": "89",
        "Cy": "7",
    }
    assert all(one.platform == "moodle" and one.path for one in found.values())
    assert list(left.values()) == ["not a notebook"]


def test_canvas(folder, tmp_path):
    put(folder / "doejane_4711_99001_ps06_staircase-2.ipynb")
    put(folder / "roe_LATE_4712_99002_ps06.ipynb")
    put(folder / "zed_4713_99003_report.pdf")
    found, _ = find(folder, tmp_path)
    assert {name: one.identifier for name, one in found.items()} == {
        "doejane": "4711",
        "roe": "4712",
        "zed": "4713",
    }
    assert found["zed"].path is None


def test_github_classroom(tmp_path):
    folder = tmp_path / "ps06-staircase-submissions"
    for user in ("octo-cat", "mona"):
        put(folder / f"ps06-staircase-{user}" / ".git" / "HEAD")
        put(folder / f"ps06-staircase-{user}" / "ps06.ipynb")
        put(folder / f"ps06-staircase-{user}" / "README.md")
    found, left = find(folder, tmp_path)
    assert {name: one.identifier for name, one in found.items()} == {
        "mona": "mona",
        "octo-cat": "octo-cat",
    }
    assert set(left.values()) == {"not a notebook"}


def test_a_class_in_one_zip(folder, tmp_path):
    with zipfile.ZipFile(folder / "download.zip", "w") as archive:
        archive.writestr("Anna_1_assignsubmission_file_/a.ipynb", "{}")
        archive.writestr("Ben_2_assignsubmission_file_/b.ipynb", "{}")
    assert sorted(find(folder, tmp_path)[0]) == ["Anna", "Ben"]
    assert sorted(find(folder / "download.zip", tmp_path)[0]) == ["Anna", "Ben"]


def test_zip_files_that_cannot_be_unpacked_are_listed(folder, tmp_path, monkeypatch):
    put(folder / "broken.zip")
    put(folder / "a.ipynb")
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.ipynb", bytes(10**6))
    monkeypatch.setattr(submissions, "UNPACKED", 10**5)
    found, left = find(folder, tmp_path)
    assert list(found) == ["a"]
    assert {name: reason[:20] for name, reason in left.items()} == {
        "bomb.zip": "cannot be unpacked: ",
        "broken.zip": "cannot be unpacked: ",
    }


def test_the_notebook_of_this_set_counts_then_the_newest(folder, tmp_path):
    right = put(folder / "a" / "zz-copy.ipynb", toy.solve())
    put(folder / "a" / "a-lecture.ipynb")
    old = put(folder / "b" / "old.ipynb", toy.solve())
    new = put(folder / "b" / "a-new.ipynb", toy.solve())
    os.utime(old, (1, 1))
    found, left = find(folder, tmp_path)
    assert found["a"].path == str(right)
    assert found["b"].path == str(new)
    assert found["b"].remarks == ["2 notebooks; b/a-new.ipynb counts"]
    assert left["b/old.ipynb"] == "another notebook of b counts: b/a-new.ipynb"


def test_no_symbolic_link_is_followed(folder, tmp_path):
    secret = put(tmp_path / "secret" / "solutions.ipynb")
    (folder / "a.ipynb").symlink_to(secret)
    (folder / "b").symlink_to(secret.parent)
    put(folder / "c" / "mine.ipynb")
    (folder / "c" / "other.ipynb").symlink_to(secret)
    found, left = find(folder, tmp_path)
    assert list(found) == ["c"]
    assert sorted(left) == ["a.ipynb", "b", "c/other.ipynb"]


def test_names_become_keys_for_files_and_spreadsheets():
    names = ["Müller, Anna", "Müller  Anna", "..x", "müller, anna", "0012", "1e5", "=1", "x" * 255]
    names += ["-", "é" * 120, "a\udcffb".encode("utf8", "replace").decode()]
    keys = [one.key for one in submissions.join([], [Submission(name, None) for name in names])]
    assert len({key.lower() for key in keys}) == len(keys)
    for key in keys:
        assert len(key.encode()) < 120
        assert not set(key) & set("/[]* ,=")
        with pytest.raises(ValueError, match="could not convert"):
            float(key)


def test_a_name_that_is_no_text_stops_nobody(folder, tmp_path):
    os.mkdir(os.fsencode(folder) + b"/\xff\xfe")
    put(folder / "a.ipynb")
    assert len(find(folder, tmp_path)[0]) == 2


def test_a_late_submission_joins_and_keeps_its_key(tmp_path):
    first = submissions.join([], [Submission(name, "x") for name in ("ann", "Ann")])
    submissions.save(first, tmp_path / "class.json")
    late = submissions.join(submissions.load(tmp_path / "class.json"), [Submission("ann", "y")])
    assert [(one.student, one.key) for one in late] == [(one.student, one.key) for one in first]
    assert {one.student: one.path for one in late} == {"ann": "y", "Ann": "x"}
