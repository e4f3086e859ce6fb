"""Coded documents as PDF, Word and web page: as an office prints, writes and publishes them."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from peelgraph.loaders.letters.learning.coded_document import CodedDocument, CodedPassage, _mark

Kind = Literal["lines", "paragraph", "heading", "item"]


@dataclass(frozen=True)
class Piece:
    """A part of a document: what it is, its bullet or number, its text."""

    kind: Kind
    text: str
    mark: str = ""


def pieces(document: CodedDocument) -> Iterator[Piece]:
    """Yield the parts of a coded document in its own layout."""
    marker = document.layout.get("marker", "-")
    section = number = 0
    yield from frame(document.front)
    for part in document.body:
        if isinstance(part, CodedPassage):
            number += 1
            mark = part.marker or _mark(marker, number, section)
            yield Piece("item" if mark else "paragraph", part.text, mark)
        elif part.startswith("# "):
            section += 1
            number = 0 if marker == "1.1" else number
            yield Piece("heading", part[2:])
        else:
            yield Piece("paragraph", part.removeprefix("> "))
    yield from frame(document.back)


def frame(text: str) -> Iterator[Piece]:
    """Yield what stands around the findings: addresses line by line, paragraphs whole."""
    for block in text.split("\n\n"):
        lines = [line for line in block.split("\n") if line.strip()]
        wrapped = any(line.lstrip()[:1].islower() for line in lines[1:])
        if len(lines) > 1 and not wrapped and not any(line.lstrip().startswith(("- ", "• ")) for line in lines):
            yield Piece("lines", "\n".join(part for line in lines for part in re.split(r"\s{3,}", line.strip())))
        elif lines:
            bullets = [line for line in lines if line.lstrip().startswith(("- ", "• "))]
            if bullets and len(bullets) == len(lines):
                yield from (Piece("item", line.lstrip()[2:], line.lstrip()[0]) for line in lines)
            else:
                yield Piece("paragraph", " ".join(line.strip() for line in lines))


def text(document: CodedDocument) -> str:
    """Return a document as plain text, each paragraph on one line."""
    marks = {"o": "•"}  # a letter as a bullet is told from a word by its font, which a text has not
    parts = (f"{marks.get(piece.mark, piece.mark)} {piece.text}".strip() for piece in pieces(document))
    return "\n\n".join(parts) + "\n"


@dataclass(frozen=True)
class PdfStyle:
    """How a PDF is set."""

    columns: int = 1
    bullet: str = "•"
    bullet_font: str = "Helvetica"
    hyphenate: bool = False
    ligatures: bool = False
    justify: bool = False
    bold_headings: bool = True
    footnotes: bool = False
    gap: float = 5
    size: float = 10


def pdf(document: CodedDocument, style: PdfStyle | None = None) -> bytes:
    """Return a document as PDF, with a running head, a foot and page numbers."""
    from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    style = style or PdfStyle()
    fonts = _fonts()
    body = ParagraphStyle(
        "body", fontName=fonts[0], fontSize=style.size, leading=style.size * 1.3, spaceAfter=style.gap,
        **({"alignment": TA_JUSTIFY} if style.justify else {}),
    )  # fmt: skip
    ragged = ParagraphStyle("ragged", parent=body, alignment=TA_LEFT)
    item = ParagraphStyle("item", parent=body, leftIndent=18, bulletIndent=3)
    wide = ParagraphStyle("wide", parent=body, leftIndent=28, bulletIndent=0)
    head = ParagraphStyle(
        "head", parent=body, fontName=fonts[1] if style.bold_headings else fonts[0], spaceBefore=6, keepWithNext=1
    )
    frame_width = (A4[0] - 140 - 20 * (style.columns - 1)) / style.columns
    story: list[Any] = []
    broken = _Hyphenation(fonts[0], style.size, frame_width) if style.hyphenate else None
    for piece in pieces(document):
        text = _ligated(piece.text) if style.ligatures else piece.text
        if piece.kind == "item":
            glyph = piece.mark in set("-•*–·▪➢o")
            of = item if glyph else wide
            text = broken(text, of.leftIndent) if broken else html.escape(text)
            font = style.bullet_font if glyph else fonts[0]
            mark = f'<font name="{font}">{style.bullet}</font>' if glyph else html.escape(piece.mark)
            story.append(
                Paragraph(text, of, bulletText=None) if not mark else Paragraph(f"<bullet>{mark}</bullet>{text}", of)
            )
        elif piece.kind == "heading":
            story.append(Paragraph(html.escape(text), head))
        elif piece.kind == "lines":
            story.append(Paragraph(html.escape(text).replace("\n", "<br/>"), ragged))
        else:
            story.append(Paragraph(broken(text, 0) if broken else html.escape(text), body))

    def furniture(canvas: Any, template: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 28, "Inspection letter – not protectively marked")
        canvas.drawRightString(A4[0] - 60, 28, f"Page {template.page}")
        canvas.drawString(60, A4[1] - 30, "Inspectorate of policing")
        if style.footnotes:
            canvas.setFont("Helvetica", 7)
            canvas.drawString(
                70, 52, f"{template.page} A note at the foot of the page that says where a number is from."
            )

    stream = io.BytesIO()
    top = A4[1] - 120
    frames = [
        Frame(70 + i * (frame_width + 20), 65, frame_width, top, id=str(i), leftPadding=0, rightPadding=0)
        for i in range(style.columns)
    ]
    template = BaseDocTemplate(stream, pagesize=A4, title=document.name)
    template.addPageTemplates(PageTemplate("page", frames, onPage=furniture))
    template.build(story)
    return stream.getvalue()


def _fonts() -> tuple[str, str]:
    """Register and return a font, and its bold, that know bullets and letters with marks."""
    from pathlib import Path

    import reportlab
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    return "Vera", "VeraBd"


class _Hyphenation:
    """Sets lines by itself and cuts long words at their ends, as a typesetting program does."""

    def __init__(self, font: str, size: float, width: float) -> None:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        self._measure = lambda text: stringWidth(text, font, size)
        self._width = width - 2

    def __call__(self, text: str, indent: float) -> str:
        lines, line = [], ""
        for word in text.split():
            rest = word
            while line and self._measure(f"{line} {rest}") > self._width - indent:
                cut = self._cut(line, rest, indent)
                lines.append(f"{line} {rest[:cut]}-" if cut else line)
                line, rest = "", rest[cut:]
            line = f"{line} {rest}" if line else rest
        return "<br/>".join(html.escape(part) for part in [*lines, line])

    def _cut(self, line: str, word: str, indent: float) -> int:
        if not word.isalpha() or not word.islower() or len(word) < 8:
            return 0
        for at in range(len(word) - 3, 3, -1):
            vowels = word[at - 1] in "aeiou" and word[at] not in "aeiou"
            if vowels and self._measure(f"{line} {word[:at]}-") <= self._width - indent:
                return at
        return 0


def _ligated(text: str) -> str:
    return text.replace("fi", "\ufb01").replace("fl", "\ufb02")


def docx(document: CodedDocument, *, notes: bool = False) -> bytes:
    """Return a document as Word writes it: styles for headings, real lists, numbers that Word counts."""
    import docx as word

    file = word.Document()
    file.sections[0].header.paragraphs[0].text = "Inspectorate of policing"
    file.sections[0].footer.paragraphs[0].text = "Inspection letter – not protectively marked"
    for piece in pieces(document):
        if piece.kind == "heading":
            file.add_heading(piece.text, level=2)
        elif piece.kind == "item" and piece.mark in set("-•*–·▪➢o"):
            file.add_paragraph(piece.text, style="List Bullet")
        elif piece.kind == "item":
            file.add_paragraph(f"{piece.mark}\t{piece.text}")
        else:
            file.add_paragraph(piece.text)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


_PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="{charset}"><title>{title} - Inspectorate</title>
<link rel="canonical" href="https://www.example.org/publications/{title}/">
<style>p {{ margin: 1em }}</style><script>window.dataLayer = [];</script></head>
<body class="page-template"><a class="skip-link" href="#main">Skip to content</a>
<div id="cookie-notice" role="dialog"><p>We use cookies to make this site work. The force of habit is strong.</p>
<button>Accept all cookies</button></div>
<header class="site-header"><div class="logo">Inspectorate</div><nav><ul><li><a href="/">Home</a></li>
<li><a href="/p">Publications</a></li><li><a href="/f">Forces</a></li></ul></nav>
<form role="search"><label>Search</label><input name="s"></form></header>
<ol class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/p">Publications</a></li><li>{title}</li></ol>
{open}
{body}
{close}
<aside class="sidebar"><h2>Related publications</h2><ul><li><a href="/a">A letter of last year</a></li>
<li><a href="/b">Another force is good at everything</a></li><li><a href="/c">All letters</a></li></ul></aside>
<div class="share-links"><a href="/t">Share this page</a></div>
<footer class="site-footer"><p>The inspectorate is independent. It was found to be good.</p><ul><li><a href="/c">Cookies</a></li>
<li><a href="/a">Accessibility</a></li><li><a href="/x">Contact</a></li></ul></footer>
<script>console.log("The force is good.");</script></body></html>"""


def page(document: CodedDocument, *, main: bool = True, encoding: str = "utf-8") -> bytes:
    """Return a document as a page of an inspectorate's site, with what stands around it."""
    body: list[str] = []
    inside = ""
    for piece in pieces(document):
        text = html.escape(piece.text)
        bullet = piece.kind == "item" and piece.mark in set("-•*–·▪➢o")
        wanted = "ul" if bullet else ""
        if inside and inside != wanted:
            body.append(f"</{inside}>")
        if wanted and inside != wanted:
            body.append(f"<{wanted}>")
        inside = wanted
        if bullet:
            body.append(f"<li>{text}</li>")
        elif piece.kind == "heading":
            body.append(f"<h2>{text}</h2>")
        elif piece.kind == "item":
            body.append(f"<p>{html.escape(piece.mark)}&nbsp;{text}</p>")
        else:
            body.append("<p>" + text.replace("\n", "<br>") + "</p>")
    if inside:
        body.append(f"</{inside}>")
    around = ("<main id='main'><article>", "</article></main>") if main else ("<div class='wrap'>", "</div>")
    made = _PAGE.format(charset=encoding, title=document.name, body="\n".join(body), open=around[0], close=around[1])
    return made.encode(encoding, errors="xmlcharrefreplace")
