"""``search``: findings and initiatives by words."""

from __future__ import annotations

from typing import Any

import click
from peelgraph.cli.asking import in_sentences
from peelgraph.cli.options import answer_options, graph_option, limit_option
from peelgraph.cli.output import Target, View, ViewColumn, write_rows
from peelgraph.cli.pages import in_whose_words
from peelgraph.cli.reading import about_line, cut, embargo_note, left_out_note, reading, tell_left_out


@click.command("search")
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@limit_option
@answer_options
@graph_option
def search(
    uri: str,
    words: tuple[str, ...],
    form: str | None,
    output: str | None,
    include_embargoed: bool,
    limit: int | None,
) -> None:
    """Findings and initiatives by words.

    Finds what holds every word, in any case; quotation marks keep words together.

    \b
    Examples:
      peelgraph search stop search
      peelgraph search "body-worn video" --limit 5
    """
    from peelgraph.graph.naming import Labels  # noqa: PLC0415
    from peelgraph.graph.search import search as search_words  # noqa: PLC0415

    if not any(word.strip() for word in words):
        raise click.UsageError("search for what? give a word at least")
    target = Target.of(form, output, include_embargoed=include_embargoed)
    with reading(uri) as graph:
        result, left = cut(search_words(graph, words, **target.embargo), limit, target)
        rows = result.dicts()
        view = View(())
        if target.readable:
            labels = Labels(graph)
            found = len(result.rows) + left
            view = View(
                title=f"{found} found for {' '.join(words)}",
                columns=[
                    ViewColumn("Force", lambda r: labels.force(r["force"]), ratio=3),
                    ViewColumn("What", lambda r: r["polarity"] or r["type"], whole=True),
                    ViewColumn("When", lambda r: _when(r, labels.inspection(r["inspection"])), ratio=3),
                    ViewColumn("Text", in_whose_words, ratio=9),
                    ViewColumn(
                        "Evidence",
                        lambda r: r["id"].rsplit("-", 1)[-1] if r["type"] == "finding" else "",
                        whole=True,
                    ),
                ],
                notes=[*left_out_note(left), *embargo_note(rows), about_line(graph, target.embargo)],
                empty=f"Nothing holds all of these words: {', '.join(words)}. Try fewer, or a part of a word.",
            )
        elif target.form == "line":
            view = in_sentences(graph, "search", {}, rows, target)
        tell_left_out(graph, target)
    write_rows(result, view, target)


def _when(row: dict[str, Any], inspection: str) -> str:
    if row["type"] == "initiative":
        return str(row["period"] or "year unknown")
    return inspection or row["period"] or "date unknown"
