"""What loaders and stores expect of each other, so that neither needs to import the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from peelgraph.ontology.records import Record
from peelgraph.ontology.vocabulary import Concept


@dataclass(frozen=True, slots=True)
class KnownInspection:
    """What is known of an inspection before a document or row that names it is read.

    Args:
        slug: Its short name.
        sequence: Its place in time, if known.
        title: Its title.
        formerly: The title that it had before, if any.
        published_period: When it was published, as an ISO date at the source's precision, if known.
        of_documents: Whether only documents that report it state it, and no table.
    """

    slug: str
    sequence: int | None
    title: str
    formerly: str | None = None
    published_period: str | None = None
    of_documents: bool = False


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What the graph holds of a document.

    Args:
        sha256: The hash of the file that it was read from.
        force: The slug of the force that it was sent to.
        inspection: The slug of the inspection that it reports.
        published: Its date.
        findings: How many findings it states.
        licence: The licence that it is under, as it is named.
    """

    sha256: str | None
    force: str | None
    inspection: str | None
    published: dt.date | None
    findings: int
    licence: str | None = None


@dataclass(slots=True)
class Counts:
    """What a load did to the rows of one source: each row is counted once.

    Args:
        created: Rows that were not in the graph.
        updated: Rows of which the graph said something else.
        unchanged: Rows that the graph held already, fact for fact.
        removed: Nodes taken out since nothing states them any more.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0

    def add(self, other: Counts) -> None:
        """Add another count to this one."""
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.removed += other.removed


class Lookup(Protocol):
    """What a loader asks of a graph before it reads."""

    def forces(self) -> Mapping[str, Sequence[str]]:
        """Return the forces in the graph: slug to all other names."""

    def inspections(self) -> Sequence[KnownInspection]:
        """Return the inspections in the graph, in order of time."""

    def concepts(self) -> Sequence[Concept]:
        """Return the practices, risks and questions in the graph."""

    def document(self, document_id: str) -> KnownDocument | None:
        """Return what the graph holds of a document, or None if it is not there."""

    def sources(self) -> Collection[str]:
        """Return the names of all sources that state anything: documents and tables."""


class SourceWriter(Protocol):
    """One open transaction that states what one source says."""

    def write(self, records: Iterable[Record]) -> Counts:
        """State records of the source; return what that did to their rows.

        Raises:
            ConstraintError: A record breaks the model; the transaction is lost.
        """

    def add_reference(self, records: Iterable[Record]) -> None:
        """State shipped records that the source's records refer to and that the graph lacks."""

    def end_of_part(self) -> bool:
        """Keep what was stated so far, where the source is stated in parts and enough was stated since the last part.

        Returns:
            True if it was kept, whatever becomes of the rest.
        """

    def missing(self, keys: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return those label and id pairs that neither the graph nor this transaction holds."""

    def count_unstated(self, labels: Collection[str]) -> int:
        """Return how many nodes with these labels the source stated before and has not stated in this transaction."""

    def withdraw_unstated(self, labels: Collection[str]) -> int:
        """Take out what the source stated before with one of these labels and has not stated in this transaction.

        What another source states stays. Returns how many nodes left the graph.
        """

    def lay_corrections_over(self, findings: Collection[str]) -> None:
        """Lay the corrections over findings anew, once corrections of them were stated."""


class Sink(Protocol):
    """What a loader writes to."""

    def stating(self, source: str, *, in_parts: bool = False) -> AbstractContextManager[SourceWriter]:
        """Open a transaction in which one source states its records: all of it happens, or nothing.

        Args:
            source: The source's name: ``peelgraph``, a document's id, or a table's name.
            in_parts: Allow an engine that cannot hold a very large source in one transaction to keep what was stated
                at each ``SourceWriter.end_of_part``; stating the same source again completes it.
        """

    def flush(self) -> None:
        """Make what was stated so far durable and visible to readers; only then is it acknowledged."""
