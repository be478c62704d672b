"""Results put together: weighted means, how well they agree, and budgets of uncertainty."""

from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np

from landauer_lib._checks import number
from landauer_lib._types import ArrayLike, Floats

__all__ = ["Budget", "WeightedMean", "combined_uncertainty", "weighted_mean"]


@dataclass(frozen=True)
class WeightedMean:
    """Weighted mean of results for one quantity, and how well the results agree.

    Attributes
    ----------
    value : weighted mean, in the unit of the results.
    uncertainty : its standard uncertainty, in the same unit (expanded if that was asked for).
    chi_squared : sum of squared deviations over squared uncertainties.
    degrees_of_freedom : number of results minus one.
    """

    value: float
    uncertainty: float
    chi_squared: float
    degrees_of_freedom: int

    @property
    def birge_ratio(self) -> float:
        """√(χ²/degrees of freedom): about 1 if the stated uncertainties explain the scatter."""
        return sqrt(self.chi_squared / self.degrees_of_freedom)

    @property
    def p_value(self) -> float:
        """Probability of a χ² at least this large if the stated uncertainties are right."""
        from scipy.special import gammaincc

        return float(gammaincc(self.degrees_of_freedom / 2, self.chi_squared / 2))


def weighted_mean(
    values: ArrayLike, uncertainties: ArrayLike, *, expand: bool = False
) -> WeightedMean:
    """Mean weighted by 1/u², with χ² and Birge ratio.

    Parameters
    ----------
    values : array_like, shape (n,), n ≥ 2
        Independent results for one quantity.
    uncertainties : array_like, shape (n,)
        Their standard uncertainties, above 0, in the same unit.
    expand : bool
        If true and the Birge ratio exceeds 1, multiply the uncertainty by it: every stated
        uncertainty is then taken to be too small by the same factor. If false, the uncertainty
        follows from the stated ones alone, however badly the results scatter.

    Returns
    -------
    WeightedMean

    Raises
    ------
    ValueError
        If there are fewer than two results, the lengths differ or an uncertainty is not above 0.

    References
    ----------
    R. T. Birge, Phys. Rev. 40, 207 (1932).

    Examples
    --------
    >>> mean = weighted_mean([10.0, 14.0], [1.0, 1.0])
    >>> round(mean.value, 6), round(mean.uncertainty, 3), round(mean.birge_ratio, 3)
    (12.0, 0.707, 2.828)
    >>> round(weighted_mean([10.0, 14.0], [1.0, 1.0], expand=True).uncertainty, 3)
    2.0
    """
    results = number("values", values)
    stated = number("uncertainties", uncertainties, above=0)
    if results.ndim != 1 or results.size < 2:
        raise ValueError(
            f"values must be a list of at least two results, got shape {results.shape}"
        )
    if stated.shape != results.shape:
        raise ValueError(
            f"uncertainties must have one entry for each of the {results.size} values, "
            f"got shape {stated.shape}"
        )
    smallest = stated.min()
    weights = (smallest / stated) ** 2
    # Averaging deviations from one result loses no digits to a large common part such as R_K.
    origin = results[np.argmin(stated)]
    mean = origin + weights @ (results - origin) / weights.sum()
    chi_squared = float((((results - mean) / stated) ** 2).sum())
    uncertainty = float(smallest / np.sqrt(weights.sum()))
    freedom = results.size - 1
    if expand:
        uncertainty *= max(1.0, sqrt(chi_squared / freedom))
    return WeightedMean(float(mean), uncertainty, chi_squared, freedom)


class Budget(NamedTuple):
    """A standard uncertainty and what it is made of."""

    uncertainty: float
    """Combined standard uncertainty, in the unit of the result."""
    shares: Floats
    """Share of the variance that each contribution makes, its correlations included; sum 1."""


def combined_uncertainty(
    uncertainties: ArrayLike,
    *,
    sensitivities: ArrayLike = 1.0,
    correlation: ArrayLike | None = None,
) -> Budget:
    """Return the uncertainty of a result that depends on several inputs.

    u² = Σ_ij c_i u_i r_ij c_j u_j, for inputs known with u_i and a result that changes by c_i per
    unit of each; without correlations the squares add.

    Parameters
    ----------
    uncertainties : array_like, shape (n,)
        Standard uncertainties u_i of the inputs, at least 0, not all 0.
    sensitivities : array_like, shape () or (n,), optional
        c_i, the derivative of the result with respect to each input.
    correlation : array_like, shape (n, n), optional
        Correlation coefficients r_ij in [−1, 1]: symmetric, 1 on the diagonal, no negative
        variance. Independent inputs if left out.

    Returns
    -------
    Budget
        ``uncertainty`` and the ``shares`` of the contributions in its square.

    Raises
    ------
    ValueError, TypeError
        If the shapes do not fit, an uncertainty is negative, or the correlations are none.

    References
    ----------
    JCGM 100:2008, Guide to the expression of uncertainty in measurement, equations 10 and 13.

    Examples
    --------
    >>> budget = combined_uncertainty([3.0, 4.0])
    >>> budget.uncertainty, budget.shares
    (5.0, array([0.36, 0.64]))
    """
    u = number("uncertainties", uncertainties, at_least=0)
    if u.ndim != 1 or u.size < 1:
        raise ValueError(f"uncertainties must be a list of contributions, got shape {u.shape}")
    c = number("sensitivities", sensitivities)
    if c.shape not in ((), u.shape):
        raise ValueError(f"sensitivities must be one number or have shape {u.shape}, got {c.shape}")
    r = np.eye(u.size) if correlation is None else number("correlation", correlation)
    if r.shape != (u.size, u.size):
        raise ValueError(f"correlation must have shape {(u.size, u.size)}, got {r.shape}")
    if (r != r.T).any() or (np.diag(r) != 1).any() or np.linalg.eigvalsh(r).min() < -1e-12:
        raise ValueError(
            "correlation must be symmetric with 1 on its diagonal and no negative eigenvalue"
        )
    parts = c * u
    shares = parts * (r @ parts)
    variance = float(shares.sum())
    if variance <= 0:
        raise ValueError("uncertainties must leave some uncertainty: all contributions cancel")
    return Budget(sqrt(variance), shares / variance)
