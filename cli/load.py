"""``quickstart`` and ``load``: from files to a graph."""

from __future__ import annotations

import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from peelgraph.cli.given import facts_given, say_embargoed
from peelgraph.cli.options import adopt_option, graph_option
from peelgraph.cli.output import say

if TYPE_CHECKING:
    from peelgraph.graph.store import Graph
    from peelgraph.loaders.load import LoadOptions
    from peelgraph.loaders.report import FileReport, LoadReport

FAULTS_SHOWN = 20


@click.command("quickstart")
@adopt_option
@graph_option
def quickstart(uri: str, adopt: bool) -> None:
    """Load the shipped open data and show what is most widely shared.

    On a graph that exists it renews only the shipped data; what you loaded stays.

    \b
    Examples:
      peelgraph quickstart
      peelgraph quickstart --graph police.kgl
      peelgraph quickstart --graph neo4j://localhost
    """
    from peelgraph.cli.output import Target, View, write_rows  # noqa: PLC0415
    from peelgraph.cli.practices import widely_shared  # noqa: PLC0415
    from peelgraph.cli.progress import load_progress  # noqa: PLC0415
    from peelgraph.cli.reading import about_line, reading  # noqa: PLC0415
    from peelgraph.graph.address import shown_address  # noqa: PLC0415
    from peelgraph.graph.naming import Labels  # noqa: PLC0415
    from peelgraph.graph.open import open_graph  # noqa: PLC0415
    from peelgraph.graph.question import ask  # noqa: PLC0415
    from peelgraph.graph.store import Result  # noqa: PLC0415
    from peelgraph.loaders.load import load_shipped  # noqa: PLC0415

    shown = shown_address(uri)
    with load_progress() as progress, open_graph(uri, write=True, adopt=adopt) as graph:
        report = load_shipped(graph, graph, progress)
    if report.faulty:
        _tell_faults(report)
        raise click.exceptions.Exit(1)
    say(_loaded(shown, report))
    target = Target.of(None, None, include_embargoed=False)
    with reading(uri) as graph:
        everything = ask(graph, "shared-weaknesses")
        rows = sorted(everything.dicts(), key=lambda r: (-r["forces_recent"], -r["forces_count"], r["practice"]))[:10]
        view = widely_shared(rows, Labels(graph))
        view = View(
            columns=view.columns,
            title=f"The ten weaknesses most widely shared, recent ones first (of {rows[0]['forces_read']} forces read)",
            notes=[*view.notes, about_line(graph, {})],
        )
    write_rows(Result(everything.columns, [list(row.values()) for row in rows]), view, target)
    given = "" if uri == "peelgraph.kgl" else f" --graph {shlex.quote(shown)}"
    steps = {
        f"shared-weaknesses --force essex{given}": "what one force shares, and with whom",
        f"practice call-handling{given}": "all that is known of one practice",
        f"load LETTER.txt{given}": "add a letter or a table of your own",
        "--help": "every command",
    }
    longest = max(map(len, steps))
    click.echo("\nWhat next:")
    for step, about in steps.items():
        click.echo(f"  peelgraph {step:<{longest}}   {about}")


