"""Single electrons that attempt to pass, one each h/eV, and are counted.

The attempts of one spin-resolved channel at zero temperature come like a clock, not like rain;
which of them pass is drawn in Python. What is shown is the counting, not the wave: dots do not
interfere.
"""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from landauer_lib import _checks
from landauer_lib._checks import Floats
from landauer_lib.noise import arrivals, attempt_rate, counting_cumulants, counting_probability
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.controls import Control
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.marks import Area, Dots, Level, Mark, Polygon, Text
from landauer_lib.widgets.panels import Picture, Plot
from landauer_lib.widgets.view import Shown, View

__all__ = ["Arrivals", "Beam"]

MOST_ATTEMPTS = 60
"""Attempts in a counting window: more would not be seen apart."""

MOST_BITS = 400_000
"""Draws in all settings together: they travel with the page."""

LANE = (-5.0, 5.0)
FLIGHT = 4  # attempts on the way from the reservoir to the scatterer, and from there on


@dataclass(frozen=True)
class Beam:
    """What a maker of :class:`Arrivals` returns for a setting.

    Parameters
    ----------
    transmission : float
        Probability to pass, in [0, 1].
    bias : float
        Voltage in V, above 0; it sets the clock, one attempt each h/eV.
    reading : str
        One line for this setting.
    """

    transmission: float
    bias: float
    reading: str = ""


@dataclass(frozen=True, eq=False)
class _Counted:
    """A beam with its draws and what is expected of them."""

    beam: Beam
    interval: float
    passed: NDArray[np.bool_]  # (windows, attempts)
    expected: Floats  # windows with each count

    @property
    def counts(self) -> NDArray[np.int64]:
        """Windows with each count of passed electrons."""
        return np.bincount(self.passed.sum(axis=1), minlength=self.passed.shape[1] + 1)


class Arrivals(Explorer):
    """Single electrons that attempt to pass at a regular beat, counted window by window.

    Parameters
    ----------
    maker : callable
        Called with each control's value by name; returns a :class:`Beam`.
    *controls : Slider or Choice
        At least one.
    name, title, alt, task : str
        As for :class:`Explorer`.
    window : float
        Duration of a counting window, in s: a whole number of attempts at every setting.
    windows : int
        Number of windows that are drawn.
    seed : int
        Of the draws. All settings share the random numbers.

    Raises
    ------
    ValueError
        If, naming the setting, a window holds no whole number of attempts from 1 to 60, or the
        draws are too many for a page.
    RuntimeError
        Naming the setting, if the maker raises.

    Examples
    --------
    >>> from landauer_lib.widgets import Slider
    >>> beat = 1 / attempt_rate(100e-6)
    >>> one_by_one = Arrivals(lambda share: Beam(share, bias=100e-6),
    ...     Slider("share", "T", [0.25, 0.5, 1], start=0.5), name="one-by-one", title="One by one",
    ...     alt="Electrons fly from the source at a regular beat.", window=10 * beat, windows=40)
    >>> one_by_one.counted(share=1).counts
    array([ 0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 40])
    """

    def __init__(
        self,
        maker: Callable[..., Beam],
        *controls: Control,
        name: str,
        title: str,
        alt: str,
        task: str = "",
        window: float,
        windows: int = 60,
        seed: int = 1,
    ) -> None:
        self.beam_maker, self.seed = maker, _checks.whole_number("seed", seed, at_least=0)
        self.window = _checks.scalar("window", window, above=0)
        self.windows = _checks.whole_number("windows", windows, at_least=1)
        self._declare(name, title, alt, task, controls)
        counted = [self.counted(**settings) for settings in self.every_setting()]
        if sum(one.passed.size for one in counted) > MOST_BITS:
            raise ValueError(f"{name}: stops and windows make more than {MOST_BITS:,} draws")
        self.most = max(one.passed.shape[1] for one in counted)
        # A sure passage puts all windows into one bar: that one is cut, the others stay visible.
        heights = [max(one.expected.max(), one.counts.max()) for one in counted]
        self.highest = 1.15 * max(min(height, self.windows / 3) for height in heights)
        super().__init__(
            self._view,
            *controls,
            name=name,
            title=title,
            alt=alt,
            task=task,
            panels=self._panels(),
            tasks=[_Counting(counted)],
        )

    def counted(self, **settings: Any) -> _Counted:
        """Return beam, draws and expected counts at a setting."""
        where, beam = self.made_at(self.beam_maker, settings)
        if not isinstance(beam, Beam):
            raise TypeError(f"{where}: the maker must return a Beam, got {type(beam).__name__}")
        try:
            interval = 1 / float(attempt_rate(_checks.scalar("bias", beam.bias, above=0)))
            share = self.window / interval
            attempts = round(share)
            if not (1 <= attempts <= MOST_ATTEMPTS and abs(share - attempts) < 1e-6 * attempts):
                raise ValueError(
                    f"window must hold a whole number of attempts from 1 to {MOST_ATTEMPTS}, "
                    f"got {share:g}"
                )
            draws = arrivals(beam.transmission, self.windows * attempts, rng=self.seed)
            counts = np.arange(attempts + 1)
            expected = self.windows * counting_probability(counts, beam.transmission, attempts)
        except (TypeError, ValueError) as error:
            raise type(error)(f"{where}: {error}") from None
        return _Counted(beam, interval, draws.reshape(self.windows, attempts), expected)

    def _panels(self) -> list[Picture | Plot]:
        lane = "Electrons fly from the source on the left to a scatterer; some pass, some return."
        histogram = "How many windows had each count of electrons that passed, and the expectation."
        passing = Axis("electrons that pass in a window", "", (-0.7, self.most + 0.7), every=1)
        many = Axis("windows", "", (0, self.highest))
        return [
            Picture("lane", x=LANE, y=(-1, 1), alt=lane),
            Plot("counts", x=passing, y=many, alt=histogram),
        ]

    def _view(self, **settings: Any) -> View:
        """Return what stands still: a moment of the flight, and all windows counted."""
        counted = self.counted(**settings)
        beam, attempts = counted.beam, counted.passed.shape[1]
        reading = (
            f"{beam.reading} Whether an electron passes was drawn in Python with probability T "
            f"(seed {self.seed}): a model of the counting. Dots do not interfere; waves do. "
            "“Clock” expects one attempt each h/eV, “rain” as many at random times."
        )
        return View(
            panels={
                "lane": Shown(marks=_lane(counted)),
                "counts": Shown(marks=_histogram(counted, self.highest)),
            },
            values={
                "one attempt each": f"{1e12 * counted.interval:.3g} ps",
                "in a window": f"{attempts} attempt{'s' * (attempts > 1)}",
            },
            reading=reading.strip(),
        )


