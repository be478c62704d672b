"""One visual language for every figure, widget and page of the book.

A *role* is what a mark stands for: a reservoir, a wave that was transmitted, a measured point, a
model. Each role keeps one color (in a light and a dark version, apart for color-blind readers) and
one line style from the first chapter to the last. Figures, widgets and the site's stylesheet all
take them from here.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from landauer_lib._types import ArrayLike

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.lines import Line2D

__all__ = [
    "MAP_ROLE",
    "ROLES",
    "Role",
    "conductance_axis",
    "line",
    "map_colors",
    "stylesheet",
    "use_book_style",
]


@dataclass(frozen=True)
class Role:
    """A color on light paper, one on dark paper, and a dash pattern in points (empty: solid)."""

    light: str
    dark: str
    dash: tuple[float, ...] = ()


ROLES: Final[dict[str, Role]] = {
    "source": Role("#c4460a", "#ff9e64"),
    "drain": Role("#1f6fb2", "#7ab8f5", (7, 3)),
    "transmitted": Role("#00796b", "#4dd0c0"),
    "reflected": Role("#8e44ad", "#d3a4f2", (7, 3)),
    "spin-up": Role("#b3261e", "#ff8a80"),
    "spin-down": Role("#3f51b5", "#a5aeff", (7, 3)),
    "measured": Role("#1a1a1a", "#f2f2f2"),
    "model": Role("#005ab5", "#6cb2ff"),
    "solver": Role("#d1381f", "#ff8f73", (5, 2)),
    "reference": Role("#6b7280", "#a3aab5", (2, 2)),
    "wall": Role("#3b424b", "#c6cdd6"),
}
"""What each kind of mark looks like. ``solver`` is the second opinion, ``reference`` a limit."""

MAP_ROLE: Final = "model"
"""The role whose color a widget's map reaches, from the paper's, where its values are highest."""

PAPER: Final[dict[str, Role]] = {
    "ink": Role("#1f2328", "#e6e6e6"),
    "muted": Role("#57606a", "#a8b0ba"),
    "grid": Role("#d9dde3", "#3a4049"),
    "paper": Role("#ffffff", "#14181e"),
}
"""Text, quieter text, gridlines and background."""


def stylesheet() -> str:
    """Return the CSS custom properties ``--ll-<role>`` for light, dark and print.

    >>> "--ll-model: #005ab5;" in stylesheet()
    True
    """
    names = {**PAPER, **ROLES}
    light = " ".join(f"--ll-{name}: {role.light};" for name, role in names.items())
    dark = " ".join(f"--ll-{name}: {role.dark};" for name, role in names.items())
    return (
        f":root {{ {light} }}\n"
        f"@media screen {{ html[data-theme=dark], [data-jp-theme-light=false] {{ {dark} }} }}\n"
        f".ll-print {{ {light} }}\n"
    )


def use_book_style() -> None:
    """Set Matplotlib to the book's sizes, fonts and colors, with reproducible SVG output."""
    import matplotlib as mpl
    from cycler import cycler

    mpl.rcParams.update(
        {
            "figure.figsize": (5.6, 3.4),
            "figure.dpi": 110,
            "figure.constrained_layout.use": True,
            "font.family": "sans-serif",
            "font.sans-serif": ["DejaVu Sans"],
            "font.size": 11,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": PAPER["muted"].light,
            "axes.labelcolor": PAPER["ink"].light,
            "axes.prop_cycle": cycler(color=[role.light for role in ROLES.values()]),
            "xtick.color": PAPER["muted"].light,
            "ytick.color": PAPER["muted"].light,
            "text.color": PAPER["ink"].light,
            "grid.color": PAPER["grid"].light,
            "grid.linewidth": 0.8,
            "lines.linewidth": 2,
            "legend.frameon": False,
            "svg.hashsalt": "conductance-is-transmission",
            "svg.fonttype": "none",
            "savefig.transparent": False,
        }
    )


def line(axes: "Axes", x: ArrayLike, y: ArrayLike, role: str, **style: Any) -> "Line2D":
    """Draw one curve in the color and dash of its role; further keywords go to ``plot``.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    x, y : array_like
        The curve.
    role : str
        One of :data:`ROLES`.

    Raises
    ------
    ValueError
        If ``role`` is not a role of the book.
    """
    if role not in ROLES:
        raise ValueError(f"role must be one of {', '.join(ROLES)}, got {role!r}")
    look = ROLES[role]
    dashes = {"dashes": look.dash} if look.dash and "linestyle" not in style else {}
    (drawn,) = axes.plot(np.asarray(x), np.asarray(y), **{"color": look.light, **dashes, **style})
    return drawn


def map_colors() -> "Colormap":
    """Return the colors of pixel maps: from the page's own paper, light or dark, to a blue."""
    from matplotlib.colors import LinearSegmentedColormap

    blue = (0.15, 0.47, 0.86)  # contrast 4:1 with either paper
    return LinearSegmentedColormap.from_list("book", [(*blue, 0.0), (*blue, 1.0)])


def conductance_axis(axes: "Axes", highest: int) -> None:
    """Make the y axis a conductance in G0 from 0 to ``highest``, a gridline at each multiple."""
    axes.set_ylim(-0.02 * highest, 1.04 * highest)
    axes.set_yticks(range(0, highest + 1, max(1, highest // 8)))
    axes.grid(axis="y")
    axes.set_ylabel("conductance $G$ ($2e^2/h$)")
