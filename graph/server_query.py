"""Answering a typed query on a server: read-only by the server's own word, and within limits on both sides."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from peelgraph.graph.address import ServerAddress
from peelgraph.graph.cypher import check_read_only
from peelgraph.graph.server_errors import server_errors
from peelgraph.graph.server_values import from_server
from peelgraph.graph.store import QueryLimits, Result
from peelgraph.ontology.errors import QueryRefusedError, QueryStoppedError

if TYPE_CHECKING:
    from neo4j import Driver

GRACE = 2.0
"""Seconds that the server has to end a query by itself before we stop waiting and ask it to terminate it."""


def answer_typed_query(
    driver: Driver, address: ServerAddress, cypher: str, parameters: Mapping[str, Any], limits: QueryLimits
) -> Result:
    """Return the answer to a query that a person typed.

    Raises:
        QueryRefusedError: It would write, read a file, or call what is not allowed.
        QueryStoppedError: It reached the limit of time.
        QueryError: It is wrong.
    """
    check_read_only(cypher)
    with server_errors(address):
        _check_type(driver, address, cypher, parameters)
    mark = uuid.uuid4().hex
    answer: list[Result] = []
    failed: list[BaseException] = []

    def ask() -> None:
        try:
            with server_errors(address):
                answer.append(_read(driver, address, cypher, parameters, limits, mark))
        except BaseException as error:  # noqa: BLE001 - raised again in the asking thread
            failed.append(error)

    worker = threading.Thread(target=ask, daemon=True)
    worker.start()
    worker.join(limits.timeout + GRACE)
    if worker.is_alive():
        _terminate(driver, address, mark)
        raise QueryStoppedError(f"the query was stopped after {limits.timeout:g} s: match less, or raise --timeout")
    if failed:
        raise failed[0]
    return answer[0]


def _check_type(driver: Driver, address: ServerAddress, cypher: str, parameters: Mapping[str, Any]) -> None:
    with driver.session(database=address.database, default_access_mode="READ") as session:
        summary = session.run(f"EXPLAIN {cypher}", dict(parameters)).consume()
    if summary.query_type != "r":
        raise QueryRefusedError("the server says that the query would write or change the schema; `cypher` only reads")


def _read(
    driver: Driver, address: ServerAddress, cypher: str, parameters: Mapping[str, Any], limits: QueryLimits, mark: str
) -> Result:
    most = limits.rows + 1 if limits.rows else None
    with (
        driver.session(database=address.database, default_access_mode="READ", fetch_size=1000) as session,
        session.begin_transaction(timeout=limits.timeout, metadata={"peelgraph": mark}) as transaction,
    ):
        found = transaction.run(cypher, dict(parameters))
        columns = tuple(found.keys())
        rows = []
        for record in found:
            rows.append([_typed(value) for value in record.values()])
            if most and len(rows) == most:
                break
    truncated = bool(most) and len(rows) == most
    return Result(columns, rows[: limits.rows] if truncated else rows, truncated)


def _typed(value: Any) -> Any:
    """Return a value as typed queries on a laptop give it: nodes, relationships and paths of our own."""
    from neo4j.graph import Node as ServerNode  # noqa: PLC0415
    from neo4j.graph import Path as ServerPath  # noqa: PLC0415
    from neo4j.graph import Relationship as ServerRelationship  # noqa: PLC0415
    from neo4j.time import Duration as ServerDuration  # noqa: PLC0415
    from peelgraph.graph.cypher.durations import Duration  # noqa: PLC0415
    from peelgraph.graph.cypher.values import Node, Path, Relationship  # noqa: PLC0415

    if isinstance(value, ServerNode):
        labels = tuple(sorted(value.labels))
        properties = {key: from_server(value[key]) for key in sorted(value)}
        return Node(f"{labels[0] if labels else ''}:{properties.get('id', value.element_id)}", labels, properties)
    if isinstance(value, ServerRelationship):
        start, end = (_typed(node).element_id for node in value.nodes if node is not None)
        properties = {key: from_server(value[key]) for key in sorted(value)}
        return Relationship(f"{start}-{value.type}-{end}", value.type, start, end, properties)
    if isinstance(value, ServerPath):
        return Path(tuple(_typed(node) for node in value.nodes), tuple(_typed(r) for r in value.relationships))
    if isinstance(value, ServerDuration):
        return Duration(value.months, value.days, value.seconds, value.nanoseconds)
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    return from_server(value)


def _terminate(driver: Driver, address: ServerAddress, mark: str) -> None:
    """Ask the server to end a query that outlived its time."""
    with server_errors(address), driver.session(database=address.database) as session:
        rows = session.run("SHOW TRANSACTIONS YIELD transactionId, metaData RETURN transactionId, metaData").data()
        for row in rows:
            if (row["metaData"] or {}).get("peelgraph") == mark:
                session.run("TERMINATE TRANSACTIONS $id", id=row["transactionId"]).consume()
