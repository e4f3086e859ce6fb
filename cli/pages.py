"""Pages for a reader: headings, paragraphs, lists of findings and tables, of one width."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from peelgraph.cli.output import View, ViewColumn, to_markdown

if TYPE_CHECKING:
    from peelgraph.graph.naming import Labels

FINDINGS_SHOWN = 5
MARKDOWN = 0
"""The width that asks for Markdown instead of lines."""


def heading(text: str, width: int) -> str:
    """Return a heading: underlined, or as Markdown has it."""
    if width == MARKDOWN:
        return f"## {text}\n"
    lines = textwrap.wrap(text, width, break_on_hyphens=False)
    return "\n".join([*lines, "─" * max(map(len, lines), default=0)])


def paragraph(text: str, width: int, indent: str = "") -> str:
    """Return a paragraph, wrapped."""
    if not text:
        return ""
    if width == MARKDOWN:
        return f"> {text}\n" if indent else text + "\n"
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False) + "\n"


def table(
    title: str,
    rows: Sequence[dict[str, Any]],
    columns: Sequence[ViewColumn],
    width: int,
    notes: Sequence[str] = (),
) -> str:
    """Return a titled table, or nothing where there are no rows."""
    from peelgraph.cli.tables import render_table  # noqa: PLC0415

    if not rows:
        return ""
    if width == MARKDOWN:
        return heading(title, width) + "\n" + to_markdown(rows, View(columns, notes=notes))
    return heading(title, width) + "\n" + render_table(rows, View(columns, notes=notes), width=width).lstrip("\n")


def finding_lines(
    title: str, findings: Sequence[dict[str, Any]], labels: Labels, width: int, shown: int = FINDINGS_SHOWN
) -> str:
    """Return the first findings as a list: force, inspection, the words and where they come from."""
    if not findings:
        return ""
    lines = [heading(f"{title} ({min(shown, len(findings))} of {len(findings)})", width)]
    lines += [finding_line(row, labels, width) for row in findings[:shown]]
    return "\n".join(lines) + "\n"


def in_whose_words(row: dict[str, Any]) -> str:
    """Return a finding's text, in quotation marks where the words are the source's."""
    return f"“{row['text']}”" if row["wording"] == "quoted" else str(row["text"])


def finding_line(row: dict[str, Any], labels: Labels, width: int) -> str:
    """Return one finding: who, when, whose words, and the id that leads to its evidence."""
    mark = " † under embargo" if row.get("embargoed_until") else ""
    when = f"{labels.inspection(row['inspection'])}, {row['period'] or 'date unknown'}"
    whose = "quoted" if row["wording"] == "quoted" else "our words"
    head = f"{labels.force(row['force'])}, {when} ({whose}, {source_words(row['source_kind'])}){mark}"
    tail = row["finding"].rsplit("-", 1)[-1]
    return paragraph(f"{head}  [{tail}]", width) + paragraph(in_whose_words(row), width, "    ").rstrip("\n")


def source_words(source_kind: str | None) -> str:
    """Return a kind of source as a reader calls it.

    >>> source_words("police-or-commissioner")
    'police or commissioner'
    """
    return (source_kind or "source unknown").replace("-", " ")
