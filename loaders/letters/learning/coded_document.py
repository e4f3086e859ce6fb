"""Documents coded by hand, each sentence beside its coding, and the text that a reader would have been sent.

A coded document is one text file::

    @force kent
    @inspection Calls for service
    @published 2017-03-14
    @marker •
    === front
    14 March 2017
    Dear Chief Constable
    === findings
    # Answering calls
    *
    +f | call-handling | | The force answers most calls quickly.
    -f | call-handling | delayed-response | However, some callers wait too long.
    none | Callers across the country expect more.
    === back
    Yours sincerely

``@`` lines are the document's facts in the names of the annotation guide, and how it is laid out: ``marker`` is the
bullet's glyph, ``1.``, ``1.1``, ``(a)`` or ``none`` for plain paragraphs; ``width`` wraps lines at so many characters.
What stands under ``front`` and ``back`` is printed as it is. In the findings ``#`` is a heading, ``*`` begins a passage
(``* marker`` with a mark of its own), ``>`` is a line printed as it is that is no passage. A sentence's line has its
polarity (``+`` strength, ``-`` weakness, ``0`` neutral) and kind (``f`` finding, ``r`` recommendation, ``t`` action
taken, ``p`` action planned), practices, risks and text; ``none`` marks a sentence that is no finding.
A file of passages alone has only its findings.
"""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from peelgraph.ontology.errors import LoadError

