"""An answer as a table in a notebook: everything escaped, the line on the data below."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from html import escape
from typing import Any

from peelgraph.graph.answer import Answer, AnswerInParts, AnswerRow
from peelgraph.ontology.counted import counted

SHOWN = 25
"""The most rows of a table in a notebook; the rest is counted."""


def answer_html(answer: Answer) -> str:
    """Return an answer as a table, with the line on the data below."""
    return "".join((_table(answer), *map(_line, (*answer.notes, answer.about))))


def parts_html(answer: AnswerInParts) -> str:
    """Return an answer of several parts: its named values, then a table for each part that has rows."""
    told = {
        key: value
        for key, value in answer.items()
        if not isinstance(value, Answer | AnswerRow) and value not in (None, "", [])
    }
    rows = {key: value for key, value in answer.items() if isinstance(value, AnswerRow)}
    parts = [f"<h4>{escape(answer.title)}</h4>"]
    if told:
        parts.append(_values("", told))
    parts += [_values(key.replace("_", " ").capitalize(), value) for key, value in rows.items()]
    parts += [_table(table) for table in answer.tables.values() if len(table)]
    return "".join(parts) + _line(answer.about)


def _table(answer: Answer) -> str:
    shown = answer[:SHOWN]
    columns = [column for column in answer.columns if any(row[column] not in (None, "", []) for row in shown)]
    columns = columns if shown else list(answer.columns)
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(f"<tr>{_cells(row, columns)}</tr>" for row in shown)
    left = len(answer) - len(shown)
    rest = f"<p>{counted(left, 'more row')}; to_pandas() or to_dicts() has all.</p>" if left else ""
    empty = "" if shown else "<p>Nothing found within this selection.</p>"
    return (
        f'<div style="overflow-x:auto"><table><caption>{escape(answer.title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{rest}{empty}"
    )


def _cells(row: AnswerRow, columns: Sequence[str]) -> str:
    mark = " †" if row.get("embargoed_count") or row.get("embargoed_until") else ""
    return "".join(f"<td>{_cell(row[column])}{'' if place else mark}</td>" for place, column in enumerate(columns))


def _values(title: str, values: Any) -> str:
    body = "".join(
        f'<tr><th scope="row">{escape(str(key))}</th><td>{_cell(value)}</td></tr>'
        for key, value in values.items()
        if value not in (None, "", [])
    )
    caption = f"<caption>{escape(title)}</caption>" if title else ""
    return f"<table>{caption}<tbody>{body}</tbody></table>"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple) and not any(isinstance(item, dict | list) for item in value):
        return escape(", ".join(str(item) for item in value))
    if isinstance(value, dict | list | tuple):
        return escape(json.dumps(value, ensure_ascii=False, default=str))
    if isinstance(value, dt.datetime):
        return escape(value.isoformat(" ", "minutes"))
    text = escape(str(value))
    if isinstance(value, str) and value.startswith(("https://", "http://")) and not any(c.isspace() for c in value):
        return f'<a href="{text}" rel="noopener noreferrer">{text}</a>'
    return text


def _line(about: str) -> str:
    return f"<p><small>{escape(about)}</small></p>" if about else ""
