"""Runs the notebook in a folder and returns it with what its cells gave, as the repository keeps it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().parent / "notebook.ipynb"
TIMEOUT = 120
"""Seconds that one cell may take."""


def executed(folder: Path) -> str:
    """Return the text of the notebook after a run.

    Args:
        folder: Where it runs: what it makes is made there.
    """
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        coalesce_streams=True,
    )
    client.execute()
    for cell in notebook.cells:
        _settle(cell)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return str(nbformat.writes(notebook)) + "\n"


def _settle(cell: Any) -> None:
    """Leave out of a cell what another run would not repeat."""
    cell.metadata = {}
    if cell.cell_type != "code":
        return
    for output in cell.outputs:
        data = output.get("data", {})
        if "text/html" in data or "image/svg+xml" in data:
            data.pop("text/plain", None)  # the address of an object in memory
        output.pop("metadata", None)
        if output.output_type != "stream":
            output.metadata = {}
