"""Opening a graph by its address."""

from __future__ import annotations

from pathlib import Path

from peelgraph.graph.store import Graph
from peelgraph.ontology.errors import StoreError


def open_graph(uri: str | Path, *, write: bool = False) -> Graph:
    """Open the graph at an address.

    Args:
        uri: A path, for a graph in a file on this machine.
        write: Open it for writing, and create it if there is none.

    Raises:
        NoGraphError: There is no graph at a path that is opened for reading.
        GraphBusyError: Another process writes to it.
        StoreError: The address means nothing, or what is there is no graph.
    """
    address = str(uri)
    if "://" in address:
        scheme = address.split("://", 1)[0]
        raise StoreError(f"peelgraph knows no graph addresses that begin with {scheme}://; give the path of a file")
    from peelgraph.graph.embedded import EmbeddedGraph  # noqa: PLC0415 - the engine costs 25 ms

    path = Path(address)
    return EmbeddedGraph.open_for_writing(path) if write else EmbeddedGraph.open_for_reading(path)
