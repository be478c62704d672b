"""Ready devices: what the chapters compute with, one function each.

All lengths are in sites, energies in units of the hopping, fields in flux quanta per plaquette.
``seed`` chooses the disorder: on-site energies uniform in [−disorder/2, disorder/2].
"""

from math import pi

import numpy as np
from numpy.typing import NDArray

from landauer_lib._checks import scalar, whole_number
from landauer_lib._types import Floats

from .network import Contact, Network
from .shapes import Arm, square_network
from .strip import Strip, Terminal

__all__ = [
    "bhz_strip",
    "disordered_strip",
    "hall_bar",
    "rashba_wire",
    "ring",
    "uniform_strip",
]


_X = np.array([[0, 1], [1, 0]])
_Y = np.array([[0, -1j], [1j, 0]])
_Z = np.diag([1, -1])


def _size(name: str, value: int, at_least: int = 1) -> int:
    return whole_number(name, value, at_least=at_least)


def _disorder(strength: float, seed: int, length: int, width: int) -> Floats:
    """On-site energies uniform in [−strength/2, strength/2]."""
    half = scalar("disorder", strength, at_least=0) / 2
    source = np.random.default_rng(whole_number("seed", seed, at_least=0))
    return source.uniform(-half, half, (_size("length", length), _size("width", width)))


def uniform_strip(length: int, width: int, *, flux: float = 0.0) -> Strip:
    """Return a clean strip: it transmits one unit for each open mode, whatever its length.

    Examples
    --------
    >>> float(uniform_strip(20, 5).transmission(0.0).round(10))
    5.0
    """
    return Strip(np.zeros((_size("length", length), _size("width", width))), flux=flux)


def disordered_strip(
    length: int, width: int, disorder: float, seed: int, *, flux: float = 0.0
) -> Strip:
    """Return a strip with Anderson disorder between clean leads.

    Parameters
    ----------
    length, width : int
        Size of the disordered part.
    disorder : float
        Full width of the box that on-site energies are drawn from.
    seed : int
        Which sample.
    flux : float
        Flux quanta per plaquette.

    References
    ----------
    P. W. Anderson, Phys. Rev. 109, 1492 (1958).
    """
    return Strip(_disorder(disorder, seed, length, width), flux=flux)


