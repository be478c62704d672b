"""Widgets of the quantum of heat: what a curve shows is what the reading below it says."""

import re

import numpy as np
import pytest

from landauer_lib import heat, widgets
from landauer_lib.constants import K_B_EV, KAPPA0
from tests.library.helpers import approx


@pytest.mark.parametrize("section", [(150, 60, 6), (200, 60, 5), (60, 30, 8), (200, 30, 5)])
def test_beams_count_every_mode_up_to_the_end_of_the_axis(section):
    beam = widgets.suspended_beam()
    width, thickness, velocity = section
    view, (modes, plateau) = beam.view_at(
        width=width, thickness=thickness, velocity=velocity, beams=4
    )
    more = heat.suspended_beam_cutoffs(width * 1e-9, thickness * 1e-9, velocity * 1e3, 300)
    expected = 4 * heat.phonon_thermal_conductance(more, beam.points) / (KAPPA0 * beam.points)
    # What the widget leaves out is below 1.4e-4 for these sections.
    np.testing.assert_allclose(modes, expected, rtol=2e-4)
    assert np.all(plateau == 16)
    end = float(re.search(r"up to (\S+) K", view.reading).group(1))
    near = heat.phonon_thermal_conductance(more, end) / (KAPPA0 * end)
    assert near == approx(4.4, rel=0.02)


def test_heat_window_keeps_its_height_and_its_area_at_any_temperature():
    window = widgets.heat_window()
    for exclusion in window.controls[1].stops:
        heights = []
        for kelvin in window.controls[0].stops:
            _, curves = window.view_at(kelvin=kelvin, exclusion=exclusion)
            heights.append(curves[0].max())
            x = window.points * 1e-6 / (K_B_EV * kelvin)
            areas = np.trapezoid(curves, x, axis=1) / (np.pi**2 / 3)
            np.testing.assert_allclose(areas, 1, atol=0.01)
        assert np.ptp(heights) < 0.005


def test_resonance_curves_have_the_lorenz_ratio_as_that_of_their_areas():
    resonance = widgets.resonance_heat()
    x = resonance.points
    peak = (x**2 / 4 / np.cosh(x / 2) ** 2).max()
    for width in (1.0, 3.0, 10.0):
        for position in (0.0, 2.5, 6.0):
            view, (_, charge, carried) = resonance.view_at(width=width, position=position)
            areas = np.trapezoid([charge / 4, carried * peak], x, axis=1)
            ratio = float(view.reading.split("= ")[-1].rstrip("."))
            assert areas[1] / areas[0] * 3 / np.pi**2 == approx(ratio, rel=0.03)
