"""Cypher on a laptop: typed queries are checked, and answered as Neo4j 5 answers them.

>>> from peelgraph.graph.cypher import prepare, run_in_child  # doctest: +SKIP
>>> run_in_child("peelgraph.kgl", prepare("MATCH (f:Force) RETURN count(*)", {}, load_model())).rows  # doctest: +SKIP
[[43]]
"""

from peelgraph.graph.cypher.guard import ALLOWED_PROCEDURES, check_read_only
from peelgraph.graph.cypher.prepare import prepare
from peelgraph.graph.cypher.request import PreparedQuery
from peelgraph.graph.cypher.sandbox import Result, run_in_child
from peelgraph.graph.cypher.values import Node, Path, Relationship, Value, to_json

__all__ = [
    "ALLOWED_PROCEDURES",
    "Node",
    "Path",
    "PreparedQuery",
    "Relationship",
    "Result",
    "Value",
    "check_read_only",
    "prepare",
    "run_in_child",
    "to_json",
]
