"""The scars of conversion mended: page numbers, running heads, broken pages, ligatures, marks on lines of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from peelgraph.loaders.letters.text import Line
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
    r"|\d{1,3}\s*\|\s*page|p\.?\s*\d{1,3})\s*",
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
_HEAD_LENGTH = 100
_EDGE = 2


def mend(lines: Sequence[Line]) -> list[Line]:
    r"""Return the lines of a document without what conversion put between and into them.

    >>> from peelgraph.loaders.letters.text import split_lines
    >>> [line.text for line in mend(split_lines("The o\ufb03cers\n\n2\n\f\nare trained."))]
    ['The officers', 'are trained.']
    """
    plain = [replace(line, text=line.text.translate(_LIGATURES)) for line in lines]
    return _with_marks(_joined_pages(_single_spaced(plain)))


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
    if _BROKEN.search(above) or above.endswith(","):
        return True
    return len(above) >= 0.7 * width and not _MARK_ALONE.fullmatch(text.split(" ")[0])


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