@click.command("load")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--kind",
    type=click.Choice(["table", "letter", "report"]),
    help="What the files are; by default told by content.",
)
@click.option("--force", metavar="FORCE", help="The force that a letter is about, if it does not say.")
@click.option("--inspection", metavar="INSPECTION", help="The inspection that a letter reports, if it does not say.")
@click.option("--published", metavar="DATE", help="The date of a letter (YYYY-MM-DD), if it does not say.")
@click.option("--document", metavar="ID", help="The id of the document, instead of the one made from its facts.")
@click.option(
    "--licence",
    metavar="LICENCE",
    help="The licence that the letters were published under: a short name such as ogl-3 or cc-by-4.0, or its address. "
    "It wins over what a web page says.",
)
@click.option(
    "--source",
    metavar="NAME",
    help="The name under which a table is kept, instead of its path, or of its content's hash where it has none.",
)
@click.option("--dry-run", is_flag=True, help="Say what a load would do, and keep nothing.")
@click.option(
    "--rejects",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Where rejected rows go. Default peelgraph-rejects.csv.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    help="How the report is written.",
)
@adopt_option
@graph_option
def load(
    uri: str,
    adopt: bool,
    paths: tuple[str, ...],
    kind: str | None,
    force: str | None,
    inspection: str | None,
    published: str | None,
    document: str | None,
    licence: str | None,
    source: str | None,
    dry_run: bool,
    rejects: str | None,
    form: str,
) -> None:
    """Load letters, tables and whole folders.

    What a file is, is told by its content: a table by its header, a whole graph that `export` wrote as JSON Lines by
    its first line, else a letter. Loading the same file again changes
    nothing; a corrected file replaces what it stated before and takes out what it no longer states. Good rows are
    loaded even if others are rejected; those go to a file that you can mend and load.

    \b
    Examples:
      peelgraph load sample-letter.txt
      peelgraph load findings.csv grades.xlsx --source "our own notes"
      peelgraph load letters/ --dry-run
      peelgraph load letter.txt --force kent --published 2014-09-03
      peelgraph load letter.txt --licence ogl-3
      cat findings.csv | peelgraph load - --source pipe
    """
    import json  # noqa: PLC0415

    from peelgraph.cli.progress import load_progress  # noqa: PLC0415
    from peelgraph.graph.address import shown_address  # noqa: PLC0415
    from peelgraph.loaders.load import LoadOptions  # noqa: PLC0415
    from peelgraph.loaders.load import load as load_files  # noqa: PLC0415

    _refuse_own_source(source)
    facts = facts_given(
        force=force, inspection=inspection, published=published, document=document, kind=kind, licence=licence
    )
    rejects_path = None if dry_run else Path(rejects) if rejects else _free_rejects_path()
    options = LoadOptions(kind=kind, source=source, facts=facts, rejects=rejects_path)
    stdin = sys.stdin.buffer if "-" in paths else None
    with load_progress() as progress, _writing(uri, dry_run=dry_run, adopt=adopt) as graph:
        for notice in graph.notices:
            say(notice)
        whole = _restore(paths, graph, options, progress)
        others = [path for path in paths if path not in {file.path for file in whole}]
        report = load_files(others, graph, graph, options, stdin=stdin, progress=progress)
        report.files[:0] = whole
    report.dry_run = dry_run
    if form == "json":
        click.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    _tell_faults(report)
    if form == "table":
        say(_loaded(shown_address(uri), report))
    if report.faulty:
        raise click.exceptions.Exit(1)


def _refuse_own_source(source: str | None) -> None:
    """Refuse the names under which peelgraph itself keeps what it ships and what reviewers correct."""
    from peelgraph.loaders.load import SHIPPED_SOURCE  # noqa: PLC0415
    from peelgraph.ontology.corrections import REVIEW_SOURCE  # noqa: PLC0415

    own = {
        SHIPPED_SOURCE: "the shipped data, which `peelgraph quickstart` renews",
        REVIEW_SOURCE: "corrections, which `peelgraph review import` takes",
    }
    if what := own.get((source or "").strip()):
        raise click.BadParameter(f"{source!r} is the name of {what}: choose another name", param_hint="--source")


def _restore(
    paths: Sequence[str], graph: Graph, options: LoadOptions, progress: Callable[[str, int], None]
) -> list[FileReport]:
    """Bring back those of the files that are whole graphs in JSON Lines."""
    from peelgraph.graph.export.json_lines import is_whole_graph  # noqa: PLC0415
    from peelgraph.loaders.report import FileReport  # noqa: PLC0415
    from peelgraph.ontology.errors import Fault, LoadError  # noqa: PLC0415
    from peelgraph.ontology.protocols import Counts  # noqa: PLC0415

    reports: list[FileReport] = []
    for path in dict.fromkeys(filter(is_whole_graph, paths)):
        from peelgraph.graph.restore import restore_graph  # noqa: PLC0415

        def tell(_what: str, count: int, path: str = path) -> None:
            progress(path, count)

        try:
            done = restore_graph(graph, path, progress=tell)
            counts = Counts(created=done.created, unchanged=done.nodes - done.created)
            reports.append(FileReport(path, "graph", counts, warnings=options.idle("graph")))
        except LoadError as error:
            reports.append(FileReport(path, "graph", faults=[Fault(str(error))]))
    return reports


