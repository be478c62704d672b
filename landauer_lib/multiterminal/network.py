"""Büttiker's equations: conductors with any number of terminals.

``transmission_matrix[p, q]`` is the total transmission from terminal q into terminal p, per spin,
so that the current that terminal p feeds into the conductor is

    I_p = degeneracy (e²/h) Σ_q [T_qp V_p − T_pq V_q].

The diagonal (reflection) never matters. Rows and columns must have equal sums: otherwise current
would flow in equilibrium or get lost. Linear response, energy-independent transmission over kT.
Floating terminals are eliminated one after another by the rule of a single probe,
T_pq + T_pP T_Pq / Σ T_Pq: sums and products of positive numbers only, so no accuracy is lost.
Matrices may carry leading dimensions, for instance a field sweep.
"""

import numpy as np
from numpy.typing import NDArray

from landauer_lib._checks import broadcast_shape, number, scalar, whole_number
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import G0

__all__ = [
    "conductance_matrix",
    "eliminate_probe",
    "floating_voltages",
    "resistance",
    "terminal_currents",
]


BALANCE = 1e-8
"""How far row and column sums may differ, relative to the largest of them."""


def _checked(transmission_matrix: ArrayLike) -> Floats:
    """Return the matrices with zero diagonal, non-negative and balanced."""
    t = number("transmission_matrix", transmission_matrix, at_least=0).copy()
    if t.ndim < 2 or t.shape[-1] != t.shape[-2] or t.shape[-1] < 2:
        raise ValueError(
            "transmission_matrix must be square for at least 2 terminals, "
            f"got shape {np.shape(transmission_matrix)}"
        )
    n = t.shape[-1]
    t[..., np.arange(n), np.arange(n)] = 0.0
    into, out = t.sum(axis=-1), t.sum(axis=-2)
    excess = np.abs(into - out)
    bad = excess > BALANCE * np.max(into, axis=-1, keepdims=True)
    if bad.any():
        worst = np.unravel_index(np.argmax(np.where(bad, excess, -1.0)), excess.shape)
        raise ValueError(
            "transmission_matrix must have equal row and column sums (current is conserved and "
            f"vanishes in equilibrium); at terminal {worst[-1]} the row sums to {into[worst]} and "
            f"the column to {out[worst]}"
        )
    return t


def _terminal(name: str, value: int, count: int) -> int:
    return whole_number(name, value, at_least=0, at_most=count - 1)


def _pair(name: str, pair: tuple[int, int], count: int) -> tuple[int, int]:
    try:
        first, second = pair
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be two terminals, got {pair!r}") from None
    first, second = _terminal(name, first, count), _terminal(name, second, count)
    if first == second:
        raise ValueError(f"{name} must be two different terminals, got {pair!r}")
    return first, second


def _eliminate(t: Floats, probe: int) -> Floats:
    """Let one terminal float; returns its weights Σ_q weight_q V_q = V and updates ``t``.

    A terminal without any connection gets the weights 0: its voltage is not determined.
    """
    row = t[..., probe, :].copy()
    row[..., probe] = 0.0
    total = row.sum(axis=-1, keepdims=True)
    weights: Floats = row / np.where(total > 0, total, 1.0)
    into = t[..., :, probe].copy()
    into[..., probe] = 0.0
    rows = np.flatnonzero(into.reshape(-1, into.shape[-1]).any(axis=0))
    columns = np.flatnonzero(row.reshape(-1, row.shape[-1]).any(axis=0))
    block = (..., rows[:, np.newaxis], columns)
    t[block] += into[..., rows, np.newaxis] * weights[..., np.newaxis, columns]
    t[..., probe, :] = 0.0
    t[..., :, probe] = 0.0
    return weights


def _groups(connected: NDArray[np.bool_]) -> list[list[int]]:
    """Terminals grouped by what they are connected to, directly or through others."""
    reach = connected | connected.T | np.eye(len(connected), dtype=bool)
    for _ in range(len(connected)):
        reach = (reach.astype(int) @ reach.astype(int)) > 0
    return [list(map(int, group)) for group in sorted({tuple(np.flatnonzero(r)) for r in reach})]


def _refuse(t: Floats, bad: NDArray[np.bool_], reason: str) -> None:
    """Raise with the groups of terminals of the first conductor where ``bad``."""
    first = t[tuple(np.argwhere(bad)[0])]
    groups = "; ".join(str(group) for group in _groups(first > 0))
    raise ValueError(f"{reason}: transmission_matrix connects only {groups}")


