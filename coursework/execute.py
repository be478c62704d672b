"""Run one notebook in the sandbox.

What the kernel sends is not trusted: outputs are cut to size, a test's only outputs are its errors
and what it printed, and a cell that was not run, or whose kernel died, carries an error (no output
would be full marks).
"""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import zmq
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output

from coursework import problem_set
from coursework.sandbox import Limits, command
from coursework.watch import Watch

TIMEOUT = "CellTimeout"
LONGEST_MESSAGE = 2000

UNSHADOW = """\
for _name in "abs all any bool dict float int len list max min range round set str sum zip".split():
    globals().pop(_name, None)
"""
"""Put before each test: an answer that uses `max` or `float` as a variable must not break it."""


def kernel_manager(folder: Path, limits: Limits) -> AsyncKernelManager:
    """Return a manager whose kernel starts inside the sandbox of this folder.

    Sockets are files in the folder, since there is no network. The kernel is interrupted by a
    message, since a signal would reach bubblewrap only. Tracebacks of one line keep hidden tests
    hidden.
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
    manager._kernel_spec = KernelSpec(
        argv=[*command(folder, limits), *kernel], interrupt_mode="message", language="python"
    )
    return manager


class Client(NotebookClient):
    """A notebook client for kernels that may be hostile."""

    def __init__(self, notebook: NotebookNode, limits: Limits, **settings: Any) -> None:
        super().__init__(
            notebook,
            timeout=limits.cell_seconds,
            interrupt_on_timeout=True,
            error_on_timeout={"ename": TIMEOUT, "evalue": "", "traceback": []},
            allow_errors=True,
            store_widget_state=False,
            shutdown_kernel="immediate",
            on_cell_start=self._begin,
            on_cell_executed=self._finish,
            **settings,
        )
        self.limits, self.current = limits, 0
        self.remarks: list[str] = []
        self._room = limits.output

    def _begin(self, cell: NotebookNode, cell_index: int) -> None:
        self.current, self._room = cell_index, self.limits.output
        if problem_set.is_graded(cell) and cell.cell_type == "code":
            cell.source = UNSHADOW + cell.source

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
                self.remarks.append(f"output of cell {self._label(cell)} cut off")
        elif kind in ("display_data", "execute_result"):
            self._room -= sum(len(str(value)) for value in content.get("data", {}).values())
            # One picture may exceed the room left, a second one not.
            if self._room < -10 * self.limits.output:
                return None
        elif kind == "error":
            content["evalue"] = str(content.get("evalue"))[:LONGEST_MESSAGE]
            content["traceback"] = [f"{content.get('ename')}: {content['evalue']}"]
        try:
            return super().process_message(msg, cell, cell_index)
        except CellControlSignal:
            raise
        except Exception:
            # Not a message that a notebook can hold.
            return None

    async def _finish(
        self, cell: NotebookNode, cell_index: int, execute_reply: dict[str, Any]
    ) -> None:
        reply = execute_reply["content"]
        cell.source = cell.source.removeprefix(UNSHADOW)
        if problem_set.is_graded(cell):
            cell.outputs = [
                output
                for output in cell.outputs
                if output.output_type == "error" or output.get("name") == "stdout"
            ]
        if reply.get("ename") == TIMEOUT:
            limit = f"{self.limits.cell_seconds:g} s"
            cell.outputs = [*cell.outputs[:20], failure(f"interrupted after {limit}")]
            self.remarks.append(f"cell {self._label(cell)} interrupted after {limit}")
            if not await self._answers():
                raise DeadKernelError("it ignored the interrupt")
        elif reply.get("status") != "ok" and not any(
            output.output_type == "error" for output in cell.outputs
        ):
            cell.outputs.append(failure(f"{reply.get('ename')}: {reply.get('evalue')}"))

    async def _answers(self, seconds: float = 3) -> bool:
        """Whether the kernel comes back to us after an interrupt."""
        client: AsyncKernelClient = self.kc
        asked, deadline = client.kernel_info(), time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            with contextlib.suppress(queue.Empty):
                reply = await client.get_shell_msg(timeout=left)
                if reply["parent_header"].get("msg_id") == asked:
                    return True
        return False

    def _label(self, cell: NotebookNode) -> str:
        return problem_set.grade_id(cell) or f"number {self.current + 1}"


def failure(message: str) -> NotebookNode:
    """Return the output of a cell that did not run to its end."""
    text = message[:500]
    return new_output("error", ename="Marking", evalue=text, traceback=[f"Marking: {text}"])


def execute(notebook: NotebookNode, folder: Path, limits: Limits) -> list[str]:
    """Run the notebook in place; return remarks on what went wrong, none if nothing did."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    manager = kernel_manager(folder, limits)
    client = Client(notebook, limits, km=manager)
    client.kernel_manager_class = AsyncKernelManager
    ended: list[str] = []
    watch: Watch | None = None

    def start_watch(**_: object) -> None:
        nonlocal watch
        watch = Watch(manager.provisioner.pid, folder, limits)
        watch.start()

    client.on_notebook_start = start_watch
    try:
        client.execute(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except Exception as error:
        # Whatever the kernel did to make this end: the cells that are left give no points.
        reason = (watch and watch.reason) or f"the kernel ended: {error or type(error).__name__}"
        ended.append(f"{reason} (in cell {client._label(notebook.cells[client.current])})")
        for cell in notebook.cells[client.current :]:
            if cell.cell_type == "code":
                cell.source = cell.source.removeprefix(UNSHADOW)
                cell.outputs = [*cell.get("outputs", [])[:20], failure(reason)]
    finally:
        if watch is not None:
            watch.stop()
    withhold(notebook)
    return [*client.remarks, *ended]


def withhold(notebook: NotebookNode) -> None:
    """Blank outputs that repeat a line of a hidden test, which code can read from its history."""
    lines = [
        line.strip()
        for line in problem_set.hidden_lines(notebook, "HIDDEN TESTS")
        if len(line.strip()) > 20
    ]
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            shown = str(output)
            if any(line in shown or repr(line)[1:-1] in shown for line in lines):
                blank = new_output("stream", name="stdout", text="[output withheld]\n")
                failed = output.output_type == "error"
                output.clear()
                output.update(failure("[message withheld]") if failed else blank)


def execute_file(given: Path, result: Path, folder: Path, limits: Limits) -> None:
    """Run one assembled notebook and write it with its outputs and remarks."""
    notebook = problem_set.read(given)
    remarks = execute(notebook, folder, limits)
    notebook.metadata["marking"] = {"remarks": remarks}
    nbformat.write(notebook, result)
