"""Strips: closed forms, symmetries, and the marching against recursive Green's functions."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landauer_lib.lattice import Lead, Slices, Strip, Terminal
from landauer_lib.lattice.modes import bloch_modes
from landauer_lib.scattering import propagation

SIGMA = {
    "0": np.eye(2),
    "x": np.array([[0, 1], [1, 0]]),
    "y": np.array([[0, -1j], [1j, 0]]),
    "z": np.diag([1, -1]),
}


def disorder(seed, length, width, strength=1.0):
    return np.random.default_rng(seed).uniform(-strength / 2, strength / 2, (length, width))


def rashba(seed, length, width, alpha=0.3, flux=0.0, zeeman=0.0):
    """A disordered wire with spin-orbit coupling."""
    onsite = disorder(seed, length, width)[..., None, None] * SIGMA["0"] + zeeman * SIGMA["x"]
    lead = Terminal(np.broadcast_to(zeeman * SIGMA["x"], (width, 2, 2)))
    return Strip(
        onsite,
        hopping=SIGMA["0"] + 1j * alpha * SIGMA["y"],
        transverse=SIGMA["0"] - 1j * alpha * SIGMA["x"],
        flux=flux,
        left=lead,
        right=lead,
    )


def matrix_strip(hopping):
    rng = np.random.default_rng(8)
    onsite = rng.normal(size=(20, 5, 2, 2)) + 1j * rng.normal(size=(20, 5, 2, 2))
    onsite = (onsite + np.conj(np.swapaxes(onsite, -1, -2))) / 5
    return Strip(onsite, hopping=hopping, transverse=[[1, 0.2j], [0.3, 0.8]], flux=0.04)


mirrored = disorder(1, 30, 9) + disorder(1, 30, 9)[:, ::-1]

STRIPS = {
    "one site": (Strip([[0.4]]), 0.3),
    "one slice": (Strip(disorder(0, 1, 6)), 0.3),
    "one row": (Strip(disorder(0, 50, 1)), 0.3),
    "disorder": (Strip(disorder(1, 60, 12)), -0.3),
    "negative hopping": (Strip(disorder(1, 31, 12), hopping=-1.5), -0.3),
    "complex hopping": (Strip(disorder(1, 30, 8), hopping=0.8 + 0.6j, transverse=1.0), -0.3),
    "anisotropic": (Strip(disorder(1, 30, 8), transverse=0.4), 0.5),
    "weak field": (Strip(disorder(2, 30, 20), flux=0.004), -1.3),
    "strong field": (Strip(disorder(2, 60, 16), flux=0.21), -1.3),
    "varying field": (Strip(disorder(2, 30, 8), flux=np.linspace(0, 0.1, 31)), -1.3),
    "narrow leads": (
        Strip(
            disorder(3, 20, 9),
            flux=0.03,
            left=Terminal(np.zeros(4), offset=3),
            right=Terminal(np.full(7, 0.2), offset=1),
        ),
        -1.0,
    ),
    "even mirror": (Strip(mirrored[:, [0, 1, 2, 3, 3, 2, 1, 0]]), -0.7),
    "odd mirror": (Strip(mirrored), -0.7),
    "mirror, narrow leads": (
        Strip(mirrored, left=Terminal(np.zeros(3), 3), right=Terminal(np.zeros(1), 4)),
        -0.7,
    ),
    "rashba": (rashba(4, 30, 6), -1.2),
    "rashba in a field": (rashba(4, 30, 6, flux=0.06, zeeman=0.2), -1.2),
    "matrices": (matrix_strip([[1, 0.3], [-0.2, 1.2j]]), 0.2),
    "singular hopping": (matrix_strip([[1, 0.5], [0.5, 0.25]]), 0.2),
    "two spins": (Strip(disorder(5, 20, 6)[..., None, None] * SIGMA["0"]), -1.0),
    "zeeman": (Strip(disorder(5, 20, 6)[..., None, None] * SIGMA["0"] + 0.3 * SIGMA["z"]), -1.0),
    "high barrier": (Strip(np.pad(np.full((12, 6), 9.0), ((4, 4), (0, 0)))), -0.5),
}


@pytest.mark.parametrize(("strip", "energy"), STRIPS.values(), ids=STRIPS.keys())
def test_marching_agrees_with_green_functions_and_is_unitary(strip, energy):
    fast, robust = strip.scattering(energy), strip.slices().scattering(energy)
    assert fast.unitarity_error < 1e-10
    assert robust.unitarity_error < 1e-10
    np.testing.assert_allclose(fast.matrix, robust.matrix, atol=1e-10)
    assert strip.transmission(energy) == pytest.approx(robust.transmission, abs=1e-10, rel=1e-10)


@given(
    st.integers(1, 12),
    st.integers(1, 9),
    st.floats(-3.9, 3.9),
    st.floats(0, 0.5),
    st.floats(-3, 3),
    st.integers(0, 99),
)
def test_current_is_conserved_whatever_the_strip(length, width, energy, flux, log_disorder, seed):
    strip = Strip(disorder(seed, length, width, 10**log_disorder), flux=flux)
    left, right = (lead.modes(energy).count for lead in strip.leads)
    assert left == right
    transmission = strip.transmission(energy)
    assert -1e-12 <= transmission <= left + 1e-9
    if left:
        assert strip.scattering(energy).unitarity_error < 1e-9


@pytest.mark.parametrize(("length", "width"), [(1, 1), (7, 5), (100, 40), (300, 12)])
@pytest.mark.parametrize("flux", [0.0, 0.03])
def test_clean_strips_transmit_an_integer(length, width, flux):
    strip = Strip(np.zeros((length, width)), flux=flux)
    energies = np.array([-3.9, -3.313, -3.1, -2.2, -1.01, -0.05])
    counts = [strip.leads[0].modes(energy).count for energy in energies]
    np.testing.assert_allclose(strip.transmission(energies), counts, atol=1e-10)
    if not flux:
        levels = 2 * np.cos(np.arange(1, width + 1) * np.pi / (width + 1))
        open_ = np.abs(energies[:, None] + levels) < 2
        np.testing.assert_array_equal(counts, open_.sum(axis=1))


@pytest.mark.parametrize("k", [0.2, 0.9, 2.0])
@pytest.mark.parametrize("strength", [-1.5, 0.01, 0.7, 30.0])
def test_impurities_in_a_chain(k, strength):
    """T = 1/(1+β²); a pair at distance d: 1/[1+4β²(cos kd + β sin kd)²], β = U/(2 sin k)."""
    energy, beta = -2 * np.cos(k), strength / (2 * np.sin(k))
    single = Strip([[strength]]).transmission(energy)
    assert single == pytest.approx(1 / (1 + beta**2), rel=1e-12)
    for d in (1, 2, 5):
        onsite = np.zeros((d + 1, 1))
        onsite[[0, d]] = strength
        pair = 1 / (1 + 4 * beta**2 * (np.cos(k * d) + beta * np.sin(k * d)) ** 2)
        assert Strip(onsite).transmission(energy) == pytest.approx(pair, rel=1e-12)


@pytest.mark.parametrize("tau", [0.01, 0.5, 0.999, 3.0])
def test_weak_bond(tau):
    """T = 4τ²s²/[(1−τ²)² + 4τ²s²], s = sin k."""
    chain, k = Lead([[0.0]], [[-1.0]]), 0.8
    s = Slices([[[0.0]], [[0.0]]], [[[-tau]]], chain, chain).scattering(-2 * np.cos(k))
    x = 4 * tau**2 * np.sin(k) ** 2
    assert s.transmission == pytest.approx(x / ((1 - tau**2) ** 2 + x), rel=1e-12)


def test_a_side_level_blocks_the_chain_at_its_energy():
    chain, level = Lead([[0.0]], [[-1.0]]), 0.3
    device = Slices([[[0.0, 0.5], [0.5, level]]], [], chain, chain, [0], [0])
    assert device.scattering(level).transmission < 1e-25


def test_tunneling_through_a_hundred_decades():
    """A thick barrier against exact arithmetic with 200 digits: relative accuracy survives."""
    height, thick, width, energy = 9.0, 70, 5, -0.3
    exact = mpmath.mpf(0)
    with mpmath.workdps(200):
        for n in range(1, width + 1):
            z = (energy + 2 * mpmath.cos(n * mpmath.pi / (width + 1))) / 2
            if abs(z) >= 1:
                continue
            # Transfer matrix of the barrier between plane waves with cos k = −z.
            k = mpmath.acos(-z)
            step = mpmath.matrix([[2 * (height / 2 - z), -1], [1, 0]])
            total = step**thick
            waves = mpmath.matrix([[mpmath.expj(k), mpmath.expj(-k)], [1, 1]])
            exact += 1 / abs((waves**-1 * total * waves)[1, 1]) ** 2
        log_exact = float(mpmath.log10(exact))
        exact = float(exact)
    value = Strip(np.full((thick, width), height)).transmission(energy)
    assert log_exact < -90
    assert value == pytest.approx(exact, rel=1e-9)


def test_sharp_resonances_are_noticed():
    """A bulk state in the Landau gap, a thousand times more sensitive than the rest."""
    strip = Strip(disorder(0, 100, 60, 0.5), flux=0.05)
    energy = np.linspace(-3.3, -1.0, 27)[2]
    s, reference = strip.scattering(energy), strip.slices().scattering(energy)
    assert s.unitarity_error < 1e-10
    assert strip.transmission(energy) == pytest.approx(reference.transmission, abs=1e-10)


def test_many_energies_in_a_field_are_integers():
    """The same through the methods that many energies share."""
    strip = Strip(np.zeros((60, 30)), flux=0.05)
    energies = np.linspace(-3.5, -0.5, 41)
    counts = [bloch_modes(*lead_of(strip), e)[0].outgoing.shape[1] for e in energies]
    np.testing.assert_allclose(strip.transmission(energies), counts, atol=1e-10)


def lead_of(strip):
    return strip.leads[1].onsite, strip.leads[1].hopping


@pytest.mark.parametrize("name", ["disorder", "strong field", "rashba", "rashba in a field"])
def test_a_long_strip_stays_unitary(name):
    """A thousand slices do not use up the accuracy."""
    builders = {
        "disorder": lambda: Strip(disorder(1, 1000, 10)),
        "strong field": lambda: Strip(disorder(1, 1000, 10), flux=0.2),
        "rashba": lambda: rashba(1, 1000, 4),
        "rashba in a field": lambda: rashba(1, 1000, 4, flux=0.1, zeeman=0.1),
    }
    assert builders[name]().scattering(-1.1).unitarity_error < 1e-10


@pytest.mark.parametrize("flux", [0.0, 0.07])
def test_onsager_reversal(flux):
    """T(B) = T(−B) for two leads, and the eigenvalues with it; without field S is symmetric."""
    onsite = disorder(6, 25, 8)
    forward, back = (Strip(onsite, flux=f).scattering(-1.1) for f in (flux, -flux))
    assert forward.transmission == pytest.approx(back.transmission, abs=1e-11)
    np.testing.assert_allclose(forward.eigenvalues, back.eigenvalues, atol=1e-11)
    np.testing.assert_allclose(np.abs(forward.t), np.abs(back.t_prime.T), atol=1e-11)
    if not flux:
        np.testing.assert_allclose(forward.matrix, forward.matrix.T, atol=1e-11)


def test_kramers_degeneracy():
    """Time reversal with spin ½: transmission eigenvalues come in pairs."""
    values = rashba(7, 40, 5).scattering(-1.0).eigenvalues
    np.testing.assert_allclose(values[::2], values[1::2], atol=1e-10)
    assert values[0] - values[2] > 1e-3
    in_field = rashba(7, 40, 5, zeeman=0.3).scattering(-1.0).eigenvalues
    assert in_field[0] - in_field[1] > 1e-3


def test_no_two_terminal_current_depends_on_the_gauge():
    """Any local phases leave every |S| alone; so does a shift of the field's origin."""
    strip = Strip(disorder(8, 12, 6), flux=0.08)
    plain = strip.slices()
    rng = np.random.default_rng(0)
    phases = [np.exp(2j * np.pi * rng.random(6)) for _ in plain.onsite]
    phases[0] = phases[-1] = np.ones(6)  # the leads keep theirs
    turned = Slices(
        [u.conj()[:, None] * h * u for u, h in zip(phases, plain.onsite, strict=True)],
        [
            a.conj()[:, None] * v * b
            for a, v, b in zip(phases, plain.hopping, phases[1:], strict=False)
        ],
        plain.left,
        plain.right,
    )
    reference = strip.scattering(-1.3)
    np.testing.assert_allclose(turned.scattering(-1.3).matrix, reference.matrix, atol=1e-10)
    shift = np.exp(0.7j)
    shifted = Slices(
        plain.onsite,
        [shift * v for v in plain.hopping],
        Lead(plain.left.onsite, shift.conj() * plain.left.hopping),
        Lead(plain.right.onsite, shift * plain.right.hopping),
    )
    np.testing.assert_allclose(
        shifted.scattering(-1.3).eigenvalues, reference.eigenvalues, atol=1e-10
    )


