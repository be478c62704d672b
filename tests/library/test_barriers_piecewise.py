"""Piecewise-constant potentials against mpmath, closed forms, and S-matrices in series."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.barriers import (
    piecewise_constant,
    piecewise_transmission,
    potential_step,
    rectangular_barrier,
)
from landauer_lib.constants import HBAR2_OVER_2M_EV
from landauer_lib.scattering import SMatrix, propagation
from tests.library.helpers import powers_of_ten

NM = 1e-9


def exact_transfer(energy, potentials, widths, masses):
    """(t, r) of a piecewise potential by matching plane waves with 60 digits."""
    with mp.workdps(60):
        c = mp.mpf(HBAR2_OVER_2M_EV)
        above = mp.mpf(energy) + mp.mpf(10) ** -40  # plane waves need k ≠ 0 in every section
        k = [
            mp.sqrt(mp.mpc((above - mp.mpf(v)) * mp.mpf(m) / c))
            for v, m in zip(potentials, masses, strict=True)
        ]
        q = [ki / mp.mpf(m) for ki, m in zip(k, masses, strict=True)]
        psi, flux = mp.mpc(1), 1j * q[-1]
        for i in range(len(widths), 0, -1):
            x = k[i] * mp.mpf(widths[i - 1])
            psi, flux = (
                mp.cos(x) * psi - mp.sin(x) / q[i] * flux,
                q[i] * mp.sin(x) * psi + mp.cos(x) * flux,
            )
        incoming, reflected = (psi + flux / (1j * q[0])) / 2, (psi - flux / (1j * q[0])) / 2
        return mp.sqrt(q[-1] / q[0]) / incoming, reflected / incoming


RANDOM = np.random.default_rng(20)


PROFILES = [
    (0.1, [0, 0.3, 0], [5], [0.067] * 3),
    (0.3, [0, 0.3, 0.05], [5], [0.067, 0.09, 0.067]),
    (0.3, [0.1, 0.3, 0, 0.3, 0.2], [2, 4, 3], [0.067, 0.09, 0.05, 0.1, 1.0]),
    (1e-6, [0, 5, 0], [1], [1, 1, 1]),
    (0.1, [0, 40, 2, 1e-3, 3, -0.2], [3, 5, 2, 0.7], [1, 2, 3, 0.01, 1, 0.5]),
    (0.1, [0, *RANDOM.uniform(-0.3, 0.6, 30), 0.05], RANDOM.uniform(0, 3, 30), [0.1] * 32),
]


@pytest.mark.parametrize("profile", PROFILES)
def test_piecewise_agrees_with_mpmath(profile):
    energy, potentials, widths, masses = profile
    lengths = np.array(widths) * NM
    t, r = exact_transfer(energy, potentials, lengths, masses)
    s = piecewise_constant(energy, potentials, lengths, masses)
    error = abs(complex(s.t[0, 0] / complex(t)) - 1)
    assert error < 1e-12
    assert abs(s.r[0, 0] - complex(r)) < 1e-12
    assert piecewise_transmission(energy, potentials, lengths, masses) == pytest.approx(
        float(abs(t) ** 2), rel=1e-12, abs=0
    )


@pytest.mark.parametrize("profile", PROFILES)
def test_piecewise_is_unitary_and_the_same_from_the_other_side(profile):
    energy, potentials, widths, masses = profile
    lengths = np.array(widths) * NM
    s = piecewise_constant(energy, potentials, lengths, masses)
    back = piecewise_constant(energy, potentials[::-1], lengths[::-1], masses[::-1])
    assert s.unitarity_error < 1e-14
    assert abs(s.r_prime - back.r)[0, 0] < 1e-12
    assert abs(s.t_prime / back.t - 1)[0, 0] < 1e-12


def test_half_a_thousand_decay_lengths_neither_overflow_nor_lose_digits():
    energy, height, mass = 0.1, 0.3, 0.067
    kappa = np.sqrt(0.2 * mass / HBAR2_OVER_2M_EV)
    width = 500 / kappa
    s = piecewise_constant(energy, [0, height, 0], [width], mass)
    with mp.workdps(60):
        x = mp.sqrt((mp.mpf(height) - energy) * mass / HBAR2_OVER_2M_EV) * mp.mpf(width)
        weight = mp.mpf(height) ** 2 / (4 * mp.mpf(energy) * (mp.mpf(height) - energy))
        exact = -mp.log1p(weight * mp.sinh(x) ** 2)
    assert exact < -998
    assert s.log_transmission == pytest.approx(float(exact), rel=1e-13, abs=0)
    assert s.unitarity_error < 1e-15
    assert piecewise_transmission(energy, [0, height, 0], [1e6 * width], mass) == 0
    # The same barrier cut into two hundred slices, whose logarithm must not drift.
    slices = piecewise_constant(energy, [0, *[height] * 200, 0], [width / 200] * 200, mass)
    assert slices.log_transmission == pytest.approx(float(exact), rel=1e-13, abs=0)


def test_piecewise_devices_compose_in_series():
    energies = np.linspace(0.11, 0.7, 40)
    left = piecewise_constant(energies, [0, 0.3, 0.1], [2 * NM], [0.067, 0.09, 0.07])
    right = piecewise_constant(energies, [0.1, 0.4, 0.05], [1 * NM], [0.07, 0.09, 0.067])
    gap = 6 * NM
    k = np.sqrt((energies - 0.1) * 0.07 / HBAR2_OVER_2M_EV)
    whole = piecewise_constant(
        energies, [0, 0.3, 0.1, 0.4, 0.05], [2 * NM, gap, 1 * NM], [0.067, 0.09, 0.07, 0.09, 0.067]
    )
    for i, phase in enumerate(k * gap):
        pair = [SMatrix.from_matrix(s.matrix[i], 1) for s in (left, right)]
        both = pair[0] @ propagation(phase) @ pair[1]
        assert both.matrix == pytest.approx(whole.matrix[i], abs=1e-12)


@given(
    energy=powers_of_ten(-5, 5),
    heights=st.lists(st.floats(-1, 1), min_size=1, max_size=6),
    scale=powers_of_ten(-5, 5),
    mass=powers_of_ten(-5, 5),
    width=powers_of_ten(-12, -7),
)
def test_piecewise_stays_a_probability(energy, heights, scale, mass, width):
    potentials = [0.0, *(scale * h for h in heights), 0.0]
    masses = [1.0, *[mass] * len(heights), 1.0]
    widths = [width] * len(heights)
    transmission = piecewise_transmission(energy, potentials, widths, masses)
    assert 0 <= transmission <= 1
    s = piecewise_constant(energy, potentials, widths, masses)
    assert s.unitarity_error < 1e-13
    assert s.transmission == pytest.approx(transmission, rel=1e-9, abs=1e-300)


def test_piecewise_covers_the_closed_forms():
    energies = np.array([-0.1, 0.0, 0.05, 0.3, 1.0])
    step = piecewise_transmission(energies, [0, 0.2], [], [1, 0.5])
    assert step == pytest.approx(potential_step(energies, 0.2, 1, 0.5), rel=1e-13, abs=0)
    box = piecewise_transmission(energies, [0, 0.3, 0], [3 * NM])
    assert box == pytest.approx(rectangular_barrier(energies, 0.3, 3 * NM), rel=1e-12, abs=0)
    assert isinstance(piecewise_transmission(1.0, [0, 0.2], []), float)


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: piecewise_transmission(1, [0], []), ValueError, "potentials"),
        (lambda: piecewise_transmission(1, [0, 1, 0], [1, 1]), ValueError, "widths"),
        (lambda: piecewise_transmission(1, [0, 1, 0], [-1]), ValueError, "widths"),
        (lambda: piecewise_transmission(1, [0, 1, 0], [1], [1, 1]), ValueError, "masses"),
        (lambda: piecewise_constant(1, [0, 1, 0], [1], 0), ValueError, "masses"),
        (lambda: piecewise_constant([1, 0.5], [0, 1, 0.5], [1]), ValueError, "energy"),
        (lambda: piecewise_constant("1", [0, 0], []), TypeError, "energy"),
    ],
)
def test_bad_input_is_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()
