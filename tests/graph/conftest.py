"""One graph for each engine: every test that asks for ``graph`` runs on all of them."""

import pytest
from peelgraph.graph import open_graph


@pytest.fixture
def graph(tmp_path):
    with open_graph(tmp_path / "test.kgl", write=True) as opened:
        yield opened
