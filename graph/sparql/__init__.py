"""SPARQL on the graph: the guard, the process that answers, and the questions that have a query in SPARQL."""

from __future__ import annotations
