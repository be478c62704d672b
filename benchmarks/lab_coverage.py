"""How often 68 % intervals hold the truth, and what the fits say: the table of the laboratory.

Run: python benchmarks/lab_coverage.py [seeds]. White noise should give 0.60 to 0.76 with a flag on
at most 2 % of the traces; every other row should be flagged throughout or reach 0.60.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np

from landauer_lib import lab
from landauer_lib.barriers import molecular_current
from landauer_lib.constants import G0
from landauer_lib.lab.fit import Fit
from landauer_lib.lab.synthetic import pink_noise, saddle_model, telegraph_noise

SADDLE = {
    "hbar_omega_x": 1e-3,
    "hbar_omega_y": 3e-3,
    "v0": 0.5e-3,
    "temperature": 0.0,
    "series_resistance": 400.0,
}
GATE = np.linspace(0, 0.15, 300)
NOISE = 0.005 * G0
LEVEL = {"level": 0.3, "gamma_left": 0.02, "gamma_right": 0.005, "asymmetry": 0.1}
BIAS = np.linspace(-1.2, 1.2, 97)

Make = Callable[[int], np.ndarray]


def contact(gate: np.ndarray = GATE) -> np.ndarray:
    return saddle_model(0.1 * gate, SADDLE, 2)


def molecule(bias: np.ndarray = BIAS) -> np.ndarray:
    return np.asarray(molecular_current(bias, temperature=300.0, **LEVEL))


def staircases() -> dict[str, Make]:
    def white(seed: int) -> np.ndarray:
        return np.random.default_rng(seed).normal(0, NOISE, GATE.size)

    def dip(center: float, depth: float) -> np.ndarray:
        return depth * G0 * np.exp(-0.5 * ((GATE - center) / 0.003) ** 2)

    def lagging(seed: int) -> np.ndarray:
        return contact(GATE + 2e-3 * telegraph_noise(GATE.size, seed)) + white(seed + 1000)

    return {
        "white": lambda seed: contact() + white(seed),
        "1/f": lambda seed: contact() + NOISE * pink_noise(GATE.size, seed),
        "telegraph in the gate": lagging,
        "a 0.25 G0 dip": lambda seed: contact() - dip(0.075, 0.25) + white(seed),
        "a shoulder near 0.7": lambda seed: contact() - dip(0.0225, 0.12) + white(seed),
        "offset 0.01 G0": lambda seed: contact() + 0.01 * G0 + white(seed),
        "gain 1 % off": lambda seed: 1.01 * contact() + white(seed),
        "saturated at 3.2 G0": lambda seed: np.minimum(contact() + white(seed), 3.2 * G0),
    }


def molecules() -> dict[str, Make]:
    noise = 0.01 * molecule().max()

    def white(seed: int) -> np.ndarray:
        return np.random.default_rng(seed).normal(0, noise, BIAS.size)

    behind = molecule()
    for _ in range(200):  # I = f(V − R_s I) by damped iteration
        behind = 0.7 * behind + 0.3 * molecule(BIAS - 1e5 * behind)
    return {
        "white": lambda seed: molecule() + white(seed),
        "1/f": lambda seed: molecule() + noise * pink_noise(BIAS.size, seed),
        "bias 10 mV off": lambda seed: molecule(BIAS - 0.01) + white(seed),
        "100 kΩ in series": lambda seed: behind + white(seed),
    }


def row(make: Make, fit: Callable[[np.ndarray], Fit], truth: dict[str, float], seeds: int) -> str:
    held, flags, flagged, seconds = Counter(), Counter(), 0, []
    for seed in range(seeds):
        data = make(seed)
        begin = time.perf_counter()
        found = fit(data)
        seconds.append(time.perf_counter() - begin)
        for name, true in truth.items():
            held[name] += abs(found[name] - true) < found.uncertainty(name)
        flags.update(found.flags.keys())
        flagged += bool(found.flags)
    shares = "  ".join(f"{held[name] / seeds:5.2f}" for name in truth)
    names = ", ".join(f"{name} {count}" for name, count in flags.most_common(4))
    median, slowest = 1e3 * np.median(seconds), 1e3 * max(seconds)
    return f"{shares}   {flagged / seeds:5.1%}   {median:4.0f}/{slowest:4.0f} ms   {names}"


def table(seeds: int) -> Iterator[str]:
    saddle = {name: true for name, true in SADDLE.items() if name != "temperature"}

    def staircase(data: np.ndarray) -> Fit:
        return lab.fit_staircase(GATE, data, lever_arm=0.1, temperature=0.0)

    def level(data: np.ndarray) -> Fit:
        return lab.fit_molecular_iv(BIAS, data, temperature=300.0)

    for title, cases, fit, truth in (
        ("staircase", staircases(), staircase, saddle),
        ("molecule", molecules(), level, LEVEL),
    ):
        fit(cases["white"](0))  # imports
        yield f"{title}: share of 68 % intervals of {', '.join(truth)}; flagged; median/slowest"
        for name, make in cases.items():
            yield f"  {name:<22} {row(make, fit, truth, seeds)}"


if __name__ == "__main__":
    for line in table(int(sys.argv[1]) if len(sys.argv) > 1 else 200):
        print(line, flush=True)