def conductance_matrix(transmission_matrix: ArrayLike, *, degeneracy: float = 1) -> Floats:
    """Return the matrix G of I = G V: what each terminal feeds in, per volt on each terminal.

    Parameters
    ----------
    transmission_matrix : array_like, shape (..., N, N)
        Transmission from terminal q (column) into terminal p (row).
    degeneracy : float
        Number of identical copies, 2 for spin.

    Returns
    -------
    ndarray, shape (..., N, N)
        Conductances, in S; rows and columns sum to 0.

    Raises
    ------
    ValueError
        If the matrix is negative, not square, or row and column sums differ.

    References
    ----------
    M. Büttiker, Phys. Rev. Lett. 57, 1761 (1986).

    Examples
    --------
    >>> conductance_matrix([[0, 1], [1, 0]], degeneracy=2)
    array([[ 7.74809173e-05, -7.74809173e-05],
           [-7.74809173e-05,  7.74809173e-05]])
    """
    t = _checked(transmission_matrix)
    unit = scalar("degeneracy", degeneracy, above=0) * G0 / 2
    matrix: Floats = unit * (t.sum(axis=-1)[..., np.newaxis] * np.eye(t.shape[-1]) - t)
    return matrix


def terminal_currents(
    transmission_matrix: ArrayLike, voltages: ArrayLike, *, degeneracy: float = 1
) -> Floats:
    """Return the current that every terminal feeds into the conductor.

    Parameters
    ----------
    transmission_matrix : array_like, shape (..., N, N)
        Transmission from terminal q (column) into terminal p (row).
    voltages : array_like, shape (..., N)
        Voltages, in V.
    degeneracy : float
        Number of identical copies, 2 for spin.

    Returns
    -------
    ndarray, shape (..., N)
        Currents, in A, positive into the conductor; they sum to 0.

    Raises
    ------
    ValueError
        If the matrix is negative, not square or unbalanced, or the voltages do not fit it.

    References
    ----------
    M. Büttiker, Phys. Rev. Lett. 57, 1761 (1986).

    Examples
    --------
    >>> terminal_currents([[0, 1], [1, 0]], [1e-3, 0.0], degeneracy=2)
    array([ 7.74809173e-08, -7.74809173e-08])
    """
    t = _checked(transmission_matrix)
    v = number("voltages", voltages)
    if v.ndim < 1 or v.shape[-1] != t.shape[-1]:
        raise ValueError(f"voltages must have {t.shape[-1]} entries, got shape {v.shape}")
    broadcast_shape(transmission_matrix=t[..., 0], voltages=v)
    unit = scalar("degeneracy", degeneracy, above=0) * G0 / 2
    # With balanced sums Σ_q (T_qp V_p − T_pq V_q) is a sum over voltage differences.
    differences = v[..., :, np.newaxis] - v[..., np.newaxis, :]
    currents: Floats = unit * np.sum(t * differences, axis=-1)
    return currents


def eliminate_probe(transmission_matrix: ArrayLike, probe: int) -> Floats:
    """Return the matrix of the other terminals when one of them floats, drawing no current.

    Parameters
    ----------
    transmission_matrix : array_like, shape (..., N, N)
        Transmission from terminal q (column) into terminal p (row), N ≥ 3.
    probe : int
        The floating terminal.

    Returns
    -------
    ndarray, shape (..., N − 1, N − 1)
        T_pq + T_pP T_Pq / Σ_q T_Pq, diagonal 0, the order of the others kept.

    Raises
    ------
    ValueError
        If the matrix is not valid, has fewer than 3 terminals, or ``probe`` is not one of them.

    References
    ----------
    M. Büttiker, Phys. Rev. B 33, 3020 (1986).

    Examples
    --------
    A probe that absorbs half of each stream of a perfect wire:

    >>> wire = [[0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]]
    >>> float(eliminate_probe(wire, probe=2)[0, 1])
    0.75
    """
    t = _checked(transmission_matrix)
    if t.shape[-1] < 3:
        raise ValueError("transmission_matrix must have at least 3 terminals to eliminate a probe")
    p = _terminal("probe", probe, t.shape[-1])
    _eliminate(t, p)
    rest = np.delete(np.delete(t, p, axis=-1), p, axis=-2)
    rest[..., np.arange(rest.shape[-1]), np.arange(rest.shape[-1])] = 0.0
    return rest


