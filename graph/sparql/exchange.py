"""What goes to a process that answers a query, and what comes back from it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from peelgraph.graph.sparql.guard import CheckedQuery
from peelgraph.graph.sparql.limits import SparqlLimits
from peelgraph.ontology.errors import QueryError, QueryStoppedError, QueryTimeoutError

_ENGINE_SAYS: Final = re.compile(r"error at (\d+):\d+: (?:expected )?(?:one of )?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query.

    Args:
        media: The media type of its text.
        body: Its text.
        truncated: Whether there were more rows, or triples, than the limit.
    """

    media: str
    body: bytes
    truncated: bool


class Incoming:
    """What has come of an answer: a line that says how it ended and how many bytes follow, and those."""

    def __init__(self) -> None:
        self.head: dict[str, Any] | None = None
        self._rest = bytearray()

    def take(self, piece: bytes) -> None:
        """Take what has come next."""
        self._rest += piece
        if self.head is None:
            end = self._rest.find(b"\n")
            if end >= 0:
                self.head = json.loads(self._rest[:end])
                del self._rest[: end + 1]

    @property
    def complete(self) -> bool:
        """Whether all of it has come."""
        return self.head is not None and len(self._rest) >= self.head["bytes"]

    @property
    def body(self) -> bytes:
        """The text of the answer."""
        return bytes(self._rest)


@dataclass(frozen=True, slots=True)
class Request:
    """A query as it is handed to a process.

    Args:
        query: The query.
        media: The media type of the answer.
        limits: Its limits.
        line: What the process reads.
    """

    query: CheckedQuery
    media: str
    limits: SparqlLimits
    line: bytes

    def answer(self, incoming: Incoming, seconds: float) -> Answer:
        """Return the answer that was received, or raise what it says went wrong."""
        head = incoming.head
        if head is None or not incoming.complete:
            if seconds >= self.limits.timeout:
                raise QueryTimeoutError(
                    f"the query was stopped after {self.limits.timeout:g} s: match less, or add LIMIT"
                )
            raise self._out_of_memory()
        if "syntax" in head:
            raise QueryError(self._located(head["syntax"]))
        if head.get("stopped") == "size":
            raise QueryStoppedError(
                f"the answer is larger than {self.limits.answer:,} bytes: ask for fewer rows or columns, or add LIMIT"
            )
        if "stopped" in head:
            raise self._out_of_memory()
        if "failed" in head:
            raise QueryError(f"the engine could not answer ({head['failed']})")
        return Answer(self.media, incoming.body, head["truncated"])

    def _out_of_memory(self) -> QueryStoppedError:
        return QueryStoppedError(
            f"the query was stopped because it needed more than {self.limits.memory} MiB of memory: "
            "match, group or sort less"
        )

    def _located(self, said: str) -> str:
        """Return what the engine says of a query, with the place in the text as it was typed."""
        match = _ENGINE_SAYS.fullmatch(said)
        if not match:
            return said
        number = min(int(match[1]), len(self.query.places)) - 1
        line, column = self.query.places[number]
        wanted = match[2].split(", [")[0]
        if " " in wanted and not wanted.startswith(("[", '"')):
            return f"line {line}, column {column}: {wanted}"
        return f"line {line}, column {column}: the engine does not take {self.query.parts[number]} here"
