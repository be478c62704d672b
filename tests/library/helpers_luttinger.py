"""Wires that several tests of landauer_lib.luttinger share."""

import numpy as np

from landauer_lib.luttinger import Wire

good = Wire(0.5, 1.0, 1.0)


def profile(seed, sections=7):
    rng = np.random.default_rng(seed)
    return Wire(
        rng.uniform(0.2, 1.6, sections),
        rng.uniform(0.1e-6, 2e-6, sections),
        rng.uniform(1e5, 9e5, sections),
    )
