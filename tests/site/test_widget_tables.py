"""The build refuses what would show a wrong curve or a dead link, naming pages and widgets."""

import io
import sys

import numpy as np
import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from landauer_lib.widgets import Axis, Choice, Curve, Explorer, Slider
from landauer_lib.widgets.explorer import STATIC_VARIABLE
from tests.site.browser import SITE

WEBSITE = SITE.parents[1] / "website"


def page_of(power, name="shares"):
    """HTML of a small widget whose curve is a power."""
    x = np.linspace(0, 1, 11)
    made = Explorer(
        lambda slope, sign: {"line": slope * x**power},
        Slider("slope", "slope", [0.5, 1], start=1, digits=1),
        Choice("sign", "sign", ["up", "down"]),
        name=name,
        title="A curve",
        alt="A curve that rises from zero to one.",
        x=Axis("x", "", (0, 1)),
        points=x,
        y=Axis("y", "", (0, 1)),
        curves=[Curve("line", "line")],
    )
    return made._page()


@pytest.fixture
def build(tmp_path, monkeypatch):
    monkeypatch.setenv(STATIC_VARIABLE, "1")
    monkeypatch.setattr(sys, "path", [str(WEBSITE), *sys.path])

    def run(**pages):
        (tmp_path / "conf.py").write_text(
            "extensions = ['myst_parser', 'landauer_site.widget_tables', "
            "'landauer_site.widget_links']\nhtml_theme = 'basic'\n",
            "utf-8",
        )
        for name, text in {"index": "# Index", **pages}.items():
            others = "\n".join(pages) if name == "index" else ""
            toc = f"\n\n```{{toctree}}\n{others}\n```\n" if others else ""
            (tmp_path / f"{name}.md").write_text(f"{text}{toc}", "utf-8")
        warned = io.StringIO()
        with docutils_namespace():
            app = made(warned)
            app.build(force_all=True)
        return app, warned.getvalue()

    def made(warned):
        return Sphinx(
            tmp_path, tmp_path, tmp_path / "out", tmp_path / "trees", "html",
            status=None, warning=warned, freshenv=True, warningiserror=True, keep_going=True,
        )  # fmt: skip

    return run


def html(text):
    return f"\n\n```{{raw}} html\n{text}\n```\n"


def test_two_tables_of_one_name_stop_the_build_and_both_pages_are_named(build):
    with pytest.raises(Exception, match=r"different tables are named 'shares': pages a and b"):
        build(a="# A" + html(page_of(1)), b="# B" + html(page_of(2)))


def test_one_table_on_two_pages_is_one_file(build, tmp_path):
    app, warned = build(a="# A" + html(page_of(1)), b="# B" + html(page_of(1)))
    assert warned == ""
    assert app.statuscode == 0
    files = [path.name for path in (tmp_path / "out" / "_static" / "widgets").iterdir()]
    assert len(files) == 1
    for page in "ab":
        assert f'data-table="_static/widgets/{files[0]}"' in (
            tmp_path / "out" / f"{page}.html"
        ).read_text("utf-8")


def test_a_changed_table_leaves_no_old_file_behind(build, tmp_path):
    build(a="# A" + html(page_of(1)))
    build(a="# A" + html(page_of(2)))
    assert len(list((tmp_path / "out" / "_static" / "widgets").iterdir())) == 1


def test_one_widget_twice_on_a_page_is_refused_like_any_repeated_id(build):
    with pytest.raises(Exception, match=r"page a: more than one element has the id .*shares"):
        build(a="# A" + html(page_of(1)) + html(page_of(1)))
    with pytest.raises(Exception, match="page a: more than one element has the id twice"):
        build(a="# A" + html('<p id="twice"></p><p id="twice"></p>'))


def test_a_number_in_the_text_becomes_a_link_that_sets_the_widget(build, tmp_path):
    app, warned = build(
        a="# A\n\n[half](#shares:slope=0.5,sign=up)" + html(page_of(1)),
        b="# B\n\n[half](a.md#shares:slope=0.5)",
    )
    assert warned == ""
    assert app.statuscode == 0
    for page, address in (("a", ""), ("b", "a.html")):
        text = (tmp_path / "out" / f"{page}.html").read_text("utf-8")
        link = text[text.index('<a class="ll-live-number') :].partition("</a>")[0]
        assert f'href="{address}#shares:slope=0.5' in link


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("#shares:slope=0.7", "slope=0.7 must be one of its stops 0.5, 1"),
        ("#shares:slop=1", "'slop=1' must be one of its controls slope, sign"),
        ("#shares:sign=sideways", "sign=sideways must be one of its stops up, down"),
        ("#share:slope=1", "page a shows shares, not 'share'"),
        ("b.md#shares:slope=1", "page b shows no widget, not 'shares'"),
    ],
)
def test_a_link_to_what_is_no_stop_is_named_with_what_is_allowed(build, link, message):
    app, warned = build(a=f"# A\n\n[number]({link})" + html(page_of(1)), b="# B")
    assert app.statuscode == 1
    assert message in warned
    assert "/a.md" in warned
