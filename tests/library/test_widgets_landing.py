"""The widget of the landing page: its staircase and its waves are the solver's."""

import numpy as np
import pytest

from landauer_lib.channels import hard_wall_threshold
from landauer_lib.constants import G0
from landauer_lib.lattice import funnel_constriction
from landauer_lib.point_contact import hard_wall_staircase
from landauer_lib.widgets.book import landing


@pytest.fixture(scope="module")
def widget():
    return landing.gates()


def shown(widget, width):
    view, _ = widget.view_at(width=width)
    return view, view.panels["device"], view.panels["stairs"]


def test_the_staircase_counts_half_wavelengths_away_from_the_steps(widget):
    """Walls 10 sites apart hold one half wave on the lattice; the library counts in nanometers."""
    stairs = np.asarray(shown(widget, 1.5)[2].curves["g"])
    nanometers = 1e-9 * np.asarray(widget.controls[0].stops)
    one = hard_wall_threshold(1, 1e-9, 1.0)
    sharp = hard_wall_staircase(nanometers, one, mass=1.0) / G0
    away = np.abs(nanometers * 1e9 % 1 - 0.55) < 0.26
    assert away.sum() > 15
    np.testing.assert_allclose(stairs[away], sharp[away], atol=0.05)


@pytest.mark.parametrize("width", [0.9, 1.5, 2.4, 3.0])
def test_the_dot_is_the_solvers_transmission_without_the_long_leads(widget, width):
    bare = funnel_constriction(59, round(10 * width) - 1, 6, 24)
    expected = bare.slices().scattering(landing.ENERGY).transmission
    _, _, stairs = shown(widget, width)
    dot = stairs.marks[0]
    assert dot.x == width
    assert dot.y == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize(("width", "strands"), [(1.5, 1), (2.6, 2), (3.6, 3)])
def test_the_map_has_as_many_strands_in_the_neck_as_modes_pass(widget, width, strands):
    _, device, _ = shown(widget, width)
    profile = np.asarray(device.field)[:, np.asarray(device.field).shape[1] // 2]
    inner = profile[1:-1]
    peaks = (inner > profile[:-2]) & (inner >= profile[2:]) & (inner > 0.1)
    assert np.count_nonzero(peaks) == strands


def test_nothing_is_behind_a_closed_gate(widget):
    view, device, _ = shown(widget, 0.5)
    field = np.asarray(device.field)
    assert field[:, -10:].max() < 1e-3 * field[:, :10].max()
    assert "closed" in view.reading


def test_the_handle_is_on_the_wall(widget):
    for width in (0.5, 2.0, 4.0):
        _, device, _ = shown(widget, width)
        upper = np.asarray(device.curves["upper"])
        assert upper.min() == pytest.approx(width / 2, abs=1e-3)
        assert widget.handles[0].place(width)[1] == pytest.approx(upper.min(), abs=1e-3)
