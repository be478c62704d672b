"""The temperature of the tests of landauer_lib.heat, and the quantum that bounds each channel."""

from landauer_lib.constants import K_B_EV, KAPPA0

T = 0.7
KT = K_B_EV * T


def quantum(temperature):
    return KAPPA0 * temperature
