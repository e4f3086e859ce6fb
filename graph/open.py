"""Opening a graph by its address."""

from __future__ import annotations

from pathlib import Path

from peelgraph.graph.address import is_server
from peelgraph.graph.answers import Answers
from peelgraph.ontology.errors import StoreError


def open_graph(uri: str | Path, *, write: bool = False, adopt: bool = False) -> Answers:
    """Open the graph at an address.

    Args:
        uri: A path, for a graph in a file on this machine; or ``neo4j://HOST:PORT/DATABASE``, for one on a server.
        write: Open it for writing, and create it if there is none.
        adopt: On a server: also take a database that holds nodes of our labels which peelgraph did not write.

    Raises:
        NoGraphError: There is no graph at a path that is opened for reading.
        GraphBusyError: Another process writes to it.
        StoreError: The address means nothing, or what is there is no graph.
    """
    address = str(uri)
    if is_server(address):
        from peelgraph.graph.server import ServerGraph  # noqa: PLC0415 - the driver may cost seconds

        return ServerGraph.open(address, write=write, adopt=adopt)
    from peelgraph.graph.embedded import EmbeddedGraph  # noqa: PLC0415 - the engine costs 25 ms

    if not address.strip():
        raise StoreError("the address of the graph is empty: name a file, for example peelgraph.kgl")
    path = Path(address)
    return EmbeddedGraph.open_for_writing(path) if write else EmbeddedGraph.open_for_reading(path)
