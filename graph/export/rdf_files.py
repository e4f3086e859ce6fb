"""The graph as files of RDF: one order, so that the same graph gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import pyoxigraph as ox
from peelgraph.graph.export.files import new_file
from peelgraph.graph.export.job import ExportJob
from peelgraph.graph.rdf.json_ld import json_ld_text
from peelgraph.graph.rdf.rdf_xml import rdf_xml_text
from peelgraph.graph.rdf.schemes import scheme_quads
from peelgraph.graph.rdf.turtle import trig_text, turtle_text
from peelgraph.graph.rdf.view import PublicView

_BATCH = 1000


def write_turtle(job: ExportJob) -> None:
    """Write a graph as Turtle, to be read by people too."""
    _write(job, lambda quads, file: _encode(turtle_text(quads, job.base), file))


def write_trig(job: ExportJob) -> None:
    """Write a graph as TriG: what one document alone states is in a graph of its own."""
    _write(job, lambda quads, file: _encode(trig_text(quads, job.base), file))


def write_rdf_xml(job: ExportJob) -> None:
    """Write a graph as RDF/XML."""
    _write(job, lambda quads, file: _encode(rdf_xml_text(quads), file))


def write_json_ld(job: ExportJob) -> None:
    """Write a graph as JSON-LD with the shipped context, which stands in it."""
    _write(job, lambda quads, file: _encode(json_ld_text(quads, job.base), file))


def write_n_triples(job: ExportJob) -> None:
    """Write a graph as N-Triples, in as much memory for a large graph as for a small one."""

    def write(quads: Iterator[ox.Quad], file: BinaryIO) -> None:
        ox.serialize((quad.triple for quad in quads), file, format=ox.RdfFormat.N_TRIPLES)

    _write(job, write)


def write_n_quads(job: ExportJob) -> None:
    """Write a graph as N-Quads, in as much memory for a large graph as for a small one."""
    _write(job, lambda quads, file: ox.serialize(quads, file, format=ox.RdfFormat.N_QUADS))


def job_quads(job: ExportJob) -> Iterator[ox.Quad]:
    """Yield what a job writes as RDF."""
    view = PublicView(job.base, complete=job.complete)
    mapper = view.mapper(job.graph, job.model, whole_passages=job.whole)
    yield from scheme_quads(job.base)
    for page in job.pages:
        for node in page:
            yield from mapper.quads(node)


def _write(job: ExportJob, write: Callable[[Iterator[ox.Quad], BinaryIO], object]) -> None:
    quads = job_quads(job)
    with new_file(job.target) as file:
        write(quads, file)


def _encode(text: Iterable[str], file: BinaryIO) -> None:
    batch: list[str] = []
    for part in text:
        batch.append(part)
        if len(batch) == _BATCH:
            file.write("".join(batch).encode())
            batch.clear()
    file.write("".join(batch).encode())
