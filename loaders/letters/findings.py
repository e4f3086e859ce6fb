"""Passages to findings: sentences, split where one joins a good and a bad half, each with its exact place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from peelgraph.loaders.letters.coding.coded import Polarity

Judge = Callable[[str], "Polarity | None"]
"""Tells the polarity of a part of a sentence, or None where nothing in it judges."""

_RUN_ON = re.compile(
    r"(?<=[a-z]{2}[.!?])(?=(?:The|It|This|These|However|There|Although|While|We|HMIC|In|Staff|Officers|A|They|But)\b)"
)
_FULL_STOP = re.compile(
    r"(?<![\w.])(?!(?:approx|para|paras|dept|govt|supt|sept|insp|messrs|fig|figs|vols|tel"
    r"|nos)\.)[a-z][a-z'’-]{3,}[.!?]['’”\")]?(?=\s+[A-Z‘“])"
)
_HOWEVER = r"(?:(?:however|in\s+addition|also|equally|similarly|overall|but|and|yet)\s*,?\s+)?"
_CONCESSION = re.compile(rf"\W*{_HOWEVER}(?:although|while|whilst|whereas|though|even\s+though)\b\s*", re.IGNORECASE)
_DESPITE = re.compile(
    rf"\W*{_HOWEVER}(?:despite|in\s+spite\s+of|notwithstanding)\s+(?!this\b|that\b|these\b|it\b)",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"(?:[,;:]\s+|\s+[-–—]\s+)(?P<word>(?:but|although|though|whereas|yet|while|whilst|even\s+though|however"
    r"|nonetheless|nevertheless)\b(?!\s+also\b))",
    re.IGNORECASE,
)
_BARE_TURN = re.compile(r"\s(?P<word>(?:but|although|whereas)\b(?!\s+(?:also|for|one|rather)\b))", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|does|do|did|can|could|will|would|may|might|must|should"
    r"|need(?:s|ed)?|cannot|"
    r"remain(?:s|ed)?|appear(?:s|ed)?|lack(?:s|ed)?|fail(?:s|ed)?|vary|varies|varied|know|knew|find|found|feel"
    r"|felt|see|saw|make|made|"
    r"take|took|give|gave|say|said|tell|told|understand|understood|get|gets|got|show(?:s|ed)?|mean(?:s|t)?"
    r"|work(?:s|ed)?|use(?:s|d)?|"
    r"help(?:s|ed)?|receive(?:s|d)?|support(?:s|ed)?|exist(?:s|ed)?|provide(?:s|d)?|depend(?:s|ed)?|rel(?:y|ies"
    r"|ied)|wait(?:s|ed)?|miss(?:es|ed)?|"
    r"\w{3,}(?:ed|ises|ises|ates|ifies)|(?:it|they|this|he|she|force|constabulary)\s+\w+s)\b|n't\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\s*(?:it|they|this|these|those|there|we|the|a|an|some|many|most|few|not|no|all|staff|officers|hmic\w*"
    r"|inspectors|supervisors|"
    r"its|their|only|more|others?|victims|managers|call|response|both|several|in|at|for|when)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"{_VERB.pattern}|^{_SUBJECT.pattern}|\b(?:rarely|often|always|never|sometimes|usually|seldom)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:sample|small\s+number|we\s+(?:recognise|accept|acknowledge|understand|appreciate|did\s+not)"
    r"|not\s+(?:part\s+of|within)|"
    r"outside\s+the\s+scope|at\s+the\s+time\s+of|(?:this|it)\s+(?:is|was)\s+(?:not\s+(?:part|within"
    r"|the\s+purpose)|beyond|outside|only\s+an?)|numbers?\s+(?:is|are|was|were)\s+(?:small|low))\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:(?:most|many|other|some|all|several)\s+(?:other\s+)?forces|nationally|elsewhere|national\s+average)\b",
    re.IGNORECASE,
)
_NATIONAL = re.compile(
    r"^\W*(?:(?:nationally|overall|in\s+general|generally)\b.*\bforces\b|nationally\b|(?:across"
    r"|throughout)\s+(?:england|the\s+country|all)\b|"
    r"(?:in\s+)?(?:all|most|many|some|several|few|other|the\s+43"
    r"|43)\s+(?:of\s+the\s+)?(?:43\s+)?(?:police\s+)?forces\b|forces\s+(?:should|need|must|across|in|are|have|do)\b|"
    r"every\s+force\b|hmic\w*\s+(?:found|expects?|recommends?)\s+(?:that\s+)?(?:most|many|all|some|few)\s+forces\b)",
    re.IGNORECASE,
)
_LOCAL = re.compile(
    r"\b(?:(?:the|this|your)\s+(?:force|constabulary|service)|your|it|its|here|this\s+one|locally|(?:essex"
    r"|kent)\s+police|constabulary|"
    r"[A-Z]\w+\s+(?:Police|Constabulary))\b"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A finding's place in its passage: half-open, in code points.

    Args:
        start: Where it begins.
        end: Where it ends.
        hint: For a half of a split sentence that judges nothing by itself, what its other half implies.
    """

    start: int
    end: int
    hint: Polarity | None = None


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
    for start, end in split_sentences(text):
        sentence = text[start:end]
        if is_national(sentence):
            continue
        spans.extend(_shifted(span, start) for span in split_contrast(sentence, judge))
    return spans


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
        missed = (*_RUN_ON.finditer(text, start, end), *_FULL_STOP.finditer(text, start, end - 1))
        cuts = sorted({start, end, *(match.end() for match in missed)})
        for left, right in pairwise(cuts):
            found.extend(_trimmed(text, left, right))
    return found


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
    return bool(_NATIONAL.search(sentence)) and not _LOCAL.search(sentence)


