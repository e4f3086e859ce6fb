"""The constraints that the model asks of an engine, and the one by which a server's database is known to be ours."""

from __future__ import annotations

from collections.abc import Iterator

from peelgraph.ontology.model import Model

MARKER = "peelgraph_graph"
"""The name of the constraint that marks a database as a graph of ours; no query sees it."""


def constraint_statements(model: Model) -> Iterator[str]:
    """Yield one Cypher statement for each label: its ``id`` is unique."""
    for label in model.node_types:
        name = f"{label.lower()}_id"
        yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"


def marker_statement() -> str:
    """Return the Cypher statement that marks a server's database as a graph of ours.

    The constraint holds always, since no relationship has an ``id``, and brings no name to the database that the model
    does not have.
    """
    return f"CREATE CONSTRAINT {MARKER} IF NOT EXISTS FOR ()-[r:CORRECTS]-() REQUIRE r.id IS UNIQUE"
