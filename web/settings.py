"""The settings of the endpoint."""

from __future__ import annotations

from dataclasses import dataclass, field

from peelgraph.graph.sparql.limits import SparqlLimits


@dataclass(frozen=True, slots=True)
class WebSettings:
    """The limits of the endpoint; every one is a documented setting.

    Args:
        limits: The limits of one query.
        concurrency: Most queries that are answered at the same time.
        wait: Seconds that a query waits for its turn before it is told that the endpoint is busy.
        body: Most bytes of a request's body.
        connections: Most connections at the same time.
        check: Seconds after which a graph in a file is looked at again for changes.
        refresh: Seconds after which a graph on a server is read again.
    """

    limits: SparqlLimits = field(default_factory=SparqlLimits)
    concurrency: int = 4
    wait: float = 5.0
    body: int = 400_000
    connections: int = 200
    check: float = 1.0
    refresh: float = 300.0
