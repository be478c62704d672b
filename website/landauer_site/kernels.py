"""What the kernels that execute the chapters inherit from the build.

`LANDAUER_STATIC_WIDGETS` makes a widget return its static page form. The IPython profile beside
this module draws figures as SVG, and `matplotlibrc` makes the same figure give the same bytes.
"""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.application import Sphinx

WEBSITE = Path(__file__).parent.parent


def prepare_environment(app: Sphinx) -> None:
    """Set the variables before the first notebook starts."""
    os.environ["LANDAUER_STATIC_WIDGETS"] = "1"
    os.environ["IPYTHONDIR"] = str(Path(app.doctreedir, "ipython"))
    os.environ["MATPLOTLIBRC"] = str(WEBSITE / "kernel" / "matplotlibrc")
    profile = Path(app.doctreedir, "ipython", "profile_default")
    profile.mkdir(parents=True, exist_ok=True)
    settings = WEBSITE / "kernel" / "ipython_kernel_config.py"
    (profile / settings.name).write_text(settings.read_text("utf8"), "utf8")


def setup(app: Sphinx) -> None:
    """Run before `myst_nb` reads the first document."""
    app.connect("builder-inited", prepare_environment, priority=100)
