"""The constraints that the model asks of an engine."""

from __future__ import annotations

from collections.abc import Iterator

from peelgraph.ontology.model import Model


def constraint_statements(model: Model) -> Iterator[str]:
    """Yield one Cypher statement for each label: its ``id`` is unique."""
    for label in model.node_types:
        name = f"{label.lower()}_id"
        yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
