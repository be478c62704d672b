"""How long the laboratory's reading and searching takes: run with pytest-benchmark.

pytest benchmarks/test_lab_speed.py --benchmark-only
"""

import numpy as np
import pandas as pd
import pytest

from landauer_lib import lab
from landauer_lib.constants import G0
from landauer_lib.point_contact import staircase


@pytest.fixture(scope="module")
def long_file(tmp_path_factory):
    """200,000 rows of three columns, as pandas writes them."""
    values = np.random.default_rng(0).normal(size=(200_000, 3))
    path = tmp_path_factory.mktemp("lab") / "long.csv"
    pd.DataFrame(values, columns=["gate (V)", "G (S)", "I (A)"]).to_csv(path, index=False)
    return path


def test_pandas_reads_200_000_rows(benchmark, long_file):
    """The mark to measure by."""
    benchmark(pd.read_csv, long_file)


def test_load_trace_reads_200_000_rows(benchmark, long_file):
    trace = benchmark(lab.load_trace, long_file)
    assert len(trace) == 200_000
    if benchmark.stats is not None:
        assert benchmark.stats.stats.median < 0.15


def test_plateaus_of_40_000_samples(benchmark):
    mu = np.linspace(-0.5e-3, 14e-3, 40_000)
    clean = staircase(mu, hbar_omega_x=0.5e-3, hbar_omega_y=3e-3)
    noisy = clean + np.random.default_rng(0).normal(0, 0.1 * G0, mu.size)
    assert len(benchmark(lab.find_plateaus, mu, noisy)) == 5
