"""A report as a Word document, with the chart as tables and the sources as a numbered list."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from peelgraph.graph.report.blocks import Block, Break, Grades, Line, Link, Listing, Paragraph, Ref, Report, Table, Text
from peelgraph.ontology.errors import PeelgraphError
from peelgraph.ontology.own_pages import WRITER

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_WIDTH = 186
"""Millimetres between the margins."""


def to_word(report: Report) -> bytes:
    """Return a report as a Word document.

    Raises:
        PeelgraphError: python-docx is not installed.
    """
    try:
        import docx  # noqa: PLC0415 - an optional extra
    except ModuleNotFoundError:
        raise PeelgraphError(
            'python-docx is not installed: a Word report needs the extra "docx", as in pip install "peelgraph[docx]"; '
            "a report that ends in .html or .md needs nothing"
        ) from None
    from docx.shared import Pt  # noqa: PLC0415

    document = docx.Document()
    _set_page(document, report)
    document.add_heading(_plain(report.title), 0)
    _runs(document.add_paragraph(), (Text(f"{report.subtitle}. {report.dateline}."),))
    if report.warning:
        _runs(document.add_paragraph(), (Text(report.warning, "strong"),))
    for section in report.sections():
        document.add_heading(_plain(section.title), 1)
        for block in section.blocks:
            _add(document, block)
    document.add_heading("Sources", 1)
    for note in report.notes:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        _runs(paragraph, (Text(f"{note.number}. {note.text}: "), Link(note.shown, note.url)))
        for run in paragraph.iter_inner_content():
            for part in getattr(run, "runs", [run]):
                part.font.size = Pt(6.5)
        _bookmark(paragraph, note.number)
    _runs(document.add_paragraph(), (Text(report.colophon, "quiet"),))
    return _packed(document)


def _set_page(document: Document, report: Report) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm, Pt, RGBColor  # noqa: PLC0415

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(12)
    page.top_margin = page.bottom_margin = Mm(10)
    sizes = {"Normal": 8.0, "Title": 18.0, "Heading 1": 10.5, "Caption": 7.5, "List Bullet": 8.0, "List Number": 8.0}
    for name, size in sizes.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        style.font.color.rgb = RGBColor(0x12, 0x34, 0x4D) if size > 9 else RGBColor(0x1A, 0x1A, 0x1A)
        style.paragraph_format.space_before = Pt(4 if name == "Heading 1" else 0)
        style.paragraph_format.space_after = Pt(2)
    about = document.core_properties
    about.title, about.subject, about.author = _plain(report.title)[:200], report.subtitle, WRITER
    about.comments, about.language = "", "en-GB"
    about.created = about.modified = dt.datetime(*_LONG_AGO)
    about.revision = 1


def _add(document: Document, block: Block) -> None:
    match block:
        case Paragraph(line):
            _runs(document.add_paragraph(), line)
        case Listing(items, ordered):
            for item in items:
                _runs(document.add_paragraph(style="List Number" if ordered else "List Bullet"), item)
        case Table(caption, headers, rows, widths):
            _table(document, caption, [(Text(header, "strong"),) for header in headers], rows, widths)
        case Grades():
            _grades(document, block)


def _grades(document: Document, grades: Grades) -> None:
    for number, panel in enumerate(grades.panels):
        if number:
            _runs(document.add_paragraph(), (Text(f"{grades.broken}.", "strong"),))
        heads: list[Line] = [(Text("Question", "strong"),)]
        heads += [(Text(f"{i.name} ({i.when})" if i.when else i.name, "strong"), *i.refs) for i in panel.inspections]
        rows = [((Text(question),), *((Text(value or "–"),) for value in values)) for question, values in panel.rows]
        share = 70 // len(panel.inspections)
        _table(document, f"{panel.title} (–: no grade read)", heads, rows, (30, *[share] * len(panel.inspections)))


def _table(
    document: Document, caption: str, heads: Sequence[Line], rows: Sequence[Sequence[Line]], widths: Sequence[int]
) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    title = document.add_paragraph(style="Caption")
    title.paragraph_format.keep_with_next = True
    _runs(title, (Text(caption),))
    table = document.add_table(rows=1 + len(rows), cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(_WIDTH * width / 100)
    for cells, said in zip(table.rows, [heads, *rows], strict=True):
        for cell, line, width in zip(cells.cells, said, widths, strict=True):
            cell.width = Mm(_WIDTH * width / 100)
            _runs(cell.paragraphs[0], line)
    # read aloud as a heading, and repeated where the table goes on on the next page
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no public way
    after = document.add_paragraph().paragraph_format
    after.space_after, after.line_spacing = Mm(0), Mm(1.5)


def _runs(paragraph: WordParagraph, line: Line) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    for part in line:
        match part:
            case Break():
                paragraph.add_run().add_break()
            case Ref(number):
                _link(paragraph, f"[{number}]", anchor=f"source{number}")
            case Link(text, url):
                _link(paragraph, text, url=url) if url else paragraph.add_run(_plain(text))
            case Text(text, style):
                run = paragraph.add_run(_plain(text))
                run.bold = style == "strong" or None
                if style == "quiet":
                    run.font.color.rgb = RGBColor(0x4A, 0x4A, 0x4A)
                elif style == "code":
                    run.font.name, run.font.size = "Courier New", Pt(7)


def _link(paragraph: WordParagraph, text: str, *, url: str = "", anchor: str = "") -> None:
    """Add words that lead to a page, or to a place in the document; python-docx has no way of its own."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import RGBColor  # noqa: PLC0415

    run = paragraph.add_run(_plain(text))
    run.font.color.rgb = RGBColor(0x12, 0x3F, 0x73)
    run.underline = bool(url)
    run.font.superscript = bool(anchor) or None
    link = OxmlElement("w:hyperlink")
    if url:
        link.set(qn("r:id"), paragraph.part.relate_to(_plain(url), _LINK, is_external=True))
    else:
        link.set(qn("w:anchor"), anchor)
    run._r.getparent().replace(run._r, link)  # noqa: SLF001
    link.append(run._r)  # noqa: SLF001


def _bookmark(paragraph: WordParagraph, number: int) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(number))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), f"source{number}")
        paragraph._p.append(mark)  # noqa: SLF001


def _plain(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(
        c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def _packed(document: Document) -> bytes:
    """Return the document's file with every date in its archive the same, so that equal reports are equal bytes."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _LONG_AGO), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
