"""How long the shipped questions take in an open graph, at 1, 10 and 100 times the shipped size.

Run ``python -m benchmarks.questions``. The peer is a group-by in plain Python over the rows of ``findings.csv``, read
beforehand: the practices by the number of forces found weak in them. It must give the same counts, or this stops.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from peelgraph.graph.open import open_graph
from peelgraph.graph.question import ask, load_question, question_names
from peelgraph.graph.store import Graph

from benchmarks.measure import PEELGRAPH, PYTHON, print_table

FACTORS = (1, 10, 100)
ASKED: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "shared-weaknesses": ({}, {"force": "essex"}, {"since": "2018-01-01"}),
    "good-practice": ({}, {"force": "essex"}),
    "findings": ({"force": "essex"}, {"practice": "call-handling"}, {"words": ["custody"]}),
    "grades": ({"force": "essex"},),
    "initiatives": ({"force": "essex"}, {"words": ["custody"]}),
    "recommendations": ({}, {"force": "essex"}),
    "recommendation-findings": ({"recommendation": "acquisitive-2022-1a"},),
    "repeated": ({}, {"force": "essex"}),
    "placed-in-time": ({"since": "2018-01-01", "polarity": "weakness"},),
}
"""What is asked; a question that is not named here is asked with its defaults."""
PATIENCE = 10_000.0
PEER = "peer: shared weaknesses in plain Python"
OF_A_FINDING = ("evidence", "codings")

Rows = Sequence[Mapping[str, str]]


def questions(finding: str) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Return every shipped question, as it is called in the table, with what it is asked."""
    asked: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for name in question_names():
        cases = ({"finding": finding},) if name in OF_A_FINDING else ASKED.get(name, ({},))
        for given in cases:
            said = ", ".join(f"{key}: {value}" for key, value in given.items() if name not in OF_A_FINDING)
            asked[f"{name} ({said})" if said else name] = (name, given)
    return asked


def shared_weaknesses(rows: Rows) -> dict[str, tuple[int, int, str, str]]:
    """Return for each practice how many forces were found weak in it, how often, and when first and last."""
    forces: dict[str, set[str]] = defaultdict(set)
    count: dict[str, int] = defaultdict(int)
    cycles: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["polarity"] == "weakness":
            for practice in row["practice"].split(";"):
                forces[practice].add(row["force"])
                count[practice] += 1
                cycles[practice].add(row["cycle"])
    found = {p: (len(forces[p]), count[p], min(cycles[p]), max(cycles[p])) for p in forces if len(forces[p]) >= 2}
    return dict(sorted(found.items(), key=lambda item: (-item[1][0], item[0])))


def measure(tables: Path, graph: Graph, times: int) -> dict[str, list[float]]:
    """Return the milliseconds of the peer and of each question."""
    with (tables / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    answer = ask(graph, "shared-weaknesses").dicts()
    ours = [(row["practice"], row["forces_count"], row["findings_count"]) for row in answer]
    if ours != [(practice, *counts[:2]) for practice, counts in shared_weaknesses(rows).items()]:
        raise RuntimeError("the peer's shared weaknesses are not those of peelgraph")
    finding = graph.run("MATCH (x:Finding) RETURN min(x.id) AS id")[0]["id"]
    work: dict[str, Callable[[], object]] = {PEER: lambda: shared_weaknesses(rows)}
    for called, (name, given) in questions(finding).items():
        load_question(name)
        work[called] = lambda name=name, given=given: ask(graph, name, **given)  # type: ignore[misc]
    return _timed(work, times)


def _timed(work: Mapping[str, Callable[[], object]], times: int) -> dict[str, list[float]]:
    """Return the milliseconds of each, run in turns; what has taken more than PATIENCE is not run again."""
    found: dict[str, list[float]] = {called: [] for called in work}
    for _ in range(times):
        for called, run in work.items():
            if sum(found[called]) < PATIENCE:
                started = time.perf_counter()
                run()
                found[called].append((time.perf_counter() - started) * 1000)
    return found


def main() -> None:
    """Print the table of latencies."""
    parser = argparse.ArgumentParser(description="Measure the shipped questions at 1, 10 and 100 times the size.")
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    found: dict[int, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory(prefix="peelgraph-") as folder:
        for factor in FACTORS:
            tables, path = Path(folder) / f"tables-{factor}", Path(folder) / f"{factor}.kgl"
            for command in (
                (PYTHON, "-m", "benchmarks.generate", str(tables), "--factor", str(factor)),
                (PEELGRAPH, "load", str(tables), "--graph", str(path)),
            ):
                subprocess.run(command, check=True, capture_output=True)
            with open_graph(path) as graph:
                found[factor] = measure(tables, graph, times)
    print(f"Milliseconds in an open graph, median of {times} rounds\n")
    print_table(
        ("question", *(f"{factor}×" for factor in FACTORS)),
        [(called, *(f"{median(found[factor][called]):.1f}" for factor in FACTORS)) for called in found[FACTORS[0]]],
    )
    for factor in FACTORS:
        pairs = zip(found[factor]["shared-weaknesses"], found[factor][PEER], strict=True)
        ratios = [ours / peer for ours, peer in pairs]
        print(f"shared-weaknesses to its peer at {factor}×: {median(ratios):.0f} ({min(ratios):.0f}–{max(ratios):.0f})")


if __name__ == "__main__":
    main()
