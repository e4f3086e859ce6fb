"""Reading a review sheet that comes back: every cell checked, every fault told with its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from peelgraph.loaders.review.layout import NONE, TO_FILL, closed_values
from peelgraph.loaders.tables.limits import TableLimits
from peelgraph.loaders.tables.sheet import Sheet, SheetRow, open_sheets
from peelgraph.loaders.tables.source import Source
from peelgraph.ontology.cells import unescape_formula
from peelgraph.ontology.corrections import FIELDS, LINKED, Field
from peelgraph.ontology.errors import Fault, LoadError, UnknownNameError, did_you_mean
from peelgraph.ontology.names import NameIndex, slugify
from peelgraph.ontology.review import ReviewedRow
from peelgraph.ontology.vocabulary import Vocabulary

_YES = frozenset({"yes", "y", "x", "ok", "true", "1", "✓", "✔", "right"})
_NO = frozenset({"", "no", "n", "false", "0"})
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_OFFERED = re.compile(r"\(correction ([0-9a-f]{12}),")


def read_review(path: Path, vocabulary: Vocabulary, *, limits: TableLimits | None = None) -> list[ReviewedRow]:
    """Return the rows of a review sheet that a reviewer filled in, with what is wrong with each.

    Args:
        path: A workbook or a CSV file, as ``write_review`` wrote it; columns may be moved, and others may be added.
        vocabulary: The practices and risks by all their names.
        limits: How large the file may be.

    Raises:
        LoadError: The file cannot be read, or is no review sheet.
    """
    with Source(path, limits=limits or TableLimits()) as source:
        for sheet in open_sheets(source):
            rows = sheet.rows()
            header = next(rows, None)
            if header is None:
                continue
            places = {_cell(name).casefold(): place for place, name in reversed(list(enumerate(header.cells)))}
            if "id" in places and places.keys() & TO_FILL:
                return _rows(sheet, places, vocabulary, source)
        raise LoadError(
            f"{source.name} is no review sheet: its first row has no column id, or none of those to fill in "
            "(new_polarity, ok and others); `peelgraph review export FILE.xlsx` writes one"
        )


def _rows(sheet: Sheet, places: Mapping[str, int], vocabulary: Vocabulary, source: Source) -> list[ReviewedRow]:
    found: list[ReviewedRow] = []
    for count, row in enumerate(sheet.rows()):
        if count == 0:
            continue
        if count > source.limits.rows:
            raise LoadError(f"{source.name} has more than {source.limits.rows:,} rows, the limit: split it")
        found.append(_Reading(row, places, vocabulary).row())
    return found


@dataclass
class _Reading:
    """One row that is being read."""

    source: SheetRow
    places: Mapping[str, int]
    vocabulary: Vocabulary
    messages: list[str] = field(default_factory=list)

    def row(self) -> ReviewedRow:
        line = self.source.line
        if self.source.fault:
            return ReviewedRow(line, "", faults=(Fault(self.source.fault, line=line),))
        new = {name: values for name in FIELDS if (values := self._new(name)) is not None}
        row = ReviewedRow(
            line=line,
            finding=self.cell("id"),
            shown={name: self._shown(name) for name in FIELDS if name in self.places},
            new=new,
            confirmed=self._yes("ok"),
            takes_offers=self._yes("take_offered"),
            offers=tuple(_OFFERED.findall(self.cell("offered"))),
            reviewer=self.cell("reviewer"),
            note=self.cell("note"),
            faults=tuple(Fault(message, line=line) for message in self.messages),
        )
        if not row.untouched and not row.finding:
            return ReviewedRow(line, "", faults=(Fault("the row has no id: copy it from the export", line=line),))
        return row

    def cell(self, name: str) -> str:
        place = self.places.get(name)
        cells = self.source.cells
        return _cell(cells[place]) if place is not None and place < len(cells) else ""

    def _shown(self, name: Field) -> tuple[str, ...]:
        return tuple(part for part in map(str.strip, self.cell(name).split(";")) if part)

    def _yes(self, name: str) -> bool:
        said = self.cell(name).casefold()
        if said in _YES or said in _NO:
            return said in _YES
        self.messages.append(f"{name} is {said!r}: write yes, or leave it empty")
        return False

    def _new(self, name: Field) -> tuple[str, ...] | None:
        """Return the corrected values of a field; None where the cell is empty or wrong."""
        said = self.cell(f"new_{name}")
        if not said:
            return None
        before = len(self.messages)
        values = self._terms(name, said) if name in LINKED else self._one(name, said)
        return values if len(self.messages) == before else None

    def _one(self, name: Field, said: str) -> tuple[str, ...]:
        allowed = closed_values(name)
        parts = [part for part in re.split(r"[;,\n]", said) if part.strip()]
        if len(parts) != 1:
            self.messages.append(f"new_{name} takes one value, and {said!r} is {len(parts)}")
            return ()
        value = slugify(parts[0])
        if value not in allowed:
            near = did_you_mean(difflib.get_close_matches(value, allowed, n=1, cutoff=0.5))
            self.messages.append(f"new_{name} is {said!r}, which is none of {', '.join(allowed)}{near}")
        return (value,)

    def _terms(self, name: Field, said: str) -> tuple[str, ...]:
        if said.casefold() in {NONE, "-", "–"}:
            return ()
        index = self.vocabulary.practices_index if name == "practices" else self.vocabulary.risks_index
        found: dict[str, None] = {}
        for part in (text.strip() for text in re.split(r"[;\n]", said)):
            for one in _divided(part, index):
                try:
                    found[index.find(one)] = None
                except UnknownNameError as error:
                    self.messages.append(f"new_{name}: {error}")
        return tuple(sorted(found))


def _divided(part: str, index: NameIndex) -> list[str]:
    """Return the names in a part: one, unless it is no name and has commas."""
    if not part:
        return []
    if "," not in part or index.get(part):
        return [part]
    return [one.strip() for one in part.split(",") if one.strip()]


def _cell(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", unescape_formula(text)).split())
