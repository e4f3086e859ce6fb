"""Writing rows and objects: a table for a reader, or a format for a machine."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from peelgraph.cli.options import unfit
from peelgraph.graph.store import Result
from peelgraph.ontology.errors import PeelgraphError

WIDTH = 100
"""The width for a reader where nothing says how wide the terminal is."""
LEAST_WIDTH = 60
"""The width below which no page can be read; a page is as wide also where the terminal is narrower."""
_ENDINGS = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".md": "md",
    ".xlsx": "xlsx",
    ".txt": "table",
}


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """One column of a table for a reader.

    Args:
        header: Its heading.
        cell: From a row, keyed by column, to the cell's text.
        number: True where it holds counts, which are set flush right.
        ratio: Its share of the width that is left; 0 for as narrow as its content.
        whole: True where its words must not be broken over lines.
    """

    header: str
    cell: Callable[[dict[str, Any]], str]
    number: bool = False
    ratio: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """How rows are shown to a reader.

    Args:
        columns: The columns.
        title: What stands above.
        notes: Sentences that stand below.
        empty: What is said where there are no rows.
        lines: True to draw a line between rows, for cells of several lines.
        sentences: The rows as sentences, each to be copied alone; None where they have none.
    """

    columns: Sequence[ViewColumn]
    title: str = ""
    notes: Sequence[str] = field(default=())
    empty: str = "nothing found"
    lines: bool = False
    sentences: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer goes, and in which form.

    Args:
        form: ``table``, ``json``, ``jsonl``, ``csv``, ``md``, ``xlsx`` or ``line``.
        path: The file; None for standard output.
        include_embargoed: True where a file may hold what is under embargo.
    """

    form: str
    path: Path | None
    include_embargoed: bool

    @classmethod
    def of(cls, form: str | None, output: str | None, *, include_embargoed: bool) -> Target:
        """Return the target that the options ask for.

        Raises:
            click.UsageError: A workbook is to go to the terminal, or the file's ending says no format.
        """
        path = Path(output) if output and output != "-" else None
        ending = path.suffix.lower() if path else ""
        if not form and ending and ending not in _ENDINGS:
            raise click.UsageError(f"no format goes by the ending {ending}: use {', '.join(_ENDINGS)}, or say --format")
        chosen = form or _ENDINGS.get(ending, "table")
        if chosen == "xlsx" and path is None:
            raise click.UsageError("a workbook cannot be shown on the terminal: give a file with -o FILE.xlsx")
        return cls(chosen, path, include_embargoed)

    @property
    def embargo(self) -> dict[str, bool]:
        """What questions are told: a file leaves out what is under embargo, the terminal marks it."""
        return {"include_embargoed": self.path is None or self.include_embargoed}

    @property
    def readable(self) -> bool:
        """True where a person reads the answer."""
        return self.form in {"table", "md"}


def write_rows(result: Result, view: View, target: Target) -> None:
    """Write rows to where they go."""
    match target.form:
        case "json":
            rows = [plain_row(row) for row in result.dicts()]
            write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", target)
        case "jsonl":
            write_text(
                "".join(json.dumps(plain_row(row), ensure_ascii=False) + "\n" for row in result.dicts()),
                target,
            )
        case "csv":
            write_text(to_csv(result), target)
        case "xlsx":
            _write_workbook(result, target)
        case "md":
            write_text(to_markdown(result.dicts(), view), target)
        case "line":
            write_sentences(view.sentences, view.notes, target)
        case _:
            from peelgraph.cli.tables import render_table  # noqa: PLC0415

            write_text(render_table(result.dicts(), view, width=width_of(target)), target)


def write_object(answer: dict[str, Any], pages: Callable[[int], str], target: Target) -> None:
    """Write one object to where it goes: as JSON, or as pages for a reader of a width; 0 asks for Markdown."""
    match target.form:
        case "json":
            write_text(json.dumps(plain_row(answer), ensure_ascii=False, indent=2) + "\n", target)
        case "jsonl":
            write_text(json.dumps(plain_row(answer), ensure_ascii=False) + "\n", target)
        case "csv" | "xlsx":
            raise click.UsageError(unfit(target.form))
        case "md":
            write_text(re.sub(r"\n{3,}", "\n\n", pages(0)), target)
        case "line":
            write_sentences(None, (), target)
        case _:
            write_text(pages(width_of(target)), target)


