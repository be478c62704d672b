"""Execute chapters and store their text outputs: python website/refresh_chapters.py [NOTEBOOK ...].

What is stored is what nbval compares with, so pictures, widget state and everything that differs
from run to run stay out.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

CHAPTERS = Path(__file__).resolve().parents[1] / "chapters"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
DROPPED = ("image/png", "image/svg+xml", "text/html", "application/vnd.jupyter.widget-view+json")


def chapter_notebooks() -> list[Path]:
    """Return the executable chapters; problem sets are handed out unanswered and do not run."""
    found = sorted(CHAPTERS.rglob("*.ipynb"))
    return [path for path in found if not {"practices", ".ipynb_checkpoints"} & set(path.parts)]


def normalize(notebook: NotebookNode) -> NotebookNode:
    """Keep of an executed notebook what is the same on every machine, in a fixed form."""
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat_minor = 5
    for position, cell in enumerate(notebook.cells):
        cell.id = f"cell-{position:03d}"
        cell.metadata = {
            key: value
            for key, value in cell.metadata.items()
            if key in ("tags", "mystnb", "jupyter")
        }
        for output in cell.get("outputs", []):
            output.pop("metadata", None)
            if "data" in output:
                output.metadata = {}
                output.data = {k: v for k, v in output.data.items() if k not in DROPPED}
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("data", True)]
    return notebook


def refresh(path: Path) -> None:
    """Execute one chapter from its own folder and write it back normalized."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": path.parent}})
    client.execute()
    nbformat.write(normalize(notebook), path)


if __name__ == "__main__":
    for chapter in [Path(name) for name in sys.argv[1:]] or chapter_notebooks():
        print(chapter)
        refresh(chapter)
