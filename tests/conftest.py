"""Settings that all tests share."""

import pytest
from hypothesis import settings

# Property tests draw the same examples on every run.
settings.register_profile("book", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("book")

# pytest.approx forgives 1e-12 absolute even where only `rel` is given: in siemens or watts per
# kelvin that forgives everything. Here a tolerance is what the test says it is.
type(pytest.approx(1.0)).DEFAULT_ABSOLUTE_TOLERANCE = 0.0