@contextmanager
def _writing(uri: str, *, dry_run: bool, adopt: bool) -> Iterator[Graph]:
    """Open the graph for writing, or a copy of it that is thrown away."""
    from peelgraph.graph.address import is_server  # noqa: PLC0415
    from peelgraph.graph.open import open_graph  # noqa: PLC0415
    from peelgraph.ontology.errors import NoGraphError  # noqa: PLC0415

    if not dry_run:
        with open_graph(uri, write=True, adopt=adopt) as graph:
            yield graph
        return
    with tempfile.TemporaryDirectory(prefix="peelgraph-") as folder:
        copy = Path(folder) / "dry-run.kgl"
        if is_server(uri):
            from peelgraph.graph.copy import copy_graph  # noqa: PLC0415

            with suppress(NoGraphError):
                copy_graph(uri, copy)
        elif Path(uri).is_file():
            with open_graph(uri):
                shutil.copyfile(uri, copy)
        with open_graph(copy, write=True) as graph:
            yield graph


def _free_rejects_path() -> Path:
    """Return a file name in this folder that is not taken, so that half-mended rejects are never overwritten."""
    path, count = Path("peelgraph-rejects.csv"), 1
    while path.exists():
        count += 1
        path = Path(f"peelgraph-rejects-{count}.csv")
    return path


def _tell_faults(report: LoadReport) -> None:
    from peelgraph.graph.embargo import london_now  # noqa: PLC0415

    now = london_now()
    for file in report.files:
        for warning in file.warnings:
            say(f"{file.path}: {warning}" if file.path else warning)
        if file.embargoed_until and file.embargoed_until > now:
            say_embargoed(file.path, file.embargoed_until)
        for fault in file.faults[:FAULTS_SHOWN]:
            say(f"{file.path}, {fault}" if fault.line or fault.page else _once(file.path, str(fault)))
        if len(file.faults) > FAULTS_SHOWN:
            say(f"{file.path}: {len(file.faults) - FAULTS_SHOWN} more faults; --format json tells all")
    for path in report.rejects:
        say(f"rejected rows are in {path}: mend them there and load that file")


def _once(path: str, message: str) -> str:
    return message if path in message else f"{path}: {message}"


def _loaded(uri: str, report: LoadReport) -> str:
    from peelgraph.cli.output import View, ViewColumn  # noqa: PLC0415
    from peelgraph.cli.tables import render_table  # noqa: PLC0415

    files = [file for file in report.files if file.path]
    if report.faulty and not report.total.rows:
        return "nothing was loaded"
    rows = [_line(file.path, file) for file in files]
    if len(files) > 1:
        rows.append(_line("all", report.total))
    verb = "Would load into" if report.dry_run else "Loaded into"
    counts = ("rows", "created", "updated", "unchanged", "rejected", "removed")
    columns = [ViewColumn("File", lambda r: _shortened(r["path"]), ratio=1), ViewColumn("Kind", lambda r: r["kind"])]
    columns += [ViewColumn(name.capitalize(), lambda r, name=name: f"{r[name]:,}", number=True) for name in counts]  # type: ignore[misc]
    return render_table(rows, View(columns=columns, title=f"{verb} {uri}"), width=100).rstrip("\n")


def _shortened(path: str, most: int = 24) -> str:
    """Return a path by its file's name where it is long."""
    return path if len(path) <= most else f"…/{Path(path).name}"


def _line(path: str, file: FileReport) -> dict[str, object]:
    counts = file.counts
    return {
        "path": path,
        "kind": file.kind or "",
        "rows": file.rows,
        "created": counts.created,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "rejected": file.rejected,
        "removed": counts.removed,
    }
