"""Which lines are page numbers, markings, rules, or heads and feet that run from page to page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from peelgraph.loaders.letters.text import Line
from peelgraph.loaders.letters.wording import CLOSING, SALUTATION
from peelgraph.ontology.text import collapse

PAGE_NUMBER = re.compile(
    r"\s*(?:page\s*[|:]?\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|[-–—|]\s*\d{1,3}\s*[-–—|]|\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?"
    r"|\d{1,3}\s*\|\s*page|p\.?\s*\d{1,3}|\[\s*\d{1,3}\s*\]|i{2,3}|iv|vi{1,3}|ix|xi{1,3}|xi?v|xvi{1,3}|xi?x|xxi{1,3})\s*",
    re.IGNORECASE,
)
"""A line that holds the number of its page and nothing else."""
_MARKING = re.compile(
    r"\W*(?:official(?:\W+sensitive)?|restricted|not protectively marked|confidential|draft|"
    r"(?:strictly\s+)?(?:private\s+and\s+)?confidential)\W*",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-_=*~—–.\s]{3,}")
MARK_ALONE = re.compile(
    r"\s*(?:[•‣▪■□●○◦∙·§➢►▶➤✓✔❖◆\uf000-\uf0ff–—*o-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3})\s*"
)
OPENS_ITEM = re.compile(
    r"\s*(?:[•‣▪■□●○◦∙·§➢►▶➤✓✔❖◆\uf000-\uf0ff–—*o-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3})\s"
)
LOW_MARK = re.compile(r"\s*(?:o|[a-z][.)]|[ivx]{1,5}[.)])\s")
_HEAD = re.compile(
    r"\b(?:hmic(?:frs)?|inspectorate|official|letter|embargo\w*|draft|confidential|peel|page|©)\b", re.IGNORECASE
)
_REPEATED_HEADINGS = re.compile(
    r"\W*(?:areas?\s+for\s+improvement|(?:accelerated\s+)?causes?\s+of\s+concern|recommendations?|"
    r"innovative|promising|good\s+practice|strengths|what\b.*|findings\b.*|.*\?)",
    re.IGNORECASE,
)
ENDED = re.compile(r"[.:;!?][\"'’”)\]]*$")
BROKEN = re.compile(r"\w[-\u00ad\u2010]$")
UNENDED = re.compile(
    r"\b(?:and|or|the|an?|of|to|in|on|at|by|for|from|with|that|which|who|whose|its|their|his|her|than|between|is|are|was"
    r"|were|has|have|had|be|been|not)$",
    re.IGNORECASE,
)
"""A last word that no sentence and no heading ends with."""
_NUMBERED_FOOT = re.compile(
    r"(?:.*\S\s+)?page\s+\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?(?:\s+\S.*)?|.*\S\s{2,}\d{1,3}\s*(?:of|/)\s*\d{1,3}",
    re.IGNORECASE,
)
"""A line that holds the number of its page among other words."""

_SIGNED = re.compile(r"\binspectors?\s+of\b|\bchief\s+inspector\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.:;?!,][\"'’”)\]]*$|[a-z0-9]{3}[.;]\s")
_NOT_RUNNING = re.compile(r"c\.?\s?c\b|cop(?:y|ies|ied)\b|https?:|www\.|\S+@", re.IGNORECASE)
_COMMON = frozenset(
    {
        "and", "constabulary", "findings", "for", "force", "her", "his", "hm", "hmic", "hmicfrs", "in", "inspection",
        "inspectorate", "letter", "majesty", "majestys", "of", "official", "on", "page", "peel", "police", "report",
        "review", "service", "the", "to",
    }
)  # fmt: skip
"""Words that a running head may have although the document's opening lines lack them."""
_SERVICE = frozenset({"constabulary", "hmic", "hmicfrs", "inspectorate", "peel", "police"})
"""Words of which a running head between two sentences has one."""
_HEAD_LENGTH, _LONG_HEAD = 100, 160
_EDGE = 2
_HEAD_LINES = 3
_OPENING_LINES = 24
_LIKE_OPENING = 0.8
_FULL_TITLE = 4
_HEADING_WORDS = 8
_SHORT_FOOT = 0.75


def pages_of(lines: Sequence[Line]) -> list[int]:
    """Return the page of each line: as its source says, else by the page numbers between the lines."""
    if any(line.page for line in lines):
        return [line.page or 1 for line in lines]
    page, pages = 1, []
    for line in lines:
        pages.append(page)
        page += bool(line.text.strip()) and bool(PAGE_NUMBER.fullmatch(line.text))
    return pages