def test_a_full_quantum_per_plaquette_is_no_field():
    onsite = disorder(9, 20, 6)
    assert Strip(onsite, flux=1.0).transmission(-1.3) == pytest.approx(
        Strip(onsite).transmission(-1.3), abs=1e-10
    )


def test_strips_in_series_compose():
    """Two strips far apart, composed by their channels, equal the long strip."""
    onsite, energy, gap = disorder(10, 24, 7), -0.9, 80
    whole = Strip(np.insert(onsite, [12] * gap, 0.0, axis=0)).scattering(energy)
    first, second = (Strip(part).scattering(energy) for part in (onsite[:12], onsite[12:]))
    # Amplitudes refer to the end slices, which stand gap + 1 sites apart.
    flight = propagation(Strip(onsite).leads[1].modes(energy).momenta * (gap + 1))
    np.testing.assert_allclose((first @ flight @ second).matrix, whole.matrix, atol=1e-10)


def test_energies_keep_their_shape_and_closed_ones_give_zero():
    strip = Strip(np.zeros((5, 3)))
    grid = np.array([[-9.0, -3.0], [0.0, 5.0]])
    assert strip.transmission(grid).shape == (2, 2)
    assert strip.transmission(grid)[[0, 1], [0, 1]].tolist() == [0.0, 0.0]
    assert isinstance(strip.transmission(0.0), float)


