"""From a typed query to one that may run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from peelgraph.graph.cypher.check import Checker
from peelgraph.graph.cypher.functions import function_table
from peelgraph.graph.cypher.guard import check_read_only
from peelgraph.graph.cypher.notices import notices
from peelgraph.graph.cypher.parse_clauses import parse
from peelgraph.graph.cypher.request import PreparedQuery
from peelgraph.graph.cypher.temporal import Clock
from peelgraph.graph.cypher.wire import encode
from peelgraph.ontology.errors import QueryError

if TYPE_CHECKING:
    from peelgraph.ontology.model import Model

_EVERYWHERE = ("id", "sources")


def prepare(query: str, parameters: Mapping[str, Any] | None, model: Model) -> PreparedQuery:
    """Return a query that has been read, checked and found to do nothing but read.

    Args:
        query: One statement of Cypher 5, as typed.
        parameters: Its parameters; values are those of Cypher (None, booleans, numbers, strings, dates, lists, maps).
        model: The model, whose labels, relationship types and properties are all that a query can see.

    Returns:
        The query, ready for `peelgraph.graph.cypher.sandbox.run_in_child`.

    Raises:
        QueryRefusedError: It does more than read.
        QueryError: It is no query of Cypher 5, or names something that is not there.
    """
    check_read_only(query)
    given = dict(parameters or {})
    for name, value in given.items():
        try:
            encode(value)
        except TypeError as error:
            raise QueryError(f"the parameter ${name} cannot be used: {error}") from None
        except RecursionError:
            raise QueryError(f"the parameter ${name} cannot be used: it is nested too deeply") from None
    checker = Checker(function_table(Clock(dt.datetime.now(dt.UTC))), given)
    try:
        parsed = parse(query)
        columns = checker.query(parsed, {})
        found = notices(parsed, given, model)
    except RecursionError:
        raise QueryError("the query is nested too deeply: use fewer parentheses, or steps with WITH") from None
    node_keys = {
        label: tuple(dict.fromkeys((*kind.properties, *_EVERYWHERE))) for label, kind in model.node_types.items()
    }
    relationship_keys = {name: tuple(kind.properties) for name, kind in model.relationship_types.items()}
    return PreparedQuery(query, given, tuple(columns), node_keys, relationship_keys, found)
