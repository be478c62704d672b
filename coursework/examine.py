"""Run a test outside of the student's kernel, on what the kernel says of itself.

A test is written as if it stood below the answer, and it does so for the student. Here it runs in a
name space of its own: names of the set-up and of the parameters are the reference's, whatever the
student did to them; names of answers are asked from the kernel and come as plain data, functions as
callables that ask again; `reference.name` in a hidden region is the reference's own answer.
"""

from __future__ import annotations

import ast
import base64
import builtins
import io
import json
import symtable
import warnings
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from types import SimpleNamespace
from typing import Any

import cloudpickle
import numpy as np

Ask = Callable[[str], str]
"""Sends a request to the kernel and returns its reply; see `answering.reply`."""


class NotMarked(BaseException):
    """The test did not take place: time was up, or the kernel was gone."""


class Exam:
    """The tests of a set: what the reference knows, without what students may touch."""

    def __init__(self, locked: Mapping[str, Any], answers: Mapping[str, Any]) -> None:
        self.locked = dict(locked)
        self.reference = SimpleNamespace(**locked, **answers)

    def examine(self, source: str, ask: Ask, barred: tuple[str, ...] = ()) -> None:
        """Run a test; raises what it raises. Calls may not enter the modules `barred`."""
        namespace: dict[str, Any] = {"reference": self.reference, "__name__": "test"}
        for name in global_names(source) - {"reference"}:
            if name in self.locked:
                namespace[name] = self.locked[name]
            else:
                defined, value = answer(name, ((), {}), ask, ())
                if defined:
                    namespace[name] = _barring(value, barred)
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            exec(compile(source, "<test>", "exec"), namespace)


def global_names(source: str) -> set[str]:
    """Return the names that a cell takes from outside, built-in ones left out."""
    tables, used, bound = [symtable.symtable(source, "<cell>", "exec")], set(), set()
    bound = {name.get_name() for name in tables[0].get_symbols() if name.is_assigned()}
    while tables:
        table = tables.pop()
        tables += table.get_children()
        used |= {name.get_name() for name in table.get_symbols() if name.is_global()}
    return {name for name in used - bound if not hasattr(builtins, name)}


def reference_names(source: str) -> set[str]:
    """Return the names that a test takes from the reference."""
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "reference"
    }


def answer(what: str | int, arguments: Any, ask: Ask, barred: tuple[str, ...]) -> tuple[bool, Any]:
    """Ask for a name, or for what a function returns; return whether there is one, and it."""
    request = base64.b64encode(cloudpickle.dumps((what, arguments, barred))).decode()
    said = json.loads(ask(request))
    if "undefined" in said:
        return False, None
    if "error" in said:
        raise _error(*map(str, said["error"]))
    if said["entered"]:
        raise AssertionError(
            f"Write this yourself: what you call here is the library's {said['entered'][0]}."
        )
    return True, unpack(said["value"], ask)


def _error(name: str, text: str) -> Exception:
    """Return an error like the one in the kernel."""
    kind = getattr(builtins, name, None)
    if (
        isinstance(kind, type)
        and issubclass(kind, Exception)
        and not issubclass(kind, UnicodeError)
    ):
        return kind(text)
    return RuntimeError(f"{name}: {text}")


def unpack(packed: Any, ask: Ask) -> Any:
    """Return what `answering.pack` packed, or something like it."""
    kind, value = packed
    if kind == "complex":
        number = np.asarray(value[0], dtype=float) + 1j * np.asarray(value[1], dtype=float)
        return number if number.ndim else complex(number)
    if kind == "array":
        return np.asarray(value)
    if kind == "list":
        return [unpack(item, ask) for item in value]
    if kind == "dict":
        return {unpack(key, ask): unpack(item, ask) for key, item in value}
    if kind == "function":
        return Function(int(value), ask)
    if kind != "plain" or not isinstance(value, (str, float, int, type(None))):
        raise TypeError("no plain data")
    return value


class Function:
    """A function of the student's, which runs in their kernel."""

    def __init__(self, number: int, ask: Ask, barred: tuple[str, ...] = ()) -> None:
        self.number, self.ask, self.barred = number, ask, barred

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call it there and return what it returned as plain data."""
        _, value = answer(self.number, (arguments, named), self.ask, self.barred)
        return _barring(value, self.barred)


def _barring(value: Any, barred: tuple[str, ...]) -> Any:
    return Function(value.number, value.ask, barred) if isinstance(value, Function) else value
