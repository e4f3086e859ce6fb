"""How long SPARQL takes: the shipped questions on the same triples in pyoxigraph and rdflib, and the endpoint.

Run ``python -m benchmarks.sparql``. Each question is asked with its defaults, parsing included, in both libraries; they
must answer the same number of rows, or this stops. rdflib is given up on a question after a minute and a half. The
endpoint's peer is a Starlette application, served by the same uvicorn with the same settings, that returns a constant
of the same size: what HTTP alone costs.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from types import FrameType

import httpx
import pyoxigraph
import rdflib
from peelgraph.graph.open import open_graph
from peelgraph.graph.rdf import quads
from peelgraph.graph.sparql.questions import bound_query, load_sparql_question, sparql_question_names
from peelgraph.loaders.load import load, load_shipped

from benchmarks.measure import PEELGRAPH, PYTHON, print_table

ROOT = Path(__file__).resolve().parents[1]
BASE = "https://w3id.org/peelgraph/"
PATIENCE = 90
ASKED = {
    "a constant (peer)": None,
    "ASK { <force/essex> a peel:Force }": "ASK { <force/essex> a peel:Force }",
    "the names of the forces": "SELECT ?f ?name { ?f a peel:Force ; skos:prefLabel ?name }",
    "DESCRIBE <force/essex>": "DESCRIBE <force/essex>",
    "the question repeated": None,
}
PEER = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
BODY = b"x" * 200
async def constant(request):
    return Response(BODY, media_type="application/sparql-results+json")
app = Starlette(routes=[Route("/sparql", constant, methods=["GET", "POST"])])
uvicorn.run(app, port=int(sys.argv[1]), log_level="error", access_log=False)
"""


class OutOfPatienceError(Exception):
    """rdflib took too long."""


def questions(path: Path, times: int) -> None:
    """Print how long the questions take in both libraries."""
    with open_graph(path) as graph:
        triples = {quad.triple for quad in quads(graph)}
    store = pyoxigraph.Store()
    store.bulk_extend(pyoxigraph.Quad(*triple) for triple in triples)
    packed = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    peer = rdflib.Graph()
    peer.parse(data=packed, format="nt")
    rows = []
    for name in sparql_question_names():
        question = load_sparql_question(name)
        ours: list[float] = []
        for _ in range(times):
            began = time.perf_counter()
            found = len(list(store.query(bound_query(question, {}).text, base_iri=BASE)))
            ours.append(time.perf_counter() - began)
        theirs: list[float] = []
        try:
            for _ in range(min(times, 3)):
                began = time.perf_counter()
                with patience(PATIENCE):
                    count = len(list(peer.query(question.sparql)))
                theirs.append(time.perf_counter() - began)
                if count != found:
                    sys.exit(f"{name}: {found} rows in pyoxigraph, {count} in rdflib")
                if theirs[-1] > 10:
                    break
            told = (f"{median(theirs) * 1000:,.0f}", f"{median(theirs) / median(ours):,.0f}")
        except OutOfPatienceError:
            told = (f"> {PATIENCE * 1000:,}", f"> {PATIENCE / median(ours):,.0f}")
        rows.append([f"`{name}`", f"{found:,}", f"{median(ours) * 1000:,.1f}", *told])
        print(f"{name}: done", file=sys.stderr)
    print(f"\n{len(triples):,} triples.\n")
    print_table(["question", "rows", "pyoxigraph, ms", "rdflib, ms", "ratio"], rows)


@contextlib.contextmanager
def patience(seconds: int) -> Iterator[None]:
    """Give up what takes longer."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise OutOfPatienceError

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def endpoint(path: Path, requests: int) -> None:
    """Print how many requests a second the endpoint answers, and its peer."""
    figures: dict[str, tuple[float, float]] = {}
    with served([PYTHON, "-c", PEER, "8497"], 8497) as address:
        peer = asyncio.run(asked(address, "ASK {}", requests))
    figures["a constant (peer)"] = peer
    with served([PEELGRAPH, "serve", "--port", "8498", "--graph", str(path)], 8498) as address:
        for name, query in ASKED.items():
            text = load_sparql_question("repeated").sparql if name.startswith("the question") else query
            if text is not None:
                figures[name] = asyncio.run(asked(address, text, requests))
    print()
    print_table(
        ["asked by 4 clients at once", "requests a second", "median ms", "share of the peer's"],
        [
            [name, f"{rate:,.0f}", f"{wait * 1000:.1f}", f"{rate / peer[0]:.2f}"]
            for name, (rate, wait) in figures.items()
        ],
    )


@contextlib.contextmanager
def served(command: list[str], port: int) -> Iterator[str]:
    """Run a server on a port of this machine."""
    address = f"http://127.0.0.1:{port}/sparql"
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        try:
            for _ in range(200):
                with contextlib.suppress(httpx.TransportError):
                    httpx.get(address, params={"query": "ASK {}"})
                    break
                time.sleep(0.1)
            yield address
        finally:
            running.send_signal(signal.SIGINT)


async def asked(address: str, query: str, requests: int) -> tuple[float, float]:
    """Return the requests a second and the median wait, with four clients at once."""
    waits: list[float] = []
    left = iter(range(requests))

    async def client(http: httpx.AsyncClient) -> None:
        for _ in left:
            began = time.perf_counter()
            (await http.post(address, data={"query": query})).raise_for_status()
            waits.append(time.perf_counter() - began)

    async with httpx.AsyncClient(timeout=60) as http:
        await client_warm(http, address, query)
        began = time.perf_counter()
        await asyncio.gather(*(client(http) for _ in range(4)))
        return requests / (time.perf_counter() - began), median(waits)


async def client_warm(http: httpx.AsyncClient, address: str, query: str) -> None:
    """Ask a few times before it counts."""
    for _ in range(10):
        (await http.post(address, data={"query": query})).raise_for_status()


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="how often each question is asked")
    parser.add_argument("--only", choices=["questions", "endpoint"], help="one of the two parts")
    parser.add_argument("--requests", type=int, default=400, help="how many requests the endpoint gets of each kind")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "peelgraph.kgl"
        with open_graph(path, write=True) as graph:
            load_shipped(graph, graph)
            load([str(ROOT / "data" / "sample-letter.txt")], graph, graph)
        if chosen.only != "questions":
            endpoint(path, chosen.requests)
        if chosen.only != "endpoint":
            questions(path, chosen.times)


if __name__ == "__main__":
    main()
