"""Telling by its content what kind of file a file is."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import Path
from typing import Literal

from peelgraph.loaders.formats.markup import is_mhtml, wide_encoding
from peelgraph.ontology.errors import LoadError

Format = Literal["pdf", "docx", "html", "workbook", "text"]

ENDINGS = (".pdf", ".docx", ".docm", ".html", ".htm", ".xhtml", ".mhtml", ".mht")
"""The endings of the documents that are read beside plain text."""

_PDF = re.compile(rb"[\s\x00\xef\xbb\xbf]{0,1024}%PDF-")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,20000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|link|base"
    r"|script|style|main|article|section|header|nav|div|p|h[1-6]|table|ul|ol)\b",
    re.IGNORECASE | re.DOTALL,
)
_AS_DOCUMENT = "save it as .docx, PDF, HTML or plain text (.txt)"
_OTHERS = (
    (b"{\\rtf", f"is an RTF document, which cannot be read: {_AS_DOCUMENT}"),
    (b"\x1f\x8b", "is a compressed file: unpack it first"),
    (b"BZh", "is a compressed file: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is an archive: unpack it first"),
    (b"Rar!\x1a\x07", "is an archive: unpack it first"),
    (b"\x89PNG", "is a picture: run text recognition (OCR) on it and load the text"),
    (b"\xff\xd8\xff", "is a picture: run text recognition (OCR) on it and load the text"),
    (b"GIF8", "is a picture: run text recognition (OCR) on it and load the text"),
    (b"II*\x00", "is a picture: run text recognition (OCR) on it and load the text"),
    (b"MM\x00*", "is a picture: run text recognition (OCR) on it and load the text"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = {
    b"opendocument.text": "an OpenDocument text (.odt), which cannot be read: save it as .docx or PDF",
    b"opendocument.spreadsheet": "an OpenDocument spreadsheet (.ods), which cannot be read: save it as .xlsx or CSV",
    b"opendocument": "an OpenDocument file, which cannot be read: save it as PDF",
    b"application/epub": "an e-book, which cannot be read: save it as PDF or HTML",
}
_END_OF_DIRECTORY = b"PK\x05\x06"
_MOST_ENTRIES = 20_000
_HEAD = 65_536


def format_of(name: str, head: bytes, whole: Path | bytes | None = None) -> Format:
    """Return the format of a file by its content.

    Args:
        name: What messages call the file.
        head: Its first bytes.
        whole: The file, or all its bytes; by default what is given as its head.

    Raises:
        LoadError: It is of a kind that cannot be read; the error names the kind and what to do.
    """
    whole = head if whole is None else whole
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(name, head, whole)
    if head.startswith(_OLE[:4]):
        raise LoadError(f"{name} {_ole(whole)}")
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise LoadError(f"{name} {what}")
    if _PDF.match(head) or (b"%PDF-" in head[:1024] and re.search(rb"\d \d+ obj\b", head)):
        return "pdf"
    text = _as_text(head)
    if is_mhtml(head) or _HTML.match(text):
        return "html"
    if re.match(r"\s*<\?xml\b", text):
        raise LoadError(f"{name} is an XML file, which cannot be read: {_AS_DOCUMENT}")
    return "text"


def _as_text(head: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, errors="replace")
    return head.decode(wide_encoding(head) or "latin-1", errors="replace")


def _ole(whole: Path | bytes) -> str:
    try:
        data = whole if isinstance(whole, bytes) else whole.read_bytes()[:50_000_000]
    except OSError:
        data = b""
    if _ENCRYPTED in data:
        return "is encrypted: open it with its password and save it without one"
    return "is an old Word, Excel or Outlook file, which cannot be read: save it as .docx, .xlsx or PDF"


def _zipped(name: str, head: bytes, whole: Path | bytes) -> Format:
    for mime, what in _OPEN_DOCUMENT.items():
        if b"mimetype" in head[:60] and mime in head[:200]:
            raise LoadError(f"{name} is {what}")
    names = _entries(whole)
    if names is None:
        # No table of contents: half a file. Its first parts say what it was; its reader says that it is broken.
        names = {part.decode("latin-1") for part in (b"word/", b"xl/", b"ppt/") if part in head}
        names |= {"[Content_Types].xml"} if names else set()
    if not names:
        raise LoadError(f"{name} is a broken or empty archive: get it again, or save it anew")
    if any(entry.startswith("xl/") for entry in names):
        return "workbook"
    if any(entry.startswith("word/") for entry in names):
        return "docx"
    if any(entry.startswith("ppt/") for entry in names):
        raise LoadError(f"{name} is a presentation, which cannot be read: save it as PDF")
    raise LoadError(f"{name} is an archive, but no Word document and no Excel workbook: unpack it and load its files")


def _entries(whole: Path | bytes) -> set[str] | None:
    """Return the names of an archive's entries; None where its table of contents is missing, broken or too long."""
    try:
        if _count(whole) > _MOST_ENTRIES:
            return None
        with zipfile.ZipFile(io.BytesIO(whole) if isinstance(whole, bytes) else whole) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, UnicodeError, struct.error):
        return None


def _count(whole: Path | bytes) -> int:
    """Return how many entries an archive's end says that there are, by the size of its table of contents too."""
    if isinstance(whole, bytes):
        tail = whole[-_HEAD:]
    else:
        with whole.open("rb") as file:
            file.seek(max(0, whole.stat().st_size - _HEAD))
            tail = file.read()
    at = tail.rfind(_END_OF_DIRECTORY)
    if at < 0 or len(tail) < at + 20:
        return 0
    count, size = struct.unpack("<HI", tail[at + 10 : at + 16])
    return max(int(count), int(size) // 300)
