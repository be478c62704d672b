"""The adaptive rule: jumps and resonances found without help, wherever they fall and however T(E)
is built, each against a closed form."""

import mpmath as mp
import numpy as np
import pytest

from landauer_lib import _quadrature
from landauer_lib.constants import G0, K_B_EV
from landauer_lib.landauer import IntegrationError, conductance, current
from landauer_lib.reservoirs import Reservoir
from tests.library.helpers import approx

TEMPERATURE = 1.0
KT = K_B_EV * TEMPERATURE


def through(transmission, mu=0.0, temperature=TEMPERATURE, **keywords):
    return conductance(transmission, Reservoir(mu, temperature), **keywords) / G0


def lorentzian(center, width):
    return lambda energy: 1 / (1 + ((energy - center) / (width / 2)) ** 2)


def smeared_lorentzian(distance, width, kt):
    z = mp.mpf(1) / 2 + (mp.mpf(width) / 2 + 1j * mp.mpf(distance)) / (2 * mp.pi * mp.mpf(kt))
    return float(mp.mpf(width) / (4 * mp.pi * mp.mpf(kt)) * mp.re(mp.psi(1, z)))


def filled(x):
    """Fermi function from above: the share of the window beyond x k_B T."""
    return np.exp(-np.logaddexp(0, x))


