"""Numbers as a reader writes them, for the lines below the plots."""

__all__ = ["short"]


def short(value: float, digits: int = 2) -> str:
    """Return a number with so many significant digits; small ones with a power of ten.

    >>> short(0.4848), short(3.2e-5), short(1e-12, digits=1)
    ('0.48', '3.2·10⁻⁵', '1·10⁻¹²')
    """
    if value == 0 or abs(value) >= 1e-3:
        return f"{value:.{digits}g}".replace("-", "−")
    number, power = f"{value:.{digits - 1}e}".split("e-")
    raised = power.lstrip("0").translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{number}·10⁻{raised}".replace("-", "−")
