"""Where K comes from: the kinetic and the charging energy of one more electron."""

import numpy as np

from landauer_lib import _checks
from landauer_lib._types import ArrayLike, Floats
from landauer_lib.constants import HBAR_EV


def interaction_parameter(
    repulsion: ArrayLike, fermi_velocity: ArrayLike, *, degeneracy: int = 2
) -> Floats:
    """Return K = [1 + degeneracy U/(πħv_F)]^(−1/2), the square root of the kinetic share.

    Electrons added to a wire at a density n cost πħv_F n/degeneracy of kinetic energy and U n of
    charging energy each; K² is the first over the sum. The charge waves run at v_F/K. U is the
    long-wave interaction, e² over the capacitance per length to a gate; the exchange of
    electrons at short distance and the dispersion's curvature are left out.

    Parameters
    ----------
    repulsion : array_like
        Energy U of a unit of density in eV m, at least 0, any shape.
    fermi_velocity : array_like
        Fermi velocity in m/s, above 0; broadcasts with ``repulsion``.
    degeneracy : int, optional
        Channels that repel each other: 2 with spin (the result is then K_ρ).

    Returns
    -------
    ndarray or float
        K in (0, 1], of the broadcast shape.

    Raises
    ------
    ValueError, TypeError
        If an argument is not a number or out of range, or the shapes do not broadcast.

    References
    ----------
    C. L. Kane and M. P. A. Fisher, Phys. Rev. B 46, 15233 (1992).

    Examples
    --------
    >>> float(interaction_parameter(0.4e-9, 2e5).round(3))
    0.584
    """
    energy = _checks.number("repulsion", repulsion, at_least=0)
    velocity = _checks.number("fermi_velocity", fermi_velocity, above=0)
    channels = _checks.whole_number("degeneracy", degeneracy, at_least=1)
    _checks.broadcast_shape(repulsion=energy, fermi_velocity=velocity)
    kinetic = np.sqrt(np.pi * HBAR_EV * velocity / channels)
    # Roots first: neither a tiny nor a huge ratio of the two energies overflows.
    return (kinetic / np.hypot(kinetic, np.sqrt(energy)))[()]
