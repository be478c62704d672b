"""The units that answer boxes read, with the size of each in SI units from the library's constants.

The front end gets this table as JSON; it computes with it and knows no unit by itself.
"""

from typing import Final

from landauer_lib.constants import E_CHARGE, G0, H_PLANCK, HBAR, K_B, KAPPA0, R0, R_K

__all__ = ["KINDS", "PREFIXES", "UNITS", "table"]

Dimension = dict[str, float]

PREFIXES: Final = {
    "f": 1e-15,
    "p": 1e-12,
    "n": 1e-9,
    "μ": 1e-6,
    "u": 1e-6,
    "m": 1e-3,
    "c": 1e-2,
    "k": 1e3,
    "M": 1e6,
    "G": 1e9,
    "T": 1e12,
}
"""Decimal prefixes; the micro sign is the Greek letter, to which the front end maps the other."""

_ENERGY: Final[Dimension] = {"m": 2, "kg": 1, "s": -2}
_OHM: Final[Dimension] = {"m": 2, "kg": 1, "s": -3, "A": -2}
_SIEMENS: Final[Dimension] = {unit: -power for unit, power in _OHM.items()}
_CHARGE: Final[Dimension] = {"s": 1, "A": 1}

UNITS: Final[dict[str, tuple[float, Dimension]]] = {
    "m": (1, {"m": 1}),
    "g": (1e-3, {"kg": 1}),
    "s": (1, {"s": 1}),
    "A": (1, {"A": 1}),
    "K": (1, {"K": 1}),
    "Hz": (1, {"s": -1}),
    "J": (1, _ENERGY),
    "eV": (E_CHARGE, _ENERGY),
    "W": (1, {"m": 2, "kg": 1, "s": -3}),
    "V": (1, {"m": 2, "kg": 1, "s": -3, "A": -1}),
    "Ω": (1, _OHM),
    "ohm": (1, _OHM),
    "Ohm": (1, _OHM),
    "S": (1, _SIEMENS),
    "C": (1, _CHARGE),
    "F": (1, {"m": -2, "kg": -1, "s": 4, "A": 2}),
    "T": (1, {"kg": 1, "s": -2, "A": -1}),
}
"""Units that take a prefix: size in SI units, and powers of the base units."""

_WHOLE: Final[dict[str, tuple[float, Dimension]]] = {
    "rad": (1, {}),
    "percent": (0.01, {}),
    "e": (E_CHARGE, _CHARGE),
    "h": (H_PLANCK, {"m": 2, "kg": 1, "s": -1}),
    "ħ": (HBAR, {"m": 2, "kg": 1, "s": -1}),
    "hbar": (HBAR, {"m": 2, "kg": 1, "s": -1}),
    "kB": (K_B, {**_ENERGY, "K": -1}),
    "G0": (G0, _SIEMENS),
    "R0": (R0, _OHM),
    "RK": (R_K, _OHM),
    "κ0": (KAPPA0, {"m": 2, "kg": 1, "s": -3, "K": -2}),
}

KINDS: Final[dict[str, Dimension]] = {
    "pure number": {},
    "length": UNITS["m"][1],
    "time": UNITS["s"][1],
    "mass": UNITS["g"][1],
    "current": UNITS["A"][1],
    "temperature": UNITS["K"][1],
    "frequency": UNITS["Hz"][1],
    "energy": UNITS["J"][1],
    "power": UNITS["W"][1],
    "voltage": UNITS["V"][1],
    "resistance": UNITS["Ω"][1],
    "conductance": UNITS["S"][1],
    "charge": UNITS["C"][1],
    "capacitance": UNITS["F"][1],
    "magnetic field": UNITS["T"][1],
    "velocity": {"m": 1, "s": -1},
    "thermal conductance": {"m": 2, "kg": 1, "s": -3, "K": -1},
}
"""What a dimension is called when a reader is told that it is not the one asked for."""


def table() -> dict[str, object]:
    """Return prefixes, units with and without prefix, and kinds, as the front end takes them."""
    return {
        "prefixes": PREFIXES,
        "scaled": {name: list(unit) for name, unit in UNITS.items()},
        "whole": {name: list(unit) for name, unit in _WHOLE.items()},
        "kinds": KINDS,
    }
