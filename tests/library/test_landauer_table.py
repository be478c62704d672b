"""Tabulated transmissions: as good as they say, few calls, and honest about what they miss."""

import numpy as np
import pytest

from landauer_lib.constants import G0, K_B_EV
from landauer_lib.landauer import (
    IntegrationError,
    conductance,
    current,
    heat_current,
    lorenz_ratio,
    seebeck,
    tabulated,
    thermal_conductance,
)
from landauer_lib.lattice import Strip
from landauer_lib.reservoirs import Reservoir
from tests.library.helpers import approx
from tests.library.helpers_landauer import resonance, saddle, step

EDGES = np.cumsum(0.1 + 0.01 * np.arange(8))


class Counted:
    """A transmission that counts how many energies it is asked for."""

    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, energy):
        self.calls += np.size(energy)
        return self.function(energy)


def staircase(energy):
    return sum(step(edge)(energy) for edge in EDGES)


def smooth(energy):
    return sum(saddle(center, 0.02)(energy) for center in (0.2, 0.5, 0.8, 1.1, 1.4))


def onsets(energy):
    """What opens as a square root, as thresholds in abrupt contacts do."""
    root = [np.sqrt(np.maximum(energy - edge, 0)) for edge in (0.3, 0.7, 1.1)]
    return sum(r / (r + 0.3) for r in root)


CURVES = {
    "steps": (staircase, EDGES),
    "saddle": (smooth, ()),
    "onsets": (onsets, (0.3, 0.7, 1.1)),
    "wide resonance": (resonance(1.037, 0.1), (1.037,)),
    "resonance": (resonance(0.777, 0.01), (0.777,)),
    "narrow resonance": (resonance(1.213, 1.5e-3), (1.213,)),
    "resonance on a background": (lambda e: smooth(e) + resonance(0.9, 5e-3)(e), (0.9,)),
}


@pytest.mark.parametrize("name", CURVES)
@pytest.mark.parametrize("tolerance", [1e-2, 1e-3])
def test_conductances_are_as_good_as_the_table_says(name, tolerance):
    function, breakpoints = CURVES[name]
    counted = Counted(function)
    table = tabulated(counted, 0.0, 2.0, tolerance=tolerance)
    assert table.error <= tolerance
    assert counted.calls == table.energies.size <= 700
    coldest = Reservoir(np.linspace(0.2, 1.8, 201), table.resolution / 4 / K_B_EV)
    exact = conductance(function, coldest, degeneracy=1, breakpoints=breakpoints)
    found = conductance(table, coldest, degeneracy=1)
    assert np.abs(found - exact).max() / (G0 / 2) <= table.error + 1e-8


def test_a_lattice_is_tabulated_in_a_few_hundred_calls():
    """A constriction with a soft potential: 5 steps in units of the hopping."""
    x, y = np.meshgrid(np.arange(40) - 19.5, np.arange(24) - 11.5, indexing="ij")
    strip = Strip(2.0 * np.exp(-((x / 8) ** 2)) * (y / 12) ** 2)
    counted = Counted(strip.transmission)
    table = tabulated(counted, -4.0, -2.4, resolution=0.01)
    assert counted.calls < 500
    energies = np.random.default_rng(3).uniform(-4.0, -2.4, 300)
    assert np.mean(np.abs(table(energies) - strip.transmission(energies))) < 2e-3
    assert table.error <= 1e-3


def test_every_integral_takes_a_table():
    table = tabulated(smooth, -1.0, 2.0, tolerance=1e-4)
    left, right = Reservoir(0.75, 100.0), Reservoir(0.7, 200.0)
    for quantity in (conductance, thermal_conductance, seebeck, lorenz_ratio):
        assert float(quantity(table, left)) == approx(float(quantity(smooth, left)), rel=3e-3)
    for quantity in (current, heat_current):
        assert float(quantity(table, left, right)) == approx(
            float(quantity(smooth, left, right)), rel=3e-3
        )
    assert float(conductance(table, Reservoir(0.95, 0.0))) == approx(
        float(conductance(smooth, Reservoir(0.95, 0.0))), rel=1e-3
    )


def test_outside_of_its_range_a_table_refuses():
    table = tabulated(smooth, 0.0, 2.0)
    with pytest.raises(ValueError, match="within the table, from 0 to 2 eV"):
        table(2.1)
    with pytest.raises(ValueError, match="20 k_BT"):
        conductance(table, Reservoir(0.05, 100.0))
    assert table([0.0, 2.0]).shape == (2,)


