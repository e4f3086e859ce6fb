"""The measured table says what the rules do today."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

from peelgraph.loaders.letters.coding.measured import confidence
from peelgraph.loaders.letters.learning.coded_document import parse_coded
from peelgraph.loaders.letters.quality.rules import RuleCount, measure_documents, measure_statements, measured_csv

ROOT = Path(__file__).parents[3]


def test_the_table_is_what_the_rules_do():
    shipped = files("peelgraph.loaders.letters.coding").joinpath("measured.csv").read_text(encoding="utf-8")
    again = "run: uv run python -m peelgraph.loaders.letters.quality.rules ."
    assert measured_csv(ROOT / "data") == shipped, again


def test_a_confidence_is_the_share_right_drawn_towards_one_half():
    text = files("peelgraph.loaders.letters.coding").joinpath("measured.csv").read_text(encoding="utf-8")
    rows = [r for r in csv.DictReader(text.splitlines()) if (r["field"], r["rule"]) == ("polarity", "weakness alone")]
    right, of = (sum(int(row[name]) for row in rows) for name in ("right", "of"))
    assert confidence("polarity", "weakness alone") == round((right + 1) / (of + 2), 2)


def test_each_rule_counts_where_it_decides(vocabulary):
    document = parse_coded(
        "@force kent\n=== findings\n# Answering calls\n*\n"
        "+f | call-handling | | The force answers calls quickly.\n"
        "-r | call-handling | | It needs to publish how long callers wait.\n"
        "none | Callers across the country expect more.\n"
    )
    counts = measure_documents([document], vocabulary)
    kinds = {count.rule: (count.right, count.of) for count in counts if count.field == "kind"}
    assert kinds == {"nothing else": (1, 1), "recommendation": (1, 1)}
    polarities = {count.rule: (count.right, count.of) for count in counts if count.field == "polarity"}
    assert polarities["recommendation"] == (1, 1)
    assert sum(of for _, of in polarities.values()) == 2


def test_a_second_practice_of_a_statement_counts_as_wrong(vocabulary):
    row = {
        "statement": "Call handling is good, and so is vetting.",
        "polarity": "strength",
        "practice": "call-handling",
        "risk": "",
    }
    counts = [count for count in measure_statements([row], vocabulary) if count.field == "practices"]
    assert (sum(count.right for count in counts), sum(count.of for count in counts)) == (1, 2)
    assert RuleCount("practices", "strong words", 1, 1) in counts
