"""What sentences are made from beside their row: names, what was read, and what a count rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from peelgraph.graph.naming import Labels
from peelgraph.graph.question import ask, load_question
from peelgraph.graph.sentences import selection
from peelgraph.graph.store import Graph, Row
from peelgraph.ontology.counted import counted


@dataclass
class Asked:
    """What sentences are made from beside their row; each is read from the graph once, and only if needed.

    Args:
        graph: The graph.
        chosen: The question's parameters as they were put.
    """

    graph: Graph
    chosen: dict[str, Any]
    labels: Labels = field(init=False)

    def __post_init__(self) -> None:
        self.labels = Labels(self.graph)

    @cached_property
    def weak(self) -> dict[str, list[Row]]:
        """What stands behind the weaknesses, by practice."""
        return self._basis("weakness")

    @cached_property
    def strong(self) -> dict[str, list[Row]]:
        """What stands behind the strengths, by practice."""
        return self._basis("strength")

    @cached_property
    def read(self) -> str:
        """Of how many forces anything was read in this selection, as it follows "in 17"."""
        rows = ask(self.graph, "forces-read", **self._taken("forces-read")).dicts()
        forces, quoted = (rows[0]["forces_count"], rows[0]["quoted_only_count"]) if rows else (0, 0)
        only = f" (of the {forces}, {quoted} known only by a document read sentence by sentence)" if quoted else ""
        return f"of {counted(forces, 'force')} with any finding{selection(self.chosen, self.labels)}{only}"

    def _basis(self, polarity: str) -> dict[str, list[Row]]:
        taken = {name: value for name, value in self._taken("basis").items() if name != "force"}
        found: dict[str, list[Row]] = {}
        for row in ask(self.graph, "basis", **{**taken, "polarity": polarity}).dicts():
            found.setdefault(row["practice"], []).append(row)
        return found

    def _taken(self, question: str) -> dict[str, Any]:
        known = {parameter.name for parameter in load_question(question).parameters}
        return {name: value for name, value in self.chosen.items() if name in known}
