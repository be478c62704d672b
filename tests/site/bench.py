"""A page with widgets and nothing else, on which each kind of widget is tried once."""

import os
from unittest.mock import patch

from landauer_lib.widgets import page_assets
from landauer_lib.widgets.explorer import STATIC_VARIABLE

PAGE = """<!DOCTYPE html>
<html lang="en" data-content_root="./">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Bench</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="explorer.css">
<style>body {{ max-width: 46rem; margin: 1rem auto; padding: 0 1rem; background: var(--ll-paper);
  color: var(--ll-ink); font-family: serif; }}</style>
<main><h1>Bench</h1>
{body}
</main>
<script src="explorer.js"></script>
</html>
"""


def write_bench(folder, *widgets):
    """Write a page with widgets in their published form, and the files that it loads."""
    with patch.dict(os.environ, {STATIC_VARIABLE: "1"}):
        body = "\n".join(w._repr_mimebundle_()["text/html"] for w in widgets)
    (folder / "bench.html").write_text(PAGE.format(body=body), encoding="utf-8")
    for name, text in page_assets().items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def click(page, name):
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).click()
