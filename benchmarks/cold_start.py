"""How long a person waits for a command, from pressing Enter to the prompt, on the shipped graph.

Run ``python -m benchmarks.cold_start``. Every command is a process of its own, and just before each run of it the
yardstick is run: ``python -c "import click"``, the least that a command written with click can take.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.measure import PEELGRAPH, PYTHON, interleaved, print_table, run

YARDSTICK = 'python -c "import click"'
IMPORT = (PYTHON, "-c", "import click")
QUESTIONS = (
    "shared-weaknesses --force essex",
    "shared-weaknesses --force essex --format json",
    "shared-weaknesses",
    "shared-weaknesses --format json",
    "good-practice",
    "good-practice --format json",
    "repeated",
    "recommendations --force essex",
    "coverage",
    "force essex",
    "force essex --format json",
    "practice call-handling",
    "risk delayed-response",
    "compare essex kent",
    "changes essex",
    "search custody",
    "evidence FINDING",
    "documents",
    "info",
    "questions",
)


def main() -> None:
    """Print the table of times."""
    parser = argparse.ArgumentParser(description="Measure how long commands take as whole processes.")
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="peelgraph-") as folder:
        graph = str(Path(folder) / "shipped.kgl")
        run((PEELGRAPH, "quickstart", "--graph", graph))
        finding = _a_finding(graph)
        commands: dict[str, Sequence[str]] = {"--help": (PEELGRAPH, "--help")}
        for question in QUESTIONS:
            words = [finding if word == "FINDING" else word for word in question.split()]
            on_graph = () if question == "questions" else ("--graph", graph)
            commands[question] = (PEELGRAPH, *words, *on_graph)
        interleaved(commands, 1)  # writes the bytecode, and brings the files into memory
        pairs = {name: interleaved({YARDSTICK: IMPORT, name: words}, rounds) for name, words in commands.items()}
    yardstick = [pair[YARDSTICK].seconds for pair in pairs.values()]
    print(
        f"Whole processes, median of {rounds} pairs; ratio to `{YARDSTICK}` just before, "
        f"which took {median(yardstick) * 1000:.0f} ms\n"
    )
    print_table(
        ("`peelgraph …`", "ms", "ratio", "middle half of the ratios", "peak MiB"),
        [
            (
                f"`{name}`",
                f"{pair[name].seconds * 1000:.0f}",
                f"{pair[name].ratio(pair[YARDSTICK]):.2f}",
                pair[name].middle_half(pair[YARDSTICK]),
                f"{pair[name].peak:.0f}",
            )
            for name, pair in pairs.items()
        ],
    )


def _a_finding(graph: str) -> str:
    """Return the id of a finding, for `evidence`."""
    asked = (PEELGRAPH, "shared-weaknesses", "--force", "essex", "--format", "json", "--graph", graph)
    rows = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
    return str(rows[0]["force_findings"][0])


if __name__ == "__main__":
    main()
