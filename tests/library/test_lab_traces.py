"""Traces: files written by hand, with every mistake named by its line, and saved ones read back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib import lab

# --- files ----------------------------------------------------------------------------------------


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
        (lambda: lab.subtract_series_resistance(np.nan, 1), "conductance must be finite"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_words_are_refused():
    with pytest.raises(TypeError, match="conductance"):
        lab.subtract_series_resistance("much", 1)
