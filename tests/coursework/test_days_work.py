"""The lecturer's day: mark, read, mark again, join the late ones, hand the tables on."""

import csv
import json
import shutil

import pytest

from coursework import submissions
from tests.coursework import toy
from tests.coursework.conftest import table

pytestmark = pytest.mark.xdist_group("day")


def hand_in(folder, **answers):
    for name, notebook in answers.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "x.ipynb").write_text(json.dumps(notebook), encoding="utf8")
    return folder


MOODLE = "Zoë Ü_77_assignsubmission_file_"
CLASS = {
    MOODLE: toy.solve(words="Words of Zoë."),
    "half": toy.solve("value = 42\ndouble = 1 / 0", "Half of the words; with a semicolon"),
    "slow": toy.solve("while True: pass", '"Quoted", words\nin two lines'),
}


@pytest.fixture(scope="module")
def day(tmp_path_factory, mark):
    root = tmp_path_factory.mktemp("day")
    return root, mark(hand_in(root / "in", **CLASS), root / "marks")


@pytest.fixture
def out(day, tmp_path):
    """A copy, since tests change it."""
    return shutil.copytree(day[0] / "marks", tmp_path / "marks with spaces")


def texts(out):
    """All that a lecturer sees, by file."""
    files = [*out.glob("*.csv"), *(out / "feedback").glob("*.html")]
    return {path.name: path.read_text("utf8") for path in files}


def give(out, points, form=lambda lines: lines):
    """Fill in points by key and cell; `form` saves it as a spreadsheet would."""
    rows = table(out / "to_read.csv")
    for row in rows:
        row["points"] = points.get((row["student"], row["cell"]), row["points"])
        row["comment"] = row["points"] and f"{row['points']} für Ihre Wörter"
    text, separator, encoding = form(rows)
    (out / "to_read.csv").write_bytes(
        "\r\n".join(
            separator.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in text
        ).encode(encoding)
    )


def saved(separator, encoding, number="{}"):
    def form(rows):
        lines = [list(rows[0])]
        for row in rows:
            row["points"] = number.format(row["points"]).replace(
                ".", "," if separator == ";" else "."
            )
            lines.append(list(row.values()))
        return lines, separator, encoding

    return form


def test_the_first_marking(day):
    _, rows = day
    assert {name: row["sum"] for name, row in rows.items()} == {
        "Zoë Ü": "5",
        "half": "2",
        "slow": "0",
    }
    assert {name: row["to read"] for name, row in rows.items()} == {
        "Zoë Ü": "4",
        "half": "4",
        "slow": "9",
    }
    assert rows["Zoë Ü"]["identifier"] == "moodle 77"


@pytest.mark.parametrize(
    "form",
    [
        saved(",", "utf8"),
        saved(",", "utf-8-sig"),
        saved(";", "cp1252"),
        saved(";", "utf-8-sig"),
        saved("\t", "utf-16"),
    ],
    ids=["as written", "with a mark", "German Excel", "German UTF-8", "Unicode text"],
)
def test_a_table_that_a_spreadsheet_saved_is_read(out, form):
    from coursework.reading import enter

    give(out, {("Zoë_Ü", "words"): "3.5", ("half", "words"): "2"}, form)
    assert enter(out) == 2
    rows = {row["student"]: row for row in table(out / "grades.csv")}
    assert [rows[name]["sum"] for name in ("Zoë Ü", "half")] == ["8.5", "4"]
    page = (out / "feedback" / "Zoë_Ü.html").read_text("utf8")
    assert "3.5 of 4" in page
    assert "für Ihre Wörter" in page
    again = {row["student"]: row["points"] for row in table(out / "to_read.csv")}
    assert (again["Zoë_Ü"], again["half"]) == ("3.5", "2")


@pytest.mark.parametrize(
    ("where", "points", "message"),
    [
        (("half", "words"), "5", "row 3: points are 0 to 4"),
        (("half", "words"), "-1", "row 3: points are 0 to 4"),
        (("half", "words"), "nan", "row 3: points are 0 to 4"),
        (("half", "words"), "many", "got many"),
    ],
)
def test_points_that_cannot_be_are_refused_and_nothing_is_entered(out, where, points, message):
    from coursework.reading import enter

    give(out, {("Zoë_Ü", "words"): "3", where: points}, saved(",", "utf8"))
    before = (out / "grades.csv").read_text("utf8")
    with pytest.raises(SystemExit, match=message):
        enter(out)
    assert (out / "grades.csv").read_text("utf8") == before


@pytest.mark.parametrize("content", [b"", b"a,b\r\n1,2\r\n", b"\x00\x01\x02\n"])
def test_what_is_no_table_is_refused_in_words(out, content):
    from coursework.reading import enter

    (out / "to_read.csv").write_bytes(content)
    with pytest.raises(SystemExit, match="columns student, cell, points, comment"):
        enter(out)