@pytest.mark.parametrize("energy", [1.0, 0.5])
def test_localization_length_of_a_chain(energy):
    """⟨ln T⟩ = −L/ℓ with 1/ℓ = ⟨U²⟩/(4 − E²), var ln T = 2|⟨ln T⟩|: Born, three standard errors."""
    strength, length, seeds = 0.5, 1000, 80
    logs = np.array(
        [
            Strip(disorder(seed, length, 1, strength)).scattering(energy).log_transmission
            for seed in range(seeds)
        ]
    )
    expected = -length * strength**2 / 12 / (4 - energy**2)
    assert abs(logs.mean() - expected) < 3 * logs.std() / np.sqrt(seeds)


def test_dmpk_average_of_one_channel():
    """⟨T⟩ = 2π ∫ dk k tanh(πk)/cosh(πk) exp(−(k²+¼)s), s = L/ℓ (Abrikosov, Gertsenshtein)."""
    strength, length, seeds, energy = 0.5, 150, 300, 1.0
    s = length * strength**2 / 12 / (4 - energy**2)
    values = np.array(
        [Strip(disorder(seed, length, 1, strength)).transmission(energy) for seed in range(seeds)]
    )
    exact = (
        2
        * mpmath.pi
        * mpmath.quad(
            lambda k: (
                k
                * mpmath.tanh(mpmath.pi * k)
                / mpmath.cosh(mpmath.pi * k)
                * mpmath.exp(-(k**2 + 0.25) * s)
            ),
            [0, 2, 10],
        )
    )
    assert abs(values.mean() - float(exact)) < 3 * values.std() / np.sqrt(seeds)


