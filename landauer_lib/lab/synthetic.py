"""Made-up measurements with known truth, for practice; each carries the label synthetic."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from landauer_lib._checks import Floats, number, scalar, whole_number
from landauer_lib.constants import G0, HBAR2_OVER_2M_EV
from landauer_lib.lab.traces import Trace
from landauer_lib.point_contact import staircase

__all__ = [
    "checked_lever_arm",
    "pink_noise",
    "saddle_model",
    "synthetic_breaking_traces",
    "synthetic_staircase",
    "telegraph_noise",
]


def synthetic_staircase(
    gate: ArrayLike,
    *,
    hbar_omega_x: float,
    hbar_omega_y: float,
    rng: np.random.Generator | int,
    v0: float = 0.0,
    temperature: float = 0.0,
    series_resistance: float = 0.0,
    lever_arm: float = 1.0,
    noise: float = 0.0,
    degeneracy: int = 2,
) -> Trace:
    """Make up a noisy staircase with known parameters; the result is labeled synthetic.

    Parameters
    ----------
    gate : array_like, shape (n,)
        Gate voltages in V.
    hbar_omega_x, hbar_omega_y : float
        Curvatures of the saddle along and across the current, in eV, above 0.
    rng : numpy.random.Generator or int
        Source of the noise, or its seed.
    v0 : float
        Potential at the saddle in eV; the first step lies at V0 + ħω_y/2.
    temperature : float
        Temperature in K, at least 0.
    series_resistance : float
        Resistance of leads in Ω, at least 0, in series with the contact.
    lever_arm : float
        Energy gained per gate voltage, in eV/V, not 0.
    noise : float
        Standard deviation of Gaussian noise in S, at least 0.
    degeneracy : int
        Spin and valley degeneracy of a step.

    Returns
    -------
    Trace
        Columns ``gate`` (V) and ``conductance`` (S); the true parameters in the metadata.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> trace = synthetic_staircase(
    ...     np.linspace(0, 0.1, 5), hbar_omega_x=1e-3, hbar_omega_y=3e-3, lever_arm=0.1, rng=1
    ... )
    >>> trace.label, (trace["conductance"] / G0).round(3).tolist()
    ('synthetic', [0.0, 0.998, 1.959, 2.5, 3.041])
    """
    voltage = number("gate", gate)
    if voltage.ndim != 1:
        raise ValueError(f"gate must be a line of voltages, got shape {voltage.shape}")
    noise = scalar("noise", noise, at_least=0)
    truth = {
        "hbar_omega_x": scalar("hbar_omega_x", hbar_omega_x, above=0),
        "hbar_omega_y": scalar("hbar_omega_y", hbar_omega_y, above=0),
        "v0": scalar("v0", v0),
        "temperature": scalar("temperature", temperature, at_least=0),
        "series_resistance": scalar("series_resistance", series_resistance, at_least=0),
    }
    alpha = checked_lever_arm(lever_arm)
    clean = saddle_model(alpha * voltage, truth, degeneracy)
    noisy = clean + np.random.default_rng(rng).normal(0.0, noise, voltage.shape)
    about = {**truth, "lever_arm": alpha, "noise": noise, "degeneracy": degeneracy}
    return Trace(
        {"gate": voltage, "conductance": noisy},
        {"gate": "V", "conductance": "S"},
        {"label": "synthetic", **{key: f"{value:.10g}" for key, value in about.items()}},
    )


def synthetic_breaking_traces(
    count: int,
    *,
    rng: np.random.Generator | int,
    samples: int = 300,
    length: float = 1e-9,
    work_function: float = 4.5,
    noise: float = 0.0,
) -> list[Trace]:
    """Make up opening traces of a metallic contact one atom thick in the end; labeled synthetic.

    Each trace steps through contacts of 3, 2 and 1 channels. How long one lasts is drawn from an
    exponential distribution of mean 0.1 nm, and each scatters back a random 3 % on average, so that
    peaks of the histogram lie a little below multiples of G0. Then the last atom lets go: the
    conductance jumps to 0.05 G0 and falls by tunneling, e^(−2κd). A caricature of gold, made to
    practice histograms on, not a model of it.

    Parameters
    ----------
    count : int
        Number of traces, at least 1.
    rng : numpy.random.Generator or int
        Source of randomness, or its seed.
    samples : int
        Samples a trace, at least 2.
    length : float
        Stretching of each trace in m, above 0.
    work_function : float
        Barrier height that sets κ, in eV, above 0.
    noise : float
        Standard deviation of Gaussian noise in S, at least 0.

    Returns
    -------
    list of Trace
        Columns ``stretch`` (m) and ``conductance`` (S).

    Raises
    ------
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> from landauer_lib.lab import conductance_histogram
    >>> traces = synthetic_breaking_traces(300, rng=1)
    >>> histogram = conductance_histogram(
    ...     [trace["conductance"] for trace in traces], bins=79, lowest=0.05 * G0
    ... )
    >>> (histogram.peaks() / G0).round(1).tolist()
    [1.0, 2.0, 3.0]
    """
    count = whole_number("count", count, at_least=1)
    samples = whole_number("samples", samples, at_least=2)
    length = scalar("length", length, above=0)
    barrier = scalar("work_function", work_function, above=0)
    noise = scalar("noise", noise, at_least=0)
    random = np.random.default_rng(rng)
    decay = 2 * np.sqrt(barrier / HBAR2_OVER_2M_EV)
    stretch = np.linspace(0, length, samples)
    traces = []
    for number_of_trace in range(count):
        breaks = np.cumsum(random.exponential(1e-10, 3))
        open_channels = np.array([3.0, 2.0, 1.0]) * (1 - random.exponential(0.03, 3).clip(0, 1))
        levels = np.concatenate((open_channels, [0.0]))[np.searchsorted(breaks, stretch)]
        gap = stretch - breaks[-1]
        tunneling = np.where(gap > 0, 0.05 * np.exp(-decay * np.maximum(gap, 0)), 0.0)
        conductance = G0 * (levels + tunneling) + random.normal(0, noise, samples)
        traces.append(
            Trace(
                {"stretch": stretch, "conductance": conductance},
                {"stretch": "m", "conductance": "S"},
                {"label": "synthetic", "trace": str(number_of_trace)},
            )
        )
    return traces


def pink_noise(samples: int, rng: np.random.Generator | int) -> Floats:
    """Make up noise of power 1/f, of mean 0 and standard deviation 1 over its samples.

    Parameters
    ----------
    samples : int
        Length, at least 4.
    rng : numpy.random.Generator or int
        Source of randomness, or its seed.

    Returns
    -------
    ndarray, shape (samples,)

    Examples
    --------
    >>> noise = pink_noise(1000, 1)
    >>> bool((noise[1:] * noise[:-1]).mean() > 0.5)  # neighbors are alike
    True
    """
    count = whole_number("samples", samples, at_least=4)
    random = np.random.default_rng(rng)
    frequency = np.fft.rfftfreq(count)[1:]
    waves = random.normal(size=(2, frequency.size))
    spectrum = np.concatenate(([0.0], (waves[0] + 1j * waves[1]) / np.sqrt(frequency)))
    noise: Floats = np.fft.irfft(spectrum, count)
    return np.asarray((noise - noise.mean()) / noise.std())


def telegraph_noise(samples: int, rng: np.random.Generator | int, *, rate: float = 0.05) -> Floats:
    """Make up a two-level fluctuator that jumps between −½ and ½.

    Parameters
    ----------
    samples : int
        Length, at least 1.
    rng : numpy.random.Generator or int
        Source of randomness, or its seed.
    rate : float
        Probability of a jump at each sample, in [0, 1].

    Returns
    -------
    ndarray, shape (samples,)

    Examples
    --------
    >>> telegraph_noise(6, 1, rate=1.0).tolist()
    [0.5, -0.5, 0.5, -0.5, 0.5, -0.5]
    """
    count = whole_number("samples", samples, at_least=1)
    chance = scalar("rate", rate, at_least=0, at_most=1)
    jumps = np.random.default_rng(rng).random(count) < chance
    return np.asarray(np.cumsum(jumps) % 2 - 0.5, dtype=np.float64)


def saddle_model(mu: Floats, values: Mapping[str, float], degeneracy: int) -> Floats:
    """Return the staircase of a saddle with the parameters that a fit knows, by name."""
    return np.asarray(
        staircase(
            mu,
            hbar_omega_x=values["hbar_omega_x"],
            hbar_omega_y=values["hbar_omega_y"],
            v0=values["v0"],
            temperature=values["temperature"],
            series_resistance=values["series_resistance"],
            degeneracy=degeneracy,
        )
    )


def checked_lever_arm(value: float) -> float:
    """Return a lever arm in eV/V, which may have either sign but not vanish."""
    alpha = scalar("lever_arm", value)
    if alpha == 0:
        raise ValueError("lever_arm must not be 0: the gate would do nothing")
    return alpha