def furniture(lines: Sequence[Line], pages: Sequence[int]) -> set[int]:
    """Return which lines are page numbers, markings, or running heads and feet."""
    found = {
        i
        for i, line in enumerate(lines)
        if line.text.strip()
        and (PAGE_NUMBER.fullmatch(line.text) or _MARKING.fullmatch(line.text) or _RULE.fullmatch(line.text))
        and not _marks_next(lines, i)
    }
    edges: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        if line.text.strip() and i not in found:
            edges.setdefault(pages[i], []).append(i)
    found |= _heads_in_sentences(lines, pages, found)
    if len(edges) > 1:
        found |= _at_edges(lines, edges)
    return _with_repeats(lines, found)


def counts_pages(text: str) -> bool:
    """Tell whether a line holds the number of its page, alone or among a few other words.

    >>> counts_pages("Page 2 of 4"), counts_pages("HMIC    2 of 4"), counts_pages("See page 2 of the report.")
    (True, True, False)
    """
    plain = text.strip()
    return bool(plain) and bool(
        PAGE_NUMBER.fullmatch(plain) or (_NUMBERED_FOOT.fullmatch(plain) and not ENDED.search(plain))
    )


def _at_edges(lines: Sequence[Line], edges: dict[int, list[int]]) -> set[int]:
    """Return the lines at the tops and feet of pages that several pages have, or that cut a sentence.

    Args:
        lines: The lines.
        edges: The filled lines of each page.
    """
    found: set[int] = set()
    first = min(edges)
    printed = {_key(lines[i].text) for i in edges[first][: 3 * _EDGE]}
    at_edge = {page: dict.fromkeys([*inside[:_EDGE], *inside[-_EDGE:]]) for page, inside in edges.items()}
    counts = Counter(key for inside in at_edge.values() for key in {_key(lines[i].text) for i in inside})
    for page, inside in at_edge.items():
        for i in inside:
            text = lines[i].text.strip()
            if page == first or len(text) > _HEAD_LENGTH or _REPEATED_HEADINGS.match(text):
                continue
            top = i in edges[page][:_EDGE]
            if counts[_key(text)] > 1 or (top and _key(text) in printed) or (top and _cuts_in(lines, edges, page, i)):
                found.add(i)
    return found


def _with_repeats(lines: Sequence[Line], found: set[int]) -> set[int]:
    """Return the lines found, with feet that count the pages, and heads that are printed again beside one found.

    The first line that reads as a head is kept unless it was found, for it may be the title itself.
    """
    keys = [_key(line.text) for line in lines]
    times = Counter(keys)
    counted = {
        i
        for i, line in enumerate(lines)
        if len(line.text.strip()) <= _HEAD_LENGTH and times[keys[i]] > 1 and _NUMBERED_FOOT.fullmatch(line.text.strip())
    }
    found = found | counted
    heads = {keys[i] for i in found if not PAGE_NUMBER.fullmatch(lines[i].text)}
    filled = [i for i, line in enumerate(lines) if line.text.strip()]
    again = {
        i
        for i in filled
        if keys[i] in heads and keys.index(keys[i]) < i and not _REPEATED_HEADINGS.match(lines[i].text)
    }
    for near in (filled, filled[::-1]):
        for before, i in pairwise(near):
            if before in found and i in again:
                found.add(i)
    return found


def _heads_in_sentences(lines: Sequence[Line], pages: Sequence[int], found: set[int]) -> set[int]:
    """Return the running heads and feet, also those printed only once, that stand where a page ends."""
    closed = next((i for i, line in enumerate(lines) if CLOSING.match(line.text)), len(lines))
    filled = [i for i, line in enumerate(lines[:closed]) if line.text.strip() and i not in found]
    width = max((len(line.text) for line in lines), default=0)
    heads: set[int] = set()
    opening: set[str] = set()
    at = 1
    while at < len(filled) - 1:
        if at <= _OPENING_LINES:
            opening.update(_words(lines[filled[at - 1]].text))
        for end in range(min(at + _HEAD_LINES, len(filled) - 1), at, -1):
            gap = _Gap(lines, filled[at - 1], filled[at:end], filled[end], pages)
            if _is_head(gap, opening, width):
                heads.update(gap.run)
                at = end - 1
                break
        at += 1
    return heads


