"""Conductance of whole contacts: staircases, half-plateaus at finite bias, two in series."""

from collections.abc import Callable
from typing import TypedDict, Unpack

import numpy as np

from .. import _checks
from .._types import ArrayLike, Floats
from ..channels import hard_wall_threshold, zeeman_splitting
from ..constants import E_CHARGE, H_PLANCK, K_B_EV
from .saddle import rounded_step, saddle_frequencies

__all__ = ["differential_conductance", "hard_wall_staircase", "in_series", "staircase"]

MOST_CHANNELS = 10_000


class SaddleOptions(TypedDict, total=False):
    """Keywords of :func:`staircase` that make sense at finite bias."""

    hbar_omega_x: ArrayLike
    hbar_omega_y: ArrayLike
    temperature: ArrayLike
    v0: ArrayLike
    channels: int | None
    field_in_plane: ArrayLike
    field_perpendicular: ArrayLike
    g_factor: ArrayLike
    mass: ArrayLike
    peak_transmission: ArrayLike
    degeneracy: int


def staircase(
    mu: ArrayLike,
    *,
    hbar_omega_x: ArrayLike,
    hbar_omega_y: ArrayLike,
    temperature: ArrayLike = 0.0,
    v0: ArrayLike = 0.0,
    channels: int | None = None,
    field_in_plane: ArrayLike = 0.0,
    field_perpendicular: ArrayLike = 0.0,
    g_factor: ArrayLike = 2.0,
    mass: ArrayLike = 1.0,
    peak_transmission: ArrayLike = 1.0,
    series_resistance: ArrayLike = 0.0,
    degeneracy: int = 2,
) -> Floats:
    """Return the linear conductance of a saddle-point contact.

    The channels' transmissions, smeared by temperature, add up. The relative accuracy, about
    1e-14, holds deep in the tunneling regime too. All arguments but ``channels``,
    ``degeneracy`` and a ``peak_transmission`` per channel broadcast.

    Parameters
    ----------
    mu : array_like
        Chemical potential in eV.
    hbar_omega_x, hbar_omega_y : array_like
        Curvatures of the saddle along and across the current, in eV.
    temperature : array_like, optional
        Temperature in K.
    v0 : array_like, optional
        Height of the saddle in eV: a gate that raises it closes the contact.
    channels : int, optional
        Number of channels to sum; by default all that matter.
    field_in_plane, field_perpendicular : array_like, optional
        Magnetic field in T. The Zeeman splitting |g|μ_B B follows the whole field; only the
        perpendicular part acts on the orbits (see :func:`saddle_frequencies`).
    g_factor : array_like, optional
        Landé factor; its sign does not matter. In bulk GaAs it is −0.44.
    mass : array_like, optional
        Effective mass in free-electron masses; matters in a perpendicular field only.
    peak_transmission : array_like, optional
        Transmission of a fully open channel, in [0, 1]: a number, or one for each channel.
    series_resistance : array_like, optional
        Resistance in series with the contact, in Ω.
    degeneracy : int, optional
        Number of states per channel at zero field, spin included: 2 for spin, 4 for spin and
        valley. In a field each of the two spins takes half of it, so it must then be even.

    Returns
    -------
    ndarray or float
        Conductance in S.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range, or more than 10 000 channels would matter and their
        number is not given.

    References
    ----------
    M. Büttiker, Phys. Rev. B 41, 7906 (1990);
    B. J. van Wees et al., Phys. Rev. Lett. 60, 848 (1988).

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> g = staircase([2e-3, 4e-3], hbar_omega_x=0.3e-3, hbar_omega_y=2e-3, temperature=0.5)
    >>> (g / G0).round(3)
    array([1., 2.])
    """
    energy = _checks.number("mu", mu)
    height = _checks.number("v0", v0)
    b_plane = _checks.number("field_in_plane", field_in_plane)
    b_normal = _checks.number("field_perpendicular", field_perpendicular)
    if np.any(b_normal):
        x, y = map(np.asarray, saddle_frequencies(hbar_omega_x, hbar_omega_y, b_normal, mass))
    else:
        x = _checks.number("hbar_omega_x", hbar_omega_x, above=0)
        y = _checks.number("hbar_omega_y", hbar_omega_y, above=0)
        _checks.number("mass", mass, above=0)
    _checks.broadcast_shape(mu=energy, v0=height, hbar_omega_x=x, hbar_omega_y=y)

    def count(top: Floats) -> Floats:
        return (np.maximum(top, 0) / y) + 0.5

    def bottoms(n: Floats) -> Floats:
        return height[..., None] + y[..., None] * (n + 0.5)

    lowest: Floats = np.maximum(energy - height, y / 2)
    return _climb(
        energy,
        bottoms,
        lambda reach: count(lowest + reach),
        temperature=temperature,
        tunneling=x / (2 * np.pi),
        field=np.hypot(b_plane, b_normal),
        g_factor=g_factor,
        peak_transmission=peak_transmission,
        series_resistance=series_resistance,
        degeneracy=degeneracy,
        channels=channels,
    )


