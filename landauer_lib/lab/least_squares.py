"""Problems of least squares, and their solution by lmfit.

A *problem* is data, a model and its parameters. Parameters that are held may be suspects: gain,
offset and the like, of which the residuals say whether they were rightly left out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from landauer_lib._checks import Floats

__all__ = [
    "Parameter",
    "Problem",
    "choose_nuisance",
    "inverse_curvature",
    "jacobian",
    "minimize",
    "profiler",
    "rough_fit",
    "thinned",
]

THINNED = 80  # samples that a rough fit looks at
SETTLED, PATIENCE = 1e-5, 10
"""A sum of squares that falls by less than this share in so many trials has reached the bottom of a
valley along which the data do not say where."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a model: where it starts, what a large change of it is, whether it is free.

    ``suspect`` says, for one that is held, what to do if the residuals ask for another value;
    empty where that is not to be asked. ``example`` is the error whose effect a report quotes. A
    ``limit`` of "quiet" is for one that is as often as not at its bound, which then is no news; of
    "none" for one whose bound only keeps the search in.
    """

    name: str
    unit: str
    value: float
    size: float
    low: float = -np.inf
    high: float = np.inf
    free: bool = True
    suspect: str = ""
    example: float = 0.0
    limit: str = "warn"


@dataclass(frozen=True)
class Problem:
    """Data over an abscissa, and a model of them.

    ``segment`` numbers the sweeps where several were put into one array, so that each is put in
    order by itself. ``feature_words`` says what a local dip or bump of this place, width and amount
    on a curve of this level would be, where the model is so smooth that one can be looked for.
    """

    x: Floats
    data: Floats
    model: Callable[[Mapping[str, float]], Floats]
    parameters: tuple[Parameter, ...]
    noise: float | None = None
    axes: tuple[str, str] = ("", "")
    segment: Floats | None = None
    feature_words: Callable[[float, float, float, float], str] | None = None


def choose_nuisance(nuisance: Iterable[str], allowed: tuple[str, ...]) -> set[str]:
    """Return the names of the instrument's parameters that are to be fitted, checked."""
    names = {nuisance} if isinstance(nuisance, str) else set(nuisance)
    if not names <= set(allowed):
        raise ValueError(
            f"nuisance must be among {', '.join(allowed)}, got {', '.join(sorted(names))}"
        )
    return names


def thinned(x: Floats, most: int = THINNED) -> NDArray[np.intp]:
    """Return the places of at most so many samples, spread evenly along x, in their old order."""
    order = np.argsort(x, kind="stable")
    return np.sort(order[np.unique(np.linspace(0, x.size - 1, most).round().astype(int))])


def rough_fit(problem: Problem, starts: list[dict[str, float]]) -> dict[str, float]:
    """Return the end of the start that does best in a few steps, and then runs on."""
    ends = [minimize(problem, start, 8, 1e-5) for start in starts]
    best = min(ends, key=lambda result: float(result.chisqr))
    result = minimize(problem, best.params.valuesdict(), 25, 1e-5)
    return {name: float(value) for name, value in result.params.valuesdict().items()}


