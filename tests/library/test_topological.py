"""Edge networks against resistor networks and walkers; Majorana peaks against direct integrals."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib import barriers, landauer, topological
from landauer_lib.constants import G0, K_B_EV, KAPPA0, R_K
from landauer_lib.reservoirs import Reservoir


def ring_resistance(resistors, current, voltage):
    """Four-terminal resistance of a ring of resistors by Kirchhoff's node equations."""
    n = len(resistors)
    laplacian = np.zeros((n, n))
    for s, r in enumerate(resistors):
        for a, b in ((s, (s + 1) % n), ((s + 1) % n, s)):
            laplacian[a, a] += 1 / r
            laplacian[a, b] -= 1 / r
    injected = np.zeros(n)
    injected[current[0]], injected[current[1]] = 1, -1
    potential = np.linalg.pinv(laplacian) @ injected
    return potential[voltage[0]] - potential[voltage[1]]


@pytest.mark.parametrize(
    ("terminals", "current", "voltage", "expected"),
    [
        (2, (0, 1), (0, 1), 1 / 2),
        (6, (0, 3), (0, 3), 3 / 2),
        (6, (0, 3), (1, 2), 1 / 2),
        (4, (0, 3), (0, 3), 3 / 4),
        (4, (0, 3), (1, 2), 1 / 4),
        (3, (0, 2), (0, 2), 2 / 3),
    ],
)
def test_known_helical_resistances(terminals, current, voltage, expected):
    edge = topological.helical_edge(terminals)
    assert edge.resistance(current, voltage) / R_K == pytest.approx(expected, rel=1e-12)


@given(st.integers(2, 9), st.data())
def test_helical_ring_is_a_ring_of_resistors(n, data):
    passing = data.draw(st.lists(st.floats(1e-5, 1), min_size=n, max_size=n))
    pick = st.integers(0, n - 1)
    current, voltage = data.draw(st.tuples(pick, pick)), data.draw(st.tuples(pick, pick))
    if current[0] == current[1] or voltage[0] == voltage[1]:
        return
    edge = topological.helical_edge(n, edge_transmission=passing)
    expected = ring_resistance([R_K / t for t in passing], current, voltage)
    scale = sum(R_K / t for t in passing)
    assert edge.resistance(current, voltage) == pytest.approx(expected, rel=1e-9, abs=1e-11 * scale)


def test_each_floating_contact_adds_one_resistor():
    for above in range(4):
        for below in range(4):
            edge = topological.helical_edge(2 + above + below)
            found = edge.conductance(0, 1 + above) * R_K
            assert found == pytest.approx(1 / (1 + above) + 1 / (1 + below), rel=1e-12)
            chiral = topological.chiral_edge(2 + above + below, channels=3)
            assert chiral.conductance(0, 1 + above) * R_K == pytest.approx(3, rel=1e-12)


def test_backscattering_makes_a_long_edge_ohmic():
    length, free_path = np.array([0.0, 1e-6, 1e-3]), 2e-6
    for s, passing in enumerate(free_path / (free_path + length)):
        edge = topological.helical_edge(2, edge_transmission=passing)
        assert 2 * edge.resistance((0, 1), (0, 1)) == pytest.approx(
            R_K * (1 + length[s] / free_path), rel=1e-12
        )


