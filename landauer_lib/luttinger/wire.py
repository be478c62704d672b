"""A clean interacting wire between two leads: charge waves on a line of changing impedance.

The charge current I and the potential U = (∂energy/∂charge density) are both continuous where K
or v change, and a charge wave that moves one way carries U = I h/(2Ke²) (per channel). So the wire
is a transmission line of impedance 1/K in units of the lead's, and everything below is the
theory of such a line. A reservoir at voltage V sends the current (e²/h)V per channel into its lead.
Electrons are assumed not to be scattered back one by one: contacts smooth on the Fermi wavelength.
"""

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Complexes, Floats
from landauer_lib.constants import R_K
from landauer_lib.luttinger.line import field


def infinite_wire_conductance(K: ArrayLike, *, degeneracy: int = 2) -> Floats:
    """Return the conductance K·(degeneracy e²/h) of an infinitely long clean wire, in S.

    This is the response to a field applied inside the wire when its length is taken to infinity
    before the frequency to zero; no wire between leads shows it at zero frequency.

    Parameters
    ----------
    K : array_like
        Interaction parameter, above 0, any shape.
    degeneracy : int, optional
        Channels that share the charge wave: 2 with spin (K is then K_ρ).

    Returns
    -------
    ndarray or float
        Conductance in S, of the shape of ``K``.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number, not finite or out of range.

    References
    ----------
    C. L. Kane and M. P. A. Fisher, Phys. Rev. B 46, 15233 (1992).

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> float(infinite_wire_conductance(0.7) / G0)
    0.7
    """
    degeneracy = _checks.whole_number("degeneracy", degeneracy, at_least=1)
    return (_checks.number("K", K, above=0) * (degeneracy / R_K))[()]


