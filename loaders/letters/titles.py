"""Titles of inspections: the one that a document reports, an earlier one, and the one that will look again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from peelgraph.loaders.letters import wording
from peelgraph.loaders.letters.forces import force_in
from peelgraph.loaders.letters.opening import SENTENCE_END
from peelgraph.loaders.letters.title_page import printed_title
from peelgraph.ontology.names import NameIndex, fold
from peelgraph.ontology.text import collapse

_I = re.IGNORECASE
_OPEN, _CLOSE = r"(?<!\w)[‘“'\"]", r"[’”'\"]"
_QUOTED = _OPEN + r"(?P<{0}>[^‘“”\"]{{3,170}}?)" + _CLOSE + r"(?=[\s,.;:)\]]|$)"
_NOW = r"(?:now|since|later|subsequently|today|afterwards|finally)"
_RENAMED = re.compile(
    _QUOTED.format("old") + r"(?:\s+(?:when|at\s+the\s+time|in\s+our)\b[^.‘“\"']{0,50}?"
    rf"(?=\s*,?\s*(?:and|but)\s+(?:it\s+)?(?:is|was|has)\s+{_NOW}))?"
    rf"[\s,;:.(\[)\]]*(?:(?:but|which|and|it|the\s+inspection|is|was|has|been|title|will\s+be)\W+){{0,6}}?"
    rf"(?:{_NOW}\s+)?(?:been\s+)?(?:{_NOW}|renamed|retitled|became|becoming|changed)\b[^‘“\"']{{0,40}}"
    + _QUOTED.format("new"),
    _I,
)
_FORMERLY = re.compile(
    r"(?:formerly|previously|originally|initially|provisionally|(?:known|called)\s+until\b[^.‘“\"']{0,40}?\bas|known\b[^.‘“\"']{0,12}?\buntil\b[^.‘“\"']{0,40}?\bas|until\s+recently|at\s+first|first\s+(?:announced|called|named|known)|"
    r"(?:began|begun|started|announced|launched|planned|introduced)\b[^.‘“\"']{0,40}?\b(?:as|under|called)|working\s+title|"
    r"(?:at|in)\s+(?:the|its)\s+(?:planning|early|earlier|first)\s+stages?|when\s+(?:we|it|the\s+(?:inspection|review|work)|hmic\w*)\s+(?:began|started|was)\b"
    r"|earlier\s+(?:title|name)|former\s+(?:title|name)|renamed\s+from|(?:told|heard|informed|announced)\b[^.‘“\"']{0,40}\bunder\s+the\s+(?:name|title)|(?:title|name)[^.‘“\"']{0,40}\bat\s+(?:that|the)\s+(?:stage|time|outset)"
    r"|at\s+the\s+(?:time|outset|start))"
    r"[^.‘“\"']{0,60}?" + _QUOTED.format("old"),
    _I,
)
_WAS_CALLED = re.compile(
    r"\b(?:began|started|announced|first|originally|earlier|planned)\b[^.‘“\"']{0,60}?\b(?:called|known\s+as|named|titled|entitled)\s+"
    r"(?P<old>(?-i:[A-Z])[^.,;‘“”\"]{3,100}?)(?=[.,;]|$)",
    _I,
)
_BARE_FORMERLY = re.compile(
    r"[(\[]\s*(?:formerly|previously|originally|announced(?:\s+to\s+\w+)?(?=\s+as)|first(?=\s+(?:called|known|announced)))\s+(?:as\s+(?:the\s+)?|announced\s+as\s+(?:the\s+)?|known\s+as\s+|called\s+|titled\s+|entitled\s+)?(?P<old>[^()\[\]‘“”\"]{3,170}?)\s*[)\]]",
    _I,
)
_CALLED = re.compile(
    r"\b(?:inspection|review|report|assessment|thematic)\b(?:[^.‘“\"']{0,60}?(?:,|:|\()|[^.‘“\"']{0,140}?(?:called|titled|entitled|known\s+as|named))\s*"
    + _QUOTED.format("new"),
    _I,
)
_NOW_CALLED = re.compile(
    rf"(?P<old>[^()\[\]]{{3,170}}?)[\s,]*[(\[]\s*(?:(?:it|the\s+inspection)\s+(?:is|was|has\s+been)\s+)?{_NOW}\s+(?:re)?(?:named|titled|called|entitled|known\s+as)"
    r"\s+[‘“'\"]?(?P<new>[^()\[\]]{3,170}?)[’”'\"]?\s*[)\]]\W*",
    _I,
)
_INSPECTION_QUOTED = re.compile(
    r"\b(?:inspection|review|thematic)\b(?:\s+(?:of|on|into))?\s+" + _QUOTED.format("new"), _I
)
_ENCLOSED = re.compile(
    r"\b(?:enclose|attach|(?:copy|text|draft|findings|results|report)\s+(?:of|from|on))\b[^.‘“\"']{0,60}?"
    + _QUOTED.format("new"),
    _I,
)
_ABOUT_A_QUOTED_ONE = re.compile(
    r"[^:‘“\"']*\b(?:inspection|review|thematic|assessment)\b[^:‘“\"']*(?::|\s[-–—])\s*(?P<title>[‘“'\"].+)", _I
)
_AND_ITS_FORCE = re.compile(
    r"(?P<title>.*\S)(?:\s+[-–—|]\s+|,\s+|\s*\()(?:(?:(?:our|the|local|main|key)\s+)*(?:findings|results|conclusions)\s+(?:for|in|on|from)\s+"
    r"|letter\s+(?:to|for|on)\s+)?(?P<place>[^()|,]+?)\W*",
    _I,
)
_THE_FORCE = re.compile(r"(?:your|the|each)\s+(?:force|constabulary|service)|you", _I)
_PLAIN_SUBJECT = re.compile(
    r"^(?:(?:the|our|your|force|inspection|hmic(?:frs)?|letter|findings?|results?|feedback|summary|of|on|from|to"
    r"|and|report|visit|"
    r"key|main|for|specific|individual|local|debrief|chief|constable|police|constabulary)\W*)+$",
    _I,
)
_SUBJECT_LEAD = re.compile(
    r"^(?:(?:thematic|national|joint|follow-up|hmic(?:frs)?|force|the|our)\s+)*(?:inspection|review|findings|feedback|letter|results)"
    r"(?:\s+(?:of|from|for|on|to|letter|findings|feedback|the|our|your|hmic(?:frs)?['’]?s?|national|inspection|review|report|force|title))*"
    r"\s*(?::|\s[-–—]\s|\s(?=[‘“'\"]))\s*",
    _I,
)
_TAIL_NOTE = re.compile(r"\s*[(\[,–-]?\s*[(\[]?\b(?:formerly|previously|originally|initially)\b.*$", _I)
_AGAIN = re.compile(
    r"\b(?:revisit(?:ed)?|re-?inspect(?:ed)?|re-?examin\w+|return(?:ed)?\s+to|come\s+back|go\s+back|follow(?:ed|s|ing)?(?:\s+\w+){0,3}\s+up|reassess|"
    r"consider(?:ed)?|examined?|assess(?:ed)?|review(?:ed)?|check(?:ed)?|look(?:ed)?|test(?:ed)?|monitor(?:ed)?|progress|report(?:ed)?\s+on|inform|used?"
    r"|take[ns]?\s+(?:\w+\s+){0,3}into\s+account|pick(?:ed)?\s+(?:\w+\s+){0,3}up|cover(?:ed)?|next\s+opportunity|feed|inspect)\b",
    _I,
)
_FUTURE = re.compile(r"\b(?:will|shall|intends?|plans?|expects?|propos\w+|is\s+to|are\s+to|to\s+be|next)\b", _I)
_NAMED_BEFORE = re.compile(r"\b(?:inspection|review|thematic|assessment)\b\W*$", _I)
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
_REPORTED_IN = re.compile(
    r"\b(?:reported|published|covered|included|described|considered|examined)\s+in\s+(?P<title>[A-Z][^.;:]{3,80}:\s[^.;]{3,80}?\b20\d\d(?:[/–-]\d\d)?)(?=[.,;]|$)"
)
_OF_AFTER = re.compile(
    r"\s+of\s+(?!your|the|this|that|each|all|every|our|its)[a-z]\w+(?:\s+(?!in\b|next\b|later\b|during\b)\w+)?"
)
_PEEL_ALONE = re.compile(
    r"\bPEEL(?::?\s+(?:Police\s+)?(?:[Ee]ffectiveness|[Ee]fficiency|[Ll]egitimacy)(?:,?\s+(?:and\s+)?\w+)*?(?:\s+\([^()]{3,40}\))?)?\s+20\d\d(?:[/–-]\d{2,4})?(?![\w/-])"
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

_FEWEST_TITLE_WORDS = 2
_GENERIC = re.compile(
    r"^(?:(?:same|this|that|future|annual|next|full|all|routine|wider|rolling|core|further|another|national|thematic|force|forces|our|"
    r"inspection|regular|hmic\w*|report|any|each|its|the|a|of|your|independent|ongoing|continuing|separate)\b\W*)*"
    r"(?:inspection|assessment|review|programme|report|thematic)s?(?:\s+of\b.*)?$",
    _I,
)


def read_title(
    subject: str | None, header: Sequence[str], frame: Sequence[str], forces: NameIndex, *, report: bool
) -> tuple[str | None, str | None]:
    """Return the title of the inspection and the one that it had before.

    Args:
        subject: The subject line, if there is one.
        header: The header's lines.
        frame: The paragraphs of the introduction and frame.
        forces: The known forces, whose names may stand in the subject line.
        report: Whether the document has no salutation, so that its title stands in its header.
    """
    text = " ".join(frame)
    title = subject_title(subject, forces, strip_force=not report) if subject else None
    if title is None and report and (printed := printed_title(header)):
        title = subject_title(printed, forces, strip_force=False)
    plain = None
    if title and is_plain(title):
        plain, title = title, None
    if title and (both := _NOW_CALLED.fullmatch(title)):
        return _plain(both["new"]), _plain(both["old"]).strip("‘“’”'\"")
    former = _former(subject or "") or _former(text)
    if renamed := _RENAMED.search(text):
        return title or _plain(renamed["new"]), former or _plain(renamed["old"])
    for pattern in (_CALLED, _INSPECTION_QUOTED, _ENCLOSED):
        if title is None and (called := pattern.search(text)):
            title = _plain(called["new"])
    title = _in_full(title or plain, text)
    if former and title and fold(former) == fold(title):
        former = None
    return title, former


def _in_full(title: str | None, told: str) -> str | None:
    """Return the title as the introduction prints it, where the subject line has only its first half."""
    if not title or ":" in title or len(title.split()) < _FEWEST_TITLE_WORDS:
        return title
    whole = re.search(
        rf"\b{re.escape(title)}\s*(?::|\s[–—-])\s+an?\s+(?:\w+\s+)?(?:inspection|review|report|study)\b[^.,;“”\"‘()]{{3,120}}",
        told,
        _I,
    )
    return whole.group().strip() if whole else title


def is_plain(title: str) -> bool:
    """Tell whether a subject line says no more than that findings follow.

    >>> is_plain("Inspection of your force: our findings"), is_plain("Call handling: our findings")
    (True, False)
    """
    return bool(_PLAIN_SUBJECT.match(title))


def _former(text: str) -> str | None:
    found = _FORMERLY.search(text) or _BARE_FORMERLY.search(text) or _WAS_CALLED.search(text)
    return _plain(found["old"]) if found else None


def _plain(title: str) -> str:
    return collapse(title).strip(" ,.")


def subject_title(subject: str, forces: NameIndex, *, strip_force: bool = True) -> str | None:
    """Return the title in a subject line, without the force, what kind of letter it is, and an earlier title.

    >>> forces = NameIndex("force", {"kent": ["Kent Police"]})
    >>> subject_title("Inspection of 'Every caller matters' (formerly 'Calls') – Kent Police", forces)
    'Every caller matters'
    """
    title = subject.strip(" *_").rstrip(".")
    found = force_in(title, forces)
    if found:
        name = re.escape(found[1])
        if fold(title) == fold(found[1]):
            return None
        if strip_force:
            title = re.sub(
                rf"\s*[-–—|,(]+\s*(?:findings\s+for\s+|letter\s+to\s+)?{name}\W*$|\s*:\s*{name}\W*$|^{name}\s*[-–—:|,]+\s*",
                "",
                title,
                flags=_I,
            )
            title = re.sub(
                rf"^(?:(?:an?|the)\s+)?(?:inspection|review)\s+of\s+{name}\s*[-–—:|,]+\s*", "", title, flags=_I
            )
        else:
            title = re.sub(rf"^{name}\s+[-–—|]\s+(?=\S+\s+\S)", "", title, flags=_I)
    if (
        strip_force
        and (ends := _AND_ITS_FORCE.fullmatch(title))
        and (forces.get(ends["place"]) or _THE_FORCE.fullmatch(ends["place"]))
    ):
        title = ends["title"]
    title = _TAIL_NOTE.sub("", title) if _former(title) else title
    quotes = _ABOUT_A_QUOTED_ONE.fullmatch(title)
    title = quotes["title"] if quotes else _SUBJECT_LEAD.sub("", title)
    quoted = re.fullmatch(_OPEN + r"(?P<title>.+?)" + _CLOSE + r"\W*", title.strip())
    if quoted and not re.search(r"[‘“\"]", quoted["title"]):
        title = quoted["title"]
    return title.strip(' -–—|,:‘’“”"').removeprefix("'").strip() or None


def read_follow_up(frame: Iterable[str]) -> str | None:
    """Return the shortest title, one with a year first, among the inspections that a letter says will look again.

    >>> read_follow_up(["We will revisit some of the evidence in the PEEL 2015 effectiveness inspection."])
    'PEEL 2015 effectiveness inspection'
    """
    found: list[str] = []
    for text in frame:
        for sentence in SENTENCE_END.split(wording.spelled_out(text)):
            if not _FUTURE.search(sentence) or not _AGAIN.search(sentence):
                continue
            if wording.EMBARGO.search(sentence) and not re.search(r"revisit|return", sentence):
                continue
            found += [
                _plain(match["quoted"])
                for match in re.finditer(_QUOTED.format("quoted"), sentence)
                if _NAMED_BEFORE.search(before := sentence[: match.start()])
                or (_LOOKS_IN.search(before) and re.search(r"\b20\d\d", match["quoted"]))
                or _RETURNS_IN.search(before)
            ]
            found += _named_titles(sentence)
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
            re.search(r"^[‘“'\"]|[’”'\"]$", text)
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
