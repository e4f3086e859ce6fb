"""The scars of conversion mended: page numbers, running heads, broken pages, ligatures, marks on lines of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from peelgraph.loaders.letters.text import Line
from peelgraph.loaders.letters.wording import CLOSING
from peelgraph.ontology.text import collapse

_LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\u00a0": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2009": " ",
        "\u202f": " ",
    }
)
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
_MARK_ALONE = re.compile(
    r"\s*(?:[•‣▪■□●○◦∙·➢►▶➤✓✔❖◆\uf000-\uf0ff–—*o-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3})\s*"
)
_OPENS_ITEM = re.compile(
    r"\s*(?:[•‣▪■□●○◦∙·➢►▶➤✓✔❖◆\uf000-\uf0ff–—*o-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3})\s"
)
_BARE_NUMBER = re.compile(r"\s*(?P<number>\d{1,3})(?=\s+[\"'“‘(]?[A-Z])")
_LOW_MARK = re.compile(r"\s*(?:o|[a-z][.)]|[ivx]{1,5}[.)])\s")
_HEAD = re.compile(
    r"\b(?:hmic(?:frs)?|inspectorate|official|letter|embargo\w*|draft|confidential|peel|page|©)\b", re.IGNORECASE
)
_REPEATED_HEADINGS = re.compile(
    r"\W*(?:areas?\s+for\s+improvement|(?:accelerated\s+)?causes?\s+of\s+concern|recommendations?|"
    r"innovative|promising|good\s+practice|strengths|what\b.*|findings\b.*|.*\?)",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.:;!?][\"'’”)\]]*$")
_BROKEN = re.compile(r"\w[-\u00ad\u2010]$")
_UNENDED = re.compile(
    r"\b(?:and|or|the|an?|of|to|in|on|at|by|for|from|with|that|which|who|whose|its|their|his|her|than|between|is|are|was"
    r"|were|has|have|had|be|been|not)$",
    re.IGNORECASE,
)
"""A last word that no sentence and no heading ends with."""

_RUNNING = re.compile(r"\w{8,}[.:;,]?\s*$|[.;:]\s*$")
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
_FEWEST_COUNTED, _FEWEST_WORDS = 3, 4
_HEAD_LINES = 3
_OPENING_LINES = 24
_LIKE_OPENING = 0.8
_FULL_TITLE = 4
_HEADING_WORDS = 8
_SHORT_FOOT = 0.75


def mend(lines: Sequence[Line]) -> list[Line]:
    r"""Return the lines of a document without what conversion put between and into them.

    >>> from peelgraph.loaders.letters.text import split_lines
    >>> [line.text for line in mend(split_lines("The o\ufb03cers\n\n2\n\f\nare trained."))]
    ['The officers', 'are trained.']
    """
    plain = [replace(line, text=line.text.translate(_LIGATURES)) for line in lines]
    return _with_marks(_joined_pages(_numbers_marked(_single_spaced(plain))))


def _numbers_marked(lines: list[Line]) -> list[Line]:
    """Put a full stop after the numbers of paragraphs that are counted without one, so that they read as marks."""
    found: dict[int, int] = {}
    for i, line in enumerate(lines):
        mark = _BARE_NUMBER.match(line.text)
        above = lines[i - 1].text.strip() if i else ""
        if mark and (not above or _ENDED.search(above)) and _tells(lines, i):
            found[i] = int(mark["number"])
    chains: list[list[int]] = []
    for i, number in found.items():
        chain = next((chain for chain in chains if found[chain[-1]] == number - 1), None)
        if chain is None:
            chains.append([i])
        else:
            chain.append(i)
    counted = {i for chain in chains if len(chain) >= _FEWEST_COUNTED for i in chain}
    return [
        replace(line, text=_BARE_NUMBER.sub(r"\g<0>.", line.text, count=1)) if i in counted else line
        for i, line in enumerate(lines)
    ]


def _tells(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the lines from one to the next blank line hold a sentence."""
    end = next((i for i in range(at, len(lines)) if not lines[i].text.strip()), len(lines))
    text = " ".join(line.text.strip() for line in lines[at:end])
    return bool(re.search(r"[a-z0-9)’”]{2}[.:](?:\s|$)", text)) and len(text.split()) >= _FEWEST_WORDS


def _single_spaced(lines: list[Line]) -> list[Line]:
    """Take out the blank line after each line of a text that was wrapped before."""
    filled = [i for i, line in enumerate(lines) if line.text.strip()]
    apart = sum(b - a == 2 for a, b in pairwise(filled))
    low = sum(lines[i].text.strip()[0].islower() and not _LOW_MARK.match(lines[i].text) for i in filled)
    if len(filled) < 12 or apart < 0.9 * (len(filled) - 1) or low < 0.25 * len(filled):
        return lines
    return [lines[i] for i in filled]


