"""Fano factors: of given channels, of the textbook conductors, and what they reveal."""

from math import sqrt
from typing import Final

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import R_K

DIFFUSIVE_FANO: Final = 1 / 3
"""Fano factor of a diffusive wire between cold reservoirs (Beenakker–Büttiker, Nagaev 1992)."""

CHAOTIC_FANO: Final = 1 / 4
"""Fano factor of a chaotic cavity between two equally wide openings."""

HOT_ELECTRON_FANO: Final = sqrt(3) / 4
"""Fano factor of a diffusive wire longer than its electron–electron scattering length."""


def quanta_and_partition(eigenvalues: ArrayLike) -> tuple[Floats, Floats]:
    """Return ΣT and ΣT(1 − T) over the last axis."""
    values = np.atleast_1d(_checks.probability("eigenvalues", eigenvalues))
    total: Floats = values.sum(axis=-1)
    partition: Floats = (values * (1 - values)).sum(axis=-1)
    return total, partition


def fano_factor(eigenvalues: ArrayLike) -> Floats:
    """Return ΣT_n(1 − T_n)/ΣT_n.

    Parameters
    ----------
    eigenvalues : array_like
        Transmission eigenvalues in [0, 1], channels along the last axis.

    Returns
    -------
    ndarray or float
        In [0, 1]; where all channels are closed it is 1, the limit of vanishing transmission.

    Raises
    ------
    ValueError, TypeError
        If ``eigenvalues`` are not probabilities.

    References
    ----------
    M. Büttiker, Phys. Rev. Lett. 65, 2901 (1990).

    Examples
    --------
    >>> float(fano_factor([1.0, 0.5]).round(6))
    0.166667
    """
    total, partition = quanta_and_partition(eigenvalues)
    closed = total == 0
    return np.where(closed, 1.0, partition / np.where(closed, 1.0, total))[()]


def double_barrier_fano_factor(gamma_left: ArrayLike, gamma_right: ArrayLike) -> Floats:
    """Return (Γ_L² + Γ_R²)/(Γ_L + Γ_R)² for tunneling through a resonance between two barriers.

    Bias wide enough that the whole resonance lies within the window; coherent or sequential.

    Parameters
    ----------
    gamma_left, gamma_right : array_like
        Couplings in the same unit, above 0; they broadcast.

    Returns
    -------
    ndarray or float
        In [½, 1).

    Raises
    ------
    ValueError, TypeError
        If an argument is not a positive number or the shapes do not broadcast.

    References
    ----------
    L. Y. Chen and C. S. Ting, Phys. Rev. B 43, 4534 (1991).

    Examples
    --------
    >>> float(double_barrier_fano_factor(1.0, 3.0))
    0.625
    """
    left = _checks.number("gamma_left", gamma_left, above=0)
    right = _checks.number("gamma_right", gamma_right, above=0)
    _checks.broadcast_shape(gamma_left=left, gamma_right=right)
    total = left + right
    factor: Floats = (left / total) ** 2 + (right / total) ** 2
    return factor[()]


def chaotic_fano_factor(channels_left: ArrayLike, channels_right: ArrayLike) -> Floats:
    """Return N_L N_R/(N_L + N_R)² of a chaotic cavity with two ideal openings of many channels.

    Parameters
    ----------
    channels_left, channels_right : array_like
        Open channels of either opening, above 0 (many, but not necessarily whole); they broadcast.

    Returns
    -------
    ndarray or float
        In (0, ¼].

    Raises
    ------
    ValueError, TypeError
        If an argument is not a positive number or the shapes do not broadcast.

    References
    ----------
    R. A. Jalabert, J.-L. Pichard and C. W. J. Beenakker, Europhys. Lett. 27, 255 (1994);
    Ya. M. Blanter and M. Büttiker, Phys. Rep. 336, 1 (2000).

    Examples
    --------
    >>> float(chaotic_fano_factor(5, 5)), float(chaotic_fano_factor(1, 3))
    (0.25, 0.1875)
    """
    left = _checks.number("channels_left", channels_left, above=0)
    right = _checks.number("channels_right", channels_right, above=0)
    _checks.broadcast_shape(channels_left=left, channels_right=right)
    # Equal sides reach 1/4, which rounding must not exceed.
    return np.minimum(left / (left + right) * (right / (left + right)), CHAOTIC_FANO)[()]


def andreev_eigenvalues(eigenvalues: ArrayLike) -> Floats:
    """Return T²/(2 − T)², the probability that an electron leaves a superconductor as a hole.

    For a normal conductor in series with an ideal interface to a superconductor, at energies far
    below the gap and in no magnetic field. The conductance is :func:`andreev_conductance`.

    Parameters
    ----------
    eigenvalues : array_like
        Normal-state transmission eigenvalues in [0, 1], any shape.

    Returns
    -------
    ndarray or float
        In [0, 1], of the same shape.

    Raises
    ------
    ValueError, TypeError
        If ``eigenvalues`` are not probabilities.

    References
    ----------
    C. W. J. Beenakker, Phys. Rev. B 46, 12841 (1992).

    Examples
    --------
    >>> andreev_eigenvalues([0.0, 0.5, 1.0]).round(6)
    array([0.      , 0.111111, 1.      ])
    """
    values = _checks.probability("eigenvalues", eigenvalues)
    probability: Floats = (values / (2 - values)) ** 2
    return probability[()]


