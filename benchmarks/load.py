"""How fast ``peelgraph load`` is, and in how much memory, beside two plain scripts on the same files.

Run ``python -m benchmarks.load``. For each size it generates the tables (see ``generate.py``), then loads them again
and again into fresh files, as whole processes and in turns: with the real command, and with the scripts of
``peers.py``, which do much less.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import PEELGRAPH, PYTHON, Runs, interleaved, print_table, run

TABLES = ("inspections", "findings", "grades", "good_practice", "recommendations")
FACTORS = (1, 10, 100)
PEERS = (PYTHON, "-m", "benchmarks.peers")


def measure(folder: Path, factor: int, rounds: int) -> tuple[int, dict[str, Runs], float]:
    """Return the number of rows of a size, the runs of each loader, and the memory of the finished graph alone."""
    tables = folder / f"tables-{factor}"
    run([PYTHON, "-m", "benchmarks.generate", str(tables), "--factor", str(factor)])
    files = {name: folder / name for name in ("peelgraph.kgl", "peer.sqlite", "peer.kgl")}

    def fresh() -> None:
        for name in files:
            for path in folder.glob(f"{name}*"):
                path.unlink()

    def finished(name: str) -> Sequence[str]:
        return str(tables), str(files[name])

    commands = {
        "peelgraph": (PEELGRAPH, "load", str(tables), "--graph", str(files["peelgraph.kgl"])),
        "sqlite": (*PEERS, "sqlite", *finished("peer.sqlite")),
        "engine": (*PEERS, "engine", *finished("peer.kgl")),
    }
    if factor == FACTORS[0]:
        interleaved(commands, 1, before=fresh)  # writes the bytecode
    runs = interleaved(commands, rounds, before=fresh)
    fresh()
    run(commands["peelgraph"])
    alone = run((*PEERS, "opened", str(files["peelgraph.kgl"])))
    return sum(_rows(tables / f"{name}.csv") for name in TABLES), runs, alone.peak


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def main() -> None:
    """Print the tables of time and of memory."""
    parser = argparse.ArgumentParser(description="Measure `peelgraph load` at 1, 10 and 100 times the shipped size.")
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="peelgraph-") as folder:
        found = {factor: measure(Path(folder), factor, rounds) for factor in FACTORS}
    print(f"Time of whole processes, median of {rounds} rounds; ratios of the same round, least and greatest\n")
    print_table(
        ("size", "rows", "peelgraph", "rows/s", "processor", "SQLite script", "ratio", "engine script", "ratio"),
        [
            (
                f"{factor}×",
                f"{rows:,}",
                f"{runs['peelgraph'].seconds:.2f} s",
                f"{rows / runs['peelgraph'].seconds:,.0f}",
                f"{runs['peelgraph'].processor:.2f} s",
                *(text for peer in ("sqlite", "engine") for text in _beside(runs["peelgraph"], runs[peer])),
            )
            for factor, (rows, runs, _) in found.items()
        ],
    )
    print("Most memory held at once, MiB, and the finished graph opened alone\n")
    print_table(
        ("size", "rows", "peelgraph load", "graph alone", "difference", "SQLite script", "engine script"),
        [
            (
                f"{factor}×",
                f"{rows:,}",
                f"{runs['peelgraph'].peak:.0f}",
                f"{alone:.0f}",
                f"{runs['peelgraph'].peak - alone:.0f}",
                f"{runs['sqlite'].peak:.0f}",
                f"{runs['engine'].peak:.0f}",
            )
            for factor, (rows, runs, alone) in found.items()
        ],
    )


def _beside(ours: Runs, peer: Runs) -> tuple[str, str]:
    return f"{peer.seconds:.2f} s", f"{ours.ratio(peer):.1f} ({ours.spread(peer)})"


if __name__ == "__main__":
    main()
