import json
import re

import numpy as np
import pytest
from matplotlib.figure import Figure

from landauer_lib import figures, measured

EVERY = [(chapter, key) for chapter in measured.chapters() for key in measured._chapter(chapter)]


@pytest.mark.parametrize(("chapter", "key"), EVERY)
def test_an_entry_says_where_it_was_read_and_keeps_errors_as_published(chapter, key):
    found = measured.entry(chapter, key)
    assert found.what
    assert len(found.how_read) > 5
    assert "memory" not in found.how_read
    assert not found.doi or re.fullmatch(r"10\.\d{4,}/\S+", found.doi)
    for point in found.points:
        assert point.label
        assert np.isfinite(point.y)
        assert point.y_error is None or point.y_error > 0
        assert point.x_error is None or point.x_error > 0
        assert point.limit in (None, "upper", "lower")
    labels = [(point.label, point.x) for point in found.points]
    assert len(set(labels)) == len(labels)


def test_arrays_and_text_of_an_entry():
    points = (
        measured.Point("a", 1.0, 0.1, x=2.0),
        measured.Point("b", 3.0, limit="upper", x=4.0),
    )
    made = measured.Entry("length", "m", points, "read", x_unit="K", reference="someone")
    assert made.y.tolist() == [1, 3]
    assert made.y_error.tolist() == [0.1, 0]
    assert made.x.tolist() == [2, 4]
    assert str(made).splitlines() == ["length (m)", "  a at 2 K: 1 ± 0.1", "  b at 4 K: < 3"]


def test_what_is_missing_is_refused_by_name():
    with pytest.raises(ValueError, match=r"chapter must be one of .*staircase.*, got 'stairs'"):
        measured.entry("stairs", "steps")
    with pytest.raises(ValueError, match=r"key must be one of .*steps.*, got 'step'"):
        measured.entry("staircase", "step")
    with pytest.raises(ValueError, match="x must be stated"):
        _ = measured.entry("staircase", "steps").x


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"points": []}, "must have points"),
        ({"how_read": ""}, "say how they were read"),
        ({"reference": ""}, "must name a reference"),
        ({"contested": True}, "must say how"),
    ],
)
def test_an_entry_without_a_source_is_refused(change, says):
    raw = {"what": "w", "unit": "", "reference": "r", "how_read": "abstract"}
    raw |= {"points": [{"label": "a", "y": 1.0}], **change}
    with pytest.raises(ValueError, match=says):
        measured._parsed(json.loads(json.dumps(raw)), "chapter/key")


def drawn(sideways):
    points = (
        measured.Point("a", 1.0, 0.1, x=2.0),
        measured.Point("b", 3.0, x=4.0),
        measured.Point("c", 5.0, x=6.0, limit="lower"),
    )
    made = measured.Entry("length", "m", points, "read", reference="someone")
    axes = Figure().subplots()
    figures.published(axes, made, sideways=sideways, label="measured")
    return axes


@pytest.mark.parametrize("sideways", [False, True])
def test_points_are_drawn_with_their_bars_and_bounds_as_arrows(sideways):
    axes = drawn(sideways)
    places = [line.get_xydata()[0].tolist() for line in axes.lines if line.get_marker() == "o"]
    assert places == ([[1, 2], [3, 4], [5, 6]] if sideways else [[2, 1], [4, 3], [6, 5]])
    assert len(axes.collections) == 1  # one error bar
    (arrow,) = axes.texts
    assert (arrow.xyann[0] > 0) == sideways
    assert axes.get_legend_handles_labels()[1] == ["measured"]


def test_a_place_for_each_point():
    found = measured.entry("staircase", "steps")
    with pytest.raises(ValueError, match=r"x must have shape \(1,\), got \(2,\)"):
        figures.published(Figure().subplots(), found, [1, 2])
