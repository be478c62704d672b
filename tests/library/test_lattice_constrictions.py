"""The family of contacts from a funnel to a slot, and the thresholds of its neck."""

import numpy as np
import pytest

from landauer_lib.lattice import Strip, abrupt_constriction, funnel_constriction, neck_thresholds


def test_thresholds_of_an_even_strip_are_those_of_a_chain_across():
    width = 9
    waves = np.arange(1, width + 1) * np.pi / (width + 1)
    found = neck_thresholds(Strip(np.zeros((4, width))))
    np.testing.assert_allclose(found, 2 - 2 * np.cos(waves), rtol=1e-12)


def test_thresholds_are_where_an_endless_strip_of_the_narrowest_slice_opens():
    device = funnel_constriction(30, 10, 7.3, 12)
    narrowest = device.onsite[device.length // 2, :, 0, 0].real
    across = np.diag(narrowest + 2) - np.eye(30, k=1) - np.eye(30, k=-1)
    np.testing.assert_allclose(neck_thresholds(device), np.linalg.eigvalsh(across), rtol=1e-11)


def test_thresholds_look_for_the_narrowest_slice_wherever_it_is():
    walls = np.zeros((6, 5))
    walls[1] = 0.3
    even = neck_thresholds(Strip(np.zeros((1, 5))))
    np.testing.assert_allclose(neck_thresholds(Strip(walls)), even + 0.3, rtol=1e-12)


def test_one_row_has_one_threshold():
    np.testing.assert_allclose(neck_thresholds(Strip([[0.25]])), [2.25], atol=1e-12)


def test_a_gentle_funnel_passes_one_channel_for_each_open_mode():
    device = funnel_constriction(40, 16, 16, 32)
    bottoms = neck_thresholds(device)[:4]
    middle = (bottoms[1:] + bottoms[:-1]) / 2
    np.testing.assert_allclose(device.transmission(middle - 4), [1, 2, 3], atol=0.003)


def test_the_walls_of_a_neck_are_hard_and_take_the_first_row_outside():
    waves = np.arange(1, 5) * np.pi / 17
    for length, funnel in ((0, 0), (16, 0), (0, 16)):
        found = neck_thresholds(funnel_constriction(40, 16, length, funnel))[:4]
        np.testing.assert_allclose(found, 2 - 2 * np.cos(waves), rtol=1e-4)


@pytest.mark.parametrize("width", [40, 90])
def test_the_wall_around_a_slit_is_opaque(width):
    slit = funnel_constriction(width, 16, 0, 0)
    closed = slit.onsite[..., 0, 0].real.copy()
    closed[slit.length // 2] = closed.max()
    energy = neck_thresholds(slit)[0] * np.array([1, 4, 9, 16]) - 4
    assert np.all(Strip(closed).transmission(energy) < 1e-3)


def test_a_slit_in_a_thin_wall_conducts_as_a_hole_without_steps():
    slit = funnel_constriction(59, 23, 0, 0)
    energy = np.array([1.5, 5.6, 11.6, 15.7])
    passed = slit.transmission(energy * neck_thresholds(slit)[0] - 4)
    np.testing.assert_allclose(np.sqrt(energy) - passed, 0.3, atol=0.1)


def test_a_neck_may_end_between_two_sites():
    energy = neck_thresholds(funnel_constriction(40, 16, 8, 0))[0] - 4
    length = np.arange(8, 12.01, 0.1)
    passed = [funnel_constriction(40, 16, some, 0).transmission(energy) for some in length]
    assert np.abs(np.diff(passed)).max() < 0.02
    assert passed[-1] < passed[0]


def test_a_longer_abrupt_neck_passes_less_of_a_mode_at_its_threshold():
    passed = [
        funnel_constriction(40, 16, length, 0).transmission(
            neck_thresholds(funnel_constriction(40, 16, length, 0))[0] - 4
        )
        for length in (8, 16, 32, 64)
    ]
    assert np.all(np.diff(passed) < 0)
    assert 0 < passed[-1] < 0.05


def test_without_a_funnel_it_agrees_with_infinitely_high_walls_on_a_network():
    high = funnel_constriction(41, 17, 30, 0)
    hard = abrupt_constriction(60, 41, 17, 31)  # the outermost rows are where the wave vanishes
    energy = -4 + np.linspace(0.06, 0.11, 6)
    np.testing.assert_allclose(high.transmission(energy), hard.transmission(energy), atol=1e-4)


def test_an_open_funnel_is_a_clean_strip():
    device = funnel_constriction(12, 12, 5, 5)
    assert not device.onsite.any()


def test_a_funnel_is_symmetric_both_ways():
    device = funnel_constriction(13, 6, 5, 5)
    assert np.array_equal(device.onsite, device.onsite[::-1])
    assert np.array_equal(device.onsite, device.onsite[:, ::-1])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 1, 1, 1), "width"),
        ((10, 11, 1, 1), "neck"),
        ((10, 0, 1, 1), "neck"),
        ((10, 4, -1, 1), "neck_length"),
        ((10, 4, 1, -0.1), "funnel"),
        ((10, 4, np.nan, 1), "neck_length"),
    ],
)
def test_a_funnel_refuses_what_has_no_shape(arguments, message):
    with pytest.raises(ValueError, match=message):
        funnel_constriction(*arguments)


@pytest.mark.parametrize(
    "device",
    [
        Strip(np.zeros((3, 4)), flux=0.01),
        Strip(np.zeros((3, 4)), hopping=0.5),
        Strip(np.zeros((3, 4, 2, 2)), hopping=np.eye(2)),
    ],
)
def test_thresholds_refuse_a_strip_they_do_not_describe(device):
    with pytest.raises(ValueError, match="device"):
        neck_thresholds(device)
