"""A coded document in many layouts: as a person types it, as a program saves it, as a PDF is read."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from peelgraph.loaders.letters.learning.coded_document import CodedDocument, CodedPassage

_LIGATURES = (("ffi", "\ufb03"), ("ffl", "\ufb04"), ("fi", "\ufb01"), ("fl", "\ufb02"), ("ff", "\ufb00"))
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_PAGE = 38


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is printed.

    Args:
        name: What it is called in the figures.
        marker: The mark of a passage: a glyph, ``1.``, ``1.1``, ``(a)``, ``(i)``, ``none``; "" for the document's own.
        heading: How a heading is printed.
        width: The width to which lines are wrapped; 0 leaves each block on one line.
        gap: Whether blank lines part the passages; headings always have one above.
        indent: What stands before the lines of a bullet after its first.
        scar: What becomes of the whole text at last.
    """

    name: str
    marker: str = ""
    heading: Callable[[str, int], str] = lambda text, _: text
    width: int = 0
    gap: bool = True
    indent: str = "  "
    scar: Callable[[str], str] = lambda text: text


def render(document: CodedDocument, layout: Layout) -> str:
    """Return a coded document in a layout; its facts and findings stay what they are."""
    marker = layout.marker or document.layout.get("marker", "-")
    blocks: list[tuple[str, str]] = [("frame", _wrap(document.front, layout.width))]
    section, number = 0, 0
    for part in document.body:
        if isinstance(part, str):
            title = part[2:]
            if part.startswith("# "):
                section += 1
                number = 0 if marker == "1.1" else number
            blocks.append(("heading", layout.heading(title, section) if part.startswith("# ") else title))
            continue
        number += 1
        blocks.append(("passage", _passage(part, _mark(marker, number, max(section, 1)), layout)))
    blocks.append(("frame", _wrap(document.back, layout.width)))
    return layout.scar(_joined([block for block in blocks if block[1].strip()], layout) + "\n")


def _joined(blocks: list[tuple[str, str]], layout: Layout) -> str:
    parts: list[str] = []
    for at, (kind, text) in enumerate(blocks):
        if at:
            tight = not layout.gap and kind == "passage" and blocks[at - 1][0] != "frame"
            parts.append("\n" if tight else "\n\n")
        parts.append(text)
    return "".join(parts)


def _passage(passage: CodedPassage, mark: str, layout: Layout) -> str:
    text = f"{passage.marker or mark} {passage.text}" if passage.marker or mark else passage.text
    if not layout.width:
        return text
    indent = layout.indent if passage.marker or mark else ""
    return textwrap.fill(text, layout.width, subsequent_indent=indent, break_long_words=False)


def _mark(marker: str, number: int, section: int) -> str:
    if marker == "none":
        return ""
    if marker == "1.1":
        return f"{section}.{number}"
    if marker in {"(a)", "a)"}:
        return marker.replace("a", chr(97 + (number - 1) % 26))
    if marker == "(i)":
        return f"({_ROMAN[(number - 1) % len(_ROMAN)]})"
    return marker.replace("1", str(number)) if "1" in marker else marker


def _wrap(text: str, width: int) -> str:
    if not width:
        return text
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False) if len(line) > width and "    " not in line else line
        for line in text.split("\n")
    )


