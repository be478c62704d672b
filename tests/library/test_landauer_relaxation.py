"""The slow admittance of a cavity, from its S-matrix at two energies, against the closed forms."""

import numpy as np
import pytest

from landauer_lib.constants import E_CHARGE, G0, H_PLANCK, HBAR, HBAR_EV
from landauer_lib.landauer import charge_relaxation_resistance, quantum_capacitance
from tests.library.helpers import approx


def cavity(energy, transmission, length_time):
    """Reflection amplitude of a cavity behind a barrier, energies in eV."""
    r = np.sqrt(1 - transmission)
    turn = np.exp(1j * energy * length_time / HBAR_EV)
    return (r - turn) / (1 - r * turn)


@pytest.mark.parametrize("transmission", [1.0, 0.6, 0.1])
def test_one_channel_charges_through_half_a_quantum_whatever_its_transmission(transmission):
    """G(ω) = (e²/h) ∫ (f(E) − f(E + ħω))/ħω [1 − S*(E) S(E + ħω)] dE = −iωC + ω²C²R + …"""
    time, step = 1e-11, 1e-9
    delay = (
        -1j
        * HBAR_EV
        * np.conj(cavity(0.0, transmission, time))
        * (cavity(step, transmission, time) - cavity(-step, transmission, time))
        / (2 * step)
    )
    tau = float(delay.real)
    omega = 1e-3 / tau
    photon = HBAR_EV * omega

    def missing(e):
        return 1 - np.conj(cavity(e, transmission, time)) * cavity(e + photon, transmission, time)

    nodes, weights = np.polynomial.legendre.leggauss(40)
    mean = np.sum(weights / 2 * missing(-photon * (1 + nodes) / 2))
    real, imaginary = mean.real, mean.imag
    quantum = E_CHARGE**2 / H_PLANCK
    capacitance = float(quantum_capacitance(tau, degeneracy=1))
    assert -quantum * imaginary / omega == approx(capacitance, rel=1e-4)
    resistance = quantum * real / (omega * capacitance) ** 2
    assert resistance == approx(float(charge_relaxation_resistance(tau, degeneracy=1)), rel=1e-4)
    assert resistance == approx(H_PLANCK / (2 * E_CHARGE**2), rel=1e-4)


def test_channels_and_spins_divide_the_resistance():
    one = float(charge_relaxation_resistance(3e-12))
    assert one == approx(1 / (2 * G0))
    assert float(charge_relaxation_resistance([1.0, 1.0, 1.0, 1.0])) == approx(one / 4)
    uneven = float(charge_relaxation_resistance([1.0, 3.0]))
    assert uneven == approx(one * (1 + 9) / 16)
    assert charge_relaxation_resistance(np.ones((3, 5))).shape == (3,)


def test_capacitance_is_the_density_of_states():
    """dN/dE = Σ τ/2πħ of each spin."""
    tau = np.array([1e-12, 4e-12])
    states = tau.sum() / (2 * np.pi * HBAR)
    assert float(quantum_capacitance(tau, degeneracy=1)) == approx(E_CHARGE**2 * states)


@pytest.mark.parametrize("function", [charge_relaxation_resistance, quantum_capacitance])
def test_bad_values_are_refused_by_name(function):
    for bad in (-1.0, [0.0, 0.0], np.nan):
        with pytest.raises(ValueError, match="delays"):
            function(bad)
    with pytest.raises(ValueError, match="degeneracy"):
        function(1.0, degeneracy=0)
