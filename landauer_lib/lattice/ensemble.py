"""Ensembles of devices: many seeds, any executor, nothing computed twice.

A device is made from its seed alone, and every seed is computed by the same code with one BLAS
thread, so that the results do not depend on where or in what order they were computed.
"""

import os
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from landauer_lib._checks import number, whole
from landauer_lib._types import ArrayLike, Floats, Integers

__all__ = ["Ensemble", "ensemble", "total_transmission"]

Measure = Callable[[Any, Floats], ArrayLike]


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Results of :func:`ensemble`.

    ``values[i]`` belongs to ``seeds[i]``; a seed that failed is missing from both and has its
    error message in ``failures``.
    """

    seeds: Integers
    energies: Floats
    values: NDArray[Any]
    failures: dict[int, str]

    @property
    def mean(self) -> NDArray[Any]:
        """Average over the seeds."""
        return np.asarray(self.values.mean(axis=0))

    @property
    def standard_error(self) -> NDArray[Any]:
        """Standard error of :attr:`mean`; NaN for a single seed."""
        count = self.seeds.size
        if count < 2:
            return np.full(self.values.shape[1:], np.nan)
        return np.asarray(self.values.std(axis=0, ddof=1) / np.sqrt(count))


def total_transmission(device: Any, energies: Floats) -> ArrayLike:
    """Return ``device.transmission(energies)``, what an ensemble measures by default."""
    values: ArrayLike = device.transmission(energies)
    return values


def _one(
    make_device: Callable[[int], Any], seed: int, energies: Floats, measure: Measure
) -> NDArray[Any]:
    """Compute one seed; this is what an executor runs."""
    with ThreadpoolController().limit(limits=1, user_api="blas"):
        return np.asarray(measure(make_device(seed), energies))


class _Store:
    """Finished seeds in a directory, one file each; a file appears whole or not at all."""

    def __init__(self, directory: Path | str, energies: Floats) -> None:
        self.directory = Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        known = self.directory / "energies.npy"
        if not known.exists():
            self._write(known, energies)
        elif not np.array_equal(np.load(known), energies):
            raise ValueError(
                f"directory {self.directory} holds results for other energies; take another one"
            )

    def path(self, seed: int) -> Path:
        return self.directory / f"seed_{seed}.npy"

    def load(self, seed: int) -> NDArray[Any] | None:
        if not self.path(seed).exists():
            return None
        return np.asarray(np.load(self.path(seed)))

    def save(self, seed: int, values: NDArray[Any]) -> None:
        self._write(self.path(seed), values)

    @staticmethod
    def _write(path: Path, values: NDArray[Any]) -> None:
        draft = path.with_suffix(f".{os.getpid()}.part")
        with draft.open("wb") as file:
            np.save(file, values)
        draft.replace(path)


def ensemble(
    make_device: Callable[[int], Any],
    seeds: Iterable[int],
    energies: ArrayLike,
    executor: Executor | None = None,
    *,
    measure: Measure = total_transmission,
    directory: Path | str | None = None,
    progress: bool = True,
) -> Ensemble:
    """Measure many devices that differ by their seed.

    Parameters
    ----------
    make_device : callable
        ``make_device(seed)`` returns a device; a module-level function or a ``functools.partial``
        of one if the executor runs other processes.
    seeds : iterable of int
        Seeds, all different.
    energies : array_like
        Energies handed to ``measure``, any shape.
    executor : concurrent.futures.Executor, optional
        Where to compute: a process pool, or Dask's ``Client.get_executor()``. By default here.
    measure : callable
        ``measure(device, energies)`` returns the numbers to keep; by default the transmission.
    directory : path, optional
        Where finished seeds are kept. Called again with the same directory, only the others are
        computed; the directory belongs to one ``make_device`` and ``measure``.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    Ensemble
        Values in the order of ``seeds``. A failed seed is left out, named in ``failures`` and in
        a ``RuntimeWarning``.

    Raises
    ------
    ValueError
        If seeds repeat or the directory holds results for other energies.
    RuntimeError
        If every seed failed; the first error is its cause.

    Examples
    --------
    >>> from functools import partial
    >>> from landauer_lib.lattice import disordered_strip
    >>> wires = ensemble(partial(disordered_strip, 50, 1, 1.0), range(20), 0.5, progress=False)
    >>> wires.values.shape, bool(0 < wires.mean < 1)
    ((20,), True)
    """
    numbers = [int(seed) for seed in whole("seeds", list(seeds))]
    if len(set(numbers)) != len(numbers) or not numbers:
        raise ValueError("seeds must be different from each other, and at least one")
    grid = number("energies", energies)
    store = None if directory is None else _Store(directory, grid)
    found = {} if store is None else {s: v for s in numbers if (v := store.load(s)) is not None}
    failures: dict[int, Exception] = {}
    from tqdm.auto import tqdm  # slow to import, and wanted here only

    with tqdm(total=len(numbers), initial=len(found), disable=not progress, unit="seed") as bar:
        waiting = [seed for seed in numbers if seed not in found]
        for seed, task in _tasks(make_device, waiting, grid, measure, executor):
            try:
                found[seed] = task()
            except Exception as error:
                failures[seed] = error
            else:
                if store is not None:
                    store.save(seed, found[seed])
            bar.update()
    for seed in sorted(failures):
        warnings.warn(f"seed {seed} failed: {failures[seed]!r}", RuntimeWarning, stacklevel=2)
    if not found:
        first = next(iter(failures.values()))
        raise RuntimeError(f"all {len(numbers)} seeds failed, the first with {first!r}") from first
    done = [seed for seed in numbers if seed in found]
    return Ensemble(
        np.array(done),
        grid,
        np.stack([found[seed] for seed in done]),
        {seed: repr(failures[seed]) for seed in sorted(failures)},
    )


def _tasks(
    make_device: Callable[[int], Any],
    seeds: list[int],
    energies: Floats,
    measure: Measure,
    executor: Executor | None,
) -> Iterable[tuple[int, Callable[[], NDArray[Any]]]]:
    """Yield seeds in the order they finish, each with a call that returns its result or raises."""
    if executor is None:
        for seed in seeds:
            yield seed, partial(_one, make_device, seed, energies, measure)
        return
    futures: dict[Future[NDArray[Any]], int] = {
        executor.submit(_one, make_device, seed, energies, measure): seed for seed in seeds
    }
    try:
        for future in as_completed(futures):
            yield futures[future], future.result
    finally:
        for future in futures:
            future.cancel()
