"""What a fit found, with uncertainties that the residuals were asked about.

The numbers come from lmfit (``least_squares``), the warnings from the residuals (``diagnostics``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from landauer_lib._checks import Floats
from landauer_lib.lab.diagnostics import Suspect, diagnose
from landauer_lib.lab.least_squares import (
    Parameter,
    Problem,
    inverse_curvature,
    jacobian,
    minimize,
    profiler,
)
from landauer_lib.lab.report import report_text

__all__ = ["Fit", "fit_problem"]

LIMIT_RISE = 2.705543454095404  # of χ², one-sided at 95 %


@dataclass(frozen=True, repr=False)
class Fit:
    """Result of a least-squares fit.

    Attributes
    ----------
    values : parameter → best value, held parameters included.
    units : parameter → unit.
    free : names of the fitted parameters, in the order of the covariance.
    covariance : covariance of the fitted parameters, shape (free, free). Linearized at the best
        value, widened where the residuals demand it (the flags say so); infinite on the diagonal
        for a parameter that the data do not constrain.
    data, fitted : the data, and the model at their abscissa ``x``.
    residuals : data minus model.
    noise : standard deviation of the data's noise: as given, or estimated from the residuals.
    point_noise : the same from neighboring residuals, blind to what changes slowly.
    autocorrelation : integrated autocorrelation time of the residuals, in samples; 1 if white.
    degrees_of_freedom : samples minus fitted parameters.
    chi_squared : sum of squared residuals over noise²; where the noise was estimated from these
        very residuals it equals the degrees of freedom and tests nothing.
    limits : parameter → (side, value): one-sided limit at 95 % for a parameter that its bound
        stops, ``side`` being "below" or "above".
    flags : name → what to know before quoting the numbers, in words.
    axes : labels of abscissa and data, for figures.
    result : lmfit's own MinimizerResult.
    """

    values: Mapping[str, float]
    units: Mapping[str, str]
    free: tuple[str, ...]
    covariance: Floats
    x: Floats
    data: Floats
    fitted: Floats
    residuals: Floats
    noise: float
    point_noise: float
    autocorrelation: float
    degrees_of_freedom: int
    chi_squared: float
    limits: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    axes: tuple[str, str] = ("", "")
    result: Any = None
    _spreads: Mapping[str, float] = field(default_factory=dict, repr=False)
    _shifts: Mapping[str, Floats] = field(default_factory=dict, repr=False)
    _examples: Mapping[str, float] = field(default_factory=dict, repr=False)
    _profile: "Callable[[str, float], float] | None" = field(default=None, repr=False)

    def __getitem__(self, name: str) -> float:
        """Return the best value of a parameter."""
        return self.values[name]

    def __repr__(self) -> str:
        found = ", ".join(
            f"{name}={self[name]:.6g}±{self.uncertainty(name):.2g}" for name in self.free
        )
        return f"{type(self).__name__}({found}; {len(self.flags)} warnings)"

    @property
    def notes(self) -> tuple[str, ...]:
        """The flags' words."""
        return tuple(self.flags.values())

    def uncertainty(self, name: str) -> float:
        """Return the standard uncertainty of a parameter; 0 for one that was held fixed.

        For a parameter that its bound stops: how far the side that is open may move until χ² has
        risen by one.
        """
        if name not in self.free:
            self.values[name]
            return 0.0
        if name in self._spreads:
            return self._spreads[name]
        i = self.free.index(name)
        return float(np.sqrt(self.covariance[i, i]))

    def correlation(self, first: str, second: str) -> float:
        """Return the correlation coefficient of two fitted parameters, in [−1, 1]."""
        i, j = self.free.index(first), self.free.index(second)
        return float(self.covariance[i, j] / np.sqrt(self.covariance[i, i] * self.covariance[j, j]))

    def propagated(self, gradient: Mapping[str, float]) -> float:
        """Return the uncertainty of a quantity with these derivatives by the parameters."""
        used = [i for i, name in enumerate(self.free) if gradient.get(name)]
        slope = np.array([gradient[self.free[i]] for i in used])
        return float(np.sqrt(slope @ self.covariance[np.ix_(used, used)] @ slope))

    def sensitivity(self, suspect: str, amount: float | None = None) -> dict[str, float]:
        """Return how far the fitted parameters move if a held one is off by ``amount``.

        Parameters
        ----------
        suspect : str
            A parameter of the model that was held, such as ``"gain"``.
        amount : float, optional
            By how much it is off, in its own unit; by default the example of the report.

        Returns
        -------
        dict
            Parameter → value found minus truth, to first order.

        Raises
        ------
        KeyError
            If there is no such held parameter.
        """
        if suspect not in self._shifts:
            raise KeyError(f"no held parameter {suspect!r}; there are {', '.join(self._shifts)}")
        amount = self._examples[suspect] if amount is None else amount
        return dict(zip(self.free, (amount * self._shifts[suspect]).tolist(), strict=True))

    def interval(self, name: str, sigma: float = 1.0) -> tuple[float, float]:
        """Return the interval of a parameter by its likelihood profile, all others refitted.

        Unlike ``uncertainty`` it may be lopsided. Where χ² does not rise enough before a bound, the
        bound is returned.

        Parameters
        ----------
        name : str
            A fitted parameter.
        sigma : float
            1 for 68 %, 2 for 95 %; above 0.

        Raises
        ------
        ValueError
            If the parameter was held.
        """
        if name not in self.free or self._profile is None:
            raise ValueError(f"name must be one of the free parameters {self.free}, got {name!r}")
        return self._bound(name, -1, sigma**2), self._bound(name, 1, sigma**2)

    def _bound(self, name: str, side: int, rise: float) -> float:
        """Where χ², with the others refitted, has risen by ``rise``: to a percent of the way."""
        from scipy.optimize import brentq

        assert self._profile is not None
        profile, best = self._profile, self.values[name]
        parameter, error = self.result.params[name], self.uncertainty(name)
        end = float(parameter.min if side < 0 else parameter.max)
        step = error if 0 < error < np.inf else max(abs(best), 1e-3 * min(abs(end), 1e300))
        inner = outer = best
        for _ in range(12):
            outer = outer + side * step
            if side * (outer - end) >= 0:
                outer = end
            if profile(name, outer) > rise:
                root = brentq(
                    lambda value: profile(name, value) - rise,
                    *(inner, outer),
                    xtol=0.01 * abs(outer - best),
                    rtol=1e-6,
                )
                return float(root)
            if outer == end:
                return end
            inner, step = outer, 2 * step
        return side * np.inf

    @cached_property
    def lmfit_report(self) -> str:
        """The report that lmfit itself writes, in plain numbers without units."""
        from lmfit import fit_report

        return str(fit_report(self.result))

    def report(self) -> str:
        """Return what was found, with units, correlations, limits and every flag in words."""
        return report_text(self)


