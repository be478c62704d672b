"""Electrons one by one, and what fills the wire, against the transport equation solved directly."""

import numpy as np
import pytest

from landauer_lib.drude import (
    backscattering_length,
    classical_paths,
    classical_transmission,
    wire_occupation,
)
from tests.library.helpers import approx


def transport(length, dimension, cells=300):
    """Solve Boltzmann's equation between two reservoirs in discrete ordinates; l is 1.

    Returns the transmission and the mean occupation in the cells for 1 on the left, 0 on the right.
    """
    nodes, weights = np.polynomial.legendre.leggauss(24)
    if dimension == 1:
        cosine, share = np.ones(1), np.ones(1)
    elif dimension == 2:
        cosine, share = np.cos((nodes + 1) * np.pi / 4), weights / 2
    else:
        cosine, share = (nodes + 1) / 2, weights / 2
    flux = cosine * share / np.sum(cosine * share)
    step = length / cells
    mixing, source = np.zeros((cells, cells)), np.zeros(cells)
    direct, scattered = 0.0, np.zeros(cells)
    for c, part, weight in zip(cosine, share, flux, strict=True):
        decay = np.exp(-step / c)
        stream = np.zeros((cells + 1, cells))
        for i in range(cells):
            stream[i + 1] = stream[i] * decay
            stream[i + 1, i] += 1 - decay
        mean = np.eye(cells) + (stream[:-1] - stream[1:]) * c / step
        fresh = decay ** np.arange(cells + 1)
        mixing += part / 2 * (mean + mean[::-1, ::-1])
        source += part / 2 * (fresh[:-1] - fresh[1:]) * c / step
        direct += weight * fresh[-1]
        scattered += weight * stream[-1]
    occupation = np.linalg.solve(np.eye(cells) - mixing, source)
    return direct + scattered @ occupation, occupation


@pytest.mark.parametrize("dimension", [1, 2, 3])
@pytest.mark.parametrize("length", [0.2, 1.0, 5.0])
def test_counted_electrons_agree_with_the_transport_equation(length, dimension):
    passage = classical_transmission(length, 1.0, dimension, rng=7, electrons=40_000)
    exact, _ = transport(length, dimension)
    assert abs(passage.transmission - exact) < 4 * passage.uncertainty
    assert passage.uncertainty < 0.0026


@pytest.mark.parametrize(("dimension", "worst"), [(1, 0.0), (2, 0.022), (3, 0.032)])
def test_the_interpolation_is_as_close_as_the_docstring_says(dimension, worst):
    path = float(backscattering_length(1.0, dimension))
    ratios = [
        transport(length, dimension, 200)[0] * (1 + length / path)
        for length in (0.1, 0.4, 0.7, 1.0, 3.0, 10.0)
    ]
    assert max(ratios) < 1 + 2e-4  # the cells' width
    assert 1 - min(ratios) == pytest.approx(worst, abs=6e-4)


def test_occupations_in_one_dimension_solve_the_transport_equation():
    length = 3.0
    _, occupation = transport(length, 1)
    x = (np.arange(300) + 0.5) * length / 300
    movers = wire_occupation(x, length, float(backscattering_length(1.0, 1)))
    np.testing.assert_allclose(movers.mean, occupation, atol=1e-4)


def test_occupations_carry_one_current_everywhere_and_jump_at_the_contacts():
    x = np.array([-1.0, 0.0, 0.3, 2.0, 2.5])
    movers = wire_occupation(x, 2.0, 0.5)
    assert movers.right[1:4] - movers.left[1:4] == approx(0.2)
    assert movers.mean == approx([1.0, 0.9, 0.78, 0.1, 0.0])
    ballistic = wire_occupation([0.0, 1.0], 1.0, 1e12)
    assert ballistic.right == approx([1.0, 1.0], rel=1e-9)
    assert ballistic.left == approx([0.0, 0.0], abs=1e-9)


def test_a_seed_repeats_and_a_generator_goes_on():
    once, again = (classical_transmission(1.0, 1.0, 2, rng=3) for _ in range(2))
    assert once == again
    generator = np.random.default_rng(3)
    first, second = (classical_transmission(1.0, 1.0, 2, rng=generator) for _ in range(2))
    assert first == once
    assert second != once


def test_an_empty_wire_passes_all_and_says_how_sure_it_is():
    passage = classical_transmission(0.0, 1.0, 3, rng=1, electrons=100)
    assert passage.transmission == 1.0
    assert 0.005 < passage.uncertainty < 0.02


def test_paths_stay_between_the_mirrors_and_fly_the_mean_free_path():
    length, width, free = 4.0, 0.3, 1.0
    paths = classical_paths(length, width, free, rng=5, electrons=3_000)
    flown, corners = 0.0, 0
    for path in paths:
        assert path.x[0] == 0
        assert path.x[-1] == (length if path.passed else 0.0)
        assert np.all((path.x >= 0) & (path.x <= length))
        assert np.all((path.y >= -1e-12) & (path.y <= width + 1e-12))
        on_wall = np.isclose(path.y[1:-1] % width, 0, atol=1e-9) | np.isclose(
            path.y[1:-1] % width, width, atol=1e-9
        )
        corners += np.count_nonzero(~on_wall)
        flown += np.hypot(np.diff(path.x), np.diff(path.y)).sum()
    assert flown / corners == pytest.approx(free, rel=0.03)  # one collision per mean free path
    passed = np.mean([path.passed for path in paths])
    assert passed == pytest.approx(transport(length, 2)[0], abs=0.03)


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: classical_transmission(-1.0, 1.0, 2, rng=1), ValueError, "length"),
        (lambda: classical_transmission(1.0, 0.0, 2, rng=1), ValueError, "mean_free_path"),
        (lambda: classical_transmission(1.0, 1.0, 4, rng=1), ValueError, "dimension"),
        (lambda: classical_transmission(1.0, 1.0, 2, rng=1, electrons=1), ValueError, "electrons"),
        (lambda: classical_transmission(1.0, 1.0, 2, rng=None), TypeError, "rng"),
        (lambda: classical_transmission(1.0, 1.0, 2, rng=-1), TypeError, "rng"),
        (lambda: classical_paths(1.0, 0.0, 1.0, rng=1), ValueError, "width"),
        (lambda: classical_paths(1.0, 1.0, 1.0, rng=True), TypeError, "rng"),
        (lambda: wire_occupation(np.nan, 1.0, 1.0), ValueError, "x must"),
        (lambda: wire_occupation(0.0, -1.0, 1.0), ValueError, "length"),
        (lambda: wire_occupation(0.0, 1.0, 0.0), ValueError, "backscattering_length"),
    ],
)
def test_bad_values_are_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()
