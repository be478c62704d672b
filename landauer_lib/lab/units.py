"""Units of measured columns: what a header means by them, and how they convert.

A unit is a product of prefixed symbols (``µS``, ``nA/mV``, ``1/kOhm``, ``10^15 m^-2``), a quantum
of conductance (``G0``, ``2e²/h``, ``e^2/h``), or ``log10(G/G0)``. Letters are taken literally
(``mS`` is not ``MS``); ``u`` may stand for µ, ``Ohm`` for Ω. Resistance and conductance convert
into each other as reciprocals; nothing else converts between kinds.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from landauer_lib._checks import Floats
from landauer_lib.constants import E_CHARGE, G0

__all__ = [
    "Unit",
    "checked_conductance",
    "convert",
    "is_logarithm",
    "is_quantum",
    "parse_unit",
    "same_kind",
]

_PREFIXES: Final = {
    "": 1.0, "a": 1e-18, "f": 1e-15, "p": 1e-12, "n": 1e-9, "µ": 1e-6, "m": 1e-3, "c": 1e-2,
    "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12,
}  # fmt: skip
# Size and dimension (powers of V, A, K, T, m, s, and of things that only compare with themselves).
_SYMBOLS: Final[dict[str, tuple[float, dict[str, int]]]] = {
    "V": (1.0, {"V": 1}),
    "A": (1.0, {"A": 1}),
    "S": (1.0, {"A": 1, "V": -1}),
    "Ω": (1.0, {"V": 1, "A": -1}),
    "K": (1.0, {"K": 1}),
    "T": (1.0, {"T": 1}),
    "Oe": (1e-4, {"T": 1}),
    "m": (1.0, {"m": 1}),
    "s": (1.0, {"s": 1}),
    "Hz": (1.0, {"s": -1}),
    "W": (1.0, {"V": 1, "A": 1}),
    "J": (1.0, {"V": 1, "A": 1, "s": 1}),
    "eV": (E_CHARGE, {"V": 1, "A": 1, "s": 1}),
    "C": (1.0, {"A": 1, "s": 1}),
    "F": (1.0, {"A": 1, "s": 1, "V": -1}),
    "H": (1.0, {"V": 1, "s": 1, "A": -1}),
    "N": (1.0, {"V": 1, "A": 1, "s": 1, "m": -1}),
    "Pa": (1.0, {"V": 1, "A": 1, "s": 1, "m": -3}),
    "bar": (1e5, {"V": 1, "A": 1, "s": 1, "m": -3}),
    "rad": (1.0, {"rad": 1}),
    "√Hz": (1.0, {"√s": -1}),
}
# Symbols that take no prefix.
_ALONE: Final[dict[str, tuple[float, dict[str, int]]]] = {
    "G0": (G0, {"A": 1, "V": -1}),
    "e²/h": (G0 / 2, {"A": 1, "V": -1}),
    "min": (60.0, {"s": 1}),
    "Å": (1e-10, {"m": 1}),
    "deg": (np.pi / 180, {"rad": 1}),
    "1": (1.0, {}),
    "%": (1e-2, {}),
    "ppm": (1e-6, {}),
    "dB": (1.0, {"dB": 1}),
    "dBm": (1.0, {"dBm": 1}),
    "counts": (1.0, {"counts": 1}),
    "arb.": (1.0, {"arb.": 1}),
}
_ALIASES: Final = {
    "mho": "S", "siemens": "S", "ohm": "Ω", "ohms": "Ω", "volt": "V", "volts": "V", "amp": "A",
    "amps": "A", "ampere": "A", "amperes": "A", "kelvin": "K", "tesla": "T", "sec": "s",
    "second": "s", "seconds": "s", "meter": "m", "metre": "m", "degree": "deg", "degrees": "deg",
    "°": "deg", "g_0": "G0", "g₀": "G0", "g/g0": "G0", "g/g_0": "G0", "g/g₀": "G0",
    "cts": "counts", "a.u.": "arb.", "arb.u.": "arb.",
    "arb.units": "arb.", "arbunits": "arb.", "arb": "arb.", "percent": "%", "rthz": "√Hz",
    "sqrt(hz)": "√Hz", "hz^0.5": "√Hz", "hz^(1/2)": "√Hz", "hz^1/2": "√Hz",
}  # fmt: skip
_QUANTUM: Final = re.compile(r"(2|4)?[ *·]*e(?:²|\^?2|\*\*2|\^\{2\})\s*/\s*h")
_LOGARITHM: Final = re.compile(
    r"(?:lg|log_?10)\s*[(\[]?\s*(?:G|g|cond(?:uctance)?)?\s*/?\s*\(?G_?[0₀]\)?\s*[)\]]?"
)
_FACTOR: Final = re.compile(
    r"(?:10\s*(?:\^|\*\*)\s*([-+]?\d+)|(\d+(?:\.\d*)?(?:[eE][-+]?\d+)?))\s*"
)
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


@dataclass(frozen=True)
class Unit:
    """What a unit measures: a size times powers of base units, or log10 of a conductance in G0."""

    factor: float
    dimension: tuple[tuple[str, int], ...]
    logarithmic: bool = False

    @property
    def reciprocal(self) -> "Unit":
        """The unit of 1/x."""
        return Unit(1 / self.factor, tuple((name, -power) for name, power in self.dimension))


@cache
def parse_unit(text: str) -> Unit | None:
    """Return what a unit means, or None where it is not known here.

    >>> parse_unit("kOhm").factor, parse_unit("sample 3")
    (1000.0, None)
    """
    text = text.strip().replace("μ", "µ").replace("\u2126", "Ω").replace("−", "-")
    if _LOGARITHM.fullmatch(text):
        return Unit(1.0, (), logarithmic=True)
    if len(text) > 2 and text[0] + text[-1] in ("()", "[]") and text.count(text[0]) == 1:
        text = text[1:-1].strip()
    quantum = _QUANTUM.fullmatch(text)
    if quantum:
        return Unit(int(quantum[1] or 1) * G0 / 2, (("A", 1), ("V", -1)))
    text = _ALIASES.get(text.replace(" ", "").lower(), text)
    if text in _ALONE:
        return Unit(_ALONE[text][0], tuple(sorted(_ALONE[text][1].items())))
    factor = 1.0
    leading = _FACTOR.match(text)
    if leading and leading.end() < len(text):
        factor = float(leading[2]) if leading[2] else 10.0 ** int(leading[1])
        text = text[leading.end() :].lstrip("*·×x ")
        if text.startswith("/"):
            text = "1" + text
    dimension: dict[str, int] = {}
    for position, part in enumerate(text.split("/")):
        for symbol in re.split(r"[ *·×]+", part.strip()):
            found = _symbol(symbol)
            if found is None:
                return None
            size, powers = found
            sign = -1 if position else 1
            factor *= size**sign
            for name, power in powers.items():
                dimension[name] = dimension.get(name, 0) + sign * power
    return Unit(factor, tuple(sorted((name, power) for name, power in dimension.items() if power)))


def _symbol(text: str) -> tuple[float, dict[str, int]] | None:
    """Return size and dimension of one prefixed symbol with its power."""
    plain = _ALIASES.get(text.lower(), text)
    if plain in _ALONE:
        return _ALONE[plain]
    raised = re.fullmatch(r"(.*?[^\d^*⁻-])(?:\^|\*\*)?\(?([⁻-]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹])\)?", plain)
    power = int(raised[2].translate(_SUPERSCRIPTS)) if raised else 1
    symbol = raised[1] if raised else plain
    for prefix, size in _PREFIXES.items():
        for spelled in {prefix, "u" if prefix == "µ" else prefix}:
            rest = symbol[len(spelled) :]
            known = _SYMBOLS.get(_ALIASES.get(rest.lower(), rest) if len(rest) > 2 else rest)
            if symbol.startswith(spelled) and known and (prefix != "c" or rest in ("m", "K")):
                base, powers = known
                return (size * base) ** power, {name: power * p for name, p in powers.items()}
    return None


def convert(values: Floats, source: str, target: str, *, name: str = "values") -> Floats:
    """Return values in another unit.

    Parameters
    ----------
    values : ndarray
    source, target : str
        Units as text.
    name : str
        What to call the values in an error.

    Returns
    -------
    ndarray, same shape

    Raises
    ------
    ValueError
        If a unit is not known, they measure different things, or a resistance is 0.

    Examples
    --------
    >>> convert(np.array([12906.4037]), "Ω", "G0").round(6)
    array([1.])
    >>> convert(np.array([-1.0]), "log10(G/G0)", "µS")
    array([7.74809173])
    """
    if source.strip() == target.strip():
        return values
    given, wanted = _known(source, name), _known(target, name)
    if given.logarithmic and wanted.logarithmic:
        return values
    if given.logarithmic:
        given, values = _known("G0", name), 10.0**values
    if wanted.logarithmic:
        if (values <= 0).any():
            raise ValueError(
                f"{name} must be above 0 for {target}, got {values.min():.6g} {source}"
            )
        return np.log10(convert(values, source, "G0", name=name))
    if given.dimension == wanted.dimension:
        return values * (given.factor / wanted.factor)
    conductance = _known("S", name).dimension
    if given.reciprocal.dimension == wanted.dimension and conductance in (
        given.dimension,
        wanted.dimension,
    ):
        if (values == 0).any():
            raise ValueError(f"{name} holds 0 {source}, which has no reciprocal in {target}")
        return 1 / values / (given.factor * wanted.factor)
    raise ValueError(
        f"{name} in {source} cannot be given in {target}: they measure different things"
    )


def same_kind(first: str, second: str) -> bool:
    """Tell whether two units measure the same; a logarithm of conductance measures conductance.

    >>> same_kind("2e²/h", "µS"), same_kind("Ω", "S"), same_kind("", "V")
    (True, False, False)
    """
    units = [parse_unit("G0" if is_logarithm(text) else text) for text in (first, second)]
    return None not in units and len({unit.dimension for unit in units if unit}) == 1


def is_quantum(text: str) -> bool:
    """Tell whether a text is e²/h or a multiple, such as 2e²/h: a unit that begins with a digit."""
    return _QUANTUM.fullmatch(text.strip()) is not None


def is_logarithm(text: str) -> bool:
    """Tell whether a unit is log10(G/G0)."""
    unit = parse_unit(text)
    return unit is not None and unit.logarithmic


def _known(text: str, name: str) -> Unit:
    unit = parse_unit(text)
    if unit is None:
        raise ValueError(
            f"{name} has the unit {text!r}, which is not known here; "
            "give it one such as V, mV, nA, µS, G0, 2e²/h, kΩ, 1/Ohm, meV, mK, mT, log10(G/G0)"
            if text.strip()
            else f"{name} has no unit; set it first: trace.with_units({{{name!r}: 'S'}})"
        )
    return unit


# A metal contact of 500 channels has 26 Ω: nothing that this book measures conducts better.
_LARGEST: Final = 500 * G0


def checked_conductance(name: str, values: Floats, *, largest: float = _LARGEST) -> Floats:
    """Return conductances in S unless their size says that they are in another unit.

    Raises ``ValueError`` where the largest one exceeds ``largest`` S (by default 500 G0).
    """
    top = float(np.abs(values[np.isfinite(values)]).max(initial=0.0))
    if top > max(largest, _LARGEST):
        raise ValueError(
            f"{name} must be in S: a conductance of {top:.3g} S is {top / G0:,.0f} G0; "
            f"is the column in G0, or in µS? Trace.in_units(name, 'S') converts"
        )
    return values
