"""Bytes to lines of text: encodings, limits, and line numbers that faults can name."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from peelgraph.ontology.errors import LoadError

MAX_BYTES = 1_000_000
"""The largest letter that is read; the longest known has some 20,000 bytes."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zipped document (Word, Excel or the like)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x1f\x8b", "a compressed file"),
)
_LINE_END = re.compile(r"\r\n|\n|\r")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SOFT_BREAK = re.compile("\u00ad(?:\r\n|\n|\r)[ \t]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document.

    Args:
        number: Its 1-based number in the file.
        text: Its text without the line end, indentation kept.
        page: Its 1-based page where the source has pages.
    """

    number: int
    text: str
    page: int | None = None


def decode(data: bytes, most: int = MAX_BYTES) -> str:
    """Return the text of a plain-text file.

    UTF-8, UTF-16 and UTF-32 are known by their marks or their shape; anything else is taken for the
    single-byte encoding that fits it best, which for British letters is nearly always Windows-1252.

    Args:
        data: The file's bytes.
        most: How many of them there may be.

    Raises:
        LoadError: The file is empty, too large, or no text; the error says which and what to do.

    >>> decode("Zoë".encode("cp1252")), decode("Zoë".encode("utf-16"))
    ('Zoë', 'Zoë')
    """
    if len(data) > most:
        raise LoadError(
            f"the file has {len(data):,} bytes, more than the {most:,} that a letter may have; give the letter alone"
        )
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise LoadError(f"the file is {what}, not plain text; save it as plain text (.txt) and load that")
    text = _decode_marked(data)
    if text is None:
        text = _decode_unmarked(data)
    if not text.strip():
        raise LoadError("the file is empty: it has no text at all; check that it was saved")
    if len(_CONTROL.findall(text)) > len(text) * 0.005:
        raise LoadError("the file is binary, not text; save the letter as plain text (.txt) and load that")
    return text


def _decode_marked(data: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                raise LoadError(
                    f"the file says that it is {encoding.upper()} but byte {error.start:,} is not; save it as UTF-8"
                ) from None
            return text.removeprefix("\ufeff")
    return None


def _decode_unmarked(data: bytes) -> str:
    if (encoding := _utf16_shape(data)) is not None:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_single_byte(data)


def _utf16_shape(data: bytes) -> str | None:
    """Tell UTF-16 without a mark: in English text nearly every other byte is zero."""
    sample = data[:4000]
    half = len(sample) // 2
    if not half or len(data) % 2:
        return None
    if sample[1::2].count(0) > 0.7 * half and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > 0.7 * half and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def _decode_single_byte(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - costs 20 ms, needed only for old encodings

    best = from_bytes(data, cp_isolation=["cp1252", "mac_roman", "cp850"]).best()
    try:
        return data.decode(best.encoding if best else "cp1252")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def clean(text: str) -> str:
    r"""Return the text without characters that no reader sees, and without halves of characters.

    >>> clean("co\u00adordinated"), clean("investi\u00ad\ngation")
    ('coordinated', 'investigation')
    """
    return _SURROGATE.sub("\ufffd", _SOFT_BREAK.sub("", text)).translate(_INVISIBLE)


def split_lines(text: str) -> list[Line]:
    r"""Return the numbered lines of a text; a form feed begins a new page.

    >>> split_lines("a\r\n  b")
    [Line(number=1, text='a', page=None), Line(number=2, text='  b', page=None)]
    """
    paged = "\f" in text
    page = 1
    lines: list[Line] = []
    for number, raw in enumerate(_LINE_END.split(clean(text)), start=1):
        *before, rest = raw.split("\f")
        if any(part.strip() for part in before):
            lines.append(Line(number, " ".join(before).rstrip(), page))
        page += len(before)
        lines.append(Line(number, rest.expandtabs(4).rstrip(), page if paged else None))
    return lines


def read_lines(data: bytes | str, most: int = MAX_BYTES) -> list[Line]:
    """Return the numbered lines of a file's bytes, or of a text.

    Args:
        data: The bytes or the text.
        most: How many bytes or characters there may be.

    Raises:
        LoadError: As `decode`.
    """
    if isinstance(data, str):
        if len(data) > most:
            raise LoadError(
                f"the text has {len(data):,} characters, more than the {most:,} that a letter may have; "
                "give the letter alone"
            )
        if not data.strip():
            raise LoadError("the text is empty: there is nothing to read; check that it was saved")
        return split_lines(data)
    return split_lines(decode(data, most))
