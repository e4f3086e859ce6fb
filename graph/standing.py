"""The corrections of a graph inside a transaction that writes: which hold for a finding, and which lose or find it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from peelgraph.graph.bulk import BulkWriter, Run
from peelgraph.ontology.corrections import LINKED, Correction, in_force
from peelgraph.ontology.records import Link, Value

FINDING = "Finding"
CORRECTS = "CORRECTS"


class StandingCorrections:
    """All corrections of a graph, read when a finding is first written, and kept in step with the findings.

    Args:
        run: Runs one Cypher statement in the open transaction.
        bulk: Writes relationships in the same transaction.
    """

    def __init__(self, run: Run, bulk: BulkWriter) -> None:
        self._run = run
        self._bulk = bulk
        self._by_finding: dict[str, list[Correction]] | None = None
        self._absent: set[tuple[str, str]] = set()

    def forget(self) -> None:
        """Read the corrections anew when they are next needed."""
        self._by_finding = None

    def of(self, label: str, id_: str) -> tuple[Correction, ...]:
        """Return the corrections that hold for a node, one for each field at most, in the order of the fields."""
        if label != FINDING or not (corrections := self._read().get(id_)):
            return ()
        standing = in_force([c for c in corrections if not self._lacking(c)])
        return tuple(standing[field] for field in sorted(standing))

    def came(self, label: str, created: Mapping[str, Mapping[str, Value]]) -> None:
        """Put the corrections of findings that have just been created in force again, as their text is the same."""
        if label == FINDING:
            back = [c for id_ in created for c in self._read().get(id_, ())]
            self._set(back, created, stale=False)
            self._bulk.link("Correction", [(c.id, Link(CORRECTS, FINDING, c.finding)) for c in back])

    def changed(self, label: str, after: Mapping[str, Mapping[str, Value]]) -> None:
        """Give corrections the embargo that their findings have now, and in force those that can be laid again."""
        if label == FINDING:
            held = [c for id_ in after for c in self._read().get(id_, ())]
            moved = [
                c
                for c in held
                if c.embargoed_until != after[c.finding].get("embargoed_until")
                or (c.state == "stale" and not self._lacking(c))
            ]
            self._set(moved, after, stale=False)

    def went(self, label: str, ids: Collection[str]) -> None:
        """Say of the corrections of findings that have just been taken out that there is no such finding."""
        if label == FINDING:
            self._set([c for id_ in ids for c in self._read().get(id_, ())], {}, stale=True)

    def _set(self, corrections: list[Correction], findings: Mapping[str, Mapping[str, Value]], *, stale: bool) -> None:
        if not corrections:
            return
        rows: list[dict[str, Any]] = []
        for correction in corrections:
            state = correction.state
            if state != "undone":
                state = "stale" if stale or self._lacking(correction) else "applied"
            until = correction.embargoed_until if stale else findings[correction.finding].get("embargoed_until")
            rows.append({"id": correction.id, "properties": {"state": state, "embargoed_until": until}})
        self._run("UNWIND $rows AS row MATCH (c:Correction {id: row.id}) SET c += row.properties", {"rows": rows})
        self.forget()

    def _read(self) -> Mapping[str, list[Correction]]:
        if self._by_finding is None:
            self._by_finding = {}
            for row in self._run("MATCH (c:Correction) RETURN properties(c) AS said", {}):
                correction = Correction.of(row["said"])
                self._by_finding.setdefault(correction.finding, []).append(correction)
            self._absent = self._absent_terms()
        return self._by_finding

    def _absent_terms(self) -> set[tuple[str, str]]:
        """Return the practices and risks, by label and slug, that corrections name and that have left the graph."""
        named: dict[str, set[str]] = {label: set() for _, label in LINKED.values()}
        for made in (self._by_finding or {}).values():
            for correction in made:
                if correction.field in LINKED:
                    named[LINKED[correction.field][1]].update(correction.new)
        absent: set[tuple[str, str]] = set()
        for label, slugs in named.items():
            if slugs:
                query = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN id"
                there = {row["id"] for row in self._run(query, {"ids": sorted(slugs)})}
                absent |= {(label, slug) for slug in slugs - there}
        return absent

    def _lacking(self, correction: Correction) -> bool:
        """Return whether a correction names a practice or risk that has left the graph, so that it cannot be laid."""
        if correction.field not in LINKED:
            return False
        return any((LINKED[correction.field][1], slug) in self._absent for slug in correction.new)
