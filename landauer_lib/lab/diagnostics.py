"""What residuals say about a fit: the warnings that a physicist would give.

White residuals have no memory from sample to sample and no more scatter than neighbors have. Where
they have either, the least-squares uncertainties are too small; they are widened by the square
root of the integrated autocorrelation time, and the fit says so. Then each *suspect*, a parameter
that was held or a shape such as a dip, is tried on the residuals: to first order, how much of it
would they like, and would they be white after it?
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from landauer_lib._checks import Floats
from landauer_lib.lab.sweeps import noise_level

if TYPE_CHECKING:
    from landauer_lib.lab.least_squares import Problem

__all__ = [
    "Suspect",
    "Verdict",
    "autocorrelation_time",
    "diagnose",
    "saturation",
    "sweep_direction",
]

NAMED_FROM = 4.5  # standard deviations from which a suspect is named
STILL_WRONG = 3.0  # times the noise of neighboring samples: no fit
ROUND_OFF = 3e-6  # residuals below this share of the data's range are not noise


@dataclass(frozen=True)
class Suspect:
    """A parameter that was held: where, what one unit more of it does to the data, what to do."""

    name: str
    column: Floats
    held: float
    unit: str
    advice: str

    def sentence(self, amount: float, error: float) -> str:
        """Say how much of it the residuals ask for."""
        wanted = f"{self.held + amount:.4g} ± {error:.2g} {self.unit}".rstrip()
        held = f"{self.held:.4g} {self.unit}".rstrip()
        return f"{self.name} was held at {held}, but the residuals ask for {wanted}: {self.advice}"


@dataclass(frozen=True)
class Verdict:
    """Flags in words, and the factor by which they widen the covariance."""

    flags: dict[str, str]
    widening: float
    point_noise: float
    autocorrelation: float


def autocorrelation_time(residuals: Floats) -> float:
    """Return the integrated autocorrelation time 1 + 2 Σ ρ_k, in samples, at least 1.

    The sum stops at the first ρ_k below 0, or at a quarter of the samples.

    >>> rng = np.random.default_rng(0)
    >>> autocorrelation_time(np.repeat(rng.normal(size=400), 5)) > 3
    True
    """
    away = residuals - residuals.mean()
    power = np.abs(np.fft.rfft(away, 2 * away.size)) ** 2
    covariance = np.fft.irfft(power)[: away.size]
    if covariance[0] <= 0:
        return 1.0
    rho = covariance[1 : max(2, away.size // 4)] / covariance[0]
    small = np.flatnonzero(rho < 0)
    return float(1 + 2 * rho[: small[0] if small.size else rho.size].sum())


def remembers(residuals: Floats, basis: Floats) -> bool:
    """Tell whether samples remember their neighbors: about one white trace in 500 seems to.

    Lag-1 correlation above 3/√n, or more power at the slow end of the spectrum than white noise
    has in one of three thousand traces. A fit takes slow parts out of the noise and so makes white
    residuals anticorrelated; how much follows from ``basis``, the orthonormal directions that it
    could move in (after J. Durbin and G. S. Watson, Biometrika 37, 409 (1950)).
    """
    from scipy.special import fdtri

    n = residuals.size
    away = residuals - residuals.mean()
    total = (away**2).sum()
    if total <= 0:
        return False
    taken = (basis[1:] * basis[:-1]).sum() / (n - basis.shape[1])
    if (away[1:] * away[:-1]).sum() / total + taken > 3 / np.sqrt(n):
        return True
    power = 2 / n * np.abs(np.fft.rfft(away))[1:] ** 2
    slow = max(4, n // 20)
    if power.size < 3 * slow:
        return False
    absorbed = 2 / n * (np.abs(np.fft.rfft(basis, axis=0)[1 : slow + 1]) ** 2).sum()
    freedom = 2 * slow - absorbed
    if freedom < 1:
        return False
    ratio = power[:slow].sum() / freedom / (power[slow:].mean() / 2)
    return bool(ratio > fdtri(freedom, 2 * (power.size - slow), 0.9997))


def sweep_direction(x: Floats) -> Floats | None:
    """Return ±1 for samples of up and down sweeps, None where there is but one kind or no order."""
    step = np.sign(np.gradient(x))
    known = step[step != 0]
    if known.size < 0.5 * x.size:
        return None
    turns = np.count_nonzero(np.diff(known))
    share = np.count_nonzero(known > 0) / known.size
    if turns > x.size / 10 or not 0.1 < share < 0.9:
        return None
    return step


def saturation(data: Floats, noise: float) -> str | None:
    """Say whether an instrument's limit cuts the data: the extreme value, again and again.

    Only a run of exactly equal samples counts, longer than noise or a coarse converter makes
    elsewhere in the data.
    """
    if noise <= ROUND_OFF * np.ptp(data):
        return None
    edges = np.flatnonzero(np.concatenate(([True], np.diff(data) != 0, [True])))
    runs, starts = np.diff(edges), edges[:-1]
    levels = data[starts]
    between = (levels > data.min()) & (levels < data.max())
    other = int(runs[between].max(initial=1))
    for word, extreme in (("upper", data.max()), ("lower", data.min())):
        longest = int(runs[levels == extreme].max())
        if longest >= max(4, 2 * other + 1):
            return (
                f"{longest} samples in a row stand at exactly {extreme:.6g}, the {word} end of the "
                "data: an amplifier or a current limit saturates; cut them off before fitting"
            )
    return None


def _orders(problem: "Problem") -> list[NDArray[np.intp]]:
    """The order in time, and along the abscissa where that is another."""
    n = problem.data.size
    time = np.arange(n)
    segment = problem.segment if problem.segment is not None else np.zeros(n)
    along = np.lexsort((problem.x, segment))
    backwards = along[::-1]
    same = (along == time).all() or (problem.segment is None and (backwards == time).all())
    return [time] if same else [time, along]


def _project_out(basis: Floats, columns: Floats) -> Floats:
    rest: Floats = columns - basis @ (basis.T @ columns)
    return rest


def diagnose(
    problem: "Problem",
    residuals: Floats,
    slopes: Floats,
    estimate: float,
    suspects: Iterable[Suspect],
) -> Verdict:
    """Judge residuals; ``slopes`` are the model's derivatives by what was fitted."""
    flags: dict[str, str] = {}
    n, noise = residuals.size, problem.noise
    orders = _orders(problem)
    point = min(noise_level(residuals[order]) for order in orders)
    told = saturation(problem.data, point)
    if told:
        flags["saturation"] = told
    if estimate <= ROUND_OFF * np.ptp(problem.data):
        return Verdict(flags, 1.0, point, 1.0)

    widening, time = 1.0, 1.0
    basis = _basis(slopes)
    memories = [order for order in orders if remembers(residuals[order], basis[order])]
    if memories:
        time = max(autocorrelation_time(residuals[order]) for order in memories)
        # n/τ samples are as good as independent; the parameters took their share of these, from
        # the scatter and from the memory alike.
        independent = max(n / time, slopes.shape[1] + 1.0)
        widening *= time * (independent / (independent - slopes.shape[1])) ** 2
        flags["correlated"] = (
            "residuals are correlated from sample to sample: slow noise, or something that the "
            f"model lacks. Uncertainties are widened by {np.sqrt(widening):.2f}: by √τ for the "
            f"integrated autocorrelation time τ = {time:.1f} samples, and for the {n / time:.0f} "
            "independent samples left. They may still be too small"
        )
    ratio = estimate / point if point > 0 else np.inf
    if ratio > max(1.2, 1 + 4.5 / np.sqrt(n)):
        flags["scatter"] = (
            f"residuals scatter {ratio:.2g} times as much as neighboring samples differ: jumps, "
            "slow noise, or a model that misses something"
        )
    if noise is not None:
        freedom = n - slopes.shape[1]
        chi_squared = freedom * (estimate / noise) ** 2
        room = 5 * np.sqrt(2 * freedom)
        if chi_squared > freedom + room:
            widening *= chi_squared / freedom
            flags["chi_squared"] = (
                f"chi_squared is {chi_squared:.0f} for {freedom} degrees of freedom: the model "
                "misses something, or the noise is larger than given; uncertainties are widened by "
                f"{np.sqrt(chi_squared / freedom):.2g}, as if it were the noise"
            )
        elif chi_squared < freedom - room:
            flags["noise overstated"] = (
                f"chi_squared is {chi_squared:.0f} for {freedom} degrees of freedom: the noise "
                f"given, {noise:.3g}, exceeds the scatter, {estimate:.3g}, and the uncertainties "
                "with it"
            )

    named, explained = _accusations(residuals, basis, suspects, orders, point)
    feature, shaped = _local_feature(problem, residuals, basis, point)
    if feature and shaped > explained and not told:
        named = feature
    flags |= named
    if ratio > STILL_WRONG and n >= 30:
        flags = {
            "wrong model": (
                f"the model does not describe these data: residuals are {ratio:.3g} times the "
                "noise of neighboring samples. The parameters are those of the nearest curve, not "
                "measured values: do not quote them"
            ),
            **flags,
        }
    return Verdict(flags, widening, point, time)


