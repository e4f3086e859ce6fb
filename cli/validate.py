"""``validate``: the graph against the shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from peelgraph.cli.options import PLAIN_ROW_FORMATS, answer_options_in, graph_option, limit_option
from peelgraph.cli.output import Target, View, ViewColumn, say, write_rows
from peelgraph.cli.reading import cut, left_out_note, reading
from peelgraph.ontology.counted import counted

if TYPE_CHECKING:
    from peelgraph.graph.store import Graph
    from peelgraph.graph.validation import Validation

COLUMNS = ("label", "id", "shape", "rule", "message", "place", "remedy")


@click.command("validate")
@click.option("--shacl", is_flag=True, help="Also check the graph's RDF against the same shapes with pySHACL; slower.")
@limit_option
@answer_options_in(PLAIN_ROW_FORMATS)
@graph_option
def validate(
    uri: str, shacl: bool, limit: int | None, form: str | None, output: str | None, include_embargoed: bool
) -> None:
    """The graph against the shapes.

    Every node is checked against the shapes of the model (which properties and relationships it must have, of what
    kind, with which values) and against what the model promises beyond them: a quoted finding is what its passage says,
    a grade answers a question that was asked, an embargo is its document's. What is wrong is said thing by thing, with
    the row or passage that states it and what to do. The status is 1 if there are faults.

    \b
    Examples:
      peelgraph validate
      peelgraph validate --shacl
      peelgraph validate --format csv -o faults.csv
    """
    target = Target.of(form, output, include_embargoed=include_embargoed)
    with reading(uri) as graph:
        found = _check(graph, target, shacl=shacl)
    hidden = target.path is not None and not target.include_embargoed
    faults = [fault for fault in found.faults if not (hidden and fault.embargoed)]
    if hidden and len(faults) < len(found.faults):
        say(f"left out: {_faults(len(found.faults) - len(faults))} of what is under embargo (--include-embargoed)")
    if found.count or target.path is not None or not target.readable:
        from peelgraph.graph.store import Result  # noqa: PLC0415

        rows = [[getattr(fault, column) for column in COLUMNS] for fault in faults]
        result, left = cut(Result(COLUMNS, rows), limit, target)
        write_rows(result, _view(left), target)
    _tell(found)
    if found.count:
        raise click.exceptions.Exit(1)


def _check(graph: Graph, target: Target, *, shacl: bool) -> Validation:
    from peelgraph.cli.progress import work_progress  # noqa: PLC0415
    from peelgraph.graph.public import outward  # noqa: PLC0415
    from peelgraph.graph.validation import validate as check  # noqa: PLC0415
    from peelgraph.loaders.locate import find_rows  # noqa: PLC0415

    named = outward if target.path is not None else str
    with work_progress("nodes") as progress:
        more: Any = ()
        if shacl:
            from peelgraph.graph.validation.shacl import shacl_breaches  # noqa: PLC0415

            progress("checking RDF", 0)
            more = shacl_breaches(graph)
        return check(
            graph,
            locate=lambda source, keys: find_rows(source, keys, graph, name=named(source)),
            named=named,
            more=more,
            progress=progress,
        )


def _tell(found: Validation) -> None:
    against = f"{counted(found.nodes, 'node')} checked against {found.shapes} shapes"
    say(f"{against}: {_faults(found.count) if found.count else 'no faults'}")
    if len(found.faults) < found.count:
        say(f"the first {len(found.faults):,} faults are told; mend those and check again")
    if found.unmet:
        say(f"not tried, since the graph has none of them: {', '.join(found.unmet)}")
    if found.unknown:
        say(f"not checked, since the model does not have them: {', '.join(found.unknown)}")


def _faults(count: int) -> str:
    return counted(count, "fault")


def _view(left: int) -> View:
    return View(
        columns=[
            ViewColumn("Thing", lambda r: f"{r['label']} {r['id']}".strip(), ratio=3),
            ViewColumn("What is wrong", lambda r: f"{r['message']} [{r['shape']} {r['rule']}]", ratio=4),
            ViewColumn("Where", lambda r: r["place"] or "unknown", ratio=3),
            ViewColumn("What to do", lambda r: r["remedy"], ratio=3),
        ],
        title="Faults",
        notes=left_out_note(left),
        lines=True,
    )
