"""Linear response against closed forms, mpmath, sum rules and the laws of thermoelectricity."""

from math import log, pi

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.constants import G0, K_B_EV, KAPPA0, LORENZ
from landauer_lib.landauer import (
    conductance,
    current,
    figure_of_merit,
    heat_current,
    landauer_integrals,
    lorenz_ratio,
    seebeck,
    seebeck_mott,
    thermal_conductance,
)
from landauer_lib.reservoirs import Reservoir
from tests.library.helpers import approx, decades
from tests.library.helpers_landauer import resonance, saddle, step

pytestmark = pytest.mark.usefixtures("forty_digits")


def smeared_saddle(depth, ratio):
    """∫dx w(x)/(1 + exp(depth - x/ratio)), w the thermal window: trapezoidal sum in mpmath.

    The sum converges exponentially on this analytic bell, its error about exp(-2π² min(1, r)/h).
    """
    h = mp.mpf(1) / 2 * min(1, ratio)
    low, high = -45, 45 + (depth * min(ratio, 2) if depth > 0 else 0)
    nodes = (low + k * h for k in range(int((high - low) / h)))
    return float(
        h * mp.fsum(1 / (1 + mp.exp(depth - x / ratio)) / (2 + 2 * mp.cosh(x)) for x in nodes)
    )


def resonant_conductance(center, width, mu, temperature):
    """Breit-Wigner peak in thermal smearing: a trigamma function (exact)."""
    kt = mp.mpf(K_B_EV) * mp.mpf(temperature)
    z = mp.mpf(1) / 2 + (mp.mpf(width) / 2 + 1j * (mp.mpf(mu) - mp.mpf(center))) / (2 * mp.pi * kt)
    return float(mp.mpf(width) / (4 * mp.pi * kt) * mp.re(mp.psi(1, z)))


# --- conductance ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("temperature", "ratio"), [(1e-2, 0.1), (1.0, 0.9), (1.0, 1.0), (300.0, 3.0), (300.0, 100.0)]
)
def test_smooth_transmission_matches_mpmath(temperature, ratio):
    kt = K_B_EV * temperature
    scale, center = ratio * kt, 0.3
    found = conductance(saddle(center, scale), Reservoir(center - 2 * kt, temperature)) / G0

    exact = smeared_saddle(2 / mp.mpf(ratio), mp.mpf(ratio))
    # mu - center is not exactly -2 kT in floating-point numbers: allow for what that shifts.
    slack = 4e-16 / min(scale, kt)
    assert float(found) == approx(exact, rel=1e-12 + slack)


@pytest.mark.parametrize("temperature", [0.1, 4.2, 300.0])
@pytest.mark.parametrize("mu", [0.0, 0.37, -5.0])
@pytest.mark.parametrize("distance", [-9.0, 0.0, 1 / 3, 20.0, 80.0])
def test_a_step_gives_the_fermi_function_without_being_announced(temperature, mu, distance):
    kt = K_B_EV * temperature
    edge = mu + distance * kt
    found = conductance(step(edge), Reservoir(mu, temperature)) / G0
    exact = 1 / (1 + mp.exp((mp.mpf(edge) - mp.mpf(mu)) / mp.mpf(kt)))
    assert float(found) == approx(float(exact), rel=1e-8)


@pytest.mark.parametrize("narrowness", [1.0, 1e-3, 1e-6])
@pytest.mark.parametrize("center", [0.0, 0.0123, 1.0])
@pytest.mark.parametrize("distance", [0.7, -11.0])
@pytest.mark.parametrize("announced", [True, False])
def test_a_resonance_however_narrow(narrowness, center, distance, announced):
    temperature = 1.0
    kt = K_B_EV * temperature
    mu, width = center + distance * kt, narrowness * kt
    found = conductance(
        resonance(center, width),
        Reservoir(mu, temperature),
        breakpoints=[center] if announced else (),
    )
    exact = resonant_conductance(center, width, mu, temperature)
    assert float(found / G0) == approx(exact, rel=1e-10)


def test_a_weak_resonance_on_a_strong_background_needs_its_breakpoint_and_may_carry_it():
    kt = K_B_EV * 4.2
    peak = resonance(0.1, 1e-9 * kt)

    def transmission(energy):
        return 0.5 + 0.5 * peak(energy)

    transmission.breakpoints = [0.1]
    found = conductance(transmission, Reservoir(0.1, 4.2)) / G0 - 0.5
    exact = 0.5 * resonant_conductance(0.1, 1e-9 * kt, 0.1, 4.2)
    assert float(found) == approx(exact, rel=1e-6, abs=1e-14)
    assert exact > 1e-10


