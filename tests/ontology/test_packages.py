"""The packages: which may import which, under what name they land, and that their examples are true."""

from __future__ import annotations

import ast
import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest

PACKAGES = ("ontology", "loaders", "graph", "cli", "data", "web")
MAY_IMPORT = {
    "ontology": {"ontology"},
    "data": {"data"},
    "loaders": {"loaders", "ontology", "data"},
    "graph": {"graph", "ontology", "data"},
    "cli": {"cli", "loaders", "graph", "ontology", "data", "web"},
    "web": {"web", "loaders", "graph", "ontology", "data"},
}


def imports_of(path):
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("package", PACKAGES)
def test_dependencies_point_one_way(root, package):
    files = sorted((root / package).rglob("*.py"))
    assert files
    wrong = {
        (path.relative_to(root).as_posix(), name)
        for path in files
        for name in imports_of(path)
        if name.startswith("peelgraph.") and name.split(".")[1] not in MAY_IMPORT[package]
    }
    assert wrong == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_no_file_imports_a_package_by_its_folder(root, package):
    names = {(p.name, n) for p in (root / package).rglob("*.py") for n in imports_of(p) if n.split(".")[0] in PACKAGES}
    assert names == set()


def test_resources_are_never_found_by_the_path_of_a_module(root):
    """What the wheel ships is read through importlib.resources, so that it works wherever it is installed."""
    using = [
        path.relative_to(root).as_posix()
        for package in PACKAGES
        for path in (root / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name) and node.id == "__file__"
    ]
    assert using == []


def test_no_package_called_graph_or_cli_lands_in_anyones_environment(root):
    code = (
        "import sys, pkgutil, importlib, peelgraph.cli, peelgraph.cli.main\n"
        "for m in pkgutil.iter_modules(peelgraph.cli.__path__, 'peelgraph.cli.'):\n"
        "    m.name.endswith('__main__') or importlib.import_module(m.name)\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'graph', 'cli', 'loaders', 'ontology', 'data'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def modules():
    """Every module of the packages as they are installed."""
    for package in PACKAGES:
        found = importlib.import_module(f"peelgraph.{package}")
        yield found.__name__
        inside = pkgutil.walk_packages(found.__path__, f"{found.__name__}.")
        yield from (module.name for module in inside if not module.name.endswith("__main__"))


@pytest.mark.parametrize("name", sorted(modules()))
def test_the_examples_of_a_module_are_true(name):
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples_to_run():
    found = doctest.DocTestFinder(exclude_empty=True)
    tried = sum(len(test.examples) for name in modules() for test in found.find(importlib.import_module(name)))
    assert tried > 30
