"""What happens inside a device: local density of states and local currents.

Both are sums over scattering states that carry unit current. Per unit of energy, the waves from
lead q fill the device with density Σ|ψ|²/2π, and carry Σ 2 Im ψ_j* H_ji ψ_i from orbital i to
orbital j: across any cut that is the transmission from q, in units of e/h per energy.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .network import Network

__all__ = ["bond_currents", "current_field", "local_density"]

Floats = NDArray[np.float64]


def local_density(network: Network, energy: float, lead: int | None = None) -> Floats:
    """Return the local density of states.

    Parameters
    ----------
    network : Network
        Device.
    energy : float
        Energy.
    lead : int, optional
        Count only the waves that come from this lead; by default those from all leads, which is
        the full density of states −Im G/π apart from bound states.

    Returns
    -------
    ndarray, shape (sites,)
        States per site and per unit of energy, summed over the orbitals of a site.

    References
    ----------
    T. Gramespacher and M. Büttiker, Phys. Rev. B 56, 13026 (1997).

    Examples
    --------
    An infinite chain has 1/(2π) states per site and energy at mid-band (hopping 1):

    >>> from landauer_lib.lattice import uniform_strip
    >>> density = local_density(uniform_strip(3, 1).network(), 0.0)
    >>> (2 * np.pi * density).round(12)
    array([1., 1., 1.])
    """
    leads = range(len(network.leads)) if lead is None else [lead]
    weight = np.zeros(network.size)
    for q in leads:
        weight += np.sum(np.abs(network.scattering_states(energy, q)) ** 2, axis=1)
    density: Floats = weight.reshape(-1, network.orbitals).sum(axis=1) / (2 * np.pi)
    return density


def bond_currents(network: Network, energy: float, lead: int) -> sparse.csr_array:
    """Return the current on every bond, carried by the waves from one lead.

    Parameters
    ----------
    network : Network
        Device.
    energy : float
        Energy.
    lead : int
        Lead that the waves come from.

    Returns
    -------
    sparse array, shape (sites, sites)
        Entry [j, i] is the current from site i to site j (antisymmetric), in units of e/h per
        unit of energy: summed over a cut it is a transmission.

    Examples
    --------
    >>> from landauer_lib.lattice import uniform_strip
    >>> currents = bond_currents(uniform_strip(3, 1).network(), 0.0, lead=0)
    >>> round(float(currents[1, 0]), 12)
    1.0
    """
    waves = network.scattering_states(energy, lead)
    bonds = network.hamiltonian.tocoo()
    row, column = bonds.coords
    overlap = np.sum(waves[row].conj() * waves[column], axis=1)
    flow = 2 * np.imag(bonds.data * overlap)
    m, sites = network.orbitals, network.size // network.orbitals
    return sparse.csr_array((flow, (row // m, column // m)), shape=(sites, sites))


def current_field(network: Network, energy: float, lead: int) -> Floats:
    """Return the current density as a vector at every site, for arrows in a picture.

    Parameters
    ----------
    network : Network
        Device with positions.
    energy : float
        Energy.
    lead : int
        Lead that the waves come from.

    Returns
    -------
    ndarray, shape (sites, 2)
        Half the sum of current times bond vector over the bonds of a site.

    Raises
    ------
    ValueError
        If the network was built without positions.

    Examples
    --------
    >>> from landauer_lib.lattice import uniform_strip
    >>> current_field(uniform_strip(3, 1).network(), 0.0, lead=0)[1].round(12)
    array([1., 0.])
    """
    if network.positions is None:
        raise ValueError("network has no positions: current_field needs them")
    flow = bond_currents(network, energy, lead).tocoo()
    to, start = flow.coords
    field = np.zeros_like(network.positions)
    step = network.positions[to] - network.positions[start]
    np.add.at(field, to, 0.5 * flow.data[:, None] * step)
    return field
