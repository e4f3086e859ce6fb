"""``documents`` and ``remove``: what was loaded, and taking one out."""

from __future__ import annotations

from typing import Any

import click
from peelgraph.cli.options import PLAIN_ROW_FORMATS, answer_options_in, graph_option
from peelgraph.cli.output import Target, View, ViewColumn, plain, say, write_rows
from peelgraph.cli.reading import about_line, reading, tell_left_out
from peelgraph.ontology.counted import counted
from peelgraph.ontology.errors import PeelgraphError, UnknownNameError


@click.command("documents")
@answer_options_in(PLAIN_ROW_FORMATS)
@graph_option
def documents(uri: str, form: str | None, output: str | None, include_embargoed: bool) -> None:
    """What was loaded: letters and reports, and the sources of tables.

    \b
    Examples:
      peelgraph documents
      peelgraph documents --format json
    """
    from peelgraph.graph.loaded import loaded_sources  # noqa: PLC0415

    target = Target.of(form, output, include_embargoed=include_embargoed)
    with reading(uri) as graph:
        result = loaded_sources(graph, **target.embargo)
        tell_left_out(graph, target)
        about = about_line(graph, target.embargo) if target.readable else ""
    view = View(
        title="What was loaded",
        columns=[
            ViewColumn("Name", lambda r: r["name"] + (" †" if r["under_embargo"] else ""), ratio=5, whole=True),
            ViewColumn("Kind", lambda r: r["kind"], whole=True),
            ViewColumn("Holds", lambda r: "; ".join(r["holds"]), ratio=5),
            ViewColumn("Dated", _dated, ratio=2),
        ],
        notes=[
            *(
                ["†: under embargo, not to be published yet."]
                if any(r["under_embargo"] for r in result.dicts())
                else []
            ),
            "To take one out: peelgraph remove NAME",
            about,
        ],
        empty="Nothing was loaded yet.",
    )
    write_rows(result, view, target)


def _dated(row: dict[str, Any]) -> str:
    embargo = f"; embargo until {row['embargoed_until']:%Y-%m-%d %H:%M}" if row["under_embargo"] else ""
    return (plain(row["published"]) or "") + embargo


@click.command("remove")
@click.argument("name")
@graph_option
def remove(uri: str, name: str) -> None:
    """Take a document or a table source out.

    What other sources state stays, and so does what other records still refer to.

    \b
    Examples:
      peelgraph remove letter-core-business-2014-essex-2014-09-03
      peelgraph remove "our own notes"
    """
    from peelgraph.graph.loaded import loaded_sources  # noqa: PLC0415
    from peelgraph.graph.open import open_graph  # noqa: PLC0415
    from peelgraph.loaders.load import remove as remove_source  # noqa: PLC0415
    from peelgraph.ontology.corrections import REVIEW_SOURCE  # noqa: PLC0415
    from peelgraph.ontology.model import load_model  # noqa: PLC0415

    if name == REVIEW_SOURCE:
        raise PeelgraphError(
            "what people corrected is not taken out, but taken back one by one: `peelgraph review log` tells the ids, "
            "`peelgraph review undo ID` takes one back"
        )
    with reading(uri) as graph:
        known = [row["name"] for row in loaded_sources(graph).dicts()]
    if name not in known:
        import difflib  # noqa: PLC0415

        raise UnknownNameError("document or source", name, difflib.get_close_matches(name, known, n=2, cutoff=0.4))
    with open_graph(uri, write=True) as graph:
        removed = remove_source(name, graph, list(load_model().node_types))
    say(f"{name} is taken out: {counted(removed, 'node')} left the graph")
