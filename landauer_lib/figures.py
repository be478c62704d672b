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

    from landauer_lib.measured import Entry

__all__ = [
    "MAP_ROLE",
    "OPPOSITES",
    "ROLES",
    "Role",
    "checked_role",
    "conductance_axis",
    "line",
    "map_colors",
    "published",
    "stylesheet",
    "use_book_style",
]


@dataclass(frozen=True)
class Role:
    """A color on light paper, one on dark paper, and a dash pattern in points (empty: solid).

    ``words`` are those of which a name in this role contains one, so that the role keeps its
    meaning; a role without words is free.
    """

    light: str
    dark: str
    dash: tuple[float, ...] = ()
    words: tuple[str, ...] = ()

    def fits(self, name: str) -> bool:
        """Tell whether a curve or mark of this name may have the role.

        >>> ROLES["hot"].fits("hot reservoir"), ROLES["hot"].fits("wire")
        (True, False)
        """
        text = name.lower()
        return not (name and self.words) or any(word.lower() in text for word in self.words)


ROLES: Final[dict[str, Role]] = {
    # leads and waves
    "source": Role("#c4460a", "#ff9e64", (), ("source", "left", "sent", "μ_L")),
    "drain": Role("#00788f", "#62cbe0", (7, 3), ("drain", "right", "μ_R")),
    "transmitted": Role(
        "#2e7d32", "#83d488", (), ("transmi", "passes", "passed", "mode", "through", "pulse", "out")
    ),
    "reflected": Role("#8e44ad", "#d3a4f2", (7, 3), ("reflect", "turned back", "returned", "back")),
    "wall": Role("#3b424b", "#c6cdd6", (), ("wall", "gate", "edge of the device", "band")),
    "wire": Role("#5a6b5d", "#a5b8a8", (), ("wire", "channel", "conductor", "device")),
    # how a number was found
    "model": Role("#005ab5", "#6cb2ff"),
    "variant": Role("#a0620a", "#e8b054", (9, 2)),
    "third": Role("#9b3d8f", "#e7a0dd", (4, 2)),
    "solver": Role(
        "#b0175f",
        "#ff86b8",
        (5, 2),
        ("solver", "lattice", "count", "Monte Carlo", "second opinion", "exact"),
    ),
    "measured": Role("#1a1a1a", "#f2f2f2", (), ("measured", "trace", "data", "experiment")),
    "reference": Role("#6b7280", "#a3aab5", (2, 2)),
    # carriers and reservoirs
    "spin-up": Role("#b3261e", "#ff8a80", (), ("up", "majority", "parallel")),
    "spin-down": Role("#3f51b5", "#a5aeff", (7, 3), ("down", "minority", "antiparallel")),
    "electron": Role("#00524a", "#4dd0c0", (), ("electron",)),
    "hole": Role("#d0577e", "#d9608f", (7, 3), ("hole",)),
    "phonon": Role("#75581c", "#d8b26a", (6, 2, 2, 2), ("phonon", "photon", "boson")),
    "hot": Role("#8f1d14", "#ff7a66", (), ("hot", "warm")),
    "cold": Role("#3d6a9e", "#9fc3ee", (7, 3), ("cold", "cool")),
    "heat": Role("#8a4b2d", "#e3a587", (), ("heat", "thermal")),
    "fermi": Role("#4d4b00", "#d4d05a", (9, 3, 2, 3), ("Fermi", "E_F", "μ", "chemical potential")),
    "field": Role("#5b3fa0", "#bba6ff", (2, 3), ("field", "flux")),
    "edge-right": Role("#4f7a00", "#a8d04e", (), ("edge", "chiral", "to the right")),
    "edge-left": Role("#a0437c", "#e59ac6", (7, 3), ("edge", "chiral", "to the left")),
    "window": Role("#a67600", "#e8b93c", (), ("window", "kT", "eV", "filled", "between")),
}
"""What each kind of mark looks like. ``solver`` is the second opinion, ``reference`` a limit,
``variant`` and ``third`` are further cases of equal standing beside ``model``."""

OPPOSITES: Final = (
    ("source", "drain"),
    ("transmitted", "reflected"),
    ("spin-up", "spin-down"),
    ("electron", "hole"),
    ("hot", "cold"),
    ("edge-right", "edge-left"),
    ("model", "solver"),
    ("model", "variant"),
    ("model", "third"),
    ("model", "reference"),
    ("measured", "model"),
    ("measured", "solver"),
)
"""Roles that a reader must tell apart wherever they meet, with any kind of color vision."""

MAP_ROLE: Final = "model"
"""The role whose color a widget's map reaches, from the paper's, where its values are highest."""

PAPER: Final[dict[str, Role]] = {
    "ink": Role("#1f2328", "#e6e6e6"),
    "muted": Role("#57606a", "#a8b0ba"),
    "grid": Role("#d9dde3", "#3a4049"),
    "paper": Role("#ffffff", "#14181e"),
}
"""Text, quieter text, gridlines and background."""


def checked_role(name: str) -> str:
    """Return the name of a role of the book, or refuse it.

    >>> checked_role("source")
    'source'
    """
    if name not in ROLES:
        raise ValueError(f"role must be one of {', '.join(ROLES)}, got {name!r}")
    return name


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
    look = ROLES[checked_role(role)]
    dashes = {"dashes": look.dash} if look.dash and "linestyle" not in style else {}
    (drawn,) = axes.plot(np.asarray(x), np.asarray(y), **{"color": look.light, **dashes, **style})
    return drawn


def published(
    axes: "Axes",
    entry: "Entry",
    x: ArrayLike | None = None,
    *,
    sideways: bool = False,
    **style: Any,
) -> None:
    """Draw published numbers as points with their error bars, and bounds as arrows.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    entry : landauer_lib.measured.Entry
        What to draw; a point without a stated error gets no bar.
    x : array_like, shape (points,), optional
        Places along the x axis; the entry's own settings by default.
    sideways : bool
        Put the numbers along x, the places along y: a strip chart with one row a point.
    **style
        Passed on to ``errorbar``.

    Raises
    ------
    ValueError
        If there is not one place for each point.
    """
    place = entry.x if x is None else np.asarray(x, dtype=np.float64)
    if place.shape != entry.y.shape:
        raise ValueError(f"x must have shape {entry.y.shape}, got {place.shape}")
    place_error = entry.x_error if x is None else np.zeros(place.shape)
    color = ROLES["measured"].light
    look = {"fmt": "o", "markersize": 5, "color": color, "capsize": 3, "linestyle": "none"}
    for i, point in enumerate(entry.points):
        across, along = (place[i], place_error[i]), (entry.y[i], entry.y_error[i])
        (at, spread), (value, error) = (along, across) if sideways else (across, along)
        bars = {"xerr": spread or None, "yerr": error or None}
        name = style.get("label") if i == 0 else None
        axes.errorbar(at, value, **{**look, **bars, **style, "label": name})
        if point.limit:
            sign = 1 if point.limit == "lower" else -1
            reach = (24 * sign, 0) if sideways else (0, 24 * sign)
            arrow = {"arrowstyle": "<-", "color": color}
            axes.annotate("", (at, value), reach, textcoords="offset points", arrowprops=arrow)


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
