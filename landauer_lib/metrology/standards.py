"""What standards realize, how far they agree, and the triangle that they close."""

from dataclasses import dataclass
from typing import Final

from landauer_lib._checks import broadcast_shape, number, whole
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import E_CHARGE, H_PLANCK

__all__ = [
    "COMPARISONS",
    "K_J",
    "K_J_90",
    "R_K_90",
    "Comparison",
    "josephson_voltage",
    "pump_current",
    "relative_deviation",
    "triangle_closure",
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