def andreev_conductance(eigenvalues: ArrayLike, *, degeneracy: float = 2) -> Floats:
    """Return the conductance of a normal conductor in series with a superconductor.

    (2 degeneracy e²/h) ΣT_n²/(2 − T_n)²: each event moves two charges. Open channels conduct twice
    what they do in the normal state, nearly closed ones far less, T²/2 instead of T.

    Parameters
    ----------
    eigenvalues : array_like
        Normal-state transmission eigenvalues per spin in [0, 1], channels along the last axis.
    degeneracy : float, optional
        Spin degeneracy of the normal channels, 2; pairs take both spins.

    Returns
    -------
    ndarray or float
        Conductance in S at bias and temperature far below the gap, without a magnetic field.

    Raises
    ------
    ValueError, TypeError
        If ``eigenvalues`` are not probabilities, or degeneracy is not positive.

    References
    ----------
    C. W. J. Beenakker, Phys. Rev. B 46, 12841 (1992).

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> round(float(andreev_conductance([1.0, 0.5]) / G0), 6)
    2.222222
    """
    pairs = np.atleast_1d(andreev_eigenvalues(eigenvalues)).sum(axis=-1)
    factor = _checks.scalar("degeneracy", degeneracy, above=0)
    siemens: Floats = 2 * factor / R_K * pairs
    return siemens[()]


def andreev_fano_factor(eigenvalues: ArrayLike) -> Floats:
    """Return the Fano factor 2ΣR_A(1 − R_A)/ΣR_A of a normal conductor at a superconductor.

    2 for tunneling (charge 2e), 2/3 for a diffusive wire, 0 for open channels.

    Parameters
    ----------
    eigenvalues : array_like
        Normal-state transmission eigenvalues in [0, 1], channels along the last axis.

    Returns
    -------
    ndarray or float
        In [0, 2]; 2, the limit of vanishing transmission, where all channels are closed.

    Raises
    ------
    ValueError, TypeError
        If ``eigenvalues`` are not probabilities.

    References
    ----------
    M. J. M. de Jong and C. W. J. Beenakker, Phys. Rev. B 49, 16070 (1994).

    Examples
    --------
    >>> float(andreev_fano_factor([1e-6]).round(6)), float(andreev_fano_factor([1.0]))
    (2.0, 0.0)
    """
    values = np.atleast_1d(_checks.probability("eigenvalues", eigenvalues))
    # Relative weights: the squares of very small transmissions would vanish.
    largest = values.max(axis=-1, keepdims=True)
    closed = largest[..., 0] == 0
    weight = (values / np.where(largest == 0, 1.0, largest) / (2 - values)) ** 2
    lost = 4 * (1 - values) / (2 - values) ** 2
    total = np.where(closed, 1.0, weight.sum(axis=-1))
    return np.where(closed, 2.0, 2 * (weight * lost).sum(axis=-1) / total)[()]


def minimum_fano_factor(quanta: ArrayLike) -> Floats:
    """Return the least Fano factor that a conductance of so many quanta can have.

    All channels but one are then open or closed: f(1 − f)/g with f the fractional part of
    g. A measured value above it tells that the conductance is spread over more channels.

    Parameters
    ----------
    quanta : array_like
        Conductance g over degeneracy e²/h, above 0, any shape.

    Returns
    -------
    ndarray or float
        Of the shape of ``quanta``.

    Raises
    ------
    ValueError, TypeError
        If ``quanta`` is not a positive number.

    References
    ----------
    H. E. van den Brom and J. M. van Ruitenbeek, Phys. Rev. Lett. 82, 1526 (1999).

    Examples
    --------
    >>> float(minimum_fano_factor(1.5).round(6))
    0.166667
    """
    g = _checks.number("quanta", quanta, above=0)
    fraction = g - np.floor(g)
    return (fraction * (1 - fraction) / g)[()]


def two_channel_eigenvalues(quanta: ArrayLike, fano: ArrayLike) -> tuple[Floats, Floats]:
    """Return the two transmissions that conductance and Fano factor together reveal.

    ΣT = g and ΣT² = g(1 − F) determine two channels: T = g/2 ± sqrt(2g(1 − F) − g²)/2. This is the
    "PIN code" of a contact known to have at most two.

    Parameters
    ----------
    quanta : array_like
        Conductance g over degeneracy e²/h, in (0, 2].
    fano : array_like
        Fano factor, between :func:`minimum_fano_factor` and 1 − g/2; broadcasts.

    Returns
    -------
    larger, smaller : ndarray or float
        Transmissions in [0, 1].

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or no two channels fit.

    References
    ----------
    R. Cron, M. F. Goffman, D. Esteve and C. Urbina, Phys. Rev. Lett. 86, 4104 (2001).

    Examples
    --------
    >>> larger, smaller = two_channel_eigenvalues(1.0, 0.32)
    >>> round(float(larger), 9), round(float(smaller), 9)
    (0.8, 0.2)
    """
    g = _checks.number("quanta", quanta, above=0, at_most=2)
    factor = _checks.probability("fano", fano)
    shape = _checks.broadcast_shape(quanta=g, fano=factor)
    g, factor = np.broadcast_to(g, shape), np.broadcast_to(factor, shape)
    slack = 1e-12  # the bounds themselves are reached by rounded input
    lowest, highest = np.asarray(minimum_fano_factor(g)), 1 - g / 2
    outside = (factor < lowest - slack) | (factor > highest + slack)
    if outside.any():
        i = tuple(np.argwhere(outside)[0])
        raise ValueError(
            f"fano must lie in [{lowest[i]:.6g}, {highest[i]:.6g}] for two channels with "
            f"quanta {g[i]:.6g}, got {factor[i]:.6g}"
        )
    root = np.sqrt(np.maximum(g * (2 * (1 - factor) - g), 0.0))
    larger = np.minimum((g + root) / 2, 1.0)
    return larger[()], (g - larger)[()]
