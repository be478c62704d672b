"""What counts as a transmission T(E), and the checks that every Landauer integral makes of it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from typing_extensions import TypeAliasType

from .. import _checks
from .._types import ArrayLike, Floats
from ..constants import E_CHARGE, H_PLANCK

__all__ = [
    "QUANTUM",
    "EnergyFunction",
    "Transmission",
    "all_breakpoints",
    "checked",
    "flat",
    "prefactor",
    "reach_of",
    "resolved",
]

EnergyFunction = TypeAliasType("EnergyFunction", Callable[[Any], Any])
"""A function of energies in eV."""

Transmission = TypeAliasType("Transmission", EnergyFunction | ArrayLike)
"""A number or array, or a function from a one-dimensional array of energies in eV to T(E)."""

QUANTUM = E_CHARGE**2 / H_PLANCK
"""e²/h in S: turns an integral over eV into A, and one over eV² into W."""


def prefactor(degeneracy: float) -> float:
    """Return (degeneracy e²/h) in S, with the degeneracy checked."""
    return _checks.scalar("degeneracy", degeneracy, above=0) * QUANTUM


def checked(
    transmission: EnergyFunction, *, one_by_one: bool = False
) -> Callable[[Floats], Floats]:
    """Wrap T(E) so that what it returns is real, finite, not negative and of the right shape.

    A function that takes no arrays is refused, or with ``one_by_one`` called for each energy.
    """

    def values(energy: Floats) -> Floats:
        raw = _called(transmission, energy, one_by_one)
        if raw.dtype.kind not in "iufb":
            raise TypeError(f"transmission(E) must return real numbers, got {raw.dtype}")
        if raw.shape not in ((), energy.shape):
            raise ValueError(
                f"transmission(E) must return one value for each energy: shape {energy.shape} "
                f"went in, {raw.shape} came out"
            )
        result: Floats = np.broadcast_to(raw, energy.shape).astype(np.float64)
        # Round-off may leave 1 - R a little below zero.
        bad = ~np.isfinite(result) | (result < -1e-12)
        if bad.any():
            first = int(np.argmax(bad))
            raise ValueError(
                "transmission(E) must be finite and at least 0, "
                f"got {result[first]!s} at E = {energy[first]!s} eV"
            )
        return np.maximum(result, 0)

    return values


def _called(transmission: EnergyFunction, energy: Floats, one_by_one: bool) -> NDArray[Any]:
    """Return what T(E) gives for the energies, or say that it takes no arrays."""
    try:
        raw = np.asarray(transmission(energy))
        if raw.shape == energy.shape or energy.size < 2 or raw.shape not in ((), (1,)):
            return raw
        # One number for many energies: a constant, or a function that looked at one of them.
        order = np.argsort(energy)
        some = energy[order[[0, order.size // 4, order.size // 2, -1]]]
        ends = [np.asarray(transmission(some[[i]])).ravel() for i in range(4)]
        if raw.shape == () and all(np.array_equal(end, raw.ravel()) for end in ends):
            return raw
        cause: Exception | None = None
    except (TypeError, ValueError, IndexError, AttributeError) as error:
        cause = error
        try:
            np.asarray(transmission(float(energy.flat[0]))).reshape(())
        except Exception:
            raise error from None  # it fails for single numbers too: not a matter of arrays
    if one_by_one:
        return np.array(
            [np.asarray(transmission(np.asarray(e)[()])).reshape(()) for e in energy.flat]
        )
    raise TypeError(
        "transmission(E) must take an array of energies and return one value for each, but it "
        "takes one number at a time: wrap it in numpy.vectorize, or in landauer.tabulated if it "
        "is slow"
    ) from cause


def all_breakpoints(transmission: object, given: ArrayLike) -> Floats:
    """Gather the energies given by keyword and those that the function carries itself."""
    own = getattr(transmission, "breakpoints", ())
    parts = [_checks.number("breakpoints", part).ravel() for part in (given, own) if np.size(part)]
    return np.unique(np.concatenate(parts)) if parts else np.empty(0)


def reach_of(transmission: object) -> float | None:
    """Return how many k_BT beyond mu an integral looks, where a function of limited range says."""
    reach = getattr(transmission, "reach", None)
    return None if reach is None else _checks.scalar("reach", reach, above=0)


def resolved(mu: Floats, kt: Floats) -> Floats:
    """Return kT, or 0 where it is below what floating-point energies near mu can tell apart."""
    return np.where(kt > 64 * np.spacing(abs(mu)), kt, 0)


def flat(*arrays: ArrayLike) -> tuple[tuple[int, ...], list[Floats]]:
    """Broadcast, and return the common shape with each array as one row."""
    spread = np.broadcast_arrays(*(np.asarray(a, dtype=float) for a in arrays))
    return spread[0].shape, [a.ravel() for a in spread]
