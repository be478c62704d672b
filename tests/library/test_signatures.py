"""What help() and Shift-Tab print is readable, and every way of importing is typed."""

import importlib
import inspect
import subprocess
import sys

import pytest

import landauer_lib

CHECKED = """
import landauer_lib as ll
import landauer_lib.landauer
from landauer_lib import landauer
reveal_type(ll.landauer.conductance)
reveal_type(landauer_lib.landauer.conductance)
reveal_type(landauer.conductance)
ll.landauer.conductance("one")
ll.nonsense
for module in ({modules}):
    pass
"""


def own_functions(thing):
    """The function itself, or a class's constructor and public methods."""
    if inspect.isfunction(thing):
        yield thing
    elif inspect.isclass(thing):
        for name, value in vars(thing).items():
            function = getattr(value, "__func__", value)
            if inspect.isfunction(function) and (name == "__init__" or name[0] != "_"):
                yield function


def public_functions():
    for module in sorted(set(landauer_lib.__all__) - {"lab", "lattice", "widgets"}):
        space = importlib.import_module(f"landauer_lib.{module}")
        for name in getattr(space, "__all__", ()):
            for function in own_functions(getattr(space, name)):
                yield pytest.param(function, id=f"{module}.{function.__qualname__}")


@pytest.mark.parametrize("function", list(public_functions()))
def test_a_printed_signature_is_short(function):
    """250 characters, or 30 for each of very many arguments."""
    signature = inspect.signature(function)
    assert len(str(signature)) <= max(250, 30 * len(signature.parameters)), str(signature)


def test_every_form_of_import_is_typed(tmp_path):
    code = tmp_path / "imports.py"
    modules = ", ".join(f"ll.{name}" for name in landauer_lib.__all__)
    code.write_text(CHECKED.format(modules=modules), encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache"), str(code)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    lines = result.stdout.splitlines()
    revealed = [line for line in lines if "Revealed type" in line]
    assert len(revealed) == 3, result.stdout + result.stderr
    assert all("def (" in line and "degeneracy" in line for line in revealed)
    assert any("Missing positional argument" in line for line in lines)
    unknown = [line for line in lines if "has no attribute" in line]
    assert len(unknown) == 1, unknown
    assert "nonsense" in unknown[0]
