"""The widget of the neck shows the lattice solver's waves and what passes of them."""

import gzip
import re

import numpy as np
import pytest

from landauer_lib import widgets
from landauer_lib.lattice import Strip, funnel_constriction, neck_thresholds
from landauer_lib.widgets.book.staircase import waves
from landauer_lib.widgets.explorer import STATIC_VARIABLE

FUNNEL, NECK = (0, 2), (2, 0)
MIDDLE, AXIS, END = 36, 14, 24  # column of x = 0, row of y = 0, columns in front of the neck


@pytest.fixture(scope="module")
def widget():
    return widgets.neck()


def device(shape):
    """The contact of the chapter between leads that reach to 3 W, and its first threshold."""
    length, funnel = shape
    inner = funnel_constriction(59, 23, 24 * length, 24 * funnel)
    lead = 72 - inner.length // 2
    walls = np.pad(inner.onsite[..., 0, 0].real, ((lead, lead), (0, 0)))
    return walls, neck_thresholds(inner)[0]


def density(widget, shape, energy, number):
    widget.set(shape=shape, energy=energy, channel=number)
    return np.array(widget.view["panels"]["wave"]["field"])


def maxima(profile):
    return np.count_nonzero((profile[1:-1] > profile[:-2]) & (profile[1:-1] >= profile[2:]))


@pytest.mark.parametrize("shape", [FUNNEL, NECK])
@pytest.mark.parametrize("energy", [0.95, 4.3, 6.44])
def test_it_shows_the_eigenchannels_of_the_whole_contact(widget, shape, energy):
    """By the recursive Green's function instead of the march, odd and even waves together."""
    walls, first = device(shape)
    whole = Strip(walls)
    passed, incoming, _ = whole.slices().scattering(energy * first - 4).eigenchannels
    states = whole.network().scattering_states(energy * first - 4, lead=0) @ incoming
    for number in range(1, min(3, passed.size) + 1):
        exact = np.abs(states[:, number - 1].reshape(walls.shape).T[1::2, ::2]) ** 2
        shown = density(widget, shape, energy, number)
        np.testing.assert_allclose(shown, exact / exact.max(), atol=1e-4)
        if passed[number - 1] > 1e-3:
            assert f" = {passed[number - 1]:.4f}." in widget.view["reading"]


@pytest.mark.parametrize("shape", [FUNNEL, NECK])
@pytest.mark.parametrize("energy", [0.8, 3.9, 9.4])
def test_an_odd_wave_does_not_know_the_middle_row(widget, shape, energy):
    """The second channel is the first one of the upper half behind a hard wall."""
    walls, first = device(shape)
    half = Strip(walls[:, 30:])
    _, incoming, _ = half.scattering(energy * first - 4).eigenchannels
    states = half.network().scattering_states(energy * first - 4, lead=0) @ incoming[:, :1]
    exact = np.abs(states.reshape(half.onsite.shape[:2]).T[1::2, ::2]) ** 2
    shown = density(widget, shape, energy, 2)
    np.testing.assert_allclose(shown[AXIS + 1 :], exact / exact.max(), atol=1e-6)
    np.testing.assert_allclose(shown[AXIS], 0, atol=1e-12)


def test_every_map_is_its_own_mirror_image(widget):
    for setting in widget.every_setting():
        field = np.array(widget.view_at(**setting)[0].panels["wave"].field)
        np.testing.assert_array_equal(field, field[::-1])
        assert field.max() in (0.0, 1.0)


def test_the_walls_stand_where_the_wave_ends(widget):
    for shape, narrow in ((FUNNEL, [0]), (NECK, np.arange(-12, 13))):
        widget.set(shape=shape)
        upper, lower = map(np.array, widget.view["panels"]["wave"]["curves"])
        np.testing.assert_array_equal(lower, -upper)
        assert upper.max() == 1.25
        assert np.flatnonzero(np.abs(upper - 0.5) < 1e-3).tolist() == [MIDDLE + i for i in narrow]
        outside = np.abs(np.asarray(widget.field.rows)[:, None]) >= upper - 1e-3
        assert density(widget, shape, 6.44, 1)[outside].max() < 1e-6


def test_a_channel_has_as_many_lobes_across_the_neck_as_its_number(widget):
    for shape in (FUNNEL, NECK):
        for number in (1, 2, 3):
            assert maxima(density(widget, shape, 9.4, number)[:, MIDDLE]) == number


