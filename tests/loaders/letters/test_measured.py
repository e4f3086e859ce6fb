"""The measured table says what the rules do today."""

from __future__ import annotations

import csv
import io
from importlib.resources import files

from peelgraph.loaders.letters.quality import RuleCount, held_back, measure_letters, measure_statements

STATEMENTS = "findings.csv, the half held back"
OWN = "own test letters"
ESSEX = "Essex letter"


def shipped(source: str) -> list[RuleCount]:
    text = files("peelgraph.loaders.letters.coding").joinpath("measured.csv").read_text(encoding="utf-8")
    return [
        RuleCount(row["field"], row["rule"], int(row["right"]), int(row["of"]))
        for row in csv.DictReader(io.StringIO(text))
        if row["source"] == source
    ]


def test_statements(findings_rows, vocabulary):
    counts = measure_statements([row for row in findings_rows if held_back(row["statement"])], vocabulary)
    assert counts == shipped(STATEMENTS), "measure again: write measured.csv anew"


def test_own_letters(coded_letters):
    counts = measure_letters([(read, gold["findings"]) for read, gold in coded_letters.values()])
    assert counts == shipped(OWN), "measure again: write measured.csv anew"


def test_essex(essex):
    read, gold = essex
    assert measure_letters([(read, gold["findings"])]) == shipped(ESSEX), "measure again: write measured.csv anew"


def share(counts: list[RuleCount], field: str) -> float:
    chosen = [count for count in counts if count.field == field]
    return sum(count.right for count in chosen) / sum(count.of for count in chosen)


def test_polarity_of_statements_held_back_stays_good():
    assert share(shipped(STATEMENTS), "polarity") >= 0.8
