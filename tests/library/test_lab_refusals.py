"""Doubtful and broken files: refused with the line and the option that decides, and then read."""

import numpy as np
import pytest

from landauer_lib import lab

# name → text, message, options that read it, expected first rows (None: nothing can)
CASES = {
    "pairs with decimal commas": (
        "1,5\n2,7\n",
        r"line 1: '1,5' may be 2 whole numbers or 1 with decimal commas: separator=',' or",
        {"decimal": ","},
        [[1.5], [2.7]],
    ),
    "pairs that are columns": (
        "1,5\n2,7\n",
        "decimal=',' decides",
        {"separator": ","},
        [[1, 5], [2, 7]],
    ),
    "pairs under one name": (
        "G\n1,5\n2,7\n",
        r"line 2: '1,5' may be",
        {"decimal": ","},
        [[1.5], [2.7]],
    ),
    "four fields for two names": (
        "gate,G\n0,5,1,5\n0,6,2,5\n",
        "line 1: 2 names for 4 columns",
        {"names": list("abcd"), "skiprows": 1, "separator": ","},
        [[0, 5, 1, 5]],
    ),
    "thousands or decimals": (
        "x;y\n1,234;5,678\n2,345;6,789\n",
        "every comma may be a decimal mark or group thousands",
        {"decimal": ","},
        [[1.234, 5.678]],
    ),
    "thousands or decimals, the other": (
        "x;y\n1,234;5,678\n2,345;6,789\n",
        "thousands=',' decides",
        {"thousands": ","},
        [[1234, 5678]],
    ),
    "thousands": (
        "x;y\n1,234.5;5\n2,345.5;6\n",
        r"line 2: x must be a number, got '1,234.5': if ',' groups thousands, thousands=','",
        {"thousands": ","},
        [[1234.5, 5], [2345.5, 6]],
    ),
    "thousands, quoted": (
        'x,y\n"1,234.5",5\n"2,345.5",6\n',
        "line 2: x must be a number",
        {"thousands": ","},
        [[1234.5, 5], [2345.5, 6]],
    ),
    "thousands, German": (
        "x;y\n1.234,5;5,1\n2.345,5;6,1\n",
        "line 2: x must be a number",
        {"thousands": "."},
        [[1234.5, 5.1]],
    ),
    "thousands, blanks": (
        "x;y\n1 234;5\n2 345;6\n",
        "line 2: x must be a number",
        {"thousands": " "},
        [[1234, 5]],
    ),
    "thousands, apostrophe": (
        "x;y\n1'234.5;5\n2'345.5;6\n",
        "line 2: x must be a number",
        {"thousands": "'"},
        [[1234.5, 5]],
    ),
    "both decimal marks": (
        "x;y\n1.5;2.5\n1,5;3.5\n",
        r"line 2: .* may name the columns or be data",
        {"decimal": ".", "columns": ["y"]},
        [[2.5], [3.5]],
    ),
    "word among numbers": (
        "gate,G\n1,2\n3,four\n4,5\n",
        r"line 3: G must hold numbers .* got 'four'; na_values=\['four'\]",
        {"na_values": ["four"]},
        [[1, 2], [3, np.nan], [4, 5]],
    ),
    "word among numbers, left out": (
        "gate,G\n1,2\n3,four\n4,5\n",
        "skiprows=",
        {"skiprows": [3]},
        [[1, 2], [4, 5]],
    ),
    "number among words": (
        "state,G\nOK,2\nOK,3\n7,4\n",
        r"line 4: state must hold",
        {"columns": ["G"]},
        [[2], [3], [4]],
    ),
    "cut short": (
        "gate,G\n1,2\n3,2e-\n",
        r"line 3: G must hold .* got '2e-'",
        {"skiprows": [3]},
        [[1, 2]],
    ),
    "short row": (
        "gate,G\n1,2\n3\n4,5\n",
        r"line 3: 1 fields for 2 columns; skiprows=\[3\]",
        {"skiprows": [3]},
        [[1, 2], [4, 5]],
    ),
    "long row": (
        "gate,G\n1,2\n3,4,5\n4,5\n",
        r"line 3: 3 fields for 2 columns; skiprows=\[3\]",
        {"skiprows": [3]},
        [[1, 2], [4, 5]],
    ),
    "short last row": (
        "gate,G\n1,2\n2,3\n3",
        r"line 4: 1 fields for 2 columns",
        {"skiprows": [4]},
        [[1, 2], [2, 3]],
    ),
    "more names than columns": (
        "a,b,c\n1,2\n3,4\n",
        r"line 1: 3 names for 2 columns: names=\[...\]",
        {"names": ["a", "b"], "skiprows": 1, "separator": ","},
        [[1, 2]],
    ),
    "no name": (
        "gate,,G\n1,2,3\n4,5,6\n",
        r"column 2 has no name; names=",
        {"names": ["gate", "x", "G"]},
        [[1, 2, 3]],
    ),
    "two tables": (
        "gate,G\n1,2\n3,4\n\nbias,I\n5,6\n",
        r"line 5: a second table begins here \('bias,I'\); table=0 to 1",
        {"table": 1},
        [[5, 6]],
    ),
    "two tables, the first": (
        "gate,G\n1,2\n3,4\n\nbias,I\n5,6\n",
        "table=0 to 1",
        {"table": 0},
        [[1, 2], [3, 4]],
    ),
    "two tables of two widths": (
        "a,b\n1,2\n3,4\n\n5,6,7\n8,9,1\n",
        "line 5: a second table",
        {"table": 0},
        [[1, 2], [3, 4]],
    ),
    "interrupted": (
        "gate,G\n1,2\nrange changed\n3,4\n",
        r"line 3: a second table .*skiprows=\[3\] leaves it out",
        {"skiprows": [3]},
        [[1, 2], [3, 4]],
    ),
    "two lines of words": (
        "Operator,Smith\nVg,Id\n1,2\n3,4\n",
        r"lines 1 to 2: more than one line of words.*header=",
        {"header": 2},
        [[1, 2]],
    ),
    "setting or name": (
        "Vg,1.0\n0,5.5\n1,6.5\n",
        r"line 1: \['Vg', '1.0'\] may name the columns or be data: header=1 or skiprows=\[1\]",
        {"header": 1},
        [[0, 5.5]],
    ),
    "comment behind numbers": (
        "a b\n1 2 # jump\n3 4 # jump\n",
        "line 1",
        {"comment": "#"},
        [[1, 2], [3, 4]],
    ),
    "own comment mark": (
        "$ T = 4 K\na b\n1 2\n3 4\n",
        "line 2",
        {"comment": "$"},
        [[1, 2], [3, 4]],
    ),
    "two units in cells": (
        "V,I\n1,900 pA\n2,1.1 nA\n",
        r"line 3: I has cells in 'pA' and in 'nA'",
        {"columns": ["V"]},
        [[1], [2]],
    ),
    "unit in some cells": (
        "V,I\n1,900 pA\n2,1.1\n",
        r"line 2: .* may name the columns or be data",
        None,
        None,
    ),
    "two units for one column": (
        "V (V),I (A)\n1,900 pA\n2,110 pA\n",
        r"I is in A by its title and in pA by its cells",
        None,
        None,
    ),
    "unit in some cells, three": (
        "V,I,x\n1,900 pA,3\n2,1.1,4\n",
        r"line 2: .* may name",
        None,
        None,
    ),
    "joined cells": ("a b\n1,2;3,4 5\n2,2;3,4 6\n", "line", None, None),
    "thousands between blanks": (
        "f Z\n1,000.5 2\n2,000.5 3\n",
        "line 2: f must be a number",
        {"thousands": ","},
        [[1000.5, 2]],
    ),
    "JSON": ('{"gate": [1, 2, 3], "G": [1e-5, 2e-5]}\n', "line 1", None, None),
    "an accountant's minus": (
        "x,y\n1,(5)\n2,(6)\n",
        r"line 2: y must be a number or words, got '\(5\)'",
        {"columns": ["x"]},
        [[1], [2]],
    ),
    "prefixes without a unit": (
        "V;I\n1;2u\n2;3u\n",
        "line 2: I must be a number or words, got '2u'",
        {"columns": ["V"]},
        [[1], [2]],
    ),
    "exponent without a letter": (
        "x y\n1.0-05 2\n1.0-06 3\n",
        "line 2: x must be a number or words, got '1.0-05'",
        {"columns": ["y"]},
        [[2], [3]],
    ),
    "times ten to the": (
        "x,y\n1.5x10^-5,2\n2.5x10^-5,3\n",
        "line 2: x must be a number or words",
        {"columns": ["y"]},
        [[2], [3]],
    ),
    "underscores": (
        "x,y\n1_000,2\n2_000,3\n",
        "line 2: x must be a number or words",
        {"columns": ["y"]},
        [[2], [3]],
    ),
    "broken first number": (
        "1.2.3\n4.5\n5.5\n",
        r"line 1: \['1.2.3'\] may name the columns or be data",
        {"skiprows": 1},
        [[4.5], [5.5]],
    ),
    "missing first number": (
        "nan\n4.5\n5.5\n",
        r"line 1: \['nan'\] may name",
        {"skiprows": 1},
        [[4.5], [5.5]],
    ),
    "words in the first row": (
        "2.5;1e;-3.5\n1.5;2.5;3.5\n",
        r"line 1: .* may name the columns or be data",
        {"header": 1},
        [[1.5, 2.5, 3.5]],
    ),
    "broken last number": (
        "4.5\n5.5\n'5'\n",
        r"line 3: .* below the table may be a row: skiprows=\[3\]",
        {"skiprows": [3]},
        [[4.5], [5.5]],
    ),
    "an open quote": (
        'c0,c1\n",-4.5\n1,2\n',
        r"line 2: a quote opens and does not close",
        {"skiprows": [2]},
        [[1, 2]],
    ),
    "two numbers for a name": (
        "1;2\n4.5\n5.5\n",
        r"line 1: .*may name the columns or be data",
        {"skiprows": 1},
        [[4.5], [5.5]],
    ),
    "milli or meter": (
        "V;I\n1;2m\n2;3m\n",
        "line 2: I must be a number or words, got '2m'",
        {"columns": ["V"]},
        [[1], [2]],
    ),
    "names with blanks between blanks": (
        "Gate voltage Current\n1 2\n3 4\n",
        "line 1: 3 names for 2 columns",
        {"skiprows": 1},
        [[1, 2], [3, 4]],
    ),
    "a title that may be names": (
        "Sweep 12\n0.1\t1e-9\n0.2\t2e-9\n",
        r"line 1: .*may name the columns",
        {"skiprows": 1},
        [[0.1, 1e-9]],
    ),
    "nothing": ("", "the file is empty", None, None),
    "blank lines": ("\n\n \n", "the file is empty", None, None),
    "only comments": ("# a\n# b\n", "no header and no data", None, None),
    "only a header": ("gate,G\n", "a header but no data", None, None),
    "header and units": ("gate,G\nV,S\n", "a header but no data", None, None),
    "prose": (
        "Dear colleague,\nthe data follow.\nYours\n",
        "3 lines of text and no line of numbers",
        None,
        None,
    ),
    "only words in columns": ("a,b\nx,y\n", "a header but no data", None, None),
    "zero bytes": ("gate,G\n1,\x002\n", "zero bytes", None, None),
}


