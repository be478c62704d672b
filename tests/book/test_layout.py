"""The book's files fit together: contents, names, widgets."""

import json
import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
import yaml

from landauer_lib import widgets
from landauer_lib.widgets import book
from website.landauer_site.reference import public_modules

ROOT = Path(__file__).resolve().parents[2]


def widget_modules():
    """Names of the modules that hold the chapters' widgets."""
    return [
        f"{book.__name__}.{module.name}"
        for module in iter_modules(book.__path__)
        if not module.name.startswith("_")
    ]


def widget(module, name):
    return getattr(import_module(module), name)()


def contents():
    table = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    chapters = [chapter for part in table["parts"] for chapter in part["chapters"]]
    below = [section["file"] for chapter in chapters for section in chapter.get("sections", [])]
    return [table["root"], *(chapter["file"] for chapter in chapters), *below]


def test_every_public_module_has_its_page():
    pages = (ROOT / "chapters" / "appendix" / "library").glob("*.md")
    assert sorted(f"landauer_lib.{page.stem}" for page in pages) == public_modules()


def test_the_top_level_is_what_the_client_fixed():
    fixed = "_config.yml _toc.yml README.md chapters landauer_lib tests requirements.txt"
    assert all((ROOT / name).exists() for name in fixed.split())


def test_every_chapter_is_in_the_contents_and_the_other_way_round():
    chapters = {
        str(path.relative_to(ROOT).with_suffix(""))
        for path in (ROOT / "chapters").rglob("*")
        if path.suffix in (".md", ".ipynb") and ".ipynb_checkpoints" not in path.parts
    }
    assert chapters == set(contents())


from landauer_lib import widgets
from landauer_lib.widgets import book
from website.landauer_site.reference import public_modules


def test_the_lock_file_pins_what_is_required():
    def names(path):
        text = (ROOT / path).read_text("utf-8")
        return {
            re.split(r"[\[=<>~! ;]", line)[0].lower().replace("_", "-")
            for line in text.splitlines()
            if re.match(r"\w", line)
        }

    required = names("requirements.txt") | names("requirements-test.txt")
    assert required - names("requirements.lock") == set()
