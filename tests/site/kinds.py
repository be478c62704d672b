"""One widget of each kind, apart from the book.

Their physics is none: straight and wavy lines, so that a test sees at once what should be drawn.
"""

import numpy as np

from landauer_lib.widgets import (
    Area,
    Arrow,
    Axis,
    Band,
    Choice,
    Curve,
    Dot,
    Dots,
    ErrorBars,
    Explorer,
    Handle,
    Label,
    Level,
    Line,
    Picture,
    Plot,
    Polygon,
    Shown,
    Slider,
    Text,
    View,
)

X = np.linspace(0, 10, 201)


def rise(x, height):
    return np.tanh(x * height / 5)


def linked():
    """A picture and a plot that share a slider that plays and one with a handle on each panel."""

    def view(time, height):
        here = 10 * time
        wave = 0.8 * np.sin(3 * X - 6 * time) * height / 2
        return View(
            panels={
                "device": Shown(
                    marks=[
                        Polygon([0, 2, 2, 0], [-1, -1, 1, 1], "source", 0.4, label="source"),
                        Polygon([8, 10, 10, 8], [-1, -1, 1, 1], "drain", 0.4, label="drain"),
                        Line(X, wave, "transmitted", label="transmitted wave"),
                        Line([4, 4, 6, 6], [-1, height - 1, height - 1, -1], "wall"),
                        Arrow(3, -0.9, 7, -0.9, "reference"),
                        Text(5, 0.9, "barrier V_0"),
                        Dots([1, 1.2, 9], [-0.5, 0.5, 0], "electron", label="electrons"),
                        Level(y=0.6, label="E_F", role="fermi"),
                        Area(X, -1, wave / 10 - 0.9, "window", label="window"),
                    ]
                ),
                "rise": Shown(
                    {"g": rise(X, height), "line": 0.05 * X},
                    (Band(2, 3, "window"),),
                    (Label(7, 0.2, "here"),),
                    marks=[
                        Dot(here, rise(here, height), "model", 12),
                        ErrorBars([2, 4], [0.3, 0.5], 0.05, 0.3, label="measured points"),
                        ErrorBars([8], [0.6], label="measured bound", limit="upper"),
                    ],
                ),
            },
            reading=f"At time {time:.2f} the height is {height:.1f}.",
            values={"share": f"{rise(here, height):.3f}"},
        )

    return Explorer(
        view,
        Slider("time", "time", np.linspace(0, 1, 21), start=0.25, play="loop", seconds=1),
        Slider("height", "barrier", np.arange(0.2, 1.61, 0.2), start=1, unit="eV", digits=1),
        name="linked",
        title="A wave against a barrier, and a curve",
        task="Drag the barrier up until the curve saturates.",
        alt="A wave runs against a barrier between two reservoirs; a curve saturates.",
        panels=[
            Picture(
                "device",
                x=(0, 10),
                y=(-1, 1),
                alt="A wave between source and drain against a barrier.",
                caption="Device",
            ),
            Plot(
                "rise",
                x=Axis("position", "nm", (0, 10)),
                y=Axis("share", "2e²/h", (0, 1.1)),
                points=X,
                curves=[Curve("g", "share that passes", "transmitted"), Curve("line", "a line")],
                alt="A curve that rises and saturates with position.",
            ),
        ],
        handles=[
            Handle("height", "device", lambda height, **_: (5, height - 1)),
            Handle("time", "rise", lambda time, height: (10 * time, rise(10 * time, height))),
        ],
    )


def circle():
    """A picture alone, with equal scales, whose handle runs along a circle."""
    turn = np.linspace(0, 2 * np.pi, 121)

    def view(angle):
        tip = (float(np.cos(angle)), float(np.sin(angle)))
        return View(
            marks=[Line(np.cos(turn), np.sin(turn), "wall"), Arrow(0, 0, *tip, "field")],
            reading=f"The arrow stands at {angle:.2f}.",
        )

    return Explorer(
        view,
        Slider("angle", "angle", np.linspace(0, 6, 25), start=1, play="there and back", seconds=1),
        name="circle",
        title="A picture alone",
        alt="An arrow inside a circle that turns.",
        panels=[Picture("circle", x=(-1.2, 1.2), y=(-1.2, 1.2), equal=True)],
        handles=[Handle("angle", "circle", lambda angle: (np.cos(angle), np.sin(angle)))],
    )


def grouped():
    """A plot alone: curves of one group over a logarithmic axis, a slider and a choice."""
    x = np.geomspace(0.01, 10, 61)

    def view(power, sign):
        return {f"c{n}": 1e-3 * n * x ** (power * sign) for n in (1, 2)}

    return Explorer(
        view,
        Slider("power", "power", [0.1, 0.5, 1], start=0.5, digits=1),
        Choice("sign", "direction", {"up": 1, "down": -1}),
        name="grouped",
        title="Two powers",
        alt="Two straight lines on logarithmic axes that rise or fall.",
        x=Axis("temperature", "K", (0.01, 10), log=True),
        points=x,
        y=Axis("conductance", "S", (1e-5, 1), log=True),
        curves=[Curve("c1", "lower", "model", "both"), Curve("c2", "upper", "model", "both")],
    )
