"""The laboratory: files written by hand, data of known truth, pulls of many repeated fits."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib import lab
from landauer_lib.barriers import molecular_current
from landauer_lib.constants import G0, HBAR2_OVER_2M_EV, K_B_EV
from landauer_lib.lab.plateaus import noise_level


def write(folder, text, name="trace.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_trace_with_units_row_and_metadata(tmp_path):
    trace = lab.load_trace(
        write(
            tmp_path,
            "# gate sweep after cooldown\n# temperature: 1.3 K\n\n"
            "gate,conductance\nV, S\n-1.0,1e-5\n-0.5,7.7e-5\n",
        )
    )
    assert list(trace.columns) == ["gate", "conductance"]
    np.testing.assert_array_equal(trace["gate"], [-1.0, -0.5])
    assert trace.units == {"gate": "V", "conductance": "S"}
    assert trace.metadata == {"temperature": "1.3 K"}
    assert trace.comments == ("gate sweep after cooldown",)
    assert len(trace) == 2
    assert trace.label == "measured"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("header", [["V_g (V)", "G [S]"], ["V_g", "G"]])
def test_separators_and_units_in_brackets(tmp_path, separator, header):
    text = "\ufeff" + separator.join(header) + "\r\n" + separator.join(["1", "2"]) + "\r\n"
    trace = lab.load_trace(write(tmp_path, text))
    assert list(trace.columns) == ["V_g", "G"]
    assert trace.units == ({"V_g": "V", "G": "S"} if "(" in header[0] else {"V_g": "", "G": ""})
    assert trace["G"].tolist() == [2.0]


def test_one_column_and_quotes(tmp_path):
    assert lab.load_trace(write(tmp_path, "G\n1\n2\n"))["G"].tolist() == [1, 2]
    quoted = lab.load_trace(write(tmp_path, '"G, raw","x"\n1,2\n'))
    assert list(quoted.columns) == ["G, raw", "x"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no header and no data"),
        ("# only a comment\n", "no header and no data"),
        ("gate,G\n", "a header but no data"),
        ("gate,G\nV,S\n", "a header but no data"),
        ("1,2\n3,4\n", r"line 1: the first row must name the columns"),
        ("gate,gate\n1,2\n", r"line 1: two columns are named 'gate'"),
        ("gate,\n1,2\n", r"line 1: column 2 has no name"),
        ("# c\ngate,G\n1,2\n\n3\n", r"line 5: 1 fields for the 2 columns gate, G"),
        ("gate,G\n1,2\n3,4,5\n", r"line 3: 3 fields"),
        ("gate,G\nV,S,A\n3,4\n", r"line 2: 3 fields"),
        ("gate,G\n1,2\n3,four\n", r"line 3: G must be a finite number .* got 'four'"),
        ("gate,G\n1,2\n3,nan\n", r"line 3: G must be a finite number .* got 'nan'"),
        ("gate,G\n1,inf\n", r"line 2: G must be a finite number"),
        ("gate,G\n1,\n", r"line 2: G must be a finite number .* got ''"),
        ("gate;G\n0,5;1,5\n", r"line 2: gate must be a finite number with a decimal point"),
        ("gate,G\n1,2\nV,S\n", r"line 3: gate must be a finite number"),
    ],
)
def test_bad_rows_are_named_by_line(tmp_path, text, message):
    with pytest.raises(ValueError, match=r"trace\.csv.*" + message):
        lab.load_trace(write(tmp_path, text))


def test_other_bad_files(tmp_path):
    (tmp_path / "trace.csv").write_bytes(b"gate,\xff\xfe\n1,2\n")
    with pytest.raises(ValueError, match=r"trace\.csv: not a text file"):
        lab.load_trace(tmp_path / "trace.csv")
    with pytest.raises(FileNotFoundError, match="absent"):
        lab.load_trace(tmp_path / "absent.csv")
    with pytest.raises(KeyError, match="no column 'bias'; the trace has G"):
        lab.load_trace(write(tmp_path, "G\n1\n"))["bias"]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5))
def test_saved_traces_read_back_unchanged(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("lab") / "trace.csv"
    before = lab.Trace(
        {"x": np.array(values), "y": -np.array(values)},
        {"x": "V", "y": ""},
        {"label": "synthetic", "sample": "A: 3"},
        ("made up",),
    )
    lab.save_trace(before, path)
    after = lab.load_trace(path)
    for name in before.columns:
        np.testing.assert_array_equal(after[name], before[name])
    assert (after.units, after.metadata, after.comments) == (
        before.units,
        before.metadata,
        before.comments,
    )
    assert after.label == "synthetic"


@given(st.floats(1e-12, 1e-2), st.floats(0, 0.99))
def test_series_resistance_comes_off_again(conductance, share):
    series = share / conductance / (1 - share)  # R_s as a share of the measured resistance
    measured = 1 / (1 / conductance + series)
    assert lab.subtract_series_resistance(measured, series) == pytest.approx(conductance, rel=1e-12)


def test_series_resistance_broadcasts_and_leaves_zero_alone():
    corrected = lab.subtract_series_resistance([[0.0], [-1e-7]], [0.0, 1e3, 1e4])
    assert corrected.shape == (2, 3)
    assert (corrected[0] == 0).all()
    assert (corrected[1] < 0).all()


def steps(x, positions, width):
    return G0 * sum(1 / (1 + np.exp(-(x - p) / width)) for p in positions)


def test_noise_level_ignores_steps_and_spikes():
    rng = np.random.default_rng(0)
    x = np.linspace(0, 5, 4000)
    noisy = steps(x, [1, 2, 3, 4], 0.03) + rng.normal(0, 0.02 * G0, x.size)
    noisy[::100] += G0
    assert noise_level(noisy) == pytest.approx(0.02 * G0, rel=0.1)


@pytest.mark.parametrize(("samples", "noise"), [(100, 0.0), (300, 0.01), (1000, 0.03), (5000, 0.1)])
@pytest.mark.parametrize("direction", [1, -1])
def test_plateaus_of_a_noisy_staircase(samples, noise, direction):
    rng = np.random.default_rng(samples)
    x = np.linspace(0.4, 4.6, samples)[::direction]
    found = lab.find_plateaus(x, steps(x, [1, 2, 3, 4], 0.05) + rng.normal(0, noise * G0, samples))
    # The stretch below the first step is a closed contact, the one above the last is cut off.
    assert len(found) == 4
    np.testing.assert_allclose(found.positions[:3], [1.5, 2.5, 3.5], atol=0.06)
    assert (np.abs(found.heights / G0 - [1, 2, 3, 4]) < 4 * found.uncertainties / G0 + 1e-3).all()
    assert ((found.widths[:3] > 0.4) & (found.widths[:3] < 0.8)).all()


@pytest.mark.parametrize(("samples", "noise"), [(1000, 0.02), (5000, 0.05)])
def test_noise_does_not_split_soft_plateaus(samples, noise):
    x = np.linspace(0.4, 4.6, samples)
    clean = steps(x, [1, 2, 3, 4], 0.09)
    for seed in range(8):
        noisy = clean + np.random.default_rng(seed).normal(0, noise * G0, samples)
        assert len(lab.find_plateaus(x, noisy)) == 4


def test_plateau_heights_scatter_as_they_say():
    x = np.linspace(0.4, 4.6, 400)
    clean = steps(x, [1, 2, 3, 4], 0.04)
    pulls = []
    for seed in range(100):
        noisy = clean + np.random.default_rng(seed).normal(0, 0.01 * G0, x.size)
        found = lab.find_plateaus(x, noisy)
        pulls.append((found.heights[:3] - G0 * np.arange(1, 4)) / found.uncertainties[:3])
    assert np.abs(np.mean(pulls)) < 0.3
    assert 0.75 < np.std(pulls) < 1.2


def test_no_plateaus_where_there_are_none():
    x = np.linspace(0, 1, 200)
    assert len(lab.find_plateaus(x, G0 * (1 + x))) == 0
    assert len(lab.find_plateaus(x, steps(x, np.arange(-3, 4) / 5, 0.2))) == 0
    assert len(lab.find_plateaus(x, np.zeros(200))) == 0


def test_a_trace_without_risers_is_one_plateau():
    x = np.linspace(0, 1, 200)
    assert lab.find_plateaus(x, np.full(200, G0)).heights.tolist() == pytest.approx([G0])
    noisy = G0 * (1 + np.random.default_rng(0).normal(0, 0.05, 200))
    found = lab.find_plateaus(x, noisy)
    assert len(found) == 1
    assert found.heights[0] == pytest.approx(G0, abs=4 * found.uncertainties[0])


TRUTH = {
    "hbar_omega_x": 1.0e-3,
    "hbar_omega_y": 3.0e-3,
    "v0": 0.5e-3,
    "series_resistance": 900.0,
    "temperature": 0.0,
}
GATE = np.linspace(0.0, 0.15, 120)
NOISE = 0.005 * G0


def made_up(seed, **changes):
    return lab.synthetic_staircase(
        GATE, lever_arm=0.1, noise=NOISE, rng=seed, **{**TRUTH, **changes}
    )


def fitted(trace, **options):
    return lab.fit_staircase(trace["gate"], trace["conductance"], lever_arm=0.1, **options)


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


def pull_table(count, *, known_noise=True, **options):
    rows, reduced = [], []
    truth = {**TRUTH, **options.pop("truth", {})}
    for seed in range(count):
        fit = fitted(made_up(seed, **truth), noise=NOISE if known_noise else None, **options)
        rows.append([(fit[name] - truth[name]) / fit.uncertainty(name) for name in fit.free])
        reduced.append(fit.chi_squared / fit.degrees_of_freedom)
    return np.array(rows), np.array(reduced)


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


def test_a_hopeless_start_is_reported():
    fit = fitted(made_up(0), temperature=0.0, start={"v0": 100.0})
    assert any("do not constrain" in note for note in fit.notes)
    assert fit.uncertainty("v0") == np.inf


def test_holes_and_shuffled_samples():
    trace = made_up(4)
    order = np.random.default_rng(0).permutation(GATE.size)
    plain = fitted(trace, temperature=0.0)
    holes = lab.fit_staircase(
        -trace["gate"][order], trace["conductance"][order], lever_arm=-0.1, temperature=0.0
    )
    for name in plain.free:
        assert holes[name] == pytest.approx(plain[name], rel=1e-5)


def test_a_fixed_series_resistance_stays_and_bias_shows():
    fit = fitted(made_up(5), temperature=0.0, series_resistance=0.0, noise=NOISE)
    assert fit["series_resistance"] == 0
    assert fit.uncertainty("series_resistance") == 0
    assert any("chi_squared" in note for note in fit.notes)
    good = fitted(made_up(5), temperature=0.0, noise=NOISE)
    assert good.notes == ()
    without = fitted(made_up(5, series_resistance=0.0), temperature=0.0, noise=NOISE)
    assert abs(without["series_resistance"]) < 4 * without.uncertainty("series_resistance")


@pytest.mark.parametrize("series", [0.0, 400.0, 5000.0])
@pytest.mark.parametrize("ratio", [1.5, 3.0, 8.0])
@pytest.mark.parametrize("offset", [-3e-3, 2e-3])
def test_automatic_start_finds_the_solution(series, ratio, offset):
    changes = {"hbar_omega_x": 3e-3 / ratio, "series_resistance": series, "v0": offset}
    fit = fitted(made_up(6, **changes), temperature=0.0, noise=NOISE)
    assert fit.chi_squared / fit.degrees_of_freedom < 1.5
    for name, true in changes.items():
        assert abs(fit[name] - true) < 5 * fit.uncertainty(name)


def gold_like(rng, samples=150):
    """One opening curve: plateaus near 2 and 1 G0, then tunneling."""
    cut = np.sort(rng.integers(20, samples - 20, 2))
    curve = np.concatenate(
        [
            np.full(cut[0], 2.0),
            np.full(cut[1] - cut[0], 1.0),
            0.1 * np.exp(-np.arange(samples - cut[1]) / 5),
        ]
    )
    return G0 * (curve + rng.normal(0, 0.03, samples))


def test_histogram_counts_every_sample():
    rng = np.random.default_rng(0)
    traces = [gold_like(rng, int(n)) for n in rng.integers(100, 200, 50)]
    histogram = lab.conductance_histogram(traces, bins=100, highest=2.5 * G0)
    everything = np.concatenate(traces)
    direct = [
        int(((everything >= a) & (everything < b)).sum())
        for a, b in zip(histogram.edges[:-1], histogram.edges[1:], strict=True)
    ]
    np.testing.assert_array_equal(histogram.counts, direct)
    assert histogram.counts.sum() + histogram.outside == everything.size
    assert histogram.traces == 50
    np.testing.assert_allclose(histogram.per_trace * 50, histogram.counts)
    peaks = histogram.peaks() / G0
    np.testing.assert_allclose(peaks[-2:], [1, 2], atol=0.02)


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


def test_flat_histogram_has_no_peaks():
    values = np.random.default_rng(1).uniform(0, 4 * G0, (1000, 100))
    histogram = lab.conductance_histogram(values, bins=100)
    # For independent samples the uncertainties are Poisson's, known here to √(3/2000) each.
    np.testing.assert_allclose(histogram.uncertainties, np.sqrt(histogram.counts), rtol=0.2)
    # The whole range is one plateau of the density, so at most one broad maximum is reported.
    assert len(histogram.peaks(significance=6)) <= 1


def test_histogram_uncertainties_are_the_scatter_between_repetitions():
    sets = [
        lab.conductance_histogram([gold_like(np.random.default_rng((k, n))) for n in range(40)])
        for k in range(30)
    ]
    scatter = np.std([h.counts for h in sets], axis=0, ddof=1)
    stated = np.mean([h.uncertainties for h in sets], axis=0)
    busy = np.mean([h.counts for h in sets], axis=0) > 50
    assert (scatter[busy] / stated[busy]).mean() == pytest.approx(1, abs=0.1)


def test_tunneling_is_flat_in_logarithmic_bins():
    curve = G0 * np.exp(-np.linspace(0, 12, 12_001))
    histogram = lab.conductance_histogram(
        [curve], bins=30, lowest=1e-5 * G0, highest=G0, logarithmic=True
    )
    assert np.ptp(histogram.counts) <= 2
    np.testing.assert_allclose(
        histogram.centers, np.sqrt(histogram.edges[1:] * histogram.edges[:-1]), rtol=1e-12
    )


BIAS = np.linspace(-1.2, 1.2, 97)


def test_molecular_fit_uncertainties_are_right():
    truth = {"level": 0.3, "gamma_left": 0.02, "gamma_right": 0.005, "asymmetry": 0.1}
    clean = molecular_current(BIAS, temperature=300.0, **truth)
    noise, pulls = 0.01 * clean.max(), []
    for seed in range(8):
        noisy = clean + np.random.default_rng(seed).normal(0, noise, BIAS.size)
        fit = lab.fit_molecular_iv(BIAS, noisy, temperature=300.0, noise=noise)
        pulls.append([(fit[name] - truth[name]) / fit.uncertainty(name) for name in truth])
        assert fit.notes == ()
    assert 32 - 24 < np.square(pulls).sum() < 32 + 40


@pytest.mark.parametrize(
    ("level", "gamma_left", "gamma_right", "asymmetry"),
    [(-0.3, 0.005, 0.02, 0.1), (0.3, 0.02, 0.005, -0.1)],
)
def test_molecular_fit_follows_its_convention(level, gamma_left, gamma_right, asymmetry):
    current = molecular_current(
        BIAS, level, gamma_left, gamma_right, asymmetry=asymmetry, temperature=77.0
    )
    fit = lab.fit_molecular_iv(BIAS, current, temperature=77.0)
    expected = {"level": 0.3, "gamma_left": 0.02, "gamma_right": 0.005, "asymmetry": -0.1}
    for name, true in expected.items():
        assert fit[name] == pytest.approx(true, rel=1e-5)


def test_equivalent_molecular_solutions_end_as_one():
    clean = molecular_current(BIAS, 0.3, 0.02, 0.005, asymmetry=0.1, temperature=77.0)
    noisy = clean + np.random.default_rng(0).normal(0, 0.01 * clean.max(), BIAS.size)
    plain = lab.fit_molecular_iv(BIAS, noisy, temperature=77.0)
    mirrored = {"level": -0.3, "gamma_left": 0.005, "gamma_right": 0.02, "asymmetry": -0.1}
    other = lab.fit_molecular_iv(BIAS, noisy, temperature=77.0, start=mirrored)
    for name in plain.free:
        assert other[name] == pytest.approx(plain[name], rel=1e-4)
    np.testing.assert_allclose(other.covariance, plain.covariance, rtol=2e-4)


def test_molecular_fit_says_what_it_cannot_know():
    bias = np.linspace(-0.2, 0.2, 60)
    far = molecular_current(bias, 2.0, 0.05, 0.02, temperature=300.0)
    noisy = far + np.random.default_rng(0).normal(0, 0.01 * far.max(), bias.size)
    fit = lab.fit_molecular_iv(bias, noisy, temperature=300.0)
    assert any("hardly constrained" in note for note in fit.notes)
    same = molecular_current(BIAS, 0.3, 0.05, 0.05, temperature=77.0)
    noisy = same + np.random.default_rng(0).normal(0, 0.01 * same.max(), BIAS.size)
    fit = lab.fit_molecular_iv(BIAS, noisy, temperature=77.0)
    assert any("equal within" in note for note in fit.notes)


ONE = np.linspace(0, 0.1, 50)
CALLS = [
    (lambda: lab.subtract_series_resistance(1e-4, -1), "series_resistance must be at least 0"),
    (lambda: lab.subtract_series_resistance(1e-4, 1e4), "series_resistance must be below"),
    (lambda: lab.subtract_series_resistance(np.nan, 1), "conductance must be finite"),
    (lambda: lab.find_plateaus(ONE, ONE[:9]), "conductance must be at least 20 samples"),
    (lambda: lab.find_plateaus(ONE[:30], ONE), "x must have the shape"),
    (lambda: lab.find_plateaus(np.sin(99 * ONE), ONE), "x must be strictly monotonic"),
    (lambda: lab.find_plateaus(ONE, ONE, flatness=0.5), "flatness must be below 0.5"),
    (lambda: lab.find_plateaus(ONE, ONE, minimum_height=np.nan), "minimum_height must be finite"),
    (lambda: made_up(0, hbar_omega_x=0), "hbar_omega_x must be above 0"),
    (lambda: made_up(0, hbar_omega_y=-1), "hbar_omega_y must be above 0"),
    (lambda: made_up(0, temperature=-1), "temperature must be at least 0"),
    (lambda: made_up(0, series_resistance=-1), "series_resistance must be at least 0"),
    (
        lambda: lab.synthetic_staircase(ONE, lever_arm=0, rng=0, hbar_omega_x=1, hbar_omega_y=1),
        "lever_arm must not be 0",
    ),
    (
        lambda: lab.synthetic_staircase(ONE, noise=-1, rng=0, hbar_omega_x=1, hbar_omega_y=1),
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
    (lambda: fitted(made_up(0), temperature=-1), "temperature must be at least 0"),
    (lambda: fitted(made_up(0), series_resistance=-1), "series_resistance must be at least 0"),
    (lambda: fitted(made_up(0), noise=0), "noise must be above 0"),
    (lambda: fitted(made_up(0), degeneracy=0), "degeneracy must be at least 1"),
    (lambda: fitted(made_up(0), start={"omega": 1}), "start names"),
    (lambda: fitted(made_up(0), temperature=0.0).exchanged, "temperature was held fixed"),
    (lambda: lab.fit_staircase(ONE, ONE[:5], lever_arm=1), "conductance must be at least 10"),
    (lambda: lab.fit_staircase(ONE[:20], ONE, lever_arm=1), "gate must have the shape"),
    (lambda: lab.fit_staircase(ONE, G0 * ONE, lever_arm=1), "conductance must show at least two"),
    (lambda: lab.fit_staircase(ONE, ONE, lever_arm=0), "lever_arm must not be 0"),
    (lambda: lab.conductance_histogram([]), "traces must hold at least one"),
    (lambda: lab.conductance_histogram([[[1.0]]]), r"traces\[0\] must be a line"),
    (lambda: lab.conductance_histogram([[1.0], [np.nan]]), r"traces\[1\] must be finite"),
    (lambda: lab.conductance_histogram([[1.0]], bins=0), "bins must be at least 1"),
    (lambda: lab.conductance_histogram([[1.0]], highest=0), "highest must be above"),
    (lambda: lab.conductance_histogram([[1.0]], logarithmic=True), "lowest must be above 0"),
    (
        lambda: lab.conductance_histogram([[1.0]]).peaks(significance=0),
        "significance must be above 0",
    ),
    (lambda: lab.fit_molecular_iv(BIAS, BIAS, temperature=-1), "temperature must be at least 0"),
    (lambda: lab.fit_molecular_iv(BIAS, BIAS[:3], temperature=1), "current must be at least 8"),
    (lambda: lab.fit_molecular_iv(BIAS[:9], BIAS, temperature=1), "bias must have the shape"),
    (lambda: lab.fit_molecular_iv(BIAS, 0 * BIAS, temperature=1), "bias and current must not"),
    (lambda: lab.fit_molecular_iv(BIAS, BIAS, temperature=1, noise=-1), "noise must be above 0"),
    (lambda: lab.fit_molecular_iv(BIAS, BIAS, temperature=1, start={"eta": 0}), "start names"),
]


@pytest.mark.parametrize(("call", "message"), CALLS)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_words_are_refused():
    with pytest.raises(TypeError, match="conductance"):
        lab.subtract_series_resistance("much", 1)
    with pytest.raises(KeyError, match="omega"):
        fitted(made_up(0), temperature=0.0).uncertainty("omega")
