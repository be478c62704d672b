"""Many channels: mean, fluctuations and distribution of the transmission eigenvalues T_n.

A diffusive wire has its T_n near 0 and near 1 (Dorokhov), whatever its disorder. β = 1 stands for
time reversal, 2 for a magnetic field, 4 for spin–orbit scattering, where every T_n counts a Kramers
pair.
"""

import numpy as np

from landauer_lib._checks import broadcast_shape, number, random_source, whole_number
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.scattering.ensembles import symmetry_index

__all__ = [
    "diffusive_density",
    "diffusive_sample",
    "dirac_strip",
    "dmpk_fano",
    "dmpk_mean",
    "dmpk_variance",
]


def dmpk_mean(s: ArrayLike, channels: ArrayLike, *, beta: int = 1) -> Floats:
    """Return the mean transmission of a disordered wire, with weak localization.

    N/(1 + s) + ⅓(1 − 2/β) s³/(1 + s)³: Ohm's law with its contacts, and the interference of
    time-reversed paths.

    Parameters
    ----------
    s : array_like
        Length over mean free path, at least 0.
    channels : array_like
        Number N of channels, above 0; valid for N ≫ 1 + s (a metal).
    beta : int
        Symmetry index 1, 2 or 4.

    Returns
    -------
    ndarray
        ⟨Tr t†t⟩, up to corrections of order (1 + s)/N; broadcast shape.

    Raises
    ------
    ValueError
        If s is negative, N not positive, or β not 1, 2 or 4.

    References
    ----------
    P. A. Mello and A. D. Stone, Phys. Rev. B 44, 3559 (1991).
    C. W. J. Beenakker, Rev. Mod. Phys. 69, 731 (1997).

    Examples
    --------
    >>> float(dmpk_mean(0.0, channels=7))
    7.0
    """
    length, n = number("s", s, at_least=0), number("channels", channels, above=0)
    broadcast_shape(s=length, channels=n)
    localization = (1 - 2 / symmetry_index(beta)) / 3 * (length / (1 + length)) ** 3
    mean: Floats = n / (1 + length) + localization
    return mean[()]


def dmpk_variance(s: ArrayLike, *, beta: int = 1) -> Floats:
    """Return the variance of Tr t†t in a disordered wire: universal conductance fluctuations.

    (2/15β)[1 − (1 + 6s)/(1 + s)⁶], hence 2/15β once the wire is a few mean free paths long.

    Parameters
    ----------
    s : array_like
        Length over mean free path, at least 0.
    beta : int
        Symmetry index 1, 2 or 4.

    Returns
    -------
    ndarray
        Variance, of the shape of ``s``, for N ≫ 1 + s; in units of (e²/h)² per spin, times 4 for
        the conductance of two spins that see the same disorder.

    Raises
    ------
    ValueError
        If s is negative or β not 1, 2 or 4.

    References
    ----------
    P. A. Mello, Phys. Rev. Lett. 60, 1089 (1988).
    B. L. Altshuler, JETP Lett. 41, 648 (1985); P. A. Lee and A. D. Stone, Phys. Rev. Lett. 55,
    1622 (1985).

    Examples
    --------
    >>> round(15 * float(dmpk_variance(1e6, beta=1)), 9)
    2.0
    """
    length = number("s", s, at_least=0)
    v, w = length / (1 + length), 1 / (1 + length)
    # (1 + s)⁶ − 1 − 6s divided by (1 + s)⁶, without cancellation or overflow.
    shape = v**2 * (15 * w**4 + 20 * v * w**3 + 15 * v**2 * w**2 + 6 * v**3 * w + v**4)
    variance: Floats = 2 / (15 * symmetry_index(beta)) * shape
    return variance[()]


def dmpk_fano(s: ArrayLike) -> Floats:
    """Return the Fano factor ΣT(1 − T)/ΣT of a disordered wire, ⅓[1 − (1 + s)⁻³].

    Parameters
    ----------
    s : array_like
        Length over mean free path, at least 0.

    Returns
    -------
    ndarray
        Fano factor to leading order in (1 + s)/N, of the shape of ``s``: s for a short wire,
        ⅓ for a diffusive one.

    Raises
    ------
    ValueError
        If s is negative.

    References
    ----------
    M. J. M. de Jong and C. W. J. Beenakker, Phys. Rev. B 46, 13400 (1992).

    Examples
    --------
    >>> float(dmpk_fano(1.0)) == 7 / 24
    True
    """
    length = number("s", s, at_least=0)
    w = 1 / (1 + length)
    fano: Floats = length * w * (1 + w + w**2) / 3
    return fano[()]


