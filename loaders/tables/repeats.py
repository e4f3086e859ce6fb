"""Rows of one file that give the same id."""

from __future__ import annotations

from peelgraph.ontology.records import Record


class Repeats:
    """Remembers which line of a file gave which id, and tells of a second one."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str, str | None], tuple[int, str | None, int]] = {}

    def fault(self, record: Record, line: int, sheet: str | None, source: str | None) -> str | None:
        """Return what is wrong where an earlier row gave the same id, else remember the row.

        Args:
            record: What the row states.
            line: Its line.
            sheet: The sheet it is in, if the file is a workbook.
            source: In a rejects file, the source of the row: rows of two sources never clash.
        """
        key = (record.label, record.id, source)
        content = _content(record)
        earlier = self._seen.setdefault(key, (line, sheet, content))
        if earlier[0] == line and earlier[1] == sheet:
            return None
        there = f"line {earlier[0]}" + (f" of sheet {earlier[1]!r}" if earlier[1] != sheet else "")
        if earlier[2] == content:
            return f"the row repeats {there}: take one of the two out"
        hint = "; a statement on several practices or risks is one row, with ; between them"
        return (
            f"the row and {there} say different things of the same {record.label.lower()} {record.id};"
            f" {there} is kept: mend one of them" + (hint if record.label == "Finding" else "")
        )


def _content(record: Record) -> int:
    """Return a number that two records share only if they state the same."""
    values = frozenset(
        (name, tuple(value) if isinstance(value, list) else value) for name, value in record.properties.items()
    )
    return hash((values, record.links and frozenset(link.key for link in record.links)))
