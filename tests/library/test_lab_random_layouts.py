"""Random tables in random layouts: each is read right to the last bit, or refused; never wrong."""

import random

import numpy as np

from landauer_lib import lab

FORMATS = ["{!r}", "{:.6e}", "{:+.4E}", "{:.3f}", "{:g}"]
SEPARATORS = [",", ";", "\t", " ", "  ", ", ", " ; ", "|"]
ENCODINGS = ["utf-8", "utf-16", "utf-8-sig", "cp1252"]


def a_number(rng):
    """Return a whole number, a short decimal, or anything between 1e-12 and 1e6."""
    kind = rng.random()
    if kind < 0.2:
        return float(rng.randint(-50, 50))
    if kind < 0.6:
        return round(rng.uniform(-5, 5), rng.randint(1, 6))
    return rng.uniform(-1, 1) * 10 ** rng.randint(-12, 6)


def header(kind, separator, names):
    """Return the lines above a table, and the unit that they state."""
    line = separator.join(names)
    return {
        "none": ([], ""),
        "names": ([line], ""),
        "brackets": ([separator.join(f"{name} (mV)" for name in names)], "mV"),
        "row": ([line, separator.join(["µS"] * len(names))], "µS"),
        "below a comment": (["# T: 4 K", line], ""),
        "comment": (["# " + line], ""),
    }[kind]


def test_random_tables_are_read_right_or_refused(tmp_path):
    rng = random.Random(6)
    right = files = 0
    for _ in range(1500):
        count, width = rng.choice([1, 2, 3, 5, 20]), rng.choice([1, 2, 2, 3, 5])
        style, separator = rng.choice(FORMATS), rng.choice(SEPARATORS)
        decimal = rng.choice([".", ".", ","]) if "," not in separator else "."
        cells = [[style.format(a_number(rng)) for _ in range(width)] for _ in range(count)]
        rows = [separator.join(cell.replace(".", decimal) for cell in row) for row in cells]
        names = [f"c{n}" for n in range(width)]
        kind = rng.choice(["none", "names", "brackets", "row", "below a comment", "comment"])
        above, unit = header(kind, separator, names)
        end = rng.choice(["\n", "\r\n"])
        text = end.join([*above, *rows, ""])
        path = tmp_path / "table"
        path.write_bytes(text.encode(rng.choice(ENCODINGS)))
        files += 1
        try:
            trace = lab.load_trace(path)
        except ValueError:
            assert decimal == "," or separator.strip() == ",", text  # only commas are in doubt
            continue
        expected = np.array([[float(cell) for cell in row] for row in cells])
        np.testing.assert_array_equal(np.column_stack(list(trace.columns.values())), expected, text)
        if kind != "none":
            assert trace.units == dict.fromkeys(names, unit), text
        right += 1
    assert right > 0.93 * files
