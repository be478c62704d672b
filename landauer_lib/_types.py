"""Types of arguments and results, kept by name so that printed signatures stay short.

A plain alias is expanded wherever a signature is printed, to hundreds of characters for NumPy's
``ArrayLike``. These print as the names they have here; type checkers see what they stand for.
"""

import numpy as np
from numpy import typing as npt
from typing_extensions import TypeAliasType

__all__ = ["ArrayLike", "Bools", "Complexes", "Floats", "Integers"]

ArrayLike = TypeAliasType("ArrayLike", npt.ArrayLike)
"""A number, or numbers in an array, a list or anything else that NumPy makes an array of."""

Floats = TypeAliasType("Floats", npt.NDArray[np.float64])
"""Real numbers in an array of any shape."""

Complexes = TypeAliasType("Complexes", npt.NDArray[np.complex128])
"""Complex numbers in an array of any shape."""

Integers = TypeAliasType("Integers", npt.NDArray[np.int64])
"""Whole numbers in an array of any shape."""

Bools = TypeAliasType("Bools", npt.NDArray[np.bool_])
"""Truth values in an array of any shape."""
