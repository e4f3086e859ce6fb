"""Sentences that join a good and a bad half: where they fall into two findings, and where they do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from peelgraph.loaders.letters.coding.coded import Polarity

Judge = Callable[[str], "Polarity | None"]
"""Tells the polarity of a part of a sentence, or None where nothing in it judges."""

_I = re.IGNORECASE
_HOWEVER = r"(?:(?:however|in\s+addition|also|equally|similarly|overall|but|and|yet)\s*,?\s+)?"
_CONCESSION = re.compile(
    rf"\W*{_HOWEVER}(?:although|while|whilst|whereas|though|even\s+though)\b\s*(?!(?:\w+ing|on|at|in|off|awaiting)\b)",
    _I,
)
_DESPITE = re.compile(rf"\W*{_HOWEVER}(?:despite|in\s+spite\s+of|notwithstanding)\s+(?!this\b|that\b|these\b|it\b)", _I)
_TURN = re.compile(
    r"(?:[,;:]\s+|\s+[-–—]\s+)(?P<word>(?:but|although|though|whereas|yet|while|whilst|however"
    r"|nonetheless|nevertheless)\b(?!\s+also\b))",
    _I,
)
_BARE_TURN = re.compile(
    r"\s(?<!\ball\s)(?<!\bany\s)(?<!none\s)(?<!thing\s)(?P<word>(?:but|although|whereas)\b(?!\s+(?:also|for|one|rather)\b))",
    _I,
)
_SEMICOLON = re.compile(r";\s+(?P<word>\w+)")
_PARENTHETICAL = re.compile(r"(?:however|though|nonetheless|nevertheless|yet|but)\s*,", _I)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|does|do|did|can|could|will|would|may|might|must|should"
    r"|need(?:s|ed)?|cannot|"
    r"remain(?:s|ed)?|appear(?:s|ed)?|lack(?:s|ed)?|fail(?:s|ed)?|vary|varies|varied|know|knew|find|found|feel"
    r"|felt|see|saw|make|made|spend|spends|spent|"
    r"take|took|give|gave|say|said|tell|told|understand|understood|get|gets|got|show(?:s|ed)?|mean(?:s|t)?"
    r"|work(?:s|ed)?|use(?:s|d)?|"
    r"help(?:s|ed)?|receive(?:s|d)?|support(?:s|ed)?|exist(?:s|ed)?|provide(?:s|d)?|depend(?:s|ed)?|rel(?:y|ies"
    r"|ied)|wait(?:s|ed)?|miss(?:es|ed)?|carry|carries|left|kept|went|came|held|asks?|tends?"
    r"|hear[sd]?|manages?|attends?|runs?|ran|sets?|go(?:es)?|comes?|wants?|thinks?|thought|builds?|built|holds?|meets?|met|writes?|wrote"
    r"|brings?|brought|leads?|led|offers?|includes?|requires?|allows?|records?|shares?|deals?|dealt|looks?|begins?|began|becomes?|became"
    r"|answers?|leaves?|pass(?:es)?|reach(?:es)?|completes?|follows?|checks?|plans?|contains?|covers?|serves?|appl(?:y|ies)"
    r"|speaks?|spoke|keeps?|knows|sees|feels?|seems?|stays?|stands?|stood|sits?|sat|lets?|puts?|cuts?|takes|makes|gives|finds|says|tells|"
    r"\w{3,}(?:ed|ises|ises|ates|ifies)|(?:it|they|this|he|she|force|constabulary)\s+\w+s"
    r"|(?:staff|officers|victims|detectives|supervisors|managers|partners|people)\s+(?:\w+ly\s+)?\w+\s+(?:it|them|this|that|these|the|their|how|what))\b|n['’]t\b",
    _I,
)
_SUBJECT = re.compile(
    r"\s*(?:it|they|this|these|those|there|we|the|a|an|some|many|most|few|fewer|not|no|nobody|nothing|none|neither|all|staff|officers|hmic\w*"
    r"|inspectors|supervisors|"
    r"its|their|your|only|more|others?|victims|managers|call|response|both|several|in|at|for|when)\b",
    _I,
)
_ELIDED = re.compile(
    r"(?:not|never|seldom|rarely|hardly|only|still|often|sometimes|usually|also|then|too|is|are|was|were|has|have|had|does|do"
    r"|did|can|cannot|could|will|would|may|might|must|should|needs?|know|knew|lacks?|lacked|fails?|failed|remains?"
    r"|remained|without|with|by|as|from|because|less|more\s+\w+ly|on|instead|rather|to|\w+ly|\w+ed)\b",
    _I,
)
_CLAUSE = re.compile(
    rf"{_VERB.pattern}|^{_SUBJECT.pattern}|\b(?:rarely|often|always|never|sometimes|usually|seldom)\b", _I
)
_ASIDE = re.compile(
    r"\b(?:(?:small|our|the|this)\s+sample|sample\s+(?:size|is|was)|small\s+number"
    r"|we\s+(?:recognise|accept|acknowledge|understand|appreciate|did\s+not)"
    r"|not\s+(?:part\s+of|within)|"
    r"outside\s+the\s+scope|at\s+the\s+time\s+of|(?:this|it)\s+(?:is|was)\s+(?:not\s+(?:part|within"
    r"|the\s+purpose)|beyond|outside|only\s+an?)|numbers?\s+(?:is|are|was|were)\s+(?:small|low)"
    r"|there\s+(?:is|are|was|were)\s+(?:\w+\s+){0,2}exceptions?|making\W*$|(?:its|their|the\s+force['’]s)\s+control\W*$)\b",
    _I,
)
_OTHERS = re.compile(
    r"\b(?:(?:most|many|other|some|all|several|majority\s+of|number\s+of)\s+(?:other\s+)?forces|nationally|elsewhere"
    r"|national\s+average)\b",
    _I,
)
_FORMER = re.compile(
    r"\b(?:years?\s+(?:ago|before|earlier)|previously|formerly|in\s+the\s+past|at\s+(?:our|the)\s+(?:last|previous)|last\s+time)\b",
    _I,
)
"""Words of a half that only says how things were, to show how far they have come."""

_SUPPOSED = re.compile(
    r"\b(?:thought|believed?s?|assumed?s?|supposed|expect(?:s|ed)?|hoped?|intended|meant\s+to|claim(?:s|ed)?|was\s+to|were\s+to"
    r"|should|asked\s+to|says|speaks?\s+of|required\s+to|(?:was|were)\s+told|we\s+watched)\b",
    _I,
)
_BEGUN = re.compile(
    r"\b(?:(?:has|have)\s+(?:now\s+|already\s+|recently\s+)?(?:begun|started|acknowledged|recognised|accepted|taken\s+steps)"
    r"|(?:is|are)\s+(?:now\s+)?(?:taking\s+steps|beginning|starting)|plans?\s+to|intends?\s+to"
    r"|(?:was|were|has\s+been|have\s+been)\s+\w+ed\b[^,;]{0,40}?\bto\s+(?:put\s+(?:this|it|that|these)\s+right|address|tackle|remedy)\b)\b",
    _I,
)
_CORRECTED = re.compile(r"\b(?:not\s+(?:only|just|merely|simply)|no\s+longer)\b", _I)
_DENIED = re.compile(r"\b(?:not|no|never|nobody|none|neither|nothing|few|little)\b|n['’]t\b", _I)
_TROUBLE = re.compile(
    r"\b(?:reduc\w+|demands?|pressures?|loss(?:es)?|cuts?|shortages?|lack|problems?|difficult\w*|poor|challeng\w*|increas\w+"
    r"|backlogs?|concerns?|limited|rise|rising|fall\w*|fewer|delays?|vacanc\w+|criticism|weak\w*|inexperience|absence|age"
    r"|turnover|busy|constraints?|austerity)\b",
    _I,
)
_IN_PLACE = re.compile(
    r"\b(?:agree(?:d|ments?)|protocols?|polic(?:y|ies)|procedures?|arrangements?|investments?|partnerships?)\b", _I
)
"""What is praised where a sentence says that something goes wrong despite it."""

_EASED = re.compile(
    r"\b(?:backlogs?|delays?|queues?|waits?|waiting\s+times?|complaints|absences?|sickness|vacancies|workloads?|caseloads?"
    r"|errors?|overtime|overdue\s+\w+|abandoned\s+\w+|debts?|deficits?|shortages?|shortfalls?)\b[^,;]{0,60}?"
    r"\b(?:has|have|had)\s+(?:(?:now|since|largely|been|\w+ly)\s+){0,3}(?:fallen|shortened|shrunk|dropped|halved|cut"
    r"|reduced|cleared|removed|come\s+down|eased|gone|declined|lessened|decreased|improved)\b"
    r"|\bno\s+longer\s+(?:a|any)\s+(?:backlog|queue|delay|wait|shortage|shortfall)\b",
    _I,
)
"""A trouble that has become less: praise, although its words alone are those of a weakness."""

_GOOD = re.compile(
    r"\b(?:strong|good|clear\w*|well|effective|improv\w+|success\w*|excellent|commit\w+|robust|positive|progress|invest\w+"
    r"|efforts?|support\w*|enthusias\w+|skill\w*|experienced?|helpful|valued|training|guidance|praise\w*|best|regular"
    r"|first-(?:rate|class)|comprehensive|available|sound|close|energ\w+|dedicat\w+|impressive|new)\b",
    _I,
)
_WHERE_THEN_WHO = re.compile(
    r"(?:on|in|at|by|with|from)\s+(?:[\w’'-]+,?\s+){1,6}?(?:the|an?|some|many|most|it|they|there|we|officers|staff|victims|no|nobody|none)\s+"
    r"(?:[\w’'-]+\s+){0,6}?(?:is|are|was|were|has|have|had|did|does|do|could|can)\b",
    _I,
)
_THEY_DO_NOT = re.compile(
    r"\b(?:it|they|this|these|those|others?)\s+(?:is|are|was|were|do|does|did|has|have|had|can|could)(?:\s+not|n['’]t)\W*$",
    _I,
)
_FALLS_SHORT = re.compile(
    r"but\s+(?:\w+\s+){0,2}?(?:not|only|no|never|rarely|seldom|hardly|scarcely|nothing|too|often\s+(?:overlook|miss|fail|forget|neglect)\w*)\b",
    _I,
)
_ONLY = re.compile(
    r"(?:but|though|although|yet)\s+only\s+(?:because|by\s+\w+ing|at\s+the\s+(?:cost|expense)|thanks)\b", _I
)
"""What is praised has its price."""

_SUFFERED = re.compile(r"\b(?:suffer\w*|struggl\w+|hampered|disrupted|stretched|neglected)\b", _I)
_PLANNED = re.compile(r"\b(?:plans?|intends?|proposes?|is\s+due|are\s+due|expects?)\s+to\b", _I)
_CLAUSE_WORDS = 5


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


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where a sentence may fall into two halves, and how it joins them."""

    at: int
    join: str


