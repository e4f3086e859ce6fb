"""``info``: what is in the graph."""

from __future__ import annotations

from typing import Any

import click
from peelgraph.cli.options import PLAIN_OBJECT_FORMATS, answer_options_in, graph_option
from peelgraph.cli.output import Target, View, ViewColumn, to_markdown, write_object
from peelgraph.cli.pages import MARKDOWN
from peelgraph.cli.reading import about_line, reading, tell_left_out


@click.command("info")
@answer_options_in(PLAIN_OBJECT_FORMATS)
@graph_option
def info(uri: str, form: str | None, output: str | None, include_embargoed: bool) -> None:
    """What is in the graph: how many nodes of each label, how many relationships of each type.

    \b
    Examples:
      peelgraph info
      peelgraph info --format json
    """
    from peelgraph.graph.inventory import inventory  # noqa: PLC0415

    target = Target.of(form, output, include_embargoed=include_embargoed)
    with reading(uri) as graph:
        answer = inventory(graph, include_embargoed=target.embargo["include_embargoed"])
        tell_left_out(graph, target)
        about = about_line(graph, target.embargo) if target.readable else ""
    write_object(answer, lambda width: _pages(answer, about, width), target)


def _pages(answer: dict[str, Any], about: str, width: int) -> str:
    from peelgraph.cli.tables import render_table  # noqa: PLC0415

    def part(title: str, counts: dict[str, int], heading: str, notes: list[str]) -> str:
        rows = [{"name": name, "count": count} for name, count in counts.items()]
        columns = [
            ViewColumn(heading, lambda r: r["name"], whole=True),
            ViewColumn("Count", lambda r: f"{r['count']:,}", number=True),
        ]
        if width == MARKDOWN:
            return to_markdown(rows, View(columns, title=title, notes=notes))
        return render_table(rows, View(columns, title=title, notes=notes), width=width)

    return (
        part(f"{answer['graph']} (model {answer['model_version']})", answer["labels"], "Label", [])
        + "\n"
        + part("Relationships", answer["relationships"], "Type", [about])
    )
