"""What a report says of a force, from the same questions as the commands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from peelgraph.graph.analysis.learning import learn_from
from peelgraph.graph.embargo import london_now
from peelgraph.graph.naming import Labels
from peelgraph.graph.portraits import force_portrait
from peelgraph.graph.question import ask
from peelgraph.graph.rounds import missed, rounds_read
from peelgraph.graph.store import Graph, Row


@dataclass(frozen=True, slots=True)
class ForceFacts:
    """All that a report of a force rests on.

    Args:
        as_of: The wall-clock time in London by which embargoes and due dates are judged.
        labels: Names for a reader.
        portrait: What ``force`` answers.
        about: What the whole graph holds.
        weaknesses: What ``shared-weaknesses --force`` answers, also where no other force shares it.
        peers: For each of the first weaknesses, by force the latest finding of that weakness.
        repeated: What ``repeated --force`` answers.
        recommendations: What ``recommendations --force`` answers.
        lessons: What ``learn-from`` answers.
        not_read: The PEEL rounds after the first that was seen, of which the graph has findings but none on the force.
        places: The place in time of each inspection.
        alone: The inspections of which only this force's letter or report is loaded.
        include_embargoed: Whether what is under embargo is in it.
    """

    as_of: dt.datetime
    labels: Labels
    portrait: dict[str, Any]
    about: Row
    weaknesses: list[Row]
    peers: dict[str, dict[str, Row]]
    repeated: list[Row]
    recommendations: list[Row]
    lessons: list[Row]
    not_read: tuple[str, ...]
    places: dict[str, int]
    alone: tuple[str, ...]
    include_embargoed: bool

    @property
    def slug(self) -> str:
        """The slug of the force."""
        return str(self.portrait["force"]["slug"])

    @property
    def name(self) -> str:
        """The short name of the force."""
        return self.labels.force(self.slug)


def force_facts(
    graph: Graph, slug: str, *, shown: int, include_embargoed: bool = False, now: dt.datetime | None = None
) -> ForceFacts:
    """Return what a report says of a force.

    Args:
        graph: The graph.
        slug: Slug of the force.
        shown: For how many weaknesses the other forces' findings are wanted.
        include_embargoed: Also what is under embargo.
        now: The wall-clock time in London by which embargoes and due dates are judged; by default now.

    Raises:
        UnknownNameError: The graph has no such force.
    """
    as_of = now or london_now()
    embargo: dict[str, Any] = {"include_embargoed": include_embargoed, "now": as_of}
    weaknesses = ask(graph, "shared-weaknesses", force=slug, min_forces=1, **embargo).dicts()
    portrait = force_portrait(graph, slug, **embargo)
    places = {i.slug: i.sequence or 0 for i in graph.inspections()}
    seen = portrait["coverage"]["inspections"]
    return ForceFacts(
        as_of=as_of,
        labels=Labels(graph),
        portrait=portrait,
        about=ask(graph, "about", **embargo).dicts()[0],
        weaknesses=weaknesses,
        peers={row["practice"]: _peers(graph, row["practice"], embargo) for row in weaknesses[:shown]},
        repeated=ask(graph, "repeated", force=slug, **embargo).dicts(),
        recommendations=ask(graph, "recommendations", force=slug, **embargo).dicts(),
        lessons=learn_from(graph, slug, **embargo).result.dicts(),
        not_read=tuple(missed(rounds_read(graph, **embargo), seen, min((places[i] for i in seen), default=0), None)),
        places=places,
        alone=_alone(ask(graph, "documents", **embargo).dicts(), slug),
        include_embargoed=include_embargoed,
    )


def _peers(graph: Graph, practice: str, embargo: dict[str, Any]) -> dict[str, Row]:
    """Return for each force its latest finding of weakness on a practice."""
    latest: dict[str, Row] = {}
    for row in ask(graph, "findings", practice=practice, polarity="weakness", **embargo).dicts():
        if practice in row["practices"]:
            latest.setdefault(row["force"], row)
    return latest


def _alone(documents: list[Row], slug: str) -> tuple[str, ...]:
    """Return the inspections of which this force's document is loaded and no other force's."""
    own = {d["inspection"] for d in documents if slug in d["force"] and d["inspection"]}
    others = {d["inspection"] for d in documents if slug not in d["force"]}
    return tuple(sorted(own - others))
