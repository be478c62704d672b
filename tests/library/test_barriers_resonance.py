"""Resonances and molecules against mpmath, quadrature and the Green function of a chain."""

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from landauer_lib.barriers import (
    breit_wigner,
    breit_wigner_conductance,
    breit_wigner_current,
    molecular_current,
    superexchange,
    superexchange_decay,
)
from landauer_lib.constants import E_CHARGE, G0, H_PLANCK, K_B_EV
from landauer_lib.reservoirs import Reservoir, fermi
from tests.library.helpers import powers_of_ten

# --- one level, cold and warm ---------------------------------------------------------------------


def exact_average(gamma, mu1, mu2, kt):
    """Thermal factor of the current (or, for equal mu, of the conductance), by mpmath."""
    z = [(gamma / 2 + 1j * mu) / (2 * mp.pi * kt) for mu in (mu1, mu2)]
    if mu1 == mu2:
        return mp.re(mp.psi(1, 0.5 + z[0])) / (2 * mp.pi * kt)
    return mp.im(mp.digamma(0.5 + z[0]) - mp.digamma(0.5 + z[1]))


@given(
    gamma=powers_of_ten(-10, 0),
    mu=powers_of_ten(-6, 0),
    kelvin=powers_of_ten(2, 4),
    ratio=powers_of_ten(-4, 4),
)
def test_thermal_conductance_agrees_with_mpmath(gamma, mu, kelvin, ratio):
    left, right = gamma * ratio / (1 + ratio), gamma / (1 + ratio)
    ours = breit_wigner_conductance(0.0, left, right, Reservoir(mu, kelvin))
    with mp.workdps(120):
        left, right = mp.mpf(left), mp.mpf(right)
        average = exact_average(
            left + right, mp.mpf(mu), mp.mpf(mu), mp.mpf(K_B_EV) * mp.mpf(kelvin)
        )
        exact = 2 * mp.mpf(G0) * left * right / (left + right) * average
    assert ours == pytest.approx(float(exact), rel=1e-12, abs=0)


@given(
    gamma=powers_of_ten(-10, 0),
    mu1=powers_of_ten(-6, 0),
    shift=powers_of_ten(-10, 0),
    kelvin=powers_of_ten(2, 4),
    sign=st.sampled_from([-1, 1]),
)
def test_thermal_current_agrees_with_mpmath_down_to_tiny_bias(gamma, mu1, shift, kelvin, sign):
    mu2 = mu1 + sign * shift
    if mu2 == mu1:
        return
    source, drain = Reservoir(mu1, kelvin), Reservoir(mu2, kelvin)
    ours = breit_wigner_current(0.0, gamma / 2, gamma / 2, source, drain)
    with mp.workdps(120):
        args = mp.mpf(gamma), mp.mpf(mu1), mp.mpf(mu2), mp.mpf(K_B_EV) * mp.mpf(kelvin)
        exact = mp.mpf(G0) * mp.mpf(gamma) / 2 * exact_average(*args)
    assert ours == pytest.approx(float(exact), rel=1e-12, abs=0)


@given(
    half_width=st.floats(0.2, 4).map(lambda x: 4 * x * np.pi * K_B_EV * 100),
    mu=st.tuples(st.floats(-0.1, 0.1), st.floats(-0.1, 0.1)),
    cold=powers_of_ten(-12, 0),
)
def test_broad_or_cold_levels_agree_with_mpmath(half_width, mu, cold):
    kelvin, (mu1, mu2) = 100 * cold, mu
    if abs(mu1 - mu2) < 1e-3:
        return
    source, drain = Reservoir(mu1, kelvin), Reservoir(mu2, kelvin)
    ours = breit_wigner_current(0.0, half_width, half_width, source, drain)
    with mp.workdps(60):
        args = 2 * mp.mpf(half_width), mp.mpf(mu1), mp.mpf(mu2), mp.mpf(K_B_EV) * mp.mpf(kelvin)
        exact = mp.mpf(G0) * mp.mpf(half_width) * exact_average(*args)
    assert ours == pytest.approx(float(exact), rel=1e-13, abs=0)