def fit_problem(problem: Problem, start: Mapping[str, float] | None = None) -> Fit:
    """Minimize the squared residuals over the free parameters and judge what is left."""
    begin = {p.name: p.value for p in problem.parameters} | dict(start or {})
    result = minimize(problem, begin, 100)
    values = {name: float(value) for name, value in result.params.valuesdict().items()}
    free = [p for p in problem.parameters if p.free]
    held = [p for p in problem.parameters if not p.free and (p.suspect or p.example)]
    fitted = problem.model(values)
    residuals = problem.data - fitted
    slopes = jacobian(problem, values, free, final=True)
    freedom = problem.data.size - len(free)
    estimate = float(np.sqrt((residuals**2).sum() / freedom))
    spread = problem.noise if problem.noise is not None else estimate
    columns = jacobian(problem, values, held, final=True).T
    suspects = [
        Suspect(p.name, column, values[p.name], p.unit, p.suspect)
        for p, column in zip(held, columns, strict=True)
        if p.suspect
    ]
    verdict = diagnose(problem, residuals, slopes, estimate, suspects)
    flags = dict(verdict.flags)
    covariance, shape = inverse_curvature(slopes, [p.size for p in free])
    unknown = [p.name for p, v in zip(free, np.diag(covariance), strict=True) if np.isinf(v)]
    if unknown:
        flags["unconstrained"] = (
            f"the data do not constrain {', '.join(unknown)} near this solution"
        )
    if not result.success:
        flags["not converged"] = "the fit stopped before it converged: give it a better start"
    covariance = covariance * spread**2 * verdict.widening
    fit = Fit(
        values=values,
        units={p.name: p.unit for p in problem.parameters},
        free=tuple(p.name for p in free),
        covariance=covariance,
        x=problem.x,
        data=problem.data,
        fitted=fitted,
        residuals=residuals,
        noise=spread,
        point_noise=verdict.point_noise,
        autocorrelation=verdict.autocorrelation,
        degrees_of_freedom=freedom,
        chi_squared=float(((residuals / spread) ** 2).sum()) if spread else 0.0,
        flags=flags,
        axes=problem.axes,
        result=result,
        _shifts={p.name: shape @ (slopes.T @ c) for p, c in zip(held, columns, strict=True)},
        _examples={p.name: p.example for p in held},
        _profile=profiler(problem, values, residuals, spread**2 * verdict.widening),
    )
    return _with_limits(fit, free)


def _with_limits(fit: Fit, free: list[Parameter]) -> Fit:
    """Give a limit for each parameter that its bound stops, instead of an uncertainty."""
    limits, spreads, flags = {}, {}, dict(fit.flags)
    for p in free:
        value, error = fit[p.name], fit.uncertainty(p.name)
        stopped = [
            (side, bound)
            for side, bound in ((1, p.low), (-1, p.high))
            if np.isfinite(bound) and side * (value - bound) < min(2 * error, 1e3 * p.size)
        ]
        if (
            not stopped
            or p.limit == "none"
            or not fit.noise
            or {"unconstrained", "not converged"} & set(flags)
        ):
            continue
        side, bound = stopped[0]
        word = "below" if side > 0 else "above"
        if "wrong model" in flags:  # whose profile is worth no time
            known_at_all = error < p.high - p.low
            far = value + side * (np.sqrt(LIMIT_RISE) * error if known_at_all else np.inf)
            spreads[p.name] = error if known_at_all else np.inf
        else:
            far = fit._bound(p.name, side, LIMIT_RISE)
            spreads[p.name] = abs(fit._bound(p.name, side, 1.0) - value)
        limits[p.name] = (word, far)
        if p.limit == "quiet":
            continue
        known = f"{word} {far:.4g} {p.unit}".rstrip() + " at 95 %"
        flags[f"limit {p.name}"] = (
            f"{p.name}: consistent with its bound {bound:.4g} {p.unit}".rstrip()
            + (f", so only a limit is known: {known}" if np.isfinite(far) else ", and not limited")
        )
    for i, p in enumerate(free):
        if p.name in spreads and not np.isinf(fit.covariance[i, i]):
            parameter = fit.result.params[p.name]
            parameter.stderr = spreads[p.name]
    return replace(fit, limits=limits, _spreads=spreads, flags=flags)