class Wire:
    """An interacting wire between two leads without interactions (K = 1).

    Parameters
    ----------
    K : array_like
        Interaction parameter of the wire, or of each of its sections from left to right; above 0.
    length : array_like
        Length in m, of the wire or of each section; above 0.
    velocity : array_like
        Velocity of the charge waves in m/s, of the wire or of each section; above 0.
    degeneracy : int, optional
        Channels that share the charge wave: 2 with spin (the default; K is then K_ρ), 4 for a
        nanotube (K is then that of the total charge).

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number, not finite, not positive, or if the sections' arrays do not
        broadcast to one dimension.

    References
    ----------
    D. L. Maslov and M. Stone, Phys. Rev. B 52, R5539 (1995); V. V. Ponomarenko, Phys. Rev. B 52,
    R8666 (1995); I. Safi and H. J. Schulz, Phys. Rev. B 52, R17040 (1995).

    Examples
    --------
    >>> from landauer_lib.constants import G0
    >>> wire = Wire(K=0.7, length=2e-6, velocity=3e5)
    >>> wire.dc_conductance() / G0
    1.0
    >>> wire.pulse_train(3).round(3)
    array([0.969, 0.03 , 0.001])
    """

    def __init__(
        self,
        K: ArrayLike,
        length: ArrayLike,
        velocity: ArrayLike,
        *,
        degeneracy: int = 2,
    ) -> None:
        parameter = _checks.number("K", K, above=0)
        lengths = _checks.number("length", length, above=0)
        velocities = _checks.number("velocity", velocity, above=0)
        shape = _checks.broadcast_shape(K=parameter, length=lengths, velocity=velocities)
        if len(shape) > 1 or 0 in shape:
            raise ValueError(f"sections must form one row of at least one, got the shape {shape}")
        row = shape or (1,)
        self.K = np.broadcast_to(parameter, row)
        self.length = np.broadcast_to(lengths, row)
        self.velocity = np.broadcast_to(velocities, row)
        self.degeneracy = _checks.whole_number("degeneracy", degeneracy, at_least=1)

    @classmethod
    def with_soft_contacts(
        cls,
        K: float,
        length: float,
        velocity: float,
        contact_length: float,
        *,
        slices: int = 96,
        degeneracy: int = 2,
    ) -> "Wire":
        """Return a uniform wire whose K falls smoothly from the leads' 1 at either end.

        Over each contact ln K follows sin² of the transit time, and the velocity follows K so that
        vK stays the same, as it must where interactions alone change (the product is the
        Fermi velocity). The whole is cut into slices of equal transit time, between which
        pulses keep step; waves must be much longer than a slice.

        Parameters
        ----------
        K, length, velocity : float
            Of the uniform part: above 0; m; m/s.
        contact_length : float
            Length of each graded contact in m, above 0; the whole wire is
            ``length + 2 * contact_length`` long.
        slices : int, optional
            Sections of the whole, at least 3; the error falls as their inverse square.
        degeneracy : int, optional
            As in :class:`Wire`.

        Returns
        -------
        Wire
            With ``slices`` sections.

        Raises
        ------
        ValueError, TypeError
            If an argument is not a number, not finite or out of range.

        Examples
        --------
        >>> sharp = Wire(0.5, 1e-6, 1e6)
        >>> soft = Wire.with_soft_contacts(0.5, 1e-6, 1e6, contact_length=5e-6)
        >>> omega = 2e12
        >>> [round(float(wire.ac_transmission(omega)), 4) for wire in (sharp, soft)]
        [0.8262, 1.0]
        """
        parameter = _checks.scalar("K", K, above=0)
        uniform = _checks.scalar("length", length, above=0)
        speed = _checks.scalar("velocity", velocity, above=0)
        contact = _checks.scalar("contact_length", contact_length, above=0)
        count = _checks.whole_number("slices", slices, at_least=3)
        through = np.sin(np.pi / 2 * (np.arange(400) + 0.5) / 400) ** 2
        ramp_time = contact / (speed * np.mean(parameter ** (1 - through)))
        total_time = uniform / speed + 2 * ramp_time
        middle = total_time * (np.arange(count) + 0.5) / count
        from_end = np.minimum(middle, total_time - middle)
        sections = parameter ** (np.sin(np.pi / 2 * np.minimum(from_end / ramp_time, 1)) ** 2)
        velocities = speed * parameter / sections
        lengths = (uniform + 2 * contact) * velocities / velocities.sum()
        return cls(sections, lengths, velocities, degeneracy=degeneracy)

    @property
    def transit_time(self) -> float:
        """Time that a charge wave takes from end to end, in s."""
        return float((self.length / self.velocity).sum())

    def dc_conductance(self) -> float:
        """Return the conductance at zero frequency, in S: degeneracy e²/h whatever K is.

        For ω ≪ v/L the line of :meth:`ac_transmission` is shorter than its wavelength and passes
        everything, whatever the profile of K and v.

        Returns
        -------
        float
            Conductance in S.

        Examples
        --------
        >>> Wire([0.3, 0.9], 1e-6, 1e5).dc_conductance() == Wire(1.0, 1e-3, 1e6).dc_conductance()
        True
        """
        return self.degeneracy / R_K

    def contact_resistance(self) -> float:
        """Return the resistance of each end, in Ω: h/4e² for a spin-degenerate channel, any K.

        Assigned in this sense: a weak probe that favors neither direction reads V in the source,
        V/2 everywhere in leads and wire, and 0 in the drain, so that half of the bias is dropped
        on either side, between reservoir and wire, while the current is (degeneracy e²/h) V. The
        interactions in the wire do not enter, nor the way in which K changes at its ends.

        Returns
        -------
        float
            Resistance in Ω.

        Examples
        --------
        >>> round(Wire(0.5, 1e-6, 1e5).contact_resistance(), 1)
        6453.2
        """
        return 0.5 / self.dc_conductance()

    def ac_amplitude(self, omega: ArrayLike) -> Complexes:
        """Return the complex current out of the far end, over (degeneracy e²/h) times the voltage.

        The voltage V exp(−iωt) is that of the left reservoir. For a uniform wire this is
        1/[cos φ − (i/2)(K + 1/K) sin φ] with φ = ωL/v. It is also the amplitude with which a
        charge wave from the left lead reaches the right one.

        Parameters
        ----------
        omega : array_like
            Angular frequency in rad/s, any shape.

        Returns
        -------
        ndarray or complex
            Of the shape of ``omega``.

        Raises
        ------
        ValueError, TypeError
            If ``omega`` is not made of finite numbers.

        Examples
        --------
        >>> complex(Wire(0.5, 1e-6, 1e6).ac_amplitude(0.0))
        (1+0j)
        """
        frequency = _checks.number("omega", omega)
        wave = field(self.K, self.length, self.velocity, self.length.sum(), frequency)
        return (2 * wave.scale / (wave.left_potential + wave.left_current))[()]

    def ac_reflection(self, omega: ArrayLike) -> Complexes:
        """Return the amplitude with which a charge wave from the left lead is reflected.

        The current into the near end is 1 minus this, in the units of :meth:`ac_amplitude`; what
        goes in and does not come out charges the wire against the gate that screens it.

        Parameters
        ----------
        omega : array_like
            Angular frequency in rad/s, any shape.

        Returns
        -------
        ndarray or complex
            Of the shape of ``omega``; \\|reflection\\|² + \\|amplitude\\|² = 1.

        Raises
        ------
        ValueError, TypeError
            If ``omega`` is not made of finite numbers.

        Examples
        --------
        >>> wire = Wire(0.5, 1e-6, 1e6)
        >>> float(abs(wire.ac_reflection(1e12)) ** 2 + abs(wire.ac_amplitude(1e12)) ** 2)
        1.0
        """
        frequency = _checks.number("omega", omega)
        wave = field(self.K, self.length, self.velocity, self.length.sum(), frequency)
        potential, current = wave.left_potential, wave.left_current
        return ((potential - current) / (potential + current))[()]

    def ac_transmission(self, omega: ArrayLike) -> Floats:
        """Return \\|G21\\| in units of degeneracy e²/h: far current over near voltage.

        A uniform wire gives [1 + ¼(1/K − K)² sin²(ωL/v)]^(−1/2): one at zero frequency whatever
        K is, 2K/(1 + K²) at its smallest, where ωL/v = π/2.

        Parameters
        ----------
        omega : array_like
            Angular frequency in rad/s, any shape.

        Returns
        -------
        ndarray or float
            Of the shape of ``omega``, in [0, 1].

        Raises
        ------
        ValueError, TypeError
            If ``omega`` is not made of finite numbers.

        References
        ----------
        V. V. Ponomarenko, Phys. Rev. B 52, R8666 (1995); I. Safi and H. J. Schulz, Phys. Rev. B
        52, R17040 (1995).

        Examples
        --------
        >>> import math
        >>> float(Wire(0.5, 1e-6, 1e6).ac_transmission(math.pi / 2 * 1e12).round(12))
        0.8
        """
        return np.minimum(np.abs(self.ac_amplitude(omega)), 1.0)[()]

    def pulse_train(self, count: int, *, end: str = "far") -> Floats:
        """Return the first fractions of a pulse that leave a uniform wire at one end.

        A pulse from the left lead enters with 2K/(1 + K) of its charge and bounces with
        r = (1 − K)/(1 + K). At the far end 4K/(1 + K)² r^(2n) leaves at (2n + 1) L/v; the sum is
        1. At the near end r is reflected at once, then −r 4K/(1 + K)² r^(2n−2) leaves
        at 2n L/v (n ≥ 1); the sum is 0.

        Parameters
        ----------
        count : int
            How many fractions, at least 1.
        end : {"far", "near"}, optional
            Where the fractions leave.

        Returns
        -------
        ndarray
            ``count`` fractions of the incoming charge, in order of time.

        Raises
        ------
        ValueError, TypeError
            If ``count`` or ``end`` is out of range, or the wire has several sections (whose pulses
            are not evenly spaced: :func:`pulse_response` gives them with their times).

        References
        ----------
        I. Safi and H. J. Schulz, Phys. Rev. B 52, R17040 (1995).

        Examples
        --------
        >>> Wire(0.5, 1e-6, 1e6).pulse_train(3)
        array([0.88888889, 0.09876543, 0.01097394])
        """
        number = _checks.whole_number("count", count, at_least=1)
        _checks.one_of("end", end, ("far", "near"))
        if len(self.K) > 1:
            raise ValueError(
                f"pulse_train needs a uniform wire, this one has {len(self.K)} sections: "
                "use pulse_response"
            )
        parameter = float(self.K[0])
        r = (1 - parameter) / (1 + parameter)
        through = 4 * (parameter / (1 + parameter)) / (1 + parameter)
        fractions: Floats = through * np.power(r * r, np.arange(number, dtype=np.float64))
        if end == "far":
            return fractions
        return np.concatenate([[r], -r * fractions[:-1]])
