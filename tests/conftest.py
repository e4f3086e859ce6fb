"""Fixtures that all tests share."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from peelgraph.graph import open_graph
from peelgraph.loaders.load import load_shipped

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shipped_file(tmp_path_factory):
    """A graph file with the shipped data, made once; only for reading."""
    path = tmp_path_factory.mktemp("shipped") / "peelgraph.kgl"
    with open_graph(path, write=True) as graph:
        load_shipped(graph, graph)
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
