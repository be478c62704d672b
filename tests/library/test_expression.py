"""What an answer box reads: the front end's parser, run by node."""

import math
import random

import pytest

from landauer_lib.constants import E_CHARGE, G0, H_PLANCK, K_B, R0
from landauer_lib.widgets import units
from tests.library.helpers_node import evaluate


def read(cases):
    """Each text read with the unit asked for: its number, or what the reader is told."""
    texts = [list(case) for case in cases]
    call = "data.map(([text, unit]) => readQuantity(text, unit))"
    found = evaluate(["expression.js"], call, texts)
    return [one.get("value", one.get("says")) for one in found]


READ = [
    ("53 nm", "nm", 53),
    ("53nm", "nm", 53),
    ("0.053 µm", "nm", 53),  # U+00B5, and the Greek letter
    ("0.053 \u03bcm", "nm", 53),
    ("0.053 um", "nm", 53),
    ("608 Ω", "Ω", 608),
    ("608 \u2126", "Ω", 608),
    ("0.608 kΩ", "Ω", 608),
    ("0.608 kohm", "Ω", 608),
    ("70 %", "", 0.7),
    ("70%", "", 0.7),
    ("70", "%", 70),
    ("70 %", "%", 70),
    ("5.3·10^-8", "m", 5.3e-8),
    ("5.3·10⁻⁸ m", "nm", 53),
    ("5.3*10**-8", "m", 5.3e-8),
    ("2.2×10^0", "K", 2.2),
    ("2x10^3", "", 2000),
    ("1e-3", "", 1e-3),
    ("1E3", "", 1e3),
    ("−0.301", "", -0.301),
    ("–0.301", "", -0.301),
    ("1/3", "", 1 / 3),
    ("3½", "", 3.5),
    ("¾", "", 0.75),
    ("3+2√2", "", 3 + 2 * math.sqrt(2)),
    ("pi/2", "", math.pi / 2),
    ("sqrt(2)", "", math.sqrt(2)),
    ("(1-0.3)/2", "", 0.35),
    ("ln 2", "", math.log(2)),
    ("ln(2)^2", "", math.log(2) ** 2),
    ("ln 2/3", "", math.log(2) / 3),
    ("log10 50", "", math.log10(50)),
    ("exp(-1)", "", math.exp(-1)),
    ("e^-1", "", math.exp(-1)),
    ("-2^2", "", -4),
    ("2^3^2", "", 512),
    ("2(3+1)", "", 8),
    ("1/2π", "", 1 / (2 * math.pi)),
    ("1/2 π", "", math.pi / 2),
    ("1/2K", "K", 0.5),
    ("1/2 K", "K", 0.5),
    ("2\u2009000", "", 2000),
    ("12\u202f906 Ω", "kΩ", 12.906),
    ("1 608", "", 1608),
    ("0,608", "", 0.608),
    ("2,22", "", 2.22),
    ("1,608.5", "", 1608.5),
    ("1.608,5", "", 1608.5),
    ("1,000,000", "", 1e6),
    ("W = 53 nm", "nm", 53),
    ("≈ 53", "nm", 53),
    ("h/2e²", "Ω", R0),
    ("68.4 µS", "G_0", 68.4e-6 / G0),
    ("0.35·2e²/h", "G_0", 0.35),
    ("1/3 e", "e", 1 / 3),
    ("2 R_0/N", "R_0/N", 2),
    ("2", "R_0/N", 2),
    ("1 k_B", "eV/K", K_B / E_CHARGE),
    ("h/e/(100 µV)", "ps", 1e16 * H_PLANCK / E_CHARGE),
    ("3 km/s", "m/s", 3000),
    ("2 e²/h", "µS", 1e6 * G0),
]


def test_numbers_units_and_pencil_expressions_are_read():
    for (text, unit, number), got in zip(READ, read(case[:2] for case in READ), strict=True):
        assert got == pytest.approx(number, rel=1e-12), (text, unit)


