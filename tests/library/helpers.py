"""What test files share: comparing relatively, and numbers over many decades."""

import pytest
from hypothesis import strategies as st


def approx(expected, rel=1e-12, abs=0.0):
    """Compare relatively and closely: pytest's own default is 1e-6."""
    return pytest.approx(expected, rel=rel, abs=abs)


def powers_of_ten(low, high):
    return st.floats(low, high).map(lambda exponent: 10.0**exponent)


decades = powers_of_ten(-5, 5)
