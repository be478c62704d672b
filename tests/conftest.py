"""Settings that all tests share: property tests draw the same examples on every run."""

from hypothesis import settings

settings.register_profile("book", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("book")