@pytest.mark.parametrize(
    ("arguments", "error", "match"),
    [
        ({"onsite": [[np.nan, 0.0]]}, ValueError, "onsite must be finite, got nan at index"),
        ({"onsite": [0.0, 1.0]}, ValueError, "onsite must have shape"),
        ({"onsite": np.zeros((0, 3))}, ValueError, "onsite must not be empty"),
        ({"onsite": "strip"}, TypeError, "onsite must be"),
        ({"onsite": np.ones((2, 2, 2, 2)) * 1j}, ValueError, "onsite must be Hermitian"),
        ({"onsite": np.full((2, 2, 2, 2), np.nan)}, ValueError, "onsite must be finite"),
        ({"onsite": np.zeros((2, 2)), "hopping": np.nan}, ValueError, "hopping must be finite"),
        ({"onsite": np.zeros((2, 2)), "hopping": np.eye(3)}, ValueError, "hopping must be"),
        ({"onsite": np.zeros((2, 2)), "transverse": "t"}, TypeError, "transverse must be"),
        ({"onsite": np.zeros((2, 2)), "flux": [0.1, 0.2]}, ValueError, "does not fit the gauge"),
        ({"onsite": np.zeros((2, 2)), "flux": np.inf}, ValueError, "flux must be finite"),
        (
            {"onsite": np.zeros((2, 3)), "left": Terminal(np.zeros(4))},
            ValueError,
            "left: the lead is wider than its face",
        ),
        (
            {"onsite": np.zeros((2, 3)), "right": Terminal(np.zeros(2), offset=2)},
            ValueError,
            "right: the lead is wider than its face",
        ),
        (
            {"onsite": np.zeros((2, 3)), "right": Terminal(np.zeros((2, 2, 2)))},
            ValueError,
            "right.onsite must have 1 orbitals",
        ),
        (
            {"onsite": np.zeros((2, 3)), "right": Terminal([np.nan])},
            ValueError,
            "right.onsite must be finite",
        ),
        (
            {"onsite": np.zeros((2, 3)), "right": Terminal([0.0], offset=-1)},
            ValueError,
            "right.offset must be at least 0",
        ),
    ],
)
def test_wrong_strips_are_refused(arguments, error, match):
    arguments = dict(arguments)
    with pytest.raises(error, match=match):
        Strip(arguments.pop("onsite"), **arguments)


