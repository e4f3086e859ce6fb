"""The plainest scripts that do a part of what peelgraph does with the same files, to measure it against.

``python -m benchmarks.peers sqlite FOLDER FILE``
    Reads the tables with ``csv.DictReader`` and inserts every row into SQLite with ``executemany``: one table for one
    file, a primary key as peelgraph's, an index on force and practice. It checks no cell, knows no names, keeps no
    relationships, does not compare with what is there, and cannot say what became of a row.
``python -m benchmarks.peers engine FOLDER FILE``
    Reads the tables with ``csv.DictReader`` and writes nodes and relationships into the embedded engine, and nothing
    else: no check, no names, no sources, no transaction, no log, no comparison. What peelgraph costs beyond it is
    peelgraph's own.
``python -m benchmarks.peers opened FILE``
    Opens a finished graph in the engine and ends: the memory of the graph itself.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
import warnings
from itertools import islice
from pathlib import Path
from typing import Any

import kglite

TABLES = ("inspections", "findings", "grades", "good_practice", "recommendations")
KEYS = {
    "inspections": "slug",
    "findings": "force, cycle, statement",
    "grades": "force, cycle, pillar",
    "good_practice": "id",
    "recommendations": "id",
}
LINKS = {
    "findings": {
        "force": ("ABOUT", "Force"),
        "cycle": ("FOUND_IN", "Inspection"),
        "pillar": ("ADDRESSES", "Question"),
        "practice": ("CONCERNS", "Practice"),
        "risk": ("EXPOSES", "Risk"),
    },
    "grades": {"force": ("OF", "Force"), "cycle": ("GIVEN_IN", "Inspection"), "pillar": ("ANSWERS", "Question")},
    "good_practice": {"force": ("RUN_BY", "Force"), "practice": ("APPLIES", "Practice")},
    "recommendations": {"inspection": ("MADE_IN", "Inspection"), "practice": ("CONCERNS", "Practice")},
}
"""The columns that become relationships, with their type and the label at the other end."""
BATCH = 5000


def sqlite(folder: Path, path: Path) -> None:
    """Insert the rows of the tables into a SQLite file."""
    with sqlite3.connect(path) as database:
        for name in TABLES:
            with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                rows = csv.DictReader(file)
                columns = list(rows.fieldnames or ())
                database.execute(f"CREATE TABLE {name} ({', '.join(columns)}, PRIMARY KEY ({KEYS[name]}))")
                values = ", ".join(f":{column}" for column in columns)
                database.executemany(f"INSERT INTO {name} VALUES ({values})", rows)
                for column in {"force", "practice"} & set(columns):
                    database.execute(f"CREATE INDEX {name}_{column} ON {name} ({column})")


def engine(folder: Path, path: Path) -> None:
    """Write the rows of the tables into the embedded engine, as nodes with relationships."""
    graph = kglite.open(str(path), durable="off")
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = enumerate(csv.DictReader(file))
            while batch := [{"id": f"{name}-{number}", "cells": _cells(row)} for number, row in islice(rows, BATCH)]:
                _write(graph, name, batch)
    graph.save()


def opened(path: Path) -> None:
    """Open a finished graph."""
    kglite.load(str(path))


def _cells(row: dict[str, str]) -> dict[str, str]:
    """Return the cells that are filled, under names that the engine does not use itself."""
    return {f"{column}_": value for column, value in row.items() if value}


def _write(graph: kglite.KnowledgeGraph, name: str, batch: list[dict[str, Any]]) -> None:
    rows = {"rows": batch}
    graph.cypher(f"UNWIND $rows AS row CREATE (n:{name} {{id: row.id}}) SET n += row.cells", params=rows)
    for column, (type_, label) in LINKS.get(name, {}).items():
        pairs = [
            {"id": row["id"], "other": row["cells"][f"{column}_"]} for row in batch if f"{column}_" in row["cells"]
        ]
        ends = list({pair["other"] for pair in pairs})
        graph.cypher(f"UNWIND $ends AS id MERGE (:{label} {{id: id}})", params={"ends": ends})
        graph.cypher(
            f"UNWIND $rows AS row MATCH (n:{name} {{id: row.id}}) MATCH (m:{label} {{id: row.other}}) "
            f"CREATE (n)-[:{type_}]->(m)",
            params={"rows": pairs},
        )


def main(what: str, *paths: str) -> None:
    """Do one of the three."""
    match what, [Path(path) for path in paths]:
        case "sqlite", [folder, path]:
            sqlite(folder, path)
        case "engine", [folder, path]:
            engine(folder, path)
        case "opened", [path]:
            opened(path)
        case _:
            sys.exit("say `sqlite FOLDER FILE`, `engine FOLDER FILE` or `opened FILE`")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(*sys.argv[1:])
