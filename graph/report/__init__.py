"""Two pages on a force for its chief officers, as a web page, as Markdown or for Word."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from peelgraph.graph.store import Graph
from peelgraph.ontology.errors import PeelgraphError

if TYPE_CHECKING:
    from peelgraph.graph.report.blocks import Report

FORMS = {".html": "html", ".htm": "html", ".md": "md", ".docx": "docx"}
"""The endings of a report's file, and what each is written as."""


def force_report(
    graph: Graph, force: str, *, include_embargoed: bool = False, now: dt.datetime | None = None
) -> Report:
    """Return the report on a force: the same facts as the commands give, each with its source.

    Args:
        graph: The graph.
        force: Slug of the force.
        include_embargoed: Also say what is under embargo, marked.
        now: The wall-clock time in London by which embargoes and due dates are judged; by default now.

    Raises:
        UnknownNameError: The graph has no such force.
    """
    from peelgraph.graph.report.compose import compose  # noqa: PLC0415 - no other answer needs it
    from peelgraph.graph.report.facts import force_facts  # noqa: PLC0415
    from peelgraph.graph.report.weaknesses import WEAKNESSES_SHOWN  # noqa: PLC0415

    facts = force_facts(graph, force, shown=WEAKNESSES_SHOWN, include_embargoed=include_embargoed, now=now)
    return compose(facts)


def written(report: Report, form: str) -> bytes:
    """Return a report as a file's bytes, the same for the same report.

    Args:
        report: The report.
        form: ``html``, ``md`` or ``docx``.

    Raises:
        PeelgraphError: There is no such form, or what it needs is not installed.
    """
    if form == "html":
        from peelgraph.graph.report.html import to_html  # noqa: PLC0415

        return to_html(report)
    if form == "md":
        from peelgraph.graph.report.markdown import to_markdown  # noqa: PLC0415

        return to_markdown(report)
    if form == "docx":
        from peelgraph.graph.report.word import to_word  # noqa: PLC0415

        return to_word(report)
    raise PeelgraphError(f"a report cannot be written as {form!r}: use {', '.join(dict.fromkeys(FORMS.values()))}")
