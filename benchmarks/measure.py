"""What the benchmarks share: whole processes measured by the system, interleaved, and tables in Markdown."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

PYTHON = sys.executable
PEELGRAPH = str(Path(sys.executable).with_name("peelgraph"))

_BYTECODE = tempfile.TemporaryDirectory(prefix="peelgraph-bytecode-")
_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPYCACHEPREFIX": _BYTECODE.name,
}
"""Every process finds the bytecode of an earlier one, as an installed command does after its first run."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a process.

    Args:
        seconds: From its start to its end, as a person waits.
        processor: Of which the processor worked for it, which others that compete for it change least.
        peak: The most memory that it held at once, in MiB.
    """

    seconds: float
    processor: float
    peak: float


@dataclass(frozen=True, slots=True)
class Runs:
    """All runs of one process."""

    runs: Sequence[Run]

    @property
    def seconds(self) -> float:
        """The median time."""
        return median(run.seconds for run in self.runs)

    @property
    def processor(self) -> float:
        """The median time of the processor."""
        return median(run.processor for run in self.runs)

    @property
    def peak(self) -> float:
        """The most memory of any run, in MiB."""
        return max(run.peak for run in self.runs)

    def ratio(self, to: Runs) -> float:
        """Return the median, over the rounds, of this process's time to the other's in the same round."""
        return median(self._ratios(to))

    def spread(self, to: Runs) -> str:
        """Return the least and the greatest of those ratios."""
        ratios = self._ratios(to)
        return f"{min(ratios):.1f}–{max(ratios):.1f}"

    def middle_half(self, to: Runs) -> str:
        """Return the first and the third quartile of those ratios."""
        first, _, third = quantiles(self._ratios(to), n=4)
        return f"{first:.2f}–{third:.2f}"

    def _ratios(self, to: Runs) -> list[float]:
        return [mine.seconds / other.seconds for mine, other in zip(self.runs, to.runs, strict=True)]


def run(command: Sequence[str]) -> Run:
    """Run a process with its output thrown away, and return what it took.

    The peak is the system's figure for this child alone (``wait4``). A child starts with the peak of the process
    that started it, so a benchmark holds no data itself.

    Raises:
        RuntimeError: The process failed; the message is what it wrote on standard error.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=_ENVIRONMENT
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def interleaved(
    commands: Mapping[str, Sequence[str]], rounds: int, before: Callable[[], None] = lambda: None
) -> dict[str, Runs]:
    """Run each process once in every round, so that all meet the same load of the machine.

    Args:
        commands: The processes by name.
        rounds: How often each is run.
        before: Called before every single run.
    """
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            before()
            found[name].append(run(command))
    return {name: Runs(runs) for name, runs in found.items()}


def print_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a Markdown table: the first column to the left, the others to the right."""
    print("| " + " | ".join(header) + " |")
    print("| --- |" + " ---: |" * (len(header) - 1))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |", flush=True)
    print()
