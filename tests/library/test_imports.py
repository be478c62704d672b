"""Importing the library is cheap, and each physics module stands alone without plotting."""

import subprocess
import sys
from statistics import median

import pytest

import landauer_lib

PLOTTING = {"widgets", "figures"}
PHYSICS = sorted(set(landauer_lib.__all__) - PLOTTING)


def run(code: str) -> str:
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_importing_the_package_costs_little_more_than_numpy():
    code = (
        "import numpy, time; t = time.perf_counter(); import landauer_lib; "
        "print(time.perf_counter() - t)"
    )
    assert median(float(run(code)) for _ in range(3)) < 0.3


def test_the_package_itself_imports_nothing_heavy():
    code = (
        "import sys, landauer_lib; heavy = {'matplotlib', 'ipywidgets', 'anywidget', 'scipy', "
        "'pandas', 'lmfit', 'xarray'}; print(sorted(heavy & set(sys.modules)))"
    )
    assert run(code) == "[]"


@pytest.fixture(scope="module")
def lone_imports():
    """Start one interpreter for each module, all at once."""
    started = {}
    for name in PHYSICS:
        code = (
            f"import sys, importlib; importlib.import_module('landauer_lib.{name}'); "
            "print(sorted({'matplotlib', 'ipywidgets', 'anywidget'} & set(sys.modules)))"
        )
        started[name] = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
    return {name: (*process.communicate(timeout=60), process) for name, process in started.items()}


@pytest.mark.parametrize("name", PHYSICS)
def test_each_physics_module_imports_alone_and_does_not_plot(name, lone_imports):
    output, errors, process = lone_imports[name]
    assert process.returncode == 0, errors
    assert output.strip() == "[]"


def test_the_core_needs_no_scipy():
    code = (
        "import sys; from landauer_lib import reservoirs, landauer, point_contact, channels, drude;"
        "print(sorted({'scipy', 'pandas', 'lmfit', 'xarray'} & set(sys.modules)))"
    )
    assert run(code) == "[]"


def test_submodules_are_found_as_attributes_and_unknown_names_are_not():
    assert landauer_lib.reservoirs.fermi(0.0, 0.0, 1.0) == 0.5
    assert "landauer" in dir(landauer_lib)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = landauer_lib.nonsense
