"""Synthetic data: labeled, reproducible, and true to the formulas that made them."""

import mpmath
import numpy as np
import pytest

from landauer_lib import lab
from landauer_lib.constants import G0, HBAR2_OVER_2M_EV
from tests.library.helpers_lab import GATE, LINE, TRUTH, made_up


def test_synthetic_data_are_labeled_and_reproducible(tmp_path):
    first, again = made_up(7), made_up(np.random.default_rng(7))
    np.testing.assert_array_equal(first["conductance"], again["conductance"])
    assert first.label == "synthetic"
    assert float(first.metadata["series_resistance"]) == 900
    lab.save_trace(first, tmp_path / "s.csv")
    assert lab.load_trace(tmp_path / "s.csv").label == "synthetic"


def test_synthetic_staircase_from_the_formula():
    trace = lab.synthetic_staircase(GATE, lever_arm=0.1, rng=0, **TRUTH)
    with mpmath.workdps(25):
        mu = 0.1 * mpmath.mpf(float(GATE[70]))
        g = G0 * mpmath.fsum(
            1 / (1 + mpmath.exp(-2 * mpmath.pi * (mu - 0.5e-3 - 3e-3 * (n + 0.5)) / 1e-3))
            for n in range(40)
        )
        expected = float(1 / (1 / g + 900))
    assert trace["conductance"][70] == pytest.approx(expected, rel=1e-12)


def test_synthetic_breaking_traces():
    traces = lab.synthetic_breaking_traces(200, rng=3)
    assert {trace.label for trace in traces} == {"synthetic"}
    again = lab.synthetic_breaking_traces(200, rng=3)
    np.testing.assert_array_equal(again[99]["conductance"], traces[99]["conductance"])
    last = {1.0: [], 2.0: [], 3.0: []}
    for trace in traces:
        g = trace["conductance"] / G0
        assert (np.diff(g[g > 0.06]) <= 1e-12).all()
        for level in np.unique(g[g > 0.06]):
            last[float(np.ceil(level))].append(level)
        tail = (g < 0.05) & (g > 0)
        if tail.sum() > 2:
            slope = np.diff(np.log(g[tail])) / np.diff(trace["stretch"][tail])
            decay = 2 * np.sqrt(4.5 / HBAR2_OVER_2M_EV)  # 2κ = 2√(2mφ)/ħ at φ = 4.5 eV
            np.testing.assert_allclose(slope, -decay, rtol=1e-9)
    # Each contact of n channels loses 3 % on average; a handful of extreme draws fall a step.
    assert np.mean(last[1.0]) == pytest.approx(0.97, abs=0.02)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: made_up(0, hbar_omega_x=0), "hbar_omega_x must be above 0"),
        (lambda: made_up(0, hbar_omega_y=-1), "hbar_omega_y must be above 0"),
        (lambda: made_up(0, temperature=-1), "temperature must be at least 0"),
        (lambda: made_up(0, series_resistance=-1), "series_resistance must be at least 0"),
        (
            lambda: lab.synthetic_staircase(
                LINE, lever_arm=0, rng=0, hbar_omega_x=1, hbar_omega_y=1
            ),
            "lever_arm must not be 0",
        ),
        (
            lambda: lab.synthetic_staircase(LINE, noise=-1, rng=0, hbar_omega_x=1, hbar_omega_y=1),
            "noise must be at least 0",
        ),
        (
            lambda: lab.synthetic_staircase([[0.0]], rng=0, hbar_omega_x=1, hbar_omega_y=1),
            "gate must be a line",
        ),
        (lambda: lab.synthetic_breaking_traces(0, rng=0), "count must be at least 1"),
        (lambda: lab.synthetic_breaking_traces(1, rng=0, samples=1), "samples must be at least 2"),
        (lambda: lab.synthetic_breaking_traces(1, rng=0, length=0), "length must be above 0"),
        (lambda: lab.synthetic_breaking_traces(1, rng=0, work_function=0), "work_function must be"),
        (lambda: lab.synthetic_breaking_traces(1, rng=0, noise=-1), "noise must be at least 0"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