def hard_wall_staircase(
    width: ArrayLike,
    mu: ArrayLike,
    *,
    mass: ArrayLike = 1.0,
    temperature: ArrayLike = 0.0,
    channels: int | None = None,
    field_in_plane: ArrayLike = 0.0,
    g_factor: ArrayLike = 2.0,
    peak_transmission: ArrayLike = 1.0,
    series_resistance: ArrayLike = 0.0,
    degeneracy: int = 2,
) -> Floats:
    """Return the linear conductance of an adiabatic contact with hard walls.

    A channel opens as a sharp step where its threshold at the narrowest width falls below the
    Fermi energy, G = degeneracy (e²/h) ⌊k_F W/π⌋ at temperature 0 (half a step at equality);
    tunneling below the threshold is neglected, as it is in a long constriction.

    Parameters
    ----------
    width : array_like
        Narrowest width in m.
    mu : array_like
        Chemical potential in eV above the bottom of the band in the constriction.
    mass : array_like
        Effective mass in free-electron masses.
    temperature, channels, field_in_plane, g_factor, peak_transmission
    series_resistance, degeneracy
        As for :func:`staircase`.

    Returns
    -------
    ndarray or float
        Conductance in S.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range, or more than 10 000 channels would matter and their
        number is not given.

    References
    ----------
    B. J. van Wees et al., Phys. Rev. Lett. 60, 848 (1988).

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> hard_wall_staircase([30e-9, 60e-9], 0.012, mass=0.067) / G0
    array([1., 2.])
    """
    energy = _checks.number("mu", mu)
    first = np.asarray(hard_wall_threshold(1, width, mass))
    _checks.broadcast_shape(mu=energy, width=first)
    lowest: Floats = np.maximum(energy, first)
    return _climb(
        energy,
        lambda n: first[..., None] * (n + 1) ** 2,
        lambda reach: np.sqrt((lowest + reach) / first),
        temperature=temperature,
        tunneling=np.zeros(()),
        field=_checks.number("field_in_plane", field_in_plane),
        g_factor=g_factor,
        peak_transmission=peak_transmission,
        series_resistance=series_resistance,
        degeneracy=degeneracy,
        channels=channels,
    )


def _climb(
    energy: Floats,
    bottoms: Callable[[Floats], Floats],
    channels_within: Callable[[Floats], Floats],
    *,
    temperature: ArrayLike,
    tunneling: Floats,
    field: Floats,
    g_factor: ArrayLike,
    peak_transmission: ArrayLike,
    series_resistance: ArrayLike,
    degeneracy: int,
    channels: int | None,
) -> Floats:
    """Sum the rounded steps of all channels and both spins; add the series resistance."""
    kt = K_B_EV * _checks.number("temperature", temperature, at_least=0)
    half_splitting = abs(np.asarray(zeeman_splitting(field, g_factor))) / 2
    peak = _checks.probability("peak_transmission", peak_transmission)
    series = _checks.number("series_resistance", series_resistance, at_least=0)
    copies = _checks.whole_number("degeneracy", degeneracy, at_least=1)
    if np.any(half_splitting) and copies % 2:
        raise ValueError(
            f"degeneracy must be even in a magnetic field, where two spins share it, got {copies}"
        )
    if peak.ndim > 1 or (peak.ndim and channels is not None and peak.size != channels):
        raise ValueError(
            "peak_transmission must be one number, or one for each of the channels, "
            f"got shape {peak.shape}"
            + (f" for channels={channels}" if channels is not None else "")
        )
    if channels is not None:
        number = _checks.whole_number("channels", channels, at_least=1)
    elif peak.ndim:
        number = peak.size
    else:
        wanted = np.max(channels_within(half_splitting + 40 * (kt + tunneling)), initial=1)
        if wanted > MOST_CHANNELS:
            raise ValueError(
                f"channels must be given where more than {MOST_CHANNELS} would count, "
                f"here {wanted:.3g}"
            )
        number = int(np.ceil(wanted))
    distance = energy[..., None] - bottoms(np.arange(number, dtype=float))
    spins = [half_splitting, -half_splitting] if np.any(half_splitting) else [half_splitting]
    total: Floats = np.zeros(())
    for shift in spins:
        steps = rounded_step(distance + shift[..., None], kt[..., None], tunneling[..., None])
        total = total + np.sum(peak * steps, axis=-1)
    conductance = copies / len(spins) * E_CHARGE**2 / H_PLANCK * total
    result: Floats = conductance / (1 + conductance * series)
    return result[()]


