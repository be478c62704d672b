"""Fits of a staircase: data of known truth, and pulls of many repeated fits."""

import numpy as np
import pytest

from landauer_lib import lab
from landauer_lib.constants import G0, K_B_EV
from tests.library.helpers_lab import GATE, LINE, NOISE, TRUTH, made_up


def fitted(trace, **options):
    return lab.fit_staircase(trace["gate"], trace["conductance"], lever_arm=0.1, **options)


def pull_table(count, *, known_noise=True, **options):
    rows, reduced = [], []
    truth = {**TRUTH, **options.pop("truth", {})}
    for seed in range(count):
        fit = fitted(made_up(seed, **truth), noise=NOISE if known_noise else None, **options)
        rows.append([(fit[name] - truth[name]) / fit.uncertainty(name) for name in fit.free])
        reduced.append(fit.chi_squared / fit.degrees_of_freedom)
    return np.array(rows), np.array(reduced)


# --- values and their uncertainties ---------------------------------------------------------------


@pytest.mark.parametrize("known_noise", [True, False])
def test_uncertainties_of_the_staircase_fit_are_right(known_noise):
    count = 40
    pulls, reduced = pull_table(count, known_noise=known_noise, temperature=0.0)
    assert pulls.shape == (count, 4)
    # Mean 0 ± 1/√count and standard deviation 1 ± 1/√(2 count): four of their own deviations.
    assert np.abs(pulls.mean(axis=0)).max() < 4 / np.sqrt(count)
    assert np.abs(pulls.std(axis=0, ddof=1) - 1).max() < 4 / np.sqrt(2 * count)
    if known_noise:
        assert reduced.mean() == pytest.approx(1, abs=4 * np.sqrt(2 / 116 / count))


def test_uncertainties_at_a_known_temperature():
    pulls, _ = pull_table(8, temperature=1.3, truth={"temperature": 1.3})
    # χ² of 4 parameters × 8 fits: 32 ± 8, and three deviations down, five up.
    assert 32 - 24 < (pulls**2).sum() < 32 + 40


def test_fit_without_noise_returns_the_truth():
    clean = lab.synthetic_staircase(GATE, lever_arm=0.1, rng=0, **TRUTH)
    fit = fitted(clean, temperature=0.0)
    for name in fit.free:
        assert fit[name] == pytest.approx(TRUTH[name], rel=1e-6)
    assert fit.anisotropy[0] == pytest.approx(3, rel=1e-6)
    assert fit.uncertainty("temperature") == 0


def test_temperature_and_tunneling_may_be_exchanged():
    # k_BT = ħω_x/4π: the rounding is mostly tunneling, and the shape tells which share is thermal.
    hot = TRUTH["hbar_omega_x"] / (4 * np.pi * K_B_EV)
    trace = lab.synthetic_staircase(
        GATE, lever_arm=0.1, noise=5e-4 * G0, rng=2, **{**TRUTH, "temperature": hot}
    )
    fit = fitted(trace, noise=5e-4 * G0)
    assert abs(fit["temperature"] - hot) < 4 * fit.uncertainty("temperature")
    assert fit.correlation("hbar_omega_x", "temperature") < -0.9
    width, error = fit.rounding
    true_width = np.hypot(TRUTH["hbar_omega_x"] / (2 * np.pi), K_B_EV * hot)
    assert abs(width - true_width) < 4 * error
    assert error / width < 0.2 * fit.uncertainty("hbar_omega_x") / fit["hbar_omega_x"]
    assert any("exchanged" in note for note in fit.notes)
    other = fit.exchanged
    refit = fitted(
        trace,
        noise=5e-4 * G0,
        temperature=other["temperature"],
    )
    assert refit["hbar_omega_x"] == pytest.approx(other["hbar_omega_x"], rel=1e-3)
    assert refit.chi_squared == pytest.approx(fit.chi_squared, abs=0.01)
    assert other.uncertainty("temperature") == pytest.approx(
        fit.uncertainty("hbar_omega_x") / (2 * np.pi * K_B_EV), rel=1e-12
    )
    assert other.exchanged["temperature"] == pytest.approx(fit["temperature"], rel=1e-12)
    assert other.rounding == pytest.approx(fit.rounding, rel=1e-12)


