"""What every store of the graph can do, whichever engine keeps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

from peelgraph.ontology.protocols import Lookup, Sink

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query.

    Args:
        columns: The columns' names, in order, also where there are no rows.
        rows: The rows, each a list of values in the order of the columns.
        truncated: True where there were more rows than the limit.
        notices: What a person should know beside the answer, as sentences.
    """

    columns: tuple[str, ...]
    rows: list[list[Any]] = field(default_factory=list)
    truncated: bool = False
    notices: tuple[str, ...] = ()

    def dicts(self) -> list[Row]:
        """Return the rows keyed by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """The limits of a query that a person types; every one is a documented setting.

    Args:
        timeout: Seconds after which the query is stopped.
        rows: Most rows returned; 0 means all.
        memory: Most memory of the process that runs it, in MiB.
    """

    timeout: float = 30.0
    rows: int = 1000
    memory: int = 4096


class Graph(Lookup, Sink, Protocol):
    """An open graph: it can be read, and written if it was opened for writing."""

    uri: str
    notices: Sequence[str]

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of a trusted query of our own, in the portable subset of Cypher.

        Raises:
            QueryError: The engine refused or failed.
        """

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
            public_at: Leave out what is under embargo at this wall-clock time in London; None leaves nothing out.

        Raises:
            QueryRefusedError: The query would write, read a file, or mean something else here.
            QueryStoppedError: It reached a limit of time or memory.
            QueryError: It is wrong.
        """

    def ids(self, label: str) -> Iterator[str]:
        """Yield the ids of all nodes with a label, in the order of their characters."""

    def write(self, cypher: str, parameters: Mapping[str, Any]) -> list[Row]:
        """Run a trusted write of our own, in the portable subset of Cypher, as one transaction; return its rows.

        Raises:
            ConstraintError: A node with that id is there.
            QueryError: The engine refused or failed.
        """

    def close(self) -> None:
        """Make all acknowledged work durable and let go of the graph."""

    def __enter__(self) -> Self:
        """Return the graph itself."""

    def __exit__(self, *exception: object) -> None:
        """Close the graph."""
