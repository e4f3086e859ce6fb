"""Word documents: paragraphs, lists with their numbers, tables and text boxes, tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from peelgraph.loaders.formats.content import Content, Part, lines_of
from peelgraph.loaders.formats.docx_lists import Lists, Styles
from peelgraph.loaders.formats.docx_parts import WordParts
from peelgraph.loaders.formats.limits import DocumentLimits
from peelgraph.ontology.errors import LoadError
from peelgraph.ontology.own_pages import names_peelgraph

_NO_TEXT = "it has no text: it may hold only pictures; run text recognition (OCR), or ask for the document as text"
_DROPPED = frozenset({
    "del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "commentReference",
    "annotationRef", "fldData", "Fallback", "object", "sdtPr", "sdtEndPr", "ruby",
})  # fmt: skip
_SIGNS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "sym": "•"}
_SHORT_CELL = 60
_SENTENCE_END = re.compile(r"[.!?][)\]’”'\"]*$")
_OFF = frozenset({"0", "false", "off", "none"})


def read_docx(data: bytes, limits: DocumentLimits) -> Content:
    """Return what a Word document says.

    Insertions are taken as accepted, deletions as made; footnotes, comments, heads and feet are left out.

    Args:
        data: The file.
        limits: How large it may be.

    Raises:
        LoadError: It is broken, encrypted, too large, or has no text.
    """
    parts = WordParts(data, limits)
    if names_peelgraph(parts.author()):
        return Content(by_peelgraph=True)
    styles = Styles(parts.beside("styles"))
    reader = _Reader(styles, Lists(parts.beside("numbering"), styles))
    body = parts.document().find("body")
    lines = lines_of(reader.parts(body), limits.chars) if body is not None else []
    if not any(text.strip() for text, _ in lines):
        raise LoadError(_NO_TEXT)
    if not reader.paged:
        lines = [(text, None) for text, _ in lines]
    warnings = []
    if reader.notes:
        warnings.append(
            f"{reader.notes} footnote{'s were' if reader.notes > 1 else ' was'} not read: they are no findings"
        )
    return Content(lines, None, warnings)


class _Reader:
    """Walks a document in reading order.

    Args:
        styles: Its styles.
        lists: Its lists.
    """

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self._styles = styles
        self._lists = lists
        self._page = 1
        self._started = 0
        self._boxes: list[Element] = []
        self._before = ""
        self.notes = 0
        self.paged = False

    def parts(self, container: Element) -> Iterator[Part]:
        """Yield the parts that lie in a body, a cell or a text box."""
        for node in container:
            if node.tag == "p":
                yield from self._paragraph(node)
            elif node.tag == "tbl":
                for row in _within(node, "tr"):
                    yield from self._row(row)
            elif node.tag in {
                "sdt",
                "sdtContent",
                "ins",
                "moveTo",
                "customXml",
                "smartTag",
                "AlternateContent",
                "Choice",
            }:
                yield from self.parts(node)

    def _paragraph(self, node: Element) -> Iterator[Part]:
        properties = node.find("pPr")
        style_node = properties.find("pStyle") if properties is not None else None
        style = style_node.get("val") if style_node is not None else None
        self._started = 0
        outer, self._boxes = self._boxes, []
        text = _tidied(self._before + "".join(self._text(node)))
        boxes, self._boxes = self._boxes, outer
        page = self._started or self._page
        if properties is not None and properties.find("rPr/del") is not None:
            # The end of this paragraph was deleted: it goes on in the next one.
            self._before = text
        else:
            self._before = ""
            if text and not self._styles.is_contents(style):
                yield self._part(text, page, properties, style)
        for box in boxes:
            yield from self.parts(box)

    def _part(self, text: str, page: int, properties: Element | None, style: str | None) -> Part:
        mark = self._lists.mark(properties, style)
        if mark is None:
            return Part(text, page)
        heading = self._styles.is_heading(style)
        return Part(f"{mark.text} {text}", page, item=not heading, indent=0 if heading else mark.depth)

    def _text(self, node: Element) -> Iterator[str]:
        """Yield the pieces of text in a paragraph or run, as they read with all changes accepted."""
        for child in node:
            tag = child.tag
            if tag == "t":
                if not self._started and (child.text or "").strip():
                    self._started = self._page
                yield child.text or ""
            elif tag == "r":
                if not _is_hidden(child):
                    yield from self._text(child)
            elif tag in {"br", "cr"}:
                yield "" if child.get("type") in {"page", "column"} else "\n"
            elif tag == "lastRenderedPageBreak":
                self._page += 1
                self.paged = True
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag in {"footnoteReference", "endnoteReference"}:
                self.notes += 1
            elif tag == "txbxContent":
                self._boxes.append(child)
            elif tag not in _DROPPED:
                yield from self._text(child)

    def _row(self, row: Element) -> Iterator[Part]:
        """Yield a table's row: its cells on one line where they are short, else one after the other."""
        if row.find("trPr/del") is not None:
            return
        cells = [found for cell in _within(row, "tc") if (found := list(self.parts(cell)))]
        short = all(
            len(cell) == 1 and len(cell[0].text) <= _SHORT_CELL and not _SENTENCE_END.search(cell[0].text)
            for cell in cells
        )
        if short and len(cells) > 1:
            yield Part(" | ".join(cell[0].text.replace("\n", " ") for cell in cells), cells[0][0].page)
        else:
            for cell in cells:
                yield from cell


def _within(node: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls and insertions."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in {"sdt", "sdtContent", "ins", "moveTo", "customXml"}:
            yield from _within(child, tag)


def _is_hidden(run: Element) -> bool:
    hidden = run.find("rPr/vanish")
    return hidden is not None and hidden.get("val", "1") not in _OFF


def _tidied(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\u00ad", "").split("\n"))
    return "\n".join(line for line in lines if line)
