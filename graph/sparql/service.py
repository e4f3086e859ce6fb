"""Answering SPARQL queries on a data set, in processes with limits: nothing a query does can outlive its time.

One process keeps the data set and forks children that answer, one query at a time: `peelgraph.graph.sparql.keeper`.
A child whose query ended well may answer another; one that was stopped is gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from peelgraph.graph.sparql.exchange import Answer, Incoming, Request
from peelgraph.graph.sparql.guard import CheckedQuery
from peelgraph.graph.sparql.limits import SparqlLimits
from peelgraph.graph.sparql.prefixes import BASE, PREFIXES
from peelgraph.graph.sparql.results import ROW_MEDIA
from peelgraph.ontology.errors import StoreError
from peelgraph.ontology.isolated import started
from pyoxigraph import Quad, RdfFormat, serialize

GRACE: Final = 2.0
"""Seconds after its time in which a query's process must have ended, before nobody waits for it any more."""

REUSE: Final = 200
"""Most queries that one process answers, one after the other."""

GRAPH_MEDIA: Final = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
"""The media types of a constructed graph, the preferred one first."""

_CHUNK: Final = 1 << 18


class SparqlService:
    """A data set that answers queries.

    Args:
        quads: The data set. What is in a named graph is in the default graph, too.
        base: What a relative address in a query is relative to.
        prefixes: The prefixes in which constructed graphs are written.
    """

    triples: int

    def __init__(self, quads: Iterable[Quad], base: str = BASE, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self.base = base
        self.prefixes = dict(prefixes)
        self._lock = threading.Lock()
        self._idle: list[_Child] = []
        self._closed = False
        self._scratch = tempfile.TemporaryDirectory(prefix="peelgraph-")
        self._door, theirs = socket.socketpair()
        with theirs:
            door = theirs.fileno()
            self._keeper = started(
                "peelgraph.graph.sparql.keeper",
                str(door),
                scratch=self._scratch.name,
                answers=False,
                keep_open=[door],
            )
        try:
            self._fill(quads)
        except BaseException:
            self.close()
            raise

    def _fill(self, quads: Iterable[Quad]) -> None:
        assert self._keeper.stdin is not None  # noqa: S101 - opened as a pipe
        try:
            serialize(quads, self._keeper.stdin, RdfFormat.N_QUADS)
            self._keeper.stdin.close()
            with self._door.makefile("rb") as lines:
                count = lines.readline()
        except BrokenPipeError:
            count = b""
        if not count:
            raise StoreError("the process that answers SPARQL could not take the data: is there enough memory?")
        self.triples = int(count)

    def ask(self, query: CheckedQuery, media: str | None = None, limits: SparqlLimits | None = None) -> Answer:
        """Return the answer to a query.

        Args:
            query: The query, from `peelgraph.graph.sparql.guard.checked`.
            media: In which format; None for the preferred one of its form.
            limits: Its limits.

        Raises:
            QueryTimeoutError: It reached its limit of time.
            QueryStoppedError: It reached a limit of memory or size.
            QueryError: The engine failed on it.
        """
        request = self._request(query, media, limits or SparqlLimits())
        began = time.monotonic()
        incoming = Incoming()
        with self._child(request) as asking:
            asking.setblocking(True)
            asking.sendall(request.line)
            try:
                while not incoming.complete:
                    asking.settimeout(max(0.01, began + request.limits.timeout + GRACE - time.monotonic()))
                    piece = asking.recv(_CHUNK)
                    if not piece:
                        break
                    incoming.take(piece)
            except (TimeoutError, ConnectionError):
                incoming = Incoming()
            if not incoming.complete:
                asking.close()
        return request.answer(incoming, time.monotonic() - began)

    async def ask_async(
        self, query: CheckedQuery, media: str | None = None, limits: SparqlLimits | None = None
    ) -> Answer:
        """Return the answer to a query as `ask` does, while other work goes on; cancelled, it ends the query."""
        request = self._request(query, media, limits or SparqlLimits())
        began = time.monotonic()
        incoming = Incoming()
        loop = asyncio.get_running_loop()
        with self._child(request) as asking:
            asking.setblocking(False)
            await loop.sock_sendall(asking, request.line)
            try:
                async with asyncio.timeout(request.limits.timeout + GRACE):
                    while not incoming.complete and (piece := await loop.sock_recv(asking, _CHUNK)):
                        incoming.take(piece)
            except (TimeoutError, ConnectionError):
                incoming = Incoming()
            if not incoming.complete:
                asking.close()
        return request.answer(incoming, time.monotonic() - began)

    def _request(self, query: CheckedQuery, media: str | None, limits: SparqlLimits) -> Request:
        chosen = media or (ROW_MEDIA if query.form in {"SELECT", "ASK"} else GRAPH_MEDIA)[0]
        asked = {
            "text": query.text,
            "media": chosen,
            "base": self.base,
            "prefixes": self.prefixes,
            "timeout": limits.timeout,
            "rows": limits.rows,
            "answer": limits.answer,
            "memory": limits.memory,
        }
        return Request(query, chosen, limits, json.dumps(asked).encode() + b"\n")

    @contextlib.contextmanager
    def _child(self, request: Request) -> Iterator[socket.socket]:
        """Lend a child of the right size, and keep it for the next query if this one ended well."""
        with self._lock:
            fitting = [child for child in self._idle if child.memory == request.limits.memory]
            if fitting:
                self._idle.remove(fitting[-1])
        child = fitting[-1] if fitting else _Child(self._handed_over(), request.limits.memory)
        try:
            yield child.asking
        except BaseException:
            child.asking.close()
            raise
        with self._lock:
            if child.asking.fileno() >= 0 and child.answered < REUSE and not self._closed:
                self._idle.append(replace(child, answered=child.answered + 1))
            else:
                child.asking.close()

    def _handed_over(self) -> socket.socket:
        """Return our end of a socket whose other end the keeper has."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                with self._lock:
                    socket.send_fds(self._door, [b"?"], [theirs.fileno()])
            except OSError:
                ours.close()
                raise StoreError("the process that answers SPARQL has ended: start it again") from None
        return ours

    def close(self) -> None:
        """End the process; queries that are being answered go on to their end."""
        with self._lock:
            self._closed = True
            for child in self._idle:
                child.asking.close()
            self._idle.clear()
        self._door.close()
        if self._keeper.stdin is not None and not self._keeper.stdin.closed:
            with contextlib.suppress(BrokenPipeError):
                self._keeper.stdin.close()
        try:
            self._keeper.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._keeper.kill()
            self._keeper.wait()
        self._scratch.cleanup()

    def __enter__(self) -> Self:
        """Return the service itself."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the service."""
        self.close()


@dataclass(frozen=True, slots=True)
class _Child:
    """Our end of the socket to a child.

    Args:
        asking: The socket.
        memory: The limit of its memory, in MiB, which cannot be raised again.
        answered: How many queries it has answered before.
    """

    asking: socket.socket
    memory: int
    answered: int = 1
