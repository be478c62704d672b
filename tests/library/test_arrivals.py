"""Arrivals: what the page gets are the draws; what cannot be counted is refused."""

import base64

import numpy as np
import pytest

from landauer_lib.noise import arrivals, attempt_rate
from landauer_lib.widgets import Arrivals, Beam, Choice, Slider

BEAT = 1 / attempt_rate(100e-6)
SHARE = Slider("share", "T", [0, 0.5, 1], start=0.5)


def example(maker=lambda share: Beam(share, 100e-6), *controls, **parts):
    alt = "Electrons fly from the source at a regular beat."
    given = {"name": "one-by-one", "title": "One by one", "alt": alt, "window": 10 * BEAT}
    return Arrivals(maker, *(controls or (SHARE,)), **{**given, **parts})


def test_the_front_end_gets_the_draws_of_each_setting():
    [task] = example(windows=30, seed=4).spec["tasks"]
    assert task["kind"] == "arrivals"
    for share, row in zip(SHARE.stops, task["rows"], strict=True):
        bits = np.unpackbits(np.frombuffer(base64.b64decode(row["bits"]), np.uint8))[:300]
        assert (bits.reshape(30, 10) == arrivals(share, 300, rng=4).reshape(30, 10)).all()
    assert [row["clock"] for row in task["rows"]] == ["0.0", "2.5", "0.0"]
    assert [row["rain"] for row in task["rows"]] == ["0.0", "5.0", "10.0"]


def test_bias_and_transmission_may_carry_one_current_with_two_noises():
    both = {"half, twice the bias": (0.5, 200e-6), "open": (1.0, 100e-6)}
    shown = example(lambda case: Beam(*both[case]), Choice("case", "channel", {c: c for c in both}))
    half, full = (shown.counted(case=case) for case in both)
    assert half.passed.shape == (60, 20)
    assert full.passed.shape == (60, 10)
    rows = shown.spec["tasks"][0]["rows"]
    assert [(row["mean"], row["clock"]) for row in rows] == [("10.0", "5.0"), ("10.0", "0.0")]


def test_paper_and_text_show_the_whole_count():
    shown = example()
    view, panels = shown.drawn_at(share=0.5)
    area = next(mark for mark in panels["counts"].marks if mark.kind == "area")
    tops = np.asarray(area.high).reshape(-1, 4)[:, 1]
    assert tops.sum() == 60
    assert "Dots do not interfere" in view.reading
    assert "41.4 ps" in repr(shown)
    assert repr(shown) == repr(example())


def test_a_sure_passage_does_not_flatten_the_other_histograms():
    shown = example()
    assert shown.highest == pytest.approx(1.15 * 20)
    shown.set(share=1)  # its bar of 60 is cut at the frame


@pytest.mark.parametrize(
    ("maker", "parts", "says"),
    [
        (lambda share: Beam(share, 100e-6), {"window": 9.5 * BEAT}, "got 9.5"),
        (lambda share: Beam(share, 1e-3), {}, "whole number of attempts from 1 to 60, got 100"),
        (lambda share: Beam(share + 0.1, 100e-6), {}, "transmission"),
        (lambda share: Beam(share, 0.0), {}, "bias must be above 0"),
        (lambda share: Beam(share, 100e-6), {"windows": 20_000}, "400,000 draws"),
        (lambda share: Beam(share, 100e-6), {"window": 0}, "window must be above 0"),
        (lambda share: Beam(share, 100e-6), {"alt": "dots"}, "alt must say"),
    ],
)
def test_what_cannot_be_counted_is_refused(maker, parts, says):
    with pytest.raises(ValueError, match=says) as caught:
        example(maker, **parts)
    if "window" not in parts and "alt" not in parts and "windows" not in parts:
        assert "one-by-one (share = " in str(caught.value)


def test_a_maker_that_fails_or_returns_something_else_is_named():
    with pytest.raises(RuntimeError, match=r"one-by-one \(share = 0.0\): the maker raised ZeroDiv"):
        example(lambda share: Beam(1 / share, 100e-6))
    with pytest.raises(TypeError, match=r"one-by-one \(share = 0.0\): the maker must return a Bea"):
        example(lambda share: share)
