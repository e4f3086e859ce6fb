"""The sample graph in both engines."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from peelgraph.graph import open_graph
from peelgraph.ontology.model import load_model

HERE = Path(__file__).parent


def load_module(name, path):
    """Import a module of the tests by its path, once for the whole run."""
    if name not in sys.modules:
        spec = spec_from_file_location(name, path)
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


sample_graph = load_module("sample_graph", HERE / "sample_graph.py")


@pytest.fixture(scope="session")
def model():
    return load_model()


@pytest.fixture(scope="session")
def sample():
    return sample_graph.build()


@pytest.fixture(scope="session")
def graph_file(sample, model, tmp_path_factory):
    path = tmp_path_factory.mktemp("graph") / "sample.kgl"
    sample_graph.into_kglite(sample, model).save(str(path))
    return path


@pytest.fixture
def neo4j_driver(sample, servers):
    """A driver at a server that holds the sample."""
    uri = servers.holding("sample", lambda uri: sample_graph.into_neo4j(sample, servers.driver(uri)))
    return servers.driver(uri)


@pytest.fixture
def sample_server(sample, servers):
    """The sample as a graph of ours on a server, open for reading."""

    def fill(uri):
        with open_graph(uri, write=True):
            """The empty database becomes ours."""
        sample_graph.into_neo4j(sample, servers.driver(uri))

    with open_graph(servers.holding("sample of ours", fill)) as graph:
        yield graph