@dataclass(frozen=True, slots=True)
class _Gap:
    """Some lines that may be a running head, and the lines above and below them."""

    lines: Sequence[Line]
    above: int
    run: Sequence[int]
    below: int
    pages: Sequence[int]

    @property
    def texts(self) -> list[str]:
        return [self.lines[i].text.strip() for i in self.run]

    @property
    def parted(self) -> tuple[bool, bool]:
        """Whether something stands between it and the lines above and below."""
        return self.run[0] - self.above > 1, self.below - self.run[-1] > 1

    @property
    def at_top(self) -> bool:
        return self.pages[self.above] != self.pages[self.run[0]]

    @property
    def at_foot(self) -> bool:
        return self.pages[self.run[-1]] != self.pages[self.below]


def _is_head(gap: _Gap, opening: Collection[str], width: int) -> bool:
    """Tell whether some lines are a running head: they cut a sentence, or repeat what opens the document.

    Args:
        gap: The lines and their neighbours.
        opening: The words of the document's opening lines.
        width: How long its lines are.
    """
    texts, parted = gap.texts, gap.parted
    if not _may_be_head(gap, apart=gap.at_top and all(parted)):
        return False
    words = [word for text in texts for word in _words(text)]
    known = [word for word in words if word in opening]
    likeness = _likeness(words, opening)
    repeats = len(words) > 1 and bool(known) and likeness >= _LIKE_OPENING
    if not parted[1]:
        repeats = repeats and all(_likeness(_words(text), opening) >= _LIKE_OPENING for text in texts)
    before, after = gap.lines[gap.above].text.strip(), gap.lines[gap.below].text.strip()
    if SALUTATION.match(before):
        return False
    unended = bool(UNENDED.search(before) or BROKEN.search(before) or before.endswith(","))
    begins = after[:1].islower() and not LOW_MARK.match(after) and not _NOT_RUNNING.match(after)
    cut = not ENDED.search(before) and begins and len(before.split()) > 1
    if gap.at_top:
        short = len(texts[-1]) + 1 + len(after.split()[0]) < width
        if cut or unended:
            return (parted[1] or short) if repeats else all(parted)
        named = any(word in _SERVICE for word in words) and len(set(known) - _COMMON) > 1
        full = named and len(words) >= _FULL_TITLE and likeness == 1
        return all(parted) and full and not _REPEATED_HEADINGS.match(texts[0])
    if not parted[0] and not (gap.at_foot and len(texts[-1]) < _SHORT_FOOT * len(before)):
        return False
    lines_repeat = all(_likeness(_words(text), opening) >= _LIKE_OPENING for text in texts)
    kept_apart = parted[1] and (parted[0] or lines_repeat)
    return repeats and kept_apart and (unended or (cut and (gap.at_foot or len(before.split()) > _HEADING_WORDS)))


def _likeness(words: Sequence[str], opening: Collection[str]) -> float:
    """Return the share of words that a document's opening lines have too, or that any running head may have."""
    return sum(word in opening or word in _COMMON for word in words) / max(1, len(words))


def _may_be_head(gap: _Gap, *, apart: bool) -> bool:
    """Tell whether some lines are no sentence, item or signature."""
    texts = gap.texts
    if any(b - a > 1 for a, b in pairwise(gap.run)) or any(len(text) > _LONG_HEAD for text in texts):
        return False
    if texts[0][:1].islower() or any(OPENS_ITEM.match(text) for text in texts):
        return False
    whole = " ".join(texts)
    if _SENTENCE.search(whole) or _SIGNED.search(whole):
        return False
    return apart or not (UNENDED.search(whole) or BROKEN.search(whole))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", re.sub("['’]", "", text.casefold()))


def _marks_next(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is a bullet's mark whose text stands in the next line."""
    after = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
    return bool(MARK_ALONE.fullmatch(lines[at].text)) and bool(after) and not MARK_ALONE.fullmatch(after)


def _cuts_in(lines: Sequence[Line], edges: dict[int, list[int]], page: int, at: int) -> bool:
    """Tell whether a page's first line stands in the middle of a sentence that goes on below it."""
    before = edges.get(page - 1)
    below = [i for i in edges[page] if i > at]
    if not before or not below or at != edges[page][0]:
        return False
    above, text, after = lines[before[-1]].text.strip(), lines[at].text.strip(), lines[below[0]].text.strip()
    width = max(len(line.text) for line in lines)
    if ENDED.search(text) or text[:1].islower() or len(text) > 0.7 * width or len(above) < 0.6 * width:
        return False
    return not ENDED.search(above) and (after[:1].islower() or bool(_HEAD.search(text) and len(text.split()) < 10))


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", collapse(text).casefold())