def split_contrast(sentence: str, judge: Judge) -> list[Span]:
    """Return the halves of a sentence that joins a good and a bad one, else the sentence whole.

    >>> def judge(text): return "weakness" if "poor" in text else "strength" if "good" in text else None
    >>> [(s.start, s.end) for s in split_contrast("Training is good, but supervision is poor.", judge)]
    [(0, 17), (18, 42)]
    """
    for cut in _cuts(sentence):
        first, second = sentence[: cut.at].rstrip(), sentence[cut.at :].lstrip()
        if hints := _judge_halves(first, second, cut.join, judge):
            return [
                Span(0, len(first), hints[0]),
                Span(len(sentence) - len(second), len(sentence), hints[1]),
            ]
    return [Span(0, len(sentence))]


def _cuts(sentence: str) -> Iterator[_Cut]:
    """Yield the places to try, the likeliest first."""
    despite = _DESPITE.match(sentence)
    if opening := despite or _CONCESSION.match(sentence):
        at = _main_clause(sentence, opening.end(), nominal=bool(despite))
        if at and not _ASIDE.search(sentence[:at].rstrip(", ")) and not _OTHERS.search(sentence[:at]):
            yield _Cut(at, "despite" if despite else "opening")
        return
    for pattern in (_TURN, _BARE_TURN):
        for match in pattern.finditer(sentence):
            if _joins_clauses(sentence, match, bare=pattern is _BARE_TURN):
                yield _Cut(match.start("word"), match["word"].lower())
    for match in _SEMICOLON.finditer(sentence):
        if not _inside_brackets(sentence[: match.start()]):
            yield _Cut(match.start("word"), ";")


