"""Many energies of one lead: its bands are known once, its self-energies by cyclic reduction.

Where the bands cross the energy are the propagating modes. They are shifted out of
v† + (h − E) λ + v λ² (outgoing λ to zero, incoming λ to infinity, after Meini); what is left
decays in both directions, so that eliminating every other cell, again and again, converges
quadratically and never meets a resonance: a dozen matrix products instead of a Schur form.

Nothing is trusted: the sampled bands may hide a pair of crossings, or modes be too close to an
edge. Either spoils Σ = v (E − h − Σ)⁻¹ v†, which is checked; where it fails the answer is None.

B. Meini, SIAM J. Matrix Anal. Appl. 18, 906 (1997); D. A. Bini, G. Latouche and B. Meini, Numerical
Methods for Structured Markov Chains (Oxford, 2005), for reduction and shifts.
"""

import numpy as np
from numpy.typing import NDArray

from landauer_lib._types import Complexes, Floats

from .modes import Matrix, Parts

__all__ = ["BandTable"]


Complex = Complexes
SAMPLES = 64
"""Wave numbers at which the bands are known."""

ACCURACY = 1e-12
"""Largest relative error of a self-energy's fixed point that is accepted."""

POLE = 1e3
"""Largest self-energy that is accepted, in units of the lead's own energies."""

CHANNELS = 1e-10
"""Largest part of i(Σ − Σ†) that may be missing from the modes."""

MANY = 16
"""With more crossings than this and than a third of the orbitals, a Schur form costs less."""

HALVINGS = 12
"""How often every other cell is eliminated at most: 4096 cells."""


class BandTable:
    """Bands of a lead at sampled wave numbers, from which the modes at any energy follow."""

    def __init__(self, cell: Matrix, hopping: Matrix) -> None:
        """Diagonalise the lead on a grid of wave numbers."""
        self.cell, self.hopping = cell, hopping
        self.symmetric = not np.imag(cell).any() and np.array_equal(hopping, hopping.T)
        self.momenta = np.linspace(-np.pi, np.pi, SAMPLES, endpoint=False) + np.pi / SAMPLES
        self.levels, self.vectors = np.linalg.eigh(self._at(self.momenta)[1])
        # Bands that cross keep their vectors, not their order: follow each by its overlap.
        ahead = np.roll(self.vectors, -1, axis=0)
        overlap = np.abs(np.conj(np.swapaxes(self.vectors, 1, 2)) @ ahead)
        self.next_band = overlap.argmax(axis=2)
        self.ahead = np.take_along_axis(np.roll(self.levels, -1, axis=0), self.next_band, axis=1)
        change = 1j * self._at(self.momenta)[0] @ self.vectors
        self.slopes = 2 * np.sum(self.vectors.conj() * change, axis=1).real

    def _at(self, momenta: Floats) -> tuple[Complex, Complex]:
        """Return v exp(ik) and H(k) for each wave number."""
        forward = self.hopping * np.exp(1j * momenta)[:, None, None]
        return forward, self.cell + forward + np.conj(np.swapaxes(forward, 1, 2))

    def _crossings(self, energy: float) -> tuple[Complex, Floats, Floats] | None:
        """Return vectors, wave numbers and velocities of the propagating modes."""
        place, band = np.nonzero((self.levels > energy) != (self.ahead > energy))
        if place.size > max(MANY, self.cell.shape[0] / 3):
            return None
        here, there = self.levels[place, band] - energy, self.ahead[place, band] - energy
        share = self._share(here, there, place, band)
        k = self.momenta[place] + share * 2 * np.pi / SAMPLES
        early = share < 0.5
        nearest = np.where(early, place, (place + 1) % SAMPLES)
        which = np.where(early, band, self.next_band[place, band])
        u = self.vectors[nearest, :, which][:, :, None].astype(complex)
        slope = np.empty(k.size)
        scale = max(1.0, float(np.abs(self.levels).max()))
        hair = 3e-14 * scale * np.eye(self.cell.shape[0])
        for _ in range(8):
            forward, full = self._at(k)
            difference = full - energy * np.eye(self.cell.shape[0])
            change = 1j * (forward - np.conj(np.swapaxes(forward, 1, 2)))
            # Inverse iteration, a hair off the level so that the matrix is never exactly singular.
            u = np.linalg.solve(difference + hair, change @ u)
            u /= np.linalg.norm(u, axis=1, keepdims=True)
            bra = np.conj(np.swapaxes(u, 1, 2))
            slope = (bra @ (change @ u)).real[:, 0, 0]
            off = (bra @ (difference @ u)).real[:, 0, 0]
            if (np.abs(slope) < 1e-5).any():
                return None
            k = k - off / slope
            if np.abs(off).max(initial=0.0) < 1e-13 * scale:
                break
        else:
            return None
        apart = np.abs(np.exp(1j * k)[:, None] - np.exp(1j * k)) + np.eye(k.size)
        if (apart < 1e-6).any():
            return None  # degenerate, or one root found twice
        return np.asarray(u[:, :, 0].T), k, slope

    def _share(
        self, here: Floats, there: Floats, place: NDArray[np.intp], band: NDArray[np.intp]
    ) -> Floats:
        """Where between two samples a band crosses zero: root of the cubic through both slopes."""
        step = 2 * np.pi / SAMPLES
        first = step * self.slopes[place, band]
        last = step * self.slopes[(place + 1) % SAMPLES, self.next_band[place, band]]
        linear = share = here / (here - there)
        cubic = np.array([2 * (here - there) + first + last, 3 * (there - here) - 2 * first - last])
        for _ in range(3):
            value = ((cubic[0] * share + cubic[1]) * share + first) * share + here
            slope = (3 * cubic[0] * share + 2 * cubic[1]) * share + first
            share = share - value / np.where(slope == 0, np.inf, slope)
        return np.where(np.abs(share - 0.5) <= 0.5, share, linear)

    def modes(self, energy: float) -> tuple[Parts, Parts] | None:
        """Return the modes outward and reversed, or None where this method is not safe."""
        try:
            with np.errstate(all="ignore"):  # what overflows fails the checks
                return self._attempt(energy)
        except np.linalg.LinAlgError:
            return None

    def _attempt(self, energy: float) -> tuple[Parts, Parts] | None:
        found = self._crossings(energy)
        if found is None:
            return None
        vectors, k, speed = found
        waves, out, into = np.exp(1j * k), speed > 0, speed < 0
        if out.sum() != into.sum():
            return None
        v, rest = self.hopping, energy * np.eye(self.cell.shape[0]) - self.cell
        sigma = _self_energy(v, rest, vectors[:, out], waves[out], vectors[:, into], waves[into])
        if sigma is None:
            return None
        back = v.conj().T
        if self.symmetric:
            # The reversed lead is the complex conjugate one: Σ is the transpose.
            sigma_back: Complex | None = sigma.T
        else:
            sigma_back = _self_energy(
                back, rest, vectors[:, into], waves[into].conj(), vectors[:, out], waves[out].conj()
            )
        if sigma_back is None:
            return None
        there = _unit_current_modes(v, vectors, waves, speed, sigma)
        reverse = _unit_current_modes(back, vectors, waves.conj(), -speed, sigma_back)
        if there is None or reverse is None:
            return None
        return there, reverse


