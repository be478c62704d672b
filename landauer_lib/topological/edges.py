"""Edge currents between contacts on the rim of a sample: helical, and chiral for comparison.

A helical edge carries one mode each way between neighboring contacts, a chiral one its modes one
way only. Both are classical networks: no phase survives from contact to contact. Protection of a
helical edge holds for elastic, time-reversal-symmetric scattering of a single pair of modes;
everything else enters by a transmission below 1 per edge.
"""

from dataclasses import dataclass

import numpy as np

from landauer_lib import multiterminal
from landauer_lib._checks import number, whole_number
from landauer_lib._types import ArrayLike, Floats

__all__ = ["EdgeNetwork", "chiral_edge", "helical_edge"]


@dataclass(frozen=True)
class EdgeNetwork:
    """Contacts on the rim of a sample whose current flows along the edge.

    Attributes
    ----------
    transmission_matrix : array, shape (n, n)
        T[p, q]: transmission from contact q into contact p; contacts are numbered from 0 around
        the sample. The diagonal is what a contact gets back.
    """

    transmission_matrix: Floats

    def resistance(self, current: tuple[int, int], voltage: tuple[int, int]) -> float:
        """Four-terminal resistance (V_k − V_l)/I for a current I into contact i and out of j.

        Parameters
        ----------
        current : (i, j)
            Contact where the current enters, and where it leaves.
        voltage : (k, l)
            Contacts of the voltmeter; the two-terminal resistance has ``voltage=current``.

        Returns
        -------
        float
            Resistance in Ω, of either sign.
        """
        return float(
            multiterminal.resistance(self.transmission_matrix, current=current, voltage=voltage)
        )

    def conductance(self, source: int, drain: int) -> float:
        """Two-terminal conductance in S; all other contacts float."""
        return 1 / self.resistance((source, drain), (source, drain))


def helical_edge(
    terminals: int, *, edge_transmission: ArrayLike = 1.0, coupling: ArrayLike = 1.0
) -> EdgeNetwork:
    """Return the ring of contacts on a quantum spin Hall sample.

    With every argument at its default the ring is one resistor R_K between any two neighbors. Then
    a floating contact is one more place where the current equilibrates: it turns the two-terminal
    conductance from 2e²/h into 3e²/2h.

    Parameters
    ----------
    terminals : int
        Number n of contacts, at least 2, floating ones included.
    edge_transmission : array_like, scalar or shape (n,)
        Probability in (0, 1] to pass the edge from contact s to contact s + 1 instead of being
        turned back; an edge of length L with backscattering length λ has λ/(λ + L).
    coupling : array_like, scalar or shape (n,)
        Probability in (0, 1] that contact p absorbs a passing electron. Below 1 it models a weak
        dephasing contact, such as a puddle beside the edge.

    Returns
    -------
    EdgeNetwork

    Raises
    ------
    ValueError
        If there are fewer than two contacts, a probability lies outside (0, 1], or an array has
        not one entry a contact.

    References
    ----------
    M. König et al., Science 318, 766 (2007); A. Roth et al., Science 325, 294 (2009).

    Examples
    --------
    >>> from landauer_lib.constants import R_K
    >>> six = helical_edge(6)
    >>> [round(six.resistance((0, 3), meter) / R_K, 6) for meter in ((0, 3), (1, 2))]
    [1.5, 0.5]
    """
    n = whole_number("terminals", terminals, at_least=2)
    forward = _per_contact("edge_transmission", edge_transmission, n)
    absorbed = _per_contact("coupling", coupling, n)
    # A clockwise mover leaves contact s onto edge s, its partner leaves contact s + 1 onto edge s.
    edge, after = np.arange(n), (np.arange(n) + 1) % n
    onward = np.zeros((2 * n, 2 * n))  # from a mover leaving a contact to movers reaching one
    onward[edge, edge] = onward[n + edge, n + edge] = forward
    onward[n + edge, edge] = onward[edge, n + edge] = 1 - forward
    # Movers reach: clockwise on edge s the contact s + 1, counterclockwise the contact s.
    reached = np.zeros((n, 2 * n))
    reached[after, edge] = reached[edge, n + edge] = 1
    # Past its contact a clockwise mover of edge s goes on along s + 1, its partner along s − 1.
    past = np.zeros((2 * n, 2 * n))
    past[after, edge] = 1 - absorbed[after]
    past[n + edge, n + after] = 1 - absorbed[after]
    # Contact q feeds its clockwise mover on edge q and the other one on edge q − 1.
    fed = np.zeros((2 * n, n))
    fed[edge, edge] = absorbed
    fed[n + edge, after] = absorbed[after]
    leaving = np.linalg.solve(np.eye(2 * n) - past @ onward, fed)
    return EdgeNetwork(absorbed[:, None] * (reached @ (onward @ leaving)))


def chiral_edge(terminals: int, *, channels: int = 1, coupling: ArrayLike = 1.0) -> EdgeNetwork:
    """Return the ring of contacts on a quantum Hall sample, for comparison.

    All modes run from contact s to s + 1, so a floating contact passes on exactly the current that
    it receives: the two-terminal conductance stays ν e²/h however many there are.

    Parameters
    ----------
    terminals : int
        Number n of contacts, at least 2.
    channels : int
        Number ν of edge modes, at least 1.
    coupling : array_like, scalar or shape (n,)
        As in :func:`helical_edge`, the same for every mode of a contact.

    Returns
    -------
    EdgeNetwork

    Raises
    ------
    ValueError
        If there are fewer than two contacts or one channel, or a probability lies outside (0, 1].

    References
    ----------
    M. Büttiker, Phys. Rev. B 38, 9375 (1988).

    Examples
    --------
    >>> from landauer_lib.constants import R_K
    >>> three = chiral_edge(3)
    >>> round(three.conductance(0, 2) * R_K, 6), round(helical_edge(3).conductance(0, 2) * R_K, 6)
    (1.0, 1.5)
    """
    n = whole_number("terminals", terminals, at_least=2)
    modes = whole_number("channels", channels, at_least=1)
    absorbed = _per_contact("coupling", coupling, n)
    edge, after = np.arange(n), (np.arange(n) + 1) % n
    past = np.zeros((n, n))
    past[after, edge] = 1 - absorbed[after]
    leaving = np.linalg.solve(np.eye(n) - past, np.diag(absorbed))
    return EdgeNetwork(modes * absorbed[:, None] * np.roll(leaving, 1, axis=0))


def _per_contact(name: str, value: ArrayLike, contacts: int) -> Floats:
    """Return one probability in (0, 1] a contact."""
    values = number(name, value, above=0, at_most=1)
    if values.shape not in ((), (contacts,)):
        raise ValueError(
            f"{name} must be one number or one for each of the {contacts} contacts, "
            f"got shape {values.shape}"
        )
    return np.broadcast_to(values, (contacts,))