@given(
    gamma=powers_of_ten(-10, 10),
    asymmetry=powers_of_ten(-10, 10),
    mu=st.tuples(*2 * [powers_of_ten(-10, 10)]),
    sign=st.sampled_from([-1, 1]),
    kelvin=st.one_of(st.just(0.0), powers_of_ten(-10, 10)),
)
def test_thermal_forms_stay_within_their_bounds(gamma, asymmetry, mu, sign, kelvin):
    level, left, right = sign * mu[0], gamma, gamma * asymmetry
    g = breit_wigner_conductance(level, left, right, Reservoir(mu[1], kelvin))
    peak = float(breit_wigner(0.0, 0.0, left, right))
    assert 0 <= g <= G0 * peak * (1 + 1e-12)
    current = breit_wigner_current(
        level, left, right, Reservoir(mu[1], kelvin), Reservoir(0.0, kelvin)
    )
    area = 2 * np.pi * left * right / (left + right)
    assert 0 <= current <= G0 * min(area, peak * mu[1]) * (1 + 1e-12)


def test_zero_temperature_is_the_limit():
    energies, left, right = np.linspace(-0.3, 0.4, 15), 0.02, 0.05
    cold = breit_wigner_conductance(0.1, left, right, Reservoir(energies, 0.0))
    assert cold == pytest.approx(G0 * breit_wigner(energies, 0.1, left, right), rel=1e-14, abs=0)
    near = breit_wigner_conductance(0.1, left, right, Reservoir(energies, 1e-4))
    assert near == pytest.approx(cold, rel=1e-10, abs=0)
    half = (left + right) / 2
    angles = np.arctan((0.3 - 0.1) / half) - np.arctan((-0.2 - 0.1) / half)
    current = breit_wigner_current(0.1, left, right, Reservoir(0.3, 0), Reservoir(-0.2, 0))
    assert current == pytest.approx(G0 * left * right / half * angles, rel=1e-14, abs=0)


def test_hot_narrow_level_sees_the_thermal_window():
    kt = K_B_EV * 300
    g = breit_wigner_conductance(0.1, 1e-9, 1e-9, Reservoir(0.0, 300))
    window = 1 / (4 * kt * np.cosh(0.1 / (2 * kt)) ** 2)
    assert g == pytest.approx(G0 * np.pi * 1e-9 * window, rel=1e-6, abs=0)
    drop = fermi(0.1, 0.3, 300) - fermi(0.1, 0.0, 77)
    current = breit_wigner_current(0.1, 1e-9, 1e-9, Reservoir(0.3, 300), Reservoir(0.0, 77))
    assert current == pytest.approx(
        E_CHARGE**2 / H_PLANCK * 2 * np.pi * 1e-9 * drop, rel=1e-6, abs=0
    )


def test_unequal_temperatures_agree_with_quadrature():
    def integrand(e):
        return breit_wigner(e, 0.02, 0.01, 0.03) * (fermi(e, 0.03, 300) - fermi(e, 0.0, 100))

    numerical = quad(integrand, -1.5, 1.5, points=[0.0, 0.02, 0.03], epsabs=1e-13, limit=400)[0]
    current = breit_wigner_current(0.02, 0.01, 0.03, Reservoir(0.03, 300), Reservoir(0.0, 100))
    assert current / G0 == pytest.approx(numerical, rel=1e-9, abs=0)
    swapped = breit_wigner_current(0.02, 0.01, 0.03, Reservoir(0.0, 100), Reservoir(0.03, 300))
    assert swapped == pytest.approx(-current, rel=1e-12, abs=0)
    heated = breit_wigner_current(0.02, 0.01, 0.03, Reservoir(0.0, 300), Reservoir(0.0, 0.0))
    assert heated > 0


def test_degeneracy_counts_channels():
    warm = Reservoir(0.0, 10)
    one = breit_wigner_conductance(0, 1e-3, 1e-3, warm, degeneracy=1)
    assert breit_wigner_conductance(0, 1e-3, 1e-3, warm) == pytest.approx(2 * one, rel=1e-15, abs=0)


# --- molecules ------------------------------------------------------------------------------------


