"""Least squares with honest uncertainties: what every fit of the laboratory reports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from landauer_lib._checks import Floats

__all__ = ["Fit", "least_squares_fit"]


@dataclass(frozen=True)
class Fit:
    """Result of a least-squares fit.

    Attributes
    ----------
    values : parameter → best value, fixed parameters included.
    free : names of the fitted parameters, in the order of the covariance.
    covariance : covariance of the fitted parameters, shape (free, free). Linearized at the best
        value; infinite on the diagonal for a parameter that the data do not constrain.
    fitted : the model at the data's abscissa.
    residuals : data minus model.
    noise : standard deviation of the data's noise: as given, or estimated from the residuals.
    degrees_of_freedom : samples minus fitted parameters.
    chi_squared : sum of squared residuals over noise²; where the noise was estimated from these
        very residuals it equals the degrees of freedom and tests nothing.
    notes : what to know before quoting the numbers, in words.
    """

    values: Mapping[str, float]
    free: tuple[str, ...]
    covariance: Floats
    fitted: Floats
    residuals: Floats
    noise: float
    degrees_of_freedom: int
    chi_squared: float
    notes: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> float:
        """Return the best value of a parameter."""
        return self.values[name]

    def uncertainty(self, name: str) -> float:
        """Return the standard uncertainty of a parameter; 0 for one that was held fixed."""
        if name not in self.free:
            self.values[name]
            return 0.0
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


def least_squares_fit(
    model: Callable[[Mapping[str, float]], Floats],
    data: Floats,
    start: Mapping[str, float],
    fixed: Mapping[str, float],
    bounds: Mapping[str, tuple[float, float]],
    noise: float | None,
) -> Fit:
    """Minimize the squared residuals over the parameters in ``start``, within ``bounds``.

    Parameters are scaled by their starting values, so no unit is too small.
    """
    from scipy.optimize import least_squares

    free = tuple(start)
    scale = np.array([abs(start[name]) or 1.0 for name in free])
    bottom, top = (
        np.array([bounds.get(name, (-np.inf, np.inf))[side] for name in free]) / scale
        for side in (0, 1)
    )
    unit = float(np.std(data)) or 1.0

    def values(x: Floats) -> dict[str, float]:
        return {**fixed, **dict(zip(free, (x * scale).tolist(), strict=True))}

    begin = np.clip(np.array([start[name] for name in free]) / scale, bottom + 1e-9, top - 1e-9)
    best = least_squares(
        lambda x: (model(values(x)) - data) / unit,
        begin,
        bounds=(bottom, top),
        x_scale="jac",
        xtol=1e-10,
        ftol=1e-12,
        gtol=1e-12,
        max_nfev=200,
    )
    freedom = data.size - len(free)
    fitted = best.fun * unit + data
    spread = noise if noise is not None else float(np.sqrt((best.fun**2).sum() / freedom)) * unit
    covariance = _covariance(best.jac * unit, spread, scale)
    residuals = data - fitted
    chi_squared = float(((residuals / spread) ** 2).sum()) if spread else 0.0
    notes = []
    unknown = [name for name, v in zip(free, np.diag(covariance), strict=True) if np.isinf(v)]
    if unknown:
        notes.append(f"the data do not constrain {', '.join(unknown)} near this solution")
    if not best.success:
        notes.append("the fit stopped before it converged: give it a better start")
    return Fit(
        values=values(best.x),
        free=free,
        covariance=covariance,
        fitted=fitted,
        residuals=residuals,
        noise=spread,
        degrees_of_freedom=freedom,
        chi_squared=chi_squared,
        notes=tuple(notes),
    )


def _covariance(jacobian: Floats, spread: float, scale: Floats) -> Floats:
    """Return spread² (JᵀJ)⁻¹ in units of ``scale``, infinite where the data leave a value open."""
    lengths = np.linalg.norm(jacobian, axis=0)
    dead = lengths == 0
    lengths = np.where(dead, 1.0, lengths)
    _, singular, rows = np.linalg.svd(jacobian / lengths, full_matrices=False)
    open_ = singular <= 1e-7 * singular[0]
    inverse = np.where(open_, 0.0, 1 / np.where(open_, 1.0, singular) ** 2)
    stretch = spread * scale / lengths
    covariance: Floats = ((rows.T * inverse) @ rows) * np.outer(stretch, stretch)
    unknown = dead | ((rows[open_] ** 2).sum(axis=0) > 1e-6)
    covariance[unknown, unknown] = np.inf
    return covariance