def _main_clause(sentence: str, start: int, *, nominal: bool) -> int | None:
    """Return where the main clause begins after an opening concession."""
    commas = [
        match.end()
        for match in re.finditer(
            r",(?=\s)(?!\s+(?:including|such|especially|particularly|and|or|which|who|whom|where|with|whose|but)\b)",
            sentence,
        )
    ]
    valid = [
        at for at in commas
        if at > start + 3
        and (nominal or _is_clause(sentence[start : at]))
        and _CLAUSE.search(sentence[at:])
    ]  # fmt: skip
    valid.sort(key=lambda at: (not _SUBJECT.match(sentence[at:]), at))
    return valid[0] if valid else None


def _joins_clauses(sentence: str, match: re.Match[str], *, bare: bool) -> bool:
    """Tell whether a joining word stands between two clauses of their own."""
    first, second = sentence[: match.start()], sentence[match.start("word") :]
    after = second[len(match["word"]) :]
    if _inside_brackets(first) or not (_VERB.search(first) if bare else _is_clause(first)):
        return False
    if not _CLAUSE.search(after.lstrip()) and (bare or not _is_clause(after)):
        return False
    if sentence[match.start()] == "," and _PARENTHETICAL.match(second):
        return False
    if bare and _ELIDED.match(after.lstrip()):
        return False
    if match["word"].lower() in {"whereas", "while", "whilst"} and _FORMER.search(second):
        return False
    if _CORRECTED.search(first) and not _EASED.search(first):
        return False
    return not (_ASIDE.search(second.rstrip(".")) or _OTHERS.search(first) or _is_aside(second))