def differential_conductance(
    mu: ArrayLike, bias: ArrayLike, *, drop: ArrayLike = 0.5, **saddle: Unpack[SaddleOptions]
) -> Floats:
    """Return dI/dV of a saddle-point contact at finite bias.

    The source stands at mu + drop·eV and the drain at mu - (1 - drop)·eV, both relative to the
    saddle, whose shape does not change: dI/dV = drop G(source) + (1 - drop) G(drain). Where the
    two see different numbers of channels, half-plateaus appear midway between the integer ones.

    Parameters
    ----------
    mu : array_like
        Chemical potential at zero bias in eV.
    bias : array_like
        Voltage across the contact in V; mu_source - mu_drain = e·bias.
    drop : array_like, optional
        Fraction of the bias by which the source rises, in [0, 1]; 1/2 for a symmetric contact.
    **saddle
        Keywords of :func:`staircase`, except ``series_resistance``: the bias is the one across
        the contact itself.

    Returns
    -------
    ndarray or float
        Differential conductance in S, of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        As :func:`staircase`; also if ``drop`` is outside [0, 1].

    References
    ----------
    L. I. Glazman and A. V. Khaetskii, Europhys. Lett. 9, 263 (1989);
    N. K. Patel et al., Phys. Rev. B 44, 13549 (1991).

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> g = differential_conductance(3e-3, 2e-3, hbar_omega_x=0.2e-3, hbar_omega_y=2e-3)
    >>> round(float(g / G0), 6)
    1.5
    """
    if "series_resistance" in saddle:
        raise TypeError(
            "series_resistance must not be given at finite bias: bias is the voltage across the "
            "contact itself"
        )
    energy = _checks.number("mu", mu)
    volts = _checks.number("bias", bias)
    share = _checks.probability("drop", drop)
    _checks.broadcast_shape(mu=energy, bias=volts, drop=share)
    source = staircase(energy + share * volts, **saddle)
    drain = staircase(energy - (1 - share) * volts, **saddle)
    result: Floats = np.asarray(share * source + (1 - share) * drain)
    return result[()]


def in_series(first: ArrayLike, second: ArrayLike, *, regime: str) -> Floats:
    """Return the conductance of two contacts in series.

    Parameters
    ----------
    first, second : array_like
        Conductance of each contact alone in S.
    regime : {"adiabatic", "equilibrated"}
        "adiabatic": electrons pass ballistically and keep their channel from one contact to the
        next, so the narrower one alone decides: the larger resistance. "equilibrated": they
        thermalize in between, which acts as a reservoir: the resistances add. Experiments lie
        between the two.

    Returns
    -------
    ndarray or float
        Conductance in S, of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If a conductance is negative or not finite, or the regime is neither of the two.

    References
    ----------
    D. A. Wharam et al., J. Phys. C 21, L887 (1988);
    C. W. J. Beenakker and H. van Houten, Phys. Rev. B 39, 10445 (1989).

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> float(in_series(2 * G0, 3 * G0, regime="adiabatic") / G0)
    2.0
    >>> round(float(in_series(2 * G0, 3 * G0, regime="equilibrated") / G0), 6)
    1.2
    """
    _checks.one_of("regime", regime, ("adiabatic", "equilibrated"))
    a = _checks.number("first", first, at_least=0)
    b = _checks.number("second", second, at_least=0)
    _checks.broadcast_shape(first=a, second=b)
    smaller = np.minimum(a, b)
    if regime == "adiabatic":
        return smaller[()]
    larger = np.maximum(a, b)
    ratio = np.divide(smaller, larger, out=np.zeros(smaller.shape), where=larger > 0)
    result: Floats = smaller / (1 + ratio)
    return result[()]
