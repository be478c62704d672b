"""Numbers of landauer_lib.lattice against Kwant's, to 1e-8.

An optional job: Kwant has to be compiled, so these tests are skipped where it is not importable,
and only there. How to build it stands in the benchmarks section of the README.
"""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from landauer_lib import lattice
from landauer_lib.lattice import Arm, Strip, square_network

kwant = pytest.importorskip("kwant", reason="Kwant is not installed (optional: README, benchmarks)")

spec = importlib.util.spec_from_file_location(
    "kwant_devices", Path(__file__).parents[2] / "benchmarks" / "kwant_devices.py"
)
theirs = importlib.util.module_from_spec(spec)
spec.loader.exec_module(theirs)

SAME = 1e-8


def disorder(seed, *shape):
    return np.random.default_rng(seed).uniform(-0.5, 0.5, shape)


STRIPS = {
    "clean": (np.zeros((20, 10)), {}),
    "disorder": (disorder(1, 60, 15), {}),
    "field": (disorder(2, 30, 20), {"flux": 0.07}),
    "weak field": (disorder(2, 30, 40), {"flux": 0.005}),
    "smooth constriction": (lattice.smooth_constriction(50, 24, opening=0.3).onsite[..., 0, 0], {}),
}


@pytest.mark.parametrize(("onsite", "keywords"), STRIPS.values(), ids=STRIPS.keys())
@pytest.mark.parametrize("energy", [-3.1, -1.7, -0.3])
def test_strips(onsite, keywords, energy):
    ours = Strip(onsite, **keywords).scattering(energy)
    s = kwant.smatrix(theirs.strip(onsite, **keywords), energy)
    assert ours.transmission == pytest.approx(s.transmission(1, 0), abs=SAME)
    values = np.linalg.svd(s.submatrix(1, 0), compute_uv=False) ** 2
    np.testing.assert_allclose(ours.eigenvalues, values, atol=SAME)
    assert ours.reflection == pytest.approx(s.transmission(0, 0), abs=SAME)


@pytest.mark.parametrize(
    "strip",
    [
        lattice.bhz_strip(15, 10, -1.2, mixing=0.8, disorder=0.5),
        lattice.rashba_wire(15, 6, 0.3, zeeman=0.1, disorder=0.5),
    ],
    ids=["bhz", "rashba"],
)
@pytest.mark.parametrize("energy", [-1.9, 0.31])
def test_strips_with_orbitals(strip, energy):
    system = theirs.strip(
        strip.onsite,
        hopping=strip.hopping,
        transverse=strip.transverse,
        lead_onsite=strip.left.onsite[0],
    )
    s = kwant.smatrix(system, energy)
    assert strip.transmission(energy) == pytest.approx(s.transmission(1, 0), abs=SAME)


@pytest.mark.parametrize("flux", [0.0, 0.06])
def test_six_terminals(flux):
    onsite = disorder(4, 40, 14)
    places = [
        ("left", 0, 14),
        ("top", 5, 9),
        ("top", 26, 9),
        ("right", 0, 14),
        ("bottom", 26, 9),
        ("bottom", 5, 9),
    ]
    ours = square_network(onsite, [Arm(*place) for place in places], flux=flux)
    system = theirs.square(onsite, places, flux=flux)
    for energy in (-2.97, -1.9):
        s = kwant.smatrix(system, energy)
        matrix = [[s.transmission(p, q) for q in range(6)] for p in range(6)]
        np.testing.assert_allclose(ours.transmission_matrix(energy), matrix, atol=SAME)


def test_local_density():
    onsite, energy = disorder(5, 20, 8), -1.3
    strip = Strip(onsite, flux=0.05)
    system = theirs.strip(onsite, flux=0.05)
    order = [site.tag[0] * 8 + site.tag[1] for site in system.sites]
    density = lattice.local_density(strip.network(), energy)
    np.testing.assert_allclose(density[order], kwant.ldos(system, energy), atol=SAME)
