"""The questions that have a query in SPARQL beside their Cypher, and asking them on the RDF.

``NAME.rq`` stands beside ``NAME.cypher`` and begins with the same kind of header, in comments of SPARQL. Its parameters
are those of the Cypher; each is an inline table in the query, so that the text can be asked anywhere as it stands::

    VALUES ?force { UNDEF }

To ask with a value is to put that value in the place of ``UNDEF``. SPARQL has no lists: a column declared as a list is
joined by ``|`` in the query's answer and split here, and put into the order that the Cypher gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, cast

from peelgraph.graph.embargo import london_now
from peelgraph.graph.question import Question, load_question
from peelgraph.graph.rdf import PublicView, load_rdf_store
from peelgraph.graph.sparql.guard import CheckedQuery, checked
from peelgraph.graph.sparql.prefixes import BASE
from peelgraph.graph.store import Graph, Result
from peelgraph.ontology.errors import ModelError, PeelgraphError
from pyoxigraph import Literal as Term
from pyoxigraph import QuerySolutions, Store

ColumnType = Literal["text", "integer", "number", "truth", "list", "places"]

SEPARATOR: Final = "|"
"""What joins the items of a list in an answer."""

_LINE: Final = re.compile(r"# (title|answers|column)(?: ([a-z_]+))?: (.+)")
_COLUMN: Final = re.compile(r"(text|integer|number|truth|list|places); (.+)")
_PLACE_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class SparqlColumn:
    """One column of a question's answer on the RDF.

    Args:
        name: Its name, as in the Cypher.
        type: What it holds: ``list`` is a list in the order of its characters, ``places`` one in the order of numbers
            of five digits that stand before each item and are taken off.
        meaning: What that means.
    """

    name: str
    type: ColumnType
    meaning: str


@dataclass(frozen=True, slots=True)
class SparqlQuestion:
    """A question with its query in SPARQL.

    Args:
        name: The name of its file, without ending.
        title: What it is called.
        answers: What it answers, as a question.
        columns: The columns of its answer in order.
        sparql: The query, header and all.
    """

    name: str
    title: str
    answers: str
    columns: tuple[SparqlColumn, ...]
    sparql: str

    @property
    def question(self) -> Question:
        """The question that it answers as the Cypher does."""
        return load_question(self.name)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters, in the order of the Cypher's."""
        query = checked(self.sparql)
        return tuple(p.name for p in self.question.parameters if _slots(query, p.name))


@cache
def sparql_question_names() -> tuple[str, ...]:
    """Return the names of the questions that can be asked in SPARQL, in alphabetical order."""
    folder = files("peelgraph.graph.questions")
    return tuple(sorted(f.name.removesuffix(".rq") for f in folder.iterdir() if f.name.endswith(".rq")))


@cache
def load_sparql_question(name: str) -> SparqlQuestion:
    """Return a question's query in SPARQL.

    Raises:
        ModelError: There is none of that name, or its header is broken.

    >>> load_sparql_question("repeated").title
    'Weaknesses found again'
    """
    if name not in sparql_question_names():
        known = ", ".join(sparql_question_names())
        raise ModelError(f"the question {name!r} has no query in SPARQL; those that have one are {known}")
    text = files("peelgraph.graph.questions").joinpath(f"{name}.rq").read_text("utf-8")
    said: dict[str, str] = {}
    columns: list[SparqlColumn] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        match = _LINE.fullmatch(line)
        column = _COLUMN.fullmatch(match[3]) if match and match[1] == "column" else None
        if match is None or (match[1] == "column" and column is None):
            raise ModelError(f"{name}.rq, line {number}: {line!r} is no header line")
        if column:
            columns.append(SparqlColumn(match[2], cast("ColumnType", column[1]), column[2]))
        else:
            said[match[1]] = match[3]
    if set(said) != {"title", "answers"} or not columns:
        raise ModelError(f"{name}.rq needs a title, what it answers, and its columns in the header")
    return SparqlQuestion(name, said["title"], said["answers"], tuple(columns), text)