POLARITIES = {"+": "strength", "-": "weakness", "0": "neutral"}
KINDS = {"f": "finding", "r": "recommendation", "t": "action-taken", "p": "action-planned"}
FACTS = (
    "force", "inspection", "formerly", "published", "embargoed_until", "author", "author_office", "addressee",
    "addressee_office", "fieldwork_start", "fieldwork_end", "follow_up",
)  # fmt: skip
_LAYOUT = ("marker", "width", "kind")
CODED = ("training", "passages")
"""The folders of ``data/coded`` on which the model is trained: whole documents, and passages alone."""


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """One sentence, or half of one, with its coding.

    Args:
        text: Its text.
        polarity: Its polarity; None for a sentence that is no finding.
        kind: Its kind; None for a sentence that is no finding.
        practices: The practices that it is about.
        risks: What it exposes to.
    """

    text: str
    polarity: str | None = None
    kind: str | None = None
    practices: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """A bullet or paragraph.

    Args:
        section: The heading that it stands under, or "".
        sentences: Its sentences in order.
        marker: Its own bullet or number; "" for the document's.
    """

    section: str
    sentences: tuple[CodedSentence, ...]
    marker: str = ""

    @property
    def text(self) -> str:
        """All its sentences."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """A document coded by hand.

    Args:
        name: Its file's name without the ending.
        facts: Its facts, in the names of the annotation guide.
        layout: How its findings are laid out: ``marker``, ``width``, ``kind``.
        front: What is printed before the findings.
        body: Headings and lines printed as they are (strings), and passages, in order.
        back: What is printed after the findings.
    """

    name: str
    facts: dict[str, str]
    layout: dict[str, str]
    front: str
    body: tuple[str | CodedPassage, ...]
    back: str
    path: Path | None = field(default=None, compare=False)

    @property
    def passages(self) -> list[CodedPassage]:
        """Its passages in order."""
        return [part for part in self.body if isinstance(part, CodedPassage)]

    def gold(self) -> dict[str, Any]:
        """Return its coding in the form of the annotation guide."""
        findings = [
            {
                "passage": number,
                "section": passage.section,
                "text": sentence.text,
                "kind": sentence.kind,
                "polarity": sentence.polarity,
                "practices": list(sentence.practices),
                "risks": list(sentence.risks),
            }
            for number, passage in enumerate(self.passages, start=1)
            for sentence in passage.sentences
            if sentence.polarity
        ]
        return {"document": {name: self.facts.get(name) for name in FACTS}, "findings": findings}

    def text(self) -> str:
        """Return the document as plain text in its own layout."""
        marker, width = self.layout.get("marker", "-"), int(self.layout.get("width", "0"))
        parts, number, section = [self.front], 0, 0
        for part in self.body:
            if isinstance(part, str):
                section += part.startswith("# ")
                number = 0 if marker == "1.1" and part.startswith("# ") else number
                parts.append(part.removeprefix("# ").removeprefix("> "))
                continue
            number += 1
            mark = part.marker or _mark(marker, number, section)
            line = f"{mark} {part.text}" if mark else part.text
            parts.append(textwrap.fill(line, width, subsequent_indent="  " if mark else "") if width else line)
        return "\n\n".join(part for part in [*parts, self.back] if part) + "\n"


def read_coded(path: Path) -> CodedDocument:
    """Return the coded document in a file.

    Raises:
        LoadError: A line cannot be understood; it is named by its number.
    """
    return parse_coded(path.read_text(encoding="utf-8"), path.name.partition(".")[0], path)


def read_folder(folder: Path) -> list[CodedDocument]:
    """Return the coded documents of a folder, by name."""
    return [read_coded(path) for path in sorted(folder.glob("*.coded"))]


def parse_coded(text: str, name: str = "", path: Path | None = None) -> CodedDocument:
    r"""Return the coded document that a text describes.

    Raises:
        LoadError: A line cannot be understood; it is named by its number.

    >>> document = parse_coded("@force kent\n=== front\n=== findings\n*\n+f | call-handling | | All is well.\n")
    >>> document.text(), document.gold()["findings"][0]["polarity"]
    ('- All is well.\n', 'strength')
    """
    facts: dict[str, str] = {}
    layout: dict[str, str] = {}
    verbatim: dict[str, list[str]] = {"front": [], "back": []}
    body: list[str | CodedPassage] = []
    place, section = "facts", ""
    open_passage: tuple[str, list[CodedSentence]] | None = None

    def close() -> None:
        nonlocal open_passage
        if open_passage:
            body.append(CodedPassage(section, tuple(open_passage[1]), open_passage[0]))
        open_passage = None

    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("=== "):
            close()
            place = line.removeprefix("=== ").strip()
        elif place in verbatim:
            verbatim[place].append(line)
        elif not line.strip():
            continue
        elif place == "facts" and line.startswith("@"):
            key, _, value = line[1:].partition(" ")
            if key not in {*FACTS, *_LAYOUT}:
                raise LoadError(f"{name}: line {number}: there is no fact {key!r}: {', '.join(FACTS + _LAYOUT)}")
            (layout if key in _LAYOUT else facts)[key] = value.strip()
        elif line.startswith(("# ", "> ")):
            close()
            section = line[2:].strip() if line.startswith("# ") else section
            body.append(line)
        elif line == "*" or line.startswith("* "):
            close()
            open_passage = (line[2:].strip(), [])
        elif open_passage is None:
            raise LoadError(f"{name}: line {number}: a sentence stands before the `*` of its passage")
        else:
            open_passage[1].append(_sentence(line, name, number))
    close()
    front, back = ("\n".join(verbatim[part]).strip("\n") for part in ("front", "back"))
    return CodedDocument(name, facts, layout, front, tuple(body), back, path)


def every_sentence(documents: list[CodedDocument]) -> Iterator[tuple[CodedDocument, CodedPassage, CodedSentence]]:
    """Yield each coded sentence with its passage and its document."""
    for document in documents:
        for passage in document.passages:
            for sentence in passage.sentences:
                yield document, passage, sentence


def _sentence(line: str, name: str, number: int) -> CodedSentence:
    code, *rest = (cell.strip() for cell in line.split("|", 1 if line.startswith("none") else 3))
    if code == "none" and rest:
        return CodedSentence(rest[0])
    if len(rest) != 3 or len(code) != 2 or code[0] not in POLARITIES or code[1] not in KINDS:
        raise LoadError(f"{name}: line {number}: not `+f | practices | risks | sentence`: {line[:80]!r}")
    practices, risks = (tuple(slug.strip() for slug in cell.split(",") if slug.strip()) for cell in rest[:2])
    return CodedSentence(rest[2], POLARITIES[code[0]], KINDS[code[1]], practices, risks)


def _mark(marker: str, number: int, section: int) -> str:
    if marker == "none":
        return ""
    if marker == "1.1":
        return f"{max(section, 1)}.{number}"
    if marker == "(a)":
        return f"({chr(96 + (number - 1) % 26 + 1)})"
    return marker.replace("1", str(number)) if "1" in marker else marker


def training_hash(data: Path) -> str:
    """Return the SHA-256 of all coding that the model is trained on, so that weights can say what they were made of.

    Args:
        data: The folder with ``findings.csv`` and ``coded``.
    """
    digest = hashlib.sha256((data / "findings.csv").read_bytes())
    for document in (one for folder in CODED for one in read_folder(data / "coded" / folder)):
        digest.update(repr((document.name, document.body)).encode())
    return digest.hexdigest()
