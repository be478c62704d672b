"""Traces: saved ones read back bit for bit, long files, rows and columns, series resistance."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landauer_lib import lab

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
NUMBERS = st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=0, max_size=6)

# --- files ----------------------------------------------------------------------------------------


def same_bits(before, after):
    """Tell whether two columns are the same numbers bit for bit; any NaN is as good as another."""
    nan = np.isnan(before)
    return (nan == np.isnan(after)).all() and (
        before[~nan].view(np.int64) == after[~nan].view(np.int64)
    ).all()


@given(
    st.dictionaries(TEXT, TEXT, min_size=1, max_size=4),
    NUMBERS,
    st.dictionaries(TEXT, TEXT, max_size=3),
    st.lists(TEXT, max_size=3),
    st.lists(TEXT, min_size=6, max_size=6),
)
@settings(max_examples=300, deadline=None)
def test_saved_traces_read_back_unchanged(
    tmp_path_factory, units, values, metadata, comments, words
):
    path = tmp_path_factory.mktemp("lab") / "trace.csv"
    columns = {name: np.array(values) * (-1) ** n for n, name in enumerate(units)}
    text = {} if "state" in units else {"state": tuple(words[: len(values)])}
    before = lab.Trace(columns, units, metadata, tuple(comments), tuple(comments[:1]), text)
    lab.save_trace(before, path)
    after = lab.load_trace(path)
    assert list(after.columns) == list(before.columns)
    assert all(same_bits(before[name], after[name]) for name in units)
    for what in ("units", "metadata", "comments", "notes", "text"):
        assert getattr(after, what) == getattr(before, what)


@pytest.mark.parametrize(
    "unit", ["2e2/h", "1/Ohm", "#", "V, DC", '"', "(µS)", "log10(G/G0)", " ", "a\nb", "\\n", "nan"]
)
def test_odd_units_read_back_unchanged(tmp_path, unit):
    before = lab.Trace({"# x": [1.0, -0.0], "1e5": [5e-324, 9.91e37]}, {"# x": unit, "1e5": unit})
    lab.save_trace(before, tmp_path / "a.csv")
    after = lab.load_trace(tmp_path / "a.csv")
    assert after.units == before.units
    assert after["1e5"].tolist() == [5e-324, 9.91e37]
    assert np.signbit(after["# x"]).tolist() == [False, True]


def test_every_bit_of_random_numbers_survives(tmp_path):
    bits = np.random.default_rng(0).integers(0, 2**64, 50_000, dtype=np.uint64)
    values = bits.view(np.float64)
    values = values[np.isfinite(values)]
    lab.save_trace(lab.Trace({"x": values}), tmp_path / "a.csv")
    assert same_bits(values, lab.load_trace(tmp_path / "a.csv")["x"])
    (tmp_path / "b.csv").write_text(
        "x\n" + "\n".join(map(repr, values[abs(values) < 1e36].tolist()))
    )
    assert same_bits(values[abs(values) < 1e36], lab.load_trace(tmp_path / "b.csv")["x"])


def test_a_changed_saved_file_is_named(tmp_path):
    path = tmp_path / "a.csv"
    lab.save_trace(lab.Trace({"x": [1.0, 2.0]}), path)
    path.write_text(path.read_text().replace("2.0", "two"))
    with pytest.raises(ValueError, match="saved by save_trace and changed since"):
        lab.load_trace(path)


@pytest.mark.parametrize("odd", [None, 3, 700, 4999])
@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("3;4", "3;4"),
        ("word,4", "got 'word'"),
        ("4", "1 fields for 2"),
        ("1,2,3", "3 fields for 2"),
    ],
)
def test_long_files_agree_with_pandas_and_hide_nothing(tmp_path, odd, line, message):
    values = np.random.default_rng(1).normal(size=(5000, 2))
    rows = [f"{a!r},{b:.6e}" for a, b in values.tolist()]
    if odd is not None:
        rows[odd] = line
    path = tmp_path / "a.csv"
    path.write_text("gate (V),G (S)\n" + "\n".join(rows) + "\n\n")
    if odd is None:
        expected = pd.read_csv(path)
        trace = lab.load_trace(path)
        np.testing.assert_array_equal(trace["gate"], expected["gate (V)"])
        np.testing.assert_array_equal(trace["G"], expected["G (S)"])
    else:
        with pytest.raises(
            ValueError, match=rf"line {odd + 2}\b.*{message}|line {odd + 2}: {message}"
        ):
            lab.load_trace(path)


@pytest.mark.parametrize("between", ["", "\n", "# range 2\n", "# range 2\n\n"])
def test_long_files_in_blocks(tmp_path, between):
    lines = [f"{n}\t{n / 7!r}" for n in range(3000)]
    path = tmp_path / "a.dat"
    path.write_text("\n".join(lines[:1500]) + f"\n{between}" + "\n".join(lines[1500:]) + "\n")
    trace = lab.load_trace(path)
    np.testing.assert_array_equal(trace["column 2"], np.arange(3000) / 7)
    if between:
        np.testing.assert_array_equal(trace["sweep"], np.repeat([0, 1], 1500))
    else:
        assert "sweep" not in trace.columns


# --- the trace itself -----------------------------------------------------------------------------


def test_missing_columns_are_named():
    trace = lab.Trace({"gate": [0.0], "G": [1.0]})
    with pytest.raises(KeyError, match="no column 'bias'; the trace has gate, G"):
        trace["bias"]
    assert (len(trace), trace.label, trace.units) == (1, "measured", {"gate": "", "G": ""})


def test_rows_are_selected_and_completed():
    trace = lab.Trace({"x": [0, 1, 2], "y": [5, np.nan, 7]}, text={"state": ("a", "b", "c")})
    whole = trace.complete()
    assert whole["x"].tolist() == [0, 2]
    assert whole.text == {"state": ("a", "c")}
    assert whole.notes == ("1 of 3 rows with missing values left out",)
    assert trace.complete("x") is trace
    assert trace.select(slice(1, None))["x"].tolist() == [1, 2]
    assert trace.frame()["state"].tolist() == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: lab.Trace({}), ValueError, "at least one column"),
        (lambda: lab.Trace({"a": [1.0], "b": [1.0, 2.0]}), ValueError, "one length"),
        (lambda: lab.Trace({"a": [[1.0]]}), ValueError, "'a' must be a line of values"),
        (lambda: lab.Trace({"a": ["x"]}), TypeError, "'a' must hold real numbers"),
        (lambda: lab.Trace({"a": [1.0]}, {"b": "V"}), ValueError, "units must name columns"),
        (lambda: lab.Trace({"a": [1.0]}, {"a": 3}), TypeError, "units must map text to text"),
        (lambda: lab.Trace({"a": [1.0]}, text={"a": ("x",)}), ValueError, "must not repeat"),
    ],
)
def test_bad_traces_are_refused(call, error, message):
    with pytest.raises(error, match=message):
        call()


# --- series resistance ----------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: lab.subtract_series_resistance(1e-4, -1), "series_resistance must be at least 0"),
        (lambda: lab.subtract_series_resistance(1e-4, 1e4), "series_resistance must be below"),
        (lambda: lab.subtract_series_resistance(0.5, 1), "is the column in G0, or in µS"),
        (lambda: lab.subtract_series_resistance(np.nan, 1), "conductance must be finite"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_words_are_refused():
    with pytest.raises(TypeError, match="conductance"):
        lab.subtract_series_resistance("much", 1)
