"""Passages to findings: sentences, split where one joins a good and a bad half, each with its exact place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from peelgraph.loaders.letters import wording
from peelgraph.loaders.letters.contrast import Judge, Span, split_contrast
from peelgraph.loaders.letters.hyphens import known_words

__all__ = ["Judge", "Span", "find_findings", "is_national", "split_sentences"]

_RUN_ON = re.compile(
    r"(?<=[a-z]{2}[.!?])(?=(?:The|It|This|These|However|There|Although|While|We|HMIC|In|Staff|Officers|A|They|But)\b)"
)
_ABBREVIATED = (
    r"(?:approx|paras?|dept|govt|supt|sept|insp|messrs|figs?|vols?|tel|nos?|eg|ie|vs|cf|al|st|pp|ed|eds|ch|sq|ft|incl|esp"
    r"|cllr|sgt|det|const|cmdr|ref|est|min|max|mins|hrs|hr|avg|inc|ltd|viz|rev|prof|mr|mrs|ms|dr)"
)
_FULL_STOP = re.compile(
    rf"(?<![\w.])(?:(?!{_ABBREVIATED}\.)[a-z][a-z'’-]+|[A-Z]{{1,6}}s)[.!?]['’”\")\]]*(?=\s+(?:[A-Z‘“]|£?\d))"
)
_CLOCK_STOP = re.compile(r"\b(?:[ap]\.?m|etc|hours|no)\.['’”\")]*(?=\s+(?P<next>[A-Z][a-z]+|A(?=\s[a-z]))\b)")
_NATIONAL = re.compile(
    r"^\W*(?:(?:nationally|overall|in\s+general|generally)\b.*\bforces\b|nationally\b|(?:across"
    r"|throughout)\s+(?:england|the\s+country|all)\b|"
    r"(?:in\s+)?(?:all|most|many|some|several|few|other|the\s+43"
    r"|43)\s+(?:of\s+the\s+)?(?:43\s+)?(?:police\s+)?forces\b|forces\s+(?:should|need|must|across|in|are|have|do)\b|"
    r"every\s+force\b|hmic\w*\s+(?:found|expects?|recommends?)\s+(?:that\s+)?(?:most|many|all|some|few)\s+forces\b)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:than\s+(?:in|most|many|other|any|elsewhere|nationally|(?:the\s+)?average)|compared|against|highest|lowest|largest|smallest|best|worst|first\s+in|only|whereas|while|unlike|like|as\s+in)\b|^\W*few\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:all|almost\s+every|nearly\s+every|every|nearly\s+all|in\s+(?:most|many|some|several))\s+(?:police\s+)?forces?\b(?!\s+(?:used|is\s+used))"
    r"|\bin\s+England\s+and\s+Wales\b|^\W*(?:\w+\s+){1,4}nationally\s+(?:is|are|was|were|has|have|had)\b",
    re.IGNORECASE,
)
_OF_POLICING = re.compile(
    r"\bcosts?\s+society\b|\bto\s+society\s+as\s+a\s+whole\b"
    r"|\b(?:first|core|primary|basic|fundamental|founding)\s+(?:duty|duties|purpose|function|role|principle)\s+of\s+(?:the\s+police|policing)\b"
    r"|^\W*(?:public|people['’]s)\s+(?:trust|confidence)\s+in\s+(?:the\s+police|policing)\s+(?:rests|depends|relies)\b"
    r"|^\W*the\s+public\s+(?:is|are)\s+entitled\b|^\W*the\s+strategic\s+policing\s+requirement\s+(?:describes|sets|requires)\b"
    r"|\bnational\s+statistics\b|\b(?:lies?|falls?|is|was)\s+outside\s+the\s+scope\s+of\s+this\b",
    re.IGNORECASE,
)
_LIKENED = re.compile(
    r"\bfew(?:er)?\s+(?:other\s+)?forces\b.*\b(?:as|so)\s+(?:much|many|well|good|clear\w*|far|often)\b", re.IGNORECASE
)
_LOCAL = re.compile(
    r"\b(?:(?:[Tt]he|[Tt]his|[Yy]our)\s+(?:force|constabulary|service)|[Yy]our|[Ii]ts?|[Hh]ere|[Tt]his\s+one|[Ll]ocally|constabulary"
    r"|(?!(?:Strategic|National|Home|Metropolis)\b)[A-Z][\w-]+\s+(?:Police|Constabulary))\b"
)


_LABEL = re.compile(
    r"(?:afi|(?:new\s+)?(?:area\s+for\s+improvement|cause\s+of\s+concern|recommendation|promising\s+practice|innovative\s+practice))"
    r"(?:\s+\d{1,3}(?:\.\d+)?\s*[.:)–—-]?|\s*[:–—])\s+(?=[A-Z])",
    re.IGNORECASE,
)


def find_findings(text: str, judge: Judge) -> list[Span]:
    """Return the places of a passage's findings, in order and never overlapping.

    Args:
        text: The passage's text, white space normalised.
        judge: Tells the polarity of a part of a sentence; see `coding.polarity.judged`.

    >>> def judge(text): return "weakness" if "poor" in text else "strength"
    >>> spans = find_findings("It is good. Although A is good, B is poor.", judge)
    >>> [(s.start, s.end) for s in spans]
    [(0, 11), (12, 31), (32, 42)]
    """
    spans: list[Span] = []
    for start, end in _without_label(text, split_sentences(text)):
        sentence = text[start:end]
        if is_national(sentence) or wording.PROMISE.match(wording.spelled_out(sentence)):
            continue
        spans.extend(_shifted(span, start) for span in split_contrast(sentence, judge))
    return spans


def _without_label(text: str, sentences: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield sentences without the label that a source puts before the first (``AFI 1.``)."""
    label = _LABEL.match(text)
    for start, end in sentences:
        if label and start < label.end():
            start = label.end()  # noqa: PLW2901
        if start < end:
            yield start, end


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.hint)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the places of a text's sentences, without the white space between them.

    >>> split_sentences("Mr Lee uses e.g. SARA. It works.")
    [(0, 22), (23, 32)]
    """
    from nupunkt import sent_spans  # noqa: PLC0415 - 50 ms that commands without a letter need not pay

    found: list[tuple[int, int]] = []
    for start, end in sent_spans(text):
        missed = (
            *_RUN_ON.finditer(text, start, end),
            *_FULL_STOP.finditer(text, start, end - 1),
            *(match for match in _CLOCK_STOP.finditer(text, start, end - 1) if _opens_a_sentence(match["next"])),
        )
        cuts = sorted({start, end, *(match.end() for match in missed)})
        for left, right in pairwise(cuts):
            found.extend(_trimmed(text, left, right))
    return found


def _opens_a_sentence(word: str) -> bool:
    return word == "A" or word.lower() in known_words()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Leave out white space at the ends, and pieces without a word."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(c.isalnum() for c in text[start:end]):
        yield start, end


def is_national(sentence: str) -> bool:
    """Tell whether a sentence speaks of all forces and not of this one; such a sentence is no finding.

    >>> is_national("Most forces do not evaluate."), is_national("Most forces do, but the force does not.")
    (True, False)
    """
    if _LOCAL.search(sentence) or _LIKENED.search(sentence):
        return False
    if _NATIONAL.search(sentence) or _OF_POLICING.search(sentence):
        return True
    return bool(_GENERAL.search(sentence)) and not _COMPARED.search(sentence)
