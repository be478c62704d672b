"""What the Checks of a chapter print, and that a claim that is off stops the chapter."""

import math

import pytest

from landauer_lib.claims import check


def test_a_claim_is_printed_with_its_number(capsys):
    check("two thirds (e)", 2 / 3, 0.667, 5e-4)
    assert capsys.readouterr().out == "two thirds (e): 0.666667, expected 0.667 within 0.0005\n"


def test_rounding_errors_and_negative_zero_are_not_printed(capsys):
    check("zero", -3e-16, 0, 1e-12)
    assert capsys.readouterr().out == "zero: 0, expected 0 within 1e-12\n"


@pytest.mark.parametrize("value", [1.0011, 0.9989])
def test_a_claim_that_is_off_stops_with_its_number(value, capsys):
    with pytest.raises(AssertionError, match=rf"the sum: {value}, expected 1 within 0\.001"):
        check("the sum", value, 1, 0.001)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("numbers", [(math.nan, 1, 1), (1, math.inf, 1), (1, 1, math.nan)])
def test_what_is_not_a_number_is_no_claim(numbers):
    with pytest.raises(ValueError, match="must be"):
        check("nothing", *numbers)


def test_a_negative_width_is_refused():
    with pytest.raises(ValueError, match="within"):
        check("nothing", 1, 1, -0.1)
