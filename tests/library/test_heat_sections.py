"""Vibrations of a free rectangle: exact modes, plate theory, finite elements, and beams with k."""

from math import pi, sqrt

import numpy as np
import pytest
from scipy.linalg import eigh
from threadpoolctl import threadpool_limits

from landauer_lib.constants import K_B_EV
from landauer_lib.heat import (
    mode_thermal_conductance,
    phonon_thermal_conductance,
    sections,
)
from landauer_lib.heat.sections import in_plane_vibrations, section_vibrations, shear_vibrations
from tests.library.helpers import approx
from tests.library.helpers_heat import quantum


@pytest.fixture(autouse=True)
def one_thread():
    with threadpool_limits(1, user_api="blas"):
        yield


def nearest(frequencies, expected):
    return frequencies[np.argmin(np.abs(frequencies - expected))]


# --- closed forms ---------------------------------------------------------------------------------


@pytest.mark.parametrize("aspect", [1.0, 2.0, 3.0])
@pytest.mark.parametrize("poisson_ratio", [-0.5, 0.0, 0.25, 0.45])
def test_lames_modes_of_squares_in_a_row_are_exact(aspect, poisson_ratio):
    """Squares of equal sides shear at sqrt(2) πc/side and exert no force on each other."""
    for order in (1, 2):
        exact = sqrt(2) * aspect * order
        found = in_plane_vibrations(aspect, poisson_ratio, exact + 0.2)
        assert nearest(found, exact) == approx(exact, rel=1e-6)


@pytest.mark.parametrize("aspect", [1.0, 2.5, 7.0])
def test_without_contraction_each_side_breathes_by_itself(aspect):
    """With a Poisson ratio of 0 stretching has the velocity sqrt(2) c and nothing else moves."""
    found = in_plane_vibrations(aspect, 0.0, sqrt(2) * max(2, aspect) + 0.1)
    for exact in sqrt(2) * np.array([1, 2, aspect]):
        assert nearest(found, exact) == approx(exact, rel=1e-6)


@pytest.mark.parametrize("poisson_ratio", [-0.3, 0.0, 0.25, 0.45])
def test_a_thin_section_bends_and_stretches_as_a_plate(poisson_ratio):
    """Free–free bending, β = 4.7300 and 7.8532, of stiffness E/(1 − ν²); deviations go as 1/a²."""
    thin, thinner = (in_plane_vibrations(a, poisson_ratio, 2.5 + a / 50) for a in (20.0, 40.0))
    plate = np.array([4.730041, 7.853205]) ** 2 / pi / sqrt(6 * (1 - poisson_ratio))
    limit = (4 * 40 * thinner[:2] - 20 * thin[:2]) / 3
    # Extrapolated from aspects 20 and 40: what is left, up to 4e-4, goes as 1/a⁴.
    np.testing.assert_allclose(limit, plate, rtol=5e-4)
    # One section alone: rotation and shear of the plate, which go as 1/a².
    np.testing.assert_allclose(40 * thinner[:2], plate, rtol=0.01)
    stretching = sqrt(2 / (1 - poisson_ratio))
    assert nearest(thinner, stretching) == approx(stretching, rel=1e-3)


# --- other methods --------------------------------------------------------------------------------


def hats(side, cells):
    """Overlaps ∫f f, ∫f′f and ∫f′f′ of linear finite elements on a side."""
    h = side / cells
    mass, mixed, stiff = (np.zeros((cells + 1, cells + 1)) for _ in range(3))
    for i in range(cells):
        here = slice(i, i + 2), slice(i, i + 2)
        mass[here] += h / 6 * np.array([[2, 1], [1, 2]])
        mixed[here] += np.array([[-1, -1], [1, 1]]) / 2
        stiff[here] += np.array([[1, -1], [-1, 1]]) / h
    return mass, mixed, stiff


def by_elements(aspect, poisson_ratio, cells, count):
    """Lowest frequencies, rigid motions included, by bilinear finite elements."""
    lame = 2 * poisson_ratio / (1 - 2 * poisson_ratio)
    mx, cx, sx = hats(1.0, round(cells * aspect))
    my, cy, sy = hats(1 / aspect, cells)
    mixed = lame * np.kron(cx, cy.T) + np.kron(cx.T, cy)
    u = (lame + 2) * np.kron(sx, my) + np.kron(mx, sy)
    v = (lame + 2) * np.kron(mx, sy) + np.kron(sx, my)
    squares = eigh(
        np.block([[u, mixed], [mixed.T, v]]),
        np.kron(np.eye(2), np.kron(mx, my)),
        eigvals_only=True,
        subset_by_index=[0, count - 1],
    )
    return np.sqrt(np.abs(squares)) / pi


@pytest.mark.parametrize(("aspect", "poisson_ratio"), [(1.0, 0.25), (2.5, 0.25), (2.5, 0.45)])
def test_finite_elements_agree_and_know_three_rigid_motions(aspect, poisson_ratio):
    coarse, fine = (by_elements(aspect, poisson_ratio, cells, 9) for cells in (6, 12))
    assert np.all(fine[:3] < 1e-5)
    extrapolated = (4 * fine[3:] - coarse[3:]) / 3
    found = in_plane_vibrations(aspect, poisson_ratio, 4.0)[:6]
    np.testing.assert_allclose(found, extrapolated, rtol=4e-3)
    assert np.all(found < fine[3:] * (1 + 1e-9))  # both are upper bounds; Ritz is the tighter


