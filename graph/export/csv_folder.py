"""A folder of CSV for spreadsheets and data frames: one file for each label, one for each type of relationship."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from peelgraph.graph.contents import HeldNode
from peelgraph.graph.export.folders import new_folder
from peelgraph.graph.export.job import ExportJob
from peelgraph.graph.export.values import in_model_order
from peelgraph.ontology.cells import escape_formula
from peelgraph.ontology.model import Model, NodeType, PropertyType
from peelgraph.ontology.records import Link, Value

ENDS = ("from_label", "from_id", "to_label", "to_id")

_README = """# A graph of peelgraph as CSV

{nodes:,} nodes and {relationships:,} relationships. Content hash (sha256): {sha256}

Files are UTF-8 with a byte order mark, so that spreadsheet programs read every letter. Cells are separated by commas
and quoted where they must be; a quoted cell may have line breaks. An empty cell is an unknown value. Several values in
one cell are separated by `;`. Days are `YYYY-MM-DD`, times are wall-clock times in London. A text that a spreadsheet
program could take for a formula has `'` before it: take that off where you read the files with a program.

`id` is unique within a label. In the relationships, `from_label` and `from_id` name the node that they leave,
`to_label` and `to_id` the one that they reach.

## Nodes

| file | rows | what a row is |
|---|---:|---|
{node_files}

## Relationships

| file | rows | joins |
|---|---:|---|
{link_files}

## Columns
{columns}
"""


def write_csv_folder(job: ExportJob) -> None:
    """Write nodes and relationships as a folder of CSV.

    Raises:
        StoreError: The folder is not empty, or cannot be written.
    """
    with new_folder(job.target) as folder:
        with ExitStack() as open_files:
            writing = _Folder(folder, job.model, open_files)
            for page in job.pages:
                for node in page:
                    writing.add(node)
        (folder / "README.md").write_text(writing.readme(job), "utf-8", newline="\n")


def csv_cell(value: Value | None) -> str:
    """Return a value as a cell that no spreadsheet program takes for a formula.

    >>> csv_cell("=1+1"), csv_cell(["Essex", "Kent"]), csv_cell(None), csv_cell(-0.5), csv_cell(dt.date(2014, 11, 27))
    ("'=1+1", 'Essex;Kent', '', '-0.5', '2014-11-27')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return escape_formula(";".join(value) if isinstance(value, list) else value)


class _Table:
    """One file while it is written."""

    def __init__(self, path: Path, columns: Iterable[str], open_files: ExitStack) -> None:
        file = open_files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(columns)
        self.rows = 0

    def write(self, values: Iterable[Value | None]) -> None:
        self._writer.writerow([csv_cell(value) for value in values])
        self.rows += 1


class _Folder:
    """The files of the folder while they are written."""

    def __init__(self, folder: Path, model: Model, open_files: ExitStack) -> None:
        self._folder = folder
        self._model = model
        self._open_files = open_files
        self._nodes: dict[str, _Table] = {}
        self._links: dict[str, _Table] = {}

    def add(self, node: HeldNode) -> None:
        """Write a node and the relationships that leave it."""
        names = _columns(self._model.node_types[node.label])
        if node.label not in self._nodes:
            path = self._folder / f"{node.label}.csv"
            self._nodes[node.label] = _Table(path, ["id", *names], self._open_files)
        held = in_model_order(node.properties, self._model.node_types[node.label].properties)
        self._nodes[node.label].write([node.id, *map(held.get, names)])
        for link in node.links:
            self._add_link(node, link)

    def _add_link(self, node: HeldNode, link: Link) -> None:
        declared = self._model.relationship_types[link.type].properties
        if link.type not in self._links:
            path = self._folder / f"{link.type}.csv"
            self._links[link.type] = _Table(path, [*ENDS, *declared], self._open_files)
        held = in_model_order(link.properties, declared)
        self._links[link.type].write([node.label, node.id, link.label, link.id, *map(held.get, declared)])

    def readme(self, job: ExportJob) -> str:
        """Return what explains the folder."""
        node_types, relationship_types = self._model.node_types, self._model.relationship_types
        order = [label for label in node_types if label in self._nodes]
        types = [type_ for type_ in relationship_types if type_ in self._links]
        joins = {type_: (t.sources, t.targets) for type_, t in relationship_types.items()}
        return _README.format(
            nodes=job.content.nodes,
            relationships=job.content.relationships,
            sha256=job.content.hexdigest(),
            node_files="\n".join(
                f"| `{label}.csv` | {self._nodes[label].rows:,} | {node_types[label].description} |" for label in order
            ),
            link_files="\n".join(
                f"| `{type_}.csv` | {self._links[type_].rows:,} | {_joined(*joins[type_])} |" for type_ in types
            ),
            columns="\n".join(
                [
                    *(_described(label, node_types[label].properties) for label in order),
                    *(_described(type_, relationship_types[type_].properties) for type_ in types),
                ]
            ).rstrip(),
        )


def _columns(node_type: NodeType) -> list[str]:
    return [name for name in node_type.properties if name != "id"]


def _joined(sources: Iterable[str], targets: Iterable[str]) -> str:
    return f"{', '.join(sources)} → {', '.join(targets)}"


def _described(stem: str, properties: Mapping[str, PropertyType]) -> str:
    if not properties:
        return ""
    rows = "\n".join(f"| `{p.name}` | {_kind(p)} | {p.description} |" for p in properties.values())
    return f"\n### {stem}.csv\n\n| column | holds | what it says |\n|---|---|---|\n{rows}"


def _kind(declared: PropertyType) -> Any:
    return f"{declared.datatype}, several" if declared.many else declared.datatype
