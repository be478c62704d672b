"""Wave functions against Schrödinger's equation integrated numerically, packets against T(E)."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from landauer_lib.barriers import (
    piecewise_constant,
    piecewise_transmission,
    scattering_state,
    wave_packet,
)
from landauer_lib.constants import HBAR2_OVER_2M_EV, HBAR_EV
from tests.library.helpers import approx

POTENTIALS, WIDTHS, MASSES = [0.0, 0.3, 0.05, 0.25, 0.02], [3e-9, 8e-9, 2e-9], [0.067] * 5
GAAS = 0.067


@pytest.mark.parametrize("energy", [0.03, 0.11, 0.27, 0.6])
def test_states_are_those_of_the_differential_equation(energy):
    masses = np.array([0.067, 0.09, 0.067, 0.1, 0.05])
    x = np.linspace(-10e-9, 20e-9, 61)
    psi = scattering_state(energy, x, POTENTIALS, WIDTHS, masses)
    edges = np.cumsum([0.0, *WIDTHS])

    def slope(place, pair):
        section = np.searchsorted(edges, place, side="left")
        coefficient = HBAR2_OVER_2M_EV / masses[section]
        return [
            pair[1] * masses[section],
            (POTENTIALS[section] - energy) / coefficient / masses[section] * pair[0],
        ]

    k = np.sqrt((energy - POTENTIALS[-1]) * masses[-1] / HBAR2_OVER_2M_EV)
    value = psi[-1]
    begin = [value, 1j * k * value / masses[-1]]
    pieces = np.unique(np.concatenate([[x[0], x[-1]], edges]))[::-1]
    for right, left in pairwise(pieces):
        inside = x[(x <= right) & (x >= left)][::-1]
        # Just inside the section, so that the potential does not jump within a step.
        solved = solve_ivp(
            lambda s, pair, a=right, b=left: slope(min(max(s, b + 1e-15), a - 1e-15), pair),
            (right, left),
            np.array(begin, dtype=complex),
            t_eval=np.append(inside, left) if inside.size == 0 or inside[-1] != left else inside,
            rtol=1e-10,
            atol=1e-12,
        )
        begin = solved.y[:, -1]
        for place, found in zip(solved.t, solved.y[0], strict=True):
            match = np.flatnonzero(np.isclose(x, place, rtol=0, atol=1e-18))
            if match.size:
                assert found == approx(psi[match[0]], rel=1e-6, abs=1e-8)


def test_states_hold_the_amplitudes_of_the_s_matrix():
    energy = np.array([0.04, 0.13, 0.3])
    s = piecewise_constant(energy, POTENTIALS, WIDTHS, MASSES)
    k = np.sqrt(energy * GAAS / HBAR2_OVER_2M_EV)
    x = np.array([-7e-9, -1e-9])
    expected = np.exp(1j * k[:, None] * x) + s.r[:, 0] * np.exp(-1j * k[:, None] * x)
    np.testing.assert_allclose(
        scattering_state(energy, x, POTENTIALS, WIDTHS, MASSES), expected, atol=1e-12
    )
    k_right = np.sqrt((energy - 0.02) * GAAS / HBAR2_OVER_2M_EV)
    beyond = scattering_state(energy, 30e-9, POTENTIALS, WIDTHS, MASSES)
    transmitted = s.t[:, 0, 0] * np.sqrt(k / k_right)
    np.testing.assert_allclose(beyond, transmitted * np.exp(1j * k_right * 17e-9), atol=1e-12)


def test_a_thick_barrier_neither_overflows_nor_loses_its_tail():
    x = np.array([-1e-9, 50e-9, 300e-9, 400e-9])
    psi = scattering_state(0.1, x, [0, 0.3, 0], [300e-9], GAAS)
    assert np.isfinite(psi).all()
    t = piecewise_transmission(0.1, [0, 0.3, 0], [300e-9], GAAS)
    assert abs(psi[-1]) ** 2 == approx(float(t), rel=1e-9)


def test_below_the_right_lead_all_is_reflected():
    x = np.array([-30e-9, -10e-9, 5e-9, 6e-9])
    psi = scattering_state(0.1, x, [0.0, 0.3], [], GAAS)
    kappa = np.sqrt(0.2 * GAAS / HBAR2_OVER_2M_EV)
    assert abs(psi[3] / psi[2]) == approx(np.exp(-kappa * 1e-9))
    k = np.sqrt(0.1 * GAAS / HBAR2_OVER_2M_EV)
    back = (psi[:2] - np.exp(1j * k * x[:2])) * np.exp(1j * k * x[:2])
    assert np.abs(back) == approx([1.0, 1.0])


def test_a_free_packet_spreads_as_a_gaussian_does():
    sigma, energy, start, time = 15e-9, 0.08, -120e-9, 0.4e-12
    x = np.linspace(-400e-9, 400e-9, 1601)
    density = (
        np.abs(wave_packet(x, time, [0, 0], [], GAAS, energy=energy, start=start, spread=sigma))
        ** 2
    )
    k0 = np.sqrt(energy * GAAS / HBAR2_OVER_2M_EV)
    spread = 2 * HBAR2_OVER_2M_EV / GAAS / HBAR_EV * time  # ħt/m
    width = sigma * np.sqrt(1 + (spread / (2 * sigma**2)) ** 2)
    expected = np.exp(-((x - start - spread * k0) ** 2) / (2 * width**2)) / (
        np.sqrt(2 * np.pi) * width
    )
    np.testing.assert_allclose(density, expected, atol=1e-5 * expected.max())


@pytest.mark.parametrize(
    ("potentials", "widths"), [([0, 0.12, 0], [6e-9]), ([0, 0.2, 0, 0.2, 0], [2e-9, 9e-9, 2e-9])]
)
def test_what_passes_is_the_mean_of_the_transmission(potentials, widths):
    sigma, energy = 20e-9, 0.1
    x = np.linspace(-1200e-9, 1200e-9, 12_001)
    options = {"energy": energy, "start": -150e-9, "spread": sigma}
    density = np.abs(wave_packet(x, [0.0, 1.2e-12], potentials, widths, GAAS, **options)) ** 2
    step = x[1] - x[0]
    assert density.sum(axis=1) * step == approx([1.0, 1.0], rel=1e-4)
    k0 = np.sqrt(energy * GAAS / HBAR2_OVER_2M_EV)
    k = np.linspace(k0 - 4.4 / sigma, k0 + 4.4 / sigma, 4001)
    weight = np.exp(-2 * (sigma * (k - k0)) ** 2)
    t = piecewise_transmission(HBAR2_OVER_2M_EV / GAAS * k**2, potentials, widths, GAAS)
    expected = np.sum(weight * t) / weight.sum()
    passed = density[1][x > sum(widths)].sum() * step
    assert passed == pytest.approx(expected, abs=3e-3)


def test_a_packet_obeys_schrodinger_inside_a_barrier():
    x = np.linspace(1e-9, 5e-9, 201)
    dt, time = 2e-18, 0.35e-12
    psi = wave_packet(
        x,
        time + dt * np.array([-1, 0, 1]),
        [0, 0.12, 0],
        [6e-9],
        GAAS,
        energy=0.1,
        start=-150e-9,
        spread=20e-9,
    )
    change = 1j * HBAR_EV * (psi[2] - psi[0]) / (2 * dt)
    curvature = (psi[1, 2:] - 2 * psi[1, 1:-1] + psi[1, :-2]) / (x[1] - x[0]) ** 2
    energy = -HBAR2_OVER_2M_EV / GAAS * curvature + 0.12 * psi[1, 1:-1]
    np.testing.assert_allclose(change[1:-1], energy, atol=2e-4 * np.abs(energy).max())


def test_shapes_follow_energies_times_and_places():
    assert scattering_state(0.1, 0.0, [0, 0], []).shape == ()
    assert scattering_state([[0.1, 0.2]], np.zeros((3, 4)), [0, 0], []).shape == (1, 2, 3, 4)
    options = {"energy": 0.1, "start": -1e-7, "spread": 1e-8}
    assert wave_packet(np.zeros(5), [0.0, 1e-15], [0, 0], [], **options).shape == (2, 5)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: scattering_state(0.0, 0.0, [0, 0.1], []), "energy"),
        (lambda: scattering_state(0.1, np.nan, [0, 0.1], []), "x must"),
        (lambda: wave_packet(0.0, 0.0, [0, 0], [], energy=-1, start=-1, spread=1e-8), "energy"),
        (lambda: wave_packet(0.0, 0.0, [0, 0], [], energy=0.1, start=-1, spread=1e-10), "spread"),
        (lambda: wave_packet(0.0, 0.0, [0, 0], [], energy=0.1, start=0.0, spread=1e-8), "start"),
    ],
)
def test_bad_values_are_refused_by_name(call, name):
    with pytest.raises(ValueError, match=name):
        call()


def test_a_resonance_that_keeps_the_packet_too_long_is_refused():
    with pytest.raises(ValueError, match="resonance"):
        wave_packet(
            5e-9,
            1e-9,
            [0, 0.6, 0, 0.6, 0],
            [7e-9, 8e-9, 7e-9],
            GAAS,
            energy=0.045,
            start=-150e-9,
            spread=20e-9,
        )
