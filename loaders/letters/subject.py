"""The subject line of a document: under the salutation, marked in the header, or the title above the salutation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from peelgraph.loaders.letters import wording
from peelgraph.loaders.letters.blocks import Block
from peelgraph.loaders.letters.frame import Frame
from peelgraph.loaders.letters.text import Line
from peelgraph.loaders.letters.title_page import may_be_title, printed_title
from peelgraph.ontology.text import collapse

_SUBJECT_LENGTH = 34
_TITLE_WIDTH = 130
_SHORTEST = 3
_NO_SUBJECT = re.compile(
    r"\s*(?:i|we|my|our|thank|thanks|as|you|your|between|from|in|hmic\w*|this|further|following|please|during|at|on|it|when)\s",
    re.IGNORECASE,
)
_SUBJECT_MARK = re.compile(
    r"^(?:(?:re|subject|ref(?:erence)?|(?:inspection\s+)?title|title\s+of\s+(?:the\s+)?inspection|inspection|topic|about)\s*:|re(?:\.|\s[-–—])(?=\s))\s*",
    re.IGNORECASE,
)
_SUBJECT_WORD = re.compile(
    r"\b(?:inspection|review|peel|thematic|report|assessment|findings|policing|police)\b", re.IGNORECASE
)
_UNFINISHED = re.compile(
    r"(?:\b(?:a|an|and|as|at|by|for|from|in|into|of|on|or|the|to|with|after|before|under|over|between|through|during|about|against|within)|[-–—:,&])$",
    re.IGNORECASE,
)
_JOINS = re.compile(r"AND|OR|OF|IN|FOR|TO|BY|WITH|ON|&")
_KIND_OF_LETTER = re.compile(r"\s*(?:our\s+)?(?:letter|findings|results)\s+(?:on|of|to|for|from)\b", re.IGNORECASE)
_OF_A_FORCE = re.compile(
    r"(?:[A-Z][\w’'&-]*\s+(?:(?:and|of|the)\s+)*){1,5}(?:Police|Constabulary|Police\s+Service):\s+(?P<title>\S.{8,150})"
)
_MARKED = re.compile(
    r"\W*(?:official|restricted|confidential|not\s+protectively\s+marked|embargoed?)\b[^:]{0,40}$", re.IGNORECASE
)
_SUBJECT_ALONE = re.compile(r"^\s*Subject\s+(?=[A-Z\"'‘“])")
_BEGAN = re.compile(
    r"\b(?:we|i|hmic(?:frs)?|inspectors|my\s+team)\s+(?:began|carried|visited|inspected|write|am\s+writing|conducted|spent)\b|\bfieldwork\b",
    re.IGNORECASE,
)
_LABEL_APART = re.compile(
    r"^\s*\|?\s*(?P<label>subject|(?:inspection\s+)?title|title\s+of\s+(?:the\s+)?inspection|inspection)\s*:?(?:\s*\|\s*|\t+|\s{3,})(?=\S)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^an?\s+", re.IGNORECASE)
_TITLE_WORD = re.compile(r"\b(?:inspection|review|peel|thematic|assessment)\b", re.IGNORECASE)

_PLAIN_SUBJECT = re.compile(
    r"^(?:(?:the|our|your|force|inspection|hmic(?:frs)?|letter|findings?|results?|feedback|summary|of|on|from|to"
    r"|and|report|visit|"
    r"what|we|found|gmp|key|main|for|specific|individual|local|debrief|chief|constable|police|constabulary)\W*)+$",
    re.IGNORECASE,
)


def is_plain(title: str) -> bool:
    """Tell whether a subject line says no more than that findings follow.

    >>> is_plain("Inspection of your force: our findings"), is_plain("Call handling: our findings")
    (True, False)
    """
    return bool(_PLAIN_SUBJECT.match(title))


def find_subject(blocks: list[Block], frame: Frame) -> tuple[Block | None, list[Block]]:
    """Return the subject line and the blocks after it."""
    rest = blocks
    subject = None
    titled = frame.salutation is None and printed_title(
        [collapse(line.text) for line in frame.header if line.text.strip()]
    )
    if rest and _MARKED.match(rest[0].text):
        rest = rest[1:]
    if rest and len(rest[0].text) < _SHORTEST and rest[0].kind != "bullet":
        rest = rest[1:]
    if rest and not titled and _may_be_subject(rest, after_salutation=frame.salutation is not None):
        subject, rest = replace(rest[0], kind="heading"), rest[1:]
    if subject is None or is_plain(subject.text):
        for line in frame.header:
            labelled = _LABEL_APART.sub(r"\g<label>: ", _SUBJECT_ALONE.sub("Subject: ", line.text))
            text = collapse(labelled.replace("|", " "))
            if _SUBJECT_MARK.match(text) and (
                _SUBJECT_WORD.search(text) or not re.match(r"ref|our|your", text, re.IGNORECASE)
            ):
                subject = Block("heading", text, line.number, line.page)
    if subject is None and frame.salutation is not None:
        subject = _title_above_salutation(frame.header) or _title_of_page(frame.header)
    if subject is not None:
        text = _SUBJECT_MARK.sub("", subject.text).strip(" *_")
        subject = Block("heading", text, subject.line, subject.page)
    return subject, rest


def with_subject_apart(frame: Frame) -> list[Line]:
    """Return the body's lines with a blank line after a subject line that stands directly over the text."""
    lines = list(frame.body)
    first = next((i for i, line in enumerate(lines) if line.text.strip()), None)
    if first is None or frame.salutation is None or _NO_SUBJECT.match(lines[first].text):
        return lines
    width = max(len(line.text) for line in lines)
    for i in range(first, min(first + 3, len(lines) - 1)):
        text, below = lines[i].text.rstrip(), lines[i + 1].text.split()
        if not below or re.search(r"[.:;]$", text) or len(text) > _TITLE_WIDTH:
            return lines
        if len(text) + 1 + len(below[0]) <= min(width, _TITLE_WIDTH) and not _runs_on(text, below[0]):
            return [*lines[: i + 1], Line(lines[i].number, "", lines[i].page), *lines[i + 1 :]]
    return lines


