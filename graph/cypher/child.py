"""The child process that answers one query: it loads the graph, gives up its rights, and writes rows.

Run only by `peelgraph.graph.cypher.sandbox`. The request comes as JSON on standard input; the answer is one JSON value
a line, the last one an object that says how it ended.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import math
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

from peelgraph.graph.cypher.kglite_source import open_graph
from peelgraph.graph.cypher.parse_clauses import parse
from peelgraph.graph.cypher.request import PreparedQuery
from peelgraph.graph.cypher.run import answer
from peelgraph.graph.cypher.temporal import zone
from peelgraph.graph.cypher.wire import decode, encode
from peelgraph.ontology.errors import QueryError

_ZONE_NAME = re.compile(r"[A-Z][A-Za-z_]+(?:/[A-Za-z_+-]+)+")
_BATCH = 500


def main() -> None:
    """Answer the request on standard input, and leave without cleaning up."""
    request = json.load(sys.stdin)
    _limit(request["timeout_s"], request["memory_limit_mib"])
    try:
        end = _answered(request)
    except QueryError as error:
        end = {"error": str(error)}
    except MemoryError:
        end = {"stopped": "memory"}
    except RecursionError:
        end = {"error": "the query is nested too deeply: use fewer parentheses, or steps with WITH"}
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is told in a sentence by the parent
        end = {"failed": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(end) + "\n")
    sys.stdout.flush()


def _limit(timeout_s: float, memory_limit_mib: int) -> None:
    """Set the limits that hold even if the parent dies: time by an alarm, memory, no core."""
    gc.disable()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, timeout_s + 1)
    seconds = math.ceil(timeout_s) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    memory = memory_limit_mib * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answered(request: dict[str, Any]) -> dict[str, Any]:
    prepared = PreparedQuery(
        request["text"],
        {name: decode(value) for name, value in request["parameters"].items()},
        tuple(request["columns"]),
        request["node_keys"],
        request["relationship_keys"],
    )
    parse(prepared.text)
    kept = _zones(json.dumps(request["parameters"]) + prepared.text)
    engine = _load(request["path"], request["public_at"])
    graph = open_graph(engine, prepared.node_keys, prepared.relationship_keys)
    _close_the_door()
    truncated = _write(answer(prepared, graph), request["row_limit"])
    del kept
    return {"truncated": truncated}


def _zones(text: str) -> list[object]:
    """Read the time zones that a query may name while files can still be read."""
    found: list[object] = []
    for name in dict.fromkeys(_ZONE_NAME.findall(text)):
        try:
            found.append(zone(name))
        except QueryError:
            continue
    return found


def _load(path: str, public_at: str | None) -> Any:
    import kglite  # noqa: PLC0415 - the limits come first

    kglite.set_query_warning_policy("silent")
    engine = kglite.load(path)
    if public_at is not None:
        _forget_embargoed(engine, dt.datetime.fromisoformat(public_at))
    engine.read_only(True)
    return engine


def _forget_embargoed(engine: Any, now: dt.datetime) -> None:
    """Take what is under embargo out of this process's own copy of the graph, with what only such documents state."""
    under = "n.embargoed_until > $now"
    documents = engine.cypher(f"MATCH (n:Document) WHERE {under} RETURN n.id AS id", params={"now": now})
    ids = [row["id"] for row in documents]
    engine.cypher(
        f"MATCH (n) WHERE {under} OR all(s IN n.sources WHERE s IN $ids) DETACH DELETE n",
        params={"now": now, "ids": ids},
        disable_optimizer=True,
    )


def _close_the_door() -> None:
    """From here on no file can be written, and no file, socket or pipe can be opened.

    Not earlier: to read a large graph the engine unpacks parts of it to temporary files.
    """
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _write(rows: Iterator[list[Any]], row_limit: int) -> bool:
    write: Callable[[str], object] = sys.stdout.write
    batch: list[str] = []
    for count, row in enumerate(rows):
        if row_limit and count >= row_limit:
            write("".join(batch))
            return True
        batch.append(json.dumps([encode(value) for value in row]) + "\n")
        if len(batch) >= _BATCH:
            write("".join(batch))
            batch.clear()
    write("".join(batch))
    return False