def floating_voltages(transmission_matrix: ArrayLike, fixed: dict[int, float]) -> Floats:
    """Return the voltages of all terminals when only some are held and the others float.

    Parameters
    ----------
    transmission_matrix : array_like, shape (..., N, N)
        Transmission from terminal q (column) into terminal p (row).
    fixed : dict
        Voltage, in V, of every terminal that is held.

    Returns
    -------
    ndarray, shape (..., N)
        Voltages, in V; each floating one is an average of others, weighted by transmission.

    Raises
    ------
    ValueError
        If the matrix is not valid, no terminal is held, or a floating terminal is connected to
        none that is.

    References
    ----------
    M. Büttiker, Phys. Rev. Lett. 57, 1761 (1986).

    Examples
    --------
    A probe on a perfect wire reads the mean of the two ends, however strongly it couples:

    >>> wire = [[0, 0.9, 0.1], [0.9, 0, 0.1], [0.1, 0.1, 0]]
    >>> floating_voltages(wire, {0: 1.0, 1: 0.0})
    array([1. , 0. , 0.5])
    """
    t = _checked(transmission_matrix)
    n = t.shape[-1]
    if not fixed:
        raise ValueError("fixed must hold at least one terminal")
    held = {
        _terminal("fixed", p, n): scalar(f"fixed[{p}]", voltage) for p, voltage in fixed.items()
    }
    voltages, _ = _solve(t, held)
    lost = np.asarray(np.isnan(voltages).any(axis=-1))
    if lost.any():
        _refuse(t, lost, f"fixed holds {sorted(held)}, to which not every terminal is connected")
    return voltages


def _solve(t: Floats, held: dict[int, float]) -> tuple[Floats, Floats]:
    """Voltages of all terminals (NaN where undetermined), and the matrix left among those held."""
    left = t.copy()
    floating = [p for p in range(t.shape[-1]) if p not in held]
    weights = [_eliminate(left, p) for p in floating]
    voltages = np.full(t.shape[:-1], np.nan)
    for p, voltage in held.items():
        voltages[..., p] = voltage
    for p, weight in zip(reversed(floating), reversed(weights), strict=True):
        value = np.sum(np.where(weight > 0, weight * voltages, 0.0), axis=-1)
        voltages[..., p] = np.where(weight.any(axis=-1), value, np.nan)
    return voltages, left


def resistance(
    transmission_matrix: ArrayLike,
    current: tuple[int, int],
    voltage: tuple[int, int],
    *,
    degeneracy: float = 1,
) -> Floats:
    """Return the resistance R_{ij,kl} = (V_k − V_l)/I of a current from i to j.

    Parameters
    ----------
    transmission_matrix : array_like, shape (..., N, N)
        Transmission from terminal q (column) into terminal p (row).
    current : (i, j)
        Terminals where the current enters and leaves the conductor; all others float.
    voltage : (k, l)
        Terminals between which the voltage is read. The same pair as ``current`` gives the
        two-terminal resistance, which includes the contacts.
    degeneracy : float
        Number of identical copies, 2 for spin.

    Returns
    -------
    ndarray
        Resistance, in Ω, of the leading shape. Four-terminal values may be negative.

    Raises
    ------
    ValueError
        If the matrix is not valid, a pair repeats a terminal, or the terminals named are not
        connected: the message says which ones are.

    References
    ----------
    M. Büttiker, Phys. Rev. Lett. 57, 1761 (1986); IBM J. Res. Dev. 32, 317 (1988).

    Examples
    --------
    One edge state around four contacts: the Hall resistance is h/e², and nothing drops along
    an edge.

    >>> edge = np.roll(np.eye(4), 1, axis=0)
    >>> round(float(resistance(edge, current=(0, 2), voltage=(1, 3))), 3)
    25812.807
    >>> float(resistance(edge, current=(0, 3), voltage=(1, 2)))
    0.0
    """
    t = _checked(transmission_matrix)
    n = t.shape[-1]
    (i, j), (k, m) = _pair("current", current, n), _pair("voltage", voltage, n)
    unit = scalar("degeneracy", degeneracy, above=0) * G0 / 2
    voltages, left = _solve(t, {i: 1.0, j: 0.0})
    through = left[..., i, j]
    if (through == 0).any():
        _refuse(t, np.asarray(through == 0), f"current cannot flow from {i} to {j}")
    drop = voltages[..., k] - voltages[..., m]
    lost = np.asarray(np.isnan(drop))
    if lost.any():
        _refuse(t, lost, f"voltage between {k} and {m} is not determined")
    return (drop / (unit * through))[()]
