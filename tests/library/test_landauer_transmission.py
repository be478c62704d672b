"""What may be given as a transmission, and what is refused, by every function that takes one."""

import numpy as np
import pytest

from landauer_lib.constants import G0
from landauer_lib.landauer import (
    IntegrationError,
    conductance,
    current,
    heat_current,
    landauer_integrals,
    lorenz_ratio,
    seebeck,
    seebeck_mott,
    thermal_conductance,
)
from landauer_lib.reservoirs import Reservoir
from tests.library.helpers import approx
from tests.library.helpers_landauer import step

ROOM = Reservoir(0.0, 300.0)
ZERO = Reservoir(0.0, 0.0)
ALL = [
    lambda t: conductance(t, ROOM),
    lambda t: conductance(t, ZERO),
    lambda t: current(t, Reservoir(0.1, 1.0), Reservoir(0.0, 1.0)),
    lambda t: current(t, Reservoir(0.1, 0.0), Reservoir(0.0, 0.0)),
    lambda t: heat_current(t, Reservoir(0.1, 1.0), Reservoir(0.0, 1.0)),
    lambda t: thermal_conductance(t, ROOM),
    lambda t: seebeck(t, ROOM),
    lambda t: seebeck_mott(t, ROOM),
    lambda t: lorenz_ratio(t, ROOM),
    lambda t: landauer_integrals(t, ROOM),
]


@pytest.mark.parametrize("temperature", [0.0, 4.2])
def test_constants_and_functions_agree(temperature):
    reservoir = Reservoir(np.linspace(-0.01, 0.01, 5), temperature)
    as_number = conductance(0.3, reservoir)
    as_function = conductance(lambda energy: 0.3, reservoir)
    assert as_number == approx(0.3 * G0, rel=1e-15)
    assert as_function == approx(0.3 * G0, rel=1e-13)
    assert conductance([0.1, 0.2], Reservoir(0.0, 1.0)) == approx([0.1 * G0, 0.2 * G0], rel=1e-6)


def test_closed_transmission_conducts_nothing():
    assert conductance(lambda energy: 0 * energy, Reservoir(0.0, 1.0)) == 0.0
    assert current(lambda energy: 0 * energy, Reservoir(0.1, 1.0), Reservoir(0.0, 2.0)) == 0.0


def test_what_does_not_converge_raises_instead_of_guessing():
    rng = np.random.default_rng(0)
    with pytest.raises(IntegrationError, match="converge"):
        conductance(lambda energy: rng.random(energy.shape), ROOM)
    with pytest.raises(IntegrationError, match="converge"):
        current(lambda energy: rng.random(energy.shape), Reservoir(0.1, 0.0), ZERO)


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize("function", ALL)
@pytest.mark.parametrize(
    "transmission",
    [
        -0.1,
        np.nan,
        np.inf,
        lambda energy: -0.5 + 0 * energy,
        lambda energy: np.nan * energy,
        lambda energy: np.full(energy.shape, np.inf),
        lambda energy: np.ones(3),
        lambda energy: np.ones((energy.size, 2)),
    ],
)
def test_bad_transmissions_are_refused(function, transmission):
    with pytest.raises(ValueError, match="transmission"):
        function(transmission)


def test_a_bad_value_is_reported_with_its_energy():
    with pytest.raises(ValueError, match=r"got -1.0 at E = [0-9.e-]+ eV"):
        conductance(lambda energy: np.where(energy > 0, -1.0, 1.0), Reservoir(1e-4, 1.0))


def test_round_off_below_zero_is_forgiven():
    assert conductance(lambda energy: -1e-17 + 0 * energy, ROOM) == 0.0


@pytest.mark.parametrize("function", ALL)
@pytest.mark.parametrize("transmission", ["open", 1j, lambda energy: energy + 1j])
def test_what_is_not_real_is_refused(function, transmission):
    with pytest.raises(TypeError, match="transmission"):
        function(transmission)


@pytest.mark.parametrize("degeneracy", [0, -2, np.nan, [1, 2]])
@pytest.mark.parametrize(
    "function",
    [
        lambda d: conductance(1.0, ROOM, degeneracy=d),
        lambda d: thermal_conductance(1.0, ROOM, degeneracy=d),
        lambda d: current(1.0, ROOM, ROOM, degeneracy=d),
        lambda d: heat_current(1.0, ROOM, ROOM, degeneracy=d),
    ],
)
def test_bad_degeneracy_is_refused(function, degeneracy):
    with pytest.raises(ValueError, match="degeneracy"):
        function(degeneracy)


def test_other_bad_arguments_are_refused_by_name():
    with pytest.raises(ValueError, match="at must be one of"):
        heat_current(1.0, ROOM, ROOM, at="middle")
    with pytest.raises(ValueError, match="breakpoints"):
        conductance(step(0.0), ROOM, breakpoints=[np.nan])
    with pytest.raises(TypeError, match="breakpoints"):
        current(step(0.0), ROOM, ZERO, breakpoints=["edge"])
    with pytest.raises(ValueError, match="source"):
        current(step(0.0), Reservoir([0, 1, 2], 1.0), Reservoir([0, 1], 1.0))
    for ratio in (seebeck, seebeck_mott, lorenz_ratio):
        with pytest.raises(ValueError, match="transmission must not vanish"):
            ratio(lambda energy: 0 * energy, ROOM)


def one_number(energy):
    return 1.0 if energy > 0.03 else 0.25


def looks_at_one(energy):
    return 1.0 if np.all(np.asarray(energy) > 0.03) else 0.25


@pytest.mark.parametrize("integral", ALL[:1] + ALL[2:])
@pytest.mark.parametrize("function", [one_number, looks_at_one, lambda e: float(e) ** 2])
def test_a_function_of_single_numbers_is_refused_in_words(integral, function):
    with pytest.raises(TypeError, match=r"one number at a time: wrap it in numpy\.vectorize"):
        integral(function)


def test_a_function_of_single_numbers_works_once_it_is_vectorized():
    vectorized = np.vectorize(one_number)
    shifted = Reservoir(0.03, 300.0)
    found = conductance(vectorized, shifted, breakpoints=[0.03])
    assert float(found) == approx(0.625 * G0, rel=1e-9)


def test_an_error_of_the_function_itself_comes_through():
    def broken(energy):
        raise ValueError("no lead here")

    with pytest.raises(ValueError, match="no lead here"):
        conductance(broken, ROOM)
