"""The parts of a report that frame it: what it comes to, how much is known, and what a reader could do next."""

from __future__ import annotations

from collections import Counter

from peelgraph.graph.grades import BEST_FIRST
from peelgraph.graph.report.asked import not_closed, recommendation_count
from peelgraph.graph.report.blocks import Inline, Line, Listing, Paragraph, Section, Text
from peelgraph.graph.report.facts import ForceFacts
from peelgraph.graph.report.sources import Sources
from peelgraph.graph.report.weaknesses import latest_finding, praised_since
from peelgraph.graph.report.words import clip, date_words, listed
from peelgraph.graph.store import Row
from peelgraph.ontology.counted import counted
from peelgraph.ontology.own_pages import CODED

_NAMES = 5


def in_brief(facts: ForceFacts, sources: Sources) -> Section:
    """Return what a report comes to."""
    items = [_known(facts), *_graded(facts), _latest(facts), *_praised(facts, sources)]
    items.append((Text("Recommendations: ", "strong"), Text(recommendation_count(facts))))
    return Section("brief", "In brief", (Listing(tuple(items)),))


def how_much_is_known(facts: ForceFacts) -> Section:
    """Return how much of a force was read, so that nobody takes silence for strength."""
    coverage, name = facts.portrait["coverage"], facts.name
    grades = len(facts.portrait["grades"])
    said = (
        f"{counted(coverage['findings_count'], 'finding')} on {name}, {counted(grades, 'grade')}, "
        f"{counted(coverage['initiatives_count'], 'initiative')}, "
        f"{counted(coverage['documents_count'], 'letter or report', 'letters or reports')} read sentence by sentence. "
        "More pages read means more findings: never a ranking. What was not read is not seen. "
    )
    return Section(
        "coverage",
        "How much is known",
        (Paragraph((Text(said), Text(f"peelgraph coverage --force {facts.slug}", "code"))),),
    )


def next_steps(facts: ForceFacts, lessons: list[Row]) -> Section:
    """Return what a reader could do next."""
    items: list[Line] = []
    if asked := _teachers(facts, lessons):
        items.append((Text(f"Ring those who were praised for it: {asked}."),))
    if facts.repeated:
        names = listed([clip(row["name"], 60).lower() for row in facts.repeated[:3]])
        items.append((Text(f"Ask what was done after each finding on {names}, and what shows that it worked."),))
    unknown = [row for row in not_closed(facts) if row["state"] == "due date passed, status unknown"]
    if unknown:
        these = counted(len(unknown), "recommendation")
        items.append((Text(f"Ask the liaison lead where the {these} past their day stand: the data do not say."),))
    if facts.not_read:
        items.append(
            (
                Text(f"Load what {_unread(facts)} said of {facts.name}, of which no finding is in the data: "),
                _code("peelgraph load FILE"),
            )
        )
    if facts.weaknesses and (finding := latest_finding(facts.weaknesses[0], facts)):
        tail = finding["finding"].rsplit("-", 1)[-1]
        items.append(
            (
                Text("Read what stands behind a finding before you quote it: "),
                _code(f"peelgraph evidence {tail}"),
                Text("; the whole record: "),
                _code(f"peelgraph force {facts.slug}"),
            )
        )
    return Section("next", "What to do next", (Listing(tuple(items), ordered=True),))


def _teachers(facts: ForceFacts, lessons: list[Row]) -> str:
    """Return whom to ring about what, as far as it is not dated."""
    forces: dict[str, list[str]] = {}
    for row in lessons:
        if row["force"] and not row["apart"]:
            forces.setdefault(clip(row["name"], 60).lower(), []).append(facts.labels.force(row["force"]))
    return "; ".join(f"{listed(names)} on {practice}" for practice, names in forces.items())


def about_words(facts: ForceFacts) -> str:
    """Return what the data are, their cut-off, and whose words these are not."""
    row = facts.about
    if not row["findings_count"]:
        return f"The graph holds no findings yet. {CODED}; this is not its publication."
    quoted = (
        f", {row['quoted_count']:,} of them quoted from {counted(row['documents_count'], 'document')}"
        if row["documents_count"]
        else ""
    )
    return (
        f"From {row['findings_count']:,} findings on {counted(row['forces_count'], 'force')}{quoted}; the latest is of "
        f"{date_words(row['last_period'])}. {CODED}; this is not its publication "
        "and does not rank forces. How much is known: peelgraph coverage."
    )


