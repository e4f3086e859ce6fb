"""The page that a browser gets: a box for a query, its answer, and questions to begin with.

There is no script on it, and nothing from elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, Template
from peelgraph.graph.sparql.exchange import Answer
from peelgraph.graph.sparql.guard import Form
from peelgraph.graph.sparql.prefixes import PREFIXES, shortened
from peelgraph.graph.sparql.questions import load_sparql_question, sparql_question_names
from peelgraph.web.negotiate import GRAPHS, ROWS, TRUTHS

FIRST_QUERY = """# The practices that most forces were found weak in
SELECT ?practice (COUNT(DISTINCT ?force) AS ?forces)
WHERE {
  ?finding peel:polarity "weakness" ;
           peel:concerns/skos:prefLabel ?practice ;
           peel:about ?force .
}
GROUP BY ?practice
ORDER BY DESC(?forces) ?practice
LIMIT 10
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as the page shows it."""

    truncated: bool
    limit: int
    links: Sequence[Mapping[str, str]]
    truth: bool | None = None
    turtle: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default=())


def shown(form: Form, query: str, answer: Answer, limit: int, endpoint: str) -> Shown:
    """Return an answer for the page: rows and truths come as JSON, graphs as Turtle."""
    offers = ROWS if form == "SELECT" else TRUTHS if form == "ASK" else GRAPHS
    links = [
        {"name": offer.name, "address": f"{endpoint}?{urlencode({'query': query, 'format': offer.name})}"}
        for offer in offers
    ]
    if form in {"CONSTRUCT", "DESCRIBE"}:
        return Shown(answer.truncated, limit, links, turtle=answer.body.decode())
    said = json.loads(answer.body)
    if form == "ASK":
        return Shown(answer.truncated, limit, links, truth=said["boolean"])
    columns = said["head"]["vars"]
    rows = [[_cell(row.get(column)) for column in columns] for row in said["results"]["bindings"]]
    return Shown(answer.truncated, limit, links, columns=columns, rows=rows)


def page(endpoint: str, triples: int, query: str = FIRST_QUERY, answer: Shown | None = None, problem: str = "") -> str:
    """Return the page.

    Args:
        endpoint: The path of the endpoint.
        triples: Number of triples that it answers on.
        query: The query in the box.
        answer: Its answer, if it was asked.
        problem: What went wrong, as a sentence.
    """
    return _template().render(
        endpoint=endpoint,
        triples=triples,
        query=query,
        answer=answer,
        problem=problem,
        prefixes=sorted(PREFIXES),
        questions=[
            {
                "title": question.title,
                "answers": question.answers,
                "address": f"{endpoint}?{urlencode({'question': question.name})}",
            }
            for question in map(load_sparql_question, sparql_question_names())
        ],
        style=_style(),
    )


@cache
def policy() -> str:
    """Return the page's policy: its own style by its hash, forms to itself, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _cell(term: dict[str, Any] | None) -> str:
    if term is None:
        return ""
    value: str = term["value"]
    return shortened(value) if term["type"] == "uri" else value


@cache
def _style() -> str:
    return files("peelgraph.web").joinpath("page.css").read_text("utf-8")


@cache
def _template() -> Template:
    return Environment(autoescape=True, trim_blocks=True).from_string(
        files("peelgraph.web").joinpath("page.html").read_text("utf-8")
    )
