"""Classical electrons among scatterers, followed one by one from reservoir to reservoir.

An electron enters from the left reservoir with the directions of a thermal flux, flies straight
for exponentially distributed lengths of mean l, and leaves every collision in a random direction.
Its speed never changes. Walls along the wire are mirrors, which leave the motion along it alone.
"""

from typing import NamedTuple

import numpy as np

from .. import _checks
from .._types import Floats

__all__ = ["Passage", "Path", "classical_paths", "classical_transmission"]


class Passage(NamedTuple):
    """Share of electrons that pass a wire."""

    transmission: float
    """Passed over sent."""
    uncertainty: float
    """Standard error of it, from the number of electrons."""


class Path(NamedTuple):
    """Way of one electron: corners between which it flies straight at a constant speed."""

    x: Floats
    """Along the wire in m; the last corner is at 0 or at the length."""
    y: Floats
    """Across the wire in m, between 0 and the width."""
    passed: bool
    """Whether it left at the far end."""


def _entering(dimension: int, count: int, rng: np.random.Generator) -> Floats:
    """Draw the cosines, to the wire, of electrons that a reservoir sends through a plane."""
    if dimension == 1:
        return np.ones(count)
    uniform = rng.random(count)
    return np.sqrt(1 - uniform**2) if dimension == 2 else np.sqrt(uniform)


def _scattered(dimension: int, count: int, rng: np.random.Generator) -> Floats:
    """Draw the cosines of electrons that a collision sends in any direction."""
    if dimension == 1:
        return rng.choice([-1.0, 1.0], count)
    return np.cos(2 * np.pi * rng.random(count)) if dimension == 2 else rng.uniform(-1, 1, count)


def classical_transmission(
    length: float,
    mean_free_path: float,
    dimension: int,
    *,
    rng: int | np.random.Generator,
    electrons: int = 10_000,
) -> Passage:
    """Send electrons through a wire of random scatterers and count those that pass.

    In one dimension the mean is λ/(λ + L) with λ = 2l, exactly. In two and three it lies below that
    interpolation, by at most 2.2 and 3.2 % where L is about l, because electrons fresh from a
    reservoir are not yet distributed over the directions as in the bulk.

    Parameters
    ----------
    length : float
        Length L in m, at least 0.
    mean_free_path : float
        l in m: mean flight between collisions, each of which forgets the direction.
    dimension : {1, 2, 3}
        Dimension in which the electrons move.
    rng : int or numpy.random.Generator
        Seed, or source of random numbers.
    electrons : int, optional
        How many to send, at least 2.

    Returns
    -------
    Passage
        ``transmission`` and its ``uncertainty``. A wire of M channels then has the resistance
        h/(degeneracy e² M transmission).

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    Examples
    --------
    >>> passage = classical_transmission(2e-6, 1e-6, 1, rng=1)
    >>> round(passage.transmission, 2), round(passage.uncertainty, 3)
    (0.5, 0.005)
    """
    extent = _checks.scalar("length", length, at_least=0)
    path = _checks.scalar("mean_free_path", mean_free_path, above=0)
    d = _checks.whole_number("dimension", dimension, at_least=1, at_most=3)
    sent = _checks.whole_number("electrons", electrons, at_least=2)
    random = _checks.random_source("rng", rng)
    position, cosine, passed = np.zeros(sent), _entering(d, sent, random), 0
    while position.size:
        position = position + cosine * random.exponential(path, position.size)
        passed += int(np.count_nonzero(position >= extent))
        position = position[(position >= 0) & (position < extent)]
        cosine = _scattered(d, position.size, random)
    share = passed / sent
    # One electron more of either kind, so that none or all of few is not taken for certainty.
    prior = (passed + 1) / (sent + 2)
    return Passage(share, float(np.sqrt(prior * (1 - prior) / sent)))


def classical_paths(
    length: float,
    width: float,
    mean_free_path: float,
    *,
    rng: int | np.random.Generator,
    electrons: int = 20,
) -> list[Path]:
    """Follow electrons through a two-dimensional wire between mirrors, for a picture.

    Parameters
    ----------
    length, width : float
        Length and width of the wire in m, above 0.
    mean_free_path : float
        l in m.
    rng : int or numpy.random.Generator
        Seed, or source of random numbers.
    electrons : int, optional
        How many to send from the left, at least 1.

    Returns
    -------
    list of Path
        One for each electron; distance flown divided by the Fermi velocity is the time.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    Examples
    --------
    >>> path = classical_paths(1e-6, 0.2e-6, 1e-3, rng=1, electrons=1)[0]  # l far longer than L
    >>> path.passed, float(path.x[-1]) == 1e-6
    (True, True)
    """
    extent = _checks.scalar("length", length, above=0)
    span = _checks.scalar("width", width, above=0)
    free = _checks.scalar("mean_free_path", mean_free_path, above=0)
    count = _checks.whole_number("electrons", electrons, at_least=1)
    random = _checks.random_source("rng", rng)
    return [_path(extent, span, free, random) for _ in range(count)]


def _path(length: float, width: float, free: float, random: np.random.Generator) -> Path:
    """Follow one electron; y is unfolded at the mirrors first and folded back afterwards."""
    x, y = [0.0], [width * random.random()]
    angle = float(np.arcsin(random.uniform(-1, 1)))
    while True:
        flight = random.exponential(free)
        x0, y0 = x[-1], y[-1]
        dx, dy = flight * np.cos(angle), flight * np.sin(angle)
        end = length if x0 + dx >= length else 0.0 if x0 + dx < 0 else None
        last = y0 + dy if end is None else y0 + dy * (end - x0) / dx
        low, high = sorted((y0, last))
        walls = np.arange(np.floor(low / width) + 1, np.ceil(high / width)) * width
        for wall in walls if dy > 0 else walls[::-1]:
            x.append(x0 + (wall - y0) * dx / dy)
            y.append(float(wall))
        x.append(x0 + dx if end is None else end)
        y.append(last)
        if end is not None:
            break
        angle = float(random.uniform(0, 2 * np.pi))
    folded = np.abs((np.array(y) / width + 1) % 2 - 1) * width
    return Path(np.array(x), folded, end == length)