def with_more_polynomials(monkeypatch, *arguments):
    with monkeypatch.context() as patch:
        patch.setattr(sections, "MARGIN", sections.MARGIN + 6)
        return in_plane_vibrations(*arguments)


@pytest.mark.parametrize("poisson_ratio", [-0.9, 0.25, 0.49])
@pytest.mark.parametrize(
    ("aspect", "reach"), [(1.0, 2.0), (1.0, 9.0), (3.0, 15.0), (8.0, 2.0), (8.0, 12.0), (50.0, 2.0)]
)
def test_more_polynomials_change_nothing(monkeypatch, aspect, poisson_ratio, reach):
    found = in_plane_vibrations(aspect, poisson_ratio, reach)
    finer = with_more_polynomials(monkeypatch, aspect, poisson_ratio, reach * 1.001)
    np.testing.assert_allclose(found, finer[: found.size], rtol=1e-4)
    assert found.size <= finer.size <= found.size + 3
    first = min(8, found.size)
    np.testing.assert_allclose(found[:first], finer[:first], rtol=1e-5)


@pytest.mark.parametrize("poisson_ratio", [-0.5, 0.25])
def test_it_does_not_matter_which_side_comes_first(poisson_ratio):
    lying = in_plane_vibrations(2.5, poisson_ratio, 6.0)
    standing = in_plane_vibrations(0.4, poisson_ratio, 6.0 / 2.5) * 2.5
    np.testing.assert_allclose(lying, standing, rtol=1e-9)


def test_both_families_are_merged_in_order():
    merged = section_vibrations(2.5, 0.25, 30)
    shear = sorted(np.hypot(m, 2.5 * n) for m in range(30) for n in range(30))[1:]
    np.testing.assert_allclose(shear_vibrations(2.5, 30), shear[:30], rtol=1e-14)
    in_plane = in_plane_vibrations(2.5, 0.25, 6.0)
    np.testing.assert_allclose(merged, np.sort([*shear, *in_plane])[:30], rtol=1e-4)
    assert 0.5 < np.count_nonzero(in_plane <= merged[-1]) / 30 < 0.7
    assert not merged.flags.writeable
    assert section_vibrations(2.5, 0.25, 0).size == 0


# --- waves along the beam -------------------------------------------------------------------------


def derivative(side, size):
    """d/dx from coefficients of orthonormal Legendre polynomials to such coefficients."""
    scale = np.sqrt(np.arange(size) + 0.5)
    matrix = np.zeros((size, size))
    for i in range(1, size):
        row = np.polynomial.legendre.legder(np.eye(size)[i]) * 2 / side
        matrix[: row.size, i] = row
    return matrix * scale / scale[:, None]


def beam_branches(aspect, poisson_ratio, momenta, nx, ny):
    """Frequencies of waves exp(ikz) along a beam with the sides 1 and 1/aspect.

    All three displacements, that along the beam as i times a real one. Shape (momenta, modes).
    """
    dx = np.kron(derivative(1.0, nx), np.eye(ny))
    dy = np.kron(np.eye(nx), derivative(1 / aspect, ny))
    one, none = np.eye(nx * ny), np.zeros((nx * ny, nx * ny))
    lame = 2 * poisson_ratio / (1 - 2 * poisson_ratio)
    odd_x, odd_y = np.repeat(np.arange(nx) % 2, ny), np.tile(np.arange(ny) % 2, nx)
    branches = []
    for k in momenta:
        stretched = [[dx, none, none], [none, dy, none], [none, none, -k * one]]
        sheared = [[dy, dx, none], [k * one, none, dx], [none, k * one, dy]]
        now = []
        for x, y in ((0, 0), (0, 1), (1, 0), (1, 1)):
            parities = [(1 - x, y), (x, 1 - y), (x, y)]
            mine = np.concatenate([(odd_x == p) & (odd_y == q) for p, q in parities])
            xx, yy, zz, *shears = (np.hstack(s)[:, mine] for s in (*stretched, *sheared))
            strains = [xx + yy + zz, xx, yy, zz, *shears]
            weights = [lame, 2, 2, 2, 1, 1, 1]
            energy = sum(w * s.T @ s for w, s in zip(weights, strains, strict=True))
            now.append(np.sqrt(np.abs(np.linalg.eigvalsh(energy))) / pi)
        branches.append(np.concatenate(now))
    return np.array(branches)


def test_waves_along_the_beam_start_at_these_cutoffs_and_few_fall_below():
    """Each rise of a branch is a channel, each fall one of the opposite momentum."""
    branches = beam_branches(2.5, 0.25, np.linspace(0, 20, 60), 14, 9)
    start = np.sort(branches[0])
    cutoffs = section_vibrations(2.5, 0.25, 16)
    assert np.all(start[:4] < 1e-6)
    np.testing.assert_allclose(start[4:20], cutoffs, rtol=1e-4)
    lowest = branches.min(axis=0)
    low = (branches[0] > 0.1) & (branches[0] < 3.5)
    dip = 1 - np.min(lowest[low] / branches[0][low])
    assert 0.03 < dip < 0.08
    kt = 0.45
    kelvin = kt / K_B_EV
    ends = np.sort([branches[1:], branches[:-1]], axis=0)
    exact = mode_thermal_conductance(ends[0], kelvin, upper=ends[1]).sum() / quantum(kelvin)
    cutoffs = np.concatenate([np.zeros(4), section_vibrations(2.5, 0.25, 100)])
    approximate = phonon_thermal_conductance(cutoffs, kelvin) / quantum(kelvin)
    assert 0.003 < exact / approximate - 1 < 0.02