def _self_energy(
    v: Matrix, rest: Matrix, out: Complex, out_waves: Complex, into: Complex, into_waves: Complex
) -> Complex | None:
    """Return the self-energy, or None if it does not solve its fixed point."""
    out_dual = np.linalg.solve(out.conj().T @ out, out.conj().T)
    into_dual = np.linalg.solve(into.conj().T @ into, into.conj().T).conj().T
    shift = (out * out_waves) @ out_dual  # U Λ W†, with W†U = 1
    lower = v.conj().T - (v.conj().T @ out) @ out_dual
    upper = v - into_dual @ (into.conj().T @ v)
    middle = v @ shift - rest + (into_dual / into_waves) @ (into.conj().T @ lower)
    start, first, size = middle, lower, rest.shape[0]
    for _ in range(HALVINGS):
        reached = np.linalg.solve(middle, np.hstack([lower, upper]))
        products = np.vstack([lower, upper]) @ reached
        change = products[size:, :size]
        start = start - change
        if not np.abs(lower).max() * np.abs(upper).max() > 1e-9 * np.abs(start).max() ** 2:
            break  # the next change is of the order of the square of this one
        middle = middle - change - products[:size, size:]
        lower, upper = -products[:size, :size], -products[size:, size:]
    else:
        return None
    sigma: Complex = v @ (shift - np.linalg.solve(start, first))
    again = v @ np.linalg.solve(rest - sigma, v.conj().T)
    unit = np.abs(v).max()
    largest = np.abs(sigma).max()
    # Near a pole of Σ, where the end of the lead has a state of its own, the answer is not safe.
    safe = largest < POLE * max(unit, np.abs(rest).max())
    return sigma if safe and np.abs(sigma - again).max() < ACCURACY * max(unit, largest) else None


def _unit_current_modes(
    hopping: Matrix, vectors: Complex, waves: Complex, speed: Floats, sigma: Complex
) -> Parts | None:
    """Sort the modes, of unit current; None where they are not all that Σ knows of."""
    gamma = 1j * (sigma - sigma.conj().T)
    leaving, entering = np.flatnonzero(speed > 0), np.flatnonzero(speed < 0)
    leaving = leaving[np.argsort(-np.angle(waves[leaving]), kind="stable")]
    entering = entering[np.argsort(np.angle(waves[entering]), kind="stable")]
    out = vectors[:, leaving]
    out = out @ _unit_current(out.conj().T @ gamma @ out)
    into = vectors[:, entering]
    pushed = hopping @ (into * waves[entering])
    flow = 1j * (into.conj().T @ pushed)
    scale = _unit_current(-(flow + flow.conj().T))
    into, pushed = into @ scale, pushed @ scale
    detector = out.conj().T @ gamma
    lost = np.abs(gamma - detector.conj().T @ detector).max(initial=0.0)
    if not lost < CHANNELS * max(np.abs(hopping).max(), np.abs(gamma).max(initial=0.0)):
        return None
    return Parts(
        into,
        out,
        waves[entering],
        waves[leaving],
        reduced=(sigma, pushed - sigma @ into, detector),
    )


def _unit_current(flow: Complex) -> Complex:
    """Return the mixing of modes that turns their current matrix into unity."""
    if not flow.size:
        return flow
    return np.asarray(np.linalg.inv(np.linalg.cholesky(flow)).conj().T)
