"""S-matrices against transfer matrices, direct elimination and unitarity."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import unitary_group

from landauer_lib.scattering import SMatrix, circular_ensemble, propagation


def random_smatrix(rng, left, right, stack=()):
    size = left + right
    draws = unitary_group.rvs(size, size=int(np.prod(stack, initial=1)), random_state=rng)
    return SMatrix.from_matrix(np.reshape(draws, (*stack, size, size)), left)


def eliminated(a, b):
    """Compose by solving the full linear system for the waves in the gap."""
    la, gap, rb = a.r.shape[0], a.r_prime.shape[0], b.r_prime.shape[0]
    # Unknowns: right-moving x = t_a in + r'_a y and left-moving y = r_b x + t'_b in'.
    system = np.block([[np.eye(gap), -a.r_prime], [-b.r, np.eye(gap)]])
    drive = np.block([[a.t, np.zeros((gap, rb))], [np.zeros((gap, la)), b.t_prime]])
    x, y = np.split(np.linalg.lstsq(system, drive, rcond=None)[0], 2)
    out_left = np.hstack([a.r, np.zeros((la, rb))]) + a.t_prime @ y
    out_right = np.hstack([np.zeros((rb, la)), b.r_prime]) + b.t @ x
    return np.vstack([out_left, out_right])


def transfer(s):
    """Transfer matrix (right amplitudes from left ones) of a square S-matrix."""
    inverse = np.linalg.inv(s.t_prime)
    return np.block(
        [
            [s.t - s.r_prime @ inverse @ s.r, s.r_prime @ inverse],
            [-inverse @ s.r, inverse],
        ]
    )


@pytest.mark.parametrize(
    "channels", [(1, 1, 1), (3, 3, 3), (2, 5, 3), (4, 1, 4), (0, 2, 3), (2, 2, 0)]
)
def test_composition_agrees_with_direct_elimination(channels):
    rng = np.random.default_rng(1)
    left, middle, right = channels
    a, b = random_smatrix(rng, left, middle), random_smatrix(rng, middle, right)
    both = a @ b
    assert both.matrix == pytest.approx(eliminated(a, b), abs=1e-12)
    assert both.unitarity_error < 1e-12


def test_composition_agrees_with_the_product_of_transfer_matrices():
    rng = np.random.default_rng(2)
    a, b = random_smatrix(rng, 4, 4), random_smatrix(rng, 4, 4)
    assert transfer(a @ b) == pytest.approx(transfer(b) @ transfer(a), rel=1e-10, abs=0)


def test_composition_is_associative_and_has_an_identity():
    rng = np.random.default_rng(3)
    a, b, c = random_smatrix(rng, 2, 3), random_smatrix(rng, 3, 4), random_smatrix(rng, 4, 2)
    assert ((a @ b) @ c).matrix == pytest.approx((a @ (b @ c)).matrix, abs=1e-12)
    assert np.array_equal((a @ SMatrix.identity(3)).matrix, a.matrix)
    assert np.array_equal((SMatrix.identity(2) @ a).matrix, a.matrix)


def test_conductors_that_meet_with_no_open_channel_pass_nothing():
    rng = np.random.default_rng(4)
    both = random_smatrix(rng, 2, 0) @ random_smatrix(rng, 0, 3)
    assert both.transmission == 0
    assert both.log_transmission == -np.inf
    assert both.reflection == pytest.approx(2, rel=1e-12, abs=0)
    assert both.t.shape == (3, 2)


def test_a_stack_composes_like_its_members():
    rng = np.random.default_rng(5)
    a, b = random_smatrix(rng, 2, 3, (4, 2)), random_smatrix(rng, 3, 1)
    both = a @ b
    assert both.transmission.shape == (4, 2)
    for index in np.ndindex(4, 2):
        one = SMatrix.from_matrix(a.matrix[index], 2) @ b
        assert both.matrix[index] == pytest.approx(one.matrix, abs=1e-14)
        assert both.unitarity_error[index] < 1e-12


@given(
    t1=st.floats(1e-10, 1.0),
    t2=st.floats(1e-10, 1.0),
    phase=st.floats(0.1, 6.1),
)
def test_two_scalar_barriers_give_the_fabry_perot_formula(t1, t2, phase):
    def mirror(transmission):
        r, t = np.sqrt(1 - transmission), np.sqrt(transmission)
        return SMatrix(r, 1j * t, r, 1j * t)

    both = mirror(t1) @ propagation(phase / 2) @ mirror(t2)
    r1, r2 = 1 - t1, 1 - t2
    expected = t1 * t2 / (1 + r1 * r2 - 2 * np.sqrt(r1 * r2) * np.cos(phase))
    assert both.transmission == pytest.approx(expected, rel=1e-11, abs=0)
    assert both.transmission + both.reflection == pytest.approx(1, abs=1e-12)


def test_transmission_is_the_sum_of_the_eigenvalues_and_the_same_both_ways():
    s = random_smatrix(np.random.default_rng(6), 3, 5)
    assert s.eigenvalues.shape == (3,)
    assert np.all(np.diff(s.eigenvalues) <= 0)
    assert np.sum(s.eigenvalues) == pytest.approx(s.transmission, rel=1e-12, abs=0)
    assert np.sum(np.abs(s.t_prime) ** 2) == pytest.approx(s.transmission, rel=1e-12, abs=0)
    assert s.transmission + s.reflection == pytest.approx(3, rel=1e-12, abs=0)
    own = np.linalg.eigvalsh(s.t.conj().T @ s.t)[::-1]
    assert s.eigenvalues == pytest.approx(own, abs=1e-13)


def test_eigenchannels_diagonalise_transmission_and_leave_unit_flux():
    s = random_smatrix(np.random.default_rng(7), 5, 3)
    values, incoming, outgoing = s.eigenchannels
    assert outgoing.conj().T @ s.t @ incoming == pytest.approx(np.diag(np.sqrt(values)), abs=1e-12)
    assert incoming.conj().T @ incoming == pytest.approx(np.eye(3), abs=1e-12)
    assert outgoing.conj().T @ outgoing == pytest.approx(np.eye(3), abs=1e-12)


def test_eigenvalues_do_not_depend_on_the_basis_of_the_leads():
    rng = np.random.default_rng(8)
    s = random_smatrix(rng, 4, 4)
    u, v = unitary_group.rvs(4, size=2, random_state=rng)
    turned = SMatrix(u.T @ s.r @ u, v @ s.t @ u, v @ s.r_prime @ v.T, u.T @ s.t_prime @ v.T)
    assert turned.eigenvalues == pytest.approx(s.eigenvalues, abs=1e-12)
    assert np.abs(turned.t) ** 2 != pytest.approx(np.abs(s.t) ** 2, abs=1e-2)


def test_rounding_above_one_is_clipped_but_gain_is_shown():
    assert SMatrix(0, 1 + 1e-13, 0, 1).eigenvalues[0] == 1.0
    assert SMatrix(0, 1.1, 0, 1).eigenvalues[0] == pytest.approx(1.21, rel=1e-12, abs=0)
    assert SMatrix(0, 1.1, 0, 1).unitarity_error == pytest.approx(0.21, rel=1e-12, abs=0)
    assert SMatrix(0, 0.5, 0, 0.5).unitarity_error == pytest.approx(0.75, rel=1e-12, abs=0)


def test_log_transmission_reaches_below_the_smallest_float():
    faint = SMatrix(1, 1e-200, 1, 1e-200)
    assert faint.transmission == 0
    assert faint.log_transmission == pytest.approx(-400 * np.log(10), rel=1e-12, abs=0)
    assert SMatrix(1, 0, 1, 0).log_transmission == -np.inf
    s = random_smatrix(np.random.default_rng(9), 3, 2)
    assert s.log_transmission == pytest.approx(np.log(s.transmission), rel=1e-12, abs=0)


def test_free_flight_adds_its_phases():
    both = propagation([0.3, 1.0]) @ propagation([0.2, -2.0])
    assert both.t == pytest.approx(propagation([0.5, -1.0]).t, abs=1e-15)
    assert propagation(0.7).t.shape == (1, 1)


def test_a_trapped_wave_is_refused_with_the_reason():
    wall = SMatrix(1, 0, 1, 0)
    with pytest.raises(ValueError, match="bounces between"):
        wall @ wall
    assert (wall @ propagation(0.3) @ wall).transmission == 0


def test_blocks_cannot_be_changed():
    s = SMatrix.identity(2)
    with pytest.raises(ValueError, match="read-only"):
        s.t[0, 0] = 2
    with pytest.raises(AttributeError):
        s.t = np.eye(2)


@pytest.mark.parametrize(
    ("blocks", "error", "name"),
    [
        (("a", 1, 0, 1), TypeError, "r must"),
        (([[0], [0, 0]], 1, 0, 1), TypeError, "r must"),
        ((0, np.nan, 0, 1), ValueError, "t must be finite"),
        ((0, 1, np.inf, 1), ValueError, "r_prime must be finite"),
        ((0, 1, 0, [1, 0]), ValueError, "t_prime must be a scalar or a matrix"),
        ((np.eye(2), 1, 0, 1), ValueError, "t must have shape"),
        ((np.ones((2, 1)), 1, 0, 1), ValueError, "r must have shape"),
        ((np.zeros((2, 1, 1)), 1, 0, 1), ValueError, "leading shapes"),
    ],
)
def test_bad_blocks_are_refused_by_name(blocks, error, name):
    with pytest.raises(error, match=name):
        SMatrix(*blocks)


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: SMatrix.identity(2) @ SMatrix.identity(3), ValueError, "cannot compose: 2"),
        (lambda: SMatrix.identity(2) @ np.eye(4), TypeError, "SMatrix"),
        (lambda: SMatrix.identity(-1), ValueError, "channels"),
        (lambda: SMatrix.identity(1.5), ValueError, "channels"),
        (lambda: SMatrix.from_matrix(np.eye(4), 5), ValueError, "left_channels"),
        (lambda: SMatrix.from_matrix(np.ones((4, 3)), 2), ValueError, "matrix must be square"),
        (lambda: propagation(np.nan), ValueError, "phase"),
        (lambda: propagation(np.zeros((2, 2))), ValueError, "phase"),
        (lambda: propagation("1"), TypeError, "phase"),
    ],
)
def test_bad_calls_are_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()


def test_another_basis_changes_entries_but_no_eigenvalue():
    s = SMatrix.from_matrix(circular_ensemble(5, beta=2, rng=1), left_channels=2)
    u, v = circular_ensemble(2, beta=2, rng=2), circular_ensemble(3, beta=2, rng=3)
    turned = s.in_basis(u, v)
    assert not np.allclose(np.abs(turned.t), np.abs(s.t))
    np.testing.assert_allclose(turned.eigenvalues, s.eigenvalues, rtol=1e-12)
    assert float(turned.transmission) == pytest.approx(float(s.transmission), rel=1e-12)
    assert float(turned.unitarity_error) < 1e-14
    back = turned.in_basis(u.conj().T, v.conj().T)
    np.testing.assert_allclose(back.matrix, s.matrix, atol=1e-14)


def test_eigenchannels_are_the_basis_that_makes_t_diagonal():
    s = SMatrix.from_matrix(circular_ensemble(6, beta=1, rng=4), left_channels=3)
    values, incoming, outgoing = s.eigenchannels
    diagonal = s.in_basis(incoming, outgoing).t
    np.testing.assert_allclose(diagonal, np.diag(np.sqrt(values)), atol=1e-14)


def test_turning_both_factors_alike_between_them_leaves_their_product():
    a = SMatrix.from_matrix(circular_ensemble(4, beta=2, rng=5), left_channels=2)
    b = SMatrix.from_matrix(circular_ensemble(4, beta=2, rng=6), left_channels=2)
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    together = a.in_basis(right=turn) @ b.in_basis(left=turn)
    np.testing.assert_allclose(together.matrix, (a @ b).matrix, atol=1e-13)


@pytest.mark.parametrize("beta", [1, 2, 4])
def test_drawn_matrices_are_unitary_and_have_their_symmetry(beta):
    s = circular_ensemble(3, beta=beta, rng=7, count=200)
    np.testing.assert_allclose(
        s.conj().swapaxes(1, 2) @ s, np.broadcast_to(np.eye(s.shape[-1]), s.shape), atol=1e-13
    )
    if beta == 1:
        np.testing.assert_allclose(s, s.swapaxes(1, 2), atol=1e-13)
    if beta == 4:  # self-dual: a spin is never reflected into its own time-reversed partner
        np.testing.assert_allclose(s[:, [0, 2, 4], [1, 3, 5]], 0, atol=1e-13)
    assert np.abs(s.mean(axis=0)).max() < 0.3


@pytest.mark.parametrize(
    ("side", "matrix", "match"),
    [
        ("left", np.eye(3), "left must have shape"),
        ("right", 2 * np.eye(2), "right must be unitary"),
    ],
)
def test_a_basis_that_is_none_is_refused(side, matrix, match):
    with pytest.raises(ValueError, match=match):
        SMatrix.identity(2).in_basis(**{side: matrix})
