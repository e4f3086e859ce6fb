"""The process that keeps the RDF and answers each query in a child of its own.

Started only by `peelgraph.graph.sparql.service`. It reads the RDF from standard input and then waits on a socket; what
comes there is one end of another socket. The child that it forks for it has the whole data set at once, without copying
it; it gives up its rights, and answers one request after the other until the socket closes. It has no way to open a
file or a connection, and the kernel ends it when the time of a query is up or when nobody waits for the answer.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import itertools
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from peelgraph.graph.sparql.results import rows_as, truth_as
from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

_UNSAID = {"http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}


class _TooLargeError(Exception):
    """The answer has more bytes than allowed."""


def main(control: str) -> None:
    """Read the RDF on standard input, then answer what comes on the socket of a number until that closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    store = _loaded()
    door = socket.socket(fileno=int(control))
    door.sendall(f"{len(store)}\n".encode())
    gc.freeze()
    gc.disable()
    while True:
        _, fds, _, _ = socket.recv_fds(door, 16, 1)
        if not fds:
            return
        if os.fork() == 0:
            door.close()
            _answer(store, socket.socket(fileno=fds[0]))
        os.close(fds[0])


def _loaded() -> Store:
    """Return a store in which the default graph holds all triples, of every graph, once."""
    store = Store()
    store.bulk_load(sys.stdin.buffer, RdfFormat.N_QUADS)
    default = DefaultGraph()
    named = (quad for quad in store if quad.graph_name != default)
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object, default) for quad in list(named))
    return store


def _answer(store: Store, asker: socket.socket) -> None:
    """Answer queries, one after the other, and end this process."""
    limited = False
    try:
        with asker.makefile("rb") as lines:
            while line := lines.readline():
                request = json.loads(line)
                if not limited:
                    _give_up_rights(request["memory"])
                    limited = True
                with _watched(request["timeout"], asker):
                    head, body = _answered(store, request)
                asker.sendall(json.dumps(head | {"bytes": len(body)}).encode() + b"\n" + body)
    finally:
        os._exit(0)


@contextlib.contextmanager
def _watched(timeout_s: float, asker: socket.socket) -> Iterator[None]:
    """Have the kernel end this process when the time is up or when the other end of the socket closes."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, timeout_s)
    flags = fcntl.fcntl(asker, fcntl.F_GETFL)
    fcntl.fcntl(asker, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(asker, fcntl.F_SETFL, flags | os.O_ASYNC)
    with contextlib.suppress(BlockingIOError):
        if not asker.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT):
            os._exit(0)
    yield
    fcntl.fcntl(asker, fcntl.F_SETFL, flags)
    signal.setitimer(signal.ITIMER_REAL, 0)


def _give_up_rights(memory_mib: int) -> None:
    """Limit the memory, and leave no way to open a file, a socket or a pipe."""
    memory = memory_mib * 1024 * 1024 + _own_size()
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def _own_size() -> int:
    """Return the bytes of address space that this process has, with the data set in it."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 1 << 30


def _answered(store: Store, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        found = store.query(request["text"], base_iri=request["base"])
        match found:
            case QueryBoolean():
                return {"truncated": False}, truth_as(request["media"], bool(found)).encode()
            case QuerySolutions():
                return _rows(found, request)
            case _:
                return _triples(found, request)
    except SyntaxError as error:
        return {"syntax": str(error)}, b""
    except MemoryError:
        return {"stopped": "memory"}, b""
    except _TooLargeError:
        return {"stopped": "size"}, b""
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is told in a sentence by the parent
        return {"failed": f"{type(error).__name__}: {error}"}, b""


def _rows(found: QuerySolutions, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    columns = [variable.value for variable in found.variables]
    kept = itertools.islice(found, request["rows"] or None)
    body = bytearray()
    for piece in rows_as(request["media"], columns, kept):
        body += piece.encode()
        if len(body) > request["answer"]:
            raise _TooLargeError
    return {"truncated": bool(request["rows"]) and next(found, None) is not None}, bytes(body)


def _triples(found: QueryTriples, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    kept: set[Triple] = set()
    for triple in found:
        if request["rows"] and len(kept) >= request["rows"] and triple not in kept:
            return _graph(kept, request, truncated=True)
        kept.add(triple)
    return _graph(kept, request, truncated=False)


def _graph(kept: set[Triple], request: dict[str, Any], *, truncated: bool) -> tuple[dict[str, Any], bytes]:
    form = RdfFormat.from_media_type(request["media"])
    assert form is not None  # noqa: S101 - the parent asks for nothing else
    body = serialize(sorted(kept, key=str), format=form, prefixes=_used(request["prefixes"], kept)) or b""
    if form == RdfFormat.TURTLE:
        body = _with_sorted_prefixes(body)
    if len(body) > request["answer"]:
        raise _TooLargeError
    return {"truncated": truncated}, body


def _used(prefixes: dict[str, str], triples: set[Triple]) -> dict[str, str]:
    """Return the prefixes that a graph has a use for."""
    addresses = {term.value for triple in triples for term in triple if isinstance(term, NamedNode)}
    literals = (triple.object for triple in triples if isinstance(triple.object, Literal))
    addresses |= {literal.datatype.value for literal in literals if literal.datatype.value not in _UNSAID}
    return {prefix: start for prefix, start in prefixes.items() if any(a.startswith(start) for a in addresses)}


def _with_sorted_prefixes(turtle: bytes) -> bytes:
    """Return Turtle whose declarations stand in one order, which the engine does not see to."""
    lines = turtle.splitlines(keepends=True)
    declared = sum(1 for _ in itertools.takewhile(lambda line: line.startswith(b"@prefix "), lines))
    return b"".join([*sorted(lines[:declared]), *([b"\n"] if declared else []), *lines[declared:]])
