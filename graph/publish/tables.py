"""Rows of pages that are made of several facts: practices with where they were seen, grades as tables, groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from peelgraph.graph.grades import SCALE_CHANGE
from peelgraph.graph.profile import PracticeRecord
from peelgraph.graph.publish.facts import Row


def record_rows(records: Iterable[PracticeRecord], force_name: Callable[[str], str]) -> list[Row]:
    """Return practices of forces with the inspections that found them weak or praised them, the latest first."""
    return [
        {
            "force": record.force,
            "force_name": force_name(record.force),
            "practice": record.practice,
            "name": record.name,
            "latest": record.latest,
            "weak": seen_in(record.weaknesses),
            "strong": seen_in(record.strengths),
        }
        for record in records
    ]


def seen_in(findings: Iterable[Row]) -> list[Row]:
    """Return the inspections of findings, the latest first, each with the ids of its findings."""
    places: dict[str, Row] = {}
    for row in findings:
        name = row["inspection_name"] or "inspection not known"
        places.setdefault(name, {"name": name, "findings": []})["findings"].append(row["finding"])
    return list(places.values())


def grouped(findings: Iterable[Row], key: str, name: str, *, alphabetical: bool = False) -> list[Row]:
    """Return findings by one of their columns, in their order or in that of the names.

    Args:
        findings: The findings.
        key: The column with the id.
        name: The column with the name.
        alphabetical: Whether the groups are sorted by name.
    """
    groups: dict[Any, Row] = {}
    for row in findings:
        group = {"id": row[key], "name": row[name] or "Inspection not known", "period": row["period"], "findings": []}
        found = groups.setdefault(row[key], group)
        found["findings"].append(row)
        if found["period"] != row["period"]:
            found["period"] = None
    found_groups = list(groups.values())
    return sorted(found_groups, key=lambda group: str(group["name"])) if alphabetical else found_groups


def grade_tables(grades: list[Row], line: str, column: str, caption: str, change: int | None) -> list[tuple[str, Row]]:
    """Return grades as tables, those from before the change of questions and scale apart from the others.

    Args:
        grades: The grades.
        line: What a line is of: ``force`` or ``question``.
        column: What a column is of: ``inspection`` or ``question``.
        caption: What the tables are called.
        change: The place in time of the inspection that changed the scale; None where it is not known.
    """
    if change is None:
        return [(caption, _table(grades, line, column))] if grades else []
    later = [grade for grade in grades if (grade["sequence"] or 0) >= change]
    before = [grade for grade in grades if (grade["sequence"] or 0) < change]
    parts = [(f"{caption}, from PEEL 2021/22 on", later), (f"{caption}, before PEEL 2021/22", before)]
    return [(said, _table(part, line, column)) for said, part in parts if part]


def scale_change(inspections: Any) -> int | None:
    """Return the place in time of the inspection that changed the scale, if it is published."""
    node = inspections.get(SCALE_CHANGE)
    return node.properties.get("sequence") if node else None


def _table(grades: list[Row], line: str, column: str) -> Row:
    columns: dict[str, Row] = {}
    for grade in sorted(grades, key=lambda g: (g["sequence"] or 0, g["question_name"])):
        columns.setdefault(str(grade[column]), grade)
    lines: dict[str, Row] = {}
    for grade in sorted(grades, key=lambda g: (str(g[f"{line}_name"]), str(g[line]))):
        found = lines.setdefault(
            str(grade[line]),
            {"label": line.capitalize(), "id": grade[line], "name": grade[f"{line}_name"], "cells": {}},
        )
        found["cells"].setdefault(str(grade[column]), []).append(grade)
    return {
        "columns": [grade[f"{column}_name"] for grade in columns.values()],
        "lines": [{**found, "cells": [found["cells"].get(key, []) for key in columns]} for found in lines.values()],
    }
