"""The text of a fit's report."""

from math import floor, isinf, log10
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from landauer_lib.lab.fit import Fit

__all__ = ["report_text", "with_uncertainty"]

WIDTH = 96
SMALLEST_CORRELATION = 0.3


def with_uncertainty(value: float, error: float) -> tuple[str, str]:
    """Return value and uncertainty as text, the uncertainty to two digits, the value as far.

    >>> with_uncertainty(1.23456e-3, 4.5e-6)
    ('0.0012346', '0.0000045')
    >>> with_uncertainty(3.1e-7, 2e-9)
    ('3.100e-07', '0.020e-07')
    """
    if isinf(error) or error <= 0:
        return f"{value:.6g}", f"{error:g}"
    last = 1 - floor(log10(error))
    size = floor(log10(max(abs(value), error)))
    if -4 <= size < 6:
        digits = max(last, 0)
        return f"{value:.{digits}f}", f"{error:.{digits}f}"
    digits = max(last + size, 0)
    return (
        f"{value / 10.0**size:.{digits}f}e{size:+03d}",
        f"{error / 10.0**size:.{digits}f}e{size:+03d}",
    )


def report_text(fit: "Fit") -> str:
    """Return what a fit found, in lines of at most 96 characters."""
    lines = [
        f"{type(fit).__name__}: {fit.data.size} samples, {len(fit.free)} parameters fitted, "
        f"{fit.degrees_of_freedom} degrees of freedom",
        f"chi_squared {fit.chi_squared:.4g} with noise {fit.noise:.3g}; noise of neighboring "
        f"samples {fit.point_noise:.3g}",
        "",
    ]
    broad = max(len(name) for name in fit.values)
    for name, value in fit.values.items():
        unit = fit.units.get(name, "")
        if name in fit.limits:
            side, limit = fit.limits[name]
            text = f"{side} {limit:.4g} {unit} (95 %; best {value:.4g})"
            if isinf(limit):
                text = f"not limited by these data (best {value:.4g} {unit})"
        elif name in fit.free:
            number, error = with_uncertainty(value, fit.uncertainty(name))
            text = f"{number} ± {error} {unit}"
        else:
            text = f"{value:.6g} {unit} (held)"
        lines.append(f"  {name:<{broad}}  {text}".rstrip())
    pairs = [
        (a, b, fit.correlation(a, b))
        for i, a in enumerate(fit.free)
        for b in fit.free[i + 1 :]
        if not isinf(fit.uncertainty(a)) and not isinf(fit.uncertainty(b))
    ]
    strong = sorted(
        (p for p in pairs if abs(p[2]) > SMALLEST_CORRELATION), key=lambda p: -abs(p[2])
    )
    if strong:
        lines += ["", f"correlations above {SMALLEST_CORRELATION}:"]
        lines += [f"  {a}, {b}: {c:+.3f}" for a, b, c in strong]
    examples = {} if "wrong model" in fit.flags else fit._examples
    moved = {name: fit.sensitivity(name) for name, amount in examples.items() if amount}
    if moved:
        lines += ["", "if a held parameter is off, the others move (to first order):"]
    for name, shifts in moved.items():
        unit = fit.units.get(name, "")
        parts = [
            f"{key} {shift:+.3g} {fit.units.get(key, '')}".rstrip() for key, shift in shifts.items()
        ]
        amount = f"{fit._examples[name]:+.3g} {unit}".rstrip()
        lines += wrap(
            f"{name} {amount}: " + ", ".join(parts),
            WIDTH,
            initial_indent="  ",
            subsequent_indent="    ",
        )
    lines += ["", "warnings:" if fit.flags else "warnings: none"]
    for words in fit.flags.values():
        lines += wrap(words, WIDTH, initial_indent="  - ", subsequent_indent="    ")
    return "\n".join(lines)
