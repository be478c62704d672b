"""Files as instruments write them: names, units, and every number as numpy.genfromtxt reads it."""

from pathlib import Path

import numpy as np
import pytest

from landauer_lib import lab

FOLDER = Path(__file__).parent / "lab_files"
BARE = {"gate": "", "G": ""}
NUMBERED = [f"column {n + 1}" for n in range(12)]
# file → name and unit of each column, and how genfromtxt must be told to read it
FILES = {
    "c17_qcodes_gnuplot.dat": ({"gates_ch1_set": "V", "lockin_X": "V"}, {}),
    "c18_headerless_tab.dat": (dict.fromkeys(NUMBERED[:2], ""), {}),
    "c19_excel_de_latin1.csv": (
        {"Gatespannung": "V", "Leitwert": "µS"},
        {"delimiter": ";", "skip_header": 1, "encoding": "latin-1", "decimal": ","},
    ),
    "c20_utf16_tab.txt": ({"Gate": "V", "Current": "nA"}, {"skip_header": 1, "encoding": "utf-16"}),
    "c21_savetxt_header.txt": ({"gate": "V", "conductance": "S"}, {}),
    "c22_gnuplot_blocks.dat": ({"gate": "", "current": "", "sweep": ""}, {"skip_header": 1}),
    "c28b_semicolon_with_comma_name.csv": (
        {"Gate": "V", "Current": "A"},
        {"delimiter": ";", "skip_header": 1},
    ),
    "c29_whitespace.dat": ({"gate": "", "conductance": ""}, {"skip_header": 1}),
    "c31_percent.dat": ({"gate": "", "current": ""}, {"skip_header": 3}),
    "c33_name_begins_with_digit.csv": (
        {"Vg": "V", "1f X": "V", "2f X": "V"},
        {"delimiter": ",", "skip_header": 1},
    ),
    "c34_unit_row_2e2h.csv": (
        {"gate": "V", "conductance": "2e2/h"},
        {"delimiter": ",", "skip_header": 2},
    ),
    "c35_unit_inline_uS.csv": (
        {"Vg": "mV", "G": "uS", "I": "nA"},
        {"delimiter": ",", "skip_header": 1},
    ),
    "c37_comment_time.csv": (BARE, {"delimiter": ",", "skip_header": 3}),
    "c42_updown.csv": (BARE, {"delimiter": ",", "skip_header": 1}),
    "r01_scope_semicolon.dat": (
        {"Time": "s", "Voltage": "V"},
        {"delimiter": ";", "skip_header": 3},
    ),
    "r03_spyview_blocks.dat": (dict.fromkeys([*NUMBERED[:6], "sweep"], ""), {}),
    "r05_matrix.txt": (dict.fromkeys(NUMBERED, ""), {}),
    "r08_wide_family.csv": (
        {"Vgate": "", **{f"Vds: {n}.00": "" for n in range(6)}},
        {"delimiter": ",", "skip_header": 1},
    ),
    "r10_nanonis.dat": (
        {
            "Bias calc": "V",
            **dict.fromkeys(
                ["Input 3", "Input 3 [bwd]", "Input 3 [filt]", "Input 3 [bwd] [filt]"], "A"
            ),
        },
        {"delimiter": "\t", "skip_header": 13},
    ),
    "r11_bj_headerless.csv": (dict.fromkeys(NUMBERED[:4], ""), {"delimiter": ","}),
    "r13_bj_loghist.csv": (
        {"log10(G/G0)": "log10(G/G0)", "counts_per_trace": ""},
        {"delimiter": ",", "skip_header": 1},
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_files_are_read_without_options(name):
    units, how = FILES[name]
    trace = lab.load_trace(FOLDER / name)
    assert trace.units == units
    how = dict(how)
    text = (FOLDER / name).read_text(how.pop("encoding", "utf-8"))
    text = text.replace(how.pop("decimal", "."), ".")
    expected = np.genfromtxt(text.split("\n"), ndmin=2, **how)
    columns = [trace[column] for column in units if column != "sweep"]
    np.testing.assert_array_equal(np.column_stack(columns), expected)


def test_blocks_are_numbered():
    assert np.unique(lab.load_trace(FOLDER / "c22_gnuplot_blocks.dat")["sweep"]).tolist() == [
        0,
        1,
        2,
    ]
    sweeps = lab.split_sweeps(lab.load_trace(FOLDER / "r03_spyview_blocks.dat"))
    assert [len(sweep) for sweep in sweeps] == [6, 6]
    assert [sweep["column 2"][0] for sweep in sweeps] == [-5, -4.75]


def test_sweeps_up_and_down_are_parted():
    up, down = lab.split_sweeps(lab.load_trace(FOLDER / "c42_updown.csv"), "gate")
    assert (up.metadata["direction"], down.metadata["direction"]) == ("up", "down")
    np.testing.assert_array_equal(up["G"], down["G"][::-1])
    assert not lab.hysteresis(up, down, "gate", "G").seen


def test_markers_and_gaps_become_nan_with_a_count():
    overflow = lab.load_trace(FOLDER / "c23_keithley_overflow.csv")
    np.testing.assert_array_equal(overflow["Id"], [1e-9, np.nan, 3e-9])
    assert overflow.notes == (
        "Id: 1 of 3 values markers of overflow, now NaN, the first in line 3: 9.910000E+37",
    )
    gaps = lab.load_trace(FOLDER / "c23c_nan_cells.csv")
    np.testing.assert_array_equal(gaps["Id"], [1e-9, np.nan, np.nan])
    assert gaps.notes == ("Id: 2 of 3 values missing, the first in line 3: NaN",)


def test_stamps_indices_comments_and_settings():
    stamped = lab.load_trace(FOLDER / "c24b_timestamp_underscore.csv")
    assert stamped.text == {"stamp": ("20251106_124114", "20251106_124115")}
    assert stamped.units == {"Vg": "V", "Id": "A"}
    assert list(lab.load_trace(FOLDER / "c26_pandas_index.csv").columns) == ["gate", "G"]
    timed = lab.load_trace(FOLDER / "c37_comment_time.csv")
    assert timed.comments == ("started at 12:30:05", "see http://example.org/run")
    assert timed.metadata == {}
    assert lab.load_trace(FOLDER / "r10_nanonis.dat").metadata["Filter type"] == "Gaussian"


def test_two_tables_are_a_choice():
    path = FOLDER / "c46_two_tables.csv"
    with pytest.raises(ValueError, match=r"line 5: a second table begins here \('bias,I'\)"):
        lab.load_trace(path)
    assert list(lab.load_trace(path, table=0).columns) == ["gate", "G"]
    assert lab.load_trace(path, table=1)["I"].tolist() == [1e-9, 2e-9]
