"""Transmissions T(E) that several tests of landauer_lib.landauer integrate."""

import numpy as np


def step(edge):
    return lambda energy: (energy >= edge) * 1.0


def resonance(center, width):
    return lambda energy: (width / 2) ** 2 / ((energy - center) ** 2 + (width / 2) ** 2)


def saddle(center, scale):
    return lambda energy: np.exp(-np.logaddexp(0, -(energy - center) / scale))
