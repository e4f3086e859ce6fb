"""In which encoding a text file is written."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from peelgraph.loaders.tables.source import Source
from peelgraph.ontology.errors import LoadError

_CHUNK = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = frozenset(range(0x20)) - frozenset(b"\t\n\r\x0b\x0c\x1a\x1c\x1d\x1e\x1f")


def find_encoding(source: Source) -> tuple[str, str | None]:
    """Return the name of a text file's encoding, and a warning where it is a guess.

    A byte order mark decides; else UTF-16 if every other byte is zero, UTF-8 if the whole file is valid
    UTF-8, Windows-1252 if every byte is one of its letters, and at last what charset-normalizer thinks.

    Raises:
        LoadError: The file holds no text.
    """
    head = source.head()
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            _check_all(source, encoding)
            return encoding, None
    if wide := _wide(head):
        _check_all(source, wide)
        return wide, None
    if sum(byte in _BINARY for byte in head) * 100 > len(head) or b"\0" in head:
        raise LoadError(f"{source.name} is not a table: it holds binary data, not text; save it as CSV or XLSX")
    if _broken_at(source, "utf-8") is None:
        return "utf-8", None
    encoding = "cp1252" if _broken_at(source, "cp1252") is None else _guess(source, head)
    return encoding, f"read as {encoding}, a guess: save the file as UTF-8 if letters look wrong"


def _wide(head: bytes) -> str | None:
    pairs = len(head) // 2
    if pairs < 2:
        return None
    if head[1::2].count(0) > pairs * 0.6 and not head[0::2].count(0):
        return "utf-16-le"
    if head[0::2].count(0) > pairs * 0.6 and not head[1::2].count(0):
        return "utf-16-be"
    return None


def _guess(source: Source, head: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - costs 20 ms, hardly ever needed

    best = from_bytes(head).best()
    if best is None or _broken_at(source, best.encoding) is not None:
        raise LoadError(f"{source.name} is in an encoding that is not understood: save it as UTF-8")
    return best.encoding


def _check_all(source: Source, encoding: str) -> None:
    plain = encoding.removesuffix("-sig")
    if (place := _broken_at(source, plain)) is not None:
        raise LoadError(
            f"{source.name} begins as {plain.upper()} text, but is broken near byte {place:,}: save it as UTF-8"
        )


def _broken_at(source: Source, encoding: str) -> int | None:
    with source.open() as file:
        return _first_fault(file, encoding)


def _first_fault(file: BinaryIO, encoding: str) -> int | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    place = 0
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
            place += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError as error:
        return place + (error.start if isinstance(error, UnicodeDecodeError) else 0)
    return None
