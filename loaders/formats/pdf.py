"""PDF documents with a text layer, read with pdfium."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pypdfium2.raw as pdfium
from peelgraph.loaders.formats.content import Content, lines_of
from peelgraph.loaders.formats.limits import DocumentLimits
from peelgraph.loaders.formats.pdf_blocks import read_parts
from peelgraph.loaders.formats.pdf_columns import read_columns
from peelgraph.loaders.formats.pdf_furniture import body_size, drop_footnotes, drop_running_heads
from peelgraph.loaders.formats.pdf_lines import Run, read_runs, set_edges
from peelgraph.loaders.formats.pdf_page import PageText
from peelgraph.ontology.errors import LoadError

_BROKEN = (
    "it is a broken PDF: open it in a PDF reader and print or save it anew as PDF, or save it as plain text (.txt)"
)
_ENCRYPTED = "it is encrypted: open it with its password and save it without one"
_NO_TEXT = (
    "it has no text, only pictures of pages: run text recognition (OCR) on it, or ask for the document as text, and "
    "load that"
)
_LETTER = re.compile(r"[^\W\d_]")
_FEW_LETTERS = 25


def read_pdf(data: bytes, limits: DocumentLimits, known: Sequence[str] = ()) -> Content:
    """Return what a PDF says, page by page.

    Running heads and feet, page numbers and footnotes are left out.

    Args:
        data: The file.
        limits: How large it may be.
        known: Texts whose words tell which hyphens at a line's end are meant.

    Raises:
        LoadError: It is broken, encrypted, too large, or has no text.
    """
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise LoadError(_ENCRYPTED if pdfium.FPDF_GetLastError() in {4, 5} else _BROKEN)
    try:
        return _read(document, limits, known)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read(document: pdfium.FPDF_DOCUMENT, limits: DocumentLimits, known: Sequence[str]) -> Content:
    count = int(pdfium.FPDF_GetPageCount(document))
    if count < 1:
        raise LoadError(_BROKEN)
    if count > limits.pages:
        raise LoadError(f"it has {count:,} pages; the limit is {limits.pages:,}: give the part that is wanted")
    pages: list[list[Run]] = []
    numbers: list[int] = []
    heights: list[float] = []
    without_text: list[int] = []
    unreadable: list[int] = []
    chars = 0
    for number in range(1, count + 1):
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if not page:
            unreadable.append(number)
            continue
        try:
            runs, height, size = _page(page, limits.chars - chars)
        finally:
            pdfium.FPDF_ClosePage(page)
        chars += size
        heights.append(height)
        pages.append(runs)
        numbers.append(number)
        if not runs and _has_picture(document, number):
            without_text.append(number)
    if not pages:
        raise LoadError(_BROKEN)
    letters = sum(len(_LETTER.findall(run.text)) for runs in pages for run in runs)
    if letters < _FEW_LETTERS:
        raise LoadError(_NO_TEXT)
    drop_running_heads(pages, heights)
    columns = read_columns(pages, numbers)
    notes = drop_footnotes(columns, heights, body_size(columns))
    set_edges(columns)
    lines = lines_of(read_parts(columns, known), limits.chars)
    return Content(lines, None, _warnings(without_text, unreadable, notes))


def _page(page: pdfium.FPDF_PAGE, most: int) -> tuple[list[Run], float, int]:
    """Return what stands on a page, its height as a reader sees it, and the size of its text."""
    text = PageText(page, most)
    try:
        return read_runs(text.words()), text.height, max(text.count, 0)
    finally:
        text.close()


def _has_picture(document: pdfium.FPDF_DOCUMENT, number: int) -> bool:
    """Tell whether a page holds a picture, as a scanned page does."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return False
    try:
        objects = min(int(pdfium.FPDFPage_CountObjects(page)), 1_000)
        kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, i)) for i in range(objects))
        return any(kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM} for kind in kinds)
    finally:
        pdfium.FPDF_ClosePage(page)


def _warnings(without_text: Sequence[int], unreadable: Sequence[int], notes: int) -> list[str]:
    warnings = []
    if without_text:
        warnings.append(f"{_pages(without_text)} only pictures and no text, and was not read: run text recognition")
    if unreadable:
        warnings.append(f"{_pages(unreadable)} damage and could not be read: print or save the PDF anew")
    if notes:
        warnings.append(f"{notes} footnote{'s were' if notes > 1 else ' was'} not read: they are no findings")
    return warnings


def _pages(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10])) + (" and others" if len(numbers) > 10 else "")
    return f"page {shown} has" if len(numbers) == 1 else f"pages {shown} have"
