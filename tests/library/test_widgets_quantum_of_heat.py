"""Widgets of the quantum of heat: what a curve shows is what the reading below it says."""

import re

import numpy as np
import pytest

from landauer_lib import heat, widgets
from landauer_lib.constants import K_B_EV, KAPPA0
from tests.library.helpers import approx

CARRIERS = ("others", "electrons", "phonons")


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
            view, _ = window.view_at(kelvin=kelvin, exclusion=exclusion)
            curves = [np.asarray(view.panels["weight"].curves[k]) for k in CARRIERS]
            heights.append(curves[0].max())
            x = window.points * 1e-6 / (K_B_EV * kelvin)
            areas = np.trapezoid(curves, x, axis=1) / (np.pi**2 / 3)
            np.testing.assert_allclose(areas, 1, atol=0.01)
        assert np.ptp(heights) < 0.005


def test_the_weight_is_the_slope_of_the_filling_beside_it():
    """x²(−dn/dx), by a difference quotient of what the left panel shows."""
    window = widgets.heat_window()
    view, _ = window.view_at(kelvin=0.12, exclusion=0.5)
    x = window.points * 1e-6 / (K_B_EV * 0.12)
    for carrier in ("others", "electrons"):
        filling, weight = (
            np.asarray(view.panels[p].curves[carrier]) for p in ("filling", "weight")
        )
        slope = -np.gradient(filling, x)
        here = np.abs(x) < 5
        np.testing.assert_allclose(weight[here], (x**2 * slope)[here], atol=0.02)


def test_resonance_curves_have_the_lorenz_ratio_as_the_spread_of_the_charge():
    """The heat at open terminals is the charge times its squared distance from the mean."""
    resonance = widgets.resonance_heat()
    x = resonance.points
    for width in (1.0, 3.0, 10.0):
        for position in (0.0, 2.5, 6.0):
            view, (_, charge, carried) = resonance.view_at(width=width, position=position)
            weight = charge / np.trapezoid(charge, x)
            mean = np.trapezoid(weight * x, x)
            variance = np.trapezoid(weight * (x - mean) ** 2, x)
            ratio = float(view.reading.split("= ")[-1].rstrip("."))
            assert variance * 3 / np.pi**2 == approx(ratio, rel=0.03)
            spread = charge * (x - mean) ** 2
            np.testing.assert_allclose(carried, spread / spread.max(), atol=0.01)
            assert charge.max() == carried.max() == 1


@pytest.mark.parametrize("branch", ["along", "up", "sideways", "turn"])
def test_no_slice_of_a_beam_is_deformed(branch):
    """Its two projections are those of one and the same rectangle, moved and turned."""
    beam = widgets.beam_branches()
    moved = False
    for phase in (0.0, 5.0, 12.0):
        view, _ = beam.view_at(branch=branch, phase=phase)
        size = {}
        for side in ("side", "above"):
            slices = view.panels[side].marks[2:]
            size[side] = np.array([np.hypot(np.ptp(s.x), np.ptp(s.y)) for s in slices])
            middles = np.array([[np.mean(s.x), np.mean(s.y)] for s in slices])
            moved = moved or np.ptp(np.diff(middles[:, 0])) > 0.01 or np.ptp(middles[:, 1]) > 0.1
        if branch == "turn":
            turned = size["side"] > 0.4 + 1e-9
            assert np.any(turned)
            # |cos| and |sin| of one angle: both projections lie on the same ellipse.
            cos = (size["above"] - 0.4 * size["side"]) / (1 - 0.4**2)
            sin = (size["side"] - 0.4 * size["above"]) / (1 - 0.4**2)
            np.testing.assert_allclose(cos**2 + sin**2, 1, atol=1e-9)
        else:
            np.testing.assert_allclose(size["side"], 0.4, atol=1e-9)
            np.testing.assert_allclose(size["above"], 1.0, atol=1e-9)
    assert moved == (branch != "turn")
