"""The mark-up of a saved web page as text: encodings, and the page inside an MHTML file."""

from __future__ import annotations

import codecs
import re

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})")
_MHTML = re.compile(rb"\A(?:[A-Za-z-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,40}?"
                    rb"content-type:\s*multipart/related", re.IGNORECASE)  # fmt: skip
_HEAD = 4_096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = frozenset({"ascii", "iso8859-1", "latin-1", "latin1", "us-ascii", "cp1252"})


def is_mhtml(head: bytes) -> bool:
    """Tell whether a file is a page saved with its parts."""
    return bool(_MHTML.match(head[:_HEAD]))


def wide_encoding(head: bytes) -> str | None:
    """Return the encoding of text in two bytes a character without a mark: nearly every other byte is zero."""
    sample = head[:200]
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    return "utf-16-be" if half and sample[::2].count(0) > 0.7 * half else None


def markup_of(data: bytes) -> str:
    r"""Return the mark-up of a page as text.

    >>> markup_of(b'<meta charset="windows-1252"><p>Zo\xeb')[-3:]
    'Zoë'
    """
    declared = None
    if is_mhtml(data):
        data, declared = _page_inside(data)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    head = data[:_HEAD]
    if (wide := wide_encoding(head)) is not None:
        return data.decode(wide, errors="replace")
    found = _META.search(head) or _XML.search(head)
    return _decoded(data, declared or (found[1].decode("ascii") if found else None))


def _decoded(data: bytes, declared: str | None) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        name = codecs.lookup(declared or "cp1252").name
        # Some codecs of Python are no encodings of text at all; browsers take Latin-1 for Windows-1252.
        encoding = "cp1252" if name in _WESTERN or name.startswith("utf-8") else name
        return data.decode(encoding, errors="replace")
    except (LookupError, ValueError, OSError):  # no such encoding, or none that may be opened now
        return data.decode("cp1252", errors="replace")


def _page_inside(data: bytes) -> tuple[bytes, str | None]:
    """Return the first page in an MHTML file, and its encoding."""
    from email import message_from_bytes, policy  # noqa: PLC0415 - 50 ms, for saved pages of one kind only

    message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return body, part.get_content_charset()
    return b"", None
