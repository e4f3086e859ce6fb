"""Which force a letter is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peelgraph.loaders.letters import people
from peelgraph.loaders.letters.opening import SENTENCE_END
from peelgraph.loaders.letters.structure import Letter
from peelgraph.ontology.names import NameIndex, fold

_SERVICE = frozenset({"police", "constabulary", "service", "heddlu"})


def force_in(text: str, forces: NameIndex, *, bare: bool = False) -> tuple[str, str] | None:
    """Return the force that a text names, as slug and as printed.

    Args:
        text: Any text.
        forces: The known forces.
        bare: Also take a name without Police or Constabulary, such as the county's.

    >>> forces = NameIndex("force", {"kent": ["Kent Police", "Kent"]}, drop_service_words=True)
    >>> force_in("Chief Constable, Kent Police", forces)
    ('kent', 'Kent Police')
    """
    for part in re.split(r"\s[-–—]\s|[,;:|()\[\]]", text):
        words = [re.sub(r"['’]s?$", "", word) for word in part.split()]
        for length in range(min(8, len(words)), 0, -1):
            for at in range(len(words) - length + 1):
                window = words[at : at + length]
                service = any(fold(word) in _SERVICE for word in window)
                printed = " ".join(window).strip(".'’‘“”\"*_")
                if (
                    not (service or bare)
                    or not printed[:1].isupper()
                    or fold(window[0]) in {"police", "of", "the", "constabulary"}
                ):
                    continue
                if slug := forces.get(printed):
                    return slug, printed
    if re.search(r"polic\w+ of the metropolis", text, re.IGNORECASE) and (slug := forces.get("metropolitan")):
        return slug, "Metropolis"
    return None


_AROUND_FORCE = re.compile(
    r"(?:findings?|conclusions|results|observations|letter|report|section|part|chapter|annex|for|in|on|to|at|of|about|the|our|force|specific"
    r"|key|main|what|we|found|summary|inspection|\d+|[a-z](?=\.|\s+[–—-])|\W)+",
    re.IGNORECASE,
)


def force_of_heading(heading: str, forces: NameIndex) -> str | None:
    """Return the force whose part of a document a heading opens; a heading that says more opens none.

    >>> forces = NameIndex("force", {"kent": ["Kent Police", "Kent"]}, drop_service_words=True)
    >>> force_of_heading("3. Findings for Kent Police", forces), force_of_heading("Working with Kent Police", forces)
    ('kent', None)
    """
    found = force_in(heading, forces)
    if found is None and (slug := forces.get(re.sub(r"^\W*\d+(?:\.\d+)*[.)]?\s+", "", heading).strip(" :"))):
        return slug
    if found is None:
        return None
    rest = re.sub(re.escape(found[1]), " ", heading, flags=re.IGNORECASE).strip()
    return found[0] if not rest or _AROUND_FORCE.fullmatch(rest) else None


def read_force(header: Sequence[str], letter: Letter, frame: Sequence[str], forces: NameIndex) -> str | None:
    """Return the force of the addressee, of the subject line, of the header, or the one that the text names most.

    Args:
        header: The header's lines.
        letter: The letter's parts.
        frame: The texts of its introduction and frame.
        forces: The known forces.
    """
    offices = [i for i, line in enumerate(header) if people.addressee_office(line)]
    near = [header[j] for i in offices for j in range(max(0, i - 1), min(len(header), i + 3))]
    subject = [letter.subject.text] if letter.subject else []
    own = [line for line in header if not re.search(r"inspectorate|\bh\.?m\.?\s", line, re.IGNORECASE)]
    titles = own if letter.salutation is None else []
    for lines, bare in ((near, False), (subject, False), (own, False), (near, True), (subject, True), (titles, True)):
        for line in lines:
            if found := force_in(line, forces, bare=bare):
                return found[0]
    counts: dict[str, int] = {}
    sections = {passage.section for passage in letter.passages if passage.section}
    for text in (*frame, *sections, *(passage.text for passage in letter.passages)):
        for sentence in SENTENCE_END.split(text):
            if found := force_in(sentence, forces):
                counts[found[0]] = counts.get(found[0], 0) + 1
    told = {found[0] for text in frame for s in SENTENCE_END.split(text) if (found := force_in(s, forces))}
    if len(told) == 1:
        return told.pop()
    ranked = sorted(counts, key=lambda slug: -counts[slug])
    if ranked and (len(ranked) == 1 or counts[ranked[0]] > 2 * counts[ranked[1]]):
        return ranked[0]
    return None if ranked else _named_county((*frame, *(passage.text for passage in letter.passages)), forces)


def _named_county(texts: Sequence[str], forces: NameIndex) -> str | None:
    """Return the only force whose county a document names that names no force."""
    sentences = (sentence for text in texts for sentence in SENTENCE_END.split(text))
    named = {found[0] for sentence in sentences if (found := force_in(sentence, forces, bare=True))}
    return named.pop() if len(named) == 1 else None
