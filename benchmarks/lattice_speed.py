"""Speed of landauer_lib.lattice against Kwant and against the machine: paired runs in one process.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/lattice_speed.py [rounds] [file]

Runs where Kwant is importable (README, benchmarks). Every pair is one energy or one seed, never the
same twice, so that nothing can be remembered; the two programs take turns, and the table gives the
median over pairs of the ratio of their times. Both use one thread, and times are processor time:
on an idle machine the same as the clock's, on a shared one not stretched by the neighbors. Building
a device is not timed in either program; what depends neither on energy nor on seed is prepared in
the first two pairs, which are not counted. A row counts only if the two agree to 1e-8.

The bound is the time that the multiplications of the algorithm would take at the machine's zgemm
rate: per slice one sparse product with n columns, per renormalization (as often as the growth
demands) one factorization and solve of n × n, and per energy, where a field or spin-orbit coupling
needs it, six halvings of the lead (one solve and four products each).
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
import sys
import time
import tracemalloc

import numpy as np

from landauer_lib import lattice
from landauer_lib.lattice import Strip

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15


def zgemm_rate(size=400):
    """Multiplication rate of the machine, in flops per second."""
    block = np.random.default_rng(0).normal(size=(size, size)) * (1 + 1j)
    times = []
    for _ in range(15):
        start = time.process_time()
        block @ block
        times.append(time.process_time() - start)
    return 8 * size**3 / min(times)


HALVINGS = 6 * (8 / 3 + 16 + 32)
"""Flops of a lead's cyclic reduction over n³."""


def marching_flops(length, width, channels, period, orbitals=1, real=True, leads=0.0):
    """Flops of one energy (see the module's docstring); ``period``: slices per renormalization."""
    n = width * orbitals
    sparse = length * n**2 * (2 + orbitals) * (4 if real else 8)
    dense = (length / period + 1) * (8 / 3 + 8 + 8 * channels / n) * n**3
    return sparse + dense + (leads or 8) * n**3


def timed(call, argument):
    start = time.process_time()
    value = call(argument)
    return time.process_time() - start, value


def rows():
    """Yield name, our call, Kwant's call, their arguments, and the flops of one call."""
    import kwant
    import kwant_devices as theirs

    def smatrix(system, energy, **params):
        return kwant.smatrix(system, energy, params=params)

    def disorder(seed, *shape, strength=1.0):
        return np.random.default_rng(seed).uniform(-strength / 2, strength / 2, shape)

    clean = np.zeros((100, 40))
    ours, system = Strip(clean), theirs.strip(clean)
    yield (
        "a: clean strip 40 × 100",
        lambda energy: ours.transmission(energy),
        lambda energy: smatrix(system, energy).transmission(1, 0),
        np.linspace(-3.9, -0.013, ROUNDS + 2),
        marching_flops(100, 20, 10, 8) * 2,
    )
    saddle = lattice.smooth_constriction(120, 60, opening=0.15)
    onsite = saddle.onsite[..., 0, 0]
    pinched = theirs.strip(onsite)
    yield (
        "b: smooth constriction 60 × 120",
        lambda energy: saddle.transmission(energy),
        lambda energy: smatrix(pinched, energy).transmission(1, 0),
        np.linspace(-3.9, -2.6, ROUNDS + 2),
        marching_flops(120, 30, 8, 5) * 2,
    )
    anderson = theirs.strip((200, 40, 1))
    yield (
        "c: disorder 1, 40 × 200, seeds",
        lambda seed: Strip(disorder(seed, 200, 40)).transmission(-1.0),
        lambda seed: smatrix(anderson, -1.0, disorder=disorder(seed, 200, 40)).transmission(1, 0),
        range(ROUNDS + 2),
        marching_flops(200, 40, 25, 9),
    )
    fixed = anderson.precalculate(-1.0, params={"disorder": clean}, what="modes")
    yield (
        "c': the same, Kwant's leads precalculated",
        lambda seed: Strip(disorder(seed, 200, 40)).transmission(-1.0),
        lambda seed: smatrix(fixed, -1.0, disorder=disorder(seed, 200, 40)).transmission(1, 0),
        range(ROUNDS + 2),
        marching_flops(200, 40, 25, 9),
    )
    rough = disorder(0, 100, 60, strength=0.5)
    field, in_field = Strip(rough, flux=0.05), theirs.strip(rough, flux=0.05)
    yield (
        "d: flux 0.05, disorder 0.5, 60 × 100",
        lambda energy: field.transmission(energy),
        lambda energy: smatrix(in_field, energy).transmission(1, 0),
        np.linspace(-3.3, -1.0, ROUNDS + 2),
        marching_flops(100, 60, 4, 7, real=False, leads=HALVINGS),
    )
    bhz = lattice.bhz_strip(60, 40, -1.2, mixing=0.8, disorder=0.5)
    cell = bhz.left.onsite[0]
    same = {"hopping": bhz.hopping, "transverse": bhz.transverse, "lead_onsite": cell}
    both, apart = (
        theirs.strip(bhz.onsite, **same, law=law) for law in (None, np.diag([1, 1, -1, -1]))
    )
    for name, insulator, shift in (
        ("e: BHZ strip 40 × 60", both, 0.0),
        ("e': the same, Kwant told of the conserved spin", apart, 0.003),
    ):
        yield (
            name,
            lambda energy: bhz.transmission(energy),
            lambda energy, insulator=insulator: smatrix(insulator, energy).transmission(1, 0),
            np.linspace(-0.9, 0.93, ROUNDS + 2) + shift,
            marching_flops(60, 80, 1, 5, real=False, leads=HALVINGS),
        )
    bar = lattice.hall_bar(80, 20, 14, flux=0.07, disorder=0.3)
    rough = bar.hamiltonian.diagonal().real.reshape(80, 20)
    arms = [
        ("left", 0, 20),
        ("top", 10, 14),
        ("top", 56, 14),
        ("right", 0, 20),
        ("bottom", 56, 14),
        ("bottom", 10, 14),
    ]
    six = theirs.square(rough, arms, flux=0.07)

    def matrix(energy):
        s = smatrix(six, energy)
        return np.array([[s.transmission(p, q) for q in range(6)] for p in range(6)])

    sizes = np.array([block.shape[0] for block in bar._layers.within], dtype=float)
    yield (
        "f: six-terminal Hall bar",
        lambda energy: bar.transmission_matrix(energy),
        matrix,
        np.linspace(-3.4, -2.3, ROUNDS + 2),
        float(np.sum((8 / 3 + 16) * sizes**3)) + HALVINGS * (20**3 + 2 * 14**3),
    )


