"""Widgets of chapter 14, the Luttinger wire between leads.

Lengths are in units of the wire's length L and times in units of the transit time L/v, so that a
wire of length 1 and velocity 1 stands for all.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from landauer_lib import luttinger
from landauer_lib._checks import Floats
from landauer_lib.constants import G0, HBAR, K_B, KAPPA0
from landauer_lib.luttinger import Wire
from landauer_lib.widgets.axis import Axis
from landauer_lib.widgets.controls import Choice, Slider
from landauer_lib.widgets.explorer import Explorer
from landauer_lib.widgets.numbers import short
from landauer_lib.widgets.view import Band, Curve, Label, View

__all__ = [
    "bouncing_pulses",
    "impurity_leads",
    "injection",
    "wire_frequency",
    "wire_heat",
    "wire_potential",
]

FERMI_VELOCITY = 2e5
"""Of the GaAs wires in the impurity widget, in m/s."""


def _wire(K: float, contact: float = 0.0) -> Wire:
    """Return a wire of transit time 1 with soft contacts that take their share of it."""
    if not contact:
        return Wire(K, 1.0, 1.0)
    soft = Wire.with_soft_contacts(K, 1.0, 1.0, contact)
    return Wire(soft.K, soft.length, soft.velocity * soft.transit_time)


def _sum_so_far(charges: Floats) -> str:
    """Write a ledger as 0.889 + 0.099 = 0.988."""
    if len(charges) < 2:
        return f"{charges.sum():.3f}" if len(charges) else "nothing"
    terms = [f"{charge:+.3f}".replace("-", "− ").replace("+", "+ ") for charge in charges[:4]]
    shown = " ".join(terms).removeprefix("+ ")
    if len(charges) > 4:
        shown += " + …"
    return f"{shown} = {charges.sum():.3f}"


def bouncing_pulses() -> Explorer:
    """A charge pulse from the left lead that bounces in the wire, at successive times."""
    x = np.linspace(-1.2, 2.2, 341)
    width = 0.055

    def view(K: float, time: float) -> View:
        wire = _wire(K)
        velocity = np.where((x < 0) | (x >= 1), K, 1.0)
        density = luttinger.charge_density(wire, x, time, width=width)
        share = density * velocity * width * np.sqrt(2 * np.pi)
        left = luttinger.pulse_response(wire, max(time, 0.0))
        far, near = left.far_charges, left.near_charges
        if time < 0:  # still on its way in
            far, near = far[:0], near[:0]
            places = [(K * time, 1.0)]
        else:
            places = [*zip(1 + K * (time - left.far_times), far, strict=True)]
            places += [*zip(-K * (time - left.near_times), near, strict=True)]
            crossings = int(time)
            r = (1 - K) / (1 + K)
            way = time - crossings
            places.append((1 - way if crossings % 2 else way, (1 - r) * (-r) ** crossings))
        labels = tuple(
            Label(float(at), float(q) + (0.09 if q > 0 else -0.12), f"{q:.3f}".replace("-", "−"))
            for at, q in places
            if abs(q) > 0.004 and -1.05 < at < 2.05 and min(abs(at), abs(at - 1)) > 0.09
        )
        return View(
            {"share": share},
            (Band(0, 1, "wire", "wire"),),
            labels,
            f"Out at the far end by now: {_sum_so_far(far)}. Back at the near end: "
            f"{_sum_so_far(near)}.",
        )

    return Explorer(
        view,
        Slider("K", "K", [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1], start=0.5),
        Slider(
            "time",
            "time",
            np.arange(-0.75, 6.26, 0.125),
            start=-0.5,
            unit="L/v",
            digits=3,
            play="once",
            seconds=9,
        ),
        name="bouncing-pulses",
        title="A pulse from a lead bounces between the contacts",
        task="Play it for K = 0.5. How much has left at the far end after each bounce?",
        alt="Charge along the wire and its leads at one moment: a pulse that came from the left "
        "has split at the contacts into pulses, each labeled with its share of the charge.",
        x=Axis("position", "L", (-1.2, 2.2)),
        points=x,
        y=Axis("charge density × speed", "pulse sent = 1", (-0.6, 1.4), every=0.5),
        curves=[Curve("share", "pulse: the height of a piece is its charge", "transmitted")],
    )


def injection() -> Explorer:
    """Charge that has arrived at the leads: an electron from a lead, and one put in mid-wire."""
    time = np.linspace(0, 7, 351)

    def arrived(times: Floats, charges: Floats) -> NDArray[np.float64]:
        return np.concatenate([[0.0], np.cumsum(charges)])[np.searchsorted(times, time, "right")]

    def view(K: float, origin: float) -> View:
        wire = _wire(K)
        lead = luttinger.pulse_response(wire, time[-1])
        bulk = luttinger.pulse_response(wire, time[-1], origin=origin)
        right, left = luttinger.bulk_injection(K)
        return View(
            {
                "lead": arrived(lead.far_times, lead.far_charges),
                "right": arrived(bulk.far_times, bulk.far_charges),
                "left": arrived(bulk.near_times, bulk.near_charges),
            },
            reading=f"Put in, it starts as {right:.3f} to the right, {left:.3f} to the left; by "
            f"7 L/v {bulk.far_charges.sum():.3f} is out right, "
            f"{bulk.near_charges.sum() + 0.0:.3f} left. From a lead first "
            f"{lead.far_charges[0]:.3f}.",
        )

    return Explorer(
        view,
        Slider("K", "K", np.arange(0.2, 1.001, 0.05), start=0.5),
        Slider("origin", "put in at x", np.arange(0.05, 0.951, 0.05), start=0.3, unit="L"),
        name="injection",
        title="An electron from the lead, and one put into the wire",
        alt="Charge received against time: three staircases. What came from the lead and what was "
        "put into the wire both end at 1 in the right lead; the left lead ends with 0.",
        x=Axis("time", "L/v", (0, 7)),
        points=time,
        y=Axis("charge received", "e", (-0.6, 1.6), every=0.5),
        curves=[
            Curve("lead", "right, from lead", "reference"),
            Curve("right", "right, put in"),
            Curve("left", "left, put in", "variant"),
        ],
    )


def wire_potential() -> Explorer:
    """Potentials along the wire under direct current."""
    x = np.linspace(-1.5, 2.5, 321)
    ends = (-1.0, 2.0)  # the single-channel leads, between the reservoirs

    def view(K: float, contact: float, bias: tuple[float, float]) -> View:
        source, drain = bias
        wire = _wire(K, contact)
        scale = float(wire.length.sum())
        potential = luttinger.potential_profile(wire, x * scale, source, drain)
        reservoirs = [x < ends[0], x > ends[1]]
        curves = {
            key: np.select(reservoirs, [source, drain], getattr(potential, key))
            for key in ("probe", "right_plasmons", "left_plasmons", "electrostatic")
        }
        # Electrons that nothing scatters keep the potential of the reservoir they came from.
        curves["right_electrons"] = np.where(x > ends[1], drain, source)
        curves["left_electrons"] = np.where(x < ends[0], source, drain)
        middle = luttinger.potential_profile(wire, scale / 2, source, drain)
        span = float(middle.right_plasmons - middle.left_plasmons)
        ends_each = wire.contact_resistance() / 1e3
        return View(
            curves,
            (
                Band(x[0], ends[0], "source", "source"),
                Band(0, 1, "wire", "wire"),
                Band(ends[1], x[-1], "drain", "drain"),
            ),
            (
                Label(-0.5, float(middle.probe) + 0.16, "halfway"),
                Label(1.5, float(middle.probe) + 0.16, "halfway"),
            ),
            f"G = {wire.dc_conductance() / G0:.3f} G₀, {ends_each:.2f} kΩ at either end. Mid-wire "
            f"the band bottom rises by {float(middle.electrostatic):.3f} of the voltage, and the "
            f"waves differ by 1/K = {span:.2f} of it.",
        )

    return Explorer(
        view,
        Slider("K", "K", np.arange(0.3, 1.001, 0.05), start=0.5),
        Slider("contact", "contact length", [0, 0.1, 0.25, 0.5, 1, 2], start=0, unit="L"),
        Choice(
            "bias",
            "reservoirs",
            {"V and 0": (1.0, 0.0), "+V/2 and −V/2": (0.5, -0.5)},
        ),
        name="wire-potential",
        title="The voltage drops where the reservoirs end, not in the wire",
        alt="Potentials from source to drain. A weak probe reads the full voltage in the source, "
        "half of it in the leads and all along the wire, and zero in the drain. The potentials of "
        "the charge waves are those of source and drain in the leads and spread apart in the wire.",
        x=Axis("position, the wire from 0 to 1", "", (-1.5, 2.5)),
        points=x,
        y=Axis("potential", "of the applied voltage", (-1.8, 2.8), every=1),
        curves=[
            Curve("probe", "weak probe"),
            Curve("right_electrons", "electrons from the source", "source"),
            Curve("left_electrons", "electrons from the drain", "drain"),
            Curve("right_plasmons", "waves to the right", "variant"),
            Curve("left_plasmons", "waves to the left", "third"),
            Curve("electrostatic", "band bottom", "reference"),
        ],
    )


def wire_frequency() -> Explorer:
    """Conductance at finite frequency: through the wire, inside it, and without ends."""
    phase = np.linspace(0, 10, 201)

    @lru_cache(maxsize=64)
    def responses(K: float, contact: float) -> tuple[Floats, Floats]:
        wire = _wire(K, contact)
        middle = float(wire.length.sum()) / 2
        inside = np.real(luttinger.local_conductance(wire, middle, phase)) / G0
        return wire.ac_transmission(phase), inside

    def view(K: float, contact: float, mark: float) -> View:
        through, inside = responses(K, contact)
        marked = int(np.argmin(np.abs(phase - mark)))
        here, local = through[marked], inside[marked]
        return View(
            {"through": through, "inside": inside, "infinite": np.full_like(phase, K)},
            (Band(mark - 0.04, mark + 0.04, "", "reference"),),
            reading=f"At ωτ = {mark:.2f}: through the wire {here:.3f} G₀, inside it {local:.3f} "
            f"G₀; a wire without end {K:.2f} G₀. At ω = 0 both are 1.000 G₀.",
        )

    return Explorer(
        view,
        Slider("K", "K", np.arange(0.3, 1.001, 0.1), start=0.5, digits=1),
        Slider("contact", "contact length", [0, 0.25, 0.5, 1, 2], start=0, unit="L"),
        Slider("mark", "frequency ωτ", np.arange(0, 10.01, 0.5), start=1.5, digits=1),
        name="wire-frequency",
        title="Interactions show up when the voltage is as fast as the waves",
        alt="Conductance against frequency: the current through the wire starts at one quantum and "
        "dips periodically, the response inside the wire oscillates about the dotted value K.",
        x=Axis("frequency × transit time, ωτ", "", (0, 10)),
        points=phase,
        y=Axis("conductance", "2e²/h", (0, 1.1), every=0.5),
        curves=[
            Curve("through", "through, |G₂₁|"),
            Curve("inside", "inside, Re G", "variant"),
            Curve("infinite", "no ends: K", "reference"),
        ],
    )


def wire_heat() -> Explorer:
    """Heat and charge that a clean interacting wire conducts, against temperature."""
    reach = np.geomspace(0.01, 30, 161)  # k_BT L/ħv
    kelvin = reach * HBAR / K_B  # for a wire whose waves need one second

    @lru_cache(maxsize=16)
    def charge(K: float) -> Floats:
        wire = Wire(K, 1.0, 1.0)
        return np.asarray(luttinger.charge_heat_conductance(wire, kelvin)) / (KAPPA0 * kelvin)

    def view(K: float, modes: int) -> View:
        share = charge(K)
        ratio = (share + modes - 1) / modes
        return View(
            {
                "heat": ratio,
                "current": np.full_like(reach, Wire(K, 1.0, 1.0).dc_conductance() / G0),
                "limit": np.full_like(reach, (2 * K / (1 + K**2) + modes - 1) / modes),
            },
            reading=f"Long and warm, the wire conducts {ratio[-1]:.3f} of the heat that Wiedemann "
            f"and Franz promise; its charge mode alone {share[-1]:.3f} of a quantum.",
        )

    return Explorer(
        view,
        Slider("K", "K", [0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1], start=0.5),
        Choice("modes", "electrons", {"without spin": 1, "with spin": 2}),
        name="wire-heat",
        title="A clean wire keeps its current and loses heat",
        task="Lower K. Which of the two lines moves, and above which temperature?",
        alt="Thermal conductance over that of free electrons, and electric conductance over one "
        "quantum, against temperature: the second stays at 1, the first falls to a lower level.",
        x=Axis("temperature", "ħv/k_BL", (0.01, 30), log=True),
        points=reach,
        y=Axis("over the value of free electrons", "", (0, 1.1), every=0.5),
        curves=[
            Curve("heat", "heat", "heat"),
            Curve("current", "direct current"),
            Curve("limit", "many bounces", "reference"),
        ],
    )


def impurity_leads() -> Explorer:
    """Conductance of a wire with one impurity against temperature, with and without leads."""
    kelvin = np.geomspace(0.01, 10, 181)

    def view(K: float, micrometers: float, passed: float, spinful: bool) -> View:
        velocity = FERMI_VELOCITY / K
        cutoff = float(luttinger.lead_temperature(micrometers * 1e-6, velocity))
        with_leads = luttinger.impurity_conductance(
            kelvin, K, passed, 10, degeneracy=1 + spinful, lead_temperature=cutoff
        )
        endless = luttinger.impurity_conductance(kelvin, K, passed, 10, degeneracy=1 + spinful)
        impurity = abs(float(luttinger.impurity_exponent(K, degeneracy=1 + spinful)))
        link = float(luttinger.impurity_exponent(K, impurity="strong", degeneracy=1 + spinful))
        # Over a narrow strip the name would run into the axis.
        bands = (Band(0.01, min(cutoff, 10), "leads decide" if cutoff > 0.08 else "", "reference"),)
        return View(
            {"leads": np.maximum(with_leads, 1e-4), "endless": np.maximum(endless, 1e-4)},
            bands,
            reading=f"Power of the odds: {impurity:.2f} while little is reflected, {link:.2f} when "
            f"little passes; ħv/k_BL = {cutoff:.2f} K. At 0.01 K: {short(with_leads[0])} with "
            f"leads, {short(endless[0])} with leads far away.",
        )

    return Explorer(
        view,
        Slider("K", "K", np.arange(0.4, 1.001, 0.1), start=0.7, digits=1),
        Slider(
            "micrometers", "wire length", [1, 2, 5, 10, 20, 50, 100], start=5, unit="µm", digits=0
        ),
        Choice("passed", "passes at 10 K", {"0.9: an impurity": 0.9, "0.3: a weak link": 0.3}),
        Choice("spinful", "electrons", {"with spin": True, "without spin": False}),
        name="impurity-leads",
        title="An impurity makes the interactions visible, until the leads step in (model)",
        task="Set K to 0.6. From which wire length does it reflect more than half at 0.01 K?",
        alt="Conductance against temperature on a logarithmic axis. With leads far away it "
        "goes to zero on cooling, the wire between leads levels off below the temperature ħv/k_BL.",
        x=Axis("temperature", "K", (0.01, 10), log=True),
        points=kelvin,
        y=Axis("conductance / clean wire", "", (1e-4, 1.2), log=True),
        curves=[
            Curve("leads", "leads at this distance (model)"),
            Curve("endless", "leads far away", "reference"),
        ],
    )