def hall_bar(
    length: int = 60,
    width: int = 20,
    probe: int = 10,
    *,
    flux: float = 0.07,
    disorder: float = 0.0,
    seed: int = 0,
) -> Network:
    """Return a six-terminal Hall bar.

    Terminals 0 and 3 are source and drain, 1 and 2 the probes on top (nearer the source first), 5
    and 4 those below: 1, 2, 3, 4, 5, 0 is the order along the edge.

    Parameters
    ----------
    length, width : int
        Size of the bar.
    probe : int
        Width of the voltage probes; they stand an eighth of the length from its ends.
    flux : float
        Flux quanta per plaquette, in bar and leads.
    disorder : float
        Width of the box of on-site energies.
    seed : int
        Which sample.

    References
    ----------
    M. Büttiker, Phys. Rev. B 38, 9375 (1988).

    Examples
    --------
    In the lowest Landau level every terminal sends its one channel to the next:

    >>> hall_bar(40, 16, 10, flux=0.1).transmission_matrix(-3.2)[1].round(6)
    array([0., 0., 1., 0., 0., 0.])
    """
    onsite = _disorder(disorder, seed, length, width)
    probe = whole_number("probe", probe, at_least=1, at_most=max(1, length // 2))
    first = length // 8
    last = length - first - probe
    arms = [
        Arm("left", 0, width),
        Arm("top", first, probe),
        Arm("top", last, probe),
        Arm("right", 0, width),
        Arm("bottom", last, probe),
        Arm("bottom", first, probe),
    ]
    return square_network(onsite, arms, flux=flux)


def ring(
    diameter: int = 41, arm: int = 5, *, flux: float = 0.0, disorder: float = 0.0, seed: int = 0
) -> Network:
    """Return an Aharonov–Bohm ring between two leads.

    Parameters
    ----------
    diameter : int
        Outer diameter.
    arm : int
        Width of the arms and of the leads.
    flux : float
        Flux quanta through the hole; the arms themselves feel no field.
    disorder, seed : float, int
        On-site disorder in the ring.

    References
    ----------
    Y. Gefen, Y. Imry and M. Ya. Azbel, Phys. Rev. Lett. 52, 129 (1984).

    Examples
    --------
    One flux quantum through the hole changes nothing:

    >>> values = [ring(21, 3, flux=f).transmission(-2.0) for f in (0.0, 0.5, 1.0)]
    >>> bool(abs(values[0] - values[2]) < 1e-10), bool(abs(values[0] - values[1]) > 1e-3)
    (True, True)
    """
    arm = _size("arm", arm)
    diameter = _size("diameter", diameter, 2 * arm + 3)
    onsite = _disorder(disorder, seed, diameter, diameter)
    x, y = np.indices(onsite.shape) - (diameter - 1) / 2
    radius = np.hypot(x, y)
    first = (diameter - arm) // 2
    middle = (np.arange(diameter) >= first) & (np.arange(diameter) < first + arm)
    outside = middle[None, :] & (np.abs(x) > diameter / 2 - arm)
    mask = ((radius <= diameter / 2) & (radius >= diameter / 2 - arm)) | outside
    arms = [Arm("left", first, arm), Arm("right", first, arm)]
    plain = square_network(onsite, arms, mask=mask)
    assert plain.positions is not None
    # The flux threads a cut from the hole to the top: bonds across it turn by its phase.
    hamiltonian = plain.hamiltonian.tocoo()
    i, j = hamiltonian.coords
    column, row = plain.positions.T - (diameter - 1) / 2
    left, right = column < 0.25, column > 0.25
    cut = (row[i] > 0) & (row[j] > 0)
    forward = (cut & left[i] & right[j]).astype(float) - (cut & right[i] & left[j])
    phase = np.exp(2j * pi * scalar("flux", flux) * forward)
    hamiltonian.data = hamiltonian.data * phase
    contacts = [Contact(lead, sites) for lead, sites in zip(plain.leads, plain.faces, strict=True)]
    return Network(hamiltonian, contacts, plain.positions)


def rashba_wire(
    length: int,
    width: int,
    alpha: float,
    *,
    zeeman: float = 0.0,
    flux: float = 0.0,
    disorder: float = 0.0,
    seed: int = 0,
) -> Strip:
    """Return a wire with Rashba spin-orbit coupling, in its leads too; two orbitals, up and down.

    Parameters
    ----------
    length, width : int
        Size of the wire.
    alpha : float
        Spin-orbit hopping: H contains α (sin k_x σ_y − sin k_y σ_x)·2 on top of −2 cos k.
    zeeman : float
        Zeeman term × σ_x, along the wire.
    flux, disorder, seed
        Flux quanta per plaquette, and on-site disorder of the wire.

    References
    ----------
    F. Mireles and G. Kirczenow, Phys. Rev. B 64, 024426 (2001).

    Examples
    --------
    >>> float(rashba_wire(10, 3, 0.2).transmission(0.1).round(8))
    6.0
    """
    a = scalar("alpha", alpha)
    field = scalar("zeeman", zeeman) * _X
    onsite = _disorder(disorder, seed, length, width)[..., None, None] * np.eye(2) + field
    lead = Terminal(np.broadcast_to(field, (width, 2, 2)))
    return Strip(
        onsite,
        hopping=np.eye(2) + 1j * a * _Y,
        transverse=np.eye(2) - 1j * a * _X,
        flux=flux,
        left=lead,
        right=lead,
    )


def bhz_strip(
    length: int,
    width: int,
    mass: float = -1.0,
    *,
    mixing: float = 1.0,
    flux: float = 0.0,
    disorder: float = 0.0,
    seed: int = 0,
) -> Strip:
    """Return a strip of the Bernevig–Hughes–Zhang model: a quantum spin Hall insulator.

    Orbitals are (electron, hole) with spin up, then with spin down. Per spin
    H = (mass + 4 − 2 cos k_x − 2 cos k_y) σ_z + mixing (± sin k_x σ_x + sin k_y σ_y): the gap is
    inverted, with one helical pair of edge channels, for −8 < mass < 0 (closing at −4).

    Parameters
    ----------
    length, width : int
        Size of the strip; its leads are of the same material.
    mass : float
        Half the gap at k = 0 in size; negative is inverted. Below mass = −mixing²/2 the gap is
        smaller away from k = 0: at mass −1, mixing 1 half of it is 0.816.
    mixing : float
        Coupling between electron and hole.
    flux, disorder, seed
        Flux quanta per plaquette, and on-site disorder of the strip.

    References
    ----------
    B. A. Bernevig, T. L. Hughes and S.-C. Zhang, Science 314, 1757 (2006).

    Examples
    --------
    Two edges, one channel each:

    >>> float(bhz_strip(10, 20).transmission(0.1).round(6))
    2.0
    """
    gap = (scalar("mass", mass) + 4) * _Z
    a = scalar("mixing", mixing)

    def both(up: NDArray[np.inexact]) -> NDArray[np.complex128]:
        """Spin down is the time-reversed copy of spin up."""
        block = np.zeros((4, 4), dtype=complex)
        block[:2, :2], block[2:, 2:] = up, up.conj()
        return block

    onsite = _disorder(disorder, seed, length, width)[..., None, None] * np.eye(4) + both(gap)
    lead = Terminal(np.broadcast_to(both(gap), (width, 4, 4)))
    return Strip(
        onsite,
        hopping=both(_Z + 0.5j * a * _X),
        transverse=both(_Z + 0.5j * a * _Y),
        flux=flux,
        left=lead,
        right=lead,
    )
