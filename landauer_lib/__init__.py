"""landauer_lib: the physics of the book *Conductance Is Transmission*, one module a topic.

Energies are in eV, temperatures in K, bias in V, lengths in m, fields in T, masses in units of
the free-electron mass, conductance in S. Where they may be left out, ``mass=1`` and ``g_factor=2``
stand for free electrons and ``degeneracy=2`` for spin (1 in ``multiterminal``, where edge states
are counted one by one). Submodules load when first used, so that importing the package costs
nothing::

    import landauer_lib as ll
    ll.landauer.conductance(1.0, ll.reservoirs.Reservoir(mu=0.01, temperature=4.2))
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # so that checkers and editors know what __getattr__ loads
    from . import (
        barriers,
        channels,
        claims,
        constants,
        dephasing,
        disorder,
        drude,
        figures,
        hall,
        heat,
        kondo,
        lab,
        landauer,
        lattice,
        luttinger,
        measured,
        metrology,
        multiterminal,
        noise,
        point_contact,
        reservoirs,
        scattering,
        spin,
        topological,
        widgets,
    )

__version__ = "0.1.0"

__all__ = [
    "barriers",
    "channels",
    "claims",
    "constants",
    "dephasing",
    "disorder",
    "drude",
    "figures",
    "hall",
    "heat",
    "kondo",
    "lab",
    "landauer",
    "lattice",
    "luttinger",
    "measured",
    "metrology",
    "multiterminal",
    "noise",
    "point_contact",
    "reservoirs",
    "scattering",
    "spin",
    "topological",
    "widgets",
]


if not TYPE_CHECKING:  # a checker that saw it would take every name for a module

    def __getattr__(name: str) -> ModuleType:
        """Import a submodule the first time it is asked for."""
        if name in __all__:
            return import_module(f"{__name__}.{name}")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the submodules beside what is defined here."""
    return sorted([*globals(), *__all__])