def _basis(slopes: Floats) -> Floats:
    """Orthonormal directions that the fitted parameters span."""
    lengths = np.linalg.norm(slopes, axis=0)
    left, singular, _ = np.linalg.svd(slopes / np.where(lengths > 0, lengths, 1.0), False)
    return left[:, singular > 1e-9]


def _accusations(
    residuals: Floats,
    basis: Floats,
    suspects: Iterable[Suspect],
    orders: list[NDArray[np.intp]],
    point: float,
) -> tuple[dict[str, str], float]:
    """Name the suspects that the residuals ask for, and how much the best of them explains.

    One after which the residuals would still be far above the noise explains nothing.
    """
    found = []
    for suspect in suspects:
        column = _project_out(basis, suspect.column)
        square = float((column**2).sum())
        if square <= 1e-8 * float((suspect.column**2).sum()):
            continue
        amount = float(column @ residuals) / square
        after = residuals - amount * column
        spread = np.sqrt((after**2).sum() / max(1, after.size - basis.shape[1] - 1))
        if spread > STILL_WRONG * point:
            continue
        memory = max(
            (autocorrelation_time(after[o]) if remembers(after[o], basis[o]) else 1.0)
            for o in orders
        )
        error = float(spread * np.sqrt(max(memory, 1.0) / square))
        if abs(amount) > NAMED_FROM * error:
            found.append((amount**2 * square, suspect.name, suspect.sentence(amount, error)))
    found.sort(reverse=True)
    named = {
        name: words if not i else f"{words} (or instead of the one before)"
        for i, (gain, name, words) in enumerate(found)
        if gain > 0.3 * found[0][0]
    }
    return named, found[0][0] if found else 0.0


