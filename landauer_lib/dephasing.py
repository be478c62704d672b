"""Losing phase: chains of obstacles and Büttiker probes, from interference to Ohm's law.

A probe is a floating terminal that takes the share ε out of each stream passing it and emits as
much current as it takes. If it mixes the two directions (one terminal) it forgets phase *and*
momentum, and adds ε/(2 − ε) to the resistance in units of that of the open channel. If right- and
left-movers each have a probe of their own it forgets phase only, and adds nothing. One channel,
linear response, transmission flat over kT (where pure dephasing and inelastic probes agree).
"""

import numpy as np

from landauer_lib._checks import number, probability, scalar
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import R_K
from landauer_lib.multiterminal import resistance

__all__ = ["chain_resistance", "dephasing_chain", "incoherent_resistance"]


def _chain(transmissions: ArrayLike, couplings: ArrayLike) -> tuple[Floats, Floats]:
    """Check the obstacles T_0 … T_N and the N probes between them."""
    t, e = probability("transmissions", transmissions), probability("couplings", couplings)
    if t.ndim != 1 or t.size < 1:
        raise ValueError(f"transmissions must list at least one obstacle, got shape {t.shape}")
    if e.shape not in ((), (t.size - 1,)):
        raise ValueError(
            f"couplings must be one number or have shape ({t.size - 1},), one for each gap "
            f"between neighbors in transmissions, got {e.shape}"
        )
    return t, np.broadcast_to(e, (t.size - 1,))


def dephasing_chain(
    transmissions: ArrayLike,
    couplings: ArrayLike,
    *,
    momentum_relaxing: bool = True,
    phases: ArrayLike | None = None,
) -> Floats:
    """Return the transmission matrix of a wire with obstacles and a probe in every gap.

    Parameters
    ----------
    transmissions : array_like, shape (N + 1,)
        Transmissions of the obstacles from left to right; 1 stands for none.
    couplings : array_like, shape () or (N,)
        Share ε that the probe in each gap absorbs from a stream that passes it.
    momentum_relaxing : bool
        True for probes that emit equally in both directions; False for separate probes of
        right- and left-movers.
    phases : array_like, shape (N,), optional
        Phase of one flight through each gap, in radians: what the probes leave of the waves
        interferes. If left out, probabilities are added instead (phases averaged).

    Returns
    -------
    ndarray
        Matrix over the terminals left end, right end, then the probes from left to right, N of
        them or 2N (right-movers first in each gap).

    Raises
    ------
    ValueError
        If a probability lies outside [0, 1], the lengths do not fit, or two perfect mirrors trap
        a wave.

    References
    ----------
    M. Büttiker, Phys. Rev. B 33, 3020 (1986).
    J. L. D'Amato and H. M. Pastawski, Phys. Rev. B 41, 7411 (1990), for chains of probes.

    Examples
    --------
    >>> dephasing_chain([1, 1], 0.5)
    array([[0. , 0.5, 0.5],
           [0.5, 0. , 0.5],
           [0.5, 0.5, 0. ]])
    """
    t, e = _chain(transmissions, couplings)
    gaps = e.size
    theta = np.zeros(gaps)
    if phases is not None:
        theta = number("phases", phases)
        if theta.shape != (gaps,):
            raise ValueError(f"phases must have shape ({gaps},), got {theta.shape}")
    trapped = (t[:-1] == 0) & (t[1:] == 0) & (e == 0)
    if trapped.any():
        raise ValueError(
            f"transmissions must not close gap {np.flatnonzero(trapped)[0]} on both sides where "
            "couplings is 0: its waves are trapped"
        )
    # Stations: obstacle, probe, obstacle, …; a segment follows each but the last. Wave 2s moves
    # right and wave 2s + 1 left in segment s. Each lead in turn drives the outermost waves.
    through = np.empty(2 * gaps + 1)
    back = np.zeros(2 * gaps + 1)
    through[0::2], through[1::2] = np.sqrt(t), np.sqrt(1 - e)
    back[0::2] = np.sqrt(1 - t)
    flight = np.ones(2 * gaps, dtype=complex)
    flight[0::2] = np.exp(1j * theta)
    count, terminals = 4 * gaps, 2 + 2 * gaps
    rule = np.zeros((count, count), dtype=complex)
    enter = np.zeros((count, terminals), dtype=complex)
    leave = np.zeros((terminals, count), dtype=complex)
    direct = np.zeros((terminals, terminals), dtype=complex)
    for s in range(2 * gaps):
        right, left = 2 * s, 2 * s + 1
        rule[right, left] = -back[s] * flight[s]
        rule[left, right] = back[s + 1] * flight[s]
        if s > 0:
            rule[right, right - 2] = through[s] * flight[s]
        if s < 2 * gaps - 1:
            rule[left, left + 2] = through[s + 1] * flight[s]
    for gap in range(gaps):
        before, after, share = 4 * gap, 4 * gap + 2, np.sqrt(e[gap])
        right_probe, left_probe = 2 + 2 * gap, 3 + 2 * gap
        leave[right_probe, before], enter[after, right_probe] = share, share
        leave[left_probe, after + 1] = share
        enter[before + 1, left_probe] = share * flight[2 * gap]
    if gaps:
        enter[0, 0], leave[0, 1] = through[0] * flight[0], through[0]
        enter[count - 1, 1], leave[1, count - 2] = through[-1], through[-1]
    else:
        direct[0, 1] = direct[1, 0] = through[0]
    if phases is None:
        rule, enter, leave, direct = (np.abs(m) ** 2 for m in (rule, enter, leave, direct))
    matrix = direct + leave @ np.linalg.solve(np.eye(count) - rule, enter)
    probabilities: Floats = np.maximum(matrix.real, 0) if phases is None else np.abs(matrix) ** 2
    if momentum_relaxing:
        owner = np.repeat(np.arange(gaps + 2), [1, 1, *[2] * gaps])
        join = (owner == np.arange(gaps + 2)[:, np.newaxis]).astype(float)
        probabilities = join @ probabilities @ join.T
    np.fill_diagonal(probabilities, 0.0)
    return probabilities


