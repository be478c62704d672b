"""Widgets in JupyterLab: the kernel is the model, and what it cannot say is said in words."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CELLS = [
    "from tests.site.kinds import linked\nwidget = linked()\nwidget",
    """import numpy as np
from landauer_lib.widgets import Axis, Curve, Explorer, Slider
def maker(a):
    if a == 2:
        raise ZeroDivisionError("two is not shown")
    return {"line": a * np.ones(5) / 5}
Explorer(maker, Slider("a", "a", [1, 2, 3], start=1), name="broken", title="Broken",
    alt="A level line at some height.", x=Axis("x", "", (0, 1)), points=np.linspace(0, 1, 5),
    y=Axis("y", "", (0, 1)), curves=[Curve("line", "line")])""",
]


def notebook():
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "source": text,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        for number, text in enumerate(CELLS)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture(scope="module")
def lab(tmp_path_factory, chromium):
    """JupyterLab with the notebook open, its cells run and both widgets alive."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "widgets.ipynb").write_text(json.dumps(notebook()), "utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }
    options = f"--no-browser --allow-root --ip=127.0.0.1 --port={port} --IdentityProvider.token="
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options.split(), f"--ServerApp.root_dir={folder}"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        context = chromium.new_context(viewport={"width": 1300, "height": 1300})
        page = context.new_page()
        page.goto(f"{address}/lab/tree/widgets.ipynb")
        # Cells that are run before the kernel answers would be lost.
        page.get_by_text("| Idle").first.wait_for(timeout=90_000)
        choose(page, "Run", "Run All Cells")
        page.locator(".ll-explorer canvas").nth(2).wait_for(timeout=90_000)
        yield page, address
        context.close()
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def choose(page, menu, entry):
    page.locator(".lm-MenuBar-itemLabel", has_text=menu).first.click()
    page.get_by_text(entry, exact=True).first.click()


def press_right(page, slider):
    slider.focus()
    page.keyboard.press("ArrowRight")


def test_the_kernel_redraws_in_the_colors_of_the_roles_and_the_still_is_hidden(lab):
    page, _ = lab
    widget = page.locator(".ll-explorer").first
    press_right(page, widget.locator("input[type=range]").nth(1))
    widget.get_by_text("At time 0.25 the height is 1.2.").wait_for()
    assert widget.locator(".ll-values dd").inner_text() == "0.537"
    pixel = widget.locator("canvas").first.evaluate(
        "(c) => [...c.getContext('2d').getImageData(0.15 * c.width, 0.3 * c.height, 1, 1).data]"
    )
    assert pixel[0] > 1.5 * pixel[2]  # the source is orange
    assert page.locator(".jp-RenderedImage").count() == 2
    assert not page.locator(".jp-RenderedImage").first.is_visible()


def test_a_maker_that_raises_shows_its_message_and_no_old_curve(lab):
    page, _ = lab
    widget = page.locator(".ll-explorer").nth(1)
    press_right(page, widget.locator("input[type=range]"))
    widget.get_by_text("at broken (a = 2.0): the maker raised ZeroDivisionError: two").wait_for()
    assert not widget.locator(".ll-chart").is_visible()
    press_right(page, widget.locator("input[type=range]"))
    widget.locator(".ll-chart").wait_for(state="visible")
    assert widget.locator(".ll-trouble").inner_text() == ""


def test_a_restarted_kernel_is_told_and_a_reopened_notebook_shows_its_picture(lab):
    page, address = lab
    choose(page, "File", "Save Notebook")
    choose(page, "Kernel", "Restart Kernel…")
    page.locator(".jp-Dialog button.jp-mod-accept").click()
    widget = page.locator(".ll-explorer").first
    widget.get_by_text("The kernel is gone.").wait_for()
    assert not widget.locator(".ll-chart").first.is_visible()
    page.goto("about:blank")
    page.goto(f"{address}/lab/tree/widgets.ipynb?reset")
    page.locator(".jp-RenderedImage img").nth(1).wait_for()
    assert page.locator(".jp-RenderedImage").first.is_visible()
