"""Putting a question from Python: names in any form, dates at any precision, and an answer that shows itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from peelgraph.graph.question import Parameter, Question, ask, load_question
from peelgraph.graph.store import Graph
from peelgraph.ontology.errors import PeelgraphError

if TYPE_CHECKING:
    from peelgraph.graph.answer import Answer

TRUE_NAMES = {"force", "practice", "risk", "inspection", "region"}
DATES = {"since", "overdue_on"}


def answered(graph: Graph, name: str, given: Mapping[str, Any]) -> Answer:
    """Return the answer to a question, put with names and dates as a person writes them.

    Args:
        graph: The graph.
        name: The question's name.
        given: Its parameters; None stands for the default.

    Raises:
        UnknownNameError: Nothing in the graph has that name.
        PeelgraphError: A value is none that the parameter takes, or the engine failed.
    """
    from peelgraph.graph.answer import Answer  # noqa: PLC0415
    from peelgraph.graph.lines import lines_of  # noqa: PLC0415
    from peelgraph.graph.sentences import about_line  # noqa: PLC0415

    question = load_question(name)
    chosen = conditions(graph, question, given)
    result = ask(graph, name, **chosen)
    embargo: dict[str, Any] = {key: chosen[key] for key in ("include_embargoed", "now") if key in chosen}
    rows = result.dicts()
    return Answer(
        name,
        question.title,
        result.columns,
        rows,
        about=about_line(graph, embargo),
        lines=lambda: lines_of(graph, name, chosen, rows),
    )


def conditions(graph: Graph, question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question's parameters as its Cypher takes them: names as slugs, dates as days; defaults left out.

    Raises:
        UnknownNameError: Nothing in the graph has that name.
        PeelgraphError: A value is none that the parameter takes.
    """
    find = _finders(graph)
    known = {parameter.name: parameter for parameter in question.parameters}
    chosen = {}
    for name, value in given.items():
        if value is None:
            continue
        if name not in known:
            raise PeelgraphError(f"the question {question.name} has no parameter {name}")
        chosen[name] = _value(question, known[name], value, find)
    return chosen


def day(value: str | int | dt.date, name: str) -> str:
    """Return the first day of a date at any precision, as ISO text.

    Raises:
        PeelgraphError: It is no date.

    >>> day(2021, "since"), day("2021-04", "since")
    ('2021-01-01', '2021-04-01')
    """
    from peelgraph.ontology.dates import first_day, parse_period  # noqa: PLC0415

    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    try:
        return first_day(parse_period(str(value))).isoformat()
    except ValueError as error:
        raise PeelgraphError(f"{name}: {error}") from None


def closed_list(question: str, parameter: str) -> tuple[str, ...]:
    """Return the values that a parameter of a question may have, as the model lists them; none where any text goes.

    >>> closed_list("findings", "polarity")
    ('strength', 'weakness', 'neutral')
    """
    from peelgraph.ontology.model import load_model  # noqa: PLC0415

    label = "Recommendation" if (question, parameter) == ("recommendations", "status") else "Finding"
    if parameter not in {"polarity", "status", "source_kind"}:
        return ()
    return load_model().node_types[label].properties[parameter].values or ()


def _finders(graph: Graph) -> dict[str, Callable[[str], str]]:
    from peelgraph.graph.naming import Naming  # noqa: PLC0415

    naming = Naming(graph)
    return {name: getattr(naming, name) for name in TRUE_NAMES}


def _value(question: Question, parameter: Parameter, value: Any, find: Mapping[str, Callable[[str], str]]) -> Any:
    name = parameter.name
    if name in DATES:
        return day(value, name)
    match parameter.type:
        case "integer":
            if not isinstance(value, int) or isinstance(value, bool):
                raise PeelgraphError(f"{name} is a whole number, not {value!r}")
        case "truth":
            if not isinstance(value, bool):
                raise PeelgraphError(f"{name} is True or False, not {value!r}")
        case "time":
            if not isinstance(value, dt.datetime):
                raise PeelgraphError(f"{name} is a datetime in London's wall time, not {value!r}")
        case "texts":
            texts = [value] if isinstance(value, str) else list(value)
            return [" ".join(str(text).lower().split()) for text in texts if str(text).strip()]
        case _:
            if not isinstance(value, str):
                raise PeelgraphError(f"{name} is a text, not {value!r}")
            if name in find:
                return find[name](value)
            allowed = closed_list(question.name, name)
            if allowed and value not in allowed:
                raise PeelgraphError(f"{name} is one of {', '.join(allowed)}, not {value!r}")
    return value
