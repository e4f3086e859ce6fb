"""The title of the inspection that a document says will look at its evidence again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from peelgraph.loaders.letters import wording
from peelgraph.loaders.letters.opening import SENTENCE_END
from peelgraph.loaders.letters.titles import ITALIC, QUOTED, plain_title
from peelgraph.ontology.text import collapse

_I = re.IGNORECASE
_AGAIN = re.compile(
    r"\b(?:revisit(?:ed)?|re-?inspect(?:ed)?|re-?examin\w+|return(?:ed)?\s+to|come\s+back|go\s+back|follow(?:ed|s|ing)?(?:\s+\w+){0,3}\s+up|reassess|"
    r"consider(?:ed)?|examined?|assess(?:ed)?|review(?:ed)?|check(?:ed)?|look(?:ed)?|test(?:ed)?|monitor(?:ed)?|progress|report(?:ed)?\s+on|ask\s+for\s+evidence|inform|used?|updated?|up\s+to\s+date"
    r"|take[ns]?\s+(?:\w+\s+){0,3}into\s+account|pick(?:ed)?\s+(?:\w+\s+){0,3}up|cover(?:ed)?|next\s+opportunity|feed|inspect)\b",
    _I,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|intends?|plans?|expects?|propos\w+|is\s+to|are\s+to|to\s+be|next|asked\s+that)\b", _I
)
_NAMED_BEFORE = re.compile(
    r"\b(?:inspection|review|thematic|assessment|programme|under\s+the\s+(?:title|heading|name))\b\W*$", _I
)
_LOOKS_IN = re.compile(r"\b(?:in|during|through|as\s+part\s+of|under\s+the\s+title)\s+(?:(?:the|our)\s+)?$", _I)
_RETURNS_IN = re.compile(
    r"\b(?:return|revisit|come\s+back|look\s+again)\b(?:(?!\b(?:gathered|found|described|reported|published|evidence)\b)[^‘“'\"]){0,60}"
    r"\b(?:in|during|through|as\s+part\s+of)\s+$",
    _I,
)
_NOUN = re.compile(r"\b(?:[Ii]nspection|[Aa]ssessment|[Rr]eview|[Pp]rogramme|[Tt]hematic)s?\b")
_FOR = re.compile(r"\s+for\s+(?:(?:the|HMIC(?:FRS)?['’]?s?)\s+)*")
_YEAR_AFTER = re.compile(r"\s+(?:in\s+)?20\d\d(?:[/–-]\d{2,4})?(?![\w/-])")
_YEAR = re.compile(r"\b20\d\d\b")
_PART_OF = re.compile(
    r"\b(?:(?:return|revisit|come\s+back|look\s+again)\b[^.‘“\"]{0,50}?\bin|as\s+part\s+of|in\s+the\s+course\s+of|(?:during|in)\s+(?:its|our|the)\s+(?:\w+\s+)?inspection,?)\s+"
    r"(?P<title>[A-Z][\w’'-]+(?::?\s+(?:[A-Z0-9][\w’'-]*|and|of|the|for|in|to|a|on|at|from|with)\b)+)(?=[.,;]|\s+(?:in|next|which|and|when|this|later)\b|$)"
)
_REPORTED_IN = re.compile(
    r"\b(?:reported|published|covered|included|described|considered|examined)\s+in\s+(?P<title>[A-Z][^.;:]{3,80}:\s[^.;]{3,80}?\b20\d\d(?:[/–-]\d\d)?)(?=[.,;]|$)"
)
_OF_AFTER = re.compile(
    r"\s+of\s+(?!your|the|this|that|each|all|every|our|its)[a-z]\w+(?:\s+(?!in\b|next\b|later\b|during\b)\w+)?"
)
_PEEL_ALONE = re.compile(
    r"\bPEEL(?::?\s+(?:Police\s+)?(?:[Ee]ffectiveness|[Ee]fficiency|[Ll]egitimacy)(?:,?\s+(?:and\s+)?(?!(?:inspection|assessment|in|the|of)\b)\w+)*?(?:\s+\([^()]{3,40}\))?)?\s+20\d\d(?:[/–-]\d{2,4})?(?![\w/-])"
)
_STOP = frozenset(
    {
        "a", "account", "after", "again", "also", "an", "and,", "annual", "another", "any", "are", "areas",
        "as", "at", "autumn", "be", "before", "by", "carry", "coming", "conduct", "consider", "cycle", "during",
        "each", "every", "evidence", "examine", "following", "for", "force's", "force’s", "forthcoming", "from",
        "full", "further", "future", "her", "his", "hmic", "hmic's", "hmicfrs", "hmicfrs's", "hmicfrs’s",
        "hmic’s", "i", "in", "inform", "into", "is", "it", "its", "later", "matters", "new", "next", "of", "on",
        "or", "our", "out", "own", "part", "phase", "planned", "progress", "regular", "revisit", "rolling",
        "round", "second", "separate", "shall", "spring", "stage", "subsequent", "summer", "taken", "that",
        "the", "their", "them", "then", "these", "this", "those", "through", "to", "under", "until", "upcoming",
        "use", "used", "was", "we", "when", "which", "wider", "will", "winter", "with", "within", "year",
        "year's", "year’s", "your",
    }
)  # fmt: skip
_GENERIC = re.compile(
    r"^(?:(?:same|this|that|future|annual|next|full|all|routine|wider|rolling|core|further|another|national|thematic|force|forces|our|"
    r"inspection|regular|hmic\w*|report|any|each|its|the|a|of|your|independent|ongoing|continuing|separate)\b\W*)*"
    r"(?:inspection|assessment|review|programme|report|thematic)s?(?:\s+of\b.*)?$",
    _I,
)


def read_follow_up(frame: Iterable[str]) -> str | None:
    """Return the shortest title, one with a year first, among the inspections that a letter says will look again.

    >>> read_follow_up(["We will revisit some of the evidence in the PEEL 2015 effectiveness inspection."])
    'PEEL 2015 effectiveness inspection'
    """
    found: list[str] = []
    for text in frame:
        for sentence in SENTENCE_END.split(ITALIC.sub(r"‘\g<title>’", wording.spelled_out(text))):
            if not _FUTURE.search(sentence) or not _AGAIN.search(sentence):
                continue
            if wording.forbids(sentence) and not re.search(r"revisit|return", sentence):
                continue
            found += [
                plain_title(match["quoted"])
                for match in re.finditer(QUOTED.format("quoted"), sentence)
                if _NAMED_BEFORE.search(before := sentence[: match.start()])
                or (_LOOKS_IN.search(before) and re.search(r"\b20\d\d", match["quoted"]))
                or _RETURNS_IN.search(before)
            ]
            found += [title for title in _named_titles(sentence) if not any(title in quoted for quoted in found)]
    return min(found, key=lambda title: (not _YEAR.search(title), len(title.split())), default=None)


def _named_titles(sentence: str) -> list[str]:
    """Return the titles of inspections that a sentence names: their last word, and what belongs to it."""
    found: list[str] = []
    before: tuple[int, int] | None = None
    for noun in _NOUN.finditer(sentence):
        start = _title_start(sentence, noun.start())
        if before and _FOR.fullmatch(sentence[before[1] : start]):
            start = before[0]
        before = (start, noun.end()) if len(sentence[start : noun.end()].split()) > 1 else None
        after = _YEAR_AFTER.match(sentence, noun.end())
        title = sentence[start : after.end() if after else noun.end()]
        title = re.sub(r"^(PEEL\s+20\d\d(?:[/–-]\d{2,4})?)\s+programme$", r"\1", title)
        of = _OF_AFTER.match(sentence, noun.end())
        if re.search(r"[A-Z]|\d{4}", title) and not _GENERIC.match(title):
            found.append(collapse(title))
        elif of and len(title.split()) > 1 and not re.search(r"[A-Z]", title):
            found.append(collapse(title + of.group()))
    for match in _PEEL_ALONE.finditer(sentence):
        near = _NOUN.search(sentence[match.end() : match.end() + 45].partition(",")[0])
        if not near or near.group().lower() == "programme":
            found.append(collapse(match.group()))
    found += [collapse(match["title"]) for match in _REPORTED_IN.finditer(sentence)]
    found += [
        collapse(match["title"]).rstrip(",")
        for match in _PART_OF.finditer(sentence)
        if not re.match(r"(?:HMIC|PEEL|The\s+(?:Home|National))\b", match["title"]) and not _NOUN.search(match["title"])
    ]
    return found


def _title_start(sentence: str, end: int) -> int:
    """Return where a title begins whose last word begins at a place."""
    start = end
    listed = False
    for word in reversed(list(re.finditer(r"\S+", sentence[:end]))):
        text = word.group()
        plain = text.strip("‘’“”'\"").lower()
        if plain == "and":
            listed = True
            continue
        if (
            re.search(r"^[‘“'\"]|[”\"]$|(?<!s)[’']$", text)
            or plain.rstrip(",:;.") in _STOP
            or re.search(r"[.;]$", text)
            or re.search(r"^[‘“\"]", sentence[start:])
        ):
            break
        if text.endswith(",") and not listed:
            break
        if text.endswith(":") and plain != "peel:":
            break
        start = word.start()
    return start
