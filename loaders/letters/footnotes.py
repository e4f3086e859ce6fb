"""Footnotes: the notes at the foot of a page or document, and the numbers in the text that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from peelgraph.loaders.letters.running_heads import counts_pages
from peelgraph.loaders.letters.text import Line

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_REFERENCE = re.compile(
    r"(?<=[a-z’')”\]][.,;:!?”’)])(?P<ended>\d{1,3})(?=\s|$)|(?<=[a-z][’”])(?P<quoted>\d{1,2})(?=[\s.,;:)]|$)"
    r"|(?<=\d\d\d\d[.,;])(?P<year>\d{1,3})(?=\s|$)"
    r"|(?<=[A-Za-z]{3})(?P<word>\d{1,2})(?=[\s.,;:)]|$)"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
)
_NOTE = re.compile(r"\s*(?:(?P<number>\d{1,3})(?P<stop>[.)])?|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]+))\s+(?=[\"'“‘(]?[A-Za-z])")
_RULE = re.compile(r"\s*[_–—-]{3,}\s*")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Reference:
    """A number in the text that may lead to a note."""

    line: int
    start: int
    end: int
    number: int
    ended: bool


def footnotes_apart(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    r"""Return the lines without footnotes and without the numbers that lead to them, and the notes.

    Numbers after a full stop go too where their notes are not in the document, if they count from 1.

    >>> from peelgraph.loaders.letters.text import split_lines
    >>> text = "Staff are trained.1 They know the law.2\n\n1 As of May 2016.\n2 Not all of it.\n\nCalls are fast."
    >>> lines, notes = footnotes_apart(split_lines(text))
    >>> [line.text for line in lines if line.text], notes
    (['Staff are trained. They know the law.', 'Calls are fast.'], ['As of May 2016.', 'Not all of it.'])
    """
    references = _counted(_references(lines))
    notes = dict(_notes(lines, references))
    dropped = {i for number in notes for i in notes[number]}
    chain = sum(reference.ended for reference in references) >= _FEWEST
    kept = []
    for i, line in enumerate(lines):
        if i in dropped:
            continue
        cut = [one for one in references if one.line == i and (one.number in notes or (chain and one.ended))]
        text = line.text
        for one in reversed(cut):
            text = text[: one.start] + text[one.end :]
        kept.append(replace(line, text=text) if cut else line)
    told = [" ".join(lines[i].text.strip() for i in of_one) for of_one in notes.values()]
    return kept, [_NOTE.sub("", text, count=1) for text in told]


def _references(lines: Sequence[Line]) -> Iterator[_Reference]:
    for i, line in enumerate(lines):
        for match in _REFERENCE.finditer(line.text):
            number = int(match.group().translate(_RAISED))
            if match.start():
                yield _Reference(i, match.start(), match.end(), number, match["word"] is None)


def _counted(references: Iterator[_Reference]) -> list[_Reference]:
    """Return the numbers that count from 1 in the order of the text."""
    chain: list[_Reference] = []
    for reference in references:
        if reference.number == len(chain) + 1:
            chain.append(reference)
    return chain


def _notes(lines: Sequence[Line], references: Sequence[_Reference]) -> Iterator[tuple[int, list[int]]]:
    """Yield the numbers of the notes, in their order, each with the lines that it takes."""
    awaited = {reference.number: reference.line for reference in references}
    found = [_NOTE.match(line.text) for line in lines]
    all_raised = any(match and match["raised"] for match in found)
    all_ruled = any(match and _RULE.fullmatch(line.text) for line, match in zip(lines, found[1:], strict=False))
    at, number = 0, 1
    inside = False
    while at < len(lines) and number in awaited:
        match = found[at]
        above = lines[at - 1].text.strip() if at else ""
        ruled = inside or bool(_RULE.fullmatch(above))
        opens = (
            ruled or not above or lines[at - 1].page != lines[at].page or (match is not None and _at_foot(lines, at))
        )
        if match and ((all_raised and not match["raised"]) or ((match["stop"] or all_ruled) and not ruled)):
            match = None
        if match and opens and at > awaited[number] and int(_digits(match)) == number:
            end = _end_of_note(lines, at)
            yield number, list(range(at, end))
            at, number, inside = end, number + 1, True
        else:
            inside = inside and not lines[at].text.strip()
            at += 1


def _end_of_note(lines: Sequence[Line], start: int) -> int:
    """Return the line at which a note ends: a blank one, another note, or another page."""
    for i in range(start + 1, len(lines)):
        text = lines[i].text
        if not text.strip() or _NOTE.match(text) or lines[i].page != lines[start].page or counts_pages(text):
            return i
    return len(lines)


def _at_foot(lines: Sequence[Line], start: int) -> bool:
    """Tell whether nothing but notes stands between a note and the number of its page."""
    end = _end_of_note(lines, start)
    while end < len(lines) and _NOTE.match(lines[end].text):
        end = _end_of_note(lines, end)
    return end < len(lines) and counts_pages(lines[end].text)


def _digits(match: re.Match[str]) -> str:
    return (match["number"] or match["raised"]).translate(_RAISED)
