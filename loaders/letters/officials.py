"""Who sends a letter and who receives it, from its header and its signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peelgraph.loaders.letters import people
from peelgraph.loaders.letters.datewords import find_days
from peelgraph.loaders.letters.forces import force_in
from peelgraph.ontology.names import NameIndex


def read_addressee(header: Sequence[str], forces: NameIndex) -> tuple[str | None, str | None]:
    """Return the name and the office of the receiver, as far as the header gives them.

    Args:
        header: The header's lines.
        forces: The known forces, whose names are no person's.
    """
    for i, line in enumerate(header):
        match = people.addressee_office(line)
        if not match or people.is_author_office(line):
            continue
        office = people.office_name(match.group())
        before, after = line[: match.start()], line[match.end() :]
        after = re.sub(r"^\s*(?:of|[-–—,:|])\s.*$", "", after) if not people.has_title(after.strip(" ,-–—:")) else after
        before = before.strip(" ,:-–—")
        candidates = [before, re.split(r"\s[-–—|]\s|,|:|\battention\s+of\b", before)[-1], after, after.split(",")[0]]
        above = [j for j in (i - 1, i - 2) if j >= 0]
        if above and (find_days(header[above[0]]) or not header[above[0]].strip()):
            above = above[1:]
        if above and not people.is_author_office(header[above[0]]):
            candidates += [
                header[above[0]],
                re.split(r"\battention\s+of\b|\bto\s*:", header[above[0]], flags=re.IGNORECASE)[-1],
            ]
        if i + 1 < len(header):
            candidates.append(header[i + 1] if people.has_title(header[i + 1]) else "")
        for candidate in candidates:
            name = people.person_name(candidate)
            if name and not force_in(name, forces):
                return name, office
        return None, office
    return None, None


def read_author(
    header: Sequence[str], signature: Sequence[str], front: Sequence[str] = ()
) -> tuple[str | None, str | None]:
    """Return the name and the office of the inspector whose office the header gives, else of who signs.

    Args:
        header: The header's lines.
        signature: The signature's lines.
        front: For a report, the short lines before its findings.
    """
    for lines in (header, signature, front):
        for i, line in enumerate(lines):
            if not people.is_author_office(line):
                continue
            name, office = _name_and_office(lines, i)
            if name:
                return name, office
    for i, line in enumerate(signature[:4]):
        if signer := people.person_name(line):
            below = signature[i + 1] if i + 1 < len(signature) and len(signature[i + 1].split()) <= 12 else None
            return signer, below
    return None, None


def _name_and_office(lines: Sequence[str], at: int) -> tuple[str | None, str]:
    line = lines[at]
    parts = re.split(r"\s*[,|]\s*|\s+[-–—]\s+", line)
    for cut in range(1, len(parts)):
        holder = people.person_name(", ".join(parts[:cut]))
        if holder and people.is_author_office(" ".join(parts[cut:])) and not people.is_author_office(parts[0]):
            return holder, line[line.index(parts[cut], len(parts[0])) :].strip()
    office = re.sub(r"^(?:from|by)\s*:\s*", "", line, flags=re.IGNORECASE)
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if re.fullmatch(r"services?|region|(?:and|&|of|for)\s.{3,80}|constabulary\b.*", below, re.IGNORECASE) or (
        re.search(r"[,&]$|\b(?:and|of|for|the)$", office) and not people.person_name(below) and below
    ):
        office = f"{office} {below}"
    elif re.fullmatch(r"(?:the\s+)?[\w\s&,]+\bregions?|national\s+team", below, re.IGNORECASE):
        office = f"{office.rstrip(',')}, {below}"
    neighbours = [lines[i] for i in (at - 1, at - 2, at + 1) if 0 <= i < len(lines)]
    name = next(
        (name for text in neighbours if not people.addressee_office(text) and (name := people.person_name(text))),
        None,
    )
    return name, office
