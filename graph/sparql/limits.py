"""The limits of a SPARQL query."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SparqlLimits:
    """The limits of one SPARQL query; every one is a documented setting.

    Args:
        timeout: Seconds after which the query is stopped.
        rows: Most rows, or triples of a constructed graph; 0 means all.
        answer: Most bytes of the answer.
        memory: Most memory of the process that answers it, in MiB, beside what the graph takes.
    """

    timeout: float = 30.0
    rows: int = 10_000
    answer: int = 32_000_000
    memory: int = 1024