def ask_sparql(asked: Graph | Store, name: str, **given: Any) -> Result:
    """Return the answer to a question, found on the RDF.

    The rows are those of the Cypher in the columns that the query has. What is under embargo is in them only if the
    store holds it.

    Args:
        asked: A graph, of which the public RDF is made; or a store that holds the RDF.
        name: The question's name.
        **given: Its parameters; those not given have their defaults.

    Raises:
        PeelgraphError: A parameter is unknown, or of another type.
    """
    question = load_sparql_question(name)
    query = bound_query(question, given)
    store = asked if isinstance(asked, Store) else load_rdf_store(asked, PublicView())
    found = store.query(query.text, base_iri=BASE, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)  # noqa: S101 - every question selects
    columns = tuple(column.name for column in question.columns)
    rows = [[_value(row[column.name], column.type) for column in question.columns] for row in found]
    return Result(columns, rows)


def bound_query(question: SparqlQuestion, given: Mapping[str, Any]) -> CheckedQuery:
    r"""Return a question's query with values in the place of its parameters.

    Args:
        question: The question.
        given: Its parameters; None, as one not given, leaves the default that stands in the query.

    Raises:
        PeelgraphError: A parameter is unknown, or of another type.

    >>> r'"a\"b"' in bound_query(load_sparql_question("repeated"), {"force": 'a"b'}).parts
    True
    """
    query = checked(question.sparql)
    clocks = [p.name for p in question.question.parameters if p.type == "time" and p.name in question.parameters]
    for name, value in (dict.fromkeys(clocks, london_now()) | dict(given)).items():
        if name not in question.parameters:
            raise PeelgraphError(f"the question {question.name} has no parameter {name} in SPARQL")
        if value is not None:
            query = _with_value(query, name, _term(question, name, value))
    return query


def bound_text(question: SparqlQuestion, given: Mapping[str, Any]) -> str:
    """Return a question's text with values in the place of its parameters, to be read or asked elsewhere.

    Args:
        question: The question.
        given: Its parameters.

    Raises:
        PeelgraphError: A parameter is unknown, or of another type.
    """
    text = question.sparql
    for name, value in given.items():
        if name not in question.parameters:
            raise PeelgraphError(f"the question {question.name} has no parameter {name} in SPARQL")
        if value is not None:
            term = _term(question, name, value)
            text = re.sub(rf"(VALUES \?{name} \{{ )\S+( \}})", lambda m, term=term: m[1] + term + m[2], text)  # type: ignore[misc]
    return text


def _slots(query: CheckedQuery, name: str) -> list[int]:
    """Return where in a query the value of a parameter stands."""
    parts = query.parts
    return [
        at + 3
        for at in range(len(parts) - 4)
        if parts[at : at + 3] == ("VALUES", f"?{name}", "{") and parts[at + 4] == "}"
    ]


def _with_value(query: CheckedQuery, name: str, term: str) -> CheckedQuery:
    parts = list(query.parts)
    for slot in _slots(query, name):
        parts[slot] = term
    return replace(query, parts=tuple(parts))


def _term(question: SparqlQuestion, name: str, value: Any) -> str:
    """Return a value as it stands in a query; an escape of every character that could end a string."""
    kind = next(p.type for p in question.question.parameters if p.name == name)
    match kind:
        case "integer" if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        case "truth" if isinstance(value, bool):
            return str(value).lower()
        case "text" if isinstance(value, str):
            return str(Term(value))
        case "texts" if not isinstance(value, str) and all(isinstance(item, str) for item in value):
            return " ".join(str(Term(item)) for item in value) or "UNDEF"
        case "time" if hasattr(value, "isoformat"):
            return str(Term(value.isoformat()))
    raise PeelgraphError(f"the parameter {name} of {question.name} is {kind}, and {value!r} is not")


def _value(term: Any, kind: ColumnType) -> Any:
    if term is None:
        return [] if kind in {"list", "places"} else None
    text: str = term.value
    match kind:
        case "integer":
            return int(text)
        case "number":
            return float(text)
        case "truth":
            return text == "true"
        case "list":
            return sorted(_items(text))
        case "places":
            return [item[_PLACE_DIGITS:] for item in sorted(_items(text))]
        case _:
            return text


def _items(text: str) -> list[str]:
    return [item for item in text.split(SEPARATOR) if item]