@given(st.integers(2, 7), st.data())
def test_networks_conserve_current_and_helical_ones_are_reciprocal(n, data):
    def probabilities():
        return data.draw(st.lists(st.floats(1e-4, 1), min_size=n, max_size=n))

    coupling, passing = probabilities(), probabilities()
    edge = topological.helical_edge(n, edge_transmission=passing, coupling=coupling)
    t = edge.transmission_matrix
    assert (t >= 0).all()
    np.testing.assert_allclose(t, t.T, rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(t.sum(axis=0), 2 * np.array(coupling), rtol=1e-8)
    chiral = topological.chiral_edge(n, channels=2, coupling=coupling).transmission_matrix
    np.testing.assert_allclose(chiral.sum(axis=0), 2 * np.array(coupling), rtol=1e-8)
    np.testing.assert_allclose(chiral.sum(axis=1), 2 * np.array(coupling), rtol=1e-8)


def test_transmissions_by_random_walk():
    coupling, passing = np.array([1.0, 0.3, 0.6, 0.8]), np.array([0.7, 1.0, 0.4, 0.9])
    rng, walkers, source = np.random.default_rng(3), 40_000, 1
    arrived = np.zeros(4)
    contact, way = np.full(walkers, source), rng.choice([1, -1], walkers)
    # A walker stands past its contact, about to travel the edge in its direction.
    while contact.size:
        edge = np.where(way == 1, contact, contact - 1) % 4
        turned = rng.random(contact.size) > passing[edge]
        contact = np.where(turned, contact, (contact + way) % 4)
        way = np.where(turned, -way, way)
        absorbed = rng.random(contact.size) < coupling[contact]
        arrived += np.bincount(contact[absorbed], minlength=4)
        contact, way = contact[~absorbed], way[~absorbed]
    edge = topological.helical_edge(4, edge_transmission=passing, coupling=coupling)
    expected = edge.transmission_matrix[:, source] / (2 * coupling[source])
    np.testing.assert_allclose(arrived / walkers, expected, atol=4 * 0.5 / np.sqrt(walkers))


def test_weak_dephasing_contact_goes_from_two_to_three_halves():
    coupling = np.array([1e-9, 0.1, 0.5, 1.0])
    found = [
        topological.helical_edge(3, coupling=[1, c, 1]).conductance(0, 2) * R_K for c in coupling
    ]
    # The far edge carries 1; on the near one the probe sends half of what it takes each way.
    np.testing.assert_allclose(found, 2 - coupling / 2, rtol=1e-12)
    for c in coupling:
        chiral = topological.chiral_edge(3, coupling=[1, c, 1])
        assert chiral.conductance(0, 2) * R_K == pytest.approx(1, rel=1e-12)


def test_chiral_hall_and_longitudinal_resistance():
    bar = topological.chiral_edge(6, channels=2)
    assert abs(bar.resistance((0, 3), (1, 5))) / R_K == pytest.approx(1 / 2, rel=1e-12)
    assert bar.resistance((0, 3), (1, 2)) / R_K == pytest.approx(0, abs=1e-12)


def majorana_reference(temperature, gamma):
    with mpmath.workdps(30):
        x = mpmath.mpf(gamma) / (2 * mpmath.pi * K_B_EV * mpmath.mpf(temperature))
        return float(G0 * x * mpmath.psi(1, x + mpmath.mpf(1) / 2))


@pytest.mark.parametrize("temperature", [1e-6, 1e-3, 0.02, 1.0, 300.0])
@pytest.mark.parametrize("gamma", [1e-9, 1e-6, 1e-3])
def test_majorana_peak_height(temperature, gamma):
    assert topological.majorana_conductance(temperature, gamma) == pytest.approx(
        majorana_reference(temperature, gamma), rel=1e-12
    )


def test_majorana_limits():
    gamma = 3e-6
    assert topological.majorana_conductance(0, gamma) == pytest.approx(G0, rel=1e-12)
    hot = 50.0
    assert topological.majorana_conductance(hot, gamma) == pytest.approx(
        G0 * np.pi * gamma / (4 * K_B_EV * hot), rel=1e-3
    )
    # Γ_M is the half width: the peak halves at eV = Γ_M.
    assert topological.majorana_conductance(0, gamma, gamma) == pytest.approx(G0 / 2, rel=1e-12)


def test_majorana_line_by_direct_integration():
    gamma, temperature, bias = 4e-6, 0.03, 5e-6
    kt = K_B_EV * temperature
    with mpmath.workdps(25):
        expected = G0 * mpmath.quad(
            lambda e: (
                gamma**2 / (e**2 + gamma**2) / (4 * kt * mpmath.cosh((e - bias) / (2 * kt)) ** 2)
            ),
            [-80 * kt, -5 * kt, 0, bias, 5 * kt, 80 * kt],
        )
    found = topological.majorana_conductance(temperature, gamma, bias)
    assert found == pytest.approx(float(expected), rel=1e-12)


def test_unequal_widths_lower_an_ordinary_resonance_only():
    temperature, gamma = 0.01, 2e-6
    ordinary = barriers.breit_wigner_conductance(0, gamma, gamma / 4, Reservoir(0, temperature))
    assert ordinary < 0.9 * topological.majorana_conductance(temperature, gamma)
    cold = barriers.breit_wigner_conductance(0, gamma, gamma / 4, Reservoir(0, 0))
    assert cold / G0 == pytest.approx(4 * 0.25 / 1.25**2, rel=1e-12)


def test_majorana_scales_with_one_ratio():
    ratios = topological.majorana_conductance([0.01, 0.1, 1.0], [1e-7, 1e-6, 1e-5])
    np.testing.assert_allclose(ratios, ratios[0], rtol=1e-12)
    assert topological.majorana_conductance(np.ones((3, 1)), 1e-6, np.zeros(4)).shape == (3, 4)


@given(st.floats(1e-8, 1e2), st.floats(1e-12, 1e-2), st.floats(-1, 1))
def test_majorana_conductance_is_bounded(temperature, gamma, bias):
    value = topological.majorana_conductance(temperature, gamma, bias)
    assert 0 <= value <= G0 * (1 + 1e-12)
    assert value <= topological.majorana_conductance(temperature, gamma) * (1 + 1e-12)


def test_orders_at_five_halves():
    count = {
        name: topological.thermal_hall_number(n)
        for name, n in topological.HALF_FILLED_ORDERS.items()
    }
    assert count["anti-Pfaffian"] == 1.5
    assert count["PH-Pfaffian"] == 2.5
    assert count["Pfaffian"] == 3.5
    # Exchanging particles and holes within the level mirrors its share of κ about one half,
    # κ − 2 → 1 − (κ − 2): Pfaffian and anti-Pfaffian trade places, the PH-Pfaffian stays.
    assert 1 - (count["Pfaffian"] - 2) == count["anti-Pfaffian"] - 2
    assert 1 - (count["PH-Pfaffian"] - 2) == count["PH-Pfaffian"] - 2


def test_edge_heat():
    t = np.array([0.0, 0.02])
    np.testing.assert_allclose(
        topological.edge_heat_conductance(3, 1.5, t), 1.5 * KAPPA0 * t, rtol=1e-12
    )
    np.testing.assert_allclose(
        topological.edge_heat_conductance(3, 1.5, t, equilibrated=False),
        4.5 * KAPPA0 * t,
        rtol=1e-12,
    )
    # ν = 2/3: one mode each way cancels; ν = 1/3: one mode whatever its charge.
    assert topological.edge_heat_conductance(1, 1, 0.02) == 0
    assert topological.edge_heat_conductance(1, 0, 0.02) == pytest.approx(KAPPA0 * 0.02)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: topological.helical_edge(1), "terminals must be at least 2"),
        (lambda: topological.helical_edge(2.5), "terminals must be whole"),
        (
            lambda: topological.helical_edge(3, edge_transmission=0),
            "edge_transmission must be above",
        ),
        (
            lambda: topological.helical_edge(3, edge_transmission=1.1),
            "edge_transmission must be at",
        ),
        (lambda: topological.helical_edge(3, coupling=[1, 1]), "coupling must be one number or"),
        (lambda: topological.helical_edge(3, coupling=np.nan), "coupling must be finite"),
        (lambda: topological.chiral_edge(3, channels=0), "channels must be at least 1"),
        (lambda: topological.chiral_edge(3, coupling=0), "coupling must be above 0"),
        (lambda: topological.helical_edge(3).resistance((0, 0), (0, 1)), "current"),
        (lambda: topological.helical_edge(3).resistance((0, 1), (0, 7)), "voltage"),
        (lambda: topological.majorana_conductance(-1, 1e-6), "temperature must be at least 0"),
        (lambda: topological.majorana_conductance(1, 0), "gamma must be above 0"),
        (lambda: topological.majorana_conductance(1, 1e-6, np.nan), "bias must be finite"),
        (lambda: topological.thermal_hall_number(0.5), "majoranas must be whole"),
        (lambda: topological.edge_heat_conductance(0.3, 0, 1), "downstream must be multiples"),
        (lambda: topological.edge_heat_conductance(1, -1, 1), "upstream must be at least 0"),
        (lambda: topological.edge_heat_conductance(1, 1, -1), "temperature must be at least 0"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_words_are_refused():
    with pytest.raises(TypeError, match="gamma"):
        topological.majorana_conductance(1.0, "narrow")


def two_majoranas(energy, first, second, splitting):
    """|r_he|² from S = 1 − 2πi W†(E − H + iπWW†)⁻¹W, in the basis (electron, hole) of the tip."""
    w = np.array(
        [
            np.sqrt(first / (2 * np.pi)) * np.array([1, -1]),
            1j * np.sqrt(second / (2 * np.pi)) * np.array([1, 1]),
        ]
    )
    h = splitting * np.array([[0, 1j], [-1j, 0]])
    green = np.linalg.inv(energy * np.eye(2) - h + 1j * np.pi * w @ w.conj().T)
    s = np.eye(2) - 2j * np.pi * w.conj().T @ green @ w
    np.testing.assert_allclose(s.conj().T @ s, np.eye(2), atol=1e-10)
    return abs(s[1, 0]) ** 2


@pytest.mark.parametrize("energy", [-3.0, -0.2, 1e-3, 0.7, 5.0])
@pytest.mark.parametrize(("second", "splitting"), [(0.0, 0.0), (0.0, 0.4), (0.3, 0.0), (0.05, 1.2)])
def test_andreev_reflection_is_that_of_the_scattering_matrix(energy, second, splitting):
    found = topological.andreev_reflection(energy, 1.0, gamma_second=second, splitting=splitting)
    expected = two_majoranas(energy, 1.0, second, splitting)
    assert float(found) == pytest.approx(expected, rel=1e-9, abs=1e-15)


def test_one_majorana_state_alone_is_the_quantized_peak():
    gamma, kelvin = 2e-6, 0.05
    peak = landauer.conductance(
        lambda e: topological.andreev_reflection(e, gamma), Reservoir(0.0, kelvin), degeneracy=2
    )
    closed = topological.majorana_conductance(kelvin, gamma)
    assert float(peak) == pytest.approx(float(closed), rel=1e-8)


def test_a_second_state_hides_behind_the_temperature():
    """Zero at zero temperature, within a percent of 2e²/h between Γ₂ and Γ₁."""

    def quasi(e):
        return topological.andreev_reflection(e, 1e-4, gamma_second=1e-12)

    assert float(quasi(0.0)) == 0
    warm = landauer.conductance(quasi, Reservoir(0.0, 0.02), degeneracy=2, breakpoints=[0.0])
    assert float(warm / G0) == pytest.approx(1, abs=0.01)
    assert topological.andreev_reflection([0.1, 2.0], 1.0, gamma_second=1.0).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"energy": np.nan, "gamma": 1.0}, "energy"),
        ({"energy": 0.0, "gamma": 0.0}, "gamma"),
        ({"energy": 0.0, "gamma": 1.0, "gamma_second": -1.0}, "gamma_second"),
        ({"energy": 0.0, "gamma": 1.0, "splitting": -1.0}, "splitting"),
    ],
)
def test_andreev_reflection_refuses_bad_values_by_name(arguments, name):
    with pytest.raises(ValueError, match=name):
        topological.andreev_reflection(**arguments)
