"""Fixtures that all tests share."""

import os
import shutil
import sys
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from peelgraph.graph import open_graph
from peelgraph.loaders.load import load_shipped

ROOT = Path(__file__).resolve().parents[1]
ENGINES = ("embedded", "neo4j")
MOST_PROCESSES = 4


def load_module(name, path):
    """Import a module of the tests by its path, once for the whole run; what it imports of the tests comes before."""
    if name not in sys.modules:
        spec = spec_from_file_location(name, path)
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


load_module("maven", Path(__file__).with_name("maven.py"))

neo4j_server = load_module("neo4j_server", Path(__file__).with_name("neo4j_server.py"))

jena_tools = load_module("jena_tools", Path(__file__).with_name("jena_tools.py"))


def pytest_xdist_auto_num_workers():
    """Return how many processes ``-n auto`` takes: each starts a Neo4j of its own, unless all are to share one."""
    return 1 if os.environ.get("PEELGRAPH_TEST_NEO4J") else min(os.cpu_count() or 1, MOST_PROCESSES)


@pytest.fixture(scope="session")
def jena():
    """The commands of Apache Jena, see jena_tools.py."""
    return jena_tools.find()


@pytest.fixture(autouse=True)
def no_settings_of_neo4j(monkeypatch):
    """Nobody's own credentials reach a test."""
    for name in ("NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_TOKEN", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def servers():
    """Neo4j servers for the whole run, see neo4j_server.py."""
    yield from neo4j_server.servers()


@pytest.fixture
def neo4j_uri(servers):
    """The address of a server with an empty database."""
    return servers.empty(constraints=True)


@pytest.fixture(params=ENGINES)
def engine(request):
    """Each engine in turn; a test that takes it runs on both."""
    return request.param


@pytest.fixture
def graph_uri(engine, tmp_path_factory, request):
    """The address of an empty graph, on each engine."""
    if engine == "embedded":
        return str(tmp_path_factory.mktemp("graph") / "test.kgl")
    return request.getfixturevalue("servers").empty()


@pytest.fixture
def graph(graph_uri):
    """An empty graph that is open for writing, on each engine."""
    with open_graph(graph_uri, write=True) as opened:
        yield opened


def load_shipped_into(uri):
    """Make a graph of the shipped data at an address."""
    with open_graph(uri, write=True) as graph:
        load_shipped(graph, graph)


@pytest.fixture
def shipped_server_uri(servers):
    """The address of a server with the shipped data; only for reading."""
    return servers.holding("shipped", load_shipped_into)


@pytest.fixture
def shipped_uri(engine, request):
    """The address of a graph with the shipped data, on each engine; only for reading."""
    if engine == "embedded":
        return str(request.getfixturevalue("shipped_file"))
    return request.getfixturevalue("shipped_server_uri")


@pytest.fixture(scope="session")
def shipped_file(tmp_path_factory):
    """A graph file with the shipped data, made once; only for reading."""
    path = tmp_path_factory.mktemp("shipped") / "peelgraph.kgl"
    load_shipped_into(path)
    return path


@pytest.fixture
def shipped_copy(shipped_file, tmp_path):
    """A graph file of one's own with the shipped data."""
    return Path(shutil.copyfile(shipped_file, tmp_path / "peelgraph.kgl"))


@pytest.fixture(scope="session")
def letters():
    """The folder of real letters, which are not ours to ship; tests that need them are skipped without it."""
    folder = ROOT.parent / "shared" / "letters"
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the real letters are compulsory where CI is set: shared/letters beside the repository")
        pytest.skip("the real letters are not here")
    return folder


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run a command as the shell would, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("PEELGRAPH_GRAPH", raising=False)

    def run_command(*arguments, stdin=None):
        import io
        import sys

        from peelgraph.cli.main import main

        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Ran(left.value.code, said.out, said.err)

    return run_command
