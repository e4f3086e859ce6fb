"""The model's own checks of a whole graph: some thousand nodes at a time, then what only all of them show."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from peelgraph.graph.address import is_server
from peelgraph.graph.embargo import london_now
from peelgraph.graph.store import Graph
from peelgraph.graph.validation.breach import RULES, Breach
from peelgraph.graph.validation.constraints import constraint_breaches, shape_count
from peelgraph.graph.validation.graph_rules import graph_breaches
from peelgraph.graph.validation.node_rules import node_breaches
from peelgraph.graph.validation.places import Locate, no_rows, with_places
from peelgraph.graph.validation.reading import RawNode, raw_pages
from peelgraph.ontology.model import Model, load_model

FAULTS_KEPT = 10_000
"""The most faults that are kept and shown; all are counted."""


@dataclass(frozen=True, slots=True)
class Validation:
    """What a check of a graph found.

    Args:
        nodes: How many nodes were checked.
        shapes: How many shapes and rules they were checked against.
        faults: What breaks them, in the order of the model, at most ``FAULTS_KEPT``.
        count: How many faults there are in all.
        by_rule: How many break each shape and rule.
        met: How many nodes each label's shape met.
        unknown: Labels' properties and relationships that the model does not have, which were not checked.
    """

    nodes: int
    shapes: int
    faults: list[Breach]
    count: int
    by_rule: Mapping[tuple[str, str], int]
    met: Mapping[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def unmet(self) -> list[str]:
        """The labels of which there are no nodes, so that their shapes were not tried."""
        return [label for label, count in self.met.items() if not count]


def validate(
    graph: Graph,
    *,
    now: dt.datetime | None = None,
    locate: Locate = no_rows,
    named: Callable[[str], str] = str,
    more: Iterable[Breach] = (),
    progress: Callable[[str, int], None] = lambda _what, _count: None,
) -> Validation:
    """Check a graph against the model.

    Args:
        graph: The graph.
        now: The wall-clock time in London by which faults are marked as under embargo; by default the time it is.
        locate: Finds the rows of tables that state nodes.
        named: What a source is called in the places.
        more: Faults that were found in another way, which are told of nodes that have none by these checks.
        progress: Told what is being done and how many nodes of it are done.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from peelgraph.graph import open_graph
    >>> from peelgraph.ontology.records import Record
    >>> with TemporaryDirectory() as folder, open_graph(Path(folder) / "graph.kgl", write=True) as graph:
    ...     with graph.stating("my table") as writer:
    ...         _ = writer.write([Record("Force", "kent", {"slug": "kent", "name": "Kent Police"})])
    ...     sound = validate(graph)
    ...     _ = graph.write("MATCH (f:Force {id: 'kent'}) SET f.ons_code = $code", {"code": "Kent"})
    ...     broken = validate(graph)
    >>> sound.nodes, sound.count
    (1, 0)
    >>> print(broken.faults[0].message)
    ons_code is 'Kent', which is not of the form ^[EW][0-9]{8}$
    """
    model = load_model()
    pass_ = _Pass(graph, model, progress)
    kept: list[Breach] = []
    by_rule: Counter[tuple[str, str]] = Counter()
    own = _once(chain(pass_.breaches(), graph_breaches(graph, model)))
    for breach in _unless_told(own, more):
        by_rule[breach.shape, breach.rule] += 1
        if len(kept) < FAULTS_KEPT:
            kept.append(breach)
    order = {label: place for place, label in enumerate(model.node_types)}
    faults = with_places(graph, kept, now or london_now(), locate, named)
    faults.sort(key=lambda breach: (order.get(breach.label, -1), breach.id, breach.shape, breach.rule))
    return Validation(
        nodes=sum(pass_.met.values()),
        shapes=shape_count(model) + len(RULES),
        faults=faults,
        count=by_rule.total(),
        by_rule=by_rule,
        met=pass_.met,
        unknown=tuple(sorted(pass_.unknown)),
    )


class _Pass:
    """One reading of all nodes."""

    def __init__(self, graph: Graph, model: Model, progress: Callable[[str, int], None]) -> None:
        self._graph = graph
        self._model = model
        self._progress = progress
        self.met = dict.fromkeys(model.node_types, 0)
        self.unknown: set[str] = set()

    def breaches(self) -> Iterator[Breach]:
        """Yield what single nodes break."""
        for label, node_type in self._model.node_types.items():
            for page in raw_pages(self._graph, node_type):
                for node in page:
                    yield from constraint_breaches(node, node_type)
                    yield from node_breaches(node, node_type)
                    self._note_unknown(node)
                self.met[label] += len(page)
                self._progress("checking", sum(self.met.values()))

    def _note_unknown(self, node: RawNode) -> None:
        if not is_server(self._graph.uri):
            return  # nobody but peelgraph writes to a file, and the engine adds names of its own
        node_type = self._model.node_types[node.label]
        types = {link.type for link in node.links}
        self.unknown.update(f"{node.label}.{name}" for name in node.properties.keys() - node_type.properties.keys())
        self.unknown.update(f"{node.label}.{name}" for name in types - node_type.relationships.keys())


def _unless_told(own: Iterable[Breach], more: Iterable[Breach]) -> Iterator[Breach]:
    """Yield the own breaches, then the others of nodes that have none."""
    told: set[tuple[str, str]] = set()
    for breach in own:
        told.add(breach.key)
        yield breach
    yield from (breach for breach in more if not breach.id or breach.key not in told)


def _once(breaches: Iterable[Breach]) -> Iterator[Breach]:
    """Yield each thing that is wrong once, also where two checks find it."""
    seen: set[tuple[str, str, str, str, str]] = set()
    for breach in breaches:
        key = (breach.label, breach.id, breach.shape, breach.rule, breach.message)
        if key not in seen:
            if len(seen) < FAULTS_KEPT:
                seen.add(key)
            yield breach
