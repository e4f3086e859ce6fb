"""Notices: what a query probably did not mean, though it may run and Neo4j would run it too."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from peelgraph.graph.cypher import syntax as s
from peelgraph.graph.cypher.walk import walk
from peelgraph.ontology.errors import did_you_mean

if TYPE_CHECKING:
    from peelgraph.ontology.model import Model


def notices(query: s.Query, parameters: Mapping[str, Any], model: Model) -> tuple[str, ...]:
    """Return sentences about labels and types that are not in the model, and about dates compared with text.

    Args:
        query: The parsed query.
        parameters: Its parameters.
        model: The model.
    """
    dates = _temporal_properties(model)
    found: list[str] = []
    for part in walk(query):
        if isinstance(part, s.NodePattern) and part.labels is not None:
            found.extend(_unknown(part.labels, model.node_types, "label"))
        elif isinstance(part, s.RelationshipPattern) and part.types is not None:
            found.extend(_unknown(part.types, model.relationship_types, "relationship type"))
        elif isinstance(part, s.Comparison):
            found.extend(_dates_as_text(part.operands, dates, parameters))
        elif isinstance(part, s.Binary) and part.operator == "IN" and isinstance(part.right, s.ListLiteral):
            found.extend(_dates_as_text((part.left, *part.right.items), dates, parameters))
        if isinstance(part, s.NodePattern) and isinstance(part.properties, s.MapLiteral):
            for key, value in part.properties.entries:
                found.extend(_dates_as_text((s.Property(s.Variable(""), key), value), dates, parameters))
    return tuple(dict.fromkeys(found))


def _temporal_properties(model: Model) -> dict[str, str]:
    """Return the properties that are a date or a moment wherever they occur, each with the function that makes one."""
    kinds: dict[str, set[str]] = {}
    for node_type in model.node_types.values():
        for name, kind in node_type.properties.items():
            kinds.setdefault(name, set()).add(kind.datatype)
    makers = {"date": "date", "datetime": "localdatetime"}
    return {name: makers[min(found)] for name, found in kinds.items() if len(found) == 1 and found <= makers.keys()}


def _unknown(labels: s.LabelExpr, known: Collection[str], what: str) -> Iterator[str]:
    for part in walk(labels):
        if isinstance(part, s.LabelName) and part.name not in known:
            near = get_close_matches(part.name, known, 1, 0.5) or [
                name for name in known if name.lower() == part.name.lower()
            ]
            yield f"the graph knows no {what} {part.name}{did_you_mean(near)}"


def _dates_as_text(
    operands: tuple[s.Expr, ...], dates: Mapping[str, str], parameters: Mapping[str, Any]
) -> Iterator[str]:
    texts = [operand for operand in operands if _is_text(operand, parameters)]
    for operand in operands:
        if texts and isinstance(operand, s.Property) and operand.key in dates:
            first = texts[0]
            shown = f"${first.name}" if isinstance(first, s.Parameter) else repr(getattr(first, "value", ""))
            maker = dates[operand.key]
            yield (
                f"{operand.key} is a {'date' if maker == 'date' else 'moment'}, and never equals, precedes or follows "
                f"a text: write {maker}({shown})"
            )


def _is_text(operand: s.Expr, parameters: Mapping[str, Any]) -> bool:
    if isinstance(operand, s.Parameter):
        return isinstance(parameters.get(operand.name), str)
    return isinstance(operand, s.Literal) and operand.kind == "string"
