"""What the kernels that execute the chapters inherit from the build.

`LANDAUER_STATIC_WIDGETS` makes a widget return its static page form. The IPython profile beside
this module draws figures as SVG, and `matplotlibrc` makes the same figure give the same bytes.
"""

from __future__ import annotations

import os
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

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


def refuse_tracebacks(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of errors that did not stop a kernel, such as a figure that could not be drawn."""
    for block in doctree.findall(nodes.literal_block):
        if "traceback" in block["classes"]:
            last_line = block.astext().strip().splitlines()[-1]
            logger.warning("a cell shows a traceback: %s", last_line, location=block, type="cell")


def setup(app: Sphinx) -> None:
    """Run before `myst_nb` reads the first document."""
    app.connect("builder-inited", prepare_environment, priority=100)
    app.connect("doctree-read", refuse_tracebacks)
