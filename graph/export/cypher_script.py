"""A script of Cypher that makes the graph in an empty Neo4j: constraints, nodes, then relationships."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import IO

from peelgraph.graph.contents import HeldNode
from peelgraph.graph.export.files import new_file
from peelgraph.graph.export.job import ExportJob
from peelgraph.graph.export.values import in_model_order
from peelgraph.graph.schema import constraint_statements, marker_statement
from peelgraph.ontology.model import NodeType
from peelgraph.ontology.records import Value

ROWS = 500
"""Nodes or relationships that one statement makes."""

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_HEAD = """\
// A graph of peelgraph for an empty database of Neo4j 5.26 or later:
//   cypher-shell -d neo4j -f FILE
// One statement a line. Constraints come first, then nodes, then relationships.
"""


def write_cypher_script(job: ExportJob) -> None:
    """Write the graph as statements of Cypher, each ended by ``;``.

    Raises:
        StoreError: The file cannot be written.
    """
    with new_file(job.target) as file, tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as later:

        def write(text: str) -> None:
            file.write(text.encode("utf-8"))

        write(_HEAD)
        for statement in (*constraint_statements(job.model), marker_statement()):
            write(f"{statement};\n")
        for page in job.pages:
            for label, nodes in groupby(page, key=lambda node: node.label):
                _write_page(job.model.node_types[label], list(nodes), write, later)
        later.seek(0)
        for line in later:
            write(line)
        write(f"// {job.content.nodes} nodes, {job.content.relationships} relationships, ")
        write(f"content hash (sha256) {job.content.hexdigest()}\n")


def literal(value: Value) -> str:
    r"""Return a value as a literal of Cypher, on one line whatever it holds.

    >>> print(literal("it's \"so\"\n"), literal(dt.date(2014, 11, 27)), literal(["a", "b"]), literal(1.0))
    "it's \"so\"\n" date("2014-11-27") ["a", "b"] 1.0
    """
    if isinstance(value, dt.datetime):
        return f'localdatetime("{value.isoformat()}")'
    if isinstance(value, dt.date):
        return f'date("{value.isoformat()}")'
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, str):
        text = json.dumps(value, ensure_ascii=False)
        return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04X}", text)
    return json.dumps(value)


def _write_page(node_type: NodeType, nodes: Sequence[HeldNode], write: Callable[[str], None], later: IO[str]) -> None:
    """Write the statements that make some nodes of a label; those that join them to others come later."""
    label = node_type.label
    made = [_map(in_model_order({**node.properties, "id": node.id}, node_type.properties)) for node in nodes]
    for rows in _batches(made):
        write(f"UNWIND [{rows}] AS row CREATE (n:{label}) SET n = row;\n")
    groups: dict[tuple[str, str], list[str]] = {}
    for node in nodes:
        for link in node.links:
            own = _map(in_model_order(link.properties, node_type.relationships[link.type].properties))
            row = f"{{`from`: {literal(node.id)}, `to`: {literal(link.id)}, own: {own}}}"
            groups.setdefault((link.type, link.label), []).append(row)
    for (type_, other), group in groups.items():
        for rows in _batches(group):
            later.write(
                f"UNWIND [{rows}] AS row MATCH (a:{label} {{id: row.`from`}}) MATCH (b:{other} {{id: row.`to`}}) "
                f"CREATE (a)-[r:{type_}]->(b) SET r = row.own;\n"
            )


def _map(properties: Mapping[str, Value]) -> str:
    return "{" + ", ".join(f"`{name}`: {literal(value)}" for name, value in properties.items()) + "}"


def _batches(rows: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(rows), ROWS):
        yield ", ".join(rows[start : start + ROWS])
