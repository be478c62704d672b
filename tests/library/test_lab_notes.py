"""What reading keeps beside the numbers: metadata, comments, and notes on what was decided."""

from landauer_lib import lab


def test_options_overrule_the_file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("gate (mV),G\n1,2\n3,4\n")
    trace = lab.load_trace(path, names=["V", "I"], units={"I": "nA"})
    assert trace.units == {"V": "mV", "I": "nA"}
    assert lab.load_trace(path, units=["V", "S"]).units == {"gate": "V", "G": "S"}
    assert list(lab.load_trace(path, columns=["G"]).columns) == ["G"]


def test_comments_and_settings_are_told_apart(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "# started at 12:30:05\n# see http://example.org/run\n# T: 1.3 K\n# R = 5 kOhm\n"
        "# file C:\\data\\a.csv\n# T: 4 K\n# cooled twice\ngate,G\n1,2\n3,4\n"
    )
    trace = lab.load_trace(path)
    assert trace.metadata == {"T": "1.3 K", "R": "5 kOhm"}
    assert trace.comments == (
        "started at 12:30:05",
        "see http://example.org/run",
        "file C:\\data\\a.csv",
        "T: 4 K",
        "cooled twice",
    )


def test_rows_commented_out_are_said(tmp_path):
    path = tmp_path / "a.dat"
    path.write_text("x y\n1 2\n2 3\n# 3 4\n")
    trace = lab.load_trace(path)
    assert "lines commented out that may be rows: 4" in trace.notes
    assert trace.comments == ("3 4",)


def test_what_was_decided_is_said(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("gate;I_nA\n0,5;9,9E37\n0,6;\n0,5;3\n0,4;2\n0,3;2\n0,2;1\n0,1;1\n0,0;1\n")
    notes = lab.load_trace(path, decimal=",").notes
    assert notes == (
        "separator ';', decimal mark ','",
        "'I_nA' is read as 'I' in nA",
        "I: 1 of 8 values missing, the first in line 3: ",
        "I: 1 of 8 values markers of overflow, now NaN, the first in line 2: 9,9E37",
        "gate turns back 1 times: split_sweeps gives the sweeps",
    )
