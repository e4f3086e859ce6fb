"""What commands do between their options and their answer: put a question and show its rows, or show one object."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from peelgraph.cli.output import Target, View, write_object, write_rows, write_sentences
from peelgraph.cli.reading import about_line, cut, embargo_note, left_out_note, reading, tell_left_out
from peelgraph.cli.selection import selected, shown_cypher, since_note

if TYPE_CHECKING:
    from peelgraph.graph.naming import Labels, Naming
    from peelgraph.graph.store import Graph


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, for whoever lays it out for a reader.

    Args:
        graph: The graph.
        labels: Names for a reader.
        chosen: The conditions as the question took them.
        rows: The rows that are shown.
        embargo: ``include_embargoed`` and ``now``, as the question took them.
    """

    graph: Graph
    labels: Labels
    chosen: dict[str, Any]
    rows: list[dict[str, Any]]
    embargo: dict[str, Any]


def answer(
    question: str, options: dict[str, Any], view: Callable[[Answered], View], *, polarity: str | None = None
) -> None:
    """Put a question and write its rows to where they go.

    Args:
        question: The question's name.
        options: The command's options: those that all such commands share, and the question's conditions as typed.
        view: Lays the answer out for a reader; what every answer says below is added.
        polarity: What ``--since`` counts: ``weakness`` or ``strength``.
    """
    uri, form, output = options.pop("uri"), options.pop("form"), options.pop("output")
    target = Target.of(form, output, include_embargoed=options.pop("include_embargoed"))
    limit = options.pop("limit")
    if options.pop("show_cypher"):
        shown_cypher(question)
        return
    from peelgraph.graph.naming import Labels  # noqa: PLC0415
    from peelgraph.graph.question import ask  # noqa: PLC0415

    shown = View(())
    with reading(uri) as graph:
        chosen = selected(graph, options)
        result, left = cut(ask(graph, question, **chosen, **target.embargo), limit, target)
        if target.readable:
            rows = result.dicts()
            shown = view(Answered(graph, Labels(graph), chosen, rows, target.embargo))
            notes = [
                *shown.notes,
                *left_out_note(left),
                *embargo_note(rows),
                *(since_note(graph, chosen, polarity, target.embargo) if polarity else []),
                about_line(graph, target.embargo),
            ]
            shown = replace(shown, notes=notes)
        elif target.form == "line":
            shown = in_sentences(graph, question, chosen, result.dicts(), target)
        tell_left_out(graph, target)
    write_rows(result, shown, target)


def in_sentences(
    graph: Graph, question: str, chosen: Mapping[str, Any], rows: Sequence[dict[str, Any]], target: Target
) -> View:
    """Return rows as sentences, each to be copied alone, with the line on the data below."""
    from peelgraph.graph.lines import lines_of  # noqa: PLC0415

    lines = lines_of(graph, question, {**chosen, **target.embargo}, rows)
    return View((), sentences=lines, notes=[about_line(graph, target.embargo)])


def analysed_sentences(graph: Graph, name: str, found: object, rows: Sequence[dict[str, Any]], target: Target) -> View:
    """Return rows of an analysis as sentences, each to be copied alone, with the line on the data below.

    Args:
        graph: The graph.
        name: Which analysis.
        found: What the library call gave.
        rows: The rows that are shown.
        target: Where they go.
    """
    from peelgraph.graph.analysis_methods import analysed_lines  # noqa: PLC0415

    lines = analysed_lines(graph, name, found, rows, target.embargo)
    return View((), sentences=lines, notes=[about_line(graph, target.embargo)])


def show(
    target: Target,
    uri: str,
    find: Callable[[Graph, Naming], dict[str, Any]],
    pages: Callable[[dict[str, Any], Labels, str, int], str],
    *,
    sentences: str = "",
) -> None:
    """Find one object in a graph and write it to where it goes.

    Args:
        target: Where it goes, and in which form.
        uri: The graph.
        find: Returns the object, from the graph and from what knows its names.
        pages: Lays it out for a reader, from the object, names, the line under every answer and a width.
        sentences: What was asked, for example ``force``, where such answers have sentences; else nothing.
    """
    from peelgraph.graph.naming import Labels, Naming  # noqa: PLC0415

    with reading(uri) as graph:
        found = find(graph, Naming(graph))
        labels = Labels(graph)
        about = about_line(graph, target.embargo) if target.readable or target.form == "line" else ""
        lines = None
        if sentences and target.form == "line":
            from peelgraph.graph.composed_lines import composed_lines  # noqa: PLC0415

            lines = composed_lines(graph, sentences, found, target.embargo)
        tell_left_out(graph, target)
    if lines is not None:
        write_sentences(lines, [about], target)
        return
    write_object(found, lambda width: pages(found, labels, about, width), target)
