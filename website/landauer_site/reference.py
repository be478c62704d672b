"""The library reference: one section for each public module of `landauer_lib`, from its docstrings.

The list of modules is read from the package, so the page cannot miss one.
"""

from __future__ import annotations

import pkgutil
import re

from sphinx.application import Sphinx

import landauer_lib

PAGE = "chapters/appendix/library"

SECTION = """
({anchor})=
## `{name}`

```{{eval-rst}}
.. automodule:: {name}
   :members:
```
"""


def public_modules() -> list[str]:
    """Names of the library's modules, without the private ones."""
    found = pkgutil.iter_modules(landauer_lib.__path__, "landauer_lib.")
    return sorted(module.name for module in found if "._" not in module.name)


def append_modules(app: Sphinx, docname: str, content: list[str]) -> None:
    """Write the sections below the page's own text."""
    if docname == PAGE:
        content[0] += "".join(
            SECTION.format(name=name, anchor=name.replace(".", "-").replace("_", "-"))
            for name in public_modules()
        )


def escape_bars(
    app: Sphinx, what: str, name: str, subject: object, options: object, lines: list[str]
) -> None:
    """Keep |x| an absolute value; reStructuredText would take it for a substitution."""
    in_example = False
    for index, line in enumerate(lines):
        in_example = line.lstrip().startswith(">>>") or (in_example and bool(line.strip()))
        if not in_example:
            parts = re.split("(``.*?``)", line)
            parts[::2] = [part.replace("|", r"\|") for part in parts[::2]]
            lines[index] = "".join(parts)


def setup(app: Sphinx) -> None:
    """Connect; before napoleon, which works on the same lines."""
    app.connect("source-read", append_modules)
    app.connect("autodoc-process-docstring", escape_bars, priority=100)