def chain_resistance(
    transmissions: ArrayLike,
    couplings: ArrayLike,
    *,
    momentum_relaxing: bool = True,
    phases: ArrayLike | None = None,
    degeneracy: float = 2,
) -> float:
    """Return the two-terminal resistance of a chain of obstacles and floating probes.

    Parameters
    ----------
    transmissions, couplings, momentum_relaxing, phases
        As in :func:`dephasing_chain`.
    degeneracy : float
        Number of identical channels, 2 for spin.

    Returns
    -------
    float
        Resistance between the ends, in Ω, contacts included.

    Raises
    ------
    ValueError
        As in :func:`dephasing_chain`, or if an obstacle lets nothing pass.

    References
    ----------
    M. Büttiker, Phys. Rev. B 33, 3020 (1986).

    Examples
    --------
    Ten probes that absorb everything make eleven wires in series; ten that keep the direction
    leave the wire as it was:

    >>> ratio = [chain_resistance([1] * 11, 1.0, momentum_relaxing=m) / 12906.4037 for m in (1, 0)]
    >>> [round(r, 6) for r in ratio]
    [11.0, 1.0]
    """
    matrix = dephasing_chain(
        transmissions, couplings, momentum_relaxing=momentum_relaxing, phases=phases
    )
    return float(resistance(matrix, (0, 1), (0, 1), degeneracy=degeneracy))


def incoherent_resistance(
    transmissions: ArrayLike, couplings: ArrayLike, *, degeneracy: float = 2
) -> float:
    """Return Ohm's law: R = (h/e²)[1 + Σ (1 − T)/T + Σ ε/(2 − ε)] / degeneracy.

    The closed form of :func:`chain_resistance` for momentum-relaxing probes and averaged phases;
    without probes' terms it holds for probes that conserve momentum.

    Parameters
    ----------
    transmissions, couplings, degeneracy
        As in :func:`chain_resistance`; transmissions above 0.

    Returns
    -------
    float
        Resistance, in Ω.

    Raises
    ------
    ValueError
        If a transmission is 0 or a probability lies outside [0, 1].

    References
    ----------
    R. Landauer, Philos. Mag. 21, 863 (1970); M. Büttiker, Phys. Rev. B 33, 3020 (1986).

    Examples
    --------
    >>> round(incoherent_resistance([0.5, 0.5], 0.0) / 12906.4037, 6)
    3.0
    """
    t, e = _chain(transmissions, couplings)
    number("transmissions", t, above=0)
    factor = scalar("degeneracy", degeneracy, above=0)
    return float(R_K / factor * (1 + np.sum((1 - t) / t) + np.sum(e / (2 - e))))