def compare():
    """Print and return the table of paired medians."""
    rate, table = zgemm_rate(), []
    print(f"zgemm {rate / 1e9:.1f} Gflop/s, {ROUNDS} pairs a row")
    print(
        f"{'problem':46} {'Kwant ms':>9} {'ours ms':>8} {'times':>6} {'of zgemm':>9} {'error':>8}"
    )
    for name, ours, theirs, arguments, flops in rows():
        times, errors = [], []
        for turn, argument in enumerate(arguments):
            if turn % 2:
                first, second = timed(ours, argument), timed(theirs, argument)
            else:
                second, first = timed(theirs, argument), timed(ours, argument)
            times.append((second[0], first[0]))
            errors.append(np.abs(np.asarray(first[1]) - second[1]).max())
        pairs = np.array(times[2:])
        kwant_ms, ours_ms = np.median(pairs, axis=0) * 1e3
        ratio = float(np.median(pairs[:, 0] / pairs[:, 1]))
        share = flops / rate / (ours_ms * 1e-3)
        error = float(max(errors))
        note = "" if error < 1e-8 else "  does not count: error above 1e-8"
        print(
            f"{name:46} {kwant_ms:9.2f} {ours_ms:8.2f} {ratio:6.1f} {share:9.1%} {error:8.1e}"
            f"{note}",
            flush=True,
        )
        table.append([name, kwant_ms, ours_ms, ratio, share, error])
    return table


def exponents():
    """Print how our cost grows with width and length, and the memory one call takes."""
    rng = np.random.default_rng(0)

    def cost(length, width, flux):
        strip = Strip(rng.uniform(-0.5, 0.5, (length, width)), flux=flux)
        strip.transmission(-1.0)
        return np.median([timed(strip.transmission, e)[0] for e in -1.1 - 0.01 * np.arange(7)])

    for flux in (0.0, 0.05):
        widths, lengths = np.array([40, 60, 80, 120, 160]), np.array([50, 100, 200, 400, 800])
        wide = np.polyfit(np.log(widths), np.log([cost(100, w, flux) for w in widths]), 1)[0]
        long = np.polyfit(np.log(lengths), np.log([cost(n, 40, flux) for n in lengths]), 1)[0]
        print(f"flux {flux}: cost ~ width^{wide:.2f} (40 to 160) and length^{long:.2f} (50 to 800)")
    for length, width in ((100, 40), (200, 40), (100, 80)):
        strip = Strip(rng.uniform(-0.5, 0.5, (length, width)))
        tracemalloc.start()
        strip.transmission(-1.0)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"{width} × {length}: {peak / 2**20:.1f} MiB at most beside the device")


if __name__ == "__main__":
    result = compare()
    exponents()
    if len(sys.argv) > 2:
        with open(sys.argv[2], "w") as file:
            json.dump(result, file, indent=1)
