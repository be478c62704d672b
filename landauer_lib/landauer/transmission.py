"""What counts as a transmission T(E), and the checks that every Landauer integral makes of it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from typing_extensions import TypeAliasType

from .. import _checks
from .._types import ArrayLike, Floats
from ..constants import E_CHARGE, H_PLANCK

__all__ = ["QUANTUM", "Transmission", "all_breakpoints", "checked", "flat", "prefactor", "resolved"]

Transmission = TypeAliasType("Transmission", Callable[[Floats], Any] | ArrayLike)
"""A number or array, or a function from a one-dimensional array of energies in eV to T(E)."""

QUANTUM = E_CHARGE**2 / H_PLANCK
"""e²/h in S: turns an integral over eV into A, and one over eV² into W."""


def prefactor(degeneracy: float) -> float:
    """Return (degeneracy e²/h) in S, with the degeneracy checked."""
    return _checks.scalar("degeneracy", degeneracy, above=0) * QUANTUM


def checked(transmission: Callable[[Floats], Any]) -> Callable[[Floats], Floats]:
    """Wrap T(E) so that what it returns is real, finite, not negative and of the right shape."""

    def values(energy: Floats) -> Floats:
        raw = np.asarray(transmission(energy))
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


def all_breakpoints(transmission: object, given: ArrayLike) -> Floats:
    """Gather the energies given by keyword and those that the function carries itself."""
    own = getattr(transmission, "breakpoints", ())
    parts = [_checks.number("breakpoints", part).ravel() for part in (given, own) if np.size(part)]
    return np.unique(np.concatenate(parts)) if parts else np.empty(0)


def resolved(mu: Floats, kt: Floats) -> Floats:
    """Return kT, or 0 where it is below what floating-point energies near mu can tell apart."""
    return np.where(kt > 64 * np.spacing(abs(mu)), kt, 0)


def flat(*arrays: ArrayLike) -> tuple[tuple[int, ...], list[Floats]]:
    """Broadcast, and return the common shape with each array as one row."""
    spread = np.broadcast_arrays(*(np.asarray(a, dtype=float) for a in arrays))
    return spread[0].shape, [a.ravel() for a in spread]