def test_lever_arm_only_scales_energies():
    trace = made_up(3)
    narrow, wide = (
        lab.fit_staircase(trace["gate"], trace["conductance"], lever_arm=a, temperature=0.0)
        for a in (0.1, 1.0)
    )
    for name in ("hbar_omega_x", "hbar_omega_y", "v0"):
        assert wide[name] == pytest.approx(10 * narrow[name], rel=1e-5)
    assert wide["series_resistance"] == pytest.approx(narrow["series_resistance"], rel=1e-5)
    assert wide.anisotropy == pytest.approx(narrow.anisotropy, rel=1e-4)


def test_units_of_any_size_leave_the_uncertainties_alone():
    trace = made_up(3)
    plain = fitted(trace, temperature=0.0)
    tiny = lab.fit_staircase(trace["gate"], trace["conductance"], lever_arm=1e-9, temperature=0.0)
    for name, factor in (("hbar_omega_x", 1e-8), ("v0", 1e-8), ("series_resistance", 1.0)):
        assert tiny.uncertainty(name) == pytest.approx(factor * plain.uncertainty(name), rel=1e-3)


def test_holes_and_shuffled_samples():
    trace = made_up(4)
    order = np.random.default_rng(0).permutation(GATE.size)
    plain = fitted(trace, temperature=0.0)
    holes = lab.fit_staircase(
        -trace["gate"][order], trace["conductance"][order], lever_arm=-0.1, temperature=0.0
    )
    for name in plain.free:
        assert holes[name] == pytest.approx(plain[name], rel=1e-5)


@pytest.mark.parametrize("series", [0.0, 400.0, 5000.0])
@pytest.mark.parametrize("ratio", [1.5, 3.0, 8.0])
@pytest.mark.parametrize("offset", [-3e-3, 2e-3])
def test_automatic_start_finds_the_solution(series, ratio, offset):
    changes = {"hbar_omega_x": 3e-3 / ratio, "series_resistance": series, "v0": offset}
    fit = fitted(made_up(6, **changes), temperature=0.0, noise=NOISE)
    assert fit.chi_squared / fit.degrees_of_freedom < 1.5
    for name, true in changes.items():
        assert abs(fit[name] - true) < 5 * fit.uncertainty(name)


# --- what a fit says in words, and refuses --------------------------------------------------------


def test_a_fixed_series_resistance_stays_and_bias_shows():
    fit = fitted(made_up(5), temperature=0.0, series_resistance=0.0, noise=NOISE)
    assert fit["series_resistance"] == 0
    assert fit.uncertainty("series_resistance") == 0
    assert any("chi_squared" in note for note in fit.notes)
    good = fitted(made_up(5), temperature=0.0, noise=NOISE)
    assert good.notes == ()
    without = fitted(made_up(5, series_resistance=0.0), temperature=0.0, noise=NOISE)
    assert abs(without["series_resistance"]) < 4 * without.uncertainty("series_resistance")


def test_a_hopeless_start_is_reported():
    fit = fitted(made_up(0), temperature=0.0, start={"v0": 100.0})
    assert any("do not constrain" in note for note in fit.notes)
    assert fit.uncertainty("v0") == np.inf
    with pytest.raises(KeyError, match="omega"):
        fitted(made_up(0), temperature=0.0).uncertainty("omega")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fitted(made_up(0), temperature=-1), "temperature must be at least 0"),
        (lambda: fitted(made_up(0), series_resistance=-1), "series_resistance must be at least 0"),
        (lambda: fitted(made_up(0), noise=0), "noise must be above 0"),
        (lambda: fitted(made_up(0), degeneracy=0), "degeneracy must be at least 1"),
        (lambda: fitted(made_up(0), start={"omega": 1}), "start names"),
        (lambda: fitted(made_up(0), temperature=0.0).exchanged, "temperature was held fixed"),
        (lambda: lab.fit_staircase(LINE, LINE[:5], lever_arm=1), "conductance must be at least 10"),
        (lambda: lab.fit_staircase(LINE[:20], LINE, lever_arm=1), "gate must have the shape"),
        (
            lambda: lab.fit_staircase(LINE, G0 * LINE, lever_arm=1),
            "conductance must show at least two",
        ),
        (lambda: lab.fit_staircase(LINE, G0 * LINE, lever_arm=0), "lever_arm must not be 0"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
