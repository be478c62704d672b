"""How long the curves that readers drag sliders over take: run with pytest-benchmark.

pytest benchmarks/test_landauer_speed.py --benchmark-only
"""

import numpy as np

from landauer_lib.constants import K_B_EV
from landauer_lib.landauer import conductance, current
from landauer_lib.point_contact import saddle_point_transmission, staircase
from landauer_lib.reservoirs import Reservoir

KT = K_B_EV


def within(benchmark, seconds):
    """Compare the median with the promise, unless only correctness is being run."""
    if benchmark.stats is not None:
        assert benchmark.stats.stats.median < seconds


def test_staircase_of_eight_modes_at_200_points(benchmark):
    mu = np.linspace(0, 18e-3, 200)
    benchmark(staircase, mu, hbar_omega_x=1e-3, hbar_omega_y=2e-3, temperature=1.0, channels=8)
    within(benchmark, 2e-3)


def test_current_through_a_narrow_resonance_at_400_biases(benchmark):
    """Γ = kT/1000, its energy not announced."""
    source = Reservoir(np.linspace(-20, 20, 400) * KT, 1.0)
    drain = Reservoir(0.0, 1.0)

    def peak(energy):
        return 1 / (1 + ((energy - 3.3 * KT) / (0.5e-3 * KT)) ** 2)

    benchmark(current, peak, source, drain)
    within(benchmark, 50e-3)


def test_the_general_integral_on_the_same_staircase(benchmark):
    """200 reservoirs against any T(E): the way without a closed form."""
    reservoir = Reservoir(np.linspace(0, 18e-3, 200), 1.0)

    def eight(energy):
        return saddle_point_transmission(energy[:, None], np.arange(8), 1e-3, 2e-3).sum(axis=1)

    benchmark(conductance, eight, reservoir)


def test_one_finite_temperature_conductance(benchmark):
    benchmark(conductance, lambda e: 1 / (1 + (e / KT) ** 2), Reservoir(0.0, 1.0))
