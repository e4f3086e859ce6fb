"""Who sends a letter and who receives it, from its header and its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from peelgraph.loaders.letters import people
from peelgraph.loaders.letters.datewords import find_days
from peelgraph.loaders.letters.forces import force_in
from peelgraph.ontology.names import NameIndex

_FROM = re.compile(
    r"^\s*(?:from|by|report\s+by|author|(?:lead\s+)?inspector|sender|signed(?:\s+by)?)\s*:\s*", re.IGNORECASE
)
_ATTENTION = re.compile(
    r"\s*(?:(?:for\s+the\s+)?(?:personal\s+)?attention(?:\s+of)?|f\.?a\.?o\.?|attn\.?|addressee)\b\s*:?\s*",
    re.IGNORECASE,
)
_E_MAIL = re.compile(r"\s*(?:<[^>]*@[^>]*>|\[[^\]]*@[^\]]*\]|\S+@\S+)\s*$")
_MAJESTY = re.compile(r"(?:hm|h(?:er|is)\s+majesty['’]s)(?:\s+(?:chief|assistant|acting|interim))*", re.IGNORECASE)
_SERVICE = re.compile(r"\b(?:police|constabulary|heddlu)\b", re.IGNORECASE)


def read_addressee(header: Sequence[str], forces: NameIndex) -> tuple[str | None, str | None]:
    """Return the name and the office of the receiver, as far as the header gives them.

    An office that stands alone (``To: Chief Constable``) gets the name that a later line gives with the same office.

    Args:
        header: The header's lines.
        forces: The known forces, whose names are no person's.
    """
    alone: str | None = None
    header = _offices_whole(header)
    for i, line in enumerate(header):
        match = people.addressee_office(line)
        if not match or people.is_author_office(line):
            continue
        office = people.office_name(match.group())
        if alone is not None and office.casefold() != alone.casefold():
            continue
        for candidate in _beside(header, i, match):
            name = people.person_name(candidate)
            if name and not force_in(name, forces):
                return name, office
        alone = alone or office
    bracketed = next((name for line in header if (name := _in_brackets(line)) and not force_in(name, forces)), None)
    if alone and bracketed:
        return bracketed, alone
    return _marked_name(header, forces) or (None if alone else _name_over_force(header, forces)), alone


def _marked_name(header: Sequence[str], forces: NameIndex) -> str | None:
    """Return the name in a line that says for whose attention a document is."""
    for line in header:
        if (marked := _ATTENTION.match(line)) and (name := people.person_name(line[marked.end() :])):
            return None if force_in(name, forces) else name
    return None


def told_addressee(frame: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the name and the office of the receiver that a report's introduction tells.

    >>> told_addressee(["This report is addressed to Una Sample, Chief Constable of Kent Police."])
    ('Una Sample', 'Chief Constable')
    """
    for text in frame:
        told = re.search(r"\b(?:addressed|written)\s+to\s+(?P<name>[^,.]{3,60}),\s+(?P<rest>.*)", text)
        office = people.addressee_office(told["rest"]) if told else None
        if told and office and office.start() <= len("the ") and (name := people.person_name(told["name"])):
            return name, people.office_name(office.group())
    return None, None


def _in_brackets(line: str) -> str | None:
    """Return the name with a title that a line holds in brackets and nothing else."""
    inside = re.fullmatch(r"\s*\(([^()]+)\)\s*", line)
    return people.person_name(inside[1]) if inside and people.has_title(inside[1]) else None


def _offices_whole(header: Sequence[str]) -> list[str]:
    """Return a header's lines, those between which an addressee's office is broken joined."""
    lines: list[str] = []
    for line in header:
        if lines:
            joined = f"{lines[-1]} {line}"
            match = people.addressee_office(joined)
            if match and match.start() < len(lines[-1]) < match.end() - 1 and not _E_MAIL.search(lines[-1]):
                lines[-1] = joined
                continue
        lines.append(line)
    return lines


def _name_over_force(header: Sequence[str], forces: NameIndex) -> str | None:
    """Return the name with a title or honours that stands over the name of a force, where no office is given."""
    for line, below in pairwise(header):
        if (people.has_title(line) or people.has_honours(line)) and force_in(below, forces):
            name = people.person_name(line)
            if name and not people.is_author_office(below) and not force_in(name, forces):
                return name
    return None


