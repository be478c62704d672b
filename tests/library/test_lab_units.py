"""Units of measured columns, against powers of ten and constants written out here."""

import numpy as np
import pytest
from scipy.constants import e, h

from landauer_lib import lab
from landauer_lib.lab.units import checked_conductance, convert, is_logarithm, parse_unit, same_kind

QUANTUM = 2 * e**2 / h


@pytest.mark.parametrize(
    ("source", "target", "factor"),
    [
        ("mV", "V", 1e-3),
        ("uV", "µV", 1.0),
        ("μV", "nV", 1e3),  # Greek mu, not the micro sign
        ("A", "pA", 1e12),
        ("meV", "µeV", 1e3),
        ("eV", "J", e),
        ("mK", "K", 1e-3),
        ("T", "mT", 1e3),
        ("kΩ", "Ohm", 1e3),
        ("G0", "S", QUANTUM),
        ("2e2/h", "µS", QUANTUM * 1e6),
        ("2e²/h", "e^2/h", 2.0),
        ("e²/h", "S", e**2 / h),
        ("1/Ohm", "S", 1.0),
        ("1/kOhm", "µS", 1e3),
        ("Ω⁻¹", "nS", 1e9),
        ("nA/mV", "µS", 1.0),
        ("%", "1", 1e-2),
        ("10^15 m^-2", "cm^-2", 1e11),
        ("A^2/Hz", "pA^2/Hz", 1e24),
        ("min", "s", 60.0),
    ],
)
def test_factors(source, target, factor):
    values = np.array([-2.0, 0.0, 0.3])
    np.testing.assert_allclose(convert(values, source, target), values * factor, rtol=1e-14)
    np.testing.assert_allclose(convert(values * factor, target, source), values, rtol=1e-14)


def test_reciprocals_and_logarithms():
    ohms = np.array([1e3, 12906.403729652257])
    np.testing.assert_allclose(convert(ohms, "Ω", "G0"), 1 / (ohms * QUANTUM), rtol=1e-14)
    np.testing.assert_allclose(convert(np.array([50.0]), "µS", "kOhm"), [20.0], rtol=1e-14)
    decades = np.array([-6.0, 0.0, 1.0])
    np.testing.assert_allclose(
        convert(decades, "log10(G/G0)", "nS"), QUANTUM * 1e9 * 10**decades, rtol=1e-13
    )
    back = convert(QUANTUM * 10**decades, "S", "log10(G/G0)")
    np.testing.assert_allclose(back, decades, atol=1e-14)


@pytest.mark.parametrize(
    ("values", "source", "target", "message"),
    [
        ([1.0], "V", "A", "G in V cannot be given in A"),
        ([1.0], "K", "eV", "measure different things"),
        ([1.0], "furlong", "m", "the unit 'furlong', which is not known"),
        ([1.0], "", "S", r"G has no unit; set it first: trace.with_units\(\{'G': 'S'\}\)"),
        ([0.0], "Ω", "S", "holds 0 Ω, which has no reciprocal"),
        ([-1.0], "S", "log10(G/G0)", "must be above 0 for log10"),
    ],
)
def test_what_does_not_convert_is_refused(values, source, target, message):
    with pytest.raises(ValueError, match=message):
        convert(np.array(values), source, target, name="G")


@pytest.mark.parametrize(
    "word", ["DC", "bwd", "filt", "gate", "X", "channel 2", "", "2", "e^2/hbar"]
)
def test_words_are_no_units(word):
    assert parse_unit(word) is None


def test_kinds():
    assert same_kind("log10(G/G0)", "S")
    assert not same_kind("Ω", "S")
    assert is_logarithm("log10(G/G0)")
    assert not is_logarithm("log(G/G0)")  # which logarithm is anyone's guess


def test_trace_converts_its_columns():
    trace = lab.Trace(
        {"gate": [-1.2], "log10(G/G0)": [-1.0], "R": [2e4]},
        {"gate": "V", "log10(G/G0)": "log10(G/G0)", "R": "Ω"},
        {"label": "synthetic"},
    )
    converted = trace.to("S").to("mV")
    assert list(converted.columns) == ["gate", "G", "R"]
    assert converted.units == {"gate": "mV", "G": "S", "R": "Ω"}
    np.testing.assert_allclose(converted["G"], [0.1 * QUANTUM], rtol=1e-13)
    np.testing.assert_allclose(trace.to("µS", "R")["R"], [50.0], rtol=1e-13)
    assert trace.in_units("gate", "mV").tolist() == [-1200.0]
    assert converted.label == "synthetic"
    with pytest.raises(ValueError, match="no column can be given in 'T'; the trace has gate in V"):
        trace.to("T")


def test_a_conductance_in_other_units_is_refused_in_words():
    with pytest.raises(ValueError, match=r"a conductance of 3 S is 38,719 G0; is the column in G0"):
        checked_conductance("conductance", np.array([0.1, -3.0, np.nan]))
    checked_conductance("conductance", np.array([300 * QUANTUM, np.nan]))
