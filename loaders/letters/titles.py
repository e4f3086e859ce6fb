"""Titles of inspections: the one that a document reports, and an earlier one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peelgraph.loaders.letters.forces import force_in
from peelgraph.loaders.letters.subject import is_plain
from peelgraph.loaders.letters.title_page import printed_title
from peelgraph.ontology.names import NameIndex, fold
from peelgraph.ontology.text import collapse

_I = re.IGNORECASE
_OPEN, _CLOSE = r"(?<!\w)[‘“'\"]", r"[’”'\"]"
QUOTED = _OPEN + r"(?P<{0}>[^‘“”\"]{{3,170}}?)" + _CLOSE + r"(?=[\s,.;:)\]]|$)"
ITALIC = re.compile(r"(?<![\w*_])(?P<mark>[*_])(?P<title>[A-Z][^*_]{3,150}[^*_\s])(?P=mark)(?![\w*_])")
_NOW = r"(?:now|since|later|subsequently|today|afterwards|finally)"
_RENAMED = re.compile(
    QUOTED.format("old") + r"(?:\s+(?:when|at\s+the\s+time|in\s+our)\b[^.‘“\"']{0,50}?"
    rf"(?=\s*,?\s*(?:and|but)\s+(?:it\s+)?(?:is|was|has)\s+{_NOW}))?"
    rf"[\s,;:.(\[)\]]*(?:(?:but|which|and|it|the\s+inspection|is|was|has|been|title|will\s+be)\W+){{0,6}}?"
    rf"(?:{_NOW}\s+)?(?:been\s+)?(?:{_NOW}|renamed|retitled|became|becoming|changed)\b[^‘“\"']{{0,40}}"
    + QUOTED.format("new"),
    _I,
)
_FORMERLY = re.compile(
    r"(?:formerly|previously|originally|initially|provisionally|(?:known|called)\s+until\b[^.‘“\"']{0,40}?\bas|known\b[^.‘“\"']{0,12}?\buntil\b[^.‘“\"']{0,40}?\bas|until\s+recently|at\s+first|first\s+(?:announced|called|named|known)|"
    r"(?:began|begun|started|announced|launched|planned|introduced)\b[^.‘“\"']{0,70}?\b(?:as|under|called)|working\s+title|"
    r"(?:at|in)\s+(?:the|its)\s+(?:planning|early|earlier|first)\s+stages?|when\s+(?:we|it|the\s+(?:inspection|review|work)|hmic\w*)\s+(?:began|started|was)\b"
    r"|earlier\s+(?:title|name)|former\s+(?:title|name)|earlier\s+(?:known|called)|seen\s+it\s+called|referred\s+to\b[^.‘“\"']{0,60}\bas|(?:going|went|goes)\s+by\s+the\s+name(?:\s+of)?|renamed\s+from|(?:told|heard|informed|announced)\b[^.‘“\"']{0,40}\bunder\s+the\s+(?:name|title)|(?:title|name)[^.‘“\"']{0,40}\bat\s+(?:that|the)\s+(?:stage|time|outset)"
    r"|at\s+the\s+(?:time|outset|start))"
    r"[^.‘“\"']{0,60}?" + QUOTED.format("old"),
    _I,
)
_WAS_CALLED = re.compile(
    r"\b(?:began|started|announced|piloted|first|originally|earlier|planned)\b[^.‘“\"']{0,60}?\b(?:called|known\s+as|named|titled|entitled|under\s+the\s+name|announced\s+to\s+\w+(?:\s+\w+)?\s+as)\s+"
    r"(?P<old>(?-i:[A-Z])[^.,;‘“”\"]{3,100}?)(?=[.,;]|\s+(?:and|but)\s+(?:it\s+)?(?:is|was|has)\b|$)",
    _I,
)
_ANNOUNCED_AS = re.compile(
    r"\bannounced\s+(?:to\s+[\w\s]{3,40}?\s+)?as\s+(?P<old>(?-i:[A-Z])[^.,;‘“”\"]{3,100}?)(?=[.,;]|\s+(?:and|but)\s+(?:it\s+)?(?:is|was|has)\b|$)",
    _I,
)
_WORKING_TITLE = re.compile(r"\bworking\s+title,?\s+(?P<old>(?-i:[A-Z])[^.,;‘“”\"]{3,90}?)(?=[.,;]|$)", _I)
_BARE_FORMERLY = re.compile(
    r"[(\[]\s*(?:formerly|previously|originally|announced(?:\s+to\s+\w+)?(?=\s+as)|first(?=\s+(?:called|known|announced)))\s+(?:as\s+(?:the\s+)?|announced\s+as\s+(?:the\s+)?|known\s+as\s+|called\s+|titled\s+|entitled\s+)?(?P<old>[^()\[\]‘“”\"]{3,170}?)\s*[)\]]",
    _I,
)
_CALLED = re.compile(
    r"\b(?:inspection|review|report|assessment|thematic)\b(?:[^.‘“\"']{0,60}?(?:,|:|\()|[^.‘“\"']{0,140}?(?:called|titled|entitled|known\s+as|named))\s*"
    + QUOTED.format("new"),
    _I,
)
_NOW_CALLED = re.compile(
    rf"(?P<old>[^()\[\]]{{3,170}}?)[\s,]*[(\[]\s*(?:(?:it|the\s+inspection)\s+(?:is|was|has\s+been)\s+)?{_NOW}\s+(?:re)?(?:named|titled|called|entitled|known\s+as)"
    r"\s+[‘“'\"]?(?P<new>[^()\[\]]{3,170}?)[’”'\"]?\s*[)\]]\W*",
    _I,
)
_INSPECTION_QUOTED = re.compile(
    r"\b(?:inspection|review|thematic)\b(?:\s+(?:of|on|into))?\s+" + QUOTED.format("new"), _I
)
_ENTITLED = re.compile(
    r"\b(?:inspection|review|thematic)\b[^.‘“\"']{0,40}\b(?:entitled|called|titled|named)\s+(?P<new>(?-i:[A-Z])[^.,;‘“”\"]{3,120}?)(?=[.,;]|$)",
    _I,
)
_TITLE_IS = re.compile(r"\b(?:its|the)\s+(?:final|new|present|full)\s+title\s+is\s+" + QUOTED.format("new"), _I)
_IS_AN_INSPECTION = re.compile(
    r"(?:^|(?<=[.,]\s))(?P<new>(?-i:[A-Z])[^.,;:‘“”\"]{3,60}:\s[^.,;‘“”\"]{3,90}?)\s+(?:looks?\s+at|looked\s+at|is\s+an\s+inspection|examines?)\b",
    _I,
)
_DONE_FOR = re.compile(r"\b(?:work|visit|fieldwork)\b[^.‘“\"']{0,40}?\b(?:for|part\s+of)\s+" + QUOTED.format("new"), _I)
_TAKING_PART = re.compile(
    r"\b(?:part\s+in|of|on|from|for|as)\s+(?P<new>(?-i:[A-Z])[^.,;‘“”\"]{3,90}),\s+(?:our|the|HMIC(?:FRS)?['’]s)\s+(?:\w+\s+){0,3}(?:inspection|review|thematic)\b",
    _I,
)
_ENCLOSED = re.compile(
    r"\b(?:enclose|attach|(?:copy|text|draft|findings|results|report)\s+(?:for\s+[\w\s-]{2,40}\s+)?(?:of|from|on))\b[^.‘“\"']{0,60}?"
    + QUOTED.format("new"),
    _I,
)
_ABOUT_A_QUOTED_ONE = re.compile(
    r"[^:‘“\"']*\b(?:inspection|review|thematic|assessment)\b[^:‘“\"']*(?::|\s[-–—])\s*(?P<title>[‘“'\"].+)", _I
)
_MARKING = re.compile(
    r"^(?:strictly\s+)?(?:embargoed|official(?:\W+sensitive)?|confidential|hmic(?:frs)?)\s*[-–—:]+\s*", _I
)
_LETTER_TO = re.compile(r"^(?:our\s+)?letter\s+(?:to|for)\s+[^:–—-]{3,60}?\s*(?:\s[-–—]\s|:\s)\s*(?=\S)", _I)
_AND_ITS_FORCE = re.compile(
    r"(?P<title>.*\S)(?:\s+[-–—|]\s+|,\s+|\s*\(|(?<=visit):\s+)(?:(?:(?:our|the|local|main|key)\s+)*(?:findings|results|conclusions|report)\s+(?:for|in|on|from)\s+"
    r"|letter\s+(?:to|for|on)\s+)?(?P<place>[^()|,]+?)(?:\s+(?:findings|results))?\W*",
    _I,
)
_THE_FORCE = re.compile(r"(?:your|the|each)\s+(?:force|constabulary|service)|you", _I)
_SUBJECT_LEAD = re.compile(
    r"^(?:(?:thematic|national|joint|follow-up|hmic(?:frs)?|force|the|our)\s+)*(?:inspection|review|findings|feedback|letter|results)"
    r"(?:\s+(?:of|from|for|on|to|letter|findings|feedback|the|our|your|hmic(?:frs)?['’]?s?|national|inspection|review|report|force|title))*"
    r"\s*(?::|\s[-–—]\s|\s(?=[‘“'\"]))\s*",
    _I,
)
_TAIL_NOTE = re.compile(r"\s*[(\[,–-]?\s*[(\[]?\b(?:formerly|previously|originally|initially)\b.*$", _I)
_FEWEST_TITLE_WORDS = 2


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
    text = ITALIC.sub(r"‘\g<title>’", " ".join(frame))
    title = subject_title(subject, forces, strip_force=not report) if subject else None
    if title is None and report and (printed := printed_title(header)):
        title = subject_title(printed, forces, strip_force=False)
    plain = None
    if title and is_plain(title):
        plain, title = title, None
    if title and (both := _NOW_CALLED.fullmatch(title)):
        return plain_title(both["new"]), plain_title(both["old"]).strip("‘“’”'\"")
    former = _former(subject or "") or _former(text)
    if renamed := _RENAMED.search(text):
        return title or plain_title(renamed["new"]), former or plain_title(renamed["old"])
    for pattern in (
        _TITLE_IS,
        _CALLED,
        _INSPECTION_QUOTED,
        _ENCLOSED,
        _DONE_FOR,
        _ENTITLED,
        _TAKING_PART,
        _IS_AN_INSPECTION,
    ):
        if title is None:
            told = (plain_title(called["new"]) for called in pattern.finditer(text))
            title = next((one for one in told if fold(one) != fold(former or "")), None)
    title = _in_full(title or plain, text)
    if former and title and fold(former) == fold(title):
        former = None
    return title, former


def _in_full(title: str | None, told: str) -> str | None:
    """Return the title as the introduction prints it, where the subject line has only its first half."""
    if not title or ":" in title or len(title.split()) < _FEWEST_TITLE_WORDS:
        return title
    longer = re.search(
        rf"[‘“'\"](?P<whole>{re.escape(title)}(?:\s*[:–—-]|(?<=\?))\s*\S[^‘“”\"]{{3,120}}?)[’”'\"](?=[\s,.;:)]|$)",
        told,
        _I,
    )
    if longer:
        return plain_title(longer["whole"])
    whole = re.search(
        rf"\b{re.escape(title)}\s*(?::|\s[–—-])\s+an?\s+(?:\w+\s+)?(?:inspection|review|report|study)\b[^.,;“”\"‘()]{{3,120}}",
        told,
        _I,
    )
    return whole.group().strip() if whole else title


def _former(text: str) -> str | None:
    found = (
        _FORMERLY.search(text)
        or _BARE_FORMERLY.search(text)
        or _WAS_CALLED.search(text)
        or _ANNOUNCED_AS.search(text)
        or _WORKING_TITLE.search(text)
    )
    return plain_title(found["old"]) if found else None


def plain_title(title: str) -> str:
    """Return a title without white space, marks of italics and punctuation at its ends."""
    return collapse(title).strip(" ,.*_")


def subject_title(subject: str, forces: NameIndex, *, strip_force: bool = True) -> str | None:
    """Return the title in a subject line, without the force, what kind of letter it is, and an earlier title.

    >>> forces = NameIndex("force", {"kent": ["Kent Police"]})
    >>> subject_title("Inspection of 'Every caller matters' (formerly 'Calls') – Kent Police", forces)
    'Every caller matters'
    """
    title = _MARKING.sub("", subject.strip(" *_").rstrip("."))
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
            title = re.sub(rf"^{name}\s+[-–—|]\s+(?=\S+\s+\S)|(?<=\S)\s+[-–—|]\s+{name}\W*$", "", title, flags=_I)
        general = re.sub(rf"\s+(?:for|to|on)\s+{name}\W*$", "", title, flags=_I)
        title = general if strip_force and is_plain(general) else _LETTER_TO.sub("", title)
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
