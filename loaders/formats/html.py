"""Web pages: the main content, without what a site puts around it, read with lexbor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from peelgraph.loaders.formats.content import Content, Part, lines_of
from peelgraph.loaders.formats.html_main import is_furniture, main_of
from peelgraph.loaders.formats.limits import DocumentLimits
from peelgraph.loaders.formats.markup import markup_of
from peelgraph.loaders.formats.numbering import label
from peelgraph.ontology.errors import LoadError
from peelgraph.ontology.own_pages import names_peelgraph, says_peelgraph_wrote_it
from selectolax.lexbor import LexborHTMLParser, LexborNode

_NO_TEXT = (
    "the page has no text of its own (it may be filled in by a script): open it in a browser and save it complete, or "
    "save its text (.txt)"
)
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "dl", "dt", "dd", "li",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "caption", "thead", "tbody", "tfoot", "tr", "blockquote",
    "pre", "address", "figure", "figcaption", "fieldset", "form", "details", "summary", "hr", "center", "body",
    "html", "hgroup", "legend",
})  # fmt: skip
_LISTS = frozenset({"ul", "ol", "menu"})
_CELLS = frozenset({"td", "th"})
_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BREAK = "\x00"
_SHORT_CELL = 60
_SENTENCE_END = re.compile(r"[.!?][)\]’”'\"]*$")
_URL = re.compile(r"https?://[^\s<>\"']{3,1000}")
_LICENCES = (
    ("link[rel~=license i][href]", "href"),
    ("a[rel~=license i][href]", "href"),
    ("meta[name='dcterms.license' i][content]", "content"),
    ("meta[name='dcterms.rights' i][content]", "content"),
)
_MOST_LICENCES = 10
_MOST_LOOKED_AT = 100


def read_html(data: bytes, limits: DocumentLimits) -> Content:
    """Return the main content of a web page.

    Navigation, cookie banners, footers, forms, scripts and what is hidden are left out.

    Args:
        data: The file: a page, or a page saved with its parts (MHTML).
        limits: How large it may be.

    Raises:
        LoadError: It is too large, or has no text.
    """
    markup = markup_of(data)
    parser = LexborHTMLParser(markup)
    if says_peelgraph_wrote_it(markup) or _is_generated_by_peelgraph(parser):
        return Content(by_peelgraph=True)
    body = parser.body
    main = main_of(parser, body, limits.elements) if body is not None else None
    lines = lines_of(_Reader(limits.elements).parts(main), limits.chars) if main is not None else []
    if not any(text.strip() for text, _ in lines):
        raise LoadError(_NO_TEXT)
    return Content(lines, _address(parser), licences=_licences(parser))


def _is_generated_by_peelgraph(parser: LexborHTMLParser) -> bool:
    metas = [node.attributes for node in parser.css("meta[name][content]")]
    return any(
        (about.get("name") or "").strip().lower() == "generator" and names_peelgraph(about.get("content") or "")
        for about in metas
    )


def _address(parser: LexborHTMLParser) -> str | None:
    """Return the address that a page says is its own."""
    for selector, name in (("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")):
        for node in parser.css(selector)[:1]:
            found = (node.attributes.get(name) or "").strip()
            if _URL.fullmatch(found):
                return found
    return None


def _licences(parser: LexborHTMLParser) -> list[str]:
    """Return the addresses of the licences that a page says it is under, each once.

    A link inside a figure or a quotation is about that, and not about the page.
    """
    found: dict[str, None] = {}
    for selector, name in _LICENCES:
        for node in parser.css(selector)[:_MOST_LOOKED_AT]:
            address = (node.attributes.get(name) or "").strip()
            if address.startswith("//"):
                address = f"https:{address}"
            if _URL.fullmatch(address) and not _is_in_another_work(node):
                found[address] = None
            if len(found) == _MOST_LICENCES:
                return list(found)
    return list(found)


def _is_in_another_work(node: LexborNode) -> bool:
    """Tell whether an element lies in a picture's or table's figure, or in what is quoted."""
    parent = node.parent
    while parent is not None:
        if parent.tag in {"figure", "blockquote"}:
            return True
        parent = parent.parent
    return False


@dataclass(slots=True)
class _List:
    """An open list: how its items are marked."""

    ordered: bool
    number: int = 1
    style: str = "decimal"


@dataclass(slots=True)
class _Row:
    """An open row of a table, and its cells so far."""

    cells: list[list[str]] = field(default_factory=list)


class _Reader:
    """Walks the nodes of a page without recursion, so that no depth is too deep."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._text: list[str] = []
        self._lists: list[_List] = []
        self._item: str | None = None
        self._in_item: list[bool] = []
        self._rows: list[_Row] = []
        self._pre = 0

    def parts(self, root: LexborNode) -> Iterator[Part]:
        """Yield the parts of what lies under a node."""
        node: LexborNode | None = root
        leaving = False
        seen = 0
        while node is not None:
            if not leaving:
                seen += 1
                if seen > self._most:
                    raise LoadError(f"it has more than {self._most:,} elements, the limit: save its text (.txt)")
                yield from self._enter(node)
                child = None if self._skips(node, root) else node.child
                if child is not None:
                    node = child
                    continue
            yield from self._leave(node)
            if node.mem_id == root.mem_id:
                break
            following = node.next
            leaving = following is None
            node = following if following is not None else node.parent
        yield from self._flush()

    def _skips(self, node: LexborNode, root: LexborNode) -> bool:
        return node.mem_id != root.mem_id and node.tag != "-text" and is_furniture(node)

    def _enter(self, node: LexborNode) -> Iterator[Part]:
        tag = node.tag or ""
        if tag == "-text":
            self._text.append(node.text_content or "")
        elif tag == "br":
            self._text.append(_BREAK)
        elif tag in _CELLS and self._rows:
            self._end_paragraph()
            self._rows[-1].cells.append([])
        elif tag == "wbr":
            return
        elif tag in _BLOCKS or tag in _LISTS or tag in _CELLS:
            yield from self._flush()
            self._open(node, tag)

    def _open(self, node: LexborNode, tag: str) -> None:
        if tag in _LISTS:
            about = node.attributes
            self._lists.append(_List(tag == "ol", _whole(about.get("start"), 1), _style(about.get("type"))))
        elif tag == "li":
            self._item = self._mark(node)
            self._in_item.append(True)
        elif tag == "tr":
            self._rows.append(_Row())
        elif tag == "pre":
            self._pre += 1

    def _mark(self, node: LexborNode) -> str:
        """Return the bullet or number of an item of a list."""
        if not self._lists or not self._lists[-1].ordered:
            return "•"
        inner = self._lists[-1]
        number = _whole(node.attributes.get("value"), inner.number)
        inner.number = number + 1
        return label(number, inner.style) + "."

    def _leave(self, node: LexborNode) -> Iterator[Part]:
        tag = node.tag or ""
        if tag in _CELLS and self._rows:
            self._end_paragraph()
        elif tag == "tr" and self._rows:
            self._end_paragraph()
            yield from _row_parts(self._rows.pop())
        elif tag in _BLOCKS or tag in _LISTS or tag in _CELLS:
            yield from self._flush()
            if tag in _LISTS and self._lists:
                self._lists.pop()
            elif tag == "li" and self._in_item:
                self._in_item.pop()
                self._item = None
            elif tag == "pre":
                self._pre -= 1

    def _flush(self) -> Iterator[Part]:
        """Yield what was gathered since the last block began or ended."""
        if self._rows:
            self._end_paragraph()
            return
        text = self._taken()
        if not text:
            return
        if self._item is not None:
            indent = max(0, len(self._in_item) - 1)
            mark, self._item = self._item, None
            yield Part(f"{mark} {text}", item=True, indent=indent)
        else:
            yield Part(text)

    def _end_paragraph(self) -> None:
        """Put what was gathered into the open cell."""
        text = self._taken()
        if text and self._rows:
            row = self._rows[-1]
            if not row.cells:
                row.cells.append([])
            mark, self._item = self._item, None
            row.cells[-1].append(f"{mark} {text}" if mark else text)

    def _taken(self) -> str:
        text = "".join(self._text)
        self._text.clear()
        if self._pre:
            text = text.replace("\n", _BREAK)
        lines = (" ".join(line.split()) for line in text.split(_BREAK))
        return "\n".join(line for line in lines if line)


def _row_parts(row: _Row) -> Iterator[Part]:
    """Yield a row: its cells on one line where they are short, else one after the other."""
    cells = [cell for cell in row.cells if cell]
    long = any(len(cell) > 1 or len(cell[0]) > _SHORT_CELL or _SENTENCE_END.search(cell[0]) for cell in cells)
    if not long:
        if cells:
            yield Part(" | ".join(cell[0] for cell in cells))
        return
    for cell in cells:
        for text in cell:
            yield Part(text, item=text.startswith("• "))


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else default


def _style(text: str | None) -> str:
    return _STYLES.get(text or "1", "decimal")
