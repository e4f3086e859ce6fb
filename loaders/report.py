"""What a load did, file by file: the counts add up, and every fault is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from peelgraph.ontology.errors import Fault
from peelgraph.ontology.protocols import Counts


@dataclass(slots=True)
class FileReport:
    """What became of one file.

    Args:
        path: The file as it was named.
        kind: The kinds of table in it, joined by ``+``; ``letter`` or ``report``; None where it could not be told.
        counts: What became of its good rows.
        rejected: How many rows were rejected.
        faults: Everything wrong in it.
        warnings: What a person should know of it, as sentences.
        document: The id of the document that it holds, if it is one.
        embargoed_until: From when that document may be published, wall-clock time in London, where it says.
    """

    path: str
    kind: str | None = None
    counts: Counts = field(default_factory=Counts)
    rejected: int = 0
    faults: list[Fault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    document: str | None = None
    embargoed_until: dt.datetime | None = None

    @property
    def rows(self) -> int:
        """How many records it holds: created, updated, unchanged and rejected ones."""
        return self.counts.created + self.counts.updated + self.counts.unchanged + self.rejected

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values for JSON."""
        return {
            "path": self.path,
            "kind": self.kind,
            **_numbers(self),
            "faults": [_fault(fault) for fault in self.faults],
            "warnings": self.warnings,
            "document": self.document,
            "embargoed_until": until.isoformat(timespec="minutes") if (until := self.embargoed_until) else None,
        }


@dataclass(slots=True)
class LoadReport:
    """What a load did.

    Args:
        files: What became of each file, in the order in which they were loaded.
        rejects: The files in which rejected rows were written.
        dry_run: True where nothing was kept.
    """

    files: list[FileReport] = field(default_factory=list)
    rejects: Sequence[Path] = ()
    dry_run: bool = False

    @property
    def total(self) -> FileReport:
        """All files as one."""
        total = FileReport("")
        for file in self.files:
            total.counts.add(file.counts)
            total.rejected += file.rejected
        return total

    @property
    def faulty(self) -> bool:
        """True where anything was wrong."""
        return any(file.faults for file in self.files)

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values for JSON."""
        return {
            **_numbers(self.total),
            "files": [file.to_json() for file in self.files],
            "rejects": [str(path) for path in self.rejects],
            "dry_run": self.dry_run,
        }


def _numbers(report: FileReport) -> dict[str, int]:
    return {
        "rows": report.rows,
        "created": report.counts.created,
        "updated": report.counts.updated,
        "unchanged": report.counts.unchanged,
        "rejected": report.rejected,
        "removed": report.counts.removed,
    }


def _fault(fault: Fault) -> dict[str, Any]:
    place = {"line": fault.line} if fault.line is not None else {"page": fault.page} if fault.page is not None else {}
    return {**place, "message": fault.message}