def test_a_test_that_was_not_marked_takes_points_by_hand(out):
    from coursework.reading import enter

    rows = {(row["student"], row["cell"]): row for row in table(out / "to_read.csv")}
    assert "2 s of processor time" in rows["slow", "value-test"]["answer"]
    give(out, {("slow", "value-test"): "2", ("slow", "double-test"): "1"}, saved(",", "utf8"))
    enter(out)
    row = next(row for row in table(out / "grades.csv") if row["student"] == "slow")
    assert (row["sum"], row["to read"]) == ("3", "4")
    assert {"value-test", "double-test"} <= {
        row["cell"] for row in table(out / "to_read.csv") if row["student"] == "slow"
    }


def test_marking_again_changes_nothing_and_late_ones_join(day, out, mark, tmp_path):
    from coursework.reading import enter

    give(out, {("Zoë_Ü", "words"): "3.5", ("half", "words"): "2"}, saved(",", "utf8"))
    enter(out)
    before = texts(out)
    again = hand_in(tmp_path / "again", **{name: CLASS[name] for name in (MOODLE, "half")})
    mark(again, out)
    assert texts(out) == before

    late = hand_in(
        tmp_path / "late",
        late=toy.solve(),
        half=toy.solve(words="Other words, after the reading."),
    )
    rows = mark(late, out)
    assert list(rows) == ["Zoë Ü", "half", "late", "slow"]
    assert rows["Zoë Ü"]["sum"] == "8.5"
    assert (rows["half"]["sum"], rows["half"]["to read"]) == ("5", "4")  # to be read again
    reading = {row["student"]: row for row in table(out / "to_read.csv") if row["cell"] == "words"}
    assert reading["half"]["answer"].startswith("[CHANGED since it was given 2]")
    assert reading["half"]["points"] == ""
    page = (out / "feedback" / "half.html").read_text("utf8")
    assert "to be read, of 4" in page


def test_platforms_get_tables_with_their_identifiers(out):
    from coursework import gradebook, tables
    from coursework.reading import enter

    give(out, {("Zoë_Ü", "words"): "4", ("half", "words"): "1"}, saved(",", "utf8"))
    enter(out)
    assert table(out / "for_moodle.csv") == [
        {
            "Identifier": "Participant 77",
            "Full name": "Zoë Ü",
            "Grade": "9",
            "Maximum Grade": "9",
            "Last modified (grade)": "-",
        }
    ]
    assert not (out / "for_canvas.csv").exists()
    class_ = submissions.load(out / "course" / "submissions.json")
    class_[1].platform, class_[1].identifier = "canvas", "4711"
    class_[2].platform, class_[2].identifier = "github", "octocat"
    tables.write_tables(gradebook.course(out / "course", toy.NAME), out, class_)
    points, half = table(out / "for_canvas.csv")
    assert points["Student"].strip() == "Points Possible"
    assert (half["ID"], half[toy.NAME]) == ("4711", "3")
    # Nothing is handed on as long as something is to be read.
    assert table(out / "for_github.csv") == [
        {"github_username": "octocat", "points_awarded": "", "points_available": "9"}
    ]


def test_the_command_takes_a_set_and_paths_with_spaces(tmp_path, monkeypatch, capsys, toy_source):
    from coursework import mark, problem_set

    seen = []
    monkeypatch.setattr(
        mark, "mark", lambda *given, **more: seen.append(given) or submissions.Collection([], [])
    )
    for name in ("ps06_a", "ps07_b"):
        target = tmp_path / "source" / name / f"{name}.ipynb"
        target.parent.mkdir(parents=True)
        shutil.copy(toy_source, target)
    monkeypatch.setattr(problem_set, "SOURCES", tmp_path / "source")
    words = ["mark", "week 6/in", "--set", "ps07", "--out", str(tmp_path / "m")]
    monkeypatch.setattr("sys.argv", words)
    mark.main()
    folder, out, source = seen[0]
    assert (str(folder), out, source.stem) == ("week 6/in", tmp_path / "m" / "ps07", "ps07_b")
    monkeypatch.setattr("sys.argv", [*words[:2]])
    with pytest.raises(SystemExit, match="name one of the problem sets"):
        mark.main()


def test_a_spreadsheet_takes_no_answer_for_a_formula(out):
    from coursework.tables import harmless

    assert [harmless(text)[:1] for text in ("=1", "+1", "-1", "@x", "\tx", "x")] == [
        *"'''''",
        "x",
    ]
    with (out / "grades.csv").open(encoding="utf-8-sig") as file:
        assert next(csv.reader(file))[0] == "student"
