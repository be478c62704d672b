"""Densities and currents as functions of a device; see the methods of the same names."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from landauer_lib._checks import instances

from .device import Device

__all__ = ["bond_currents", "current_field", "local_density"]

Floats = NDArray[np.float64]


def local_density(device: Device, energy: float, lead: int | None = None) -> Floats:
    """Return :meth:`Device.local_density` of a strip, slices or a network."""
    instances(Device, device=device)
    return device.local_density(energy, lead)


def bond_currents(device: Device, energy: float, lead: int = 0) -> sparse.csr_array:
    """Return :meth:`Device.bond_currents` of a strip, slices or a network."""
    instances(Device, device=device)
    return device.bond_currents(energy, lead)


def current_field(device: Device, energy: float, lead: int = 0) -> Floats:
    """Return :meth:`Device.current_field` of a strip, slices or a network."""
    instances(Device, device=device)
    return device.current_field(energy, lead)
