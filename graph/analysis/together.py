"""Weaknesses and risks that come together in the same force and inspection more often than chance allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from peelgraph.graph.analysis.chance import Chance, Dealer, Floats, Ints, Shuffling, Truths, beyond_chance
from peelgraph.graph.analysis.coded import CodedFinding, Counted, Counting, coded_findings, of_like_density
from peelgraph.graph.store import Graph, Result, Row

MIN_FORCES = 5
"""Fewer forces than this are too few to speak of a pair."""
MORE = "more than chance"
NO_MORE = "no more than chance"
COLUMNS = (
    "first", "first_kind", "first_name", "second", "second_kind", "second_name", "forces_count", "forces",
    "places_count", "expected", "lift", "p", "verdict", "one_finding_count", "places", "embargoed_count",
)  # fmt: skip

Item = tuple[str, str]
"""``practice`` or ``risk``, and its slug."""
_CONTINUITY = 0.25
"""Added to the variance of each count: that of rounding to a whole force, and a little more."""


@dataclass(frozen=True, slots=True)
class Together:
    """Pairs of weaknesses and risks.

    Args:
        result: One row for each pair found in enough forces, those beyond chance first.
        counted: Which findings were counted, and which not.
        pairs: How many pairs of practices and risks the probabilities are corrected for.
        places: In how many forces and inspections anything was found weak.
        test: How the test was made.
    """

    result: Result
    counted: Counted
    pairs: int
    places: int
    test: Shuffling


class Pairs:
    """The practices and risks of findings of weakness by force and inspection, and what comes together there.

    Args:
        findings: The findings of weakness, in any order.
        least: Practices and risks of fewer findings are left out: they cannot come together in as many forces.
    """

    def __init__(self, findings: Sequence[CodedFinding], least: int) -> None:
        held: dict[Item, int] = defaultdict(int)
        for finding in findings:
            for item in _items(finding):
                held[item] += 1
        self.items = sorted(item for item, count in held.items() if count >= least)
        # A finding of no inspection is in no place: what was found with it is not known.
        self.findings = sorted((f for f in findings if f.inspection), key=lambda f: f.id)
        self.places_of = sorted({(f.force, f.inspection) for f in self.findings})
        self.forces = sorted({force for force, _ in self.places_of})
        place_of = {place: n for n, place in enumerate(self.places_of)}
        self.item_of = {item: n for n, item in enumerate(self.items)}
        # A finding's practices and its risks are dealt apart: what it says of the one is no reason for the other.
        dealt = [
            (f, kind, [self.item_of[i] for i in items if i in self.item_of])
            for f in self.findings
            for kind, items in (("practice", _practices(f)), ("risk", _risks(f)))
            if items
        ]
        self.places: Ints = np.array([place_of[f.force, f.inspection] for f, _, _ in dealt], dtype=np.intp)
        self._strata = [(f.inspection, f.question, kind) for f, kind, _ in dealt]
        coded = [(n, i) for n, (_, _, items) in enumerate(dealt) for i in items]
        self._dealt: Ints = np.array([n for n, _ in coded], dtype=np.intp)
        self._item: Ints = np.array([i for _, i in coded], dtype=np.intp)
        self._force = np.array([self.forces.index(force) for force, _ in self.places_of], dtype=np.intp)
        self._row = np.array(_rank_in_force([force for force, _ in self.places_of]), dtype=np.intp)
        self._depth = int(self._row.max(initial=-1)) + 1
        self.first, self.second = np.triu_indices(len(self.items), k=1)

    def dealer(self, seed: int) -> Dealer:
        """Return what deals the practices, and the risks, of one inspection and question anew among its forces."""
        return Dealer(self._strata, self.places, seed)

    def forces_with(self, places: Ints) -> Floats:
        """Return for each pair in how many forces an inspection found both."""
        stacked = np.zeros((len(self.forces), self._depth, len(self.items)), dtype=np.float32)
        at = places[self._dealt]
        stacked[self._force[at], self._row[at], self._item] = 1.0
        both = np.matmul(stacked.transpose(0, 2, 1), stacked)
        counts: Floats = (both > 0).sum(axis=0).astype(np.float64)
        return counts[self.first, self.second]

    def tell(self, places: Ints, least: int) -> tuple[Floats, Truths]:
        """Return in how many forces each pair comes together, and whether these are enough to speak of it."""
        counts = self.forces_with(places)
        return counts, counts >= least


def together(
    graph: Graph,
    *,
    min_forces: int = MIN_FORCES,
    counting: Counting | None = None,
    test: Shuffling | None = None,
    **embargo: Any,
) -> Together:
    """Return the practices and risks that were found weak together in the same force and inspection.

    ``expected`` is the mean number of forces when practices and risks are dealt anew, apart from each other, among
    the findings of the same inspection and question: each force keeps how many of each it has there. ``lift`` is the
    number found to that; ``p`` is corrected for all pairs. ``one_finding_count`` says in how many of the places one
    finding says both, so that they are two sides of one statement.

    Args:
        graph: The graph.
        min_forces: Least number of forces in which a pair comes together.
        counting: Which findings are counted together, see ``of_like_density``.
        test: How the test beyond chance is made.
        **embargo: ``include_embargoed`` and ``now``, as questions take them.
    """
    made = test or Shuffling()
    counted = of_like_density(coded_findings(graph, "weakness", **embargo), counting)
    pairs = Pairs(counted.findings, min_forces)
    rows: list[Row] = []
    if len(pairs.first):
        names: dict[Item, str] = {(concept.scheme, concept.slug): concept.name for concept in graph.concepts()}
        chance = pairs_chance(pairs, min_forces, made)
        told = np.flatnonzero(~np.isnan(chance.p))
        found = _where(pairs, {(int(pairs.first[n]), int(pairs.second[n])) for n in told})
        for n in told:
            pair = int(pairs.first[n]), int(pairs.second[n])
            rows.append(_row(pairs, pair, found[pair], names, float(chance.usual[n]), float(chance.p[n]), made))
    rows.sort(key=lambda r: (r["verdict"] != MORE, r["p"], -(r["lift"] or 0), -r["forces_count"], r["first"]))
    result = Result(COLUMNS, [[row[column] for column in COLUMNS] for row in rows])
    return Together(result, counted, len(pairs.first), len(pairs.places_of), made)


def pairs_chance(pairs: Pairs, least: int, test: Shuffling) -> Chance:
    """Return for each pair of practices and risks what shuffled data gives, in the order of ``first`` and ``second``.

    Args:
        pairs: What comes together in the findings.
        least: Least number of forces in which a pair comes together.
        test: How the test beyond chance is made.
    """
    return beyond_chance(
        pairs.places, pairs.dealer(test.seed), lambda places: pairs.tell(places, least), test, _CONTINUITY
    )


def _row(
    pairs: Pairs,
    pair: tuple[int, int],
    found: list[Row],
    names: dict[Item, str],
    expected: float,
    p: float,
    test: Shuffling,
) -> Row:
    first, second = (pairs.items[n] for n in pair)
    forces = sorted({place["force"] for place in found})
    return {
        "first": first[1],
        "first_kind": first[0],
        "first_name": names.get(first, first[1]),
        "second": second[1],
        "second_kind": second[0],
        "second_name": names.get(second, second[1]),
        "forces_count": len(forces),
        "forces": forces,
        "places_count": len(found),
        "expected": round(expected, 2),
        "lift": round(len(forces) / expected, 2) if expected else None,
        "p": round(p, 4),
        "verdict": MORE if p <= test.level else NO_MORE,
        "one_finding_count": sum(place["first_finding"] == place["second_finding"] for place in found),
        "places": [{key: value for key, value in place.items() if key != "embargoed"} for place in found],
        "embargoed_count": sum(place["embargoed"] for place in found),
    }


def _where(pairs: Pairs, wanted: set[tuple[int, int]]) -> dict[tuple[int, int], list[Row]]:
    """Return for each pair the forces and inspections in which it comes together, with a finding for each side."""
    by_place: dict[tuple[int, str, str], dict[int, list[CodedFinding]]] = defaultdict(lambda: defaultdict(list))
    for finding in pairs.findings:
        seen = by_place[finding.sequence, finding.inspection, finding.force]
        for item in _items(finding):
            if item in pairs.item_of:
                seen[pairs.item_of[item]].append(finding)
    where: dict[tuple[int, int], list[Row]] = {pair: [] for pair in wanted}
    for (_, inspection, force), held in sorted(by_place.items(), key=lambda item: item[0]):
        for pair in combinations(sorted(held), 2):
            if pair not in where:
                continue
            one, other = _told(held[pair[0]], held[pair[1]])
            where[pair].append(
                {
                    "force": force,
                    "inspection": inspection,
                    "first_finding": one.id,
                    "second_finding": other.id,
                    "embargoed": len({f.id for f in (one, other) if f.embargoed}),
                }
            )
    return where


def _told(ones: list[CodedFinding], others: list[CodedFinding]) -> tuple[CodedFinding, CodedFinding]:
    """Return a finding of each list: one that is in both where there is any, for it says the most."""
    both = {finding.id for finding in ones} & {finding.id for finding in others}
    one = next((finding for finding in ones if finding.id in both), ones[0])
    return one, one if both else others[0]


def _practices(finding: CodedFinding) -> list[Item]:
    return [("practice", slug) for slug in finding.practices]


def _risks(finding: CodedFinding) -> list[Item]:
    return [("risk", slug) for slug in finding.risks]


def _items(finding: CodedFinding) -> list[Item]:
    return [*_practices(finding), *_risks(finding)]


def _rank_in_force(forces: list[str]) -> list[int]:
    seen: dict[str, int] = defaultdict(int)
    ranks = []
    for force in forces:
        ranks.append(seen[force])
        seen[force] += 1
    return ranks
