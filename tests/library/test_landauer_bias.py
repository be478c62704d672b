"""Current and heat at any bias against closed forms, mpmath and sum rules."""

from math import log, pi

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.constants import E_CHARGE, G0, H_PLANCK, K_B_EV
from landauer_lib.landauer import conductance, current, heat_current
from landauer_lib.reservoirs import Reservoir
from tests.library.helpers import approx, decades
from tests.library.helpers_landauer import resonance, saddle, step

pytestmark = pytest.mark.usefixtures("forty_digits")


def resonant_current(center, width, mu_l, mu_r, temperature):
    """∫T(f_L - f_R)dE of a Breit-Wigner peak in eV: a difference of digammas (exact)."""
    kt = mp.mpf(K_B_EV) * mp.mpf(temperature)

    def filled(mu):
        shift = (mp.mpf(width) / 2 + 1j * (mp.mpf(mu) - mp.mpf(center))) / (2 * mp.pi * kt)
        return mp.im(mp.digamma(mp.mpf(1) / 2 + shift))

    return float(mp.mpf(width) / 2 * (filled(mu_l) - filled(mu_r)))


def test_current_above_a_step_is_a_logarithm():
    temperature, edge = 2.0, 0.013
    kt = K_B_EV * temperature
    mu_l = edge + np.linspace(-15, 15, 31) * kt
    mu_r = edge - 3 * kt
    found = current(step(edge), Reservoir(mu_l, temperature), Reservoir(mu_r, temperature))
    exact = [
        float(
            mp.mpf(kt)
            * mp.log(
                (1 + mp.exp((mp.mpf(m) - mp.mpf(edge)) / mp.mpf(kt)))
                / (1 + mp.exp((mp.mpf(mu_r) - mp.mpf(edge)) / mp.mpf(kt)))
            )
        )
        for m in mu_l
    ]
    # at 12 it is -3 kT again: no current, up to the rounding of mu itself
    assert found / G0 == approx(exact, rel=1e-8, abs=1e-20)


@pytest.mark.parametrize("narrowness", [1e-1, 1e-3, 1e-6])
@pytest.mark.parametrize("center", [0.0, 0.5])
def test_current_voltage_through_a_resonance_matches_digammas(narrowness, center):
    temperature = 1.0
    kt = K_B_EV * temperature
    width = narrowness * kt
    mu_r = center - 3.3 * kt
    bias = np.concatenate([np.linspace(-12, 12, 40) * kt, [1e-9 * kt, 400 * kt]])
    mu_l = mu_r + bias
    found = current(
        resonance(center, width), Reservoir(mu_l, temperature), Reservoir(mu_r, temperature)
    )
    exact = [resonant_current(center, width, m, mu_r, temperature) for m in mu_l]
    assert found / G0 == approx(exact, rel=1e-9)


def test_zero_temperature_current_is_the_area_under_the_transmission():
    found = current(saddle(0.0, 0.1), Reservoir([0.2, -0.3, 1e-7], 0.0), Reservoir(0.0, 0.0))
    area = [0.1 * (np.logaddexp(0, v / 0.1) - log(2)) for v in (0.2, -0.3)]
    assert found[:2] / G0 == approx(area, rel=1e-12)
    assert found[2] / G0 == approx(0.5e-7 + 0.1 / 8 * 1e-12, rel=1e-10)
    sharp = current(step(0.05), Reservoir(0.2, 0.0), Reservoir(0.0, 0.0)) / G0
    assert float(sharp) == approx(0.15, rel=1e-9)


@pytest.mark.parametrize("temperatures", [(3.0, 3.0), (1.0, 30.0), (0.0, 10.0), (300.0, 0.1)])
@pytest.mark.parametrize("bias", [0.0, 1e-9, 1e-3, 0.7])
def test_an_open_channel_obeys_exact_sum_rules(temperatures, bias):
    """∫(f_L - f_R)dE is eV at any temperatures; the heats are (eV)²/2 ± π²k²(T_L² - T_R²)/6."""
    hot, cold = (K_B_EV * t for t in temperatures)
    source, drain = Reservoir(0.2 + bias, temperatures[0]), Reservoir(0.2, temperatures[1])
    ev = float(source.mu) - 0.2
    size = max(abs(ev), hot, cold)
    quantum = E_CHARGE**2 / H_PLANCK
    for transmission in (1.0, lambda energy: np.ones_like(energy)):
        through = float(current(transmission, source, drain, degeneracy=1)) / quantum
        assert through == approx(ev, rel=1e-10, abs=1e-12 * size)
        thermal = pi**2 / 6 * (hot**2 - cold**2)
        for at, sign in (("drain", 1), ("source", -1)):
            heat = float(heat_current(transmission, source, drain, at=at, degeneracy=1)) / quantum
            assert heat == approx(ev**2 / 2 + sign * thermal, rel=1e-10, abs=1e-11 * size**2)


@given(decades, decades, st.floats(-30, 30), st.floats(-5, 5))
def test_the_two_heats_add_up_to_the_electric_power(t_source, t_drain, bias, center):
    kt = K_B_EV * max(t_source, t_drain)
    source, drain = Reservoir(bias * kt, t_source), Reservoir(0.0, t_drain)
    transmission = saddle(center * kt, kt / 3)
    heats = [float(heat_current(transmission, source, drain, at=at)) for at in ("source", "drain")]
    power = bias * kt * float(current(transmission, source, drain))
    assert sum(heats) == approx(power, rel=1e-9, abs=1e-10 * max(map(abs, heats)))


def test_heat_lands_where_the_channel_lies():
    """A channel at the top of the window heats the drain, at its bottom the source."""
    source, drain = Reservoir(1e-3, 0.0), Reservoir(0.0, 0.0)
    narrow = resonance(0.875e-3, 1e-9)
    heats = [float(heat_current(narrow, source, drain, at=at)) for at in ("drain", "source")]
    assert heats[0] / sum(heats) == approx(7 / 8, rel=1e-4)  # tails of the resonance


def test_current_answers_bias_and_swapped_reservoirs_as_it_must():
    kt = K_B_EV * 4.2
    transmission = saddle(0.0, 2 * kt)
    left, right = Reservoir([1.5 * kt, 1e-7 * kt], 4.2), Reservoir(0.0, 4.2)
    forward, backward = current(transmission, left, right), current(transmission, right, left)
    assert backward == approx(-forward, rel=1e-13)
    linear = conductance(transmission, right) * 1e-7 * kt
    assert float(forward[1]) == approx(float(linear), rel=1e-6)  # G V + O(V²)
    assert current(transmission, right, right) == 0.0


def test_extreme_bias_fills_the_window_flat():
    """eV = 10⁵ kT: the window must be 1 throughout, the current eV less what T(E) keeps back."""
    found = current(lambda energy: 0.25 + 0 * energy, Reservoir(1.0, 0.1), Reservoir(0.0, 0.1))
    assert float(found) == approx(0.25 * G0, rel=1e-12)