def _lane(counted: _Counted) -> tuple[Mark, ...]:
    """Return reservoirs, scatterer and the electrons of one moment, as the front end has them."""
    moment = min(FLIGHT, counted.passed.size)
    since = moment - 0.5 - np.arange(counted.passed.size)[: moment + FLIGHT]
    passed = counted.passed.reshape(-1)[: since.size]
    left, right = LANE
    box = np.array([-0.62, -0.62, 0.62, 0.62])
    marks: list[Mark] = [
        Polygon([left, left + 1, left + 1, left], box, "source", opacity=0.85),
        Polygon([right - 1, right, right, right - 1], box, "drain", opacity=0.85),
        Polygon([-0.08, 0.08, 0.08, -0.08], box, "wall"),
        Text(left + 0.5, 0.82, "source"),
        Text(right - 0.5, 0.82, "drain"),
        Text(0, 0.82, f"T = {counted.beam.transmission:.2f}"),
    ]
    kinds = (
        (since < 0, since, 0.0, "electron", "electron under way"),
        ((since > 0) & passed, since, 0.0, "transmitted", "transmitted"),
        ((since > 0) & ~passed, -since, -0.36, "reflected", "reflected"),
    )
    for which, x, y, role, label in kinds:
        if which.any():
            marks.append(Dots(x[which], np.full(which.sum(), y), role, size=12, label=label))
    return tuple(marks)


def _histogram(counted: _Counted, highest: float) -> tuple[Mark, ...]:
    """Return the bars of all windows and, as dots, what the binomial distribution expects."""
    number = np.arange(counted.expected.size)
    heights = np.minimum(counted.counts, highest)
    x = (number[:, None] + np.array([-0.4, -0.4, 0.4, 0.4])).reshape(-1)
    y = (heights[:, None] * np.array([0, 1, 1, 0])).reshape(-1)
    expected = np.minimum(counted.expected, highest)
    mean = float(counted.beam.transmission * number[-1])
    return (
        Area(x, 0, y, "transmitted", opacity=0.55, label="transmitted, as counted"),
        Dots(number, expected, "model", size=7, label="expected: binomial"),
        Level(x=mean, role="reference", label="expected mean"),
    )


class _Counting:
    """The task of an Arrivals: to let the electrons come, one by one."""

    def __init__(self, counted: Sequence[_Counted]) -> None:
        self.counted = counted

    def spec(self, explorer: Explorer) -> dict[str, Any]:
        """Return the draws of each setting as bits, and what is expected of them."""
        rows = []
        for one in self.counted:
            attempts = one.passed.shape[1]
            mean, variance, _ = counting_cumulants(one.beam.transmission, attempts)
            bits = base64.b64encode(np.packbits(one.passed.reshape(-1)).tobytes()).decode("ascii")
            rows.append(
                {
                    "bits": bits,
                    "attempts": attempts,
                    "mean": f"{mean:.1f}",
                    "clock": f"{variance:.1f}",
                    "rain": f"{mean:.1f}",
                }
            )
        return {"kind": "arrivals", "windows": self.counted[0].passed.shape[0], "rows": rows}