def diffusive_density(transmission: ArrayLike) -> Floats:
    """Return Dorokhov's density of eigenvalues in a diffusive wire, 1/(2T√(1 − T)).

    Parameters
    ----------
    transmission : array_like
        Eigenvalue T, between 0 and 1.

    Returns
    -------
    ndarray
        Eigenvalues per interval of T, for a mean Tr t†t of 1: multiply by the conductance in
        units of G0. It is cut off at T ≈ 4 e^{−2s}, which makes the number of them finite.

    Raises
    ------
    ValueError
        If T does not lie between 0 and 1.

    References
    ----------
    O. N. Dorokhov, Solid State Commun. 51, 381 (1984).

    Examples
    --------
    >>> float(diffusive_density(0.75))
    1.3333333333333333
    """
    t = number("transmission", transmission, above=0, below=1)
    density: Floats = 1 / (2 * t * np.sqrt(1 - t))
    return density[()]


def diffusive_sample(count: int, s: float, *, rng: int | np.random.Generator) -> Floats:
    """Draw independent eigenvalues T = 1/cosh²x with x uniform in [0, s]: Dorokhov's law.

    Parameters
    ----------
    count : int
        How many to draw.
    s : float
        Length over mean free path, above 0, which sets the cut-off at small T; s ≫ 1 for a
        diffusive wire.
    rng : int or numpy.random.Generator
        Seed, or source of random numbers.

    Returns
    -------
    ndarray, shape (count,)
        Eigenvalues. Being independent, they have the right density but lack the repulsion that
        makes conductance fluctuations universal.

    Raises
    ------
    ValueError
        If s is not positive or the count negative.

    References
    ----------
    O. N. Dorokhov, Solid State Commun. 51, 381 (1984).

    Examples
    --------
    >>> diffusive_sample(3, s=10.0, rng=1).shape
    (3,)
    """
    number("s", s, above=0)
    draws = whole_number("count", count, at_least=0)
    x = random_source("rng", rng).uniform(0, s, draws)
    decay = np.exp(-x)
    sample: Floats = (2 * decay / (1 + decay**2)) ** 2
    return sample


def dirac_strip(width: ArrayLike, length: ArrayLike, channels: int) -> Floats:
    """Return the eigenvalues 1/cosh²(q_n L) of a clean graphene strip at its Dirac point.

    Evanescent waves with q_n = π(n + ½)/W carry the current: for W ≫ L the conductivity is
    4e²/πh and the Fano factor ⅓, as in a diffusive wire, but without disorder.

    Parameters
    ----------
    width, length : array_like
        Width W and length L, in the same unit, above 0.
    channels : int
        How many channels, n = 0 … channels − 1; 7 W/L of them exhaust the sum to 1e-16.

    Returns
    -------
    ndarray, shape (..., modes)
        Eigenvalues, per spin and valley, for an infinite-mass boundary.

    Raises
    ------
    ValueError
        If a length is not positive or ``channels`` below 1.

    References
    ----------
    J. Tworzydło, B. Trauzettel, M. Titov, A. Rycerz and C. W. J. Beenakker, Phys. Rev. Lett. 96,
    246802 (2006).

    Examples
    --------
    >>> t = dirac_strip(width=50.0, length=1.0, channels=400)
    >>> round(float(np.sum(t * (1 - t)) / np.sum(t)), 6)
    0.333333
    """
    w, l_ = number("width", width, above=0), number("length", length, above=0)
    broadcast_shape(width=w, length=l_)
    n = np.arange(whole_number("channels", channels, at_least=1))
    decay = np.exp(-np.pi * (n + 0.5) * (l_ / w)[..., np.newaxis])
    values: Floats = (2 * decay / (1 + decay**2)) ** 2
    return values
