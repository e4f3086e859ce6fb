"""Forces with a profile like that of one force, and whether they are more alike than chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from peelgraph.graph.analysis.chance import Chance, Shuffling, beyond_chance
from peelgraph.graph.analysis.coded import CodedFinding, Counted, Counting, coded_findings, of_like_density
from peelgraph.graph.analysis.profiles import Item, Profiles, weights
from peelgraph.graph.store import Graph, Result, Row
from peelgraph.ontology.errors import UnknownNameError

LEAST_SHARED = 5
"""Below this many shared practices two forces are never called alike."""
ALIKE = "more alike than chance"
NO_MORE = "no more alike than chance"
COLUMNS = (
    "force", "score", "shared", "verdict", "p", "usual_score", "basis", "shared_weaknesses", "shared_strengths",
    "shared_in", "findings_count", "embargoed_count",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Similar:
    """The forces beside one force, the most alike first.

    Args:
        force: Slug of the force.
        result: One row for each other force.
        counted: Which findings were counted, and which not.
        pairs: How many pairs of forces the probabilities are corrected for.
        test: How the test was made.
    """

    force: str
    result: Result
    counted: Counted
    pairs: int
    test: Shuffling


def similar(
    graph: Graph,
    force: str,
    *,
    peers: Collection[str] | None = None,
    counting: Counting | None = None,
    test: Shuffling | None = None,
    **embargo: Any,
) -> Similar:
    """Return the forces beside one force by how alike their profiles are.

    The score is the cosine of two profiles over practices found weak and practices found strong, each practice
    weighing the logarithm of (forces read / forces of which it was found). ``p`` is corrected for the number of all
    pairs of forces; below five shared practices it is not given.

    Args:
        graph: The graph.
        force: Slug of the force.
        peers: Only these forces: a peer group that stands in for the ones found alike.
        counting: Which findings are counted together, see ``of_like_density``.
        test: How the test beyond chance is made.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.

    Raises:
        UnknownNameError: The graph has no such force.
    """
    known = graph.forces()
    for slug in (force, *(peers or ())):
        if slug not in known:
            raise UnknownNameError("force", slug)
    made = test or Shuffling()
    counted = of_like_density(coded_findings(graph, **embargo), counting)
    profiles = Profiles(counted.findings)
    pairs = len(profiles.forces) * (len(profiles.forces) - 1) // 2
    rows = _rows(profiles, force, made) if force in profiles.forces else []
    if peers is not None:
        found = {row["force"]: row for row in rows}
        rows = [found.get(slug) or _unseen(slug) for slug in sorted(set(peers) - {force})]
        rows = [row | {"basis": "peer-group"} for row in rows]
    rows.sort(key=lambda row: (-row["score"], -row["shared"], row["force"]))
    return Similar(force, Result(COLUMNS, [[row[c] for c in COLUMNS] for row in rows]), counted, pairs, made)


def pair_chance(profiles: Profiles, test: Shuffling) -> Chance:
    """Return for each pair of forces what shuffled data gives, in the order of ``Profiles.pairs``."""
    return beyond_chance(
        profiles.places, profiles.dealer(test.seed), lambda places: profiles.tell(places, LEAST_SHARED), test
    )


def _rows(profiles: Profiles, force: str, test: Shuffling) -> list[Row]:
    mine = profiles.forces.index(force)
    alike = profiles.alike(profiles.places)
    chance = pair_chance(profiles, test)
    first, second = profiles.pairs()
    table = profiles.table(profiles.places)
    weight = weights(table)
    by_force: dict[str, list[CodedFinding]] = defaultdict(list)
    for finding in profiles.findings:
        by_force[finding.force].append(finding)
    own = _seen(by_force[force])
    rows = []
    for n in np.flatnonzero((first == mine) | (second == mine)):
        other = int(first[n] + second[n]) - mine
        slug = profiles.forces[other]
        p = None if np.isnan(chance.p[n]) else float(chance.p[n])
        both = [(weight[i], profiles.items[i]) for i in np.flatnonzero(table[mine] * table[other])]
        both.sort(key=lambda pair: (-pair[0], pair[1]))
        theirs = _seen(by_force[slug])
        rows.append(
            {
                "force": slug,
                "score": round(float(alike.score[mine, other]), 4),
                "shared": int(alike.shared[mine, other]),
                "verdict": ALIKE if p is not None and p <= test.level else NO_MORE,
                "p": None if p is None else round(p, 4),
                "usual_score": round(float(chance.usual[n]), 4),
                "basis": "profile",
                "shared_weaknesses": [practice for _, (polarity, practice) in both if polarity == "weakness"],
                "shared_strengths": [practice for _, (polarity, practice) in both if polarity == "strength"],
                "shared_in": [_shared_in(float(w), item, own[item], theirs[item]) for w, item in both],
                "findings_count": len(by_force[slug]),
                "embargoed_count": sum(f.embargoed for _, item in both for f in (*own[item], *theirs[item])),
            }
        )
    return rows


def _seen(findings: list[CodedFinding]) -> dict[Item, list[CodedFinding]]:
    seen: dict[Item, list[CodedFinding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda f: (-f.sequence, f.id)):
        for practice in finding.practices:
            seen[finding.polarity, practice].append(finding)
    return seen


def _shared_in(weight: float, item: Item, own: list[CodedFinding], theirs: list[CodedFinding]) -> Row:
    return {
        "practice": item[1],
        "polarity": item[0],
        "weight": round(weight, 4),
        "own_inspections": list(dict.fromkeys(f.inspection for f in own)),
        "their_inspections": list(dict.fromkeys(f.inspection for f in theirs)),
        "own_finding": own[0].id,
        "their_finding": theirs[0].id,
    }


def _unseen(slug: str) -> Row:
    empty: Row = dict.fromkeys(COLUMNS)
    lists: Row = {"shared_weaknesses": [], "shared_strengths": [], "shared_in": []}
    counts: Row = {"score": 0.0, "shared": 0, "findings_count": 0, "embargoed_count": 0}
    return empty | lists | counts | {"force": slug, "verdict": NO_MORE, "basis": "profile"}