def write_sentences(sentences: Sequence[str] | None, notes: Sequence[str], target: Target) -> None:
    """Write an answer as sentences, one a line, and what is said below it after an empty line.

    Raises:
        click.UsageError: The answer has no sentences.
    """
    if sentences is None:
        raise click.UsageError(unfit("line"))
    write_text("".join(f"{line}\n" for line in [*sentences, *([""] if sentences and notes else []), *notes]), target)


def plain(value: Any) -> Any:
    """Return a value as JSON has it: dates as ISO text, all else as it is."""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="minutes") if not value.second and not value.microsecond else value.isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if (isinstance(value, float) and value != value) or value in (float("inf"), float("-inf")):  # noqa: PLR0124
        return str(value)
    return value


def plain_row(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as JSON has it."""
    return {key: plain(value) for key, value in row.items()}


def cell_text(value: Any) -> str:
    """Return a value as one cell of a spreadsheet: lists joined by ``;``."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return ";".join(cell_text(item) for item in value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def reader_text(value: Any) -> str:
    """Return a value for a reader: lists joined by commas."""
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return ", ".join(cell_text(item) for item in value)
    return cell_text(value)


def to_csv(result: Result) -> str:
    """Return rows as CSV in which no text can become a formula."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(safe_cell(column) for column in result.columns)
    for row in result.rows:
        table.writerow(safe_cell(value) for value in row)
    return out.getvalue()


def safe_cell(value: Any) -> Any:
    """Return a cell that a spreadsheet takes for text or a number and never for a formula."""
    from peelgraph.ontology.cells import escape_formula  # noqa: PLC0415

    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return escape_formula(cell_text(value))


def _workbook_cell(value: Any) -> Any:
    """Return a safe cell without the characters that no workbook can hold."""
    from peelgraph.ontology.cells import without_controls  # noqa: PLC0415

    cell = safe_cell(value)
    return without_controls(cell) if isinstance(cell, str) else cell


def to_markdown(rows: Sequence[dict[str, Any]], view: View) -> str:
    """Return rows as a Markdown table with the view's columns and notes."""

    def escaped(text: str) -> str:
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")

    lines = [f"**{view.title}**", ""] if view.title else []
    if rows:
        lines.append("| " + " | ".join(escaped(c.header) for c in view.columns) + " |")
        lines.append("|" + "|".join(" ---: " if c.number else " --- " for c in view.columns) + "|")
        lines += ["| " + " | ".join(escaped(c.cell(row)) for c in view.columns) + " |" for row in rows]
    else:
        lines.append(view.empty)
    lines += ["", *(f"{note}\n" for note in view.notes)]
    return "\n".join(lines).rstrip() + "\n"


def width_of(target: Target) -> int:
    """Return the width for a reader: the terminal's, or what COLUMNS says or 100 in a file or a pipe."""
    if target.path is not None or sys.stdout is None or not sys.stdout.isatty():
        import os  # noqa: PLC0415

        said = os.environ.get("COLUMNS", "").strip()
        columns = int(said) if re.fullmatch("[0-9]{1,9}", said) else 0
        return max(LEAST_WIDTH, columns or WIDTH)
    import shutil  # noqa: PLC0415

    return max(LEAST_WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)


def say(sentence: str) -> None:
    """Tell a person something beside the answer, on standard error."""
    click.echo(sentence, err=True)


def write_text(text: str, target: Target) -> None:
    """Write a text to where it goes, as it is.

    Raises:
        PeelgraphError: The file cannot be written.
    """
    if target.path is None:
        click.echo(text, nl=False)
        return
    try:
        target.path.write_text(text, "utf-8-sig" if target.form == "csv" else "utf-8", newline="")
    except OSError as error:
        raise PeelgraphError(f"{target.path} cannot be written: {error.strerror or error}") from None
    say(f"written to {target.path}")


def _write_workbook(result: Result, target: Target) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 - costs 165 ms

    assert target.path is not None  # noqa: S101 - Target.of() demands a file
    book = Workbook(write_only=True)
    sheet = book.create_sheet("peelgraph")
    sheet.append([_workbook_cell(column) for column in result.columns])
    for row in result.rows:
        sheet.append([_workbook_cell(value) for value in row])
    packed = io.BytesIO()
    book.save(packed)
    try:
        target.path.write_bytes(packed.getvalue())
    except OSError as error:
        raise PeelgraphError(f"{target.path} cannot be written: {error.strerror or error}") from None
    say(f"written to {target.path}")