def _known(facts: ForceFacts) -> Line:
    return (Text("Known: ", "strong"), Text(f"{_seen(facts)} {_gaps(facts)}".strip()))


def _seen(facts: ForceFacts) -> str:
    coverage, labels = facts.portrait["coverage"], facts.labels
    count = coverage["findings_count"]
    if not count:
        return f"no finding on {facts.name} was read."
    seen = coverage["inspections"]
    span = labels.inspection(seen[0]) if seen else "no named inspection"
    if len(seen) > 1:
        span = f"{len(seen)} inspections, {span} to {labels.inspection(seen[-1])}"
    return (
        f"{counted(count, 'finding')} read, from {span}; "
        f"{coverage['from_inspectorate_count']} of them on the inspectorate's own pages, letters and reports"
        f"{_sentences(facts)}."
    )


def _sentences(facts: ForceFacts) -> str:
    """Say how many findings are sentences of documents, which say more of a force than headlines do."""
    count = sum(row["wording"] == "quoted" for row in facts.portrait["findings"])
    return f"; {count} are sentences of letters or reports, the others headlines" if count else ""


def _gaps(facts: ForceFacts) -> str:
    if not facts.not_read:
        return ""
    return f"Of {_unread(facts)} no finding on {facts.name} was read: not seen, which is not “nothing found”. "


def _unread(facts: ForceFacts) -> str:
    return listed([facts.labels.inspection(i) for i in facts.not_read])


def _graded(facts: ForceFacts) -> list[Line]:
    """Return how many questions got which grade in the last inspection that graded the force."""
    rows: list[Row] = facts.portrait["grades"]
    if not rows:
        return []
    last = rows[0]["inspection"]
    values = Counter(str(row["value"]) for row in rows if row["inspection"] == last)
    order = [value for value in BEST_FIRST if value in values] + sorted(set(values) - set(BEST_FIRST))
    told = ", ".join(f"{value} on {counted(values[value], 'question')}" for value in order)
    return [(Text("Latest grades: ", "strong"), Text(f"{facts.labels.inspection(last)}: {told}."))]


def _latest(facts: ForceFacts) -> Line:
    head = Text("Latest word: ", "strong")
    still = [row for row in facts.weaknesses if facts.slug not in row["since_praised"]]
    if not still:
        return (head, Text("no practice whose latest finding is a weakness was read."))
    last = still[0]["force_last_seen"]
    names = [clip(row["name"], 60) for row in still if row["force_last_seen"] == last]
    in_all = (
        f"; {counted(len(still), 'practice')} in all were found weak and not praised since" if len(still) > 1 else ""
    )
    where = facts.labels.inspection(last) or "an inspection without a name"
    return (head, Text(f"found weak in {where}: {_cut(names)}{in_all}."))


def _praised(facts: ForceFacts, sources: Sources) -> list[Line]:
    """Return the practices whose latest finding is praise, with its source."""
    rows = [row for row in facts.portrait["practices"] if row["latest"] == "strength"]
    if not rows:
        return []
    line: list[Inline] = [Text("Latest word is praise: ", "strong")]
    for number, row in enumerate(rows[:_NAMES]):
        line.append(Text(f"{', ' if number else ''}{clip(row['name'], 60)}"))
        if praise := praised_since(row["practice"], facts):
            line.append(Text(f" ({facts.labels.inspection(praise['inspection'])})"))
            line.append(sources.ref(praise))
    line.append(Text(f" and {len(rows) - _NAMES} more." if len(rows) > _NAMES else "."))
    return [tuple(line)]


def _cut(names: list[str]) -> str:
    return listed(names) if len(names) <= _NAMES + 1 else f"{', '.join(names[:_NAMES])} and {len(names) - _NAMES} more"


def _code(command: str) -> Text:
    return Text(command, "code")
