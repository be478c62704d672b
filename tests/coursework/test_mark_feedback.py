"""Feedback pages: what they show, what they keep secret, and how small they stay."""

from coursework import problem_set
from coursework.sandbox import MIB


def feedback(marked, student):
    return (marked[0] / "feedback" / f"{student}.html").read_text("utf8")


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
