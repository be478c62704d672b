"""Sphinx extension that turns the chapters into the book's site.

One concern a module: `kernels` (what executing notebooks inherit), `execution` (chapters run side
by side, their outputs kept), `progress` (what the terminal shows meanwhile), `equations` and
`mathml` (formulas), `notation` (the book's symbols and their meanings), `glossary` (terms linked at
first use), `widget_links` (links that set a widget), `folding` (code that can be passed over),
`figures` (plots that follow the theme), `bibliography` (the list of references), `numbering`
(chapter numbers), `typography` (what a line must not part), `reference` (the library's docstrings),
`widget_tables` (the widgets' data), `search` (the index), `reading` (a page's time and height),
`assets` (the few files a page loads), `fonts` (cut to the characters used). The page itself is
`website/templates/layout.html`.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from . import (
    assets,
    bibliography,
    equations,
    execution,
    figures,
    folding,
    glossary,
    kernels,
    notation,
    numbering,
    progress,
    reading,
    reference,
    search,
    typography,
    widget_links,
    widget_tables,
)

PARTS = (
    kernels,
    progress,
    execution,
    notation,
    equations,
    glossary,
    widget_links,
    folding,
    reading,
    figures,
    bibliography,
    numbering,
    reference,
    typography,
    widget_tables,
    search,
    assets,
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the parts to the build."""
    # Jupyter Book always passes this value on, also without the extension that reads it.
    app.add_config_value("comments_config", {}, "html")
    for part in PARTS:
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
