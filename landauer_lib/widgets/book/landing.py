"""The widget of the landing page: drag two gates and watch a wave and the conductance."""

from functools import lru_cache

import numpy as np
from scipy.linalg import eigh

from landauer_lib._checks import Floats
from landauer_lib.constants import G0
from landauer_lib.lattice import Strip, funnel_constriction
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.controls import Slider
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.handles import Handle
from landauer_lib.widgets.marks import Dot
from landauer_lib.widgets.panels import Plot
from landauer_lib.widgets.view import Curve, Field, Shown, View

__all__ = ["gates"]

HALF_WAVE = 10  # sites in half a wavelength
ENERGY = -2 - 2 * np.cos(np.pi / HALF_WAVE)  # on an open lattice, along one axis
LEAD, NECK_LENGTH, FUNNEL = 60, 6, 24  # in sites
NECKS = np.arange(4, 46)  # distances of the walls at the narrowest place, in sites
ALONG: Floats = np.arange(-48.0, 49)
ACROSS: Floats = np.arange(1.0, LEAD) - LEAD / 2
SHOWN = np.s_[::2, ::2]  # sites across and along that the map draws


@lru_cache(maxsize=64)
def _contact(neck: int) -> tuple[float, int, float, Floats, Floats]:
    """Solve the contact whose walls are ``neck`` sites apart at the narrowest place.

    Returns G/G0, the number of the newest mode that passes, how much of it passes, its density,
    shape (LEAD − 1, ALONG.size), in units of its largest values, and where the upper wall stands.
    Eigenchannels that pass alike may be superposed at will; those are taken that are modes of the
    narrowest slice, told apart by their kinetic energy across it.
    """
    inner = funnel_constriction(LEAD - 1, neck - 1, NECK_LENGTH, FUNNEL)
    lead = (ALONG.size - inner.length) // 2
    walls = np.pad(inner.onsite[:, :, 0, 0].real, ((lead, lead), (0, 0)))
    device = Strip(walls)
    shares, incoming, _ = device.scattering(ENERGY).eigenchannels
    number = max(1, int(np.count_nonzero(shares > 0.05)))
    waves = device.network().scattering_states(ENERGY, lead=0) @ incoming[:, :number]
    states = waves.reshape(*walls.shape, number)
    middle = states[walls.shape[0] // 2]
    slope = np.diff(middle, axis=0)
    _, modes = eigh(slope.conj().T @ slope, middle.conj().T @ middle)
    newest = modes[:, -1] / np.linalg.norm(modes[:, -1])
    density = np.abs(states @ newest) ** 2
    passed = float(shares[:number] @ np.abs(newest) ** 2)
    behind = np.where(walls > 0, np.abs(ACROSS) + 1 / (1 + walls), LEAD / 2)
    image = np.minimum(density / np.quantile(density, 0.998), 1.0).T
    return float(shares.sum()), number, passed, image, np.asarray(behind.min(axis=1))


def gates() -> Explorer:
    """A constriction whose gates are dragged, and its staircase, by one and the same solver."""
    rows, columns = SHOWN
    widths = NECKS / HALF_WAVE
    conductance = np.array([_contact(int(neck))[0] for neck in NECKS])
    x = ALONG[columns] / HALF_WAVE

    def view(width: float) -> View:
        g, number, passed, density, wall = _contact(round(width * HALF_WAVE))
        upper = wall[columns] / HALF_WAVE
        flat = min(abs(g - round(g)), 1.0) < 0.03 and g > 0.5
        state = f"a plateau: {round(g)} × 77.5 µS" if flat else "between two plateaus"
        if g < 0.03:
            state = "closed"
        return View(
            panels={
                "device": Shown({"upper": upper, "lower": -upper}, field=density[SHOWN]),
                "stairs": Shown(
                    {"g": conductance},
                    marks=[Dot(width, g, "model", 6)],
                ),
            },
            reading=f"Width {width:.1f} half wavelengths: G = {1e6 * G0 * g:.0f} µS, {state}. The "
            f"map shows wave number {number}, of which {100 * passed:.0f} % pass.",
        )

    return Explorer(
        view,
        Slider(
            "width",
            "width of the passage",
            widths,
            start=1.5,
            unit="half wavelengths",
            digits=1,
            play="there and back",
            seconds=9,
        ),
        name="gates",
        title="Drag the gate: the passage widens smoothly, the conductance does not",
        task="Drag the round handle, or the slider, until two strands of the wave fit through the "
        "neck. Where does the conductance stand still, and at how many µS?",
        alt="On the left the density of an electron wave in a passage between two curved walls, on "
        "the right the conductance against the width of the passage, a staircase of equal steps.",
        panels=[
            Plot(
                "device",
                Axis("along the current", "half wavelengths", (-4.8, 4.8)),
                Axis("across", "half wavelengths", (-3, 3)),
                x,
                [
                    Curve("upper", "upper wall", "wall", "walls"),
                    Curve("lower", "lower wall", "wall", "walls"),
                ],
                Field(ACROSS[rows] / HALF_WAVE, "density of the wave", "of its top", (0, 1)),
                alt="Density of the newest wave, coming from the left, between the two walls.",
            ),
            Plot(
                "stairs",
                Axis("width of the passage", "half wavelengths", (0, 4.6)),
                Axis("conductance", "2e²/h", (0, 4.4), every=1),
                widths,
                [Curve("g", "conductance")],
                alt="Conductance against width: flat at whole numbers, with a dot at this width.",
            ),
        ],
        handles=[Handle("width", "device", lambda width: (0.0, width / 2))],
    )
