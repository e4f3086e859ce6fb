"""Copying a graph from one place to another, between engines or within one: all of it, and checked at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from peelgraph.graph.address import is_server
from peelgraph.graph.bulk import BulkWriter
from peelgraph.graph.content_hash import ContentHash, graph_hash, link_text, node_text
from peelgraph.graph.contents import HeldNode, counts, fetch, in_pages, pages, writing_order
from peelgraph.graph.open import open_graph
from peelgraph.graph.question import ask
from peelgraph.graph.store import Graph
from peelgraph.ontology.errors import StoreError
from peelgraph.ontology.model import Model, NodeType, load_model
from peelgraph.ontology.records import Link

FLUSH_SECONDS = 30.0
"""In a long copy, how often what was copied is made durable."""

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class CopyReport:
    """What a copy did.

    Args:
        source: Where the graph was.
        target: Where it is now too.
        nodes: Nodes that both sides hold.
        relationships: Relationships that both sides hold.
        nodes_copied: Those of the nodes that the target did not hold before.
        relationships_copied: Those of the relationships that the target did not hold before.
        nodes_removed: Nodes that were taken out of the target first, since it was to be replaced.
        sha256: The content hash of both sides.
        embargoed_count: Findings under embargo, which were copied as all others.
        embargoed_until: When the last of the embargoes ends, as ISO wall time in London.
        nodes_left: Nodes of the source that the model does not have, which stayed behind.
        relationships_left: Relationships of the source that the model does not have, which stayed behind.
        properties_left: Properties of the source that the model does not have, such as ``Finding.score``, likewise.
        notices: What a person should know of the two graphs, as sentences.
    """

    source: str
    target: str
    nodes: int
    relationships: int
    nodes_copied: int
    relationships_copied: int
    nodes_removed: int
    sha256: str
    embargoed_count: int
    embargoed_until: str | None
    nodes_left: int
    relationships_left: int
    properties_left: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON has it."""
        return asdict(self) | {"properties_left": list(self.properties_left), "notices": list(self.notices)}


def copy_graph(
    source: str | Path,
    target: str | Path,
    *,
    replace: bool = False,
    adopt: bool = False,
    progress: Progress = lambda _what, _count: None,
) -> CopyReport:
    """Copy a graph, and compare both sides at the end.

    Started again, an interrupted copy goes on where it was: what the target holds already is not written again.

    Args:
        source: The address of the graph.
        target: The address to copy it to: nothing is there yet, or an empty graph, or a part of the same graph.
        replace: Take out first what the target holds, if that is something else.
        adopt: On a server: also take a database with nodes of our labels which peelgraph did not write.
        progress: Told what is being done and how many nodes of it are done.

    Raises:
        NoGraphError: There is no graph at the source.
        ConstraintError: The source holds something that breaks the model.
        StoreError: Both are one place; the target holds something else; or the two sides differ at the end.
    """
    model = load_model()
    with open_graph(source) as held:
        _refuse_same_file(str(source), str(target))
        with open_graph(target, write=True, adopt=adopt) as place:
            _refuse_same_database(held, place)
            copying = _Copying(held, place, model, progress)
            copying.run(replace=replace)
            notices = (*held.notices, *place.notices)
        with open_graph(target) as place:
            progress("checking", 0)
            found = graph_hash(place, model)
        about = ask(held, "about").dicts()[0]
        in_all = counts(held)
        unknown = tuple(_unknown_properties(held, model))
    _compare(copying.content, found, held.uri, place.uri)
    until = about["embargoed_until"]
    return CopyReport(
        source=held.uri,
        target=place.uri,
        nodes=found.nodes,
        relationships=found.relationships,
        nodes_copied=copying.nodes,
        relationships_copied=copying.relationships,
        nodes_removed=copying.removed,
        sha256=found.hexdigest(),
        embargoed_count=about["embargoed_count"],
        embargoed_until=until.isoformat(timespec="minutes") if until else None,
        nodes_left=max(0, in_all[0] - found.nodes),
        relationships_left=max(0, in_all[1] - found.relationships),
        properties_left=unknown,
        notices=notices,
    )


