"""A chaotic cavity between two ballistic openings: exact for any numbers of channels.

Waves that bounce long enough forget how they came in, so that S is a random unitary matrix of the
symmetry β: 1 with time reversal, 2 in a magnetic field, 4 with spin–orbit scattering (where every
T_n counts a Kramers pair). Per spin.
"""

import numpy as np

from landauer_lib._checks import broadcast_shape, number, random_source, whole, whole_number
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.scattering.ensembles import symmetry_index

__all__ = [
    "cavity_mean",
    "cavity_partition",
    "cavity_variance",
    "chaotic_density",
    "chaotic_sample",
]


def _openings(
    channels_left: ArrayLike, channels_right: ArrayLike, beta: int
) -> tuple[Floats, Floats, float]:
    """Return N_L and N_R as floats, and 2/β."""
    left = whole("channels_left", channels_left, at_least=1)
    right = whole("channels_right", channels_right, at_least=1)
    broadcast_shape(channels_left=left, channels_right=right)
    return left.astype(np.float64), right.astype(np.float64), 2 / symmetry_index(beta)


def cavity_mean(channels_left: ArrayLike, channels_right: ArrayLike, *, beta: int) -> Floats:
    """Return the mean transmission N_L N_R/(N_L + N_R − 1 + 2/β), weak localization included.

    In a magnetic field (β = 2) the two openings are resistors in series. Time reversal lowers the
    mean, to N²/(2N + 1) for equal openings: a quarter of a quantum less where N is large.

    Parameters
    ----------
    channels_left, channels_right : array_like of int
        Open channels of either opening, at least 1; they broadcast.
    beta : {1, 2, 4}
        Symmetry index.

    Returns
    -------
    ndarray or float
        ⟨Tr t†t⟩, exactly.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    References
    ----------
    H. U. Baranger and P. A. Mello, Phys. Rev. Lett. 73, 142 (1994).
    R. A. Jalabert, J.-L. Pichard and C. W. J. Beenakker, Europhys. Lett. 27, 255 (1994).

    Examples
    --------
    >>> round(float(cavity_mean(1, 1, beta=1)), 6), float(cavity_mean(1, 1, beta=2))
    (0.333333, 0.5)
    """
    a, b, c = _openings(channels_left, channels_right, beta)
    mean: Floats = a * b / (a + b - 1 + c)
    return mean[()]


def cavity_variance(channels_left: ArrayLike, channels_right: ArrayLike, *, beta: int) -> Floats:
    """Return the variance of Tr t†t: 1/8β for many channels, exact for few.

    (2/β) N_L N_R (N_L − 1 + 2/β)(N_R − 1 + 2/β) over (N − 2 + 2/β)(N − 1 + 2/β)²(N − 1 + 4/β), with
    N = N_L + N_R.

    Parameters
    ----------
    channels_left, channels_right, beta
        As for :func:`cavity_mean`.

    Returns
    -------
    ndarray or float
        Variance per spin; times 4 for the conductance, in (e²/h)², of two spins that see the
        same cavity.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    References
    ----------
    H. U. Baranger and P. A. Mello, Phys. Rev. Lett. 73, 142 (1994);
    D. V. Savin and H.-J. Sommers, Phys. Rev. B 73, 081307 (2006).

    Examples
    --------
    >>> round(45 * float(cavity_variance(1, 1, beta=1)), 9)
    4.0
    >>> round(8 * float(cavity_variance(1000, 1000, beta=1)), 2)
    1.0
    """
    a, b, c = _openings(channels_left, channels_right, beta)
    n = a + b
    width: Floats = c * a / (n - 1 + c) * b / (n - 1 + c) * (a - 1 + c) / (n - 2 + c)
    variance: Floats = width * (b - 1 + c) / (n - 1 + 2 * c)
    return variance[()]


def cavity_partition(channels_left: ArrayLike, channels_right: ArrayLike, *, beta: int) -> Floats:
    """Return the mean of Σ T_n(1 − T_n), which makes the shot noise; over the mean, F → ¼.

    Parameters
    ----------
    channels_left, channels_right, beta
        As for :func:`cavity_mean`.

    Returns
    -------
    ndarray or float
        N_L N_R (N_L − 1 + 2/β)(N_R − 1 + 2/β)/[(N − 2 + 2/β)(N − 1 + 2/β)(N − 1 + 4/β)].

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    References
    ----------
    D. V. Savin and H.-J. Sommers, Phys. Rev. B 73, 081307 (2006).

    Examples
    --------
    >>> round(float(cavity_partition(1, 1, beta=2)), 6)
    0.166667
    """
    a, b, c = _openings(channels_left, channels_right, beta)
    n = a + b
    share: Floats = a / (n - 1 + c) * b / (n - 2 + c) * (a - 1 + c) / (n - 1 + 2 * c) * (b - 1 + c)
    return share[()]


def chaotic_density(transmission: ArrayLike) -> Floats:
    """Return the density of eigenvalues of a chaotic cavity, 1/(π√(T(1 − T))).

    Parameters
    ----------
    transmission : array_like
        Eigenvalue T, between 0 and 1.

    Returns
    -------
    ndarray
        Probability density, normalized to 1, for two ballistic openings of the same many
        channels; mean ½, Fano factor ¼.

    Raises
    ------
    ValueError
        If T does not lie between 0 and 1.

    References
    ----------
    H. U. Baranger and P. A. Mello, Phys. Rev. Lett. 73, 142 (1994).
    R. A. Jalabert, J.-L. Pichard and C. W. J. Beenakker, Europhys. Lett. 27, 255 (1994).

    Examples
    --------
    >>> round(float(chaotic_density(0.5)), 6)
    0.63662
    """
    t = number("transmission", transmission, above=0, below=1)
    density: Floats = 1 / (np.pi * np.sqrt(t * (1 - t)))
    return density[()]


def chaotic_sample(count: int, *, rng: int | np.random.Generator) -> Floats:
    """Draw independent eigenvalues of a chaotic cavity, T = sin²θ with θ uniform.

    Parameters
    ----------
    count : int
        How many to draw.
    rng : int or numpy.random.Generator
        Seed, or source of random numbers.

    Returns
    -------
    ndarray, shape (count,)
        Eigenvalues, independent (without level repulsion).

    Raises
    ------
    ValueError
        If the count is negative.

    References
    ----------
    H. U. Baranger and P. A. Mello, Phys. Rev. Lett. 73, 142 (1994).

    Examples
    --------
    >>> chaotic_sample(3, rng=1).shape
    (3,)
    """
    draws = whole_number("count", count, at_least=0)
    angle = random_source("rng", rng).uniform(0, np.pi / 2, draws)
    sample: Floats = np.sin(angle) ** 2
    return sample