REFUSED = [
    ("1,608", "Ω", "Say 1608 or 1.608: the comma in 1,608 can mean both."),
    ("-12,345", "", "Say 12345 or 12.345"),
    ("1,2,3", "", "1,2,3 is no number I can read"),
    ("5 K", "meV", "That is a temperature; what is asked is an energy, in meV."),
    ("5 mm/s", "s", "That is a velocity; what is asked is a time, in s."),
    ("3 nm", "", "That is a length; what is asked is a pure number."),
    ("70 %", "K", "That is a pure number; what is asked is a temperature, in K."),
    ("3 K", "R_0/N", "That is a temperature; what is asked is a number in R_0/N."),
    ("3 m^7", "m", "That unit does not fit; what is asked is a length, in m."),
    ("2.5 k", "K", "Units care about capitals: K, not k."),
    ("5 furlongs", "m", "I do not know “furlongs”. The number is asked in m."),
    ("5 constructor", "m", "I do not know “constructor”."),
    ("5 __proto__", "", "Type one number"),
    ("log 2", "", "Say ln for the natural logarithm, log10 for the decimal one."),
    ("ln(2 K)", "", "ln takes a pure number."),
    ("2^(1 K)", "", "An exponent is a pure number."),
    ("1 + 2 nm", "nm", "Quantities of different kinds cannot be added."),
    ("5.3·10-8", "m", "Write the power as 10^-8 or e-8."),
    ("√-2", "", "That is the root of a negative number."),
    ("(1-2)^0.5", "", "That is no finite number."),
    ("1/0", "", "That is no finite number."),
    ("10^400", "", "That is no finite number."),
    ("inf", "", "Type a finite number."),
    ("(1", "", "A bracket is not closed."),
    *[(text, "", "Type one number") for text in ("", " ", "1)", "1 2", "3 1/2", "*2", "2^", "1;2")],
    ("1" * 81, "", "Type one number"),
    ("alert(1)", "", "I do not know “alert”."),
]


def test_what_cannot_be_read_is_said():
    for (text, _, says), got in zip(REFUSED, read(case[:2] for case in REFUSED), strict=True):
        assert isinstance(got, str), (text, got)
        assert says in got, (text, got)


def test_arithmetic_agrees_with_python():
    """Random expressions, written for Python and read by the front end."""
    draw = random.Random(1)

    def expression(depth):
        if depth == 0 or draw.random() < 0.2:
            return f"{draw.uniform(0.1, 9):.3g}"
        left, right = expression(depth - 1), expression(depth - 1)
        forms = ["{}+{}", "({}-{})", "{}*({})", "({})/({})", "-{}+{}", "sqrt(({})**2+({})**2)"]
        return draw.choice(forms).format(left, right)

    texts = [expression(3) for _ in range(300)]
    texts = [text for text in texts if len(text) <= 80]
    assert len(texts) > 100
    for text, got in zip(texts, read((text, "") for text in texts), strict=True):
        assert got == pytest.approx(eval(text, {"sqrt": math.sqrt}), rel=1e-9), text


def test_garbage_never_throws():
    draw = random.Random(2)
    signs = "0123456789.,eE+-*/^()√π%  ½²⁻nmKΩk_µ=x'·"
    texts = ["".join(draw.choices(signs, k=draw.randrange(1, 14))) for _ in range(3000)]
    assert all(isinstance(got, float | int | str) for got in read((t, "nm") for t in texts))


def test_each_unit_with_its_prefix_reads_as_itself():
    names = [f"{prefix}{unit}" for unit in units.UNITS for prefix in ("", *units.PREFIXES)]
    whole = set(units.table()["whole"])
    # A unit that needs no prefix hides one that would read alike: "cd" is none, "h" is Planck's.
    cases = [(f"2 {name}", name) for name in names if name not in whole]
    assert read(cases) == pytest.approx([2.0] * len(cases), rel=1e-12)