def test_an_unseen_resonance_is_within_what_the_table_calls_blind():
    """Whatever its place: a resonance wider than ``blind`` shows in the conductance."""
    for center in np.random.default_rng(5).uniform(0.5, 1.5, 30):
        empty = tabulated(lambda e: 0 * e, 0.0, 2.0)
        width = 1.5 * empty.blind
        table = tabulated(resonance(center, width), 0.0, 2.0)
        at = Reservoir(center, table.resolution / 4 / K_B_EV)
        exact = conductance(resonance(center, width), at, degeneracy=1, breakpoints=[center])
        found = conductance(table, at, degeneracy=1)
        assert abs(float(found - exact)) / (G0 / 2) <= table.error
    hidden = tabulated(lambda e: (np.abs(e - 0.777) < 1e-7) * 1.0, 0.0, 2.0)
    assert hidden.blind > 2e-7
    assert hidden.error == 0  # what it cannot see it names in ``blind`` instead


def test_a_named_resonance_is_found_however_narrow():
    function = resonance(0.777, 1e-7)
    table = tabulated(function, 0.0, 2.0, breakpoints=[0.777], resolution=1e-5, most=4000)
    at = Reservoir(0.777, 1e-5 / 4 / K_B_EV)
    exact = conductance(function, at, breakpoints=[0.777])
    assert float(conductance(table, at)) == approx(float(exact), rel=0.05)


def test_smaller_spacing_sees_narrower_things():
    coarse = tabulated(smooth, 0.0, 2.0)
    fine = tabulated(smooth, 0.0, 2.0, spacing=1e-3, most=10_000)
    assert np.diff(fine.energies).max() <= 1e-3
    assert fine.blind < coarse.blind / 5


def test_periodic_transmissions_do_not_keep_step_with_the_samples():
    for periods in (16, 32, 64, 128):
        with pytest.raises(IntegrationError, match="more than 400"):
            tabulated(lambda e, n=periods: np.sin(np.pi * n * e / 2) ** 2 / 2, 0.0, 2.0, most=400)


def test_what_needs_too_many_energies_is_refused_with_its_place():
    with pytest.raises(IntegrationError, match=r"near E = 0\.[67]\d*"):
        tabulated(lambda e: np.where(e > 0.7, np.sin(1 / (e - 0.7000001)) ** 2, 0.0), 0.0, 1.0)


def test_jumps_are_found_where_they_are():
    table = tabulated(staircase, 0.0, 2.0)
    inside = EDGES[EDGES < 2]
    assert table.jumps == approx(inside, rel=0, abs=1e-6)
    assert table(inside - 1e-5) == approx(np.arange(inside.size), abs=1e-12)
    assert table(inside + 1e-5) == approx(np.arange(inside.size) + 1.0, abs=1e-12)


def test_functions_of_single_numbers_are_called_one_by_one():
    table = tabulated(lambda e: 1.0 if e > 0.5 else 0.25, 0.0, 1.0)
    assert table([0.2, 0.9]) == approx([0.25, 1.0])
    assert "error" in repr(table)


def test_a_transmission_from_zero_stays_a_probability():
    table = tabulated(lambda e: np.maximum(e - 0.5, 0) ** 3, 0.0, 1.0)
    assert table(np.linspace(0, 1, 4001)).min() >= 0


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: tabulated(smooth, 1.0, 1.0), ValueError, "upper"),
        (lambda: tabulated(smooth, np.nan, 1.0), ValueError, "lower"),
        (lambda: tabulated(smooth, 0.0, 1.0, tolerance=0), ValueError, "tolerance"),
        (lambda: tabulated(smooth, 0.0, 1.0, resolution=2.0), ValueError, "resolution"),
        (lambda: tabulated(smooth, 0.0, 1.0, spacing=-1.0), ValueError, "spacing"),
        (lambda: tabulated(smooth, 0.0, 1.0, most=10), ValueError, "most"),
        (lambda: tabulated(0.5, 0.0, 1.0), TypeError, "transmission"),
        (lambda: tabulated(lambda e: -e, 0.0, 1.0), ValueError, "at least 0"),
        (lambda: tabulated(lambda e: e * 1j, 0.0, 1.0), TypeError, "real"),
    ],
)
def test_bad_values_are_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()
