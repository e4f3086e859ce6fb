"""The endpoint on a port of this machine, as `peelgraph serve` runs it."""

import threading
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from peelgraph.graph import open_graph
from peelgraph.graph.rdf import PublicView
from peelgraph.graph.sparql.limits import SparqlLimits
from peelgraph.loaders.load import load, load_shipped
from peelgraph.web.app import create_app
from peelgraph.web.running import _listening
from peelgraph.web.settings import WebSettings

DATA = Path(__file__).parents[2] / "data"
LIMITS = SparqlLimits(timeout=1.5, rows=500, memory=512)


@contextmanager
def served(uri, view=None, settings=None):
    """Serve a graph on a free port; yield the endpoint's address."""
    with _listening("127.0.0.1", 0) as door:
        app = create_app(str(uri), view or PublicView(), settings or WebSettings(LIMITS, concurrency=2, wait=0.5))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        running = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        running.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}/sparql"
        finally:
            server.should_exit = True
            running.join()


@pytest.fixture(scope="session")
def serving():
    """How a test serves a graph of its own."""
    return served


@pytest.fixture(scope="session")
def endpoint(shipped_file):
    """The endpoint on the shipped data; only for reading."""
    with served(shipped_file) as address:
        yield address


@pytest.fixture(scope="session")
def client():
    """A client of HTTP without habits of its own."""
    with httpx.Client(timeout=30, headers={"Accept": "*/*"}) as opened:
        yield opened


@pytest.fixture(scope="session")
def lettered_file(tmp_path_factory):
    """A file with the shipped data and the sample letter; only for reading."""
    path = tmp_path_factory.mktemp("lettered") / "lettered.kgl"
    with open_graph(path, write=True) as graph:
        load_shipped(graph, graph)
        load([str(DATA / "sample-letter.txt")], graph, graph)
    return path
