"""One contact and an alternating voltage: the capacitance and resistance of a quantum capacitor.

A cavity behind one opening, charged through it by a slow voltage, acts as a capacitance in series
with a resistance. Both follow from the delays of its channels, the eigenvalues of
−iħ S† dS/dE. With a geometric capacitance in series the charge-relaxation resistance stays.
"""

import numpy as np

from .. import _checks
from .._types import ArrayLike, Floats
from .transmission import prefactor

__all__ = ["charge_relaxation_resistance", "quantum_capacitance"]


def _delays(delays: ArrayLike) -> Floats:
    values = np.atleast_1d(_checks.number("delays", delays, at_least=0))
    if not np.all(values.sum(axis=-1) > 0):
        raise ValueError("delays must not all be 0: a cavity that holds nothing has no capacitance")
    return values


def quantum_capacitance(delays: ArrayLike, *, degeneracy: float = 2) -> Floats:
    """Return the capacitance (degeneracy e²/h) Σ τ_n, e² times the density of states.

    Parameters
    ----------
    delays : array_like
        Delay times τ_n of the channels of the opening in s, along the last axis; at least 0.
    degeneracy : float, optional
        Number of identical copies of each channel: 2 for spin.

    Returns
    -------
    ndarray or float
        Capacitance in F.

    Raises
    ------
    ValueError, TypeError
        If a delay is negative or all are 0, or degeneracy is not positive.

    References
    ----------
    M. Büttiker, H. Thomas and A. Prêtre, Phys. Lett. A 180, 364 (1993).

    Examples
    --------
    >>> round(float(quantum_capacitance(1e-11)) * 1e15, 3)  # fF
    0.775
    """
    capacitance: Floats = prefactor(degeneracy) * _delays(delays).sum(axis=-1)
    return capacitance[()]


def charge_relaxation_resistance(delays: ArrayLike, *, degeneracy: float = 2) -> Floats:
    """Return the resistance (h/2e²) Σ τ_n²/(Σ τ_n)² over the degeneracy.

    A single channel has h/2e² for each spin however it is transmitted: h/4e² for two. Its 2 is the
    one contact, where a wire between two has h/e². N channels of equal delay have that over N.

    Parameters
    ----------
    delays, degeneracy
        As for :func:`quantum_capacitance`; only the ratios of the delays matter.

    Returns
    -------
    ndarray or float
        Resistance in Ω at temperatures and frequencies low against ħ/τ.

    Raises
    ------
    ValueError, TypeError
        If a delay is negative or all are 0, or degeneracy is not positive.

    References
    ----------
    M. Büttiker, H. Thomas and A. Prêtre, Phys. Lett. A 180, 364 (1993); measured by J. Gabelli et
    al., Science 313, 499 (2006).

    Examples
    --------
    >>> round(float(charge_relaxation_resistance(1e-11, degeneracy=1)), 3)
    12906.404
    """
    tau = _delays(delays)
    share = tau / tau.sum(axis=-1, keepdims=True)
    resistance: Floats = np.sum(share**2, axis=-1) / (2 * prefactor(degeneracy))
    return resistance[()]
