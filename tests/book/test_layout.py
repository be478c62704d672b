"""The book's files fit together: contents, names, widgets."""

import re
from pathlib import Path

import pytest
import yaml

from landauer_lib import widgets

ROOT = Path(__file__).resolve().parents[2]


def contents():
    table = yaml.safe_load((ROOT / "_toc.yml").read_text())
    return [table["root"], *(c["file"] for part in table["parts"] for c in part["chapters"])]


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


@pytest.mark.parametrize("name", widgets.NAMED)
def test_a_named_widget_carries_its_function_s_name(name):
    made = getattr(widgets, name)()
    assert made.name == name.replace("_", "-")
    assert made.title
    assert made.alt


def test_chapters_use_no_widget_that_has_no_name():
    for path in (ROOT / "chapters").rglob("*.ipynb"):
        used = set(re.findall(r"widgets\.(\w+)\(\)", path.read_text()))
        assert used <= set(widgets.NAMED), path


def test_the_lock_file_pins_what_is_required():
    def names(path):
        text = (ROOT / path).read_text()
        return {
            re.split(r"[\[=<>~! ;]", line)[0].lower().replace("_", "-")
            for line in text.splitlines()
            if re.match(r"\w", line)
        }

    required = names("requirements.txt") | names("requirements-test.txt")
    assert required - names("requirements.lock") == set()
