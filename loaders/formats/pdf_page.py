"""The words of a page of a PDF, each with its place, its size and whether it is bold."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from dataclasses import dataclass

import pypdfium2.raw as pdfium
from peelgraph.ontology.errors import LoadError

_WORD = re.compile(r"[^\s\ufffe]+\ufffe?")
_REFERENCE = re.compile(r"(?<=[^\W\d_]|[.,;:)’'”])\d{1,3}$")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_SYMBOLS = re.compile(r"symbol|dingbat|wingding|webding", re.IGNORECASE)
_FORCE_BOLD = 1 << 18


@dataclass(slots=True)
class Word:
    """A word, or what stands between two spaces.

    Args:
        text: Its characters; compatibility characters such as ligatures are resolved.
        left: Where it begins, in points from the page's left edge.
        right: Where it ends.
        top: Its upper edge, in points from the page's top.
        bottom: Its lower edge.
        size: The size of its font.
        bold: Whether its font is bold.
        symbol: Whether its font is one of symbols.
        broken: Whether a hyphen at a line's end cut it.
        begins_line: Whether the page's own order begins a new line with it.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    symbol: bool
    broken: bool
    begins_line: bool


class PageText:
    """The text of one page, by pdfium.

    Args:
        page: The page.
        most: The most characters that a page may have.
    """

    def __init__(self, page: pdfium.FPDF_PAGE, most: int) -> None:
        self._page = page
        self._text = pdfium.FPDFText_LoadPage(page)
        if not self._text:
            raise LoadError("its text cannot be read")
        self.height = 0.0
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self.count = int(pdfium.FPDFText_CountChars(self._text))
        if self.count > most:
            self.close()
            raise LoadError(f"it holds more than {most:,} characters of text, the limit: give the letter alone")

    def close(self) -> None:
        """Give back what pdfium holds for the page's text."""
        pdfium.FPDFText_ClosePage(self._text)

    def words(self) -> list[Word]:
        """Return the words in the order of the page's content, without those that lie askew or off the page."""
        text = self._characters()
        turn = self._turn(text)
        width, height = pdfium.FPDF_GetPageWidthF(self._page), pdfium.FPDF_GetPageHeightF(self._page)
        box = self._crop(width, height)
        self.height = box[3] - box[1] if turn % 2 == 0 else box[2] - box[0]
        words: list[Word] = []
        end = 0
        for match in _WORD.finditer(text):
            begins = not words or words[-1].broken or any(c in "\r\n" for c in text[end : match.start()])
            end = match.end()
            word = self._word(match.group(), match.start(), end - 1, begins, turn, box)
            if word:
                words.append(word)
        return words

    def _characters(self) -> str:
        """Return the page's text, one character for each of pdfium's."""
        if self.count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (self.count + 1))()
        written = pdfium.FPDFText_GetText(self._text, 0, self.count, buffer)
        text = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", errors="replace")
        if len(text) == self.count and "\x00" not in text:
            return text
        codes = (int(pdfium.FPDFText_GetUnicode(self._text, i)) for i in range(self.count))
        return "".join(chr(c) if 0 < c < 0xD800 or 0xDFFF < c < 0x110000 else "\ufffd" for c in codes)

    def _turn(self, text: str) -> int:
        """Return by how many quarter turns most of the page's lines are turned."""
        starts = [match.start() for match in re.finditer(r"(?:^|[\r\n])\s*(?=\S)", text)]
        turns = [self._quarter(min(i + 2, self.count - 1)) for i in starts[:200]]
        straight = [turn for turn in turns if turn is not None]
        return max(set(straight), key=straight.count) if straight else 0

    def _quarter(self, index: int) -> int | None:
        """Return a character's quarter turns; None where it lies askew."""
        angle = float(pdfium.FPDFText_GetCharAngle(self._text, index))
        if angle < 0:
            return 0
        quarters = angle / (3.14159265 / 2)
        nearest = round(quarters)
        return nearest % 4 if abs(quarters - nearest) < 0.1 else None

    def _crop(self, width: float, height: float) -> tuple[float, float, float, float]:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if pdfium.FPDFPage_GetCropBox(self._page, left, bottom, right, top) or pdfium.FPDFPage_GetMediaBox(
            self._page, left, bottom, right, top
        ):
            return left.value, bottom.value, right.value, top.value
        return 0.0, 0.0, float(width), float(height)

    def _word(
        self,
        raw: str,
        first: int,
        last: int,
        begins: bool,
        turn: int,
        box: tuple[float, float, float, float],
    ) -> Word | None:
        a, b = pdfium.FS_RECTF(), pdfium.FS_RECTF()
        if self._quarter(first) != turn and len(raw) > 1:
            return None
        pdfium.FPDFText_GetLooseCharBox(self._text, first, a)
        pdfium.FPDFText_GetLooseCharBox(self._text, last, b)
        left, right = min(a.left, b.left), max(a.right, b.right)
        low, high = min(a.bottom, a.top), max(a.bottom, a.top)
        if turn % 2 == 1:
            low, high = min(a.bottom, b.bottom, a.top, b.top), max(a.bottom, b.bottom, a.top, b.top)
        if right < box[0] or left > box[2] or high < box[1] or low > box[3]:
            return None
        place = _turned(left, right, low, high, turn, box)
        size = abs(place[3] - place[2])
        broken = raw.endswith("\ufffe")
        text = self._without_reference(raw.removesuffix("\ufffe"), first, size)
        bold, symbol = self._font(first)
        text = unicodedata.normalize("NFKC", text).replace("\x02", "-")
        return Word(text + "-" * broken, *place, size, bold, symbol, broken, begins) if text else None

    def _without_reference(self, text: str, first: int, size: float) -> str:
        """Return a word without the raised number of a footnote."""
        match = _REFERENCE.search(text)
        if not match or not size:
            return text
        raised = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(self._text, first + match.start(), raised)
        return text[: match.start()] if abs(raised.top - raised.bottom) < 0.8 * size else text

    def _font(self, index: int) -> tuple[bool, bool]:
        """Return whether a character's font is bold, and whether it is one of symbols."""
        holder = pdfium.FPDFText_GetTextObject(self._text, index)
        font = pdfium.FPDFTextObj_GetFont(holder) if holder else None
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self._fonts:
            name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
            pdfium.FPDFText_GetFontInfo(self._text, index, name, 128, flags)
            plain = name.value.decode("utf-8", errors="replace")
            bold = bool(_BOLD.search(plain)) or bool(flags.value & _FORCE_BOLD)
            self._fonts[key] = (bold, bool(_SYMBOLS.search(plain)))
        return self._fonts[key]


def _turned(
    left: float, right: float, low: float, high: float, turn: int, box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """Return left, right, top and bottom as a reader sees them who turns the page upright."""
    x0, y0, x1, y1 = box
    if turn == 1:
        return low - y0, high - y0, left - x0, right - x0
    if turn == 2:
        return x1 - right, x1 - left, low - y0, high - y0
    if turn == 3:
        return y1 - high, y1 - low, x1 - right, x1 - left
    return left - x0, right - x0, y1 - high, y1 - low
