"""The plainest scripts that write the findings of a table to a Neo4j server, to measure `peelgraph load` against.

``python benchmarks/server_peers.py merge TABLE URI``
    One ``MERGE`` for each row, with its relationships, as one would first write it: a constraint on each key, one
    auto-commit transaction a row. It checks nothing, knows no names, and keeps no sources.
``python benchmarks/server_peers.py rdf TABLE URI``
    The same facts as RDF, added to an ``rdflib_neo4j.Neo4jStore`` with batching, as its documentation shows. It needs
    ``rdflib-neo4j``.

Both print how many rows they wrote and in how many seconds, without start-up and import.
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path

LABELS = {"force": "Force", "cycle": "Inspection", "practice": "Practice", "risk": "Risk", "pillar": "Question"}
TYPES = {"force": "ABOUT", "cycle": "FOUND_IN", "practice": "CONCERNS", "risk": "EXPOSES", "pillar": "ADDRESSES"}
TEXTS = ("statement", "polarity", "status", "peer_context", "source_kind", "source_url", "published")


def merge(rows: list[dict[str, str]], uri: str) -> None:
    """Write each row with one MERGE statement in a transaction of its own."""
    from neo4j import GraphDatabase  # noqa: PLC0415

    with GraphDatabase.driver(uri) as driver, driver.session() as session:
        for label in (*LABELS.values(), "Finding"):
            session.run(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE").consume()
        for number, row in enumerate(rows):
            ends = {column: row[column] for column in LABELS if row[column]}
            links = " ".join(
                f"MERGE ({column}:{LABELS[column]} {{id: ${column}}}) MERGE (x)-[:{TYPES[column]}]->({column})"
                for column in ends
            )
            texts = {column: row[column] for column in TEXTS if row[column]}
            session.run(f"MERGE (x:Finding {{id: $id}}) SET x += $texts {links}", id=str(number), texts=texts, **ends)


def rdf(rows: list[dict[str, str]], uri: str) -> None:
    """Add each row as RDF to a graph that rdflib-neo4j keeps on the server."""
    from rdflib import RDF, Graph, Literal, Namespace  # noqa: PLC0415
    from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig  # noqa: PLC0415

    place = Namespace("https://example.org/")
    config = Neo4jStoreConfig(
        auth_data={"uri": uri, "database": "neo4j", "user": "neo4j", "pwd": "neo4j"},
        custom_prefixes={"ex": place},
        handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE,
        batching=True,
    )
    graph = Graph(store=Neo4jStore(config=config))
    for number, row in enumerate(rows):
        finding = place[f"finding/{number}"]
        graph.add((finding, RDF.type, place.Finding))
        for column in TEXTS:
            if row[column]:
                graph.add((finding, place[column], Literal(row[column])))
        for column, label in LABELS.items():
            if row[column]:
                other = place[f"{label.lower()}/{row[column]}"]
                graph.add((other, RDF.type, place[label]))
                graph.add((finding, place[TYPES[column]], other))
    graph.close(True)


def main(what: str, table: str, uri: str, most: str = "0") -> None:
    """Write the rows of a table, or the first of them, and say how long it took."""
    with Path(table).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[: int(most) or None]
    started = time.perf_counter()
    {"merge": merge, "rdf": rdf}[what](rows, uri)
    print(len(rows), time.perf_counter() - started)


if __name__ == "__main__":
    main(*sys.argv[1:])
