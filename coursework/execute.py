"""Run one notebook in the sandbox, and its tests beside it.

Answers run in the kernel, tests here (see `examine`): what the kernel sends is not trusted, and no
test enters it. A test that fails is tried again at the end, so that the order of cells is free; one
that could not be tried is not marked, which is not zero.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import secrets
import subprocess
import sys
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import cloudpickle
import zmq.asyncio
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal
from nbformat import NotebookNode
from nbformat.v4 import new_output

from coursework import problem_set, watch
from coursework.examine import Exam, NotMarked
from coursework.sandbox import Limits, command, control_group

LONGEST_MESSAGE = 2000
ANSWER = "__import__('answering').reply({!r}, __import__('IPython').get_ipython().user_ns)"


class Stopped(Exception):
    """The kernel had to be ended, or ended itself."""


def kernel_manager(folder: Path, limits: Limits, group: list[str]) -> AsyncKernelManager:
    """Return a manager whose kernel starts inside the sandbox of this folder.

    Sockets are files in the folder, since there is no network. The kernel is interrupted by a
    message, since a signal would reach bubblewrap only.
    """
    kernel = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel += ["--InteractiveShell.xmode=Minimal", "--HistoryManager.enabled=False"]
    context = zmq.asyncio.Context()
    # A message over the size cuts the connection; a flood waits on the kernel's side.
    context.setsockopt(zmq.MAXMSGSIZE, 64 * 2**20)
    context.setsockopt(zmq.RCVHWM, 50)
    manager = AsyncKernelManager(
        context=context, transport="ipc", connection_file=str(folder / "kernel.json")
    )
    manager.write_connection_file()
    words = [*group, *command(folder, limits), *kernel]
    manager._kernel_spec = KernelSpec(argv=words, interrupt_mode="message", language="python")
    return manager


class Client(NotebookClient):
    """A notebook client for kernels that may be hostile."""

    def __init__(
        self, notebook: NotebookNode, exam: Exam, folder: Path, limits: Limits, group: list[str]
    ) -> None:
        super().__init__(
            notebook,
            km=kernel_manager(folder, limits, group),
            timeout=None,
            startup_timeout=600,
            iopub_timeout=10,
            allow_errors=True,
            store_widget_state=False,
            shutdown_kernel="immediate",
        )
        self.exam, self.folder, self.limits = exam, folder, limits
        self.remarks: list[str] = []
        self.late: list[str] = []
        """Cells that ran out of time."""
        self._room = limits.output

    async def run(self) -> None:
        """Run all cells, then again the tests that failed."""
        failed = []
        async with self.async_setup_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
            for index, cell in enumerate(self.nb.cells):
                self._room = self.limits.output
                if problem_set.is_test(cell):
                    if not await self._examine(cell):
                        failed.append(cell)
                elif cell.cell_type == "code":
                    run = self.async_execute_cell(cell, index, store_history=False)
                    if not await self._within_limits(run, label(cell, index)):
                        cell.outputs = [*cell.outputs[:20], failure(self.late[-1])]
            for cell in failed:
                await self._examine(cell)
            await self._look_for_patches()

    async def _within_limits(self, work: Awaitable[Any], name: str) -> bool:
        """Wait for what the kernel does; interrupt it over its time, end it over other limits."""
        pid, limits = self.km.provisioner.pid, self.limits
        task = asyncio.ensure_future(work)
        begun = moved = watch.processor_seconds(pid)
        since, bound = time.monotonic(), limits.cell
        in_time = True
        while not (await asyncio.wait({task}, timeout=0.1))[0]:
            used = watch.processor_seconds(pid)
            waited = time.monotonic() - since
            if used > moved + 0.01 * waited:
                moved, since, waited = used, time.monotonic(), 0
            reason = watch.excess(pid, self.folder, limits)
            if not reason and used > limits.notebook:
                reason = f"stopped after {limits.notebook:g} s of processor time"
            if not reason and (used - begun > bound or waited > limits.waiting):
                if not in_time:
                    reason = f"stopped: {name} ran out of time and ignored the interrupt"
                else:
                    in_time, bound, since = False, bound + 3, time.monotonic()
                    limit = f"{limits.cell:g} s of processor time"
                    if waited > limits.waiting:
                        limit = f"{limits.waiting:g} s of waiting"
                    self.late.append(f"{name} was interrupted after {limit}")
                    await self.km.interrupt_kernel()
            if reason or not await self.km.is_alive():
                watch.kill(pid)
                task.cancel()
                with contextlib.suppress(BaseException):
                    await task
                raise Stopped(reason or f"the kernel ended in {name}")
        await task
        return in_time

    async def _examine(self, cell: NotebookNode) -> bool:
        """Run a test and leave its verdict in the cell; return whether it passed."""
        loop, name = asyncio.get_running_loop(), label(cell)
        deadline = watch.processor_seconds(self.km.provisioner.pid) + self.limits.cell
        told: list[Exception] = []

        def ask(request: str) -> str:
            try:
                if told:
                    raise told[0]
                if watch.processor_seconds(self.km.provisioner.pid) > deadline:
                    self.late.append(f"{name} took over {self.limits.cell:g} s of processor time")
                    raise NotMarked(self.late[-1])
                return asyncio.run_coroutine_threadsafe(self._ask(request, name), loop).result()
            except Stopped as error:
                told.append(error)
                raise NotMarked(str(error)) from None

        def run() -> Exception | None:
            try:
                self.exam.examine(cell.source, ask, problem_set.barred(cell))
            except Exception as error:
                return error
            return None

        cell.outputs = []
        cell.metadata.pop("not_marked", None)
        try:
            error = await asyncio.to_thread(run)
        except NotMarked as reason:
            not_marked(cell, str(reason))
            if told:
                raise told[0] from None
            return False
        if error is not None:
            text = f"{error}"[:LONGEST_MESSAGE]
            cell.outputs = [new_output("error", ename=type(error).__name__, evalue=text)]
            if isinstance(error, NameError) and self.late:
                not_marked(cell, f"{self.late[0]}, so {text}")
        return error is None

    async def _ask(self, request: str, name: str) -> str:
        """Send a request of a test to the kernel."""
        reply, in_time = await self._send("", name, it=ANSWER.format(request))
        if not in_time:
            raise NotMarked(self.late[-1])
        try:
            return str(ast.literal_eval(reply["user_expressions"]["it"]["data"]["text/plain"]))
        except Exception:
            raise RuntimeError("the kernel gave no readable answer") from None

    async def _send(self, code: str, name: str, **expressions: str) -> tuple[dict[str, Any], bool]:
        """Let the kernel run something; return its reply, and whether that came in time."""
        asked = self.kc.execute(code, silent=True, user_expressions=expressions)

        async def reply() -> dict[str, Any]:
            while True:
                message = await self.kc.get_shell_msg(timeout=None)
                if message["parent_header"].get("msg_id") == asked:
                    return dict(message["content"])

        waiting = asyncio.ensure_future(reply())
        in_time = await self._within_limits(waiting, name)
        return waiting.result(), in_time

    async def _look_for_patches(self) -> None:
        """Remark on a kernel that keeps errors back: something in it was patched."""
        nonce = secrets.token_hex(8)
        reply, _ = await self._send(f"assert False, {nonce!r}", "the last check")
        if reply.get("status") != "error" or reply.get("evalue") != nonce:
            self.remarks.append("the kernel was patched (it keeps errors back): read the code")

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        """Take a message in unless the cell has said enough."""
        content = msg["content"]
        kind = msg["msg_type"]
        if kind.startswith("comm") or kind == "update_display_data":
            return None
        if kind == "stream":
            text, room = str(content.get("text", "")), self._room
            self._room -= len(text)
            if room <= 0:
                return None
            if len(text) > room:
                content["text"] = text[:room] + "\n… output cut off\n"
                self.remarks.append(f"output of {label(cell, cell_index)} cut off")
        elif kind in ("display_data", "execute_result"):
            self._room -= sum(len(str(value)) for value in content.get("data", {}).values())
            # One picture may exceed the room left, a second one not.
            if self._room < -10 * self.limits.output:
                return None
        elif kind == "error":
            content["evalue"] = str(content.get("evalue"))[:LONGEST_MESSAGE]
            content["traceback"] = []
        try:
            return super().process_message(msg, cell, cell_index)
        except CellControlSignal:
            raise
        except Exception:
            # Not a message that a notebook can hold.
            return None


def label(cell: NotebookNode, index: int = 0) -> str:
    """Return how remarks call a cell."""
    name = problem_set.grade_id(cell)
    return f"cell {name}" if name else f"cell number {index + 1}"


def failure(message: str) -> NotebookNode:
    """Return the output of a cell that did not run to its end."""
    return new_output("error", ename="Marking", evalue=message[:500])


def not_marked(cell: NotebookNode, reason: str) -> None:
    """Say of a test that it did not take place."""
    cell.metadata["not_marked"] = reason
    cell.outputs = [failure(f"not marked: {reason}")]


def execute(notebook: NotebookNode, exam: Exam, folder: Path, limits: Limits) -> list[str]:
    """Run the notebook in place; return remarks on what went wrong, none if nothing did."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            if problem_set.is_test(cell):
                not_marked(cell, "marking did not come so far")
    with control_group(limits) as group:
        client = Client(notebook, exam, folder, limits, group)
        ended: list[str] = []
        try:
            asyncio.run(client.run())
        except Exception as error:
            # Whatever the kernel did to make this end: the tests that are left are not marked.
            ended = [str(error) or type(error).__name__]
            for cell in notebook.cells:
                if cell.metadata.get("not_marked") == "marking did not come so far":
                    not_marked(cell, ended[0])
    return [*client.remarks, *dict.fromkeys(client.late), *ended]


def execute_file(given: Path, exam: Path, result: Path, folder: Path, limits: Limits) -> None:
    """Run one assembled notebook and write it with its outputs and remarks."""
    notebook = problem_set.read(given)
    remarks = execute(notebook, cloudpickle.loads(exam.read_bytes()), folder, limits)
    notebook.metadata["marking"] = {"remarks": remarks}
    problem_set.write(notebook, result)
