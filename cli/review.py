"""``review``: a person has the last word on how findings are coded."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from peelgraph.cli.options import PLAIN_ROW_FORMATS, answer_options_in, graph_option, limit_option
from peelgraph.cli.output import Target, View, ViewColumn, plain, say, write_rows
from peelgraph.cli.reading import cut, left_out_note, reading, tell_left_out
from peelgraph.ontology.counted import counted

if TYPE_CHECKING:
    from peelgraph.graph.reviewing import ReviewReport
    from peelgraph.graph.store import Graph

ROWS = 100
FAULTS_SHOWN = 50
NOTHING_DOUBTFUL = "nothing is doubtful: no finding here was coded by the machine; --all exports what people coded too"
NOTHING_LEFT = "nothing is doubtful any more: people reviewed all that the machine coded here; --all exports that too"
NOTHING_THERE = "there is no finding here"


@click.group("review", context_settings={"help_option_names": ["-h", "--help"]})
def review() -> None:
    """Corrections of the coding by a person.

    export writes a spreadsheet of what is doubtful, import takes it back with your corrections. They are laid over
    what the machine coded, and again whenever the document is reloaded; undo takes one back.

    \b
    Examples:
      peelgraph review export review.xlsx
      peelgraph review import review.xlsx --reviewer "JS"
      peelgraph review log
      peelgraph review undo 9f0d84b3fc85
      peelgraph review export training/ --training
    """


@review.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--document", metavar="ID", help="Only findings of this document.")
@click.option("--force", metavar="FORCE", help="Only findings about this force.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=ROWS, show_default=True, metavar="N", help="Most rows; 0 for all."
)
@click.option("--all", "everything", is_flag=True, help="Also what a person coded or has reviewed already.")
@click.option(
    "--training", is_flag=True, help="Write what was reviewed as coded documents into the folder FILE, to learn from."
)
@click.option("--include-embargoed", is_flag=True, help="Also write what is still under embargo.")
@graph_option
def export(
    uri: str,
    file: Path,
    document: str | None,
    force: str | None,
    limit: int,
    everything: bool,
    training: bool,
    include_embargoed: bool,
) -> None:
    """A spreadsheet of what is doubtful.

    FILE ends in .xlsx (lists to choose from, and a page that explains how to fill it in) or .csv. The most doubtful
    come first: those for which an earlier correction is offered, then the least sure.

    \b
    Examples:
      peelgraph review export review.xlsx
      peelgraph review export review.csv --force essex --limit 0
      peelgraph review export training/ --training
    """
    if training:
        _refuse_with_training(document=document, force=force, everything=everything)
        _export_training(uri, file, include_embargoed=include_embargoed)
        return
    if file.suffix.lower() not in {".xlsx", ".csv"}:
        raise click.UsageError(f"a review sheet is a workbook or CSV: name it {file.stem or 'review'}.xlsx or .csv")
    from peelgraph.graph.doubtful import coded_by_machine, doubtful  # noqa: PLC0415
    from peelgraph.graph.naming import Naming  # noqa: PLC0415
    from peelgraph.loaders.reference import Names  # noqa: PLC0415
    from peelgraph.loaders.review import write_review  # noqa: PLC0415

    with reading(uri) as graph:
        chosen = partial(
            doubtful,
            graph,
            document=document,
            force=Naming(graph).force(force) if force else None,
        )
        rows = chosen(everything=everything, leaving_out=_embargoed(graph, include_embargoed=include_embargoed))
        only_embargoed = not rows and bool(chosen(everything=everything))
        all_reviewed = not rows and coded_by_machine(graph, [row.finding for row in chosen(everything=True)])
        shown = rows[:limit] if limit else rows
        write_review(shown, file, Names(graph).vocabulary)
        tell_left_out(graph, Target("csv", file, include_embargoed))
    if not rows and not only_embargoed:
        say(NOTHING_THERE if everything else NOTHING_LEFT if all_reviewed else NOTHING_DOUBTFUL)
    offered = sum(1 for row in shown if row.offers)
    offers = f", {offered} of them with an earlier correction that may fit" if offered else ""
    say(f"{counted(len(shown), 'finding')}{offers} written to {file}")
    if len(rows) > len(shown):
        say(f"{len(rows) - len(shown):,} more, surer ones, are not in it: --limit 0 writes all")


@review.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--reviewer", metavar="NAME", help="Who reviewed, perhaps under a pseudonym; by default as the sheet says."
)
@click.option("--dry-run", is_flag=True, help="Say what would be taken, and keep nothing.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", help="How the report is written."
)
@graph_option
def import_(uri: str, file: Path, reviewer: str | None, dry_run: bool, form: str) -> None:
    """Take a review sheet back.

    Good rows are taken; a row with a fault is told with its line, and nothing of it is taken. Importing the same file
    again changes nothing.

    \b
    Examples:
      peelgraph review import review.xlsx
      peelgraph review import review.csv --reviewer "JS" --dry-run
    """
    import json  # noqa: PLC0415

    from peelgraph.graph.open import open_graph  # noqa: PLC0415
    from peelgraph.graph.reviewing import apply_review  # noqa: PLC0415
    from peelgraph.loaders.reference import Names, closure  # noqa: PLC0415
    from peelgraph.loaders.retrying import Patience  # noqa: PLC0415
    from peelgraph.loaders.review import read_review  # noqa: PLC0415

    with reading(uri) as graph:
        rows = read_review(file, Names(graph).vocabulary)
        report = apply_review(graph, rows, shipped=closure, reviewer=_name(reviewer), dry_run=True)
    if not dry_run and report.applied:
        with open_graph(uri, write=True) as graph:
            report = Patience().state(lambda: apply_review(graph, rows, shipped=closure, reviewer=_name(reviewer)))
    report.dry_run = dry_run
    if form == "json":
        click.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    else:
        _tell(file, report)
    if report.rejected:
        raise click.exceptions.Exit(1)


@review.command("log")
@click.option("--state", type=click.Choice(["applied", "stale", "undone"]), help="Only corrections in this state.")
@click.option("--finding", metavar="ID", help="Only corrections of this finding.")
@limit_option
@answer_options_in(PLAIN_ROW_FORMATS)
@graph_option
def log(
    uri: str,
    state: str | None,
    finding: str | None,
    limit: int | None,
    form: str | None,
    output: str | None,
    include_embargoed: bool,
) -> None:
    """Who corrected what, and when.

    The latest comes first. Times are UTC. A file (-o) has neither the reviewers' names nor their notes.

    \b
    Examples:
      peelgraph review log
      peelgraph review log --state stale --format json
    """
    from peelgraph.graph.corrections import correction_log, without_private  # noqa: PLC0415
    from peelgraph.graph.embargo import london_now  # noqa: PLC0415
    from peelgraph.graph.store import Result  # noqa: PLC0415

    target = Target.of(form, output, include_embargoed=include_embargoed)
    with reading(uri) as graph:
        found = correction_log(graph, leaving_out=_embargoed(graph, **target.embargo))
        tell_left_out(graph, target)
    now = london_now()
    rows = [
        [*row.values(), bool(row["embargoed_until"] and row["embargoed_until"] > now)]
        for row in found.dicts()
        if (state is None or row["state"] == state)
        and (finding is None or row["finding"] == finding or row["finding"].endswith(f"-{finding}"))
    ]
    result, left = cut(Result((*found.columns, "under_embargo"), rows), limit, target)
    write_rows(result if target.path is None else without_private(result), _log_view(left), target)


@review.command("undo")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@graph_option
def undo(uri: str, ids: tuple[str, ...]) -> None:
    """Take corrections back.

    An earlier correction of the same field holds again, else what the machine coded. The log keeps what was undone.

    \b
    Examples:
      peelgraph review undo 9f0d84b3fc85
    """
    from peelgraph.graph.corrections import undo as undo_corrections  # noqa: PLC0415
    from peelgraph.graph.open import open_graph  # noqa: PLC0415
    from peelgraph.loaders.retrying import Patience  # noqa: PLC0415

    with reading(uri):
        pass
    with open_graph(uri, write=True) as graph:
        undone = Patience().state(lambda: undo_corrections(graph, ids))
    for correction in undone:
        say(f"{correction.id} is undone: {correction.field} of {correction.finding}")
    for id_ in dict.fromkeys(ids):
        if id_ not in {correction.id for correction in undone}:
            say(f"{id_} was undone already")


def _refuse_with_training(**given: str | bool | None) -> None:
    """Refuse what chooses findings for a sheet, since what is written to learn from is all that was reviewed."""
    from click.core import ParameterSource  # noqa: PLC0415
    from peelgraph.graph.sentences import listed  # noqa: PLC0415

    limited = click.get_current_context().get_parameter_source("limit") is ParameterSource.COMMANDLINE
    names = {"document": "--document", "force": "--force", "everything": "--all"}
    refused = [name for key, name in names.items() if given[key]] + (["--limit"] if limited else [])
    if refused:
        choose, them = ("chooses", "it") if len(refused) == 1 else ("choose", "them")
        raise click.UsageError(
            f"{listed(refused)} {choose} findings for a sheet, and --training writes all that was reviewed: "
            f"leave {them} out"
        )


def _export_training(uri: str, folder: Path, *, include_embargoed: bool) -> None:
    from peelgraph.graph.training import reviewed_documents  # noqa: PLC0415
    from peelgraph.loaders.review.training import write_training  # noqa: PLC0415

    if folder.is_file() or folder.suffix.lower() in {".xlsx", ".csv"}:
        raise click.UsageError(f"--training writes a folder of coded documents, and {folder} is a file: name a folder")
    with reading(uri) as graph:
        documents = reviewed_documents(graph, leaving_out=_embargoed(graph, include_embargoed=include_embargoed))
        tell_left_out(graph, Target("csv", folder, include_embargoed))
        only_embargoed = not documents and bool(reviewed_documents(graph))
    if not documents:
        why = (
            "all that was reviewed is under embargo" if only_embargoed else "no sentence of a document was reviewed yet"
        )
        say(f"nothing is written: {why}")
        return
    files = write_training(documents, folder)
    count = sum(len(document.examples) for document in documents)
    say(f"{counted(count, 'reviewed sentence')} of {counted(len(files), 'document')} written to {folder}")


def _embargoed(graph: Graph, *, include_embargoed: bool) -> frozenset[tuple[str, str]]:
    if include_embargoed:
        return frozenset()
    from peelgraph.graph.embargo import london_now  # noqa: PLC0415
    from peelgraph.graph.public import Embargo  # noqa: PLC0415
    from peelgraph.ontology.model import load_model  # noqa: PLC0415

    return Embargo.at(graph, load_model(), london_now()).nodes


def _name(reviewer: str | None) -> str | None:
    return " ".join(reviewer.split()) or None if reviewer else None


def _tell(file: Path, report: ReviewReport) -> None:
    for fault in report.faults[:FAULTS_SHOWN]:
        say(f"{file}, {fault}")
    if len(report.faults) > FAULTS_SHOWN:
        say(f"{len(report.faults) - FAULTS_SHOWN} more faults; --format json tells all")
    verb = "would be taken" if report.dry_run else "taken"
    parts = [
        f"{counted(report.applied, 'row')} {verb} ({report.corrected} codings corrected, {report.confirmed} confirmed)",
        f"{report.unchanged} unchanged",
        f"{report.untouched} left empty",
        f"{report.rejected} rejected",
    ]
    say("; ".join(parts))
    if report.settled:
        say(f"{counted(report.settled, 'earlier correction')} that was offered is settled")


def _log_view(left: int) -> View:
    return View(
        title="What people corrected or confirmed, the latest first",
        columns=[
            ViewColumn("Id", lambda r: r["id"], whole=True),
            ViewColumn("Sentence", _start, ratio=6),
            ViewColumn("Field", lambda r: r["field"], whole=True),
            ViewColumn("Old and new", _change, ratio=4),
            ViewColumn("By", lambda r: r.get("reviewer") or "", ratio=1),
            ViewColumn("On (UTC)", lambda r: (plain(r["made_at"]) or "")[:16].replace("T", " "), ratio=1),
            ViewColumn("State", _state, ratio=1),
        ],
        notes=["To take one back: peelgraph review undo ID", *left_out_note(left)],
        empty="Nothing was corrected yet. To begin: peelgraph review export review.xlsx",
    )


def _start(row: dict[str, Any]) -> str:
    text = row["text"]
    mark = " †" if row["under_embargo"] else ""
    return (text if len(text) <= 60 else f"{text[:59].rsplit(' ', 1)[0]} …") + mark


def _change(row: dict[str, Any]) -> str:
    old, new = (", ".join(row[name]).replace("-", " ") or "none" for name in ("old", "new"))
    return f"{new} (confirmed)" if row["confirmed"] else f"{old} → {new}"


def _state(row: dict[str, Any]) -> str:
    return "superseded" if row["state"] == "applied" and not row["in_force"] else str(row["state"])
