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


def test_each_module_of_widgets_is_named_like_a_chapter():
    chapters = {re.sub(r"^\d+_", "", Path(page).name) for page in contents()}
    modules = {path.name for path in iter_modules(book.__path__)}
    assert modules - {"landing"} <= chapters


@pytest.mark.parametrize("name", widgets.named())
def test_a_named_widget_carries_its_function_s_name(name):
    made = getattr(widgets, name)()
    assert made.name == name.replace("_", "-")
    assert made.title


@pytest.mark.parametrize("module", sorted(path.name for path in iter_modules(book.__path__)))
def test_widgets_are_described_at_some_length(module):
    part = import_module(f"{book.__name__}.{module}")
    for name in part.__all__:
        spec = json.dumps(getattr(part, name)().spec)
        said = re.findall(r'"alt": "([^"]+)"', spec)
        if '"panels"' in spec or '"x"' in spec:  # questions have no picture
            assert said, name
        assert all(len(text.split()) >= 6 for text in said), (name, said)


@pytest.mark.parametrize("page", contents())
def test_a_chapter_calls_the_widgets_of_its_module_only(page):
    path = next(
        (ROOT / f"{page}{end}") for end in (".ipynb", ".md") if (ROOT / f"{page}{end}").exists()
    )
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"from landauer_lib\.widgets\.book import (\w+)(?: as (\w+))?", text)
    for module, alias in found:
        part = import_module(f"{book.__name__}.{module}")
        called = set(re.findall(rf"\b{alias or module}\.(\w+)\(", text))
        assert called, (page, module)
        assert called <= set(part.__all__), (page, module)
        name = re.sub(r"^\d+_", "", Path(page).name)
        assert module == {"index": "landing"}.get(name, name), page


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