def test_molecule_rectifies_only_if_its_level_moves():
    bias = np.linspace(0.1, 2, 8)
    still = molecular_current(bias, 0.5, 0.01, 0.08)
    assert molecular_current(-bias, 0.5, 0.01, 0.08) == pytest.approx(-still, rel=1e-12, abs=0)
    centered = molecular_current(bias, 0.0, 0.01, 0.08, asymmetry=0.3)
    mirrored = molecular_current(-bias, 0.0, 0.01, 0.08, asymmetry=0.3)
    assert mirrored == pytest.approx(-centered, rel=1e-12, abs=0)
    forward = molecular_current(1.0, 0.5, 0.01, 0.01, asymmetry=0.3)
    backward = molecular_current(-1.0, 0.5, 0.01, 0.01, asymmetry=0.3)
    assert -backward > 50 * forward
    # Moving the level the other way is the same as turning the molecule round.
    turned = molecular_current(-1.0, 0.5, 0.01, 0.01, asymmetry=-0.3)
    assert turned == pytest.approx(-forward, rel=1e-12, abs=0)
    # At small bias off resonance: G = G0 Γ_L Γ_R / ε².
    small = molecular_current(1e-6, 0.5, 1e-3, 2e-3, temperature=0) / 1e-6
    assert small == pytest.approx(G0 * 2e-6 / 0.25, rel=1e-4, abs=0)


@pytest.mark.parametrize("sites", [1, 2, 3, 7])
def test_superexchange_agrees_with_the_green_function(sites):
    energy, level, hopping, left, right = 0.31, 0.1, 0.2, 0.05, 0.3
    h = np.diag(np.full(sites, level + 0j)) + hopping * (np.eye(sites, k=1) + np.eye(sites, k=-1))
    h[0, 0] -= 0.5j * left
    h[-1, -1] -= 0.5j * right
    green = np.linalg.inv(energy * np.eye(sites) - h)[0, -1]
    exact = left * right * abs(green) ** 2
    assert superexchange(energy, level, hopping, sites, left, right) == pytest.approx(
        exact, rel=1e-12, abs=0
    )
    one = superexchange(energy, level, hopping, 1, left, right)
    assert one == pytest.approx(breit_wigner(energy, level, left, right), rel=1e-13, abs=0)


def test_superexchange_decays_by_the_same_factor_at_every_site():
    lengths = [superexchange(0.0, 5.0, 0.01, n, 1e-3, 1e-3) for n in range(2, 30)]
    # Exact decay factor of the bare chain: exp(−2 arcosh(Δ/2t)) → (t/Δ)².
    assert np.array(lengths[1:]) / lengths[:-1] == pytest.approx(
        np.exp(-2 * np.arccosh(250)), rel=1e-4, abs=0
    )
    assert float(superexchange_decay(-5.0, 0.01)) == pytest.approx(
        -np.log(lengths[-1] / lengths[-2]), rel=1e-5
    )
    assert superexchange_decay([0.0, 0.02, 0.0201], 0.01)[:2].tolist() == [0.0, 0.0]
    assert superexchange(0.0, 5.0, 1e-10, 400, 1e-3, 1e-3) == 0


# --- refusals -------------------------------------------------------------------------------------

WARM = Reservoir(0.0, 1.0)


@pytest.mark.parametrize(
    ("call", "error", "name"),
    [
        (lambda: breit_wigner(0, np.nan, 1, 1), ValueError, "level"),
        (lambda: breit_wigner(0, 0, -1, 1), ValueError, "gamma_left"),
        (lambda: breit_wigner_conductance(0, 1, -1, WARM), ValueError, "gamma_right"),
        (lambda: breit_wigner_conductance(0, 1, 1, WARM, degeneracy=0), ValueError, "degeneracy"),
        (lambda: breit_wigner_current("0", 1, 1, WARM, WARM), TypeError, "level"),
        (lambda: breit_wigner_current(0, -1, 1, WARM, WARM), ValueError, "gamma_left"),
        (lambda: molecular_current(np.nan, 1, 1, 1), ValueError, "bias"),
        (lambda: molecular_current(1, 1, 1, 1, asymmetry=0.6), ValueError, "asymmetry"),
        (lambda: molecular_current(1, 1, 1, 1, temperature=-1), ValueError, "temperature"),
        (lambda: superexchange(0, 0, 0, 1, 1, 1), ValueError, "hopping"),
        (lambda: superexchange(0, 0, 1, 0, 1, 1), ValueError, "sites"),
        (lambda: superexchange_decay(1, 0), ValueError, "hopping"),
        (lambda: superexchange_decay(np.inf, 1), ValueError, "detuning"),
        (lambda: superexchange(0, 0, 1, 1, -1, 1), ValueError, "gamma_left"),
    ],
)
def test_bad_input_is_refused_by_name(call, error, name):
    with pytest.raises(error, match=name):
        call()
