"""Which lines, standing alone, read as headings."""

from __future__ import annotations

import re

MARKDOWN = re.compile(
    r"^#{1,6}\s+|^>\s+|^\*\*(?=.*\*\*:?$)|(?<=\S)\*\*(?=:?$)|^_{1,2}(?=[^_]+_{1,2}:?$)|(?<=[^_\s])_{1,2}(?=:?$)|^\*(?=[^*\s][^*]*\*$)|(?<=[^*\s])\*$"
)
"""The marks that a heading has in Markdown."""

_UNFINISHED_LEAD = re.compile(
    r"\b(?:is|are|was|were|be|include|includes|including|found|that|to|should|must|follows|following|below|"
    r"these|this|by|concluded|identified|observed|noted|how\s+it|improve|force|has|have|conclusions|findings"
    r"|recommends?(?:ed)?(?:\s+that.*)?)\s*:$"
    r"|\b(?:should|must|needs\s+to|recommends?)\b.*:$",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"(?!(?:what|how|where|why|who|areas?|things)\b).*\b(?:is|are|was|were|has|have|had|asked|looked|examined|considered|tested|assessed|sought|wanted|aimed"
    r"|visited|spoke|interviewed|heard|sampled|reviewed|listened|audited|observed)\b.*:",
    re.IGNORECASE,
)
"""A line that leads in to a list with a verb of its own."""

_QUESTION = re.compile(
    r"^\W*(?:\d[\d.]*\s+)?(?:how|what|to\s+what\s+extent|does|do|is|are|has|have|where|who|why|can)\b[^.;]*\?$",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r"\b(?:and|or|the|a|an|of|to|with|that|which|is|are|was|were|has|have)$", re.IGNORECASE)
_WHAT_THERE_IS = re.compile(
    r"\b(?:what|where|how|who)\b.*\s(?:there|it|they|we)\s+(?:is|are|was|were|has|have)$", re.IGNORECASE
)
"""An ending such as "the most of what there is", which is complete although its last word seldom ends a heading."""

_NUMBERED = re.compile(
    r"^(?:(?:section|part|chapter|annex|appendix|area)\s+(?:\d{1,2}|[A-Z]|[IVX]{1,4})|\d{1,2}(?:\.\d{1,2})*|[A-Z])\.\s+",
    re.IGNORECASE,
)
_WORDS, _LENGTH, _ALONE_WORDS = 14, 130, 20
_QUESTION_WORDS, _QUESTION_LENGTH = 34, 220


def looks_like_heading(text: str, *, alone: bool = False) -> bool:
    """Tell whether a line reads as a heading.

    Args:
        text: The line.
        alone: Whether blank lines stand above and below it, so that it may be a longer one.

    >>> looks_like_heading("Preventing crime"), looks_like_heading("The force is well led.")
    (True, False)
    >>> looks_like_heading("How well does the force prevent crime?"), looks_like_heading("We found that:")
    (True, False)
    """
    plain = MARKDOWN.sub("", text).strip()
    question = bool(_QUESTION.match(plain))
    words, length = (_QUESTION_WORDS, _QUESTION_LENGTH) if question else (_ALONE_WORDS if alone else _WORDS, _LENGTH)
    if not plain or len(plain) > length or len(plain.split()) > words:
        return False
    if not re.search(r"[^\W\d_]{2}", plain) or not (plain[0].isupper() or plain[0].isdigit() or plain[0] in "'‘“\""):
        return False
    if re.search(r"[.;,!][\"'’”)\]]*$|[.!?]\s+[A-Z]", _NUMBERED.sub("", plain)):
        return False
    runs_on = _RUNS_ON.search(plain) and not (alone and _WHAT_THERE_IS.search(plain))
    return not runs_on and not _UNFINISHED_LEAD.search(plain) and not _TELLS.fullmatch(plain)
