"""Writing a review sheet: a workbook with lists to choose from, or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from peelgraph.loaders.review.layout import COLUMNS, GUIDE, SHEET, TO_FILL, YES, cells_of, closed_values
from peelgraph.ontology.cells import escape_formula, without_controls
from peelgraph.ontology.corrections import FIELDS
from peelgraph.ontology.errors import LoadError
from peelgraph.ontology.review import ReviewRow
from peelgraph.ontology.vocabulary import Vocabulary

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {
    "id": 13, "confidence": 11, "sentence": 46, "passage": 60, "section": 22, "document": 24, "force": 16, "ok": 7,
    "offered": 40, "take_offered": 13, "reviewer": 14, "note": 30, "polarity": 12, "new_polarity": 14, "kind": 15,
    "new_kind": 17, "practices": 26, "new_practices": 28, "risks": 24, "new_risks": 26, "status": 14, "new_status": 18,
}  # fmt: skip
_CUE_WIDTH, _HOW_WIDTH = 26, 12
_LONGEST = 32_000
_SPARE_ROWS = 1


def write_review(rows: Sequence[ReviewRow], path: Path, vocabulary: Vocabulary) -> None:
    """Write findings to a review sheet: a workbook where the path ends in ``.xlsx``, else CSV.

    Args:
        rows: The findings.
        path: The file; it is replaced.
        vocabulary: The practices and risks to choose from.

    Raises:
        LoadError: The file cannot be written.
    """
    data = _workbook(rows, vocabulary) if path.suffix.lower() == ".xlsx" else _csv(rows)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise LoadError(f"{path} cannot be written: {error.strerror or error}") from None


def _csv(rows: Sequence[ReviewRow]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(_line(row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _line(row: ReviewRow) -> Iterator[str | float]:
    cells = cells_of(row)
    for name in COLUMNS:
        value = cells.get(name)
        if isinstance(value, float):
            yield round(value, 2)
        else:
            yield escape_formula(without_controls(str(value or ""))[:_LONGEST])


def _workbook(rows: Sequence[ReviewRow], vocabulary: Vocabulary) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - costs 165 ms

    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = SHEET
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append(list(_line(row)))
    _format(sheet, len(rows))
    _add_guide(book)
    places = _add_vocabulary(book, vocabulary)
    _add_lists(sheet, len(rows), places)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _format(sheet: Worksheet, count: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415 - as the workbook
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    wrapped, thin = Alignment(wrap_text=True, vertical="top"), Side(style="thin", color="D0D0D0")
    yellow, grey = PatternFill("solid", fgColor="FFF8DC"), PatternFill("solid", fgColor="E4E8EC")
    for place, name in enumerate(COLUMNS, start=1):
        letter = get_column_letter(place)
        default = _CUE_WIDTH if name.endswith("_cue") else _HOW_WIDTH
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, default)
        for line in range(1, count + 2):
            cell = sheet.cell(line, place)
            cell.alignment = wrapped
            cell.border = Border(bottom=thin, right=thin)
            if name in TO_FILL:
                cell.fill = yellow
            elif line == 1:
                cell.fill = grey
            if name == "confidence" or name.endswith("_confidence"):
                cell.number_format = "0%"
        sheet.cell(1, place).font = Font(bold=True)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{count + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"


def _add_guide(book: Workbook) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as the workbook

    sheet = book.create_sheet("how to")
    for line in GUIDE.splitlines():
        sheet.append(line.split(": ", maxsplit=1))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 100
    for title, text in sheet.iter_rows():
        title.font = Font(bold=True)
        title.alignment = text.alignment = Alignment(wrap_text=True, vertical="top")


def _add_vocabulary(book: Workbook, vocabulary: Vocabulary) -> dict[str, str]:
    """Add the sheet of practices and risks; return the range of the short names of each field."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as the workbook

    sheet = book.create_sheet("vocabulary")
    sheet.append(["field", "value", "name", "part of", "what is meant"])
    places: dict[str, str] = {}
    for field, concepts in (("practices", vocabulary.practices), ("risks", vocabulary.risks)):
        first = sheet.max_row + 1
        for concept in sorted(concepts.values(), key=lambda c: c.slug):
            line = [field, concept.slug, concept.name, concept.broader or "", concept.definition]
            sheet.append([escape_formula(without_controls(text)) for text in line])
        places[field] = f"vocabulary!$B${first}:$B${sheet.max_row}"
    for letter, width in zip("ABCDE", (11, 34, 40, 34, 90), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    return places


def _add_lists(sheet: Worksheet, count: int, places: dict[str, str]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as the workbook
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    lists = {f"new_{field}": f'"{",".join(closed_values(field))}"' for field in FIELDS if closed_values(field)}
    lists |= {"ok": f'"{YES}"', "take_offered": f'"{YES}"'}
    lists |= {f"new_{field}": place for field, place in places.items()}
    for name, formula in lists.items():
        several = name.removeprefix("new_") in places
        choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=not several)
        choice.errorTitle, choice.error = "Not in the list", f"Choose one of the list for {name}."
        if several:
            choice.promptTitle, choice.prompt = name, "Up to three, joined by ; such as a; b. Write none for none."
            choice.showInputMessage = True
        letter = get_column_letter(COLUMNS.index(name) + 1)
        choice.add(f"{letter}2:{letter}{count + 1 + _SPARE_ROWS}")
        sheet.add_data_validation(choice)
