"""Steps, rectangles, delta and double barriers against mpmath, limits and sums over bounces."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.barriers import delta_barrier, double_barrier, potential_step, rectangular_barrier
from landauer_lib.constants import HBAR2_OVER_2M_EV
from tests.library.helpers import powers_of_ten

# --- single barriers ------------------------------------------------------------------------------


def test_step_depends_on_the_two_velocities():
    assert potential_step(4.0, 3.0) == pytest.approx(8 / 9, rel=1e-14, abs=0)
    # Same velocity on both sides although potential and mass both jump: nothing is reflected.
    assert potential_step(1.0, -1.0, 1.0, 2.0) == pytest.approx(1, rel=1e-14, abs=0)
    assert potential_step(1.0, 0.0, 1.0, 4.0) == pytest.approx(8 / 9, rel=1e-14, abs=0)
    assert np.array_equal(potential_step([0.5, 1.0, -1.0], [1.0, 1.0, -2.0]), [0, 0, 0])


@given(
    energy=powers_of_ten(-5, 5),
    height=powers_of_ten(-5, 5),
    masses=st.tuples(*2 * [powers_of_ten(-5, 5)]),
)
def test_step_is_the_same_from_both_sides(energy, height, masses):
    down = potential_step(energy, -height, *masses)
    up = potential_step(energy + height, height, *masses[::-1])
    assert 0 <= down <= 1
    assert down == pytest.approx(up, rel=1e-9, abs=0)


@given(
    energy=powers_of_ten(-6, 4),
    height=powers_of_ten(-6, 4),
    width=powers_of_ten(-12, -7),
    sign=st.sampled_from([1, -1]),
)
def test_rectangle_agrees_with_mpmath(energy, height, width, sign):
    ours = rectangular_barrier(energy, sign * height, width)
    assert 0 <= ours <= 1
    with mp.workdps(60):
        e, v, c = mp.mpf(energy), sign * mp.mpf(height), mp.mpf(HBAR2_OVER_2M_EV)
        x = mp.sqrt(mp.mpc((v - e) / c)) * mp.mpf(width)
        shape = mp.sinh(x) / x if x else mp.mpf(1)
        exact = 1 / (1 + mp.re((v * mp.mpf(width) * shape) ** 2) / (4 * e * c))
    # Above the barrier the phase carries |x| units of round-off, under it the exponent does.
    assert ours == pytest.approx(float(exact), rel=1e-13 * (10 + float(abs(x))), abs=1e-300)


def test_top_of_the_rectangle_is_the_known_limit():
    v, a = 0.3, 5e-9
    limit = 1 / (1 + v * a**2 / (4 * HBAR2_OVER_2M_EV / 0.067))
    assert rectangular_barrier(v, v, a, 0.067) == pytest.approx(limit, rel=1e-13, abs=0)
    near = rectangular_barrier(v * (1 + np.array([-1e-12, 1e-12])), v, a, 0.067)
    assert near == pytest.approx(limit, rel=1e-11, abs=0)


def test_narrow_high_rectangle_becomes_the_delta():
    narrow = rectangular_barrier(0.1, 1e7, 1e-17)
    assert delta_barrier(0.1, 1e-10) == pytest.approx(float(narrow), rel=1e-6, abs=0)
    k = np.sqrt(0.1 / HBAR2_OVER_2M_EV)
    beta = 1e-10 / (2 * HBAR2_OVER_2M_EV * k)
    assert delta_barrier(0.1, 1e-10) == pytest.approx(1 / (1 + beta**2), rel=1e-13, abs=0)
    assert delta_barrier(0.1, -1e-10) == delta_barrier(0.1, 1e-10)


# --- two barriers ---------------------------------------------------------------------------------


@given(t1=powers_of_ten(-10, 0), t2=powers_of_ten(-10, 0), phase=st.floats(-10, 10))
def test_double_barrier_agrees_with_mpmath(t1, t2, phase):
    with mp.workdps(50):
        r = mp.sqrt((1 - mp.mpf(t1)) * (1 - mp.mpf(t2)))
        exact = mp.mpf(t1) * t2 / (1 + r**2 - 2 * r * mp.cos(phase))
        average = mp.mpf(t1) * t2 / (1 - r**2)
    assert double_barrier(t1, t2, phase) == pytest.approx(float(exact), rel=1e-12, abs=0)
    assert double_barrier(t1, t2) == pytest.approx(float(average), rel=1e-12, abs=0)
    assert double_barrier(t1, t2, phase) <= 1


def test_average_over_the_phase_is_the_incoherent_sum():
    phases = np.arange(400) * 2 * np.pi / 400
    assert np.mean(double_barrier(0.3, 0.2, phases)) == pytest.approx(
        float(double_barrier(0.3, 0.2)), rel=1e-13, abs=0
    )
    t1, t2 = 0.3, 0.2
    bounces = sum(t1 * ((1 - t1) * (1 - t2)) ** n * t2 for n in range(200))
    assert double_barrier(t1, t2) == pytest.approx(bounces, rel=1e-13, abs=0)
    # Resistances (1 − T)/T of incoherent barriers add.
    total = (1 - double_barrier(t1, t2)) / double_barrier(t1, t2)
    assert total == pytest.approx((1 - t1) / t1 + (1 - t2) / t2, rel=1e-13, abs=0)
    assert double_barrier(0.0, 0.0) == double_barrier(0.0, 0.0, 0.0) == 0
    assert double_barrier(1e-300, 1e-300, 0.0) == pytest.approx(1, rel=1e-12, abs=0)


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: potential_step("1", 1), TypeError, "energy"),
        (lambda: potential_step(1, np.nan), ValueError, "height"),
        (lambda: potential_step(1, 1, 0.0), ValueError, "mass_left"),
        (lambda: potential_step(1, 1, 1, -1), ValueError, "mass_right"),
        (lambda: potential_step([1, 2], [1, 2, 3]), ValueError, "energy"),
        (lambda: rectangular_barrier(np.inf, 1, 1), ValueError, "energy"),
        (lambda: rectangular_barrier(1, 1, -1), ValueError, "width"),
        (lambda: rectangular_barrier(1, 1, 1, 0), ValueError, "mass"),
        (lambda: delta_barrier(1, None), TypeError, "strength"),
        (lambda: delta_barrier(1, 1, -1), ValueError, "mass"),
        (lambda: double_barrier(1.1, 0.5), ValueError, "first"),
        (lambda: double_barrier(0.5, -0.1), ValueError, "second"),
        (lambda: double_barrier(0.5, 0.5, np.nan), ValueError, "phase"),
    ],
)
def test_bad_input_is_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()
