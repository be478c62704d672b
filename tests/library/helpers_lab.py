"""What several tests of landauer_lib.lab share: a staircase of known truth, a line of values."""

import numpy as np

from landauer_lib import lab
from landauer_lib.constants import G0

TRUTH = {
    "hbar_omega_x": 1.0e-3,
    "hbar_omega_y": 3.0e-3,
    "v0": 0.5e-3,
    "series_resistance": 900.0,
    "temperature": 0.0,
}
GATE = np.linspace(0.0, 0.15, 120)
NOISE = 0.005 * G0
LINE = np.linspace(0, 0.1, 50)


def made_up(seed, **changes):
    return lab.synthetic_staircase(
        GATE, lever_arm=0.1, noise=NOISE, rng=seed, **{**TRUTH, **changes}
    )
