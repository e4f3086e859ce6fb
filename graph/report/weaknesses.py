"""The parts of a report on weaknesses: the latest word on each, who shares it, and which were found again."""

from __future__ import annotations

from peelgraph.graph.report.blocks import (
    Block,
    Break,
    Inline,
    Line,
    Link,
    Listing,
    Paragraph,
    Ref,
    Section,
    Table,
    Text,
)
from peelgraph.graph.report.facts import ForceFacts
from peelgraph.graph.report.sources import Sources
from peelgraph.graph.report.words import clip, date_words, listed, source_kind_words, web_address
from peelgraph.graph.store import Row

WEAKNESSES_SHOWN = 6
AGAIN_SHOWN = 3
_SAME_TIME_SHOWN = 5
_OTHERS_SHOWN = 3
_TEXT = 130
_INSPECTORATE = {"inspectorate-page", "inspectorate-report"}
BASIS = {
    "inspectorate-says": "the source itself calls it a repeat",
    "found-again": "found again",
    "came-back": "came back after praise",
}


def weaknesses(facts: ForceFacts, sources: Sources, most: int = WEAKNESSES_SHOWN) -> Section:
    """Return the weaknesses of a force, recent and rare first, and which forces share them.

    Args:
        facts: What is known of the force.
        sources: Numbers the pages that say so.
        most: Most weaknesses that the page has room for.
    """
    rows, name = facts.weaknesses, facts.name
    title = "Weaknesses, and which forces share them"
    if not rows:
        nothing = Paragraph((Text(f"Nothing read of {name} is coded as a weakness; what was not read is not seen."),))
        return Section("weaknesses", title, (nothing,))
    shown = rows[:most]
    read = rows[0]["forces_read"]
    table = Table(
        caption=(
            f"Practices in which {name} was found weak ({len(shown)} of {len(rows)}), latest inspection first, "
            "then those that few forces share"
        ),
        headers=("Practice, and what was said", f"Latest word on {name}", f"Forces of {read}", "Also found weak in it"),
        rows=tuple(_row(row, facts, sources) for row in shown),
        widths=(37, 20, 7, 36),
    )
    blocks: list[Block] = [table, Paragraph(_legend(facts, len(rows) - len(shown)), quiet=True)]
    return Section("weaknesses", title, tuple(blocks))


def found_again(facts: ForceFacts, sources: Sources) -> Section:
    """Return the weaknesses of a force that were found more than once."""
    rows, title = facts.repeated, "Found weak more than once"
    if not rows:
        nothing = f"No weakness of {facts.name} was found twice in what was read."
        return Section("repeated", title, (Paragraph((Text(nothing),)),))
    items = tuple(
        (
            Text(clip(row["name"], 60) + _dagger(row), "strong"),
            Text(": found weak in "),
            *_inspections(row, facts, sources),
            Text(f" – {BASIS.get(row['basis'], row['basis'])}{_praise(row, facts)}"),
        )
        for row in rows[:AGAIN_SHOWN]
    )
    left = len(rows) - len(items)
    more = f"{left} more: " if left else "All, with their findings: "
    command = Text(f"peelgraph repeated --force {facts.slug}", "code")
    return Section("repeated", title, (Listing(items), Paragraph((Text(more, "quiet"), command), quiet=True)))


def latest_word(row: Row, facts: ForceFacts) -> str:
    """Return the latest word on a practice that a force was found weak in.

    Args:
        row: A row of ``shared-weaknesses`` with that force given.
        facts: What is known of the force.
    """
    finding = latest_finding(row, facts)
    when = date_words(finding["period"]) if finding else "date not known"
    if finding and finding["source_kind"] not in _INSPECTORATE:
        when += f"; {source_kind_words(finding['source_kind'])}"
    said = f"found weak in {facts.labels.inspection(row['force_last_seen']) or 'no named inspection'} ({when})"
    if facts.slug in row["since_praised"]:
        praise = praised_since(row["practice"], facts)
        where = f" in {facts.labels.inspection(praise['inspection'])}" if praise else ""
        return f"{said}; praised since{where}"
    return said + (", which also praised it" if row["force_praised_too"] else "")


def latest_finding(row: Row, facts: ForceFacts) -> Row | None:
    """Return the latest finding of weakness on a practice."""
    by_id = {f["finding"]: f for f in facts.portrait["findings"]}
    return next((by_id[id_] for id_ in row["force_findings"] if id_ in by_id), None)


