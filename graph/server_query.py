"""Answering a typed query on a server: read-only by the server's own word, and within limits on both sides."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from peelgraph.graph.address import ServerAddress
from peelgraph.graph.cypher import check_read_only, prepare
from peelgraph.graph.cypher.durations import Duration
from peelgraph.graph.cypher.values import Node, Path, Relationship
from peelgraph.graph.server_errors import server_errors
from peelgraph.graph.server_values import from_server
from peelgraph.graph.store import QueryLimits, Result
from peelgraph.ontology.errors import QueryError, QueryRefusedError, QueryStoppedError
from peelgraph.ontology.model import load_model

if TYPE_CHECKING:
    from neo4j import Driver, Transaction

GRACE = 2.0
"""Seconds that the server has to end a query by itself before we stop waiting and ask it to terminate it."""

_FETCH = 1000
_ENDS = (
    "UNWIND $ids AS id MATCH (n) WHERE elementId(n) = id RETURN id, labels(n) AS labels, n.id AS key"  # by its address
)


def answer_typed_query(
    driver: Driver, address: ServerAddress, cypher: str, parameters: Mapping[str, Any], limits: QueryLimits
) -> Result:
    """Return the answer to a query that a person typed.

    Raises:
        QueryRefusedError: It would write, read a file, or call what is not allowed.
        QueryStoppedError: It reached a limit of time or memory.
        QueryError: It is wrong.
    """
    check_read_only(cypher)
    asking = _Asking(driver, address, cypher, dict(parameters), limits)
    worker = threading.Thread(target=asking.run, daemon=True)
    worker.start()
    worker.join(limits.timeout + GRACE)
    if worker.is_alive():
        asking.terminate()
        raise QueryStoppedError(f"the query was stopped after {limits.timeout:g} s: match less, or raise --timeout")
    return asking.result()


class _Asking:
    """One query on its way, in a thread of its own, so that waiting for it can end."""

    def __init__(
        self, driver: Driver, address: ServerAddress, cypher: str, parameters: dict[str, Any], limits: QueryLimits
    ) -> None:
        self._driver = driver
        self._address = address
        self._cypher = cypher
        self._parameters = parameters
        self._limits = limits
        self._mark = {"peelgraph": uuid.uuid4().hex}
        self._answer: Result | None = None
        self._failed: BaseException | None = None

    def run(self) -> None:
        """Ask, and keep the answer or what went wrong."""
        try:
            with server_errors(self._address):
                self._check_type()
                self._answer = self._read()
        except BaseException as error:  # noqa: BLE001 - raised again in the asking thread
            self._failed = error

    def result(self) -> Result:
        """Return the answer, or raise what went wrong."""
        if self._failed is not None:
            raise self._failed
        assert self._answer is not None  # noqa: S101 - one of the two is there once run() has ended
        return self._answer

    def terminate(self) -> None:
        """Ask the server to end a query that outlived its time; one that it does not end ends by its own limit."""
        with suppress(Exception), self._driver.session(database=self._address.database) as session:
            rows = session.run("SHOW TRANSACTIONS YIELD transactionId, metaData RETURN transactionId, metaData").data()
            for row in rows:
                if (row["metaData"] or {}).get("peelgraph") == self._mark["peelgraph"]:
                    session.run("TERMINATE TRANSACTIONS $id", id=row["transactionId"]).consume()

    def _check_type(self) -> None:
        with (
            self._driver.session(database=self._address.database, default_access_mode="READ") as session,
            session.begin_transaction(timeout=self._limits.timeout, metadata=self._mark) as transaction,
        ):
            summary = transaction.run(f"EXPLAIN {self._cypher}", self._parameters).consume()
        if summary.query_type != "r":
            raise QueryRefusedError(
                "the server says that the query would write or change the schema; `cypher` only reads"
            )

    def _read(self) -> Result:
        most = self._limits.rows + 1 if self._limits.rows else None
        with (
            self._driver.session(
                database=self._address.database, default_access_mode="READ", fetch_size=_FETCH
            ) as session,
            session.begin_transaction(timeout=self._limits.timeout, metadata=self._mark) as transaction,
        ):
            found = transaction.run(self._cypher, self._parameters)
            columns = tuple(found.keys())
            rows = []
            for record in found:
                rows.append(list(record.values()))
                if most and len(rows) == most:
                    found.consume()
                    break
            truncated = bool(most) and len(rows) == most
            rows = rows[: self._limits.rows] if truncated else rows
            names = _names_of_ends(rows, transaction)
        return Result(columns, [[_typed(value, names) for value in row] for row in rows], truncated, self._notices())

    def _notices(self) -> tuple[str, ...]:
        """Return what a person should know of the query, where it is one that a laptop understands too."""
        try:
            return prepare(self._cypher, self._parameters, load_model()).notices
        except QueryError:
            return ()


def _names_of_ends(rows: list[list[Any]], transaction: Transaction) -> dict[str, str]:
    """Return ``Label:id`` of all nodes in an answer, by the server's address; it leaves out those of a relationship."""
    names: dict[str, str] = {}
    wanted: set[str] = set()
    for entity in _entities(rows):
        nodes = getattr(entity, "nodes", None)
        if nodes is None:
            names[entity.element_id] = _name(list(entity.labels), entity.get("id"), entity.element_id)
        else:
            wanted.update(node.element_id for node in nodes)
    missing = sorted(wanted - names.keys())
    for start in range(0, len(missing), _FETCH):
        for row in transaction.run(_ENDS, ids=missing[start : start + _FETCH]):
            names[row["id"]] = _name(row["labels"], row["key"], row["id"])
    return names


def _entities(value: Any) -> Iterator[Any]:
    """Yield all nodes and relationships in an answer, also those of paths, lists and maps."""
    from neo4j import graph  # noqa: PLC0415 - imported already where a server is open

    if isinstance(value, list):
        for item in value:
            yield from _entities(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _entities(item)
    elif isinstance(value, graph.Path):
        yield from value.nodes
        yield from value.relationships
    elif isinstance(value, graph.Entity):
        yield value


def _name(labels: list[str], key: Any, address: str) -> str:
    """Return a node's name as graphs in files have it; one without a label or an id keeps its address."""
    return f"{min(labels)}:{key}" if labels and key is not None else address


def _typed(value: Any, names: Mapping[str, str]) -> Any:
    """Return a value as typed queries on a laptop give it: nodes, relationships and paths of our own."""
    from neo4j import graph  # noqa: PLC0415
    from neo4j.time import Duration as ServerDuration  # noqa: PLC0415

    if isinstance(value, list):
        return [_typed(item, names) for item in value]
    if isinstance(value, dict):
        return {key: _typed(item, names) for key, item in value.items()}
    if isinstance(value, graph.Node):
        return Node(names[value.element_id], tuple(sorted(value.labels)), _properties(value))
    if isinstance(value, graph.Relationship):
        start, end = (names[node.element_id] for node in value.nodes if node is not None)
        return Relationship(f"{start}-{value.type}-{end}", value.type, start, end, _properties(value))
    if isinstance(value, graph.Path):
        nodes = tuple(_typed(node, names) for node in value.nodes)
        return Path(nodes, tuple(_typed(relationship, names) for relationship in value.relationships))
    if isinstance(value, ServerDuration):
        return Duration(value.months, value.days, value.seconds, value.nanoseconds)
    return from_server(value)


def _properties(entity: Any) -> dict[str, Any]:
    return {key: from_server(entity[key]) for key in sorted(entity)}
