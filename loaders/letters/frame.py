"""A document cut into its frame: header, salutation, body and signature; the copy list is dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from peelgraph.loaders.letters import people, wording
from peelgraph.loaders.letters.datewords import find_days, find_months
from peelgraph.loaders.letters.headlines import looks_like_heading
from peelgraph.loaders.letters.text import Line
from peelgraph.loaders.letters.title_page import LETTERHEAD
from peelgraph.ontology.text import collapse

_ITEM = re.compile(r"\s*(?:[-•*–▪●‣]|\(?\w{1,3}[.)]|\d{1,2}\.\d{1,2})\s+\S+\s+\S+\s+\S+\s+\S+")
_DOTS = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$")
_TWO_SENTENCES = re.compile(r"[a-z]{3}\.\s+[A-Z][a-z]")
_TEXT = re.compile(r"[a-z]{3}\.(?:\s+[A-Z]|$)")
_ENDS = re.compile(r"[.:;][\"'’”)]*$")
_TITLE_PAGE = re.compile(
    r"^(?:peel\b|©|isbn|www\.|https?:|hmic|report\b|an?\s+inspection\s+of|inspection\b.*\b(?:police|constabulary)$|by\s+hm|\d+$"
    r"|police\s+(?:effectiveness|efficiency|legitimacy)\b|h(?:er|is)\s+majesty|(?:\S+\s+){1,4}(?:police|constabulary)$|published|publication|letter\s+to\b"
    r"|overall\s+judge?ment)",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"\W*(?:(?:first\s+)?(?:published|issued)(?:\s+(?:on|in))?\W+|date\W+|publication\s+date\W+)?(?:[a-z]+day,?\s+)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[a-z]{3,9}\.?\s+(?:19|20)\d\d\W*(?:\s*(?:©|\||crown\b|hmic|isbn|www\.|https?:).*)?",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\s*(?:date|from|to|our\s+ref\w*|your\s+ref\w*|ref\w*|subject|re|title|inspection)\s*:", re.IGNORECASE
)
_ANNEX = re.compile(r"\s*(?:annex|appendix)(?:\s+[A-Z0-9])?\b.{0,60}", re.IGNORECASE)
_AT_ANNEX = re.compile(
    r"\b(?:findings?|set\s+out|detail\w*)\b.*\b(?:annex|appendix)\b|\b(?:annex|appendix)\b.*\bfindings?\b",
    re.IGNORECASE,
)
_TAIL, _IMPRINT_LINES = 10, 4


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines of a document by its parts.

    Args:
        header: The lines above the salutation, or, without one, above the running text.
        salutation: The line that addresses the receiver, if there is one.
        body: The lines between.
        signature: The lines after the closing phrase, without the copy list.
    """

    header: tuple[Line, ...]
    salutation: Line | None
    body: tuple[Line, ...]
    signature: tuple[Line, ...]


def cut_frame(lines: Sequence[Line]) -> Frame:
    r"""Cut a document into its parts.

    >>> from peelgraph.loaders.letters.text import split_lines
    >>> text = "Kent Police\n\nDear Ada\n\nAll is well.\n\nYours sincerely\n\nBea Sample"
    >>> frame = cut_frame(split_lines(text))
    >>> [line.text for line in frame.header], [line.text for line in frame.signature if line.text]
    (['Kent Police', ''], ['Bea Sample'])
    """
    opens = next((i for i, line in enumerate(lines) if wording.SALUTATION.match(line.text)), None)
    after = opens + 1 if opens is not None else _header_length(lines)
    closes = next((i for i in range(len(lines) - 1, after - 1, -1) if wording.CLOSING.match(lines[i].text)), None)
    if closes is not None:
        body, tail = lines[after:closes], lines[closes + 1 :]
        annex = next((i for i, line in enumerate(tail) if _ANNEX.fullmatch(line.text)), None)
        if annex is not None and any(_AT_ANNEX.search(line.text) for line in body):
            body, tail = [*body, Line(tail[annex].number, "", tail[annex].page), *tail[annex + 1 :]], tail[:annex]
    else:
        copied = next(
            (i for i in range(after, len(lines)) if _opens_copy_list(lines[i]) and not _goes_on(lines[i + 1 :])),
            len(lines),
        )
        signed = _unannounced_signature(lines, after, copied)
        if opens is None and any(_TEXT.search(line.text) for line in lines[signed:copied]):
            signed = copied
        ends = min(signed, _imprint(lines, after, copied))
        body, tail = lines[after:ends], lines[ends:copied]
        if opens is None and signed == copied:
            body, apart = _signed_section(body)
            tail = [*apart, *tail]
    signature = []
    for line in tail:
        if wording.COPY_LIST.match(line.text):
            break
        signature.append(line)
    header = _without_copy_list(lines[: opens if opens is not None else after])
    return Frame(header, lines[opens] if opens is not None else None, tuple(body), tuple(signature))


def _opens_copy_list(line: Line) -> bool:
    return bool(wording.COPY_LIST.match(line.text)) and len(line.text) < 100


def _goes_on(lines: Sequence[Line]) -> bool:
    """Tell whether running text follows, so that a line does not open what a document ends with."""
    return sum(len(line.text.split()) > 5 and bool(_TEXT.search(line.text)) for line in lines) > 2


