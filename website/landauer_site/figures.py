"""Notebook plots put into the page as SVG that follows the light and dark theme."""

from __future__ import annotations

from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Nothing yet."""