def praised_since(practice: str, facts: ForceFacts) -> Row | None:
    """Return the latest finding of strength on a practice."""
    found: list[Row] = facts.portrait["findings"]
    return next((f for f in found if f["polarity"] == "strength" and practice in f["practices"]), None)


def quoted(row: Row, most: int = _TEXT) -> str:
    """Return a finding's text, in quotation marks where the words are the source's."""
    text = clip(row["text"], most)
    return f"“{text}”" if row["wording"] == "quoted" else text


def _row(row: Row, facts: ForceFacts, sources: Sources) -> tuple[Line, ...]:
    finding = latest_finding(row, facts)
    head: list[Inline] = [Text(clip(row["name"], 60) + _dagger(row), "strong"), Break()]
    latest: list[Inline] = [Text(latest_word(row, facts))]
    if finding:
        head += [Text(quoted(finding)), sources.ref(finding), Text(" "), _evidence(finding)]
    if facts.slug in row["since_praised"] and (praise := praised_since(row["practice"], facts)):
        latest.append(sources.ref(praise))
    return (tuple(head), tuple(latest), (Text(str(row["forces_count"])),), _shared_with(row, facts))


def _evidence(finding: Row) -> Text:
    """Return what leads to a finding's evidence, and how surely a machine coded it."""
    sure = f", {finding['confidence']:.0%} sure" if finding["confidence"] is not None else ""
    return Text(f"[{finding['finding'].rsplit('-', 1)[-1]}{sure}]", "code")


def _shared_with(row: Row, facts: ForceFacts) -> Line:
    together = set(row["forces_same_time"])
    others = [slug for slug in row["forces"] if slug != facts.slug]
    same = [slug for slug in others if slug in together]
    rest = [slug for slug in others if slug not in together]
    if not others:
        return (Text(f"No other force in the data: only {facts.name}."),)
    line: list[Inline] = []
    for head, slugs, most in (
        ("At the same time: ", same, _SAME_TIME_SHOWN),
        ("At other times: ", rest, _OTHERS_SHOWN),
    ):
        if slugs:
            line += [Break()] if line else []
            line += [Text(head, "quiet"), *_linked(slugs, most, row, facts)]
    return tuple(line)


def _linked(slugs: list[str], most: int, row: Row, facts: ForceFacts) -> list[Inline]:
    """Return forces as links to the pages that found them weak, cut after some with a count of the rest."""
    shown = slugs if len(slugs) <= most + 1 else slugs[:most]
    line: list[Inline] = []
    for slug in shown:
        finding = facts.peers.get(row["practice"], {}).get(slug)
        star = "*" if slug in row["since_praised"] else ""
        line += [Text(", ")] if line else []
        line.append(Link(facts.labels.force(slug) + star, web_address(finding["source_url"]) if finding else None))
    if len(shown) < len(slugs):
        line.append(Text(f" and {len(slugs) - len(shown)} more"))
    return line


def _inspections(row: Row, facts: ForceFacts, sources: Sources) -> Line:
    line: list[Inline] = []
    for slug in row["inspections"]:
        found = [
            f
            for f in facts.portrait["findings"]
            if f["inspection"] == slug and f["polarity"] == "weakness" and row["practice"] in f["practices"]
        ]
        line += [Text(", ")] if line else []
        line.append(Text(facts.labels.inspection(slug)))
        line += [Ref(number) for number in sorted({sources.ref(f).number for f in found})]
    return tuple(line)


def _praise(row: Row, facts: ForceFacts) -> str:
    """Return which inspections praised a weakness that was found again, between its findings and since."""
    between = listed([facts.labels.inspection(i) for i in row["praised_between"]])
    since = listed([facts.labels.inspection(i) for i in row["praised_since"]])
    return (f"; praised between, in {between}" if between else "") + (f"; praised since, in {since}" if since else "")


def _legend(facts: ForceFacts, left: int) -> Line:
    words = (
        "Words in quotation marks are the source's, others our summary. "
        "A force's name leads to the page that found it weak; *: praised on it since. "
        "In brackets: what the command evidence takes. "
    )
    alone = "; ".join(facts.labels.inspection(i) for i in facts.alone)
    if alone:
        words += (
            f"{alone}: only {facts.name}'s own letter or report is loaded, coded sentence by sentence; "
            "counts beside it do not compare. "
        )
    more = f"{left} more: " if left else "All: "
    command = f"peelgraph shared-weaknesses --force {facts.slug} --min-forces 1"
    return (Text(words + more, "quiet"), Text(command, "code"))


def _dagger(row: Row) -> str:
    return " †" if row["embargoed_count"] else ""
