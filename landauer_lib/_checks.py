"""Checks of arguments: each names the argument, the value it got and what is allowed."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from landauer_lib._types import ArrayLike, Integers
from landauer_lib._types import Floats as Floats


def _first(values: NDArray[Any], bad: NDArray[np.bool_]) -> str:
    """Show the first offending value, with its index where there is more than one value."""
    if values.ndim == 0:
        return f"{values[()]!s}"
    index = tuple(int(i) for i in np.argwhere(bad)[0])
    return f"{values[index]!s} at index {index[0] if len(index) == 1 else index}"


def number(
    name: str,
    value: ArrayLike,
    *,
    above: float | None = None,
    at_least: float | None = None,
    below: float | None = None,
    at_most: float | None = None,
) -> Floats:
    """Return ``value`` as a float array of any shape, finite and within the given bounds.

    Raises ``TypeError`` where it is not real numbers and ``ValueError`` where it is NaN, infinite
    or out of bounds.

    >>> number("width", 3, above=0)
    array(3.)
    """
    try:
        raw = np.asarray(value)
    except ValueError as error:
        raise TypeError(f"{name} must be a number or a rectangular array of numbers") from error
    if raw.dtype.kind not in "iuf":
        raise TypeError(f"{name} must be real numbers, got {value!r:.80}")
    values: Floats = raw.astype(np.float64)
    limits = [
        ("finite", ~np.isfinite(values)),
        (f"above {above}", values <= above if above is not None else None),
        (f"at least {at_least}", values < at_least if at_least is not None else None),
        (f"below {below}", values >= below if below is not None else None),
        (f"at most {at_most}", values > at_most if at_most is not None else None),
    ]
    for allowed, bad in limits:
        if bad is not None and bad.any():
            raise ValueError(f"{name} must be {allowed}, got {_first(values, bad)}")
    return values


def scalar(name: str, value: ArrayLike, **bounds: float | None) -> float:
    """Return ``value`` as one float, checked like :func:`number`.

    >>> scalar("length", 1e-6, above=0)
    1e-06
    """
    values = number(name, value, **bounds)
    if values.ndim:
        raise ValueError(f"{name} must be a single number, got an array of shape {values.shape}")
    return float(values)


def whole(
    name: str, value: ArrayLike, *, at_least: int | None = None, at_most: int | None = None
) -> Integers:
    """Return ``value`` as an integer array of any shape within the given bounds.

    >>> whole("n", 2.0, at_least=0)
    array(2)
    """
    values = number(name, value, at_least=at_least, at_most=at_most)
    bad = values != np.round(values)
    if bad.any():
        raise ValueError(f"{name} must be whole numbers, got {_first(values, bad)}")
    return values.astype(np.int64)


def whole_number(
    name: str, value: ArrayLike, *, at_least: int | None = None, at_most: int | None = None
) -> int:
    """Return ``value`` as one int, checked like :func:`whole`.

    >>> whole_number("count", 3, at_least=1)
    3
    """
    values = whole(name, value, at_least=at_least, at_most=at_most)
    if values.ndim:
        raise ValueError(f"{name} must be a single number, got an array of shape {values.shape}")
    return int(values)


def probability(name: str, value: ArrayLike) -> Floats:
    """Return ``value`` as a float array whose entries all lie in [0, 1].

    >>> probability("transmission", [0, 0.5])
    array([0. , 0.5])
    """
    values = number(name, value)
    bad = (values < 0) | (values > 1)
    if bad.any():
        raise ValueError(f"{name} must lie in [0, 1], got {_first(values, bad)}")
    return values


def broadcast_shape(**arrays: NDArray[Any]) -> tuple[int, ...]:
    """Return the common shape of the named arrays; a mismatch raises with every name and shape.

    >>> broadcast_shape(energy=np.zeros((3, 1)), mu=np.zeros(4))
    (3, 4)
    """
    try:
        return np.broadcast_shapes(*(a.shape for a in arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {a.shape}" for name, a in arrays.items())
        raise ValueError(f"arguments do not broadcast together: {shapes}") from None


def one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    """Return ``value`` if it is one of ``allowed``.

    >>> one_of("at", "drain", ("source", "drain"))
    'drain'
    """
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, got {value!r}")
    return value


def instances(kind: type, **values: object) -> None:
    """Refuse, by name, a value that is not of the kind.

    >>> instances(str, at="drain")
    """
    for name, value in values.items():
        if not isinstance(value, kind):
            raise TypeError(f"{name} must be a {kind.__name__}, got {value!r:.80}")


def random_source(name: str, value: object) -> np.random.Generator:
    """Return a generator of random numbers from a seed, or the generator itself.

    A seed makes the same numbers every time; a generator goes on where it stands.

    >>> float(random_source("rng", 1).random()) == float(random_source("rng", 1).random())
    True
    """
    if isinstance(value, np.random.Generator):
        return value
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 0:
        raise TypeError(
            f"{name} must be a seed (a whole number from 0) or a numpy.random.Generator, "
            f"got {value!r:.80}"
        )
    return np.random.default_rng(int(value))