@pytest.mark.parametrize(("energy", "beads"), [(1.15, 1), (1.7, 2), (2.7, 3)])
def test_the_abrupt_neck_holds_one_bead_more_at_each_resonance(widget, energy, beads):
    assert maxima(density(widget, NECK, energy, 1)[AXIS, END:-END]) == beads
    assert maxima(density(widget, FUNNEL, energy, 1)[AXIS, END:-END]) == 1


def test_nothing_stands_behind_a_closed_neck(widget):
    for shape in (FUNNEL, NECK):
        assert density(widget, shape, 2.1, 2)[:, -END:].max() < 1e-3
        assert density(widget, shape, 6.44, 1)[:, -END:].max() > 0.1


def test_in_front_of_a_closed_neck_all_of_the_wave_comes_back(widget):
    """At 0.8 E₁ only the second mode of the lead is odd: 1 + cos of twice its phase, all across."""
    _, first = device(NECK)
    bottom = 2 - 2 * np.cos(2 * np.pi / 60)
    k = np.arccos(1 - (0.8 * first - bottom) / 2)
    wave = density(widget, NECK, 0.8, 2).sum(axis=0)[: END - 3]
    x = 2 * np.arange(wave.size)
    basis = np.column_stack([np.ones(x.size), np.cos(2 * k * x), np.sin(2 * k * x)])
    (mean, *swing), *_ = np.linalg.lstsq(basis, wave)
    np.testing.assert_allclose(basis @ [mean, *swing], wave, atol=0.01 * mean)
    assert np.hypot(*swing) == pytest.approx(mean, rel=0.01)


def test_a_channel_that_does_not_exist_is_not_drawn(widget):
    """Below (3/2.5)² E₁ only two modes of the leads are open."""
    assert not density(widget, NECK, 1.3, 3).any()
    assert "hence 2 eigenchannels" in widget.view["reading"]
    assert density(widget, NECK, 1.7, 3).any()


def test_the_reading_says_what_a_mode_does(widget):
    def reading(*setting):
        density(widget, *setting)
        return widget.view["reading"]

    assert "mode 2 of the neck (threshold 3.98 E₁) is closed" in reading(FUNNEL, 3.9, 2)
    assert "Eigenchannel 2 passes in part: T₂ = 0.4298." in reading(FUNNEL, 3.9, 2)
    assert "Eigenchannel 2 turns back: T₂ = 6·10⁻⁶." in reading(FUNNEL, 2.1, 2)
    assert "Eigenchannel 3 turns back: T₃ below 10⁻¹⁰." in reading(NECK, 2.7, 3)
    assert "mode 2 of the neck (threshold 3.98 E₁) is open" in reading(NECK, 4.17, 2)


def test_the_table_stays_small(monkeypatch):
    monkeypatch.setenv(STATIC_VARIABLE, "1")
    page = widgets.neck()._page()
    payload = re.search(r'<script type="application/json">(.*?)</script>', page).group(1)
    assert len(gzip.compress(payload.encode(), 9)) < 50_000


@pytest.mark.parametrize("shape", [FUNNEL, NECK])
def test_the_curves_are_what_the_march_and_the_whole_contact_say(widget, shape):
    length, funnel = shape
    inner = funnel_constriction(59, 23, 24 * length, 24 * funnel)
    levels = neck_thresholds(inner)
    widget.set(shape=shape, energy=6.44, channel=3)
    total, third, sharp = map(np.array, widget.view["panels"]["passed"]["curves"])
    energies = waves.SWEEP * levels[0] - 4
    np.testing.assert_allclose(total, inner.transmission(energies), atol=1e-9)
    np.testing.assert_array_equal(sharp, [(e > levels - 4).sum() for e in energies])
    for i in (40, 95, 110):
        passed = inner.scattering(energies[i]).eigenvalues
        assert third[i] == pytest.approx(passed[2], abs=1e-9)


def test_the_dot_stands_at_what_passes(widget):
    view, _ = widget.view_at(shape=NECK, energy=4.3, channel=2.0)
    dot = view.panels["passed"].marks[1]
    assert [dot.x.item(), round(dot.y.item(), 2)] == [4.3, 0.56]