def _local_feature(
    problem: "Problem", residuals: Floats, basis: Floats, point: float
) -> tuple[dict[str, str], float]:
    """Look for one bump or dip that the smooth model cannot make, of any place and three widths."""
    if problem.feature_words is None:
        return {}, 0.0
    x = problem.x
    span = float(np.ptp(x))
    best = (0.0, 0.0, 0.0, 0.0)
    for width in span * np.array([0.012, 0.025, 0.05]):
        centers = np.arange(x.min(), x.max(), width)
        shapes = np.exp(-0.5 * ((x[:, None] - centers) / width) ** 2)
        rest = _project_out(basis, shapes)
        squares = (rest**2).sum(axis=0)
        amounts = (rest.T @ residuals) / squares
        gains = np.where(squares > 0.02 * (shapes**2).sum(axis=0), amounts**2 * squares, 0.0)
        i = int(gains.argmax())
        if gains[i] > best[0]:
            best = (float(gains[i]), float(centers[i]), float(width), float(amounts[i]))
    power, center, width, amount = best
    level = float((problem.data - residuals)[np.abs(x - center).argmin()])
    left = float((residuals**2).sum()) - power
    variance = max(left, 0.0) / max(1, residuals.size - basis.shape[1] - 3)
    # Some hundred places and widths are tried, so five deviations and a half are asked for; and
    # the shape must explain most of what is amiss, or it is only one ripple of slow noise.
    amiss = max(float((residuals**2).sum()) - residuals.size * point**2, 0.0)
    if power < 5.5**2 * variance or power < 0.65 * (amiss + np.sqrt(2 * x.size) * point**2):
        return {}, 0.0
    return {"feature": problem.feature_words(center, width, amount, level)}, power
