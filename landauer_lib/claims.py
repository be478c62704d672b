"""A chapter's claims as numbers: each is checked and printed, and the printed line is compared.

The Checks of every chapter call :func:`check`; nbval compares what it prints with the stored text.
"""

from landauer_lib import _checks

__all__ = ["check"]


def check(claim: str, value: float, expected: float, within: float) -> None:
    """Print a claim with its number; stop where the number is off.

    Parameters
    ----------
    claim : str
        What is claimed, in words, with the unit.
    value : float
        What the chapter computed.
    expected : float
        What the text says, or what an independent source gives.
    within : float
        Largest absolute difference allowed.

    Raises
    ------
    AssertionError
        If ``value`` differs from ``expected`` by more than ``within``.
    ValueError
        If a number is not finite or ``within`` is negative.

    Examples
    --------
    >>> check("three halves", 3 / 2, 1.5, 0)
    three halves: 1.5, expected 1.5 within 0
    """
    found = _checks.scalar("value", value)
    target = _checks.scalar("expected", expected)
    allowed = _checks.scalar("within", within, at_least=0)
    if abs(found - target) > allowed:
        raise AssertionError(f"{claim}: {found!r}, expected {target:g} within {allowed:g}")
    shown = round(found, 6) + 0.0  # what is below 1e-6 differs between machines
    print(f"{claim}: {shown:g}, expected {target:g} within {allowed:g}")
