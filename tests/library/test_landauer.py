"""Landauer integrals against closed forms, mpmath, sum rules and the laws they must obey."""

from math import log, pi

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.constants import E_CHARGE, G0, H_PLANCK, K_B_EV, KAPPA0, LORENZ
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


def approx(expected, rel=1e-6, absolute=0.0):
    """Compare relatively: pytest's own default would forgive anything below 1e-12."""
    return pytest.approx(expected, rel=rel, abs=absolute)


decades = st.floats(-5, 5).map(lambda p: 10.0**p)


def step(edge):
    return lambda energy: (energy >= edge) * 1.0


def resonance(center, width):
    return lambda energy: (width / 2) ** 2 / ((energy - center) ** 2 + (width / 2) ** 2)


def saddle(center, scale):
    return lambda energy: np.exp(-np.logaddexp(0, -(energy - center) / scale))


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


def resonant_current(center, width, mu_l, mu_r, temperature):
    """∫T(f_L - f_R)dE of a Breit-Wigner peak in eV: a difference of digammas (exact)."""
    kt = mp.mpf(K_B_EV) * mp.mpf(temperature)

    def filled(mu):
        shift = (mp.mpf(width) / 2 + 1j * (mp.mpf(mu) - mp.mpf(center))) / (2 * mp.pi * kt)
        return mp.im(mp.digamma(mp.mpf(1) / 2 + shift))

    return float(mp.mpf(width) / 2 * (filled(mu_l) - filled(mu_r)))


@pytest.fixture(autouse=True)
def _digits():
    mp.mp.dps = 40


# --- conductance ---------------------------------------------------------------------------------


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
    assert float(found) == approx(exact, absolute=1e-14)
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


@pytest.mark.parametrize("temperature", [0.0, 4.2])
def test_constants_and_functions_agree(temperature):
    reservoir = Reservoir(np.linspace(-0.01, 0.01, 5), temperature)
    as_number = conductance(0.3, reservoir)
    as_function = conductance(lambda energy: 0.3, reservoir)
    assert as_number == approx(0.3 * G0, rel=1e-15)
    assert as_function == approx(0.3 * G0, rel=1e-13)
    assert conductance([0.1, 0.2], Reservoir(0.0, 1.0)) == approx([0.1 * G0, 0.2 * G0])


def test_closed_transmission_conducts_nothing():
    assert conductance(lambda energy: 0 * energy, Reservoir(0.0, 1.0)) == 0.0
    assert current(lambda energy: 0 * energy, Reservoir(0.1, 1.0), Reservoir(0.0, 2.0)) == 0.0


# --- current and heat ----------------------------------------------------------------------------


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
    assert found / G0 == approx(exact, rel=1e-8, absolute=1e-20)


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
        assert through == approx(ev, rel=1e-10, absolute=1e-12 * size)
        thermal = pi**2 / 6 * (hot**2 - cold**2)
        for at, sign in (("drain", 1), ("source", -1)):
            heat = float(heat_current(transmission, source, drain, at=at, degeneracy=1)) / quantum
            assert heat == approx(ev**2 / 2 + sign * thermal, rel=1e-10, absolute=1e-11 * size**2)


@given(decades, decades, st.floats(-30, 30), st.floats(-5, 5))
def test_the_two_heats_add_up_to_the_electric_power(t_source, t_drain, bias, center):
    kt = K_B_EV * max(t_source, t_drain)
    source, drain = Reservoir(bias * kt, t_source), Reservoir(0.0, t_drain)
    transmission = saddle(center * kt, kt / 3)
    heats = [float(heat_current(transmission, source, drain, at=at)) for at in ("source", "drain")]
    power = bias * kt * float(current(transmission, source, drain))
    assert sum(heats) == approx(power, rel=1e-9, absolute=1e-10 * max(map(abs, heats)))


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


# --- thermoelectricity ---------------------------------------------------------------------------


@pytest.mark.parametrize("temperature", [0.05, 300.0])
def test_a_sharp_step_has_textbook_thermopower(temperature):
    """At a step K_1/K_0 = kT·2 ln 2; on the n-th, S = (k_B/e) ln2/(n + 1/2)."""
    for n in range(3):

        def transmission(energy, n=n):
            return n + (energy >= 0) * 1.0

        s = float(seebeck(transmission, Reservoir(0.0, temperature)))
        assert s == approx(-K_B_EV * log(2) / (n + 0.5), rel=1e-8)
    assert K_B_EV * 2 * log(2) * 1e6 == approx(119.5, absolute=0.05)


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
    assert exact == approx(0.172, absolute=5e-4)
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


# --- bounds over many decades --------------------------------------------------------------------


@given(decades, decades, st.floats(-50, 50))
def test_conductance_stays_between_the_bounds_of_the_transmission(temperature, ratio, distance):
    kt = K_B_EV * temperature
    reservoir = Reservoir(distance * kt, temperature)
    transmission = saddle(0.0, ratio * kt)
    g = float(conductance(transmission, reservoir, breakpoints=[0.0]) / G0)
    lorenz = float(lorenz_ratio(transmission, reservoir, breakpoints=[0.0]))
    assert 0 <= g <= 1 + 1e-12
    assert lorenz > 0


# --- refusals ------------------------------------------------------------------------------------

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


def test_what_does_not_converge_raises_instead_of_guessing():
    rng = np.random.default_rng(0)
    with pytest.raises(IntegrationError, match="converge"):
        conductance(lambda energy: rng.random(energy.shape), ROOM)
    with pytest.raises(IntegrationError, match="converge"):
        current(lambda energy: rng.random(energy.shape), Reservoir(0.1, 0.0), ZERO)
