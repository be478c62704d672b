"""Semi-infinite leads: Bloch modes, bands and self-energies.

A lead repeats one cell outwards from the device: ``h`` is the Hamiltonian of a cell and ``v`` the
hopping ⟨j|H|j+1⟩ from a cell to its outer neighbor. A mode u λ^j solves
(E − h) u = v u λ + v† u / λ. It is *outgoing* if |λ| < 1, or if |λ| = 1 and its velocity
dE/dk = −2 Im(λ u†vu) points outwards. Propagating modes carry unit current; evanescent ones carry
none, but enter the self-energy Σ that stands for the whole lead: v ψ_{j+1} = Σ ψ_j for every
outgoing wave. A mode exactly at its band edge has no velocity and counts as closed.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landauer_lib._checks import number, scalar

from .decimation import BandTable
from .modes import Parts, bloch_factors, bloch_modes, diagonal_hopping_modes

__all__ = ["Lead", "Modes"]

Complex = NDArray[np.complex128]
Floats = NDArray[np.float64]

HERMITIAN = 1e-12
"""Largest |H − H†| over the largest |H| that still counts as rounding."""


def hermitian(name: str, value: ArrayLike) -> NDArray[np.inexact]:
    """Return ``value`` as a finite Hermitian matrix, or a stack of them; real stays real."""
    try:
        matrix = np.asarray(value)
    except ValueError as error:
        raise TypeError(f"{name} must be a rectangular array of numbers") from error
    if matrix.dtype.kind not in "iufc":
        raise TypeError(f"{name} must be numbers, got {value!r:.80}")
    if matrix.ndim < 2 or matrix.shape[-1] != matrix.shape[-2]:
        raise ValueError(f"{name} must be a square matrix, got shape {matrix.shape}")
    if not np.isfinite(matrix).all():
        raise ValueError(f"{name} must be finite, got {matrix[~np.isfinite(matrix)][0]}")
    gap = np.abs(matrix - np.conj(np.swapaxes(matrix, -1, -2))).max(initial=0.0)
    if gap > HERMITIAN * np.abs(matrix).max(initial=1.0):
        raise ValueError(f"{name} must be Hermitian, but it differs from its adjoint by {gap:.3g}")
    return matrix.astype(np.complex128 if matrix.dtype.kind == "c" else np.float64)


@dataclass(frozen=True, eq=False)
class Modes:
    """Modes of a lead at one energy; columns of a matrix are modes, rows are orbitals of a cell.

    ``incoming`` and ``outgoing`` (n × M) carry unit current towards and away from the device, with
    Bloch factors ``incoming_factors`` and ``outgoing_factors`` (λ = exp(ik), k along the outward
    direction) in order of falling k for outgoing and of rising k for incoming modes.
    ``self_energy`` is Σ (n × n), ``source`` = v u λ − Σ u for the incoming modes, and ``detector``
    (M × n) reads outgoing amplitudes from a cell.
    """

    energy: float
    incoming: Complex
    outgoing: Complex
    incoming_factors: Complex
    outgoing_factors: Complex
    self_energy: Complex
    source: Complex
    detector: Complex

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
            out, back = (
                Modes(energy, *(part.astype(complex) for part in parts))
                for parts in self._solved(energy)
            )
            _known[(*self.reversed()._fingerprint, energy)] = (back, out)
            _known[key] = (out, back)
            while len(_known) > REMEMBERED:
                _known.popitem(last=False)
        return _known[key]

    def _solved(self, energy: float) -> tuple[Parts, Parts]:
        """Choose the method: closed form, table of bands from the second energy on, Schur form."""
        strength = self.hopping[0, 0]
        if strength != 0 and (self.hopping == strength * np.eye(self.size)).all():
            return diagonal_hopping_modes(self.onsite, complex(strength), energy)
        key = self._fingerprint
        if key in _tables:
            table = _tables[key] = _tables[key] or BandTable(self.onsite, self.hopping)
            quick = table.modes(energy)
            if quick is not None:
                return quick
        else:
            _tables[key] = None
            if len(_tables) > TABLES:
                _tables.popitem(last=False)
        return bloch_modes(self.onsite, self.hopping, energy)

    @cached_property
    def _fingerprint(self) -> tuple[bytes, bytes, str]:
        return self.onsite.tobytes(), self.hopping.tobytes(), self.onsite.dtype.char


REMEMBERED = 64
"""How many lead solutions are kept: an ensemble of seeds solves its leads once per energy."""

_known: OrderedDict[tuple[bytes, bytes, str, float], tuple[Modes, Modes]] = OrderedDict()

TABLES = 8
"""How many leads' bands are kept."""

_tables: OrderedDict[tuple[bytes, bytes, str], BandTable | None] = OrderedDict()
