"""Hall bars against Büttiker's formulas, Hofstadter gaps against the Harper matrix."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.constants import (
    E_CHARGE,
    ELECTRON_MASS,
    H_PLANCK,
    HBAR,
    HBAR2_OVER_2M_EV,
    MU_B_EV,
    R_K,
)
from landauer_lib.hall import (
    conductivity_tensor,
    filling_factor,
    graphene_landau_level,
    hall_bar,
    hofstadter_chern_number,
    landau_level,
    magnetic_length,
)


def test_landau_levels_are_the_cyclotron_quantum():
    omega = E_CHARGE * 7.0 / (0.067 * ELECTRON_MASS)
    levels = landau_level(np.arange(4), 7.0, 0.067)
    assert levels == pytest.approx(HBAR * omega / E_CHARGE * (np.arange(4) + 0.5), rel=1e-14, abs=0)
    assert np.array_equal(landau_level(2, -7.0, 0.067), landau_level(2, 7.0, 0.067))
    up, down = landau_level(0, 7.0, 0.067, spin=[0.5, -0.5], g_factor=-0.44)
    assert up - down == pytest.approx(-0.44 * MU_B_EV * 7.0, rel=1e-11, abs=0)
    # A free electron with g = 2: spin-up of level n meets spin-down of level n + 1.
    assert landau_level(3, 5.0, spin=0.5) == pytest.approx(
        float(landau_level(4, 5.0, spin=-0.5)), rel=1e-8, abs=0
    )


def test_a_filled_level_holds_one_electron_per_flux_quantum():
    assert filling_factor(E_CHARGE / H_PLANCK * 12.0 * 3, 12.0) == pytest.approx(
        3, rel=1e-14, abs=0
    )
    assert filling_factor(1e15, -4.0) == filling_factor(1e15, 4.0)


def test_graphene_levels_go_with_the_square_root_of_field_and_index():
    levels = graphene_landau_level([-4, -1, 0, 1, 4], 10.0)
    assert levels == pytest.approx(levels[3] * np.array([-2, -1, 0, 1, 2]), rel=1e-14, abs=0)
    joule = 1e6 * np.sqrt(2 * E_CHARGE * HBAR * 10.0)
    assert levels[3] == pytest.approx(joule / E_CHARGE, rel=1e-14, abs=0)
    assert graphene_landau_level(1, 40.0) == pytest.approx(2 * levels[3], rel=1e-14, abs=0)


@given(st.integers(1, 20), st.floats(1e-9, 1))
def test_gate_gives_buettikers_resistances(nu, share):
    n = nu * share
    bar = hall_bar(nu, n)
    scale = R_K / n
    assert bar.r_2t == pytest.approx(R_K / n, rel=1e-12, abs=0)
    assert bar.r_xx == pytest.approx(R_K * (1 / n - 1 / nu), abs=1e-12 * scale)
    assert bar.resistance((0, 3), (5, 4)) == pytest.approx(float(bar.r_xx), abs=1e-12 * scale)
    assert bar.r_xy == pytest.approx(R_K / nu, abs=1e-12 * scale)
    assert bar.r_xy_right == pytest.approx(R_K / nu, abs=1e-12 * scale)
    assert bar.r_diagonal == pytest.approx(R_K / n, rel=1e-12, abs=0)
    assert bar.r_antidiagonal == pytest.approx(R_K * (2 / nu - 1 / n), abs=1e-12 * scale)


@pytest.mark.parametrize("nu", [1, 2, 6])
def test_open_bar_is_quantised_between_any_contacts(nu):
    bar = hall_bar(nu)
    assert bar.r_xx == 0
    assert bar.r_xy == pytest.approx(R_K / nu, rel=1e-15, abs=0)
    assert bar.r_2t == pytest.approx(R_K / nu, rel=1e-15, abs=0)
    # Two-terminal everywhere h/νe²; four-terminal 0 or ±h/νe² by whether the pairs interleave.
    for i in range(6):
        for j in set(range(6)) - {i}:
            assert bar.resistance((i, j), (i, j)) == pytest.approx(R_K / nu, rel=1e-14, abs=0)
            for k in range(6):
                for m in set(range(6)) - {k}:
                    # The contacts from i on, up to j, are at the voltage of i.
                    high = {(i + step) % 6 for step in range((j - i) % 6)}
                    expected = R_K / nu * ((k in high) - (m in high))
                    assert bar.resistance((i, j), (k, m)) == pytest.approx(expected, abs=1e-10)


def test_reversed_field_exchanges_current_and_voltage():
    there, back = hall_bar(5, 2.5), hall_bar(5, 2.5, reversed_field=True)
    assert back.r_xy == pytest.approx(-there.r_xy, rel=1e-14, abs=0)
    assert back.r_xx == pytest.approx(there.r_xx, rel=1e-12, abs=0)
    assert back.r_diagonal == pytest.approx(-there.r_antidiagonal, rel=1e-12, abs=0)
    for current, voltage in [((0, 3), (1, 4)), ((0, 2), (1, 5)), ((1, 4), (2, 5))]:
        assert back.resistance(current, voltage) == pytest.approx(
            float(there.resistance(voltage, current)), rel=1e-12, abs=1e-9
        )


def test_bars_broadcast():
    bar = hall_bar([[2], [4]], [0.5, 1.0, 2.0])
    assert bar.transmission_matrix.shape == (2, 3, 6, 6)
    assert bar.r_xx.shape == (2, 3)
    assert bar.r_xx[1, 2] == pytest.approx(float(hall_bar(4, 2).r_xx), rel=1e-14, abs=0)


def test_a_closed_gate_is_refused_with_the_two_halves():
    bar = hall_bar(3, 0)
    with pytest.raises(ValueError, match=r"\[0, 1, 5\]; \[2, 3, 4\]"):
        _ = bar.r_2t
    assert bar.resistance((0, 1), (0, 1)) == pytest.approx(R_K / 3, rel=1e-14, abs=0)


def harper(p, q, kx, ky):
    """Bloch matrix of the square lattice with flux p/q, hopping −1; 2π-periodic in q kx."""
    h = np.diag(-2 * np.cos(ky + 2 * np.pi * p / q * np.arange(q))).astype(complex)
    for m in range(q):
        phase = np.exp(1j * kx * q) if m == q - 1 else 1.0
        h[(m + 1) % q, m] -= phase
        h[m, (m + 1) % q] -= np.conj(phase)
    return h


@pytest.mark.parametrize(("p", "q"), [(1, 3), (2, 5), (3, 7), (1, 4), (3, 8)])
def test_chern_numbers_agree_with_the_berry_flux_of_the_bands(p, q):
    n = 12
    states = np.empty((n, n, q, q), dtype=complex)
    for a in range(n):
        for b in range(n):
            states[a, b] = np.linalg.eigh(harper(p, q, 2 * np.pi * a / n / q, 2 * np.pi * b / n))[1]
    grid = np.pad(states, [(0, 1), (0, 1), (0, 0), (0, 0)], mode="wrap")
    gaps = [r for r in range(1, q) if 2 * r != q]
    cherns = []
    for r in gaps:
        filled = grid[..., :r]

        def link(u, v):
            return np.linalg.det(np.conj(np.swapaxes(u, -1, -2)) @ v)

        loop = (
            link(filled[:-1, :-1], filled[1:, :-1])
            * link(filled[1:, :-1], filled[1:, 1:])
            * link(filled[1:, 1:], filled[:-1, 1:])
            * link(filled[:-1, 1:], filled[:-1, :-1])
        )
        cherns.append(np.sum(np.angle(loop)) / (2 * np.pi))
    ours = hofstadter_chern_number(gaps, p, q)
    sign = np.sign(cherns[0] * ours[0])  # one sign for all gaps is convention
    assert sign * np.array(cherns) == pytest.approx(ours, abs=1e-9)


@pytest.mark.parametrize(("r", "p", "q"), [(1, 1, 3), (2, 1, 3), (2, 2, 5), (1, 2, 5), (3, 3, 7)])
def test_sign_is_the_change_of_density_with_flux(r, p, q):
    levels = np.linalg.eigvalsh(harper(p, q, 0.0, 0.0))
    other = np.linalg.eigvalsh(harper(p, q, np.pi / q, np.pi / q))
    middle = (max(levels[r - 1], other[r - 1]) + min(levels[r], other[r])) / 2
    big = 40 * q + 1  # a flux close by, with the same gap open
    near = 40 * p
    filled = np.sum(np.linalg.eigvalsh(harper(near, big, 0.3 / big, 0.2)) < middle)
    slope = (filled / big - r / q) / (near / big - p / q)
    assert hofstadter_chern_number(r, p, q) == pytest.approx(slope, abs=1e-9)


def test_gaps_mirror_about_half_filling():
    for q in (5, 7, 12, 101):
        gaps = np.array([r for r in range(q + 1) if 2 * r != q])
        t = hofstadter_chern_number(gaps, 5 if q != 5 else 3, q)
        assert np.array_equal(t, -t[::-1])
        assert np.all(2 * np.abs(t) < q)
        assert np.all((gaps - (5 if q != 5 else 3) * t) % q == 0)
    assert np.array_equal(hofstadter_chern_number([1, 2], -1, 3), [-1, 1])
    assert hofstadter_chern_number(1, 0, 1) == 0


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: landau_level(-1, 1, 1), ValueError, "n must"),
        (lambda: landau_level(0.5, 1, 1), ValueError, "n must"),
        (lambda: landau_level(0, np.nan, 1), ValueError, "field"),
        (lambda: landau_level(0, 1, 0), ValueError, "mass"),
        (lambda: landau_level(0, 1, 1, spin=1), ValueError, "spin"),
        (lambda: landau_level(0, "1", 1), TypeError, "field"),
        (lambda: landau_level([0, 1], [1, 2, 3]), ValueError, "broadcast"),
        (lambda: graphene_landau_level(0.5, 1), ValueError, "n must"),
        (lambda: graphene_landau_level(1, 1, -1), ValueError, "velocity"),
        (lambda: filling_factor(-1, 1), ValueError, "density"),
        (lambda: filling_factor(1, 0), ValueError, "field"),
        (lambda: hall_bar(0), ValueError, "filling"),
        (lambda: hall_bar(1.5), ValueError, "filling"),
        (lambda: hall_bar(2, 3), ValueError, "transmitted"),
        (lambda: hall_bar(2, -1), ValueError, "transmitted"),
        (lambda: hall_bar(2, np.nan), ValueError, "transmitted"),
        (lambda: hall_bar(2, 1).resistance((0, 6), (1, 2)), ValueError, "current"),
        (lambda: hofstadter_chern_number(1, 2, 4), ValueError, "common factor"),
        (lambda: hofstadter_chern_number(2, 1, 4), ValueError, "is closed"),
        (lambda: hofstadter_chern_number(4, 1, 3), ValueError, "gap"),
        (lambda: hofstadter_chern_number(1, 1, 0), ValueError, "q must"),
        (lambda: hofstadter_chern_number(1, 0.5, 3), ValueError, "p must"),
    ],
)
def test_bad_input_is_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()


def test_magnetic_length_is_the_size_of_the_lowest_landau_orbit():
    """⟨x²⟩ = ℓ²/2 for an oscillator of the cyclotron energy: ħ²/(m ħω_c), whatever the mass."""
    field = np.array([0.5, 3.0, -12.0])
    mass = 0.067
    cyclotron = landau_level(1, field, mass) - landau_level(0, field, mass)
    np.testing.assert_allclose(
        magnetic_length(field) ** 2, 2 * HBAR2_OVER_2M_EV / mass / cyclotron, rtol=1e-12
    )
    area = 2 * np.pi * magnetic_length(field) ** 2
    assert filling_factor(4 / area, field) == pytest.approx([4, 4, 4], rel=1e-12)
    with pytest.raises(ValueError, match="field"):
        magnetic_length(0.0)


def test_conductivity_is_the_inverse_of_the_resistivity():
    for x, y in ((3.0, -7.0), (0.0, 25e3), (1e-6, 13e3), (50.0, 0.0)):
        inverse = np.linalg.inv([[x, y], [-y, x]])
        along, across = conductivity_tensor(x, y)
        assert float(along) == pytest.approx(inverse[0, 0], rel=1e-12, abs=1e-20)
        assert float(across) == pytest.approx(-inverse[0, 1], rel=1e-12, abs=1e-20)
    with pytest.raises(ValueError, match="rho_xx"):
        conductivity_tensor(-1.0, 1.0)
    with pytest.raises(ValueError, match="must not both be 0"):
        conductivity_tensor([1.0, 0.0], [1.0, 0.0])
