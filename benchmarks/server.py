"""How fast `peelgraph load` writes to a Neo4j server, and how fast questions are there, beside plain scripts.

Run ``python -m benchmarks.server`` with PEELGRAPH_TEST_NEO4J naming a server without authentication whose default
database may be emptied; without it one is started as the tests do. ``--rdf PYTHON`` names an interpreter that has
``rdflib-neo4j`` (for example of an environment made by ``uv venv`` and ``uv pip install rdflib-neo4j``).
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from peelgraph.graph import open_graph
from peelgraph.graph.question import ask

from benchmarks.measure import PEELGRAPH, PYTHON, print_table, run
from benchmarks.questions import questions

FACTORS = (1, 10, 100)
PEER_ROWS = 2_000
"""The peers write a row at a time, so that their rate does not depend on how many rows there are."""
SCRIPT = str(Path(__file__).with_name("server_peers.py"))


@contextmanager
def started_server(folder: Path) -> Iterator[str]:
    """Give the address of a server: that of PEELGRAPH_TEST_NEO4J, or one started as the tests start theirs."""
    given = os.environ.get("PEELGRAPH_TEST_NEO4J")
    if given:
        yield given
        return
    path = Path(__file__).resolve().parent.parent / "tests" / "neo4j_server.py"
    spec = importlib.util.spec_from_file_location("neo4j_server", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (folder / "server").mkdir()
    process = module.Process(folder / "server")
    try:
        yield f"bolt://127.0.0.1:{process.open('benchmark')}"
    finally:
        process.stop()


@contextmanager
def emptied(uri: str) -> Iterator[None]:
    """Empty the server's database, constraints and all, before and after."""
    from neo4j import GraphDatabase  # noqa: PLC0415

    def empty() -> None:
        with GraphDatabase.driver(uri) as driver, driver.session() as session:
            session.run("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 5000 ROWS").consume()
            session.run("MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
            for row in list(session.run("SHOW CONSTRAINTS YIELD name")):
                session.run(f"DROP CONSTRAINT `{row['name']}`").consume()

    empty()
    try:
        yield
    finally:
        empty()


def loaded(tables: Path, uri: str) -> tuple[float, float, float]:
    """Return rows a second, seconds and peak memory of `peelgraph load` of the findings, as a whole process."""
    findings = tables / "findings.csv"
    for name in ("inspections", "findings"):
        taken = run([PEELGRAPH, "load", str(tables / f"{name}.csv"), "--graph", uri])
    rows = sum(1 for _ in findings.open(encoding="utf-8")) - 1
    return rows / taken.seconds, taken.seconds, taken.peak


def peer(python: str, what: str, tables: Path, uri: str) -> float:
    """Return the rows a second of a script of `server_peers`."""
    command = [python, SCRIPT, what, str(tables / "findings.csv"), uri, str(PEER_ROWS)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return int(said[-2]) / float(said[-1])


def latencies(graph: Any, asked: dict[str, tuple[str, Any]], times: int) -> dict[str, float]:
    """Return the median milliseconds of each question."""
    found: dict[str, list[float]] = {called: [] for called in asked}
    for _ in range(times + 1):
        for called, (name, given) in asked.items():
            if sum(found[called]) < 60_000:
                started = time.perf_counter()
                ask(graph, name, **given)
                found[called].append((time.perf_counter() - started) * 1000)
    return {called: median(taken[1:] or taken) for called, taken in found.items()}


def main() -> None:
    """Print the tables of loading and of the questions."""
    parser = argparse.ArgumentParser(description="Measure loading to, and asking, a Neo4j server.")
    parser.add_argument("--rdf", metavar="PYTHON", help="an interpreter that has rdflib-neo4j")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--factors", type=int, nargs="+", default=FACTORS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="peelgraph-") as folder, started_server(Path(folder)) as uri:
        _measure(Path(folder), uri, options)


def _measure(folder: Path, uri: str, options: argparse.Namespace) -> None:
    loads: list[Sequence[object]] = []
    asked: dict[int, dict[str, tuple[float, float]]] = {}
    for factor in options.factors:
        tables = folder / str(factor)
        run([PYTHON, "-m", "benchmarks.generate", str(tables), "--factor", str(factor)])
        with emptied(uri):
            merged = peer(PYTHON, "merge", tables, uri)
        rdf = 0.0
        if options.rdf:
            with emptied(uri):
                rdf = peer(options.rdf, "rdf", tables, uri)
        with emptied(uri):
            rate, seconds, peak = loaded(tables, uri)
            ratio_rdf = f"{rate / rdf:.1f}" if rdf else "not measured"
            loads.append(
                (
                    f"{factor}×",
                    f"{rate:,.0f}",
                    f"{seconds:.1f}",
                    f"{peak:.0f}",
                    f"{merged:,.0f}",
                    f"{rate / merged:.1f}",
                    ratio_rdf,
                )
            )
            asked[factor] = _ask_both(folder, tables, uri, factor, options.times)
    header = ("size", "rows/s", "wall s", "peak MiB", "a MERGE a row, rows/s", "ratio to it", "ratio to rdflib-neo4j")
    print_table(header, loads)
    names = asked[options.factors[0]]
    header = ("question, ms", *(f"{where} {f}×" for f in options.factors for where in ("file", "server")))
    print_table(header, [(n, *(f"{ms:.1f}" for f in options.factors for ms in asked[f][n])) for n in names])


def _ask_both(folder: Path, tables: Path, uri: str, factor: int, times: int) -> dict[str, tuple[float, float]]:
    path = folder / f"{factor}.kgl"
    for graph in (uri, str(path)):
        run([PEELGRAPH, "load", str(tables), "--graph", graph])
    with open_graph(path) as file, open_graph(uri) as server:
        finding = file.run("MATCH (x:Finding) RETURN min(x.id) AS id")[0]["id"]
        chosen = {called: case for called, case in questions(finding).items() if "words" not in called}
        here, there = latencies(file, chosen, times), latencies(server, chosen, times)
    return {called: (here[called], there[called]) for called in chosen}


if __name__ == "__main__":
    main()
