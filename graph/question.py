"""Reading the question files, and asking them.

A question is one file in ``graph/questions``: a header of ``//`` lines, then Cypher in the subset that every engine
understands. The command line, the Python interface and the documentation are made from the header::

    // title: Forces of a region
    // answers: Which forces lie in a region?
    // parameter region: text; slug of the region
    // parameter limit: integer = 10; most rows
    // column force: slug of the force
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from peelgraph.graph.store import Graph, Result
from peelgraph.ontology.errors import ModelError, PeelgraphError

ParameterType = Literal["text", "integer", "truth", "time", "texts"]

_LINE = re.compile(r"// (title|answers|parameter|column)(?: ([a-z_]+))?: (.+)")
_PARAMETER = re.compile(r"(text|integer|truth|time|texts)(?: = ([^;]+))?; (.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question.

    Args:
        name: Its name in the Cypher, without ``$``.
        type: What its value is.
        default: The value where none is given; None leaves the condition out.
        meaning: What it does, as a phrase.
    """

    name: str
    type: ParameterType
    default: str | int | bool | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a question's answer: its name and what it holds."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its Cypher.

    Args:
        name: The name of its file, without ending.
        title: What it is called.
        answers: What it answers, as a question.
        parameters: Its parameters in order.
        columns: The columns of its answer in order.
        cypher: The Cypher, header and all.
    """

    name: str
    title: str
    answers: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    cypher: str


@cache
def load_question(name: str) -> Question:
    """Return a question by its name.

    Raises:
        ModelError: There is no such question, or its header is broken.

    >>> load_question("repeated").title
    'Weaknesses found again'
    """
    file = files("peelgraph.graph.questions").joinpath(f"{name}.cypher")
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        raise ModelError(f"there is no question {name!r}; `peelgraph questions` lists them") from None
    return parse_question(name, text)


@cache
def question_names() -> tuple[str, ...]:
    """Return the names of all questions, in alphabetical order."""
    folder = files("peelgraph.graph.questions")
    return tuple(sorted(f.name.removesuffix(".cypher") for f in folder.iterdir() if f.name.endswith(".cypher")))


def parse_question(name: str, text: str) -> Question:
    """Return the question that a file's text declares.

    Raises:
        ModelError: The header is broken or says too little.
    """
    said: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("//"):
            break
        match = _LINE.fullmatch(line)
        if not match:
            raise ModelError(f"{name}.cypher, line {number}: {line!r} is no header line")
        kind, called, value = match.groups()
        if kind == "column":
            columns.append(Column(called, value))
        elif kind == "parameter":
            parameters.append(_parameter(name, number, called, value))
        else:
            said[kind] = value
    if set(said) != {"title", "answers"} or not columns:
        raise ModelError(f"{name}.cypher needs a title, what it answers, and its columns in the header")
    return Question(name, said["title"], said["answers"], tuple(parameters), tuple(columns), text)


def ask(graph: Graph, name: str, **given: Any) -> Result:
    """Return the answer to a question.

    Args:
        graph: The graph.
        name: The question's name.
        **given: Its parameters; those not given have their defaults.

    Raises:
        PeelgraphError: A parameter is unknown, or the engine failed.
    """
    question = load_question(name)
    parameters = bind(question, given)
    columns = tuple(column.name for column in question.columns)
    rows = graph.run(question.cypher, parameters)
    return Result(columns, [[row[column] for column in columns] for row in rows])


def bind(question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question's parameters with the defaults filled in.

    Raises:
        PeelgraphError: A parameter is unknown.
    """
    unknown = sorted(set(given) - {p.name for p in question.parameters})
    if unknown:
        raise PeelgraphError(f"the question {question.name} has no parameter {', '.join(unknown)}")
    return {p.name: given.get(p.name, _now() if p.type == "time" else p.default) for p in question.parameters}


def embargo_of(now: dt.datetime | None, *, include_embargoed: bool) -> dict[str, Any]:
    """Return what questions are told of embargoes; without a time they take the present."""
    return {"include_embargoed": include_embargoed} | ({"now": now} if now is not None else {})


def _now() -> dt.datetime:
    from peelgraph.graph.embargo import london_now  # noqa: PLC0415 - time zones cost a few ms

    return london_now()


def _parameter(question: str, number: int, name: str, value: str) -> Parameter:
    match = _PARAMETER.fullmatch(value)
    if not match:
        raise ModelError(f"{question}.cypher, line {number}: a parameter is `type = default; meaning`")
    kind, default, meaning = match.groups()
    typed: str | int | bool | None = default
    if default is not None and kind == "integer":
        typed = int(default)
    elif default is not None and kind == "truth":
        typed = default == "true"
    return Parameter(name, cast("ParameterType", kind), typed, meaning)
