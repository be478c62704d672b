"""Problem set 6 against its chapter, and against what its students must not find out."""

import numpy as np
import pytest

from coursework import answers, problem_set
from coursework.problem_set import Variant
from landauer_lib import point_contact
from landauer_lib.constants import G0, K_B_EV

SOURCE = problem_set.read(problem_set.find_source("ps06_staircase"))


@pytest.fixture(scope="module")
def prepared():
    return answers.prepare(SOURCE)


@pytest.fixture(scope="module")
def truth():
    namespace = {}
    for cell in SOURCE.cells:
        if problem_set.grade_id(cell) in ("setup", "parameters"):
            source = cell.source.replace('"ps06_staircase.csv"', "__import__('io').StringIO()")
            exec(source, namespace)
    return namespace["truth"]


def test_melting_is_the_chapters(prepared):
    # Half of the mean slope midway between two risers, computed from the staircase itself.
    spacing, step = 2.5e-3, 1e-6
    kelvin = prepared[0].reference.melting_kelvin
    around = spacing + step * np.array([-1, 1])
    g = point_contact.staircase(around, hbar_omega_x=1e-7, hbar_omega_y=spacing, temperature=kelvin)
    assert (g[1] - g[0]) / G0 / (2 * step) * spacing == pytest.approx(0.5, abs=0.02)


def test_the_reference_staircase_is_the_librarys(prepared):
    mu = np.linspace(-2e-3, 12e-3, 29)
    for temperature in (0.0, 1.85, 12.0):
        library = point_contact.staircase(
            mu, hbar_omega_x=1e-3, hbar_omega_y=4e-3, temperature=temperature
        )
        mine = prepared[0].reference.contact_conductance(mu, 1e-3, 4e-3, temperature)
        assert np.abs(mine - library).max() < 1e-5 * G0
    one = prepared[0].reference.contact_conductance(1.6e-3, 1e-3, 4e-3, 1.85)[0] / G0
    assert one == pytest.approx(0.1531, abs=1e-4)


@pytest.mark.parametrize("share", [0.3, 1.0, 2.0])
def test_the_truth_behind_the_data_is_not_a_fit(prepared, truth, share):
    # Whoever learns the truth, and guesses uncertainties, still loses where only a fit knows.
    guessed = {name: (value, share * 0.02 * value) for name, value in truth.items()}
    variant = Variant("truth", "fit", frozenset(), f"fit = None\nreport = {guessed!r}")
    assert answers.losses(answers.marks(SOURCE, *prepared, variant)) >= {
        "fit-widths",
        "fit-resistance",
        "fit-uncertainties",
    }


def test_the_two_widths_are_told_apart_by_the_fridge(truth):
    assert truth["hbar_omega_x"] / (2 * np.pi) > K_B_EV * 2.0
