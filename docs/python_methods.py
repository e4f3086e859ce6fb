"""Makes ``graph/question_methods.py`` of the headers of the questions: one typed method for each."""

from __future__ import annotations

import re
import textwrap

from peelgraph.graph.asking import DATES, TRUE_NAMES, closed_list
from peelgraph.graph.question import Parameter, Question, load_question, question_names

TAKEN = {"sources": "table_sources", "evidence": "evidence_rows"}
"""Questions whose own name means something else on an open graph, and what their methods are called instead."""

HEAD = '''"""A method for each question, with typed arguments: made from the headers of the questions by ``docs/build.py``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from peelgraph.graph.asking import answered
from peelgraph.graph.store import Graph

if TYPE_CHECKING:
    from peelgraph.graph.answer import Answer

'''
CLASS = '''

class QuestionMethods(Graph, Protocol):
    """An open graph that answers each question by a method of its name."""
'''
_ALIASES = {
    "Polarity": ("findings", "polarity"),
    "FindingStatus": ("findings", "status"),
    "RecommendationStatus": ("recommendations", "status"),
    "SourceKind": ("findings", "source_kind"),
}
_BASIC = {"integer": "int", "truth": "bool", "time": "dt.datetime | None", "texts": "Sequence[str] | None"}
_DATE = "str | int | dt.date | None"


def methods_module() -> str:
    """Return the text of the module."""
    aliases = "".join(_alias(name, closed_list(*of)) for name, of in _ALIASES.items())
    return HEAD + aliases + CLASS + "".join(_method(load_question(name)) for name in question_names())


def method_name(question: str) -> str:
    """Return the name of a question's method.

    >>> method_name("shared-weaknesses")
    'shared_weaknesses'
    """
    return TAKEN.get(question, question.replace("-", "_"))


def required(question: Question, parameter: Parameter) -> bool:
    """Return whether a question means nothing without a parameter: its Cypher never asks whether it is there."""
    asked = re.search(rf"\${parameter.name} IS (NOT )?NULL|coalesce\(\${parameter.name}\b", question.cypher)
    return parameter.type == "text" and parameter.default is None and not asked


def annotation(question: Question, parameter: Parameter) -> str:
    """Return the type of a parameter in Python."""
    if parameter.name in DATES:
        return _DATE
    if parameter.type != "text":
        return _BASIC[parameter.type]
    closed = next((name for name, of in _ALIASES.items() if of == (question.name, parameter.name)), "")
    if not closed and closed_list(question.name, parameter.name):
        closed = next(name for name, (_, called) in _ALIASES.items() if called == parameter.name)
    return closed + " | None" if closed else "str" if required(question, parameter) else "str | None"


def _alias(name: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{value}"' for value in values)
    line = f"{name} = Literal[{listed}]\n"
    if len(line) <= 121:
        return line
    inner = f"    {listed}\n"
    if len(inner) <= 121:
        return f"{name} = Literal[\n{inner}]\n"
    return f"{name} = Literal[\n" + "".join(f'    "{value}",\n' for value in values) + "]\n"


def _method(question: Question) -> str:
    def default(parameter: Parameter) -> str:
        if required(question, parameter):
            return ""
        return f" = {parameter.default!r}"

    name = method_name(question.name)
    lines = ["", f"    def {name}(" if question.parameters else f"    def {name}(self) -> Answer:"]
    if question.parameters:
        lines += ["        self,"]
        needed = [p for p in question.parameters if required(question, p)]
        others = [p for p in question.parameters if p not in needed]
        lines += [f"        {p.name}: {annotation(question, p)}," for p in needed]
        lines += ["        *,"] if others else []
        lines += [f"        {p.name}: {annotation(question, p)}{default(p)}," for p in others]
        lines += ["    ) -> Answer:"]
    lines += _summary(question)
    if question.parameters:
        lines += ["        Args:"]
        lines += [_wrapped(f"{p.name}: {_meaning(p)}.", 12, 16) for p in (*needed, *others)]
        lines += [""]
    lines += ["        Returns:"]
    lines += [_wrapped(f"Rows with {', '.join(f'``{column.name}``' for column in question.columns)}.", 12)]
    lines += _raises(question)
    lines += ['        """']
    lines += _call(question)
    return "\n".join(lines) + "\n"


def _raises(question: Question) -> list[str]:
    raised = []
    if any(p.name in TRUE_NAMES for p in question.parameters):
        raised.append("            UnknownNameError: Nothing in the graph has that name.")
    if any(p.name in DATES or closed_list(question.name, p.name) for p in question.parameters):
        raised.append("            PeelgraphError: A value is none that the parameter takes.")
    return ["", "        Raises:", *raised] if raised else []


def _summary(question: Question) -> list[str]:
    if len(question.answers) <= 109:
        return [f'        """{question.answers}', ""]
    return [f'        """{question.title}.', "", _wrapped(question.answers, 8), ""]


def _call(question: Question) -> list[str]:
    if not question.parameters:
        return [f'        return answered(self, "{question.name}", {{}})']
    one = ", ".join(f'"{p.name}": {p.name}' for p in question.parameters)
    line = f'        return answered(self, "{question.name}", {{{one}}})'
    if len(question.parameters) == 1 and len(line) <= 120:
        return [line]
    return [
        "        return answered(",
        "            self,",
        f'            "{question.name}",',
        "            {",
        *(f'                "{p.name}": {p.name},' for p in question.parameters),
        "            },",
        "        )",
    ]


def _meaning(parameter: Parameter) -> str:
    text = parameter.meaning.replace(" (slug)", "").replace("(YYYY-MM-DD)", "(any precision)")
    text = text[0].upper() + text[1:]
    return text + ("; by default now" if parameter.type == "time" else "")


def _wrapped(text: str, indent: int, further: int | None = None) -> str:
    return textwrap.fill(
        text,
        120,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if further is None else further),
        break_on_hyphens=False,
    )
