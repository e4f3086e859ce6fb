"""What a reader of one format gives: lines of text, and what it knows beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from peelgraph.ontology.errors import LoadError


@dataclass(frozen=True, slots=True)
class Part:
    """One line to come: a paragraph, a heading, an item of a list or a row of a table.

    Args:
        text: Its text, with the mark of an item of a list; line ends that are meant stay.
        page: The page that it begins on, where the document has pages.
        item: Whether it is an item of a list, so that no blank line parts it from the item before it.
        indent: How deep it lies in nested lists.
    """

    text: str
    page: int | None = None
    item: bool = False
    indent: int = 0


@dataclass(slots=True)
class Content:
    """What a document says.

    Args:
        lines: Its lines, each with its page; a blank line parts paragraphs, indentation shows nested lists.
        source_url: The address at which it says that it is published.
        warnings: What a reader should know of what was not read.
        licences: The addresses of the licences that it says it is under, as they stand.
        by_peelgraph: Whether it bears the mark of a page that peelgraph wrote.
    """

    lines: list[tuple[str, int | None]] = field(default_factory=list)
    source_url: str | None = None
    warnings: list[str] = field(default_factory=list)
    by_peelgraph: bool = False
    licences: list[str] = field(default_factory=list)


def lines_of(parts: Iterable[Part], most: int) -> list[tuple[str, int | None]]:
    """Return the lines of a document's parts.

    Args:
        parts: The parts in their order.
        most: The most characters that are taken.

    Raises:
        LoadError: There are more.

    >>> lines_of([Part("Findings"), Part("• One.", item=True), Part("• Two.", item=True, indent=1)], 99)
    [('Findings', None), ('', None), ('• One.', None), ('  • Two.', None)]
    """
    lines: list[tuple[str, int | None]] = []
    above = ""
    size = 0
    for part in parts:
        size += len(part.text)
        if size > most:
            raise LoadError(f"it holds more than {most:,} characters of text, the limit: give the letter alone")
        # Items of one list stand together; a number after a bullet begins another.
        mark = ("•" if part.text.startswith("•") else "1") if part.item else ""
        if lines and not (mark and mark == above):
            lines.append(("", part.page))
        lines += [("  " * part.indent + line, part.page) for line in part.text.split("\n")]
        above = mark
    return lines