@pytest.mark.parametrize("case", CASES)
def test_doubt_is_refused_and_options_decide(tmp_path, case):
    text, message, options, expected = CASES[case]
    path = tmp_path / "trace.dat"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"trace\.dat.*" + message):
        lab.load_trace(path)
    if options is not None:
        trace = lab.load_trace(path, **options)
        table = np.column_stack(list(trace.columns.values()))
        np.testing.assert_array_equal(table[: len(expected)], expected)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x89HDF\r\n\x1a\n" + bytes(99), "HDF5"),
        (b"PK\x03\x04" + bytes(99), "zip archive"),
        (b"\x1f\x8b" + bytes(range(256)), "unpack"),
        (bytes(range(256)) * 20, "not a text file"),
        (np.arange(99.0).tobytes(), "not a text file"),
    ],
)
def test_binary_files_are_refused_by_kind(tmp_path, content, message):
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(ValueError, match=message):
        lab.load_trace(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"names": ["a"]}, "names must be 2"),
        ({"names": ["a", "a"]}, "names must differ"),
        ({"columns": ["b"]}, r"columns must be among gate, G, got \['b'\]"),
        ({"units": {"b": "V"}}, r"units must name columns \(gate, G\)"),
        ({"units": ["V"]}, r"units must be 2"),
        ({"table": 3}, "table must be 0 to 0, got 3"),
        ({"header": 9}, "line 9: header=9 must be a line with 2 names"),
        ({"encoding": "utf-16"}, "not a text file in utf-16"),
        ({"encoding": "klingon"}, "not a text file in klingon"),
        ({"separator": ", "}, "separator must be one character"),
        ({"decimal": ";"}, r"decimal must be one of \., ,"),
    ],
)
def test_options_are_checked(tmp_path, options, message):
    (tmp_path / "a.csv").write_text("gate,G\n1,2\n3,4\n")
    with pytest.raises(ValueError, match=message):
        lab.load_trace(tmp_path / "a.csv", **options)
    with pytest.raises(FileNotFoundError, match="absent"):
        lab.load_trace(tmp_path / "absent.csv")
