"""Roles: apart for every kind of color vision, and used in the book's widgets for their meaning."""

import numpy as np
import pytest

from landauer_lib import widgets
from landauer_lib.figures import OPPOSITES, PAPER, ROLES

# Machado, Oliveira, Fernandes 2009, severity 1.0; they act on linear RGB.
VISION = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
) / np.array([[0.9505], [1.0], [1.089]])


def lab(color, vision):
    """CIE L*a*b* of a color as it is seen."""
    parts = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    xyz = XYZ @ np.clip(VISION[vision] @ linear, 0, 1)
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("pair", OPPOSITES, ids=" and ".join)
def test_opposites_differ_in_color_and_in_line_for_every_kind_of_vision(pair, theme, vision):
    first, second = (lab(getattr(ROLES[name], theme), vision) for name in pair)
    assert np.linalg.norm(first - second) >= 14
    if "measured" not in pair:  # points, not lines
        assert ROLES[pair[0]].dash != ROLES[pair[1]].dash


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_two_roles_share_a_color(theme):
    colors = [getattr(role, theme) for role in {**ROLES, **PAPER}.values()]
    assert len(set(colors)) == len(colors)


@pytest.mark.parametrize("name", widgets.named())
def test_a_widget_uses_a_role_for_its_meaning_only(name):
    """The name of each curve, band and mark contains a word of its role, where the role has any."""
    made = widgets.named()[name]()
    _, shown = made.drawn_at(**made.settings)
    for panel in made.panels:
        named = [(c.role, f"{c.label} {c.group}") for c in getattr(panel, "curves", ())]
        named += [(band.role, band.label) for band in shown[panel.key].bands]
        for mark in shown[panel.key].marks:
            style = mark.style()
            named.append((mark.role, style.get("label") or style.get("name", "")))
        for role, text in named:
            fits = role in PAPER or ROLES[role].fits(text.strip())
            assert fits, f"{panel.key}: {text!r} is no {role} ({', '.join(ROLES[role].words)})"
