"""What is said of data in words: the line under every answer, dates, selections, and what a count rests on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from peelgraph.graph.question import ask
from peelgraph.graph.store import Graph, Row
from peelgraph.ontology import own_pages
from peelgraph.ontology.counted import counted

if TYPE_CHECKING:
    from peelgraph.graph.naming import Labels

SOURCES = {
    "inspectorate-page": "the inspectorate's pages",
    "inspectorate-report": "the inspectorate's reports",
    "press-release": "press releases",
    "news": "the news",
    "police-or-commissioner": "pages of forces or commissioners",
    "college": "pages of the College of Policing",
    "government": "pages of government",
    "research": "research",
    "other": "other sources",
}
"""Kinds of source, for several findings."""

KINDS = {
    "inspectorate-page": "the inspectorate's page",
    "inspectorate-report": "the inspectorate's report",
    "press-release": "press release",
    "news": "news",
    "police-or-commissioner": "page of a force or commissioner",
    "college": "page of the College of Policing",
    "government": "page of government",
    "research": "research",
    "other": "other source",
}
"""A kind of source, for one finding."""

CLOSER = "a closer reading than the remarks on pages that the others rest on"
CODED = f"{own_pages.CODED}."


def about_line(graph: Graph, embargo: Mapping[str, Any]) -> str:
    """Return the one line under every answer: what the data is, its cut-off, and where to see how much is known.

    Args:
        graph: The graph.
        embargo: ``include_embargoed`` and ``now``, as questions take them.
    """
    row = ask(graph, "about", **embargo).dicts()[0]
    if not row["findings_count"]:
        return "The graph holds no findings yet. How much is known: peelgraph coverage"
    findings, forces, documents = row["findings_count"], row["forces_count"], row["documents_count"]
    letters = f", {row['quoted_count']} of them quoted from {counted(documents, 'document')}" if documents else ""
    embargoed = row["embargoed_count"] if embargo.get("include_embargoed", True) else 0
    held = f"; † {under_embargo(embargoed, row['embargoed_until'])}, not to be published yet" if embargoed else ""
    return (
        f"From {findings:,} findings on {counted(forces, 'force')}{letters}; "
        f"the latest is of {row['last_period'] or 'unknown date'}{held}. {CODED} How much is known: peelgraph coverage"
    )


def under_embargo(count: int, until: dt.datetime) -> str:
    """Return how many findings are under embargo, and until when."""
    return f"{counted(count, 'finding')} under embargo until {until.day} {until:%B %Y, %H:%M}"


def when(period: str | dt.date | None) -> str:
    """Return a date at its own precision as a person writes it.

    >>> when("2022-10-14"), when("2022-10"), when("2022"), when(None)
    ('14 October 2022', 'October 2022', '2022', 'date not known')
    """
    text = str(period or "")
    match len(text):
        case 10:
            day = dt.date.fromisoformat(text)
            return f"{day.day} {day:%B %Y}"
        case 7:
            return f"{dt.date.fromisoformat(f'{text}-01'):%B %Y}"
        case _:
            return text or "date not known"


def listed(items: Sequence[str], last: str = "and") -> str:
    """Return items as a person lists them.

    >>> listed(["Essex", "Kent", "Surrey"])
    'Essex, Kent and Surrey'
    """
    return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)


def small(name: str) -> str:
    """Return a name inside a sentence: its first letter small, unless the word is in capitals.

    >>> small("Call handling"), small("ANPR")
    ('call handling', 'ANPR')
    """
    return name if name[:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def selection(chosen: Mapping[str, Any], labels: Labels) -> str:
    """Return the conditions that hold for what was read, as they follow "any finding".

    >>> selection({"since": "2021-01-01"}, None)
    ' since 2021'
    """
    parts = []
    if chosen.get("inspection"):
        parts.append(f" in {labels.inspection(chosen['inspection'])}")
    if chosen.get("region"):
        parts.append(f" in the region {labels.region(chosen['region'])}")
    if chosen.get("source_kind"):
        parts.append(f" from {SOURCES[chosen['source_kind']]}")
    if chosen.get("since"):
        day = chosen["since"]
        parts.append(f" since {when(day[:4] if day.endswith('-01-01') else day)}")
    return "".join(parts)


def narrowed(chosen: Mapping[str, Any]) -> str:
    """Return the conditions that hold for the findings counted alone: their rank, their risk.

    >>> narrowed({"status": "cause-of-concern"})
    ' (cause of concern)'
    """
    parts = [chosen[name].replace("-", " ") for name in ("status",) if chosen.get(name)]
    parts += [f"exposing to the risk {chosen['risk'].replace('-', ' ')}"] if chosen.get("risk") else []
    return f" ({', '.join(parts)})" if parts else ""


def words_of(rows: Iterable[Row]) -> str:
    """Return in whose words findings are, and on which kind of source they were read.

    >>> words_of([{"wording": "summary", "source_kind": "press-release"}])
    'our words, press release'
    """
    told = dict.fromkeys(
        f"{'quoted' if row['wording'] == 'quoted' else 'our words'}, {KINDS.get(row['source_kind'] or '', 'source')}"
        for row in rows
    )
    return "; ".join(told)


def rests_on(basis: Sequence[Row]) -> str:
    """Return what a count rests on: summaries and sentences of documents apart, by kind of source.

    Args:
        basis: Rows of the question ``basis`` on one practice.
    """
    parts: list[str] = []
    for quoted in (False, True):
        kinds: Counter[str] = Counter()
        for row in basis:
            if (row["wording"] == "quoted") == quoted:
                kinds[row["source_kind"] or "other"] += row["findings_count"]
        if not kinds:
            continue
        total = sum(kinds.values())
        ranked = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
        if quoted:
            where = listed([SOURCES.get(kind, "other sources") for kind, _ in ranked])
            parts.append(f"{'counted apart, ' if parts else ''}{counted(total, 'sentence')} quoted from {where}")
        elif len(ranked) == 1:
            parts.append(f"{counted(total, 'finding')} in our words from {SOURCES.get(ranked[0][0], 'other sources')}")
        else:
            where = ", ".join(f"{count} from {SOURCES.get(kind, 'other sources')}" for kind, count in ranked)
            parts.append(f"{counted(total, 'finding')} in our words ({where})")
    return f"Rests on {' and, '.join(parts)}. {CODED}" if parts else CODED


def counted_from(counting: str, headlines: int, sentences: int) -> str:
    """Return what an answer beyond counts of forces was made from: remarks on pages, sentences of documents, or both.

    Args:
        counting: ``headlines``, ``sentences`` or ``both``.
        headlines: How many findings in our words there are.
        sentences: How many findings are sentences quoted from documents.

    >>> counted_from("headlines", 589, 44)
    'From 589 findings in our words; left out: 44 sentences quoted from documents, a closer reading.'
    """
    ours, quoted = (
        f"{counted(headlines, 'finding')} in our words",
        f"{counted(sentences, 'sentence')} quoted from documents",
    )
    if counting == "both" and headlines and sentences:
        return f"From {ours} and {quoted}, which is a closer reading: counted together because it was asked for."
    if counting == "headlines" or not sentences:
        return f"From {ours}" + (f"; left out: {quoted}, a closer reading." if sentences else ".")
    return f"From {quoted}" + (f"; left out: {ours}, remarks on pages." if headlines else ".")


def only_quoted(basis: Sequence[Row]) -> list[str]:
    """Return the forces for which findings rest on nothing but documents read sentence by sentence (slugs)."""
    quoted = {row["force"] for row in basis if row["wording"] == "quoted"}
    return sorted(quoted - {row["force"] for row in basis if row["wording"] != "quoted"})


def density(basis: Sequence[Row], labels: Labels) -> str:
    """Return the warning where forces known by documents, sentence by sentence, are counted with others."""
    alone, forces = only_quoted(basis), {row["force"] for row in basis}
    if not alone:
        return ""
    if len(alone) == len(forces):
        return f" ({'each' if len(alone) > 1 else 'it'} only by a document read sentence by sentence)"
    named = labels.forces(alone)
    named = named if len(named) <= 4 else [*named[:3], f"{len(named) - 3} more"]
    return f" (of the {len(forces)}, {listed(named)} only by a document read sentence by sentence, {CLOSER})"
