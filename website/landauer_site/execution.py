"""Chapters executed side by side before they are read, and never twice.

What a chapter printed is kept by jupyter-cache under `_build/executed/<digest>`. The digest is of
all that an output depends on besides the chapter's own code: the library, the kernels' settings,
data files beside the chapters, the installed packages. So a changed library never meets an old
output. myst-nb then finds every chapter in the cache. One that raises stops the build.
"""

from __future__ import annotations

import hashlib
import logging
import os
import platform
import shutil
from importlib.metadata import distributions
from multiprocessing.pool import ThreadPool
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.cache.db import NbProjectRecord
from jupyter_cache.executors.basic import ExecutionWorkerLocalSerial, ProcessData
from myst_nb.core.read import create_nb_reader
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.logging import getLogger

logger = getLogger(__name__)

KEPT = 3  # folders of earlier digests that are left for a change that is taken back
TEXTS = {".ipynb", ".md", ".bib", ".toml"}  # of chapters/: what jupyter-cache or Sphinx looks after


def inputs(root: Path) -> list[Path]:
    """Files on which the outputs of all chapters depend."""
    library = [
        path for path in (root / "landauer_lib").rglob("*") if "__pycache__" not in path.parts
    ]
    data = [path for path in (root / "chapters").rglob("*") if path.suffix not in TEXTS]
    website = root / "website"
    settings = [*(website / "kernel").iterdir(), website / "landauer_site" / "kernels.py"]
    return sorted(path for path in [*library, *data, *settings] if path.is_file())


def digest(root: Path) -> str:
    """Name of the state that chapters are executed in."""
    state = hashlib.sha256(f"{platform.platform()} {platform.python_version()}\n".encode())
    for package in sorted(f"{found.name} {found.version}" for found in distributions()):
        state.update(f"{package}\n".encode())
    for path in [*inputs(root), root / "requirements.lock"]:
        content = path.read_bytes()
        state.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode() + content)
    return state.hexdigest()[:16]


def choose_cache(app: Sphinx, config: Config) -> None:
    """Tell myst-nb the folder of this state, and remove the oldest others."""
    root = Path(app.srcdir)
    folder = root / "_build" / "executed" / digest(root)
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)
    others = sorted(folder.parent.iterdir(), key=lambda path: path.stat().st_mtime)
    for old in others[: -KEPT - 1]:
        shutil.rmtree(old)
    config["nb_execution_cache_path"] = str(folder)


def execute(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Fill the cache with the notebooks that are to be read and are not in it."""
    cache = get_cache(env.mystnb_config.execution_cache_path)
    jobs = []
    for path in sorted(map(Path, map(env.doc2path, docnames)), key=lambda p: -p.stat().st_size):
        if any(path.match(pattern) for pattern in env.mystnb_config.execution_excludepatterns):
            continue
        text = path.read_text("utf-8")
        reader = create_nb_reader(str(path), env.myst_config, env.mystnb_config, text)
        if reader is None:
            continue
        try:
            cache.match_cache_notebook(reader.read(text))
        except KeyError:
            given = {"read_data": reader.read_fmt} if reader.read_fmt else {}
            record = cache.add_nb_to_project(str(path), **given)
            NbProjectRecord.remove_tracebacks([record.pk], cache.db)
            timeout = env.mystnb_config.execution_timeout
            jobs.append(ProcessData(record.pk, str(path), cache, timeout, False))
    if jobs:
        run(jobs)


def run(jobs: list[ProcessData]) -> None:
    """Execute each in a kernel of its own, as many at a time as there are processors."""
    logger.info("executing notebooks: %s, %s at a time", len(jobs), os.cpu_count())
    failed = []
    with ThreadPool() as pool:
        worker = ExecutionWorkerLocalSerial(logging.getLogger(__name__))
        for done, (status, uri) in enumerate(pool.imap_unordered(worker, jobs), 1):
            if status:
                failed.append(uri)
            logger.info("executed %s (%s of %s)", Path(uri).stem, done, len(jobs))
    if failed:
        record = jobs[0].cache.get_project_record
        said = [f"{uri} raises:\n{record(uri).traceback or 'see above'}" for uri in failed]
        raise ExtensionError("\n\n".join(said))


def setup(app: Sphinx) -> None:
    """Name the cache before `myst_nb` takes its settings; fill it before anything is read."""
    app.connect("config-inited", choose_cache)
    app.connect("env-before-read-docs", execute)
