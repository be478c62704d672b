"""The library reference: a page for each public module of `landauer_lib`, from its docstrings.

A module's page holds its title alone (`chapters/appendix/library/NAME.md`); what the module says is
put below it here. The first page lists the modules, read from the package, so it cannot miss one.
"""

from __future__ import annotations

import importlib
import pkgutil
import re

from sphinx.application import Sphinx

import landauer_lib

PAGE = "chapters/appendix/library"

MODULE = """
({anchor})=

```{{eval-rst}}
.. automodule:: {name}
   :members:
```
"""


def public_modules() -> list[str]:
    """Names of the library's modules, without the private ones."""
    found = pkgutil.iter_modules(landauer_lib.__path__, "landauer_lib.")
    return sorted(module.name for module in found if "._" not in module.name)


def summary(name: str) -> str:
    """First line of a module's docstring, made fit for a table."""
    text = (importlib.import_module(name).__doc__ or "").strip().splitlines()[0]
    return re.sub("``(.*?)``", r"`\1`", text).replace("|", r"\|")


def append_modules(app: Sphinx, docname: str, content: list[str]) -> None:
    """Write the list, or a module's docstrings, below the page's own text."""
    if docname == PAGE:
        rows = "".join(
            f"| [`{name.split('.')[1]}`](library/{name.split('.')[1]}.md) | {summary(name)} |\n"
            for name in public_modules()
        )
        content[0] += f"\n\n| module | what it computes |\n|---|---|\n{rows}"
    elif docname.startswith(f"{PAGE}/"):
        name = f"landauer_lib.{docname.rpartition('/')[2]}"
        content[0] += MODULE.format(name=name, anchor=name.replace(".", "-").replace("_", "-"))


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
