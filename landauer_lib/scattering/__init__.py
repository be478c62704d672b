"""Scattering matrices: what a phase-coherent conductor between two leads does to every channel.

Amplitudes are normalized to unit flux, so that ``S`` is unitary and ``|t_mn|²`` is a probability.
With incoming amplitudes ``(left, right)`` and outgoing amplitudes ``(left, right)``::

    S = [[r, t'],        r, t    for waves that come from the left,
         [t, r']]        r', t'  for waves that come from the right.

The left lead has N_L channels and the right one N_R, which may differ and may be zero. Conductors
in series compose with ``@`` (the Redheffer star product), first factor on the left. Every block
may carry leading dimensions, for instance a grid of energies.

``ensembles`` draws random S-matrices: what chaos leaves of a conductor.
"""

from landauer_lib.scattering.ensembles import circular_ensemble
from landauer_lib.scattering.matrix import SMatrix, propagation

__all__ = ["SMatrix", "circular_ensemble", "propagation"]