@pytest.mark.parametrize("seed", range(8))
def test_resonances_of_any_width_anywhere(seed):
    rng = np.random.default_rng(seed)
    for _ in range(8):
        temperature = 10 ** rng.uniform(-1, 2.5)
        kt = K_B_EV * temperature
        mu, width = rng.uniform(-1, 1), 10 ** rng.uniform(-6, 0) * kt
        center = mu + rng.uniform(-12, 12) * kt
        found = through(lorentzian(center, width), mu, temperature)
        exact = smeared_lorentzian(mp.mpf(mu) - mp.mpf(center), width, kt)
        assert float(found) == approx(exact, rel=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_jumps_anywhere_even_next_to_the_ends_of_pieces(seed):
    rng = np.random.default_rng(seed)
    x = rng.uniform(-12, 12, 40)
    for edge in x * KT:
        found = through(lambda energy, e=edge: (energy >= e) * 1.0)
        assert float(found) == approx(float(filled(edge / KT)), rel=1e-8)


@pytest.mark.parametrize("offset", [1e-3, 1e-5, 1e-9])
def test_a_jump_just_inside_a_piece_is_seen_from_the_next_piece(offset):
    """All samples of the piece miss it; only its neighbor's values give it away."""
    panels = _quadrature._Panels.over(
        np.zeros((1, 1)), np.full((1, 1), KT), np.full(1, _quadrature.REACH), np.empty(0)
    )
    middle = panels.anchor.size // 2
    edge = panels.anchor[middle] + panels.length[middle] * (0.25 - 0.25 * offset)
    found = through(lambda energy: (energy >= edge) * 1.0)
    assert float(found) == approx(float(filled(edge / KT)), rel=1e-8)


def test_a_box_as_narrow_as_the_documentation_promises():
    for position in np.random.default_rng(3).uniform(-5, 5, 40) * KT:
        top = position + 0.04 * KT
        found = through(lambda energy, a=position, b=top: ((energy >= a) & (energy < b)) * 1.0)
        x = position / KT
        exact = -np.expm1(-(top - position) / KT) * filled(x) * (1 - filled(top / KT))
        assert float(found) == approx(float(exact), rel=1e-8)


@pytest.mark.parametrize("width", [1e-3, 1e-9])
def test_any_box_between_breakpoints(width):
    low, high = 1.7 * KT, (1.7 + width) * KT
    found = through(
        lambda energy: ((energy >= low) & (energy < high)) * 1.0, breakpoints=[low, high]
    )
    exact = -np.expm1(-(high - low) / KT) * filled(low / KT) * (1 - filled(high / KT))
    assert float(found) == approx(float(exact), rel=1e-8)


def test_many_features_together():
    """Steps with a resonance on each and a ripple over all: linearity gives the answer."""
    edges = np.array([-7.3, -1.1, 0.4, 5.9]) * KT
    widths = np.array([1e-1, 1e-3, 1e-2, 1e-4]) * KT
    wavelength = 0.5 * KT

    def transmission(energy):
        ladder = sum((energy >= e) * 1.0 for e in edges)
        peaks = sum(lorentzian(e + 0.2 * KT, w)(energy) for e, w in zip(edges, widths, strict=True))
        return ladder + peaks + 0.5 + 0.5 * np.cos(2 * np.pi * energy / wavelength)

    steps = filled(edges / KT).sum()
    peaks = sum(smeared_lorentzian(e + 0.2 * KT, w, KT) for e, w in zip(edges, widths, strict=True))
    x = 2 * np.pi**2 * KT / wavelength  # a cosine in the window: damped by x/sinh(x)
    ripple = 0.5 + 0.5 * x / np.sinh(x)
    assert float(through(transmission)) == approx(steps + peaks + ripple, rel=1e-9)


def test_kinks_and_square_root_edges():
    edge = 0.3 * KT
    found = through(lambda energy: np.sqrt(np.maximum(energy - edge, 0) / KT))
    mp.mp.dps = 25
    # ∫√x (-f') dx = ½∫ f/√x dx = -½ Γ(½) Li_½(-e^-a): a Fermi-Dirac integral
    exact = -mp.gamma(0.5) / 2 * mp.polylog(mp.mpf(1) / 2, -mp.exp(-mp.mpf(edge) / mp.mpf(KT)))
    assert float(found) == approx(float(exact), rel=1e-8)


def test_a_breakpoint_is_never_asked_for_itself():
    """So T(E) may be undefined there."""

    for edge in (0.0, 0.7):

        def transmission(energy, edge=edge):
            assert np.all(energy != edge)
            return np.where(energy < edge, 0.2, 0.6)

        found = through(transmission, edge, breakpoints=edge)
        assert float(found) == approx(0.4, rel=1e-12)


def test_needless_breakpoints_do_no_harm():
    plain = through(lorentzian(KT, KT))
    crowded = through(lorentzian(KT, KT), breakpoints=np.linspace(-60, 60, 101) * KT)
    assert float(crowded) == approx(float(plain), rel=1e-12)
    twins = through(lorentzian(KT, KT), breakpoints=[KT, np.nextafter(KT, 1), KT])
    assert float(twins) == approx(float(plain), rel=1e-11)


def test_small_noise_is_endured_and_large_noise_is_not():
    rng = np.random.default_rng(5)
    found = through(lambda energy: 0.5 + 1e-11 * rng.standard_normal(energy.shape))
    assert float(found) == approx(0.5, rel=1e-10)
    with pytest.raises(IntegrationError, match="converge"):
        through(lambda energy: 0.5 + 1e-3 * rng.standard_normal(energy.shape))


def test_ever_finer_scales_are_refused():
    with pytest.raises(IntegrationError, match="near E = "):
        through(lambda energy: np.sin(KT**2 / np.where(energy == 0, 1, energy) ** 2) ** 2)


def test_one_mesh_serves_all_biases_like_one_mesh_each():
    peak = lorentzian(2 * KT, 1e-3 * KT)
    bias = np.linspace(-9, 9, 23) * KT
    drain = Reservoir(0.0, TEMPERATURE)
    together = current(peak, Reservoir(bias, TEMPERATURE), drain)
    alone = [float(current(peak, Reservoir(v, TEMPERATURE), drain)) for v in bias]
    assert together == approx(alone, rel=1e-11, abs=1e-25)


def test_rows_of_very_different_size_do_not_spoil_each_other():
    """One reservoir deep in a gap, one far above it: relative accuracy for each."""
    mu = np.array([-60.0, -30.0, 0.0, 30.0]) * KT
    found = through(lambda energy: (energy >= 10 * KT) * 1.0, mu)
    assert found == approx(filled(10 - mu / KT), rel=1e-8)


def test_energies_are_evaluated_sparingly():
    """What a smooth T(E) costs, so that slow transmissions stay affordable."""
    asked = 0

    def transmission(energy):
        nonlocal asked
        asked += energy.size
        return filled(-energy / KT)

    through(transmission)
    assert asked < 8_000


def test_windows_of_a_hundred_temperatures_share_their_mesh():
    temperature = np.geomspace(0.01, 300, 100)
    found = through(lorentzian(1e-4, 1e-5), 0.0, temperature)
    exact = [smeared_lorentzian(1e-4, 1e-5, K_B_EV * t) for t in temperature]
    assert found == approx(exact, rel=1e-9)
