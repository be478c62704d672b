"""Quantum electrical standards: what ties the ohm, the volt and the ampere to e and h.

A quantum Hall resistor realizes R_K/i, a Josephson array n f/K_J and a single-electron pump N e f.
Since 20 May 2019 e and h are fixed, so R_K = h/e² and K_J = 2e/h carry no uncertainty as numbers;
whether a device realizes them is still a matter for experiment. Three such experiments close the
quantum metrology triangle, R_K K_J Q_S = 2, and comparisons between standards test universality.
From 1990 to 2019 the world used the conventional values R_K-90 and K_J-90, which are exact by
agreement and differ from the SI values by 1.8e-8 and −1.07e-7. All uncertainties here are standard
uncertainties (one standard deviation); relative deviations are value/reference − 1.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np

from landauer_lib._checks import broadcast_shape, number, whole
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import E_CHARGE, H_PLANCK

__all__ = [
    "COMPARISONS",
    "K_J",
    "K_J_90",
    "R_K_90",
    "Comparison",
    "WeightedMean",
    "josephson_voltage",
    "pump_current",
    "relative_deviation",
    "triangle_closure",
    "weighted_mean",
]

R_K_90: Final = 25812.807
"""Conventional von Klitzing constant of 1990, in Ω (exact by agreement)."""

K_J: Final = 2 * E_CHARGE / H_PLANCK
"""Josephson constant 2e/h, in Hz/V (exact, 483.6 THz/V)."""

K_J_90: Final = 483_597.9e9
"""Conventional Josephson constant of 1990, in Hz/V (exact by agreement)."""


@dataclass(frozen=True)
class Comparison:
    """A published comparison of quantum standards.

    Attributes
    ----------
    quantity : what was compared with what.
    deviation : relative deviation found; None where the paper is cited here only for its statement
        that none was found within the uncertainty.
    uncertainty : relative standard uncertainty.
    reference : authors, journal, year.
    """

    quantity: str
    deviation: float | None
    uncertainty: float
    reference: str


COMPARISONS: Final[tuple[Comparison, ...]] = (
    Comparison(
        # The paper quotes α⁻¹ = 137.0353(4), and R_K = μ0 c/2α, so their relative deviations agree.
        "R_K from a silicon MOSFET against h/e² (through 1/α, CODATA 2022)",
        137.0353 / 137.035999177 - 1,
        0.0004 / 137.035999177,
        "von Klitzing, Dorda, Pepper, Phys. Rev. Lett. 45, 494 (1980)",
    ),
    Comparison(
        "charge moved by a single-electron pump against e",
        -0.09e-6,
        0.92e-6,
        "Keller, Piquemal, Feltin, Steck, Devoille, Metrologia 45, 330 (2008)",
    ),
    Comparison(
        "R_K from graphene against R_K from GaAs",
        None,
        8.6e-11,
        "Janssen et al., New J. Phys. 13, 093026 (2011)",
    ),
    Comparison(
        "R_K from graphene against R_K from GaAs",
        None,
        8.7e-11,
        "Janssen et al., Metrologia 49, 294 (2012)",
    ),
    Comparison(
        "Hall resistance of a magnetic topological insulator at zero field against h/e²",
        None,
        1e-4,
        "Bestwick et al., Phys. Rev. Lett. 114, 187201 (2015)",
    ),
)
"""Published comparisons, each with its reference."""


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


def relative_deviation(value: ArrayLike, reference: ArrayLike) -> Floats:
    """Relative deviation value/reference − 1.

    Parameters
    ----------
    value, reference : array_like
        Two results in the same unit; they broadcast. ``reference`` must not be zero.

    Returns
    -------
    ndarray or float
        Dimensionless, with the broadcast shape.

    Raises
    ------
    ValueError
        If an argument is not finite or ``reference`` is zero.

    Examples
    --------
    >>> from landauer_lib.constants import R_K
    >>> f"{relative_deviation(R_K, R_K_90):.3e}"
    '1.779e-08'
    """
    result, against = number("value", value), number("reference", reference)
    if (against == 0).any():
        raise ValueError("reference must not be zero, got 0.0")
    broadcast_shape(value=result, reference=against)
    # The difference first: it is exact for neighboring floats, while the ratio rounds at 1e-16.
    deviation: Floats = (result - against) / against
    return deviation[()]


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


def josephson_voltage(
    frequency: ArrayLike, steps: ArrayLike = 1, *, constant: float = K_J
) -> Floats:
    """Voltage n f/K_J of a Josephson array under microwaves.

    Parameters
    ----------
    frequency : array_like
        Microwave frequency in Hz, at least 0.
    steps : array_like
        Shapiro step times number of junctions, a whole number of either sign.
    constant : float
        Josephson constant in Hz/V; ``K_J_90`` gives volts of 1990.

    Returns
    -------
    ndarray or float
        Voltage in V, with the broadcast shape.

    Raises
    ------
    ValueError
        If the frequency is negative, ``steps`` is not whole or ``constant`` is not above 0.

    References
    ----------
    B. D. Josephson, Phys. Lett. 1, 251 (1962).

    Examples
    --------
    >>> f"{josephson_voltage(75e9) * 1e6:.3f} µV for one junction"
    '155.088 µV for one junction'
    """
    f, n = number("frequency", frequency, at_least=0), whole("steps", steps)
    broadcast_shape(frequency=f, steps=n)
    voltage: Floats = n * (f / number("constant", constant, above=0))
    return voltage[()]


def pump_current(frequency: ArrayLike, electrons: ArrayLike = 1) -> Floats:
    """Current N e f of a pump that moves N electrons a cycle.

    Parameters
    ----------
    frequency : array_like
        Cycles per second in Hz, at least 0.
    electrons : array_like
        Electrons moved per cycle, a whole number of either sign.

    Returns
    -------
    ndarray or float
        Current in A, with the broadcast shape.

    Raises
    ------
    ValueError
        If the frequency is negative or ``electrons`` is not whole.

    Examples
    --------
    >>> f"{pump_current(1e9) * 1e12:.3f} pA"
    '160.218 pA'
    """
    f, n = number("frequency", frequency, at_least=0), whole("electrons", electrons)
    broadcast_shape(frequency=f, electrons=n)
    current: Floats = n * (E_CHARGE * f)
    return current[()]


def triangle_closure(
    josephson_frequency: ArrayLike,
    steps: ArrayLike,
    filling: ArrayLike,
    pump_frequency: ArrayLike,
    electrons: ArrayLike = 1,
    *,
    gain: ArrayLike = 1.0,
) -> Floats:
    """How far an experiment closes the quantum metrology triangle: R_K K_J Q_S/2 − 1.

    The pumped current N Q_S f_p, amplified by ``gain``, passes a Hall resistor R_K/i; the voltage
    balances a Josephson voltage n f_J/K_J. Counts and frequencies alone then give
    R_K K_J Q_S = i n f_J/(gain N f_p), which is 2 if each effect realizes its constant. A closure
    tests the product: corrections that cancel between the three effects stay hidden.

    Parameters
    ----------
    josephson_frequency, pump_frequency : array_like
        Frequencies f_J and f_p at balance in Hz, above 0.
    steps, filling, electrons : array_like
        Whole numbers n, i and N, at least 1.
    gain : array_like
        Current gain (turns ratio of the cryogenic current comparator), above 0.

    Returns
    -------
    ndarray or float
        Relative deviation from closure, with the broadcast shape.

    Raises
    ------
    ValueError
        If a frequency or the gain is not above 0, or a count is not a whole number of at least 1.

    References
    ----------
    M. W. Keller, Metrologia 45, 102 (2008).

    Examples
    --------
    A pump at 1 GHz, amplified 10 000 times, through R_K/2 balances one junction at 10 THz:

    >>> float(triangle_closure(1e13, 1, 2, 1e9, gain=1e4))
    0.0
    """
    f_j = number("josephson_frequency", josephson_frequency, above=0)
    f_p = number("pump_frequency", pump_frequency, above=0)
    turns = number("gain", gain, above=0)
    n, i = whole("steps", steps, at_least=1), whole("filling", filling, at_least=1)
    charges = whole("electrons", electrons, at_least=1)
    broadcast_shape(
        josephson_frequency=f_j,
        steps=n,
        filling=i,
        pump_frequency=f_p,
        electrons=charges,
        gain=turns,
    )
    return relative_deviation(i * n * (f_j / f_p), 2.0 * charges * turns)
