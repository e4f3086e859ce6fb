"""How large a document may be before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """The limits that keep a hostile or broken document from filling memory or time; each can be set.

    Args:
        file_bytes: Size of the file as it lies on the disk.
        text_bytes: Size of a plain-text file.
        seconds: How long the reading of one document may take.
        memory_mib: Memory (address space) of the process that reads, in MiB.
        pages: Pages of a PDF.
        chars: Characters of the text that a document holds.
        expanded_bytes: Size of all parts of a Word document together, unpacked.
        ratio: How many times larger than packed a part of a Word document may be; small parts are not looked at.
        parts: Parts (entries of the zip archive) of a Word document.
        depth: How deeply the elements of a Word document may be nested.
        elements: Elements of a Word document or a web page.
    """

    file_bytes: int = 16_000_000
    text_bytes: int = 1_000_000
    seconds: float = 30.0
    memory_mib: int = 900
    pages: int = 1_000
    chars: int = 2_000_000
    expanded_bytes: int = 100_000_000
    ratio: int = 250
    parts: int = 2_000
    depth: int = 250
    elements: int = 1_000_000
