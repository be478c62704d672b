"""What the kernels that execute the chapters inherit from the build.

`LANDAUER_STATIC_WIDGETS` makes a widget return its static page form. The IPython profile beside
this module draws figures as SVG, and `matplotlibrc` makes the same figure give the same bytes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)
ANSI = re.compile(r"\x1b\[[0-9;]*m")

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
    """Name each cell that shows a traceback: those that raise, and figures that cannot be drawn."""
    for block in doctree.findall(nodes.literal_block):
        if "traceback" not in block["classes"]:
            continue
        container: nodes.Node | None = block
        while container is not None and "cell_index" not in getattr(container, "attributes", {}):
            container = container.parent
        place = container["cell_index"] + 1 if isinstance(container, nodes.Element) else "?"
        lines = ANSI.sub("", block.astext()).strip().splitlines()
        logger.warning("cell %s raises %s", place, lines[-1], location=app.env.docname, type="cell")


def setup(app: Sphinx) -> None:
    """Run before `myst_nb` reads the first document."""
    app.connect("builder-inited", prepare_environment, priority=100)
    app.connect("doctree-read", refuse_tracebacks)
