"""What a person gives for the written answers."""

import csv
import shutil

import pytest

from coursework import problem_set


def test_what_a_person_gives_reaches_grades_and_feedback(marked, tmp_path):
    from coursework.reading import enter

    out = shutil.copytree(marked[0], tmp_path / "marks")  # other tests read those as they are
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
    page = (out / "feedback" / "correct.html").read_text("utf8")
    assert "Which **measurement** exactly?" in page
    assert "5 of 6" in page
    mine["points"] = "7"
    with table.open("w", newline="", encoding="utf8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(SystemExit, match="0 to 6"):
        enter(out, problem_set.find_source())
