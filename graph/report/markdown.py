"""A report as Markdown, with the chart as tables and the sources as footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peelgraph.graph.report.blocks import (
    Block,
    Break,
    Grades,
    Inline,
    Line,
    Link,
    Listing,
    Paragraph,
    Ref,
    Report,
    Table,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_STARTS = re.compile(r"^(\s*)([-+>=]|\d+[.)])(?=\s|$)")


def to_markdown(report: Report) -> bytes:
    """Return a report as Markdown; what its texts hold is never taken for markup."""
    lines = [f"# {escaped(report.title)}", "", f"*{escaped(report.subtitle)}*", "", escaped(report.dateline) + ".", ""]
    if report.warning:
        lines += [f"> **{escaped(report.warning)}**", ""]
    for section in report.sections():
        lines += [f"## {escaped(section.title)}", ""]
        for block in section.blocks:
            lines += [*_block(block), ""]
    lines += ["## Sources", ""]
    for note in report.notes:
        place = f"<{_address(note.url)}>" if note.url else escaped(note.shown)
        lines.append(f'{note.number}. <a id="source-{note.number}"></a>{escaped(note.text)}: {place}')
    lines += ["", "---", "", escaped(report.colophon), ""]
    return "\n".join(lines).encode()


def escaped(text: str) -> str:
    r"""Return a text in which nothing is markup.

    >>> escaped("a_b <c> | [d](e)")
    'a\\_b \\<c\\> \\| \\[d\\](e)'
    """
    return _STARTS.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))


def _block(block: Block) -> list[str]:
    match block:
        case Paragraph(line):
            return [_line(line)]
        case Listing(items, ordered):
            return [f"{f'{number}.' if ordered else '-'} {_line(item)}" for number, item in enumerate(items, 1)]
        case Table(caption, headers, rows):
            return [f"**{escaped(caption)}**", "", *_table(headers, [[_line(cell) for cell in row] for row in rows])]
        case Grades():
            return _grades(block)


def _grades(grades: Grades) -> list[str]:
    lines: list[str] = []
    for number, panel in enumerate(grades.panels):
        if number:
            lines += ["", f"{escaped(grades.broken)}."]
        heads = [
            escaped(f"{i.name} ({i.when})" if i.when else i.name) + "".join(map(_ref, i.refs))
            for i in panel.inspections
        ]
        rows = [[escaped(question), *(escaped(value or "–") for value in values)] for question, values in panel.rows]
        lines += [
            "",
            f"**{escaped(panel.title)}** (–: no grade read)",
            "",
            *_table(["Question", *heads], rows, raw=True),
        ]
    return lines[1:]


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, raw: bool = False) -> list[str]:
    head = headers if raw else [escaped(header) for header in headers]
    return [
        f"| {' | '.join(head)} |",
        f"|{' --- |' * len(head)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


def _line(line: Line) -> str:
    return "".join(_inline(part) for part in line).strip()


def _inline(part: Inline) -> str:
    match part:
        case Break():
            return "<br>"
        case Ref():
            return _ref(part)
        case Link(text, url):
            return f"[{escaped(text)}](<{_address(url)}>)" if url else escaped(text)
    said = part.text
    lead, tail = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
    words = escaped(said)
    if not words:
        return said
    if part.style == "code":
        words = "`" + " ".join(said.split()).replace("`", "'").replace("|", "\\|") + "`"
    elif part.style == "strong":
        words = f"**{words}**"
    return f"{lead}{words}{tail}"


def _ref(ref: Ref) -> str:
    return f" [\\[{ref.number}\\]](#source-{ref.number})"


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20").replace("|", "%7C")
