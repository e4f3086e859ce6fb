"""A graph on a Neo4j server, shared by many, through the official driver.

One database holds one graph. That it is ours is known by a constraint with a name of ours, which no query sees; a
database with nodes of our labels and without it belongs to somebody else and is left alone unless we are told to adopt
it. One writer at a time states a source; others wait for it.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Self

from peelgraph.graph.address import ServerAddress, parse_address
from peelgraph.graph.answers import Answers
from peelgraph.graph.lookup import GraphLookup
from peelgraph.graph.schema import MARKER, constraint_statements, marker_statement
from peelgraph.graph.server_errors import server_errors
from peelgraph.graph.server_values import from_server
from peelgraph.graph.store import QueryLimits, Result, Row
from peelgraph.graph.writer import RecordWriter
from peelgraph.ontology.errors import NoGraphError, QueryRefusedError, StoreError
from peelgraph.ontology.model import load_model

if TYPE_CHECKING:
    from neo4j import Driver, Record, Session
    from neo4j.api import BookmarkManager

OLDEST = (5, 26)
_TAKE_TURN = "CREATE (n:Correction {id: 'peelgraph is writing'}) DELETE n"
"""Waits until no other transaction has done the same: the lock on the key is kept until its end; nobody sees a node."""
CONNECTION_TIMEOUT = 10.0
"""Seconds to reach the server."""
RETRY_TIME = 20.0
"""Seconds for which a read is tried again where the server is busy or changes its leader."""
_FETCH = 5000
_EMBARGOED = "MATCH (d:Document) WHERE d.embargoed_until > $now RETURN d.id AS id LIMIT 1"


class ServerGraph(GraphLookup, Answers):
    """A graph in a database of a Neo4j server.

    Args:
        address: Where it is.
        driver: The open driver.
        writable: True where it was opened for writing.
    """

    def __init__(self, address: ServerAddress, driver: Driver, *, writable: bool) -> None:
        self.uri = address.shown
        self.notices: Sequence[str] = address.notices
        self._address = address
        self._driver = driver
        self._writable = writable
        self._bookmarks = _bookmark_manager()

    @classmethod
    def open(cls, address: str, *, write: bool = False, adopt: bool = False) -> Self:
        """Open the graph at an address.

        Args:
            address: ``neo4j://HOST:PORT/DATABASE`` or another scheme of the driver.
            write: Open it for writing, and make a database without any of our labels ours.
            adopt: Also make a database ours that holds nodes of our labels which we did not write.

        Raises:
            NoGraphError: The database holds no graph of ours yet, and is opened for reading.
            StoreError: The server is absent, too old, refuses us, or the database belongs to another tool.
        """
        import neo4j  # noqa: PLC0415 - costs up to seconds where pandas is installed

        place = parse_address(address, os.environ)
        if adopt and not write:
            raise StoreError("a database can only be adopted where it is opened for writing")
        auth: Any = None
        if place.token:
            auth = neo4j.bearer_auth(place.token)
        elif place.user:
            auth = neo4j.basic_auth(place.user, place.password or "")
        with server_errors(place):
            driver = neo4j.GraphDatabase.driver(
                place.uri,
                auth=auth,
                connection_acquisition_timeout=2 * CONNECTION_TIMEOUT,
                connection_timeout=CONNECTION_TIMEOUT,
                max_transaction_retry_time=RETRY_TIME,
                notifications_min_severity="OFF",
                user_agent="peelgraph",
            )
        graph = cls(place, driver, writable=write)
        try:
            with server_errors(place):
                driver.verify_connectivity()  # fails at once, where a read would be tried again for long
            graph._check_server()
            graph._check_ours(adopt=adopt)
        except BaseException:
            driver.close()
            raise
        return graph

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of a trusted query of our own, in the portable subset of Cypher.

        Raises:
            QueryError: The server refused or failed.
        """

        def work(transaction: Any) -> list[Row]:
            found = transaction.run(cypher, dict(parameters or {}))
            return [_row(record) for record in found]

        with server_errors(self._address), self._session(read=True) as session:
            return session.execute_read(work)

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any],
        limits: QueryLimits,
        public_at: dt.datetime | None = None,
    ) -> Result:
        """Return the answer to a query that a person typed: read-only, within limits.

        Args:
            cypher: The query.
            parameters: Its parameters.
            limits: Its limits.
            public_at: Refuse to answer if anything is under embargo at this wall-clock time in London, since a server
                cannot leave it out of a query of any form; None answers whatever is there.

        Raises:
            QueryRefusedError: The query would write, read a file, or call what is not allowed.
            QueryStoppedError: It reached a limit of time.
            QueryError: It is wrong.
        """
        if public_at is not None and self.run(_EMBARGOED, {"now": public_at}):
            raise QueryRefusedError(
                "the graph holds findings under embargo, which cannot be left out of a typed query on a server: "
                "ask for them with --include-embargoed, or ask a graph in a file"
            )
        from peelgraph.graph.server_query import answer_typed_query  # noqa: PLC0415 - only `cypher` needs it

        return answer_typed_query(self._driver, self._address, cypher, parameters, limits)

    @contextmanager
    def stating(self, source: str, *, in_parts: bool = False) -> Iterator[RecordWriter]:
        """Open a transaction in which one source states its records: all of it happens, or nothing.

        Args:
            source: The source's name.
            in_parts: Commit what was stated at each end of a part, since a server has only so much memory for one
                transaction.
        """
        self._require_writable()
        with ExitStack() as leaving:
            with server_errors(self._address, writing=True):
                session = self._session(read=False)
                leaving.callback(_close, session)
                transaction = session.begin_transaction()

            def run(cypher: str, parameters: Mapping[str, Any]) -> list[Row]:
                with server_errors(self._address, writing=True):
                    return [_row(record) for record in transaction.run(cypher, dict(parameters))]

            def keep() -> None:
                nonlocal transaction
                with server_errors(self._address, writing=True):
                    transaction.commit()
                    transaction = session.begin_transaction()
                run(_TAKE_TURN, {})

            run(_TAKE_TURN, {})
            writer = RecordWriter(run, source, load_model(), keep if in_parts else None)
            yield writer
            writer.finish()
            with server_errors(self._address, writing=True):
                transaction.commit()

    def ids(self, label: str) -> Iterator[str]:
        """Yield the ids of a label in order, some thousand read at a time by the index of its constraint."""
        last = ""
        while True:
            rows = self.run(
                f"MATCH (n:{label}) WHERE n.id > $last RETURN n.id AS id ORDER BY id LIMIT $most",
                {"last": last, "most": _FETCH},
            )
            yield from (row["id"] for row in rows)
            if len(rows) < _FETCH:
                return
            last = rows[-1]["id"]

    def write(self, cypher: str, parameters: Mapping[str, Any]) -> list[Row]:
        """Run a trusted write of our own as one transaction, again where the server was busy; return its rows."""
        self._require_writable()

        def work(transaction: Any) -> list[Row]:
            return [_row(record) for record in transaction.run(cypher, dict(parameters))]

        with server_errors(self._address, writing=True), self._session(read=False) as session:
            return session.execute_write(work)

    def flush(self) -> None:
        """Do nothing: what a transaction committed is durable and visible."""
        self._require_writable()

    def close(self) -> None:
        """Let go of the server."""
        self._driver.close()

    def __enter__(self) -> Self:
        """Return the graph itself."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the graph."""
        self.close()

    def _session(self, *, read: bool) -> Session:
        return self._driver.session(
            database=self._address.database,
            default_access_mode="READ" if read else "WRITE",
            fetch_size=_FETCH,
            bookmark_manager=self._bookmarks,
        )

    def _check_server(self) -> None:
        rows = self.run("CALL dbms.components() YIELD name, versions RETURN name, versions")
        version = next((row["versions"][0] for row in rows if row["versions"]), "0")
        if _number(version) < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            raise StoreError(f"Neo4j {version} at {self.uri} is too old: peelgraph needs {oldest} or later")

    def _check_ours(self, *, adopt: bool) -> None:
        held = self.run("SHOW CONSTRAINTS YIELD name, labelsOrTypes, properties RETURN name, labelsOrTypes, properties")
        ours = any(row["name"] == MARKER for row in held)
        if not ours and not (adopt and self._writable):
            self._refuse_another_tools()
        if not self._writable:
            if ours:
                return
            raise NoGraphError(
                f"there is no graph at {self.uri} yet; `peelgraph quickstart --graph {self.uri}` makes one from the "
                f"shipped data, `peelgraph load PATH --graph {self.uri}` one from your own"
            )
        unique = {row["labelsOrTypes"][0] for row in held if row["properties"] == ["id"]}
        wanted = dict(zip(load_model().node_types, constraint_statements(load_model()), strict=True))
        missing = [statement for label, statement in wanted.items() if label not in unique]
        for statement in (*missing, *(() if ours else (marker_statement(),))):
            with server_errors(self._address, writing=True), self._session(read=False) as session:
                session.run(statement).consume()

    def _refuse_another_tools(self) -> None:
        labels = " OR ".join(f"n:{label}" for label in load_model().node_types)
        foreign = self.run(f"MATCH (n) WHERE {labels} RETURN labels(n) AS labels LIMIT 1")
        if foreign:
            label = min(set(foreign[0]["labels"]) & set(load_model().node_types))
            raise StoreError(
                f"the database at {self.uri} holds {label} nodes that peelgraph did not write: "
                "use another database (neo4j://HOST/NAME), or --adopt to make it a graph of peelgraph"
            )

    def _require_writable(self) -> None:
        if not self._writable:
            raise StoreError(f"{self.uri} was opened for reading; open it for writing")


def _bookmark_manager() -> BookmarkManager:
    """Return what lets every read see the writes before it, also where another member of a cluster answers it."""
    import neo4j  # noqa: PLC0415 - costs up to seconds where pandas is installed

    return neo4j.GraphDatabase.bookmark_manager()


def _close(session: Session) -> None:
    """Close a session and what is open in it; what went wrong before is what is told."""
    with suppress(Exception):
        session.close()


def _row(record: Record) -> Row:
    return {key: from_server(value) for key, value in record.data().items()}


def _number(version: str) -> tuple[int, int]:
    parts = version.replace("-", ".").split(".")
    digits = [int(part) if part.isdigit() else 0 for part in (*parts, "0", "0")]
    return digits[0], digits[1]
