"""What a report is made of, whatever it is written as: sections of paragraphs, lists, tables and a chart of grades."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "strong", "quiet", "code"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words.

    Args:
        text: The words.
        style: How they are set.
    """

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page.

    Args:
        text: The words.
        url: The page's address; None where there is none that may be followed.
    """

    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a source.

    Args:
        number: The source's number.
    """

    number: int


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line."""


Inline = Text | Link | Ref | Break
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Args:
        line: What it says.
        quiet: True for a remark.
    """

    line: Line
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list.

    Args:
        items: Its items.
        ordered: True where the order counts.
    """

    items: tuple[Line, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column names its rows.

    Args:
        caption: What it holds.
        headers: The headings of its columns.
        rows: Its rows, a cell for each column.
        widths: The share of each column in per cent.
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Graded:
    """One inspection in a panel of grades.

    Args:
        name: The inspection.
        when: Its year.
        refs: Where its grades were read.
    """

    name: str
    when: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Grades on one scale and one set of questions.

    Args:
        title: What it holds.
        inspections: The columns, in order of time.
        rows: A question, and its grade in each inspection; None where none was read.
    """

    title: str
    inspections: tuple[Graded, ...]
    rows: tuple[tuple[str, tuple[str | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Grades:
    """Grades over time, before and after a change that they do not compare across.

    Args:
        panels: One panel, or the one before the change and the one from it.
        broken: What stands between the two panels.
        description: All of it in words.
    """

    panels: tuple[Panel, ...]
    broken: str
    description: str


Block = Paragraph | Listing | Table | Grades


@dataclass(frozen=True, slots=True)
class Section:
    """A section under a heading.

    Args:
        slug: Its name within the report.
        title: Its heading.
        blocks: What it says.
    """

    slug: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A source as the report lists it.

    Args:
        number: Its number.
        text: What it is and of which kind.
        url: Its address; None where it is a document on somebody's machine, or unsafe to follow.
        shown: The address as it is printed.
    """

    number: int
    text: str
    url: str | None
    shown: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report of two pages.

    Args:
        title: The force.
        subtitle: What the report is.
        dateline: As of when, and up to when the data go.
        warning: What stands over everything where the report must not be passed on; else empty.
        pages: The sections of each page.
        notes: The sources.
        colophon: What the data are, and whose word this is not.
    """

    title: str
    subtitle: str
    dateline: str
    warning: str
    pages: tuple[tuple[Section, ...], ...]
    notes: tuple[Note, ...]
    colophon: str

    def sections(self) -> Iterator[Section]:
        """Yield the sections in order."""
        for page in self.pages:
            yield from page