class _Copying:
    """One copy between two open graphs, page by page."""

    def __init__(self, source: Graph, target: Graph, model: Model, progress: Progress) -> None:
        self._source = source
        self._target = target
        self._model = model
        self._progress = progress
        self._writer = BulkWriter(target.write, model)
        self._flushed = time.monotonic()
        self._beginning = True
        self.content = ContentHash(model)
        self.nodes = 0
        self.relationships = 0
        self.removed = 0

    def run(self, *, replace: bool) -> None:
        """Copy everything: label by label, each with the relationships whose other end is there by then."""
        self._beginning = not any(True for label in self._model.node_types for _ in self._target.ids(label))
        if not self._beginning:
            self._prepare(replace=replace)
        labels = writing_order(self._model)
        order = [(self._model.node_types[label], labels[:place]) for place, label in enumerate(labels)]
        for node_type, before in order:
            later = _reaching_others(node_type, before)
            for ids in in_pages(self._source.ids(node_type.label)):
                self._copy_page(node_type, ids, later)
        for node_type, before in order:
            if later := _reaching_others(node_type, before):
                for ids in in_pages(self._source.ids(node_type.label)):
                    self._link(node_type, fetch(self._source, node_type, ids), later, self._there(node_type, ids))
        self._target.flush()

    def _copy_page(self, node_type: NodeType, ids: list[str], later: set[str]) -> None:
        page = fetch(self._source, node_type, ids)
        for node in page:
            node.check(self._model)
            self.content.add(node)
        there = self._there(node_type, ids)
        missing = {node.id: node.properties for node in page if node.id not in there}
        self._writer.create(node_type.label, missing)
        self.nodes += len(missing)
        self._link(node_type, page, node_type.relationships.keys() - later, there)
        self._progress("copying", self.content.nodes)
        if time.monotonic() - self._flushed > FLUSH_SECONDS:
            self._target.flush()
            self._flushed = time.monotonic()

    def _there(self, node_type: NodeType, ids: list[str]) -> dict[str, HeldNode]:
        """Return what the target held before of these nodes."""
        return {} if self._beginning else {node.id: node for node in fetch(self._target, node_type, ids)}

    def _link(
        self, node_type: NodeType, page: list[HeldNode], types: Iterable[str], there: Mapping[str, HeldNode]
    ) -> None:
        """Write those relationships of some types that the target lacks."""
        chosen = set(types)
        links: list[tuple[str, Link]] = []
        for node in page:
            known = {link.key for link in there[node.id].links} if node.id in there else ()
            links += [(node.id, link) for link in node.links if link.type in chosen and link.key not in known]
        self._writer.link(node_type.label, links)
        self.relationships += len(links)

    def _prepare(self, *, replace: bool) -> None:
        """See that the target holds nothing else, or make it empty."""
        other = self._first_difference()
        if other is None:
            return
        if not replace:
            raise StoreError(
                f"{self._target.uri} holds something else: {other}; copy to another place, "
                "or give --replace to take out all that it holds first"
            )
        for label in reversed(writing_order(self._model)):
            for ids in in_pages(self._target.ids(label)):
                self._writer.delete(label, ids)
                self.removed += len(ids)
                self._progress("removing", self.removed)
        self._beginning = True

    def _first_difference(self) -> str | None:
        """Return what the target holds and the source does not, as a phrase, or None if it holds only a part of it."""
        compared = 0
        for node_type in self._model.node_types.values():
            for page in pages(self._target, node_type):
                originals = {n.id: n for n in fetch(self._source, node_type, [node.id for node in page])}
                differences = (self._difference(node, originals.get(node.id)) for node in page)
                if found := next(filter(None, differences), None):
                    return found
                compared += len(page)
                self._progress("comparing", compared)
        return None

    def _difference(self, node: HeldNode, original: HeldNode | None) -> str | None:
        named = f"{node.label} {node.id!r}"
        if original is None:
            return f"{named}, which {self._source.uri} does not"
        if node_text(node, self._model) != node_text(original, self._model):
            return f"{named} with other properties than in {self._source.uri}"
        known = {link_text(original, link, self._model) for link in original.links}
        if len({link.key for link in node.links}) < len(node.links):
            return f"a relationship of {named} twice"
        for link in node.links:
            if link_text(node, link, self._model) not in known:
                return f"{link.type} from {named} to {link.label} {link.id!r}, otherwise than {self._source.uri}"
        return None


def _reaching_others(node_type: NodeType, labels: Sequence[str]) -> set[str]:
    """Return the types of relationships that leave a label and do not reach one of these."""
    return {end.type for end in node_type.relationships.values() if end.target not in labels}


def _unknown_properties(graph: Graph, model: Model) -> Iterator[str]:
    """Yield the properties that the model does not have; only on a server can others have added any."""
    if not is_server(graph.uri):
        return
    for label, node_type in model.node_types.items():
        for row in graph.run(f"MATCH (n:{label}) UNWIND keys(n) AS name RETURN DISTINCT name ORDER BY name"):
            if row["name"] not in node_type.properties:
                yield f"{label}.{row['name']}"
    for type_, relationship in model.relationship_types.items():
        for row in graph.run(f"MATCH ()-[r:{type_}]->() UNWIND keys(r) AS name RETURN DISTINCT name ORDER BY name"):
            if row["name"] not in relationship.properties:
                yield f"{type_}.{row['name']}"


def _compare(copied: ContentHash, found: ContentHash, source: str, target: str) -> None:
    if copied.hexdigest() != found.hexdigest():
        raise StoreError(
            f"{target} does not hold what was read from {source}: {found.nodes:,} nodes and {found.relationships:,} "
            f"relationships (sha256 {found.hexdigest()}) instead of {copied.nodes:,} and {copied.relationships:,} "
            f"(sha256 {copied.hexdigest()}); somebody else may have written to one of them: copy again with --replace"
        )


def _refuse_same_file(source: str, target: str) -> None:
    if is_server(source) or is_server(target):
        return
    one, other = Path(source), Path(target)
    if one.resolve() == other.resolve() or (other.exists() and one.samefile(other)):
        raise StoreError(f"{source} and {target} are the same file: name another to copy it to")


def _refuse_same_database(source: Graph, target: Graph) -> None:
    if not (is_server(source.uri) and is_server(target.uri)):
        return
    ask_id = "CALL db.info() YIELD id RETURN id"
    if source.run(ask_id) == target.run(ask_id):
        raise StoreError(f"{source.uri} and {target.uri} are the same database: name another to copy it to")
