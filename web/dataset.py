"""The data set that the endpoint answers on, read anew when what may be seen has changed."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import time
from dataclasses import dataclass
from pathlib import Path

from peelgraph.graph.address import is_server
from peelgraph.graph.embargo import london_now
from peelgraph.graph.open import open_graph
from peelgraph.graph.rdf import PublicView, quads
from peelgraph.graph.sparql.guard import CheckedQuery, checked
from peelgraph.graph.sparql.limits import SparqlLimits
from peelgraph.graph.sparql.service import SparqlService
from peelgraph.graph.store import Graph
from peelgraph.ontology.errors import PeelgraphError
from peelgraph.web.settings import WebSettings

_LOG = logging.getLogger(__name__)
_DEFAULT = checked("SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }")
_NAMED = checked("SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph")


@dataclass(frozen=True, slots=True)
class Reading:
    """A data set as it was read at one time.

    Args:
        service: What answers on it.
        triples: Number of triples of its default graph, each once, in however many named graphs it stands.
        graphs: Its named graphs, each with its number of triples.
        stamp: What the file looked like.
        read_at: When it was read, by a clock that only goes forward.
        next_end: When the next embargo ends, in London; None where none is held.
    """

    service: SparqlService
    triples: int
    graphs: dict[str, int]
    stamp: tuple[int, ...]
    read_at: float
    next_end: dt.datetime | None


class Dataset:
    """A graph's RDF, as anybody may see it now.

    It is read anew before a query is answered where an embargo has ended since, where the graph's file has changed, or,
    for a graph on a server, where it was read too long ago. Where that fails, the last reading goes on answering.

    Args:
        uri: The graph.
        view: What of it.
        settings: How often to look.
    """

    def __init__(self, uri: str, view: PublicView, settings: WebSettings) -> None:
        self._uri = uri
        self._view = view
        self._settings = settings
        self._lock = asyncio.Lock()
        self._looked_at = time.monotonic()
        self._reading = self._read()

    async def current(self) -> Reading:
        """Return the data set as it may be seen now."""
        if self._stale():
            async with self._lock:
                if self._stale():
                    await self._renew()
        return self._reading

    @property
    def triples(self) -> int:
        """Number of triples that are answered on."""
        return self._reading.triples

    def close(self) -> None:
        """Let go of the data set."""
        self._reading.service.close()

    def _stale(self) -> bool:
        """Return whether what was read may no longer be what there is to see; a look at a file counts for a while."""
        reading, now = self._reading, time.monotonic()
        if reading.next_end is not None and self._view.now is None and london_now() >= reading.next_end:
            return True
        if is_server(self._uri):
            return now - reading.read_at >= self._settings.refresh
        if now - self._looked_at < self._settings.check:
            return False
        self._looked_at = now
        if self._stamp() == reading.stamp:
            return False
        self._looked_at = 0.0
        return True

    async def _renew(self) -> None:
        old = self._reading
        try:
            self._reading = await asyncio.to_thread(self._read)
        except PeelgraphError as error:
            _LOG.warning("the graph could not be read again, what was read last goes on answering: %s", error)
            return
        finally:
            self._looked_at = time.monotonic()
        await asyncio.to_thread(old.service.close)

    def _read(self) -> Reading:
        stamp = () if is_server(self._uri) else self._stamp()
        began = time.monotonic()
        with open_graph(self._uri) as graph:
            next_end = None if self._view.include_embargoed else _next_end(graph, self._view.now or london_now())
            service = SparqlService(quads(graph, self._view), self._view.base)
        [whole] = _rows(service, _DEFAULT)
        graphs = {row["graph"]: int(row["triples"]) for row in _rows(service, _NAMED)}
        return Reading(service, int(whole["triples"]), graphs, stamp, began, next_end)

    def _stamp(self) -> tuple[int, ...]:
        """Return what tells one state of the graph's file from another."""
        found: list[int] = []
        for path in (Path(self._uri), Path(f"{self._uri}-wal")):
            try:
                seen = path.stat()
                found += [seen.st_mtime_ns, seen.st_size, seen.st_ino]
            except OSError:
                found.append(0)
        return tuple(found)


def _rows(service: SparqlService, query: CheckedQuery) -> list[dict[str, str]]:
    """Return what a data set answers, as values by their names."""
    found = json.loads(service.ask(query, limits=SparqlLimits(rows=0)).body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def _next_end(graph: Graph, now: dt.datetime) -> dt.datetime | None:
    """Return when the next embargo ends, as wall-clock time in London."""
    rows = graph.run(
        "MATCH (d:Document) WHERE d.embargoed_until > $now RETURN min(d.embargoed_until) AS next_end",
        {"now": now.replace(tzinfo=None)},
    )
    found: dt.datetime | None = rows[0]["next_end"] if rows else None
    return found
