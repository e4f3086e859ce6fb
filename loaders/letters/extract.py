"""One letter, from its bytes to coded findings; no graph and no network are needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from peelgraph.loaders.letters import wording
from peelgraph.loaders.letters.coding.coder import Coder
from peelgraph.loaders.letters.coding.polarity import judged
from peelgraph.loaders.letters.extraction import ExtractedFinding, ExtractedPassage, Extraction, GivenFacts
from peelgraph.loaders.letters.facts import Facts, read_facts
from peelgraph.loaders.letters.findings import find_findings
from peelgraph.loaders.letters.forces import force_in, force_of_heading
from peelgraph.loaders.letters.grades import known_grades
from peelgraph.loaders.letters.inspections import ResolvedInspection, match_title, mentioned_in, resolve
from peelgraph.loaders.letters.opening import SENTENCE_END
from peelgraph.loaders.letters.structure import Letter, Passage, read_letter
from peelgraph.loaders.letters.subject import is_plain
from peelgraph.loaders.letters.text import Line, read_lines
from peelgraph.ontology.counted import counted
from peelgraph.ontology.errors import Fault, LoadError, UnknownNameError, did_you_mean
from peelgraph.ontology.names import NameIndex
from peelgraph.ontology.protocols import KnownInspection
from peelgraph.ontology.text import text_hash
from peelgraph.ontology.vocabulary import Vocabulary


def extract(
    data: bytes | str | Sequence[Line],
    *,
    vocabulary: Vocabulary,
    forces: Mapping[str, Sequence[str]],
    inspections: Sequence[KnownInspection] = (),
    given: GivenFacts | None = None,
) -> Extraction:
    """Read one letter.

    Never raises for what a letter holds or lacks: that is in `Extraction.faults` and `Extraction.warnings`.

    Args:
        data: The bytes of a text file, or its text, or lines that another reader made of another kind of file.
        vocabulary: The practices and risks to code by.
        forces: The known forces: slug to names.
        inspections: The known inspections.
        given: What the caller knows of the document.
    """
    given = given or GivenFacts()
    try:
        lines = read_lines(data) if isinstance(data, bytes | str) else list(data)
    except LoadError as error:
        return Extraction(kind=given.kind, faults=(Fault(str(error)),))
    index = NameIndex("force", forces, drop_service_words=True)
    letter = read_letter(lines, lambda heading: force_of_heading(heading, index))
    faults: list[Fault] = []
    warnings: list[str] = []
    facts = read_facts(letter, index)
    parts = () if given.force else tuple(dict.fromkeys(p.force for p in letter.passages if p.force))
    addressed = bool(letter.salutation and facts.force and facts.addressee_office and facts.addressee_office[-1] != "s")
    several = parts if len(parts) > 1 and not addressed else ()
    facts, inspection = _complete(facts, letter, inspections, index, given, faults, warnings, several)
    document_id = given.document or _document_id(given.kind, facts, inspection, several)
    passages = _identified(letter.passages, document_id)
    about = {passage.number: _force_of(passage, facts.force, several, index) for passage in letter.passages}
    if addressed and not given.force:
        about |= {passage.number: passage.force for passage in letter.passages if passage.force}
    findings = _findings(passages, Coder(vocabulary, facts.inspection), document_id, about)
    if several and (common := sum(force is None for force in about.values())):
        warnings.append(
            f"{counted(common, 'passage')} stand above the parts of the {len(several)} forces and name "
            "none, or more than one, of them: they are kept as passages without findings"
        )
    if not passages:
        faults.append(_unknown_layout(letter, lines))
    elif not letter.lead_found:
        warnings.append(
            "the letter has no headings, bullets or lead-in: every paragraph after the introduction was read "
            "as findings"
        )
    warnings += [str(section) for section in letter.set_aside]
    if letter.footnotes:
        were = "footnote was" if len(letter.footnotes) == 1 else "footnotes were"
        warnings.append(f"{len(letter.footnotes)} {were} not read: they are no findings")
    warnings += [f"the table in line {line} was left out: what it shows is no finding" for line in letter.tables]
    follow_up = match_title(facts.follow_up, inspections) if facts.follow_up else None
    title = letter.subject.text if letter.subject else facts.inspection
    return Extraction(
        facts,
        inspection,
        follow_up,
        document_id,
        given.kind,
        title,
        passages,
        findings,
        tuple(faults),
        tuple(warnings),
        several or tuple(dict.fromkeys(force for force in (facts.force, *parts) if force and parts)),
        known_grades(letter.grades, vocabulary.questions_index, facts.force) if inspection else (),
    )


def _complete(
    facts: Facts,
    letter: Letter,
    inspections: Sequence[KnownInspection],
    index: NameIndex,
    given: GivenFacts,
    faults: list[Fault],
    warnings: list[str],
    several: Sequence[str],
) -> tuple[Facts, ResolvedInspection | None]:
    """Lay what was given over what the letter says, and note what is missing still."""
    facts = replace(facts, force=None if several else facts.force)
    if given.force:
        try:
            force = index.find(given.force)
        except UnknownNameError as error:
            faults.append(Fault(f"--force is unknown: {error}"))
        else:
            if facts.force not in {None, force}:
                warnings.append(
                    f"the letter itself names {facts.force}; it is taken for one about {force}, as --force says"
                )
            facts = replace(facts, force=force)
    elif facts.force is None and not several:
        faults.append(
            Fault(
                "the force was not found: neither the address nor the subject names one of the known forces; "
                "give it with --force",
                line=_header_line(letter),
            )
        )
    if given.published:
        if facts.dated and not given.published.isoformat().startswith(facts.dated):
            warnings.append(
                f"the letter itself is dated {facts.dated}; it is kept as of {given.published}, as --published says"
            )
        facts = replace(facts, published=given.published, published_period=None)
    elif facts.dated is None:
        faults.append(
            Fault(
                "the letter's date was not found above the salutation or below the signature; "
                "give it with --published YYYY-MM-DD",
                line=_header_line(letter),
            )
        )
    facts = _with_known_title(facts, letter, inspections)
    inspection = resolve(facts.inspection, facts.formerly, given.inspection, inspections, facts.first_day)
    if given.inspection and inspection and inspection.known and not _names(given.inspection, inspection.known):
        warnings.append(
            f"the letter itself prints the title of {inspection.slug}, which wins over --inspection {given.inspection}"
        )
    if inspection is None:
        faults.append(
            Fault(
                "the inspection was not found: the letter has no subject line and quotes no title; "
                "give it with --inspection",
                line=_header_line(letter),
            )
        )
    elif inspection.known is None:
        printed = facts.inspection or given.inspection
        warnings.append(
            f"the inspection {printed!r} is not a known one and becomes a new one, {inspection.slug!r}"
            + (did_you_mean(inspection.nearest) + " If so, give it with --inspection" if inspection.nearest else "")
        )
    if inspection and facts.inspection is None:
        facts = replace(facts, inspection=inspection.known.title if inspection.known else given.inspection)
    return facts, inspection


def _names(given: str, inspection: KnownInspection) -> bool:
    return given.strip() == inspection.slug or match_title(given, [inspection]) is not None


def _with_known_title(facts: Facts, letter: Letter, inspections: Sequence[KnownInspection]) -> Facts:
    """Where the subject line gives no title, take the known title that the introduction gives in full."""
    if facts.inspection and not is_plain(facts.inspection):
        return facts
    told = " ".join(block.text for block in letter.introduction if not wording.forbids(block.text))
    known = mentioned_in(told, inspections)
    return replace(facts, inspection=known.title) if known else facts


def _header_line(letter: Letter) -> int | None:
    return letter.salutation.number if letter.salutation else None


def _document_id(kind: str, facts: Facts, inspection: ResolvedInspection | None, several: Sequence[str]) -> str | None:
    force = "national" if several else facts.force
    if inspection is None or force is None or facts.dated is None:
        return None
    return f"{kind}-{inspection.slug}-{force}-{facts.dated}"


def _force_of(passage: Passage, force: str | None, several: Sequence[str], index: NameIndex) -> str | None:
    """Return the one force that a passage is about: the document's, its part's, or the only one that it names."""
    if not several:
        return force
    if passage.force:
        return passage.force
    named = {found[0] for sentence in SENTENCE_END.split(passage.text) if (found := force_in(sentence, index))}
    return named.pop() if len(named) == 1 else None


@dataclass(slots=True)
class _Ids:
    """Gives each text of a document its id, a repeat its number."""

    document: str | None
    seen: dict[str, int] = field(default_factory=dict)

    def of(self, text: str) -> str | None:
        if self.document is None:
            return None
        digest = text_hash(text)
        self.seen[digest] = times = self.seen.get(digest, 0) + 1
        return f"{self.document}-{digest}" + (f"-{times}" if times > 1 else "")


def _identified(passages: Sequence[Passage], document_id: str | None) -> tuple[ExtractedPassage, ...]:
    ids = _Ids(document_id)
    return tuple(ExtractedPassage(ids.of(passage.text), passage) for passage in passages)


def _findings(
    passages: Sequence[ExtractedPassage],
    coder: Coder,
    document_id: str | None,
    about: Mapping[int, str | None],
) -> tuple[ExtractedFinding, ...]:
    ids = _Ids(document_id)
    of_a_force = [one for one in passages if about[one.passage.number] is not None or not any(about.values())]
    found = [(one.passage, find_findings(one.passage.text, judged)) for one in of_a_force]
    findings = []
    for extracted, (passage, spans), codings in zip(of_a_force, found, coder.code_all(found), strict=True):
        for span, coding in zip(spans, codings, strict=True):
            text = passage.text[span.start : span.end]
            findings.append(
                ExtractedFinding(ids.of(text), text, extracted, span.start, span.end, coding, about[passage.number])
            )
    return tuple(findings)


def _unknown_layout(letter: Letter, lines: Sequence[Line]) -> Fault:
    """Say what was read of a letter whose findings were not found."""
    read = [f"{sum(1 for line in letter.header if line.text.strip())} header lines"]
    if letter.salutation:
        read.append(f"the salutation in line {letter.salutation.number}")
    if letter.subject:
        read.append(f"the subject in line {letter.subject.line}")
    count = len(letter.introduction)
    read.append(f"{counted(count, 'paragraph')} of introduction and frame")
    first = letter.introduction[0].line if letter.introduction else (lines[0].number if lines else None)
    return Fault(
        f"no findings were read, since the layout is not known: read were {', '.join(read)}; looked for and not "
        "found were a line that leads in to findings, headings over them, and bullets; check that the file holds "
        "the letter's findings as text",
        line=first,
    )
