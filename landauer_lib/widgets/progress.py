"""Progress of the tables that a build computes, told through a file that the build watches.

A notebook's own output must stay free of it: what a kernel prints ends up on the page.
"""

import os
from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["PROGRESS_VARIABLE", "tell"]

PROGRESS_VARIABLE = "LANDAUER_PROGRESS_FILE"
"""Environment variable with the path of the file to which one line a step is appended."""

Item = TypeVar("Item")


def tell(name: str, total: int, items: Iterable[Item]) -> Iterator[Item]:
    """Pass ``items`` on and say about ten times how many of ``total`` are done."""
    path = os.environ.get(PROGRESS_VARIABLE)
    every = max(1, total // 10)
    for done, item in enumerate(items, 1):
        yield item
        if path and (done % every == 0 or done == total):
            with open(path, "a", encoding="utf-8") as log:
                log.write(f"widget {name}: {done} of {total} settings\n")
