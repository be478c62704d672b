"""Semi-infinite leads: Bloch modes, bands and self-energies.

A lead repeats one cell outwards from the device: ``h`` is the Hamiltonian of a cell and ``v`` the
hopping ⟨j|H|j+1⟩ from a cell to its outer neighbor. A mode u λ^j solves
(E − h) u = v u λ + v† u / λ. It is *outgoing* if |λ| < 1, or if |λ| = 1 and its velocity
dE/dk = −2 Im(λ u†vu) points outwards. Propagating modes carry unit current; evanescent ones carry
none, but enter the self-energy Σ that stands for the whole lead: v ψ_{j+1} = Σ ψ_j for every
outgoing wave. Where the end of the lead has a state of its own Σ has a pole; devices are then
joined by the outgoing waves themselves.

One rule at band edges: a mode slower than 1e-6 in units of the hopping (within about 1e-13 of its
edge in energy) counts as closed, and its wave of no current stands in for it. Where a band is
flatter than a parabola (a flat band, zigzag edges at exactly E = 0) the energy is refused.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from landauer_lib._checks import number, scalar
from landauer_lib._types import ArrayLike, Complexes, Floats

from .decimation import BandTable
from .matrices import hermitian
from .modes import Joint, Matrix, Parts, bloch_factors, bloch_modes, diagonal_hopping_modes

__all__ = ["Lead", "Modes"]


Complex = Complexes


class UnresolvedError(ValueError):
    """An energy at which a result cannot be had to its accuracy; energy and lead are named."""


@dataclass(frozen=True, eq=False)
class Modes:
    """Modes of a lead at one energy; columns of a matrix are modes, rows are orbitals of a cell.

    ``incoming`` and ``outgoing`` (n × M) carry unit current towards and away from the device, with
    Bloch factors ``incoming_factors`` and ``outgoing_factors`` (λ = exp(ik), k along the outward
    direction) in order of falling k for outgoing and of rising k for incoming modes. ``joint``
    says how the lead joins a device.
    """

    energy: float
    incoming: Complex
    outgoing: Complex
    incoming_factors: Complex
    outgoing_factors: Complex
    joint: Joint
    _reduced: tuple[Complex, Complex, Complex] | None

    @property
    def count(self) -> int:
        """Number M of propagating modes."""
        return int(self.outgoing.shape[1])

    @property
    def momenta(self) -> Floats:
        """Wave numbers k of the outgoing modes, in radians per cell, within (−π, π]."""
        return np.angle(self.outgoing_factors)

    @property
    def velocities(self) -> Floats:
        """Outward velocities dE/dk of the outgoing modes, in energy per radian, all positive."""
        return np.asarray(1 / np.sum(np.abs(self.outgoing) ** 2, axis=0))

    @property
    def has_self_energy(self) -> bool:
        """Whether Σ is finite: false where the end of the lead has a state of its own at E."""
        return self._reduced is not None

    def _part(self, which: int) -> Complex:
        if self._reduced is None:
            raise UnresolvedError(
                f"the end of the lead has a state of its own at energy {self.energy}: its "
                f"self-energy has a pole there"
            )
        return self._reduced[which]

    @property
    def self_energy(self) -> Complex:
        """Σ (n × n), which stands for the whole lead: v ψ_1 = Σ ψ_0 for every outgoing wave."""
        return self._part(0)

    @property
    def source(self) -> Complex:
        """v u λ − Σ u for the incoming modes (n × M)."""
        return self._part(1)

    @property
    def detector(self) -> Complex:
        """Reads outgoing amplitudes from a cell (M × n)."""
        return self._part(2)


class Lead:
    """A semi-infinite periodic wire.

    Parameters
    ----------
    onsite : array_like, shape (n, n)
        Hermitian Hamiltonian h of one cell.
    hopping : array_like, shape (n, n)
        v = ⟨j|H|j+1⟩ from a cell to its outer neighbor; it may be singular or zero.

    Raises
    ------
    ValueError
        If ``onsite`` is not Hermitian, shapes do not fit or an entry is not finite.

    References
    ----------
    T. Ando, Phys. Rev. B 44, 8017 (1991).
    I. Rungger and S. Sanvito, Phys. Rev. B 78, 035407 (2008), for singular hopping.

    Examples
    --------
    A chain at mid-band has one mode, with the top velocity 2:

    >>> modes = Lead([[0.0]], [[-1.0]]).modes(0.0)
    >>> modes.count, float(modes.velocities[0].round(12))
    (1, 2.0)
    """

    def __init__(self, onsite: ArrayLike, hopping: ArrayLike) -> None:
        """Check the two matrices."""
        self.onsite = np.atleast_2d(hermitian("onsite", onsite))
        raw = np.asarray(hopping)
        if raw.dtype.kind not in "iufc":
            raise TypeError(f"hopping must be numbers, got {hopping!r:.80}")
        if self.onsite.ndim != 2 or raw.shape != self.onsite.shape:
            raise ValueError(
                f"hopping must have the shape of onsite, {self.onsite.shape}, got {raw.shape}"
            )
        if not np.isfinite(raw).all():
            raise ValueError(f"hopping must be finite, got {raw[~np.isfinite(raw)][0]}")
        # Adding zero turns −0.0 into 0.0, so that equal leads are recognised by their bytes.
        self.onsite = self.onsite + 0.0
        self.hopping = raw.astype(np.complex128 if raw.dtype.kind == "c" else np.float64) + 0.0

    @property
    def size(self) -> int:
        """Number n of orbitals in a cell."""
        return int(self.onsite.shape[0])

    def reversed(self) -> "Lead":
        """Return the same wire continued in the opposite direction."""
        return Lead(self.onsite, self.hopping.conj().T)

    def bands(self, momenta: ArrayLike) -> Floats:
        """Return the bands E_n(k).

        Parameters
        ----------
        momenta : array_like
            Wave numbers k in radians per cell.

        Returns
        -------
        ndarray, shape momenta.shape + (n,)
            Energies in ascending order.
        """
        phase = np.exp(1j * number("momenta", momenta))[..., None, None]
        forward = self.hopping * phase
        cell = self.onsite + forward + np.conj(np.swapaxes(forward, -1, -2))
        return np.linalg.eigvalsh(cell)

    def complex_bands(self, energies: ArrayLike) -> Complex:
        """Return ln λ / i, the complex wave numbers of all 2n solutions at each energy.

        Parameters
        ----------
        energies : array_like, shape (N,)
            Energies.

        Returns
        -------
        ndarray, shape (N, 2n)
            Real k for propagating modes; Im k > 0 for waves that decay outwards, Im k < 0 for
            those that grow. Entries without a finite wave number (singular hopping) are NaN.
        """
        rows = np.atleast_1d(number("energies", energies))
        result = np.full((rows.size, 2 * self.size), complex(np.nan, np.nan))
        for row, energy in zip(result, rows, strict=True):
            factors = bloch_factors(self.onsite, self.hopping, float(energy))
            finite = np.isfinite(factors)
            row[: finite.sum()] = -1j * np.log(factors[finite])
        return result

    def modes(self, energy: float) -> Modes:
        """Return the modes at one energy.

        Parameters
        ----------
        energy : float
            Energy E.

        Returns
        -------
        Modes
            Propagating modes, self-energy, sources and detectors.
        """
        return self.modes_both_ways(scalar("energy", energy))[0]

    def modes_both_ways(self, energy: float) -> tuple[Modes, Modes]:
        """Return the modes of this lead and of :meth:`reversed`, which one solution gives both."""
        key = (*self._fingerprint, energy)
        if key not in _known:
            try:
                out, back = (_modes(energy, parts) for parts in self._solved(energy))
            except (ValueError, np.linalg.LinAlgError) as error:
                raise UnresolvedError(
                    f"no modes of the lead at energy {energy}: {error}"
                ) from error
            _known[(*self.reversed()._fingerprint, energy)] = (back, out)
            _known[key] = (out, back)
            while len(_known) > REMEMBERED:
                _known.popitem(last=False)
        return _known[key]

    def _solved(self, energy: float) -> tuple[Parts, Parts]:
        """Choose the method, by lead and energy alone: closed form, table of bands, Schur form."""
        strength = self.hopping[0, 0]
        if strength != 0 and (self.hopping == strength * np.eye(self.size)).all():
            return diagonal_hopping_modes(self.onsite, complex(strength), energy)
        key = self._fingerprint
        if key not in _tables:
            _tables[key] = BandTable(self.onsite, self.hopping)
            while len(_tables) > TABLES:
                _tables.popitem(last=False)
        quick = _tables[key].modes(energy)
        if quick is not None:
            return quick
        return bloch_modes(self.onsite, self.hopping, energy)

    @cached_property
    def _fingerprint(self) -> tuple[bytes, bytes, str]:
        return self.onsite.tobytes(), self.hopping.tobytes(), self.onsite.dtype.char


REMEMBERED = 64
"""How many lead solutions are kept: an ensemble of seeds solves its leads once per energy."""

_known: OrderedDict[tuple[bytes, bytes, str, float], tuple[Modes, Modes]] = OrderedDict()

TABLES = 8
"""How many leads' bands are kept."""

