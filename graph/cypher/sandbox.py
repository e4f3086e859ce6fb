"""Answering a typed query in a child process with limits: nothing it does can outlive its time or fill the memory."""

from __future__ import annotations

import datetime as dt
import json
import os
import selectors
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from peelgraph.graph.cypher.request import PreparedQuery
from peelgraph.graph.cypher.values import Value
from peelgraph.graph.cypher.wire import decode, encode
from peelgraph.ontology.errors import NoGraphError, QueryError, QueryStoppedError
from peelgraph.ontology.isolated import ended, started

_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Result:
    """The answer to a query.

    Args:
        columns: The names of the columns, in order.
        rows: One list of values for each row, in the order of the columns.
        truncated: Whether there were more rows than the limit.
    """

    columns: tuple[str, ...]
    rows: list[list[Value]]
    truncated: bool


def run_in_child(
    graph_path: str | os.PathLike[str],
    prepared: PreparedQuery,
    *,
    timeout_s: float = 30.0,
    row_limit: int = 1000,
    memory_limit_mib: int = 2048,
    public_at: dt.datetime | None = None,
) -> Result:
    """Answer a prepared query on a saved graph, in a child process.

    Args:
        graph_path: The file of the graph, as last saved.
        prepared: The query, from `peelgraph.graph.cypher.prepare.prepare`.
        timeout_s: Seconds after which the query is stopped.
        row_limit: The most rows to answer; 0 for all.
        memory_limit_mib: The address space that the child may take, in MiB.
        public_at: Leave out what is under embargo at this wall-clock time in London; None leaves nothing out.

    Returns:
        The rows, and whether there were more.

    Raises:
        NoGraphError: There is no such file.
        QueryStoppedError: The query reached a limit of time or memory.
        QueryError: The query, or the engine, failed on a value.
    """
    path = Path(graph_path).absolute()
    if not path.exists():
        raise NoGraphError(f"there is no graph at {graph_path}: make one with 'peelgraph quickstart'")
    request = {
        "path": str(path),
        "text": prepared.text,
        "parameters": {name: encode(value) for name, value in prepared.parameters.items()},
        "columns": list(prepared.columns),
        "node_keys": {label: list(keys) for label, keys in prepared.node_keys.items()},
        "relationship_keys": {name: list(keys) for name, keys in prepared.relationship_keys.items()},
        "row_limit": row_limit,
        "timeout_s": timeout_s,
        "memory_limit_mib": memory_limit_mib,
        "public_at": public_at.isoformat() if public_at else None,
    }
    deadline = time.monotonic() + timeout_s
    with tempfile.TemporaryDirectory(prefix="peelgraph-") as scratch:
        child = started("peelgraph.graph.cypher.child", scratch=scratch, recursion=6000)
        try:
            output = _exchange(child, json.dumps(request).encode(), deadline, memory_limit_mib * 1024 * 1024)
        finally:
            ended(child)
    if output is None:
        raise _out_of_time(timeout_s)
    return _result(output, child.returncode, prepared, timeout_s, memory_limit_mib)


def _exchange(child: subprocess.Popen[bytes], request: bytes, deadline: float, most: int) -> bytes | None:
    """Send the request and return all that the child writes, or None when the time is up."""
    if child.stdin is None or child.stdout is None:
        raise QueryError("the process that answers the query could not be started")
    try:
        child.stdin.write(request)
        child.stdin.close()
    except BrokenPipeError:
        return b""
    found = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                return None
            chunk = os.read(child.stdout.fileno(), _CHUNK)
            if not chunk:
                break
            found += chunk
            if len(found) > most:
                raise QueryStoppedError("the answer is too large: return fewer columns or rows, or add LIMIT")
    try:
        child.wait(max(0.0, deadline - time.monotonic()) + 0.5)
    except subprocess.TimeoutExpired:
        return None
    return bytes(found)


def _result(output: bytes, status: int, prepared: PreparedQuery, timeout_s: float, memory_limit_mib: int) -> Result:
    *lines, last = output.splitlines() or [b""]
    end = _ending(last)
    if end is None:
        if status in {-signal.SIGALRM, -signal.SIGXCPU}:
            raise _out_of_time(timeout_s)
        raise _out_of_memory(memory_limit_mib)
    if "error" in end:
        raise QueryError(end["error"])
    if "stopped" in end:
        raise _out_of_memory(memory_limit_mib)
    if "failed" in end:
        raise QueryError(f"the graph could not answer ({end['failed']})")
    rows = [[decode(value) for value in json.loads(line)] for line in lines]
    return Result(prepared.columns, rows, bool(end["truncated"]))


def _ending(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _out_of_time(timeout_s: float) -> QueryStoppedError:
    return QueryStoppedError(
        f"the query was stopped after {timeout_s:g} s: match less (labels, WHERE, LIMIT), or raise --timeout"
    )


def _out_of_memory(memory_limit_mib: int) -> QueryStoppedError:
    return QueryStoppedError(
        f"the query was stopped because it needed more than {memory_limit_mib} MiB of memory: match or collect less"
    )