def _pdf(text: str, *, hyphens: bool, head: str = "", blank: bool = False) -> str:
    """Return a wrapped text as a PDF is read: pages, running heads, page numbers, ligatures, broken words."""
    lines = [line for line in text.split("\n") if line.strip() or not blank]
    if hyphens:
        lines = _hyphenated(lines)
    for plain, ligature in _LIGATURES:
        lines = [line.replace(plain, ligature) for line in lines]
    pages = []
    for at in range(0, len(lines), _PAGE):
        page = lines[at : at + _PAGE]
        top = [head] if head and at else []
        pages.append("\n".join([*top, *page, "", str(at // _PAGE + 1)]))
    return "\n\f".join(pages)


def _hyphenated(lines: list[str]) -> list[str]:
    """Break every third long last word of a full line, as a typesetter does."""
    lines = list(lines)
    for at in range(0, len(lines) - 1, 3):
        following = lines[at + 1].lstrip()
        word = following.split(" ")[0].rstrip(".,;:")
        if len(lines[at]) < 50 or not word.isalpha() or not word.islower() or len(word) < 8:
            continue
        space = lines[at + 1][: len(lines[at + 1]) - len(following)]
        lines[at] += f" {word[: len(word) // 2]}-"
        lines[at + 1] = space + following[len(word) // 2 :]
    return lines


def _curly(text: str) -> str:
    out = []
    for at, char in enumerate(text):
        before = text[at - 1] if at else " "
        if char == "'":
            out.append("‘" if before.isspace() or before in "([" else "’")
        elif char == '"':
            out.append("“" if before.isspace() or before in "([" else "”")
        else:
            out.append(char)
    return "".join(out)


def _glyph_alone(text: str) -> str:
    """Return the text with each bullet's glyph on a line of its own, as some PDFs give it."""
    return "\n".join(
        f"\uf0b7\n{line.removeprefix('• ')}" if line.startswith("• ") else line for line in text.split("\n")
    )


def _double_spaced(text: str) -> str:
    return text.replace(". ", ".  ").replace(" the ", "  the ").replace(" ", "\u00a0", 3)


def _every_line_apart(text: str) -> str:
    """Return the text with a blank line after each line, as some mail programs leave it."""
    return "\n\n".join(line for line in text.split("\n") if line.strip())


LAYOUTS: tuple[Layout, ...] = (
    Layout("own"),
    Layout("dashes, wrapped", "-", width=72),
    Layout("glyphs, tight", "•", width=78, gap=False),
    Layout("glyphs, tight, no indent", "•", width=90, gap=False, indent=""),
    Layout("o, wrapped", "o", width=80),
    Layout("1.", "1.", width=76),
    Layout("1), tight", "1)", width=76, gap=False, indent="   "),
    Layout("1.1", "1.1", lambda text, number: f"{number}. {text}", width=84),
    Layout("1.1, no headings' numbers", "1.1", width=0),
    Layout("(a)", "(a)", width=70, indent="    "),
    Layout("(i), tight", "(i)", width=88, gap=False),
    Layout("paragraphs, wrapped", "none", width=74),
    Layout("paragraphs, one line each", "none"),
    Layout("paragraphs, no blank lines", "none", gap=False),
    Layout("capitals", "-", lambda text, _: text.upper(), width=80),
    Layout("headings with colons", "•", lambda text, _: text if text.endswith((":", "?")) else f"{text}:", width=80),
    Layout("lettered headings", "•", lambda text, number: f"{chr(64 + number)}. {text}", width=80),
    Layout("marked headings", "*", lambda text, _: f"## {text}"),
    Layout("underlined headings", "-", lambda text, _: f"{text}\n{'-' * len(text)}", width=80),
    Layout("pdf", "\uf0b7", width=86, scar=lambda text: _pdf(text, hyphens=False)),
    Layout("pdf, hyphens", "•", width=72, scar=lambda text: _pdf(text, hyphens=True)),
    Layout(
        "pdf, running heads", "•", width=80, gap=False, indent="",
        scar=lambda text: _pdf(_curly(text), hyphens=True, head="HMIC letter of findings"),
    ),
    Layout("pdf, no blank lines", "•", width=80, scar=lambda text: _pdf(text, hyphens=False, blank=True)),
    Layout("pdf, numbered, no indent", "1.", width=80, indent="", scar=lambda text: _pdf(text, hyphens=True)),
    Layout("pdf, paragraphs", "none", width=80, scar=lambda text: _pdf(_curly(text), hyphens=True)),
    Layout("glyphs on their own lines", "•", width=80, indent="", scar=_glyph_alone),
    Layout("double spaces", "–", scar=_double_spaced),
    Layout("a blank line after each", "-", scar=_every_line_apart),
)  # fmt: skip
"""The layouts that are measured."""


def renderings(document: CodedDocument) -> Iterator[tuple[Layout, str]]:
    """Yield a document's text in each layout."""
    for layout in LAYOUTS:
        yield layout, render(document, replace(layout))
