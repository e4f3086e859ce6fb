"""Words broken at the end of a line: joined, or kept as the compounds that they are."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files

_COMPOUND_FIRSTS = frozenset(
    {
        "all", "anti", "bail", "bi", "body", "by", "call", "child", "co", "counter", "crime", "cross", "cyber",
        "day", "decision", "dip", "domestic", "early", "eighty", "evidence", "ex", "fast", "fifty", "follow",
        "force", "forty", "front", "full", "half", "hand", "hate", "high", "home", "honour", "house", "in",
        "intelligence", "inter", "key", "knowledge", "life", "long", "low", "lower", "medium", "mid", "mini",
        "mobile", "multi", "neighbourhood", "ninety", "non", "off", "officer", "on", "one", "out", "over",
        "part", "peer", "people", "place", "police", "post", "pre", "pro", "problem", "quality", "quasi", "re",
        "real", "response", "risk", "sample", "second", "self", "semi", "senior", "seventy", "short", "single",
        "sixty", "so", "standard", "sub", "tele", "third", "thirty", "three", "time", "top", "trauma", "tri",
        "twenty", "two", "under", "up", "value", "victim", "well", "whole", "wide", "work", "year",
    }
)  # fmt: skip
_COMPOUND_LASTS = frozenset(
    {
        "away", "based", "born", "bound", "built", "centred", "charge", "checked", "control", "crime", "crimed",
        "crimes", "criming",
        "date",
        "day", "deep", "depth", "driven", "effective", "ended", "escalation", "facing", "first", "focused",
        "free", "going", "handed", "handler", "handlers", "handling", "harm", "held", "hoc", "house", "in",
        "inspection", "keeping", "led", "level", "line", "long", "made", "maker", "makers", "making", "named",
        "needed", "off", "offender", "offenders", "offending", "old", "on", "only", "operate", "operation",
        "ordinate", "ordinated", "ordination", "out", "placed", "quality", "recording", "related", "risk",
        "run", "scale", "scene", "service", "sharing", "shift", "site", "social", "solving", "specific",
        "staffed", "style", "taker", "takers", "taking", "term", "time", "timers", "to", "trained", "up",
        "wide", "worker", "working", "worn", "year",
    }
)  # fmt: skip


@cache
def known_words() -> frozenset[str]:
    """Return common words of the field, from the shipped data and the coded documents."""
    text = files("peelgraph.loaders.letters").joinpath("words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def words_of(text: str) -> frozenset[str]:
    """Return the words and hyphenated compounds that stand inside the lines of a text, in lower case.

    >>> sorted(words_of("The call-handlers are trained."))
    ['are', 'call-handlers', 'handlers', 'the', 'trained']
    """
    lower = re.sub(r"[\w-]+[-\u2010]\s*\n\s*[\w-]+", " ", text.lower())
    whole = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+(?!\w|-$)", lower, re.MULTILINE)
    single = re.findall(r"(?<!\w)[^\W\d_]+(?!-?\w|-)", lower)
    return frozenset((*whole, *single))


def join_broken(left: str, right: str, inside: Collection[str] = ()) -> str:
    """Return a word that a line's end breaks at its hyphen: joined, or kept as a compound.

    Args:
        left: What stands before the hyphen.
        right: What stands at the start of the next line.
        inside: The words that the document has inside its lines.

    >>> join_broken("investi", "gation"), join_broken("call", "handling")
    ('investigation', 'call-handling')
    """
    joined, kept = left + right, f"{left}-{right}"
    one, other = left.lower().rpartition("-")[2], re.split(r"\W", right.lower())[0]
    if f"{one}-{other}" in inside or kept.lower() in inside:
        return kept
    if one + other in inside:
        return joined
    if not left[-1:].islower() or not right[:1].islower() or "-" in left or (one == "co" and other[:1] == "o"):
        return kept
    words = known_words()
    if f"{one}-{other}" in words:
        return kept
    if one + other in words:
        return joined
    if one in _COMPOUND_FIRSTS or other in _COMPOUND_LASTS:
        return kept if _is_word(other, words, inside) or other in _COMPOUND_LASTS else joined
    return kept if _is_word(one, words, inside) and _is_word(other, words, inside) else joined


def _is_word(part: str, words: Collection[str], inside: Collection[str]) -> bool:
    return len(part) > 2 and (part in words or part in inside)
