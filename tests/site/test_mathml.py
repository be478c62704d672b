"""What the build mends in KaTeX's MathML, by what a browser is told."""

import re

import pytest

from website.landauer_site import equations
from website.landauer_site.fonts import italic


def set_as(formula, display=False):
    """Markup of a formula, without the outer element."""
    return re.sub(r"^<math[^>]*>|</math>$", "", equations.render(formula, display))


@pytest.mark.parametrize("formula", ["a=-b", "(-b)", r"\frac{-b}c", "a,-b", r"x\to\mp b", "-b"])
def test_a_sign_is_told_from_an_operation(formula):
    assert re.search('<mo form="prefix"[^>]*>[−∓]<', set_as(formula))


@pytest.mark.parametrize("formula", ["a-b", "a!-b", "(a)-b", "f'-b", r"t^\dagger-b", r"\dots-b"])
def test_an_operation_is_told_from_a_sign(formula):
    assert ">−<" in set_as(formula)
    assert not re.search('<mo form="prefix"[^>]*>−', set_as(formula))


def test_primes_are_one_character_that_is_not_raised_again():
    assert set_as("f''").count("″") == 1
    assert "<msup" not in set_as("f'")
    assert "mpadded" in set_as("f'_n")
    assert set_as("f'^2").count("′") == 1


def test_operators_in_scripts_have_no_space():
    assert '<mo lspace="0" rspace="0">=</mo>' in set_as(r"\sum_{n=1}")
    assert 'form="prefix" lspace="0" rspace="0">−' in set_as("e^{-x}")
    assert 'lspace="0" rspace="0">+' in set_as(r"\frac{a+b}2")
    assert 'lspace="0" rspace="0">+' not in set_as(r"\frac{a+b}2", display=True)


def test_names_of_functions_stand_apart():
    space = '<mspace width="0.1667em"></mspace>'
    assert f"<mi>T</mi>{space}<mi>ln</mi>{space}<mi>x</mi>" in set_as(r"T\ln x")
    assert f"<mi>ln</mi>{space}" not in set_as(r"\ln(x)")
    assert f"{space}<msup><mi>cosh</mi>" in set_as(r"T\cosh^2x")


def test_growing_brackets_stand_apart_from_letters():
    assert set_as(r"G\left(x\right)d").count("<mspace") == 2
    assert set_as(r"G(x)d").count("<mspace") == 0


def test_bars_are_fences():
    assert set_as(r"\left|x\right|").count('<mo form="p') == 2


@pytest.mark.parametrize(
    ("formula", "text"),
    [(r"\mathcal T", "𝒯"), (r"\mathcal B", "ℬ"), (r"\mathbf k", "𝐤"), (r"\mathbb 1", "𝟙")],
)
def test_alphabets_are_characters(formula, text):
    assert text in set_as(formula)
    assert "mathvariant" not in set_as(formula)


def test_upright_letters_are_one_text():
    assert "<mtext>eff</mtext>" in set_as(r"T_{\mathrm{eff}}")
    assert "<mtext>d</mtext>" in set_as(r"\mathrm dx")


def test_columns_are_told_by_a_class():
    assert 'class="ll-columns-r-l"' in set_as(
        r"\begin{aligned}a&=b\\c&=d\end{aligned}", display=True
    )


def test_a_long_formula_is_cut_before_its_relations():
    long = r"G(\mu)=G_0\sum_nT_n(\mu)\approx NG_0\le\left(a=b\right)"
    assert equations.render(long, True).count("<math") == 4
    assert equations.render("a=b", True).count("<math") == 1


@pytest.mark.parametrize("formula", [r"\notacommand", r"\begin{align}a\end{align}", "{"])
def test_what_cannot_be_set_is_refused(formula):
    with pytest.raises(ValueError, match=r"KaTeX|numbers itself|Undefined|Expected"):
        equations.render(formula, True)


@pytest.mark.parametrize(
    ("letter", "shown"), [("h", "ℎ"), ("ψ", "𝜓"), ("ϵ", "𝜖"), ("∂", "𝜕"), ("ħ", "ħ")]
)
def test_the_font_holds_the_letters_that_are_drawn(letter, shown):
    assert italic(letter) == shown
