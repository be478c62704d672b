"""Fixtures that test files of the library share."""

import mpmath
import pytest


@pytest.fixture(scope="module")
def forty_digits():
    """Let mpmath count with forty digits."""
    with mpmath.workdps(40):
        yield
