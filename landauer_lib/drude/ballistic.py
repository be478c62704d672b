"""Resistance without scatterers: of contacts, of openings, and on the way to Ohm's law."""

import numpy as np

from .. import _checks
from .._types import ArrayLike, Floats
from ..constants import E_CHARGE, H_PLANCK

__all__ = [
    "contact_resistance",
    "sharvin_channels",
    "sharvin_conductance",
    "sharvin_resistance",
    "wexler_resistance",
    "wire_resistance",
]


def wire_resistance(
    length: ArrayLike,
    backscattering_length: ArrayLike,
    channels: ArrayLike,
    *,
    degeneracy: float = 2,
) -> Floats:
    """Return the resistance (h/(degeneracy e² M))(1 + L/λ) of a wire between two contacts.

    Exact for incoherent scattering in one dimension; in two and three it interpolates between its
    exact ends, too low by at most 2.2 and 3.2 % (see :func:`classical_transmission`).

    Parameters
    ----------
    length : array_like
        Length L in m, at least 0.
    backscattering_length : array_like
        λ in m, for instance ``backscattering_length(mean_free_path, dimension)``.
    channels : array_like
        Number of channels M, a positive number; for a wide wire the average, k_F W/π, serves.
    degeneracy : float, optional
        Number of identical copies of each channel: 2 for spin.

    Returns
    -------
    ndarray or float
        Resistance in Ω, contacts included.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    References
    ----------
    S. Datta, Electronic Transport in Mesoscopic Systems (Cambridge, 1995).

    Examples
    --------
    >>> from landauer_lib.drude import backscattering_length
    >>> wire_resistance([0.0, 4e-6], backscattering_length(1e-6, dimension=1), channels=1).round(0)
    array([12906., 38719.])
    """
    extent = _checks.number("length", length, at_least=0)
    path = _checks.number("backscattering_length", backscattering_length, above=0)
    count = _checks.number("channels", channels, above=0)
    g = _checks.scalar("degeneracy", degeneracy, above=0)
    _checks.broadcast_shape(length=extent, backscattering_length=path, channels=count)
    result: Floats = H_PLANCK / (g * E_CHARGE**2) / count * (1 + extent / path)
    return result[()]


def sharvin_channels(
    fermi_wavevector: ArrayLike, size: ArrayLike, dimension: int, *, weyl: bool = False
) -> Floats:
    """Return the mean number of channels of an opening many wavelengths wide.

    Parameters
    ----------
    fermi_wavevector : array_like
        k_F in 1/m.
    size : array_like
        Width W of a slit in two dimensions, radius a of a round hole in three, in m.
    dimension : {2, 3}
        Dimension of the electron gas.
    weyl : bool, optional
        Whether to subtract Weyl's correction for hard walls, whose nodes cost channels along the
        rim. The mean is then good down to a few channels.

    Returns
    -------
    ndarray or float
        k_F W/π or (k_F a/2)², less 1/2 or k_F a/2 with ``weyl``, but at least 0.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    References
    ----------
    Yu. V. Sharvin, Sov. Phys. JETP 21, 655 (1965).

    Examples
    --------
    >>> round(float(sharvin_channels(1.2e10, 1e-9, 3)), 9)
    36.0
    >>> round(float(sharvin_channels(1.2e10, 1e-9, 3, weyl=True)), 9)
    30.0
    """
    k = _checks.number("fermi_wavevector", fermi_wavevector, above=0)
    extent = _checks.number("size", size, above=0)
    _checks.broadcast_shape(fermi_wavevector=k, size=extent)
    phase = k * extent
    if _checks.whole_number("dimension", dimension, at_least=2, at_most=3) == 2:
        modes: Floats = phase / np.pi - (0.5 if weyl else 0)
    else:
        modes = (phase / 2) ** 2 - (phase / 2 if weyl else 0)
    return np.maximum(modes, 0)[()]


def sharvin_conductance(
    fermi_wavevector: ArrayLike,
    size: ArrayLike,
    dimension: int,
    *,
    degeneracy: float = 2,
    weyl: bool = False,
) -> Floats:
    """Return the conductance of a ballistic opening, (degeneracy e²/h) times its mean channels.

    Parameters
    ----------
    fermi_wavevector, size, dimension, weyl
        As for :func:`sharvin_channels`.
    degeneracy : float, optional
        Number of identical copies of each channel: 2 for spin.

    Returns
    -------
    ndarray or float
        Conductance in S.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    References
    ----------
    Yu. V. Sharvin, Sov. Phys. JETP 21, 655 (1965).

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> round(float(sharvin_conductance(1.2e10, 1e-9, 3) / G0), 9)
    36.0
    """
    g = _checks.scalar("degeneracy", degeneracy, above=0)
    modes = sharvin_channels(fermi_wavevector, size, dimension, weyl=weyl)
    return np.asarray(g * E_CHARGE**2 / H_PLANCK * modes)[()]


