"""What a line keeps together, and where a display of formulas may be parted."""

import pytest

from website.landauer_site.equations import SHORT, pieces, seen_length
from website.landauer_site.typography import bound


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("at 0.6 K and 360 nm", "at 0.6~K and 360~nm"),
        ("3 m/s, 12 pW/K; 4 %", "3~m/s, 12~pW/K; 4~%"),
        ("5 Kelvin, 3 meters, 2 more", "5 Kelvin, 3 meters, 2 more"),
        ("chapter 5, exercise 2", "chapter~5, exercise~2"),
    ],
)
def test_numbers_keep_their_units(text, kept):
    assert bound(text) == kept.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("formula", "parts"),
    [
        (r"a = b", [r"a = b"]),
        (r"a = b,\qquad c = d", [r"a = b,", r"c = d"]),
        (r"a\quad\Longrightarrow\quad b", [r"a", r"\Longrightarrow\quad b"]),
        (r"\left(a\qquad b\right)", [r"\left(a\qquad b\right)"]),
        (r"\frac{a\qquad b}{2}", [r"\frac{a\qquad b}{2}"]),
        (r"\begin{aligned}a&\qquad b\end{aligned}", [r"\begin{aligned}a&\qquad b\end{aligned}"]),
        (r"\{a\qquad b", [r"\{a", "b"]),
    ],
)
def test_a_display_is_parted_only_where_nothing_encloses_it(formula, parts):
    assert pieces(formula) == parts


def test_short_formulas_are_known_by_what_they_show():
    assert seen_length(r"\hbar\omega_{\mathrm x} = 2") == 5
    assert seen_length(r"q\,(1+r)/(1-r^2)") <= SHORT
    assert seen_length(r"K_2-K_1^2/K_0\le\int E^2\,(-\partial f/\partial E)\,\mathrm dE") > SHORT


def test_no_punctuation_is_left_behind_a_formula(open_page):
    """On a narrow page each formula in a sentence ends on the line of its comma."""
    page = open_page("chapters/beyond/14_luttinger.html", width=375).page
    parted = page.evaluate(
        """() => [...document.querySelectorAll('p .math')].filter((math) => {
          const next = math.nextSibling;
          return next && next.nodeType === 3 && /^[.,;:!?)]/.test(next.data);
        }).length"""
    )
    assert parted == 0
