"""The Anderson model solved exactly on a short chain: how many electrons the dot holds at T = 0.

The leads become a chain whose hoppings fall off geometrically, as in Wilson's renormalization
group, so that a few sites reach from the bandwidth down to small energies. The ground state of dot
and chain is found without approximation. Friedel's sum rule then turns the occupation into the
conductance (:func:`unitary_conductance`).
"""

from functools import lru_cache
from itertools import combinations

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Floats

__all__ = ["ground_state_occupation"]

RATIO = 10.0
"""Wilson's Λ: energies fall by its square root from site to site. So large a one keeps charges good
to 0.02 (checked without interactions), and seven sites then span a factor of 3000."""


def ground_state_occupation(
    level: ArrayLike,
    charging_energy: float,
    gamma: float,
    *,
    bandwidth: float | None = None,
    sites: int = 7,
) -> Floats:
    """Return the mean number of electrons in an interacting level at zero temperature.

    By exact diagonalization of the level with a Wilson chain. The chain ends at the energy
    D Λ^(−sites/2), below which nothing is resolved. Charge does not mind, since it is decided at
    energies of the order of Γ and U; the Kondo temperature lies below and is not seen.

    Parameters
    ----------
    level : array_like
        Level ε of the first electron from the chemical potential, in eV.
    charging_energy : float
        U in eV, at least 0.
    gamma : float
        Γ = Γ_L + Γ_R (full width) in eV, above 0.
    bandwidth : float, optional
        Half-width D of the leads' flat band in eV, above Γ; 10 times the larger of Γ and U if left
        out.
    sites : int, optional
        Sites of the chain, 3, 5 or 7: fewer are quicker and rougher.

    Returns
    -------
    ndarray or float
        Electrons in the level, both spins, in [0, 2], of the shape of ``level``; with 7 sites good
        to 0.03.

    Raises
    ------
    ValueError, TypeError
        If an argument is out of range.

    References
    ----------
    P. W. Anderson, Phys. Rev. 124, 41 (1961); K. G. Wilson, Rev. Mod. Phys. 47, 773 (1975), and
    H. R. Krishna-murthy, J. W. Wilkins and K. G. Wilson, Phys. Rev. B 21, 1003 (1980), for the
    chain.

    Examples
    --------
    In the middle of the odd valley one electron, so that the Kondo phase is π/2:

    >>> round(float(ground_state_occupation(-1e-3, 2e-3, 0.3e-3, sites=5)), 9)
    1.0
    """
    levels = _checks.number("level", level)
    u = _checks.scalar("charging_energy", charging_energy, at_least=0)
    width = _checks.scalar("gamma", gamma, above=0)
    half_band = 10 * max(width, u) if bandwidth is None else bandwidth
    half_band = _checks.scalar("bandwidth", half_band, above=width)
    count = _checks.whole_number("sites", sites, at_least=3, at_most=7)
    if count % 2 == 0:
        raise ValueError(
            f"sites must be odd, so that dot and chain can form a singlet, got {count}"
        )
    hoppings = _wilson_chain(width, half_band, count)
    found = [_occupation(float(e), u, hoppings) for e in levels.ravel()]
    return np.array(found).reshape(levels.shape)[()]


def _wilson_chain(gamma: float, half_band: float, sites: int) -> Floats:
    """Return the hoppings from the dot into the chain and along it, in eV."""
    # Two couplings that make the discrete band hybridize with the width of the continuous one.
    correction = np.log(RATIO) / 2 * (1 + 1 / RATIO) / (1 - 1 / RATIO)
    first = np.sqrt(gamma * half_band / np.pi * correction)
    n = np.arange(sites - 1)
    falling = (1 - RATIO ** (-n - 1.0)) / np.sqrt(
        (1 - RATIO ** (-2.0 * n - 1)) * (1 - RATIO ** (-2.0 * n - 3))
    )
    along = half_band * (1 + 1 / RATIO) / 2 * RATIO ** (-n / 2) * falling
    return np.concatenate([[first], along])


@lru_cache(maxsize=32)
def _states(places: int, electrons: int) -> tuple[Floats, Floats]:
    """Return hopping matrices of every bond, and the dot's occupation, for one spin.

    States are sets of occupied places; along a chain neighbors exchange no sign.
    """
    sets = [frozenset(c) for c in combinations(range(places), electrons)]
    index = {occupied: i for i, occupied in enumerate(sets)}
    bonds = np.zeros((places - 1, len(sets), len(sets)))
    for i, occupied in enumerate(sets):
        for p in range(places - 1):
            if p in occupied and p + 1 not in occupied:
                j = index[occupied - {p} | {p + 1}]
                bonds[p, i, j] = bonds[p, j, i] = 1
    return bonds, np.array([0.0 + (0 in occupied) for occupied in sets])


def _occupation(level: float, u: float, hoppings: Floats) -> float:
    """Return the dot's electrons in the lowest state of any number of electrons."""
    places = hoppings.size + 1
    found = []
    for electrons in range(places - 2, places + 3):
        up, down = (electrons + 1) // 2, electrons // 2
        found.append(_ground_state(level, u, hoppings, up, down))
    return min(found)[1]


def _ground_state(
    level: float, u: float, hoppings: Floats, up: int, down: int
) -> tuple[float, float]:
    """Return energy and occupation of the dot in the ground state of so many electrons."""
    from scipy.sparse.linalg import LinearOperator, eigsh

    parts = [_states(hoppings.size + 1, count) for count in (up, down)]
    moves = [np.tensordot(hoppings, bonds, 1) + level * np.diag(dot) for bonds, dot in parts]
    pair = u * np.outer(parts[0][1], parts[1][1])
    shape = pair.shape

    def apply(vector: Floats) -> Floats:
        psi = vector.reshape(shape)
        return (moves[0] @ psi + psi @ moves[1] + pair * psi).ravel()

    size = pair.size
    if size < 1000:
        ones = [np.eye(count) for count in shape]
        matrix = np.kron(moves[0], ones[1]) + np.kron(ones[0], moves[1]) + np.diag(pair.ravel())
        energies, vectors = np.linalg.eigh(matrix)
        energy, vector = energies[0], vectors[:, 0]
    else:
        operator = LinearOperator((size, size), matvec=apply, dtype=np.float64)
        start = np.ones(size)
        energies, vectors = eigsh(operator, k=1, which="SA", v0=start, ncv=40, tol=1e-9)
        energy, vector = energies[0], vectors[:, 0]
    weight = vector.reshape(shape) ** 2
    electrons = parts[0][1] @ weight.sum(axis=1) + parts[1][1] @ weight.sum(axis=0)
    return float(energy), float(electrons)
