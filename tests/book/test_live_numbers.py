"""A number in a sentence that sets a widget must be one of its stops."""

import pytest

from website.landauer_site.live_numbers import fault

KEYS = {"kind": "slider", "keys": ["0.5", "2", "−1"]}
WIDGETS = {"stairs": {"hill": KEYS, "shape": {"kind": "choice", "keys": ["round", "flat"]}}}


@pytest.mark.parametrize(
    "target", ["stairs:hill=2", "stairs:hill=2.0", "stairs:hill=-1", "stairs:hill=0.5,shape=flat"]
)
def test_a_stop_is_found(target):
    assert fault(target, WIDGETS) == ""


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("stairs:hill=3", "'3' is no stop of stairs's hill"),
        ("stairs:hill=", "'' is no stop"),
        ("stairs:shape=Flat", "'Flat' is no stop"),
        ("stairs:slope=2", "no control 'slope'"),
        ("steps:hill=2", "no widget of this page"),
    ],
)
def test_what_is_no_stop_is_named(target, said):
    assert said in fault(target, WIDGETS)