def _joined_pages(lines: list[Line]) -> list[Line]:
    """Take out page numbers, running heads and rules, and the blank lines where a page breaks a sentence."""
    pages = _pages(lines)
    furniture = _furniture(lines, pages)
    width = max((len(line.text) for line in lines), default=0)
    kept: list[Line] = []
    blanks: list[Line] = []
    last: int | None = None
    broken = False
    for i, line in enumerate(lines):
        if i in furniture:
            broken = True
        elif not line.text.strip():
            blanks.append(line)
        else:
            broken = broken or (last is not None and pages[i] != pages[last])
            if last is None or not broken:
                kept += blanks
            elif not _goes_on(lines[last].text, line.text, width):
                kept.append(Line(line.number, "", line.page))
            kept.append(line)
            blanks, last, broken = [], i, False
    return kept


def _pages(lines: Sequence[Line]) -> list[int]:
    """Return the page of each line: as its source says, else by the page numbers between the lines."""
    if any(line.page for line in lines):
        return [line.page or 1 for line in lines]
    page, pages = 1, []
    for line in lines:
        pages.append(page)
        page += bool(line.text.strip()) and bool(PAGE_NUMBER.fullmatch(line.text))
    return pages


def _furniture(lines: Sequence[Line], pages: Sequence[int]) -> set[int]:
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
    if len(edges) < 2:
        return found
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
    unended = bool(_UNENDED.search(before) or _BROKEN.search(before) or before.endswith(","))
    begins = after[:1].islower() and not _LOW_MARK.match(after) and not _NOT_RUNNING.match(after)
    cut = not _ENDED.search(before) and begins and len(before.split()) > 1
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
    if texts[0][:1].islower() or any(_OPENS_ITEM.match(text) for text in texts):
        return False
    whole = " ".join(texts)
    if _SENTENCE.search(whole) or _SIGNED.search(whole):
        return False
    return apart or not (_UNENDED.search(whole) or _BROKEN.search(whole))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", re.sub("['’]", "", text.casefold()))


def _marks_next(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is a bullet's mark whose text stands in the next line."""
    after = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
    return bool(_MARK_ALONE.fullmatch(lines[at].text)) and bool(after) and not _MARK_ALONE.fullmatch(after)


def _cuts_in(lines: Sequence[Line], edges: dict[int, list[int]], page: int, at: int) -> bool:
    """Tell whether a page's first line stands in the middle of a sentence that goes on below it."""
    before = edges.get(page - 1)
    below = [i for i in edges[page] if i > at]
    if not before or not below or at != edges[page][0]:
        return False
    above, text, after = lines[before[-1]].text.strip(), lines[at].text.strip(), lines[below[0]].text.strip()
    width = max(len(line.text) for line in lines)
    if _ENDED.search(text) or text[:1].islower() or len(text) > 0.7 * width or len(above) < 0.6 * width:
        return False
    return not _ENDED.search(above) and (after[:1].islower() or bool(_HEAD.search(text) and len(text.split()) < 10))


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", collapse(text).casefold())


def _goes_on(above: str, below: str, width: int) -> bool:
    """Tell whether a sentence goes on over the break between two pages."""
    above, text = above.strip(), below.strip()
    if _ENDED.search(above):
        return False
    if text[:1].islower() and not re.match(r"o\s|[a-z][.)]\s", text):
        return True
    if _MARK_ALONE.fullmatch(text.split(" ")[0]):
        return False
    if _BROKEN.search(above) or above.endswith(",") or _UNENDED.search(above):
        return True
    return len(above) >= 0.7 * width


def _with_marks(lines: list[Line]) -> list[Line]:
    """Put a bullet's mark that stands on a line of its own before its text."""
    joined: list[Line] = []
    for line in lines:
        mark = joined[-1] if joined else None
        alone = mark and line.text.strip() and _MARK_ALONE.fullmatch(mark.text)
        if mark and alone and not _ends_a_sentence(joined, line):
            joined[-1] = replace(mark, text=f"{mark.text.rstrip()} {line.text.strip()}")
        else:
            joined.append(line)
    return joined


def _ends_a_sentence(lines: Sequence[Line], following: Line) -> bool:
    """Tell whether the last line is no mark but the number that ends the sentence of the line above it."""
    if len(lines) < 2 or not re.fullmatch(r"\s*\d+\.\s*", lines[-1].text):
        return False
    above = lines[-2].text.strip()
    return bool(above) and not _ENDED.search(above) and bool(_OPENS_ITEM.match(following.text))