_tables: OrderedDict[tuple[bytes, bytes, str], BandTable] = OrderedDict()


POLE = 1e-4
"""Σ is used where the waves seen from the device are at least this far from dependent."""


def _modes(energy: float, parts: Parts) -> Modes:
    """Complete what one method gives: Σ from the joint, or the joint from Σ."""
    joint, reduced = parts.joint, parts.reduced
    if joint is not None:
        reduced = _self_energy(joint)
    else:
        assert reduced is not None, "a method gives the joint or the self-energy"
        sigma, source, detector = reduced
        unit, into = np.eye(sigma.shape[0]), parts.incoming
        joint = Joint(unit, sigma, unit, source + sigma @ into, into, detector)

    def whole(part: NDArray[Any]) -> Complex:
        return np.asarray(part, dtype=complex)

    return Modes(
        energy,
        whole(parts.incoming),
        whole(parts.outgoing),
        whole(parts.incoming_factors),
        whole(parts.outgoing_factors),
        joint,
        None if reduced is None else (whole(reduced[0]), whole(reduced[1]), whole(reduced[2])),
    )


def _self_energy(joint: Joint) -> tuple[Matrix, Matrix, Matrix] | None:
    """Return Σ, source and detector, or None close to a pole."""
    weight = np.linalg.norm(np.vstack([joint.outer, joint.inner]), axis=0)
    safety = np.linalg.svd(joint.inner / weight, compute_uv=False).min(initial=1.0)
    if safety <= POLE:
        return None
    a = joint.coupling
    seen = np.linalg.solve(joint.inner, np.hstack([a.conj().T, joint.inner_in]))
    back, echo = seen[:, : a.shape[0]], seen[:, a.shape[0] :]
    source = a @ (joint.outer_in - joint.outer @ echo)
    return a @ (joint.outer @ back), source, joint.read @ back
