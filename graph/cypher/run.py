"""Answering a prepared query on a graph."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from peelgraph.graph.cypher.entities import Graph
from peelgraph.graph.cypher.evaluate import Context
from peelgraph.graph.cypher.execute import compile_query
from peelgraph.graph.cypher.functions import function_table
from peelgraph.graph.cypher.matching import compile_pattern
from peelgraph.graph.cypher.parse_clauses import parse
from peelgraph.graph.cypher.request import PreparedQuery
from peelgraph.graph.cypher.temporal import Clock


def answer(prepared: PreparedQuery, graph: Graph) -> Iterator[list[Any]]:
    """Yield the rows of a query, as values of the evaluator, in the order of its columns.

    Args:
        prepared: The query.
        graph: The graph.

    Raises:
        QueryError: A value had the wrong type, or the like; the sentence says what and what to write.
    """
    functions = function_table(Clock(dt.datetime.now(dt.UTC)))
    ctx = Context(graph, prepared.parameters, functions, compile_pattern, compile_query)
    for row in compile_query(ctx, parse(prepared.text))({}):
        yield [row[column] for column in prepared.columns]