def _is_clause(part: str) -> bool:
    """Tell whether what a comma ends is a clause: it has a verb that is known, or is too long for a mere phrase."""
    return bool(_VERB.search(part)) or len(part.split()) >= _CLAUSE_WORDS


def _inside_brackets(before: str) -> bool:
    return before.count("(") > before.count(")")


def _is_aside(second: str) -> bool:
    """An inserted "although ..., " goes on with the main clause; it is no half."""
    return bool(re.match(r"(?:although|though|while|whilst)\b[^,]{1,60},\s+\w", second, _I))


def _judge_halves(first: str, second: str, join: str, judge: Judge) -> tuple[Polarity | None, Polarity | None] | None:
    """Return hints for the halves if they are one good and one bad, else None."""
    one, other = _polarity(first, judge), _polarity(second, judge)
    if join == "despite":
        praised = one == "strength" or (one is None and not _TROUBLE.search(first))
        certain = other == "weakness" or (other is None and bool(_GOOD.search(first) or _IN_PLACE.search(first)))
        return (None if one else "strength", None if other else "weakness") if praised and certain else None
    if join in {"but", "yet"} and _BEGUN.search(first) and _has_subject(second, join) and other != "strength":
        return None, None if other else "weakness"
    if join == ";" and _PLANNED.search(second):
        return None
    if one and other:
        return (None, None) if one != other else None
    if join == "opening":
        return _judge_opening(first, one, other)
    if join == ";":
        return (None if one else "strength", "weakness") if one != "weakness" and _THEY_DO_NOT.search(second) else None
    return _judge_turn(first, second, join, one, other)


def _polarity(half: str, judge: Judge) -> Polarity | None:
    """Return the polarity of a half; a trouble that has become less is praise."""
    return "strength" if _EASED.search(half) else judge(half)


def _judge_opening(
    first: str, one: Polarity | None, other: Polarity | None
) -> tuple[Polarity | None, Polarity | None] | None:
    """Judge the halves of a sentence that opens with a concession, one half or neither judging."""
    if one:
        return None, "weakness" if one == "strength" else "strength"
    if other == "weakness":
        return "strength", None
    if other == "strength" and _SUFFERED.search(first):
        return "weakness", None
    if other == "strength" or _TROUBLE.search(first) or _DENIED.search(first):
        return None
    return "strength", "weakness"


def _praises_faintly(half: str) -> bool:
    """Tell whether a half has a word of praise and nothing against it, although it judges too little by itself."""
    return bool(_GOOD.search(half)) and not (_DENIED.search(half) or _TROUBLE.search(half))


def _judge_turn(
    first: str, second: str, join: str, one: Polarity | None, other: Polarity | None
) -> tuple[Polarity | None, Polarity | None] | None:
    """Judge the halves on both sides of a joining word of which one judges nothing by itself, or neither does."""
    if _SUPPOSED.search(first):
        return None
    if one != "weakness" and _ONLY.match(second):
        return None if one else "strength", None if other == "weakness" else "weakness"
    if one == "weakness" and other is None and _praises_faintly(second):
        return None, "strength"
    conceding = join in {"although", "though"}
    if other == "weakness" and not (conceding and _DENIED.search(first)):
        return "strength", None
    if one == "strength" and join == "but" and _FALLS_SHORT.match(second):
        return None, "weakness"
    if join in {"while", "whilst", "whereas"} or not _has_subject(second, join):
        return None
    if one == "strength" and other is None:
        return None, "weakness"
    if one is None and other is None and join in {"but", "yet"} and not _DENIED.search(first):
        return "strength", "weakness"
    return None


def _has_subject(second: str, join: str) -> bool:
    after = second[len(join) :].lstrip(" ,")
    return not _ELIDED.match(after) or bool(_WHERE_THEN_WHO.match(after))