@pytest.mark.parametrize(
    ("depth", "ratio"), [(27.0, 0.5), (27.0, 1.0), (100.0, 0.99), (100.0, 1.3), (300.0, 1.0)]
)
def test_deep_tunneling_keeps_relative_accuracy(depth, ratio):
    """Where T(E) grows as fast as the window decays, all energies up to the barrier count."""
    temperature = 1.0
    kt = K_B_EV * temperature
    scale = ratio * kt
    mu = -depth * scale
    found = conductance(saddle(0.0, scale), Reservoir(mu, temperature)) / G0

    exact = smeared_saddle(mp.mpf(depth), mp.mpf(ratio))
    assert float(found) == approx(exact, rel=1e-10)


def test_zero_temperature_reads_the_transmission_at_mu():
    mu = np.linspace(-1, 1, 7)
    found = conductance(saddle(0.1, 0.2), Reservoir(mu, 0.0), degeneracy=4)
    assert found == approx(2 * G0 * saddle(0.1, 0.2)(mu), rel=1e-15)


def test_hot_and_cold_reservoirs_in_one_array():
    temperature = np.array([0.0, 1e-30, 1e-3, 1.0, 300.0])
    found = conductance(saddle(0.1, 0.2), Reservoir([[0.0], [0.4]], temperature)) / G0
    assert found.shape == (2, 5)
    assert found[:, 1] == approx(found[:, 0], rel=1e-15)
    one_by_one = [
        float(conductance(saddle(0.1, 0.2), Reservoir(mu, t)) / G0)
        for mu in (0.0, 0.4)
        for t in temperature
    ]
    assert found.ravel() == approx(one_by_one, rel=1e-13)


def test_many_reservoirs_far_apart_are_served_in_groups():
    mu = np.linspace(0, 1, 300)
    found = conductance(saddle(0.5, 0.05), Reservoir(mu, 0.5)) / G0
    kt = K_B_EV * 0.5
    t = saddle(0.5, 0.05)(mu)
    curvature = t * (1 - t) * (1 - 2 * t) / 0.05**2
    sommerfeld = t + pi**2 / 6 * kt**2 * curvature
    assert found == approx(sommerfeld, rel=1e-9)  # next term: (kT/0.05)⁴ ≈ 1e-12


@given(decades, decades, st.floats(-50, 50))
def test_conductance_stays_between_the_bounds_of_the_transmission(temperature, ratio, distance):
    kt = K_B_EV * temperature
    reservoir = Reservoir(distance * kt, temperature)
    transmission = saddle(0.0, ratio * kt)
    g = float(conductance(transmission, reservoir, breakpoints=[0.0]) / G0)
    lorenz = float(lorenz_ratio(transmission, reservoir, breakpoints=[0.0]))
    assert 0 <= g <= 1 + 1e-12
    assert lorenz > 0


# --- thermoelectricity ----------------------------------------------------------------------------


@pytest.mark.parametrize("temperature", [0.05, 300.0])
def test_a_sharp_step_has_textbook_thermopower(temperature):
    """At a step K_1/K_0 = kT·2 ln 2; on the n-th, S = (k_B/e) ln2/(n + 1/2)."""
    for n in range(3):

        def transmission(energy, n=n):
            return n + (energy >= 0) * 1.0

        s = float(seebeck(transmission, Reservoir(0.0, temperature)))
        assert s == approx(-K_B_EV * log(2) / (n + 0.5), rel=1e-8)
    assert K_B_EV * 2 * log(2) * 1e6 == approx(119.5, rel=1e-6, abs=0.05)


def test_thermopower_vanishes_between_steps_and_for_constants():
    kt = K_B_EV * 1.0

    def two_steps(energy):
        return (energy > -20 * kt) * 1.0 + (energy > 20 * kt)

    tails = 2 * (20 / (np.exp(20) + 1) + np.log1p(np.exp(-20)))  # K_1/kT, all that is left
    assert float(seebeck(two_steps, Reservoir(0.0, 1.0))) == approx(-K_B_EV * tails, rel=1e-6)
    assert seebeck(0.5, Reservoir(0.0, 1.0)) == 0.0
    assert seebeck(two_steps, Reservoir(0.0, 0.0)) == 0.0


def test_onsager_the_peltier_heat_is_temperature_times_thermopower():
    """Heat per charge at small bias equals T·S: two different code paths."""
    temperature = 5.0
    kt = K_B_EV * temperature
    transmission = saddle(kt, kt / 2)
    bias = 1e-5 * kt
    # symmetric bias about mu = 0: the heat into the drain is half the Joule heat plus Peltier's
    source, drain = Reservoir(bias / 2, temperature), Reservoir(-bias / 2, temperature)
    into = [float(heat_current(transmission, source, drain, at=at)) for at in ("drain", "source")]
    peltier = (into[0] - into[1]) / 2 / float(current(transmission, source, drain))
    s = float(seebeck(transmission, Reservoir(0.0, temperature)))
    assert peltier == approx(-temperature * s, rel=1e-8)


