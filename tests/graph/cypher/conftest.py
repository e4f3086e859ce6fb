"""The sample graph in both engines."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from peelgraph.ontology.model import load_model

HERE = Path(__file__).parent


def load_module(name, path):
    """Import a module of the tests by its path, once for the whole run."""
    if name not in sys.modules:
        spec = spec_from_file_location(name, path)
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


neo4j_server = load_module("neo4j_server", HERE.parents[1] / "neo4j_server.py")
sample_graph = load_module("sample_graph", HERE / "sample_graph.py")


@pytest.fixture(scope="session")
def neo4j_uri():
    yield from neo4j_server.server()


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


@pytest.fixture(scope="session")
def neo4j_driver(sample, neo4j_uri):
    import neo4j

    with neo4j.GraphDatabase.driver(neo4j_uri, auth=None, notifications_min_severity="OFF") as driver:
        neo4j_server.wiped(driver)
        sample_graph.into_neo4j(sample, driver)
        yield driver
        neo4j_server.wiped(driver)
