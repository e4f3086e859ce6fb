"""How long learn-from, similar and together take, at 1, 10 and 100 times the shipped size.

Run ``python -m benchmarks.analysis``. Each is a whole command, with its memory; then the share of it that is
algorithm, in one process with the findings read beforehand. The peer is networkx's own plain computation of what
``similar`` needs once: the bipartite graph of forces and practices projected onto the forces, pair by pair, with the
cosine as weight. It must give the same weights, or this stops. ``similar`` does the same 1,200 times, on shuffled data.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

import networkx as nx
from peelgraph.graph.analysis.chance import Shuffling
from peelgraph.graph.analysis.coded import CodedFinding, coded_findings
from peelgraph.graph.analysis.communities import projection
from peelgraph.graph.analysis.profiles import Profiles
from peelgraph.graph.analysis.similar import pair_chance
from peelgraph.graph.analysis.standings import standings
from peelgraph.graph.analysis.together import MIN_FORCES, Pairs, pairs_chance
from peelgraph.graph.open import open_graph

from benchmarks.measure import PEELGRAPH, PYTHON, Runs, interleaved, print_table

FACTORS = (1, 10, 100)
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "learn-from essex": ("learn-from", "essex"),
    "similar essex": ("similar", "essex"),
    "similar --groups": ("similar", "--groups"),
    "together": ("together",),
}
PEER = "peer: one projection by networkx alone"
OURS = "one projection, as similar makes it"


def peer(findings: list[CodedFinding]) -> nx.Graph[str]:
    """Return the projection as networkx makes it: for each pair of forces, what both have, by its sets."""
    two_mode: nx.Graph[object] = nx.Graph()
    for finding in findings:
        two_mode.add_edges_from((finding.force, (finding.polarity, practice)) for practice in finding.practices)
    forces = sorted({finding.force for finding in findings})
    weight = {item: math.log(len(forces) / len(two_mode[item])) ** 2 for item in set(two_mode) - set(forces)}
    length = {force: math.sqrt(sum(weight[item] for item in two_mode[force])) for force in forces}

    def cosine(graph: nx.Graph[object], one: str, other: str) -> float:
        scale = length[one] * length[other]
        return sum(weight[item] for item in set(graph[one]) & set(graph[other])) / scale if scale else 0.0

    return nx.bipartite.generic_weighted_projected_graph(two_mode, forces, weight_function=cosine)


def check(findings: list[CodedFinding]) -> None:
    """Stop where the two projections differ."""
    theirs = {frozenset(edge[:2]): edge[2]["weight"] for edge in peer(findings).edges(data=True)}
    ours = {frozenset(edge[:2]): edge[2]["weight"] for edge in projection(Profiles(findings)).edges(data=True)}
    theirs = {pair: weight for pair, weight in theirs.items() if weight > 0}
    if set(ours) != set(theirs) or any(abs(ours[pair] - theirs[pair]) > 1e-9 for pair in ours):
        raise RuntimeError("the peer's projection is not that of peelgraph")


def algorithms(path: Path, times: int) -> dict[str, float]:
    """Return the median milliseconds of the processor for each step in one process, run in turns."""
    with open_graph(path) as graph:
        findings = coded_findings(graph)
        check(findings)
        profiles = Profiles(findings)
        pairs = Pairs([finding for finding in findings if finding.polarity == "weakness"], MIN_FORCES)
        work: Mapping[str, Callable[[], object]] = {
            "reading the findings": lambda: coded_findings(graph),
            "learn-from: what was said last of each practice": lambda: standings(findings),
            "similar: 1,200 shuffles": lambda: pair_chance(profiles, Shuffling()),
            "together: 1,200 shuffles": lambda: pairs_chance(pairs, MIN_FORCES, Shuffling()),
            OURS: lambda: projection(Profiles(findings)),
            PEER: lambda: peer(findings),
        }
        found: dict[str, list[float]] = {name: [] for name in work}
        for _ in range(times):
            for name, run in work.items():
                started = time.process_time()
                run()
                found[name].append((time.process_time() - started) * 1000)
    return {name: median(taken) for name, taken in found.items()}


def _told(runs: Runs) -> str:
    return f"{runs.seconds:.2f} s, {runs.processor:.2f} s, {runs.peak:.0f} MiB"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Measure learn-from, similar and together at 1, 10 and 100 times.")
    parser.add_argument("--times", type=int, default=3)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory(prefix="peelgraph-") as folder:
        paths = {factor: Path(folder) / f"{factor}.kgl" for factor in FACTORS}
        for factor, path in paths.items():
            tables = str(Path(folder) / f"tables-{factor}")
            for command in (
                (PYTHON, "-m", "benchmarks.generate", tables, "--factor", str(factor)),
                (PEELGRAPH, "load", tables, "--graph", str(path)),
            ):
                subprocess.run(command, check=True, capture_output=True)
        runs = {
            factor: interleaved(
                {name: (PEELGRAPH, *words, "--graph", str(path)) for name, words in COMMANDS.items()}, times
            )
            for factor, path in paths.items()
        }
        print(f"Whole commands: seconds as a person waits, of the processor, and MiB at the peak; median of {times}\n")
        print_table(
            ("command", *(f"{factor}×" for factor in FACTORS)),
            [(name, *(_told(runs[f][name]) for f in FACTORS)) for name in COMMANDS],
        )
        steps = {factor: algorithms(path, times) for factor, path in paths.items()}
    print(f"Steps in an open graph: milliseconds of the processor, median of {times} rounds\n")
    print_table(
        ("step", *(f"{factor}×" for factor in FACTORS)),
        [(name, *(f"{steps[factor][name]:.1f}" for factor in FACTORS)) for name in steps[FACTORS[0]]],
    )
    for factor in FACTORS:
        print(f"our projection to its peer at {factor}×: {steps[factor][OURS] / steps[factor][PEER]:.2f}")


if __name__ == "__main__":
    main()
