"""The generated tables: the same each time, as many as asked, distinct, like the shipped ones, and loadable."""

import csv
import importlib.util
import sys
from collections import Counter
from pathlib import Path
from statistics import correlation, mean

import pytest
from peelgraph.graph.open import open_graph
from peelgraph.graph.validation import validate
from peelgraph.loaders.load import LoadOptions, load

SOURCE = Path(__file__).parents[2] / "benchmarks" / "generate.py"
FACTOR = 3


@pytest.fixture(scope="module")
def generator():
    spec = importlib.util.spec_from_file_location("benchmarks_generate", SOURCE)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def tables(generator, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    return folder, generator.generate(folder, FACTOR)


def rows(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_as_many_rows_as_asked(generator, tables):
    folder, counts = tables
    assert counts == {name: len(rows(folder, name)) for name in generator.TABLES}
    for name in ("findings", "grades", "good_practice", "recommendations"):
        assert counts[name] == FACTOR * len(generator.shipped(name))
    cycles = {row["cycle"] for row in generator.shipped("grades")}
    assert counts["inspections"] == len(generator.shipped("inspections")) + (FACTOR - 1) * len(cycles)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(generator, tables, tmp_path):
    folder, _ = tables
    generator.generate(tmp_path / "again", FACTOR)
    generator.generate(tmp_path / "other", FACTOR, seed=1)
    for name in generator.TABLES:
        assert (tmp_path / "again" / f"{name}.csv").read_bytes() == (folder / f"{name}.csv").read_bytes()
    assert (tmp_path / "other" / "findings.csv").read_bytes() != (folder / "findings.csv").read_bytes()


@pytest.mark.parametrize(
    "column", ["force", "cycle", "published", "pillar", "polarity", "status", "practice", "risk", "source_kind"]
)
def test_findings_keep_the_frequencies_of_every_column(generator, tables, column):
    shipped = Counter(row[column] for row in generator.shipped("findings"))
    made = Counter(row[column] for row in rows(tables[0], "findings"))
    assert made == Counter({value: FACTOR * count for value, count in shipped.items()})


def test_sentences_are_distinct_and_like_the_shipped_ones(generator, tables):
    made = [row["statement"] for row in rows(tables[0], "findings")]
    shipped = [row["statement"] for row in generator.shipped("findings")]
    assert len(set(made)) == len(made)
    assert mean(map(len, made)) == pytest.approx(mean(map(len, shipped)), rel=0.05)
    words, shipped_words = (Counter(word for text in texts for word in text.split()) for texts in (made, shipped))
    assert set(words) <= set(shipped_words)
    assert correlation(list(shipped_words.values()), [words[word] for word in shipped_words]) > 0.98


def test_invented_inspections_come_later_than_all_shipped_ones(tables):
    sequences = [int(row["sequence"]) for row in rows(tables[0], "inspections")]
    assert sequences == sorted(set(sequences))


def test_every_row_loads(tables, tmp_path):
    folder, counts = tables
    with open_graph(tmp_path / "generated.kgl", write=True) as graph:
        report = load([str(folder)], graph, graph, LoadOptions())
        assert validate(graph).count == 0
    assert report.total.rejected == 0
    assert report.total.counts.created == report.total.rows == sum(counts.values())
