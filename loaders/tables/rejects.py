"""Writing the rows that were rejected, so that a person can mend them and load them again."""

from __future__ import annotations

import csv
import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from peelgraph.loaders.tables.kinds import REJECTED_COLUMNS
from peelgraph.loaders.tables.table import Row, Table
from peelgraph.ontology.cells import escape_formula
from peelgraph.ontology.errors import LoadError


class RejectsWriter:
    """Collects rejected rows; use it with ``with``.

    A file is written only if a row is rejected, and put in place only when all is done without an error, so
    that a rejects file can be loaded with its own path for what is rejected again. Rows of tables whose
    columns differ need files of their own: the first goes to the path itself, others beside it with the kind
    of table in their name.

    Args:
        path: Where the rejected rows go.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._parts: dict[tuple[str, ...], _Part] = {}

    @property
    def paths(self) -> list[Path]:
        """The files that are written, in the order in which they were begun."""
        return [part.path for part in self._parts.values()]

    def add(self, table: Table, row: Row, source: str) -> None:
        """Write a row that has faults.

        Args:
            table: The table it stands in.
            row: The row.
            source: The name of the table's source; for a row of a rejects file its own source counts.

        Raises:
            LoadError: The file cannot be written.
        """
        try:
            part = self._parts.get(table.columns) or self._begin(table)
            part.write(table, row, source)
        except OSError as error:
            raise self._unwritable(error) from error

    def _begin(self, table: Table) -> _Part:
        part = self._parts[table.columns] = _Part(self._free_path(table.kind.name), table.columns)
        return part

    def _free_path(self, kind: str) -> Path:
        taken = set(self.paths)
        path, count = self.path, 1
        while path in taken:
            suffix = f"-{kind}" if count == 1 else f"-{kind}-{count}"
            path, count = self.path.with_name(self.path.stem + suffix + self.path.suffix), count + 1
        return path

    def _unwritable(self, error: OSError) -> LoadError:
        return LoadError(f"the rejected rows cannot be written to {self.path}: {error.strerror or error}")

    def close(self) -> None:
        """Put the files in place.

        Raises:
            LoadError: A file cannot be written.
        """
        try:
            for part in self._parts.values():
                part.finish()
        except OSError as error:
            raise self._unwritable(error) from error

    def discard(self) -> None:
        """Write nothing."""
        for part in self._parts.values():
            part.discard()

    def __enter__(self) -> RejectsWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()


class _Part:
    """One file of rejected rows, written beside its place until it is whole."""

    def __init__(self, path: Path, columns: tuple[str, ...]) -> None:
        self.path = path
        self._width = len(columns)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".part", dir=path.parent)
        self._beside = Path(name)
        self._file: IO[str] = os.fdopen(handle, "w", encoding="utf-8-sig", newline="")
        self._csv: Any = csv.writer(self._file, lineterminator="\n")
        self._csv.writerow(map(escape_formula, (*columns, *REJECTED_COLUMNS)))

    def write(self, table: Table, row: Row, source: str) -> None:
        cells = table.original(row.fields or ())
        kept = [*cells[: self._width], *[""] * (self._width - len(cells))]
        because = "; ".join(fault.message for fault in row.faults)
        line = row.source_line if row.source_line is not None else row.line
        surplus = cells[self._width :]
        told = [escape_formula(because), str(line), escape_formula(row.source or source)]
        self._csv.writerow([*map(_guarded, kept), *told, *map(_guarded, surplus)])

    def finish(self) -> None:
        self._file.close()
        self._beside.replace(self.path)

    def discard(self) -> None:
        self._file.close()
        self._beside.unlink(missing_ok=True)


def _guarded(cell: str) -> str:
    """Return a cell as it stood in the file, guarded unless the file had guarded it already."""
    return escape_formula(cell) if cell[:1] != "'" else cell