def split_contrast(sentence: str, judge: Judge) -> list[Span]:
    """Return the halves of a sentence that joins a good and a bad one, else the sentence whole."""
    whole = [Span(0, len(sentence))]
    for cut in _cuts(sentence):
        first, second = sentence[: cut.at].rstrip(), sentence[cut.at :]
        second = second.lstrip()
        halves = _judge_halves(first, second, cut.concession, judge)
        if halves:
            return [
                Span(0, len(first), halves[0]),
                Span(len(sentence) - len(second), len(sentence), halves[1]),
            ]
    return whole


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where a sentence may fall into two halves; `concession`: the first half only concedes."""

    at: int
    concession: bool


def _cuts(sentence: str) -> Iterator[_Cut]:
    """Yield the places to try, the likeliest first."""
    if opening := _CONCESSION.match(sentence) or _DESPITE.match(sentence):
        nominal = bool(_DESPITE.match(sentence))
        commas = [
            match.end()
            for match in re.finditer(
                r",(?=\s)(?!\s+(?:including|such|especially|particularly|and|or|which|who|where|with)\b)", sentence
            )
        ]
        valid = [
            at for at in commas
            if at > opening.end() + 3
            and (nominal or _VERB.search(sentence[opening.end() : at]))
            and _CLAUSE.search(sentence[at:])
        ]  # fmt: skip
        valid.sort(key=lambda at: (not _SUBJECT.match(sentence[at:]), at))
        if valid and not _ASIDE.search(sentence[: valid[0]]) and not _OTHERS.search(sentence[: valid[0]]):
            yield _Cut(valid[0], concession=True)
        return
    for pattern in (_TURN, _BARE_TURN):
        for match in pattern.finditer(sentence):
            first, second = sentence[: match.start()], sentence[match.start("word") :]
            if _inside_brackets(first) or not _VERB.search(first) or not _VERB.search(second[len(match["word"]) :]):
                continue
            if (
                _ASIDE.search(second)
                or re.search(r"\bnot\s+(?:only|just)\b", first, re.IGNORECASE)
                or _OTHERS.search(first)
                or _is_aside(second)
            ):
                continue
            yield _Cut(match.start("word"), concession=False)


def _inside_brackets(before: str) -> bool:
    return before.count("(") > before.count(")")


def _is_aside(second: str) -> bool:
    """An inserted "although ..., " goes on with the main clause; it is no half."""
    return bool(re.match(r"(?:although|though|while|whilst)\b[^,]{1,60},\s+\w", second, re.IGNORECASE))


def _judge_halves(
    first: str, second: str, concession: bool, judge: Judge
) -> tuple[Polarity | None, Polarity | None] | None:
    """Return hints for the halves if they are one good and one bad, else None."""
    one, other = judge(first), judge(second)
    if one and other:
        return (None, None) if one != other else None
    if concession and other and not one:
        return ("strength" if other == "weakness" else "weakness"), None
    if not concession and other == "weakness" and not one:
        return "strength", None
    return None
