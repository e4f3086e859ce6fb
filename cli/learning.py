"""``learn-from``: who solved what a force was found weak in, and how we know."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import click
from peelgraph.cli.asking import analysed_sentences
from peelgraph.cli.options import answer_options, graph_option, limit_option
from peelgraph.cli.output import Target, View, write_object, write_rows
from peelgraph.cli.pages import MARKDOWN, heading, in_whose_words, paragraph
from peelgraph.cli.reading import about_line, cut, dagger, embargo_note, names, reading, tell_left_out
from peelgraph.ontology.counted import counted

if TYPE_CHECKING:
    from peelgraph.graph.analysis.learning import Learned
    from peelgraph.graph.naming import Labels

SHOWN = 3
"""How many are shown of each weakness unless a limit is asked for."""
HOW_TO_READ = (
    "Order: found weak and praised later; praised; an initiative with evaluation; one without, or not known; an own "
    "account. What is older than 2021, or of an unknown year, comes after all that. In brackets the score. A force is "
    "left out whose last word on the practice is a weakness, or whose last inspection said both. Praise is no proof of "
    "effect. The sentence behind a finding: peelgraph evidence followed by its number; an initiative: "
    "peelgraph practice followed by the practice."
)


@click.command("learn-from")
@click.argument("force", metavar="FORCE")
@click.option("--practice", metavar="PRACTICE", help="Only this practice, or those of this group.")
@click.option("--all", "everything", is_flag=True, help="Also weaknesses on which the force has been praised since.")
@limit_option
@answer_options
@graph_option
def learn_from(
    uri: str,
    force: str,
    practice: str | None,
    everything: bool,
    limit: int | None,
    form: str | None,
    output: str | None,
    include_embargoed: bool,
) -> None:
    """For each weakness of a force: who is strong there, or got out of it, with the reason.

    The weaknesses are in order: recent ones first, then by the inspectorate's rank, then those found again. A table
    shows the first three for each; --limit 0 shows all.

    \b
    Examples:
      peelgraph learn-from essex
      peelgraph learn-from "west midlands" --practice call-handling --limit 0
      peelgraph learn-from kent -o kent.xlsx
    """
    from peelgraph.graph.analysis.learning import learn_from as learn  # noqa: PLC0415
    from peelgraph.graph.naming import Labels, Naming  # noqa: PLC0415

    target = Target.of(form, output, include_embargoed=include_embargoed)
    with reading(uri) as graph:
        naming = Naming(graph)
        learned = learn(
            graph,
            naming.force(force),
            practice=naming.practice(practice) if practice else None,
            everything=everything,
            **target.embargo,
        )
        labels, about = Labels(graph), about_line(graph, target.embargo) if target.readable else ""
        result, _ = cut(learned.result, limit, target) if not target.readable else (learned.result, 0)
        view = View(())
        if target.form == "line":
            view = analysed_sentences(graph, "learn-from", learned, result.dicts(), target)
        tell_left_out(graph, target)
    if target.readable:
        write_object({}, lambda width: _pages(learned, labels, about, limit, width), target)
    else:
        write_rows(result, view, target)


def _pages(learned: Learned, labels: Labels, about: str, limit: int | None, width: int) -> str:
    name = labels.force(learned.force)
    rows = learned.result.dicts()
    parts = [heading(f"Who {name} can learn from, weakness by weakness", width), ""]
    shown = rows[:limit] if limit else rows
    for _, same in groupby(shown, key=lambda row: row["practice"]):
        parts.append(_practice(list(same), labels, SHOWN if limit is None else 0, width))
    if not rows:
        told = f"Nothing read of {name} found it weak in anything on which it was not praised since."
        parts.append(paragraph(told, width))
    if len(shown) < len(rows):
        parts.append(paragraph(f"{counted(len(rows) - len(shown), 'more row')}: --limit 0 shows all.", width))
    if learned.praised_since:
        since = ", ".join(slug.replace("-", " ") for slug in learned.praised_since)
        told = f"Left out, because the last word on it is praise: {since} (--all shows them too)."
        parts.append(paragraph(told, width))
    notes = [*([HOW_TO_READ] if rows else []), *embargo_note(shown), about]
    parts += [paragraph(note, width) for note in notes]
    return "\n".join(part for part in parts if part)


def _practice(rows: list[dict[str, Any]], labels: Labels, most: int, width: int) -> str:
    first = rows[0]
    said = ", ".join(labels.inspection(slug) or "an unknown inspection" for slug in first["found_weak_in"])
    marks = [first["status"].replace("-", " ")] if first["status"] != "not-stated" else []
    marks += ["found again"] if first["repeated"] else []
    told = f"{first['name']}: found weak in {said}{' – ' + ', '.join(marks) if marks else ''}{dagger(first)}"
    lines = [f"**{told}**\n" if width == MARKDOWN else paragraph(told, width).rstrip("\n")]
    shown = rows[:most] if most and len(rows) > most + 1 else rows
    lines += [_lesson(row, labels, width) for row in shown]
    left = [labels.force(row["force"]) for row in rows[len(shown) :] if row["force"]]
    if left:
        more = names(list(dict.fromkeys(left)), 6)
        lines.append(_indented(f"and {counted(len(left), 'more row')}: {more}", width, "  "))
    return "\n".join(lines) + "\n"


def _lesson(row: dict[str, Any], labels: Labels, width: int) -> str:
    if not row["force"]:
        return _indented(row["reason"][0].upper() + row["reason"][1:] + ".", width, "  ")
    told = _indented(f"{labels.force(row['force'])} ({row['score']:.2f}) {row['reason']}", width, "  ")
    return f"{told}\n{_indented(in_whose_words(row), width, '      ')}" if row["text"] else told


def _indented(text: str, width: int, indent: str) -> str:
    if width == MARKDOWN:
        return f"{'    ' if len(indent) > 2 else ''}- {text}"
    return paragraph(text, width, indent).rstrip("\n")