def test_mott_joins_the_exact_thermopower_at_low_temperature():
    kt = K_B_EV * 1.0
    for widths, most in ((20, 5e-3), (200, 5e-5)):
        peak = resonance(0.0, widths * kt)
        half_way = Reservoir(widths / 2 * kt, 1.0)
        ratio = float(seebeck_mott(peak, half_way) / seebeck(peak, half_way))
        assert 0 < ratio - 1 < most


def test_mott_differentiates_the_conductance():
    temperature, mu = 3.0, 2e-4
    kt = K_B_EV * temperature
    transmission, h = saddle(0.0, kt / 2), 1e-4 * kt
    g = [float(conductance(transmission, Reservoir(mu + d, temperature))) for d in (-h, h)]
    slope = (log(g[1]) - log(g[0])) / (2 * h)
    expected = -(pi**2) / 3 * K_B_EV * kt * slope
    found = float(seebeck_mott(transmission, Reservoir(mu, temperature)))
    assert found == approx(expected, rel=1e-7)


@pytest.mark.parametrize("temperature", [1e-3, 1.0, 300.0])
def test_wiedemann_franz_where_transmission_is_flat(temperature):
    reservoir = Reservoir(0.1, temperature)
    for transmission in (0.4, lambda energy: 0.4 + 0 * energy):
        kappa = float(thermal_conductance(transmission, reservoir))
        assert kappa == approx(0.4 * 2 * KAPPA0 * temperature, rel=1e-12)
        ratio = kappa / (float(conductance(transmission, reservoir)) * temperature * LORENZ)
        assert ratio == approx(1, rel=1e-12)
        assert float(lorenz_ratio(transmission, reservoir)) == approx(1, rel=1e-12)
    assert thermal_conductance(0.4, Reservoir(0.0, 0.0)) == 0.0
    assert lorenz_ratio(0.4, Reservoir(0.0, 0.0)) == 1.0


def test_lorenz_ratio_of_a_resonance_is_a_trigamma():
    """With Γ = kT, x²/(1 + 4x²) = (1 - 1/(1 + 4x²))/4 gives K_2 = (1 - K_0)/4 in units of kT."""
    kt = K_B_EV * 10
    k0 = resonant_conductance(0.0, kt, 0.0, 10.0)
    exact = (1 - k0) / 4 / k0 * 3 / pi**2
    assert exact == approx(0.172, rel=1e-6, abs=5e-4)
    found = lorenz_ratio(resonance(0.0, kt), Reservoir(0.0, 10.0))
    assert float(found) == approx(exact, rel=1e-10)


def test_all_integrals_of_a_step_are_polylogarithms():
    kt, a = K_B_EV * 10, mp.mpf(3)
    above = mp.log1p(mp.exp(-a))
    k0 = 1 / (mp.exp(a) + 1)
    k1 = a * k0 + above
    k2 = a**2 * k0 + 2 * a * above - 2 * mp.polylog(2, -mp.exp(-a))
    found = landauer_integrals(step(3 * kt), Reservoir(0.0, 10.0))
    expected = [float(k0), float(k1) * kt, float(k2) * kt**2]
    assert [float(k) for k in found] == approx(expected, rel=1e-8)
    exact = float((k2 / k0 - (k1 / k0) ** 2) * 3 / mp.pi**2)
    assert float(lorenz_ratio(step(3 * kt), Reservoir(0.0, 10.0))) == approx(exact, rel=1e-8)


def test_open_circuit_subtracts_what_the_thermopower_drives():
    """κ = κ(V=0) - G S² T, from heat currents that know nothing of K_n."""
    temperature = 8.0
    kt = K_B_EV * temperature
    transmission, delta = saddle(0.0, kt), 1e-4
    hot = Reservoir(0.0, temperature + delta / 2)
    cold = Reservoir(0.0, temperature - delta / 2)
    into_drain = float(heat_current(transmission, hot, cold, at="drain")) / delta
    reservoir = Reservoir(0.0, temperature)
    g = float(conductance(transmission, reservoir))
    s = float(seebeck(transmission, reservoir))
    found = float(thermal_conductance(transmission, reservoir))
    assert found == approx(into_drain - g * s**2 * temperature, rel=1e-8)


def test_figure_of_merit_is_made_of_the_four_coefficients():
    reservoir = Reservoir([0.0, 0.03, 0.1], 300.0)
    for function in (saddle(0.02, 0.01), resonance(0.08, 0.01)):
        s, g = seebeck(function, reservoir), conductance(function, reservoir)
        kappa = thermal_conductance(function, reservoir)
        expected = s**2 * g * 300.0 / kappa
        assert figure_of_merit(function, reservoir) == approx(expected, rel=1e-9)
    assert figure_of_merit(0.5, Reservoir(0.0, 10.0)) == 0
    # A step far above: ZT from x and its variance over an exponential tail, mean d + 1, variance 1.
    far = figure_of_merit(step(20 * K_B_EV * 300), Reservoir(0.0, 300.0))
    assert float(far) == approx(21.0**2, rel=1e-6)