def minimize(
    problem: Problem, start: Mapping[str, float], steps: int, tolerance: float = 1e-9
) -> Any:
    """Run lmfit's Levenberg–Marquardt; bounds are lmfit's, derivatives are ours."""
    from lmfit import Minimizer, Parameters

    params = Parameters()
    for p in problem.parameters:
        # A start on a bound would stay there: lmfit's substitution is flat at it.
        margin = 1e-3 * p.size if p.free else 0.0
        value = min(max(start[p.name], p.low + margin), p.high - margin)
        params.add(p.name, value=value, min=p.low, max=p.high, vary=p.free)
    unit = float(np.std(problem.data)) or 1.0
    least, mark, waiting = (np.inf, params.valuesdict()), np.inf, 0

    def misfit(trial: Any) -> Floats:
        nonlocal least, mark, waiting
        values = trial.valuesdict()
        scaled: Floats = (problem.model(values) - problem.data) / unit
        total = float((scaled**2).sum())
        mark, waiting = (total, 0) if total < (1 - SETTLED) * mark else (mark, waiting + 1)
        least = min(least, (total, values), key=lambda found: found[0])
        return scaled

    def settled(*_: Any) -> bool:
        return waiting > PATIENCE

    def slopes(trial: Any) -> Floats:
        free = [p for p in problem.parameters if trial[p.name].vary]
        return jacobian(problem, trial.valuesdict(), free) / unit

    minimizer = Minimizer(
        misfit,
        params,
        iter_cb=settled,
        max_nfev=steps,
        Dfun=slopes,
        col_deriv=0,
        xtol=tolerance,
        ftol=tolerance,
        gtol=0.0,
    )
    result = minimizer.leastsq()
    if result.aborted:  # lmfit then leaves the last trial, not the best one
        for name, value in least[1].items():
            result.params[name].set(value=value)
        result.chisqr, result.success = least[0], settled()
    return result


def profiler(
    problem: Problem, best: Mapping[str, float], residuals: Floats, variance: float
) -> Callable[[str, float], float]:
    """Return χ² above its minimum as a function of one parameter, the others refitted."""
    least = float((residuals**2).sum())

    def rise(name: str, value: float) -> float:
        parameters = tuple(replace(p, free=p.free and p.name != name) for p in problem.parameters)
        held = replace(problem, parameters=parameters)
        start = {**best, name: value}
        if any(p.free for p in parameters):
            result = minimize(held, start, 40, 1e-7)
            start = dict(result.params.valuesdict())
        more = float(((problem.model(start) - problem.data) ** 2).sum()) - least
        return more / variance

    return rise


def jacobian(
    problem: Problem,
    values: Mapping[str, float],
    parameters: Iterable[Parameter],
    final: bool = False,
) -> Floats:
    """Derivatives of the model, shape (samples, parameters).

    While the fit runs they are one-sided differences. For the covariance they are central; near a
    bound a wide secant, because a derivative may vanish there (temperature rounds quadratically).
    """
    here = problem.model(values)
    columns = []
    for p in parameters:
        value = values[p.name]
        small = (1e-4 if final else 1e-7) * max(abs(value), p.size)
        near_low, near_high = value - p.low < 0.1 * p.size, p.high - value < 0.1 * p.size
        if final and not (near_low or near_high):
            small = min(small, value - p.low, p.high - value)
            there, back = ({**values, p.name: value + s} for s in (small, -small))
            columns.append((problem.model(there) - problem.model(back)) / (2 * small))
            continue
        step = 0.1 * p.size if final else small
        if value + step > p.high:
            step = -step
        columns.append((problem.model({**values, p.name: value + step}) - here) / step)
    return np.stack(columns, axis=1) if columns else np.empty((here.size, 0))


def inverse_curvature(jacobian: Floats, sizes: list[float]) -> tuple[Floats, Floats]:
    """Return (JᵀJ)⁻¹, infinite where the data leave a value open; and the same with 0 there."""
    scaled = jacobian * np.array(sizes)
    lengths = np.linalg.norm(scaled, axis=0)
    dead = lengths <= 1e-12 * lengths.max(initial=0.0)
    lengths = np.where(dead, 1.0, lengths)
    _, singular, rows = np.linalg.svd(np.where(dead, 0.0, scaled) / lengths, full_matrices=False)
    open_ = singular <= 1e-7 * singular[0]
    inverse = np.where(open_, 0.0, 1 / np.where(open_, 1.0, singular) ** 2)
    stretch = np.array(sizes) / lengths
    plain: Floats = ((rows.T * inverse) @ rows) * np.outer(stretch, stretch)
    unknown = dead | ((rows[open_] ** 2).sum(axis=0) > 1e-6)
    covariance = plain.copy()
    covariance[unknown, unknown] = np.inf
    return covariance, plain
