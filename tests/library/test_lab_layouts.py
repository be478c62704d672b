"""Layouts of instruments and programs: each file is read right, or (next module) refused."""

import numpy as np
import pytest

from landauer_lib import lab

NAN = float("nan")
GATE, G = [-1.0, -0.9, -0.8], [1e-5, 2e-5, 3.5e-5]
ROWS = [("-1.0", "1e-5"), ("-0.9", "2e-5"), ("-0.8", "3.5e-5")]


def rows(separator, decimal="."):
    return "\n".join(separator.join(row) for row in ROWS).replace(".", decimal) + "\n"


# name of the case → text of the file, and name → (values, unit)
PLAIN = {"gate": (GATE, ""), "G": (G, "")}
UNITS = {"gate": (GATE, "V"), "G": (G, "S")}
CASES = {
    "comma": ("gate,G\n" + rows(","), PLAIN),
    "semicolon": ("gate;G\n" + rows(";"), PLAIN),
    "tab": ("gate\tG\n" + rows("\t"), PLAIN),
    "pipe": ("gate|G\n" + rows("|"), PLAIN),
    "blanks": ("gate G\n" + rows("   "), PLAIN),
    "indented columns": (
        "   gate     G\n" + "  -1.0  1e-5\n  -0.9  2e-5  \n  -0.8  3.5e-5\n",
        PLAIN,
    ),
    "comma and blank": ("gate, G\n" + rows(", "), PLAIN),
    "blanks around semicolons": ("gate ; G\n" + rows(" ; "), PLAIN),
    "tabs around blanks": ("gate\t G\n" + rows("\t "), PLAIN),
    "windows line ends": ("gate,G\r\n" + rows(",").replace("\n", "\r\n"), PLAIN),
    "old Mac line ends": ("gate,G\r" + rows(",").replace("\n", "\r"), PLAIN),
    "no last line end": ("gate,G\n" + rows(",").strip(), PLAIN),
    "blank lines at both ends": ("\n\ngate,G\n" + rows(",") + "\n\n\n", PLAIN),
    "blank line below the header": ("gate,G\n\n" + rows(","), PLAIN),
    "byte-order mark": ("\ufeffgate,G\n" + rows(","), PLAIN),
    "Excel's sep line": ("sep=;\ngate;G\n" + rows(";"), PLAIN),
    "quoted names": (
        '"gate, coarse","G"\n' + rows(","),
        {"gate, coarse": (GATE, ""), "G": (G, "")},
    ),
    "quoted numbers": (
        'gate,G\n"-1.0","1e-5"\n"-0.9","2e-5"\n',
        {"gate": (GATE[:2], ""), "G": (G[:2], "")},
    ),
    "quoted decimal commas": (
        '"gate","G"\n"-1,0","1,5"\n"-0,9","2,5"\n',
        {"gate": (GATE[:2], ""), "G": ([1.5, 2.5], "")},
    ),
    "empty first column": (
        "\t1.5\t2\n\t2\t3\n",
        {"column 2": ([1.5, 2], ""), "column 3": ([2, 3], "")},
    ),
    "a name that is a word for missing": (
        "% t;overload\n0;1.5\n1;2\n",
        {"t": ([0, 1], ""), "overload": ([1.5, 2], "")},
    ),
    "unit in brackets behind a slash": (
        "dI/dV/(e²/h)\tV/mV\n1\t2.5\n2\t3\n",
        {"dI/dV": ([1, 2], "e²/h"), "V": ([2.5, 3], "mV")},
    ),
    "decimal comma": ("gate;G\n" + rows(";", ","), PLAIN),
    "decimal comma, tab": ("gate\tG\n" + rows("\t", ","), PLAIN),
    "decimal comma, blanks": ("gate G\n" + rows("  ", ","), PLAIN),
    "decimal comma, whole numbers first": (
        "x;y\n0;1\n1;2\n2;2,5\n",
        {"x": ([0, 1, 2], ""), "y": ([1, 2, 2.5], "")},
    ),
    "unit in brackets": ("gate (V),G [S]\n" + rows(","), UNITS),
    "unit row": ("gate,G\nV,S\n" + rows(","), UNITS),
    "unit row in brackets": ("gate;G\n(V);(S)\n" + rows(";"), UNITS),
    "unit row with a gap": (
        "n,gate,G\n,V,2e²/h\n0,-1.0,0.5\n7,-0.9,1\n",
        {"n": ([0, 7], ""), "gate": (GATE[:2], "V"), "G": ([0.5, 1], "2e²/h")},
    ),
    "unit row 1/Ohm": (
        "T,G\nmK,1/Ohm\n50,1e-5\n60,2e-5\n",
        {"T": ([50, 60], "mK"), "G": (G[:2], "1/Ohm")},
    ),
    "unit row with a 1": (
        "gate,n\nV,1\n-1.0,5\n-0.9,6\n",
        {"gate": (GATE[:2], "V"), "n": ([5, 6], "1")},
    ),
    "name, unit and comment rows": ("gate\tG\nV\tS\nfine\tlock-in\n" + rows("\t"), UNITS),
    "unit behind a slash": ("gate / V;G / µS\n" + rows(";"), {"gate": (GATE, "V"), "G": (G, "µS")}),
    "unit behind a bare slash": (
        "V_g/mV,G/G0\n1,0.5\n2,1.5\n",
        {"V_g": ([1, 2], "mV"), "G": ([0.5, 1.5], "G0")},
    ),
    "unit behind in": (
        "gate in mV,G in e²/h\n1,0.5\n2,1.5\n",
        {"gate": ([1, 2], "mV"), "G": ([0.5, 1.5], "e²/h")},
    ),
    "a ratio is no unit": (
        "bias (mV),dI/dV (2e^2/h)\n1,0.5\n2,1.5\n",
        {"bias": ([1, 2], "mV"), "dI/dV": ([0.5, 1.5], "2e^2/h")},
    ),
    "percent": (
        "T (K),change (%)\n4,0.5\n5,1.5\n",
        {"T": ([4, 5], "K"), "change": ([0.5, 1.5], "%")},
    ),
    "units in cells": (
        "gate,G\n-1.0 V,38.7 µS\n-0.9 V,77.5 µS\n",
        {"gate": (GATE[:2], "V"), "G": ([38.7, 77.5], "µS")},
    ),
    "units in cells, no blank": (
        "gate;G\n-1,0V;38,7uS\n-0,9V;77,5uS\n",
        {"gate": (GATE[:2], "V"), "G": ([38.7, 77.5], "uS")},
    ),
    "log10": (
        "d (nm),log10(G/G0)\n0.1,-0.5\n0.2,-6\n",
        {"d": ([0.1, 0.2], "nm"), "log10(G/G0)": ([-0.5, -6], "log10(G/G0)")},
    ),
    "names begin with a digit": (
        "1f X (V),2f X (V)\n1,2\n3,4\n",
        {"1f X": ([1, 3], "V"), "2f X": ([2, 4], "V")},
    ),
    "name holds the separator": (
        "Gate (V, DC);G\n" + rows(";"),
        {"Gate": (GATE, "V"), "G": (G, "")},
    ),
    "name holds a semicolon": (
        '"G; raw",x\n1.5,2\n2.5,3\n',
        {"G; raw": ([1.5, 2.5], ""), "x": ([2, 3], "")},
    ),
    "duplicate names": (
        "gate,G,G\n1,2,3.5\n2,3,4.5\n",
        {"gate": ([1, 2], ""), "G": ([2, 3], ""), "G_2": ([3.5, 4.5], "")},
    ),
    "one name, two units": (
        "I (A),I (nA)\n1,2\n2,4.5\n",
        {"I (A)": ([1, 2], "A"), "I (nA)": ([2, 4.5], "nA")},
    ),
    "one column": ("G\n1\n2.5\n", {"G": ([1, 2.5], "")}),
    "one column without a name": ("1.5\n2.5\n", {"column 1": ([1.5, 2.5], "")}),
    "no header": (rows("\t"), {"column 1": (GATE, ""), "column 2": (G, "")}),
    "no header, comments": (
        "# sample A3: cooled twice\n" + rows(" "),
        {"column 1": (GATE, ""), "column 2": (G, "")},
    ),
    "index column": (
        ",gate,G\n0,-1.0,1e-5\n1,-0.9,2e-5\n",
        {"gate": (GATE[:2], ""), "G": (G[:2], "")},
    ),
    "index column, semicolons": (
        ";gate;G\n0;-1,0;1e-5\n1;-0,9;2e-5\n",
        {"gate": (GATE[:2], ""), "G": (G[:2], "")},
    ),
    "index that does not count": (
        ",G\n300,1e-5\n305,2e-5\n",
        {"index": ([300, 305], ""), "G": (G[:2], "")},
    ),
    "trailing separators": (
        "gate,G,\n-1.0,1e-5,\n-0.9,2e-5,\n",
        {"gate": (GATE[:2], ""), "G": (G[:2], "")},
    ),
    "trailing tab in data only": (
        "gate\tG\n-1.0\t1e-5\t\n-0.9\t2e-5\t\n",
        {"gate": (GATE[:2], ""), "G": (G[:2], "")},
    ),
    "trailing comma in header only": ("gate,G,\n" + rows(","), PLAIN),
    "NaN": ("gate,G\n-1.0,NaN\n-0.9,2e-5\n", {"gate": (GATE[:2], ""), "G": ([NAN, 2e-5], "")}),
    "empty cells": (
        "gate;G\n-1,0;\n;2e-5\n-0,8;3\n",
        {"gate": ([-1, NAN, -0.8], ""), "G": ([NAN, 2e-5, 3], "")},
    ),
    "words for missing": (
        "gate,G\n-1.0,OVLD\n-0.9,2e-5\n-0.8,#N/A\n",
        {"gate": (GATE, ""), "G": ([NAN, 2e-5, NAN], "")},
    ),
    "overflow of both signs": (
        "V,I (A)\n0,+9.91E+37\n1,-9.9E37\n2,1e-9\n3,9.900000E+37\n",
        {"V": ([0, 1, 2, 3], ""), "I": ([NAN, NAN, 1e-9, NAN], "A")},
    ),
    "infinity": (
        "V,R (Ohm)\n0,inf\n1,-Inf\n2,1e4\n",
        {"V": ([0, 1, 2], ""), "R": ([NAN, NAN, 1e4], "Ohm")},
    ),
    "D exponents": (
        "gate G\n-1.0D0 1.0D-05\n-9.0d-1 2D-5\n",
        {"gate": (GATE[:2], ""), "G": (G[:2], "")},
    ),
    "exponents with plus": (
        "gate,G\n-1.0E+0,+1.0E-05\n-9.0E-01,2.E-5\n",
        {"gate": (GATE[:2], ""), "G": (G[:2], "")},
    ),
    "points without a zero": (
        "gate,G\n-.5,.25\n-.4,1.\n",
        {"gate": ([-0.5, -0.4], ""), "G": ([0.25, 1], "")},
    ),
    "true minus signs": (
        "gate,G\n−1.0,1e−5\n−0.9,2e−5\n",
        {"gate": (GATE[:2], ""), "G": (G[:2], "")},
    ),
    "savetxt": ("# gate (V) G (S)\n" + rows(" "), UNITS),
    "savetxt, bare names": ("# gate G\n" + rows(" "), PLAIN),
    "savetxt, comma": ("# gate,G\n" + rows(","), PLAIN),
    "savetxt, other separator": ("# gate, G\n" + rows(" "), PLAIN),
    "header glued to the mark": ("#gate\tG\n" + rows("\t"), PLAIN),
    "names and units in comments": ("# T: 0.3 K\n# gate G\n# V S\n" + rows(" "), UNITS),
    "percent comments": ("% sample A\n% T = 1.3 K\ngate\tG\n" + rows("\t"), PLAIN),
    "exclamation marks": ("! sample A\ngate G\n" + rows(" "), PLAIN),
    "semicolon comments": ("; sample A\n; gate G\n" + rows(" "), PLAIN),
    "slashes": ("// sample A\ngate,G\n" + rows(","), PLAIN),
    "comment amid the data": (
        "gate,G\n-1.0,1e-5\n# range 2\n-0.9,2e-5\n-0.8,3.5e-5\n",
        PLAIN | {"sweep": ([0, 1, 1], "")},
    ),
    "qcodes": ('# gate\tG\n# "Gate 1 (V)"\t"Lock-in (S)"\n# 3\n' + rows("\t"), UNITS),
    "qcodes map": (
        '# a\tb\tG\n# "A (V)"\t"B (mV)"\t"G (S)"\n# 2\t2\n'
        "0\t1.5\t1\n0\t2\t2\n\n1\t1.5\t3\n1\t2\t4\n",
        {
            "a": ([0, 0, 1, 1], "V"),
            "b": ([1.5, 2, 1.5, 2], "mV"),
            "G": ([1, 2, 3, 4], "S"),
            "sweep": ([0, 0, 1, 1], ""),
        },
    ),
    "qtlab": (
        "# Filename: a.dat\n# Column 1:\n#\tname: gate\n#\ttype: coordinate\n"
        "# Column 2:\n#\tname: G\n\n" + rows("\t"),
        PLAIN,
    ),
    "blocks": (
        "gate G\n0 1.5\n1 2\n\n\n0 3\n1 4\n",
        {"gate": ([0, 1, 0, 1], ""), "G": ([1.5, 2, 3, 4], ""), "sweep": ([0, 0, 1, 1], "")},
    ),
    "blocks, one blank line": (
        "0.5 1\n1 2\n\n0.5 3\n1 4\n2 5\n",
        {
            "column 1": ([0.5, 1, 0.5, 1, 2], ""),
            "column 2": ([1, 2, 3, 4, 5], ""),
            "sweep": ([0, 0, 1, 1, 1], ""),
        },
    ),
    "blocks under one header again": (
        "x,y\n0,1\n1,2\nx,y\n0,3\n1,4\n",
        {"x": ([0, 1, 0, 1], ""), "y": ([1, 2, 3, 4], ""), "sweep": ([0, 0, 1, 1], "")},
    ),
    "double spacing": ("x,y\n\n0,1\n\n1,2\n\n2,3\n", {"x": ([0, 1, 2], ""), "y": ([1, 2, 3], "")}),
    "settings above": (
        "Instrument,2450\nPoints,3\nMode\nNPLC,1.0\n\nVg (V),Id (A),t (s)\n0,1e-9,0\n1,2e-9,0.5\n",
        {"Vg": ([0, 1], "V"), "Id": ([1e-9, 2e-9], "A"), "t": ([0, 0.5], "s")},
    ),
    "settings with units": (
        "Temperature,4.2,K\nField,0,T\nVg (V),Id (A)\n0,1e-9\n1,2e-9\n",
        {"Vg": ([0, 1], "V"), "Id": ([1e-9, 2e-9], "A")},
    ),
    "nanonis": (
        "Experiment\tspectroscopy\t\nX (m)\t-1E-9\t\nDate\t01.01.2030\t\n\n"
        "[DATA]\nBias (V)\tI (A)\tI (A) [filt]\n-0.2\t1E-12\tNaN\n-0.1\t2E-12\t3E-12\n",
        {"Bias": ([-0.2, -0.1], "V"), "I": ([1e-12, 2e-12], "A"), "I [filt]": ([NAN, 3e-12], "A")},
    ),
    "family": (
        "Vgate,Vds: 0.0,Vds: 1.0\n0,1,2\n1,2,3.5\n",
        {"Vgate": ([0, 1], ""), "Vds: 0.0": ([1, 2], ""), "Vds: 1.0": ([2, 3.5], "")},
    ),
    "family named by numbers": (
        "Vgate;0,5;1,5\n0;1;2\n1;2;3,5\n",
        {"Vgate": ([0, 1], ""), "0,5": ([1, 2], ""), "1,5": ([2, 3.5], "")},
    ),
    "matrix": (
        "1.5 2 3\n4 5 6\n",
        {"column 1": ([1.5, 4], ""), "column 2": ([2, 5], ""), "column 3": ([3, 6], "")},
    ),
    "footer": ("gate,G\n" + rows(",") + "\nend of sweep\n", PLAIN),
    "suffix units": (
        "Vg_mV,G_uS,B_T\n1,2,3\n2,3,4\n",
        {"Vg": ([1, 2], "mV"), "G": ([2, 3], "uS"), "B_T": ([3, 4], "")},
    ),
    "units in a comment below": ("gate,G\n#V,S\n" + rows(","), UNITS),
    "a logarithm of unknown base": (
        "d (nm),log(G/G0)\n0.1,-1\n0.2,-2\n",
        {"d": ([0.1, 0.2], "nm"), "log(G/G0)": ([-1, -2], "")},
    ),
    "names between blanks": (
        "gate voltage  G\n" + rows("  "),
        {"gate voltage": (GATE, ""), "G": (G, "")},
    ),
    "unknown bracket stays": (
        "gate (V),lock-in (channel 2)\n1,2.5\n2,3\n",
        {"gate": ([1, 2], "V"), "lock-in (channel 2)": ([2.5, 3], "")},
    ),
    "rows of NaN are no gaps": (
        "x,y\n0,1\nnan,nan\n1,2\n",
        {"x": ([0, NAN, 1], ""), "y": ([1, NAN, 2], "")},
    ),
}


