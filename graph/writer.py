"""Writing what a source states, in one transaction of whichever engine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from peelgraph.graph.bulk import BulkWriter, Run
from peelgraph.graph.standing import CORRECTS, StandingCorrections
from peelgraph.graph.statements import NodeState, Statement, check, first_state
from peelgraph.graph.states import new_links, read_states, stored
from peelgraph.ontology.errors import ConstraintError
from peelgraph.ontology.model import Model, NodeType
from peelgraph.ontology.protocols import Counts
from peelgraph.ontology.records import Link, Record

Key = tuple[str, str]

BATCH = 5000
PART = 10_000
"""How many records are written or taken out before a source that is stated in parts is kept so far."""
REFERENCE_SOURCE = "peelgraph"


class RecordWriter:
    """States one source's records by comparing them with what the graph holds and writing the difference.

    Args:
        run: Runs one Cypher statement in the open transaction and returns its rows.
        source: The source's name.
        model: The model.
        keep: Keeps what was done so far, whatever comes after; None where a source is stated whole or not at all.
    """

    def __init__(self, run: Run, source: str, model: Model, keep: Callable[[], None] | None = None) -> None:
        self._run = run
        self._keep = keep
        self._done = 0
        self._source = source
        self._model = model
        self._stated: set[Key] = set()
        self._known: set[Key] = set()
        self._waiting: list[tuple[Key, Link]] = []
        self._bulk = BulkWriter(run, model)
        self._corrections = StandingCorrections(run, self._bulk)

    def write(self, records: Iterable[Record]) -> Counts:
        """State records of the source; return what that did to their rows."""
        counts = Counts()
        stream = iter(records)
        while batch := list(islice(stream, BATCH)):
            counts.add(self._write_batch(batch, self._source))
        return counts

    def add_reference(self, records: Iterable[Record]) -> None:
        """State shipped records that the source's records refer to and that the graph lacks."""
        self._write_batch(list(records), REFERENCE_SOURCE)

    def end_of_part(self) -> bool:
        """Keep what was stated so far, where the source is stated in parts and enough was stated since the last part.

        Returns:
            True if it was kept, whatever becomes of the rest.
        """
        if self._keep is None or self._done < PART:
            return False
        self._keep()
        self._done = 0
        self._known.clear()  # another writer may have taken out what was there
        self._corrections.forget()
        return True

    def missing(self, keys: Collection[Key]) -> set[Key]:
        """Return those label and id pairs that neither the graph nor this transaction holds."""
        unknown = set(keys) - self._known
        for label, ids in _by_label(unknown).items():
            rows = self._run(f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN id", {"ids": ids})
            self._known.update((label, row["id"]) for row in rows)
        return unknown - self._known

    def finish(self) -> None:
        """Write the relationships whose other end was stated after them.

        Raises:
            ConstraintError: An end is nowhere.
        """
        self._write_links(self._waiting)
        if self._waiting:
            ends = sorted({f"{link.label} {link.id!r}" for _, link in self._waiting})
            (label, id_), link = self._waiting[0]
            raise ConstraintError(
                f"{label} {id_!r} has {link.type} to what is not in the graph: {', '.join(ends[:5])}; "
                f"load it first or correct the name"
            )

    def count_unstated(self, labels: Collection[str]) -> int:
        """Return how many nodes with these labels the source stated before and has not stated now."""
        return sum(len(self._unstated(label)) for label in labels)

    def withdraw_unstated(self, labels: Collection[str]) -> int:
        """Take out what the source stated before with one of these labels and has not stated now."""
        self._write_links(self._waiting)
        return sum(self._withdraw(self._model.node_types[label]) for label in self._withdrawal_order(labels))

    def lay_corrections_over(self, findings: Collection[str]) -> None:
        """Lay the corrections over findings anew, once corrections of them were stated."""
        self._corrections.forget()
        node_type = self._model.node_types["Finding"]
        changed: dict[str, tuple[NodeState, NodeState]] = {}
        for id_, before in self._states(node_type, list(findings)).items():
            after = before.corrected(self._corrections.of("Finding", id_), node_type)
            if after.shown != before.shown or after.claims != before.claims:
                changed[id_] = (before, after)
        self._change("Finding", changed)
        self._write_links([(("Finding", id_), link) for id_, pair in changed.items() for link in new_links(*pair)])

    def _write_batch(self, records: Sequence[Record], source: str) -> Counts:
        counts = Counts()
        links: list[tuple[Key, Link]] = []
        for label, group in _grouped(records):
            node_type = self._model.node_types.get(label)
            for record in group:
                check(record, self._model.node_types)
            assert node_type is not None  # noqa: S101 - check() refused every unknown label
            links += self._write_group(group, node_type, source, counts)
        self._write_links(links)
        return counts

    def _write_group(
        self, group: Sequence[Record], node_type: NodeType, source: str, counts: Counts
    ) -> list[tuple[Key, Link]]:
        held = self._states(node_type, [record.id for record in group])
        created: dict[str, NodeState] = {}
        changed: dict[str, tuple[NodeState, NodeState]] = {}
        for record in group:
            statement = Statement.of(record)
            before = created.get(record.id) or (changed[record.id][1] if record.id in changed else held.get(record.id))
            if before is None:
                corrections = self._corrections.of(node_type.label, record.id)
                created[record.id] = first_state(source, statement, node_type, corrections)
                counts.created += record.counted
                continue
            after = before.stating(source, statement, node_type)
            if after is not before:
                if record.id in created:
                    created[record.id] = after
                else:
                    changed[record.id] = (held[record.id], after)
            differs = after.shown != before.shown
            counts.updated += record.counted and differs
            counts.unchanged += record.counted and not differs
        self._done += len(group)
        keys = {record.key for record in group}
        self._known |= keys
        if source == self._source:
            self._stated |= keys
        self._bulk.create(node_type.label, {id_: stored(state) for id_, state in created.items()})
        self._corrections.came(node_type.label, {id_: state.shown.properties for id_, state in created.items()})
        self._change(node_type.label, changed)
        return [
            *(((node_type.label, id_), link) for id_, state in created.items() for link in state.shown.as_links()),
            *(((node_type.label, id_), link) for id_, pair in changed.items() for link in new_links(*pair)),
        ]

    def _states(self, node_type: NodeType, ids: Sequence[str]) -> dict[str, NodeState]:
        return read_states(self._run, node_type, ids, self._corrections.of)

    def _change(self, label: str, changed: Mapping[str, tuple[NodeState, NodeState]]) -> None:
        self._corrections.changed(label, {id_: after.shown.properties for id_, (_, after) in changed.items()})
        rows = []
        gone: dict[str, list[dict[str, str]]] = {}
        for id_, (before, after) in changed.items():
            old, new = stored(before), stored(after)
            difference = {k: v for k, v in new.items() if old.get(k) != v} | {k: None for k in old if k not in new}
            if difference:
                rows.append({"id": id_, "properties": difference})
            for type_, other_label, other in before.shown.links:
                if after.shown.links.get((type_, other_label, other)) != before.shown.links[type_, other_label, other]:
                    gone.setdefault(f"{type_}]->(m:{other_label}", []).append({"id": id_, "other": other})
        if rows:
            self._run(
                f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n += row.properties",
                {"rows": rows},
            )
        for pattern, pairs in gone.items():
            self._run(
                f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}})-[r:{pattern} {{id: row.other}}) DELETE r",
                {"rows": pairs},
            )

    def _write_links(self, links: Sequence[tuple[Key, Link]]) -> None:
        missing = self.missing({(link.label, link.id) for _, link in links})
        self._waiting = [(key, link) for key, link in links if (link.label, link.id) in missing] + (
            self._waiting if links is not self._waiting else []
        )
        present: dict[str, list[tuple[str, Link]]] = {}
        for (label, id_), link in links:
            if (link.label, link.id) not in missing:
                present.setdefault(label, []).append((id_, link))
        for label, pairs in present.items():
            self._bulk.link(label, pairs)

    def _withdrawal_order(self, labels: Collection[str]) -> Iterator[str]:
        """Yield the labels so that what refers comes before what is referred to."""
        waiting = [label for label in self._model.node_types if label in labels]
        while waiting:
            referred = {
                end.target
                for label in waiting
                for end in self._model.node_types[label].relationships.values()
                if end.target != label
            }
            free = next((label for label in waiting if label not in referred), waiting[0])
            waiting.remove(free)
            yield free

    def _withdraw(self, node_type: NodeType) -> int:
        label = node_type.label
        unstated = self._unstated(label)
        removed = 0
        for start in range(0, len(unstated), BATCH):
            batch = unstated[start : start + BATCH]
            removed += self._withdraw_batch(node_type, batch, set(unstated))
            self._done += len(batch)
            self.end_of_part()
        return removed

    def _unstated(self, label: str) -> list[str]:
        rows = self._run(f"MATCH (n:{label}) WHERE $source IN n.sources RETURN n.id AS id", {"source": self._source})
        return [row["id"] for row in rows if (label, row["id"]) not in self._stated]

    def _withdraw_batch(self, node_type: NodeType, ids: Sequence[str], leaving: set[str]) -> int:
        label = node_type.label
        referred = self._run(
            f"UNWIND $ids AS id MATCH (n:{label} {{id: id}})<-[r]-(m) "
            f"WHERE type(r) <> '{CORRECTS}' RETURN DISTINCT id, labels(m)[0] AS label, m.id AS other",
            {"ids": list(ids)},
        )
        kept = {row["id"] for row in referred if row["label"] != label or row["other"] not in leaving}
        changed: dict[str, tuple[NodeState, NodeState]] = {}
        deleted = []
        for id_, before in self._states(node_type, ids).items():
            after = before.without(self._source, node_type)
            if after is not None:
                changed[id_] = (before, after)
            elif id_ not in kept:
                deleted.append(id_)
        self._change(label, changed)
        self._write_links([((label, id_), link) for id_, pair in changed.items() for link in new_links(*pair)])
        self._corrections.went(label, deleted)
        self._run(f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n", {"ids": deleted})
        self._known -= {(label, id_) for id_ in deleted}
        return len(deleted)


def _by_label(keys: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for label, id_ in keys:
        found.setdefault(label, []).append(id_)
    return found


def _grouped(records: Iterable[Record]) -> Iterator[tuple[str, list[Record]]]:
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.label, []).append(record)
    yield from groups.items()
