"""How fast a graph is written as RDF, at 1, 10 and 100 times the shipped size, beside rdflib and pyoxigraph.

Run ``python -m benchmarks.rdf``. ``export`` begins with the graph in its file and ends with RDF in another; rdflib's
serialiser begins with the same triples, already in its own graph in memory, and so does our writer, measured alone;
pyoxigraph's dump begins with the same quads, already in its own store. Time is the processor's, in one process.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

import pyoxigraph as ox
import rdflib
from peelgraph.graph.export import export_graph
from peelgraph.graph.open import open_graph
from peelgraph.graph.rdf import quads
from peelgraph.graph.rdf.json_ld import json_ld_text
from peelgraph.graph.rdf.rdf_xml import rdf_xml_text
from peelgraph.graph.rdf.turtle import turtle_text

from benchmarks.measure import PEELGRAPH, PYTHON, print_table

FACTORS = (1, 10, 100)
FORMATS = {"turtle": ".ttl", "nt": ".nt", "xml": ".rdf", "json-ld": ".jsonld"}
AT_EVERY_SIZE = ("turtle", "nt")
"""The formats that are also measured at 100 times the size, where rdflib takes minutes for the others."""


def written(held: Sequence[ox.Quad], form: str, target: Path) -> None:
    """Write quads that are in memory with our own writers."""
    if form == "nt":
        ox.serialize((quad.triple for quad in held), str(target), format=ox.RdfFormat.N_TRIPLES)
        return
    text = {"turtle": turtle_text, "xml": rdf_xml_text, "json-ld": json_ld_text}[form]
    target.write_text("".join(text(held)), "utf-8")


def measure(folder: Path, factor: int, rounds: int) -> tuple[int, dict[str, Mapping[str, list[float]]], list[float]]:
    """Return the number of statements of a size, the times of each format, and those of the raw dump."""
    tables, path = folder / f"tables-{factor}", folder / f"{factor}.kgl"
    for command in (
        (PYTHON, "-m", "benchmarks.generate", str(tables), "--factor", str(factor)),
        (PEELGRAPH, "load", str(tables), "--graph", str(path)),
    ):
        subprocess.run(command, check=True, capture_output=True)
    found: dict[str, Mapping[str, list[float]]] = {}
    with open_graph(path) as graph:
        held = list(quads(graph))
        store = ox.Store()
        store.bulk_extend(held)
        raw = [timed(lambda: store.dump(str(folder / "raw.nq"), ox.RdfFormat.N_QUADS)) for _ in range(rounds)]
        export_graph(graph, folder / "peer.nt")
        peer = rdflib.Graph().parse(folder / "peer.nt", format="nt")
        if len(peer) != len({quad.triple for quad in held}):
            raise SystemExit("rdflib holds other triples")
        for form in FORMATS if factor < FACTORS[-1] else AT_EVERY_SIZE:
            target = folder / f"ours{FORMATS[form]}"
            work: Mapping[str, Callable[[], object]] = {
                "export": lambda target=target: export_graph(graph, target),
                "writer": lambda target=target, form=form: written(held, form, target),
                "rdflib": lambda form=form: peer.serialize(folder / "peer.out", format=form, encoding="utf-8"),
            }
            times: dict[str, list[float]] = {name: [] for name in work}
            for _ in range(rounds if factor < FACTORS[-1] else 1):
                for name, do in work.items():
                    times[name].append(timed(do))
            found[form] = times
    return len(held), found, raw


def timed(do: Callable[[], object]) -> float:
    """Return the time of the processor that something takes."""
    start = time.process_time()
    do()
    return time.process_time() - start


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure the export of RDF at 1, 10 and 100 times the shipped size.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--factors", type=int, nargs="+", default=FACTORS)
    options = parser.parse_args()
    head = (
        "size and format",
        "statements",
        "`export`",
        "rdflib's serialiser",
        "ratio",
        "our writer alone",
        "ratio",
        "raw dump",
        "share",
    )
    print(f"Seconds of the processor, median of {options.rounds} rounds (at 100× one)\n")
    rows = []
    for factor in options.factors:
        with tempfile.TemporaryDirectory(prefix="peelgraph-") as folder:
            count, found, raw = measure(Path(folder), factor, options.rounds)
        for form, times in found.items():
            ours, writer, peer, dump = (median(t) for t in (times["export"], times["writer"], times["rdflib"], raw))
            rows.append((
                f"{factor}×, {form}", f"{count:,}", f"{ours:.2f}", f"{peer:.2f}", f"{peer / ours:.1f}", f"{writer:.2f}",
                f"{peer / writer:.1f}", f"{dump:.3f}", f"{dump / ours:.0%}",
            ))  # fmt: skip
    print_table(head, rows)


if __name__ == "__main__":
    main()