def _runs_on(line: str, below: str) -> bool:
    """Tell whether a subject line is not complete before the line below it, by its last word or the first one there."""
    return below[:1].islower() or bool(_UNFINISHED.search(line) or _JOINS.fullmatch(below))


def _title_above_salutation(header: Sequence[Line]) -> Block | None:
    """Return the title that stands by itself between the address and the salutation.

    A line below it that only says what kind of letter it heads ("Letter on the findings for …") is left out.
    """
    filled = [i for i, line in enumerate(header) if line.text.strip()]
    if not filled:
        return None
    first = next((i + 1 for i in range(filled[-1], -1, -1) if not header[i].text.strip()), 0)
    if first == 0:
        return None
    lines = [line for line in header[first : filled[-1] + 1] if not _KIND_OF_LETTER.match(line.text)]
    text = collapse(" ".join(line.text for line in lines))
    if (
        not _TITLE_WORD.search(text)
        or not 3 < len(text.split()) <= _SUBJECT_LENGTH
        or not may_be_title(_ARTICLE.sub("", text))
    ):
        return None
    return Block("heading", text, lines[0].number, lines[0].page)


def _title_of_page(header: Sequence[Line]) -> Block | None:
    """Return the title in a web page's heading: what follows a force's name, or what its path of pages ends with."""
    texts = [collapse(line.text) for line in header]
    path = next((i for i, text in enumerate(texts) if " > " in text), None)
    if path is not None:
        last = re.sub(r"\[\d+\]", "", " ".join(texts[path : path + 2]).rpartition(" > ")[2]).strip()
        for line, text in zip(header, texts, strict=True):
            if (
                text
                and line is not header[path]
                and last.startswith(text)
                and len(text.split()) > 2
                and may_be_title(text)
            ):
                return Block("heading", text, line.number, line.page)
    for line in header:
        named = _OF_A_FORCE.fullmatch(collapse(line.text))
        if named and may_be_title(named["title"]) and _TITLE_WORD.search(named["title"]):
            return Block("heading", named["title"], line.number, line.page)
    return None


def _may_be_subject(blocks: Sequence[Block], *, after_salutation: bool) -> bool:
    """Tell whether a first block is a subject line: a heading, or a short line that is no sentence."""
    first, *others = blocks
    if _SUBJECT_MARK.match(first.text):
        return True
    told = after_salutation and len(others) > 1 and bool(_BEGAN.search(others[0].text))
    if (
        _MARKED.match(first.text)
        or (wording.LEAD_HEADING.match(first.text) and not told)
        or wording.OTHER_HEADING.match(first.text)
    ):
        return False
    if first.kind == "heading":
        if others and others[0].kind == "bullet":
            return False
        return after_salutation or not _asks(first.text)
    return (
        after_salutation
        and first.kind == "paragraph"
        and bool(others)
        and len(first.text.split()) <= _SUBJECT_LENGTH
        and not re.search(r"[.:;,]$", first.text)
        and not _NO_SUBJECT.match(first.text)
    )


def _asks(text: str) -> bool:
    return text.endswith("?") and bool(re.match(r"(?:how|to\s+what\s+extent)\b", text, re.IGNORECASE))