def sharvin_resistance(
    resistivity: ArrayLike, mean_free_path: ArrayLike, radius: ArrayLike
) -> Floats:
    """Return Sharvin's resistance of a round hole from bulk quantities, 4ρl/3πa².

    It does not depend on the mean free path, although it is written with it: ρl is a property of
    the Fermi surface, 3π²ħ/e²k_F² for free electrons, and the result is 1/``sharvin_conductance``.

    Parameters
    ----------
    resistivity : array_like
        Resistivity ρ of the bulk in Ω m.
    mean_free_path : array_like
        l of the same bulk in m.
    radius : array_like
        Radius a of the hole in m.

    Returns
    -------
    ndarray or float
        Resistance in Ω.

    Raises
    ------
    ValueError, TypeError
        If an argument is not positive and finite.

    References
    ----------
    Yu. V. Sharvin, Sov. Phys. JETP 21, 655 (1965).

    Examples
    --------
    >>> round(float(sharvin_resistance(2.2e-8, 38e-9, radius=10e-9)), 2)  # gold
    3.55
    """
    rho = _checks.number("resistivity", resistivity, above=0)
    path = _checks.number("mean_free_path", mean_free_path, above=0)
    a = _checks.number("radius", radius, above=0)
    _checks.broadcast_shape(resistivity=rho, mean_free_path=path, radius=a)
    result: Floats = 4 * rho * path / (3 * np.pi * a**2)
    return result[()]


def wexler_resistance(
    resistivity: ArrayLike, mean_free_path: ArrayLike, radius: ArrayLike
) -> Floats:
    """Return the resistance of a round hole of any size between Sharvin's and Maxwell's.

    4ρl/3πa² + γ ρ/2a: Sharvin's resistance, and that of the metal around the hole. Wexler's form is
    kept, with γ = (1 + 0.872 l/a)/(1 + 1.2 l/a) in place of his variational one. It is 1 where
    l ≪ a (Maxwell) and 0.726 where l ≫ a, which one collision near the hole gives exactly; between
    the ends it is fitted to electrons that were followed one by one. The sum is good to 1 %.

    Parameters
    ----------
    resistivity : array_like
        Resistivity ρ of the metal on both sides in Ω m.
    mean_free_path : array_like
        l in the same metal in m.
    radius : array_like
        Radius a of the hole in m.

    Returns
    -------
    ndarray or float
        Resistance in Ω.

    Raises
    ------
    ValueError, TypeError
        If an argument is not positive and finite.

    References
    ----------
    G. Wexler, Proc. Phys. Soc. 89, 927 (1966); J. C. Maxwell, A Treatise on Electricity and
    Magnetism (Oxford, 1873), article 308.

    Examples
    --------
    Gold: Sharvin's value for a hole of 10 nm, Maxwell's for one of 10 µm:

    >>> wexler_resistance(2.2e-8, 38e-9, radius=[10e-9, 10e-6]).round(4)
    array([4.4015e+00, 1.1000e-03])
    """
    ballistic = np.asarray(sharvin_resistance(resistivity, mean_free_path, radius))
    rho = _checks.number("resistivity", resistivity, above=0)
    a = _checks.number("radius", radius, above=0)
    knudsen = _checks.number("mean_free_path", mean_free_path, above=0) / a
    spreading = (1 + 0.872 * knudsen) / (1 + 1.2 * knudsen) * rho / (2 * a)
    return np.asarray(ballistic + spreading)[()]


def contact_resistance(
    narrow: ArrayLike, wide: ArrayLike | None = None, *, degeneracy: float = 2
) -> Floats:
    """Return what a perfect wire of few channels costs between two of many, R0(1/M − 1/N).

    Half of it arises at either end, where the electrons' occupation changes from the reservoir's
    to that of one direction of motion. It is the resistance of :func:`wire_resistance` at length 0,
    less that of the wide wires themselves.

    Parameters
    ----------
    narrow : array_like
        Number of channels M of the narrow wire, a positive number.
    wide : array_like, optional
        Number of channels N of the wires on either side, at least M; infinitely many if left out.
    degeneracy : float, optional
        Number of identical copies of each channel: 2 for spin.

    Returns
    -------
    ndarray or float
        Resistance of both ends in Ω.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range, or the wide wires have fewer channels than the narrow one.

    References
    ----------
    Y. Imry, in Directions in Condensed Matter Physics, edited by G. Grinstein and G. Mazenko
    (World Scientific, 1986).

    Examples
    --------
    >>> contact_resistance([1, 10], wide=10).round(1)
    array([11615.8,     0. ])
    """
    few = _checks.number("narrow", narrow, above=0)
    g = _checks.scalar("degeneracy", degeneracy, above=0)
    unit = H_PLANCK / (g * E_CHARGE**2)
    if wide is None:
        return np.asarray(unit / few)[()]
    many = _checks.number("wide", wide, above=0)
    _checks.broadcast_shape(narrow=few, wide=many)
    if np.any(many < few):
        raise ValueError(f"wide must be at least narrow, got {wide!r:.60} beside {narrow!r:.60}")
    return np.asarray(unit * (many - few) / (few * many))[()]