def _without_copy_list(lines: Sequence[Line]) -> tuple[Line, ...]:
    kept: list[Line] = []
    copying = False
    for line in lines:
        goes_on = copying and not _LABELLED.match(line.text)
        copying = bool(line.text.strip()) and (goes_on or _opens_copy_list(line))
        if not copying:
            kept.append(line)
    return tuple(kept)


def _unannounced_signature(lines: Sequence[Line], after: int, end: int) -> int:
    """Return where a name over an inspector's office ends a document that has no closing phrase."""
    filled = [i for i in range(after, end) if lines[i].text.strip()][-_TAIL:]
    for at, above in zip(filled[1:], filled, strict=False):
        office = collapse(lines[at].text)
        if (
            people.is_author_office(office)
            and people.may_be_office(office)
            and not office.endswith(".")
            and people.person_name(collapse(lines[above].text))
        ):
            return above
    return end


def _signed_section(body: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part a report's body from the name and office of the inspector who signs one of its sections."""
    for at, line in enumerate(body):
        length = _signature_length(body, at) if line.text.strip() else 0
        if length:
            end = at + length
            apart = [Line(line.number, "", line.page) for line in body[at:end]]
            return [*body[:at], *apart, *body[end:]], list(body[at:end])
    return list(body), []


def _signature_length(body: Sequence[Line], at: int) -> int:
    """Return how many lines hold an inspector's name and office and nothing else, the first of them here, or 0."""
    texts = [collapse(line.text) for line in body[at : at + _TAIL]]
    name, _, office = texts[0].partition(", ")
    if people.person_name(name) and people.is_inspector(office):
        last = 0
    elif people.is_inspector(texts[0]):
        named = len(texts) > 1 and people.person_name(texts[1]) and not any(texts[2:3])
        return 2 if named else 0
    else:
        last = next((i for i, text in enumerate(texts) if i and text), 0)
        if not (people.is_inspector(texts[last]) and people.person_name(texts[0])):
            return 0
    while last + 1 < len(texts) and people.join_office(texts[last], texts[last + 1]):
        last += 1
    return last + 1


def _imprint(lines: Sequence[Line], after: int, end: int) -> int:
    """Return where a report ends with a line that gives its date, its publisher or its address and no sentence."""
    filled = [i for i in range(after, end) if lines[i].text.strip()][-_IMPRINT_LINES:]
    for i in filled:
        text = lines[i].text.strip()
        dated = find_days(text) or find_months(text)
        if dated and _IMPRINT.fullmatch(text) and not any(_TEXT.search(lines[j].text) for j in filled if j > i):
            return i
    return end


def _header_length(lines: Sequence[Line]) -> int:
    """Without a salutation the header ends before the first line that belongs to running text or opens a section."""
    for i, line in enumerate(lines):
        text = line.text.strip()
        if not text or _DOTS.search(text):
            continue
        plain = wording.STRIP_HEADING_NUMBER.sub("", text)
        leads = wording.LEAD_HEADING.match(plain) and not _labels_follow(lines, i)
        if i and (wording.OTHER_HEADING.match(plain) or leads or _asks(plain)):
            return i
        if wording.forbids(text) or LETTERHEAD.match(text) or (i == 0 and not _ITEM.match(text)):
            continue
        words = len(text.split())
        below = lines[i + 1].text.strip() if i + 1 < len(lines) else ""
        if words > 14 and not below and not re.search(r"[.:;,][\"'’”)]*$", text) and not _TWO_SENTENCES.search(text):
            continue
        if words > 14 or _ITEM.match(text) or (words > 5 and (_ENDS.search(text) or _TWO_SENTENCES.search(text))):
            start = i
            while start and lines[start - 1].text.strip() and len(lines[start - 1].text.split()) > 8:
                start -= 1
            return _before_headings(lines, start)
    return len(lines)


def _labels_follow(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the next filled line is a label with what it names, as on a title page."""
    below = next((line.text for line in lines[at + 1 :] if line.text.strip()), "")
    return bool(re.match(r"\s*[A-Z][A-Za-z ]{2,20}:\s+\S", below)) and not _TEXT.search(below)


def _before_headings(lines: Sequence[Line], start: int) -> int:
    """Return where the headings begin that stand directly over a document's first running text."""
    first = next((i for i, line in enumerate(lines) if line.text.strip()), 0)
    at = start
    for i in range(start - 1, first, -1):
        text = lines[i].text.strip()
        if not text:
            continue
        above = next((line.text.strip() for line in reversed(lines[:i]) if line.text.strip()), "")
        if (
            not _is_section(text)
            or people.is_author_office(above)
            or above.endswith((" in", " of", " at", " for", ":", "–"))
        ):
            break
        at = i
    return at


def _is_section(text: str) -> bool:
    """Tell whether a line is the heading of a section and no part of a title page."""
    return (
        looks_like_heading(wording.STRIP_HEADING_NUMBER.sub("", text))
        and not _TITLE_PAGE.search(text)
        and not find_days(text)
        and not find_months(text)
        and not people.is_author_office(text)
        and not people.addressee_office(text)
        and not wording.forbids(text)
    )


def _asks(text: str) -> bool:
    return (
        text.endswith("?")
        and bool(re.match(r"(?:how|to\s+what\s+extent)\b", text, re.IGNORECASE))
        and looks_like_heading(text)
    )