def test_energies_outside_the_band_are_refused():
    strip = Strip(np.zeros((3, 3)), left=Terminal(np.full(3, -2.0)))
    with pytest.raises(ValueError, match=r"9\.0 is outside the band of the left lead and of the r"):
        strip.scattering(9.0)
    # With modes on one side only everything is reflected.
    alone = strip.scattering(3.3)
    assert alone.t.shape[1] == 0
    assert alone.unitarity_error < 1e-12
    assert alone.r_prime.shape[0] == strip.leads[1].modes(3.3).count > 0
    with pytest.raises(ValueError, match="energies must be finite"):
        strip.transmission([0.0, np.nan])
    with pytest.raises(TypeError, match="energy must be"):
        strip.scattering("mid-band")


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"onsite": [[[0, 1], [2, 0]]]}, r"onsite\[0\] must be Hermitian"),
        ({"onsite": []}, "one block fewer"),
        ({"hopping": [[[1.0]]]}, "one block fewer"),
        ({"left": Lead(np.eye(3), np.eye(3))}, "left_sites: the lead is wider than its face"),
        ({"left": Lead([[0.0]], [[1.0]])}, "left_sites must name one orbital"),
        ({"right_sites": [0, 0]}, "right_sites must be different orbitals"),
        ({"right_sites": [0, 5]}, "right_sites must be different orbitals"),
        ({"onsite": [np.eye(2)] * 2, "hopping": [np.eye(3)]}, r"hopping\[0\] must be finite"),
    ],
)
def test_wrong_slices_are_refused(change, match):
    lead = Lead(np.eye(2), np.eye(2))
    arguments = {"onsite": [np.eye(2)], "hopping": [], "left": lead, "right": lead} | change
    with pytest.raises(ValueError, match=match):
        Slices(**arguments)