def _beside(header: Sequence[str], at: int, match: re.Match[str]) -> Iterator[str]:
    """Yield the texts around an addressee's office that may be the name."""
    before, after = header[at][: match.start()], header[at][match.end() :]
    after = re.sub(r"^\s*\([^()]*\)", "", after)
    plain = after.strip(" ,-–—:|")
    if not (people.has_title(plain) or people.has_honours(plain) or re.match(r"\s*:", after)):
        after = re.sub(r"^\s*(?:of|[-–—,|])\s.*$", "", after)
    before = before.strip(" ,:-–—|(")
    yield from (before, re.split(r"\s[-–—|]\s|,|:|\battention\s+of\b", before)[-1], after, after.split(",")[0])
    above = [j for j in (at - 1, at - 2) if j >= 0]
    dated = bool(above) and bool(find_days(header[above[0]]) or not header[above[0]].strip())
    if dated or (len(above) > 1 and _SERVICE.search(header[above[0]]) and people.has_title(header[above[1]])):
        above = above[1:]
    if above and not people.is_author_office(header[above[0]]):
        yield header[above[0]]
        yield re.split(r"\battention\s+of\b|\bto\s*:", header[above[0]], flags=re.IGNORECASE)[-1]
    below = header[at + 1] if at + 1 < len(header) else ""
    holds_other = at + 2 < len(header) and people.addressee_office(header[at + 2])
    if (people.has_title(below) or people.has_honours(below)) and not holds_other:
        yield below


def read_author(
    header: Sequence[str], signature: Sequence[str], front: Sequence[str] = ()
) -> tuple[str | None, str | None]:
    """Return the name and the office of the inspector whose office the header gives, else of who signs.

    Args:
        header: The header's lines.
        signature: The signature's lines.
        front: For a report, the short lines before its findings.

    >>> read_author([], ["(illegible)", "HM Inspector of Constabulary", "Eastern Region"])
    (None, 'HM Inspector of Constabulary, Eastern Region')
    """
    unnamed: list[str] = []
    for lines in (header, signature, front):
        for i, line in enumerate(lines):
            if not people.is_author_office(line) and not people.titled_inspector(_FROM.sub("", line)):
                continue
            name, office = _name_and_office(lines, i)
            if name:
                return name, _in_full(office, signature) if lines is header else office
            if lines is not front and (people.is_inspector(office) or lines is signature):
                unnamed.append(office)
    for i, line in enumerate(signature[:4]):
        if signer := people.person_name(line):
            below = signature[i + 1] if i + 1 < len(signature) else ""
            office = _whole_office(signature, i + 1)[0] if people.may_be_office(below) else ""
            return signer, office or (unnamed[0] if unnamed else None)
    return _sender(header), unnamed[0] if unnamed else None


def _in_full(office: str, signature: Sequence[str]) -> str:
    """Return the office as the signature has it, where that adds a region to the one of the letterhead."""
    for i, line in enumerate(signature):
        if people.is_author_office(line) and (whole := _whole_office(signature, i)[0]).startswith(f"{office}, "):
            return whole
    return office


def _sender(header: Sequence[str]) -> str | None:
    """Return the name that stands after ``From:``."""
    senders = (_E_MAIL.sub("", _FROM.sub("", line)) for line in header if _FROM.match(line))
    return next((name for text in senders if (name := people.person_name(text))), None)


def _name_and_office(lines: Sequence[str], at: int) -> tuple[str | None, str]:
    line = _FROM.sub("", lines[at])
    parts = re.split(r"\s*[,|]\s*|\s+[-–—]\s+|\s*\((?=[^()]*\)$)", line)
    for cut in range(1, len(parts)):
        holder = people.person_name(", ".join(parts[:cut]))
        if holder and people.is_author_office(" ".join(parts[cut:])) and not people.is_author_office(parts[0]):
            rest = line[line.index(parts[cut], len(parts[0])) :].strip()
            office, _ = _whole_office([rest.removesuffix(")") if "(" not in rest else rest, *lines[at + 1 : at + 3]], 0)
            return holder, office
    if inspector := people.titled_inspector(line):
        return inspector
    office, last = _whole_office(lines, at)
    if at and _MAJESTY.fullmatch(lines[at - 1]):
        return _name_and_office([*lines[: at - 1], f"{lines[at - 1]} {line}", *lines[at + 1 :]], at - 1)
    neighbours = [i for i in (at - 1, at - 2, last + 1) if 0 <= i < len(lines)]
    name = next((name for i in neighbours if (name := _holder(lines, i, at))), None)
    return name, office


def _whole_office(lines: Sequence[str], at: int) -> tuple[str, int]:
    """Return the office that begins in a line, with the lines that go on with it, and the last of them."""
    office, last = _FROM.sub("", lines[at]), at
    while last + 1 < len(lines) and last - at < 3 and (joined := people.join_office(office, lines[last + 1])):
        office, last = joined, last + 1
    if last + 1 < len(lines) and re.fullmatch(r"national\s+team", lines[last + 1], re.IGNORECASE):
        last += 1
    return people.without_organisation(office), last


def _holder(lines: Sequence[str], at: int, office: int) -> str | None:
    """Return the name in a line near an author's office, if it is not that of the addressee."""
    below = at + 1
    if people.addressee_office(lines[at]) or (
        below != office and below < len(lines) and people.addressee_office(lines[below])
    ):
        return None
    return people.person_name(re.sub(r"^(?:for|p\.?p\.?)\s+", "", _FROM.sub("", lines[at])))