def check(trace, expected):
    assert list(trace.columns) == list(expected)
    for name, (values, unit) in expected.items():
        np.testing.assert_array_equal(trace[name], values)
        assert trace.units[name] == unit


@pytest.mark.parametrize("case", CASES)
def test_layouts(tmp_path, case):
    text, expected = CASES[case]
    path = tmp_path / "trace.dat"
    path.write_text(text, encoding="utf-8", newline="")
    check(lab.load_trace(path), expected)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings(tmp_path, encoding):
    text = "Gate (V);Leitwert (µS)\r\n-1,0;38,7\r\n-0,9;77,5\r\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    trace = lab.load_trace(tmp_path / "a.csv")
    check(trace, {"Gate": ([-1, -0.9], "V"), "Leitwert": ([38.7, 77.5], "µS")})
    assert any("read as" in note for note in trace.notes) == (
        encoding in ("cp1252", "utf-16-le", "utf-16-be")
    )
    (tmp_path / "b.csv").write_bytes("R (Ω)\n1.5\n".encode("iso8859-7"))
    assert lab.load_trace(tmp_path / "b.csv", encoding="iso8859-7").units == {"R": "Ω"}


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        (["OK", "OVLD", "OK"], "OK"),
        (["20251106_124114", "20251106_124115", "20251106_124116"], "20251106_124114"),
        (["20251106124114", "20251106124115", "20251106124116"], "20251106124114"),
        (["2025-11-06T12:41:14", "2025-11-06T12:41:15", "2025-11-06T12:41:16.5"], "2025"),
        (["2025-11-06 12:41:14"] * 3, "2025-11-06 12:41:14"),
        (["TRUE", "FALSE", "TRUE"], "TRUE"),
        (["0x00", "0x01", "0x10"], "0x00"),
        (["1+2j", "1+3j", "0+1j"], "1+2j"),
    ],
)
def test_words_and_time_stamps_are_no_numbers(tmp_path, cells, word):
    path = tmp_path / "a.csv"
    body = "".join(f"{c},{a},{b}\n" for c, (a, b) in zip(cells, ROWS, strict=True))
    path.write_text("state,gate,G\n" + body)
    trace = lab.load_trace(path)
    check(trace, PLAIN)
    assert trace.text == {"state": tuple(cells)}
    assert any(f"such as '{word}" in note for note in trace.notes)
    with pytest.raises(KeyError, match="holds words"):
        trace["state"]


def test_time_stamps_become_seconds(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("t,G\n20251106_124114,1\n20251106_124115,2\n20251106_124214,3\n")
    assert lab.load_trace(path).seconds("t").tolist() == [0, 1, 60]
    path.write_text("t,G\n2025-11-06T12:41:14.25,1\n2025-11-07T12:41:15,2\n")
    assert lab.load_trace(path).seconds("t").tolist() == [0, 86400.75]
    path.write_text("t,G\nnoon,1\n")
    with pytest.raises(ValueError, match="does not hold ISO time stamps"):
        lab.load_trace(path).seconds("t")
