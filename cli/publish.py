"""``publish``: the open data set, ready for a static host."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click
from peelgraph.cli.options import graph_option
from peelgraph.cli.output import say
from peelgraph.cli.reading import reading
from peelgraph.ontology.counted import counted
from peelgraph.ontology.model import BASE

if TYPE_CHECKING:
    from peelgraph.graph.publish import PublishReport, PublishSettings


@click.command("publish")
@click.argument("folder", metavar="FOLDER", type=click.Path())
@click.option(
    "--base-uri",
    "base",
    metavar="URI",
    default=BASE,
    show_default=True,
    help="What the addresses of things begin with; a publisher's own.",
)
@click.option(
    "--site-url",
    metavar="URL",
    help="Where the folder will be served: links of the catalogue become absolute, and a sitemap is written.",
)
@click.option("--title", metavar="TEXT", help="What the data set is called.")
@click.option("--publisher", metavar="NAME", help="Who publishes it.")
@click.option("--contact", metavar="ADDRESS", help="Whom to tell of an error: an e-mail or https:// address.")
@click.option("--include-embargoed", is_flag=True, help="Also publish what is still under embargo.")
@click.option(
    "--as-of",
    "now",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d"]),
    metavar="TIME",
    help="Judge embargoes by this time in London (YYYY-MM-DDTHH:MM) instead of now, and date the data set by it.",
)
@graph_option
def publish(
    uri: str,
    folder: str,
    base: str,
    site_url: str | None,
    title: str | None,
    publisher: str | None,
    contact: str | None,
    include_embargoed: bool,
    now: dt.datetime | None,
) -> None:
    """Write the open data set, ready for a static host.

    FOLDER gets the data in every format with checksums, a DCAT 3 catalogue, VoID statistics, licence and attribution,
    and for each thing a page and a Turtle file; its index.html opens without a server. What is under embargo is left
    out, of counts too. The graph is checked before; faults stop it. A second run rewrites only what changed, and takes
    out files of things that are gone. A folder that publish did not make is refused.

    \b
    Examples:
      peelgraph publish site
      peelgraph publish site --contact data@example.org --publisher "Our office"
      peelgraph publish site --site-url https://data.example.org/policing/
          --base-uri https://data.example.org/policing/
    """
    from peelgraph.cli.progress import work_progress  # noqa: PLC0415
    from peelgraph.graph.publish import publish as write_site  # noqa: PLC0415

    settings = _settings(base, site_url, title, publisher, contact, include_embargoed=include_embargoed, now=now)
    with reading(uri) as graph, work_progress("done") as progress:
        report = write_site(graph, folder, settings, progress)
    _tell(report)


def _settings(
    base: str,
    site_url: str | None,
    title: str | None,
    publisher: str | None,
    contact: str | None,
    *,
    include_embargoed: bool,
    now: dt.datetime | None,
) -> PublishSettings:
    from peelgraph.graph.publish import PublishSettings  # noqa: PLC0415
    from peelgraph.ontology.errors import PeelgraphError  # noqa: PLC0415

    try:
        return PublishSettings(
            base=base,
            site_url=site_url,
            **({"title": title} if title is not None else {}),
            publisher=publisher,
            contact=contact,
            include_embargoed=include_embargoed,
            now=now,
        )
    except PeelgraphError as error:
        raise click.UsageError(str(error)) from None


def _tell(report: PublishReport) -> None:
    pages, turtles = report.by_kind.get("html", 0), report.by_kind.get("ttl", 0)
    say(
        f"{counted(report.nodes, 'node')} and {counted(report.relationships, 'relationship')} "
        f"published in {report.folder} "
        f"(version {report.version}): {pages:,} pages, {turtles:,} Turtle files, "
        f"{sum(report.by_kind.values()) - pages - turtles:,} others"
    )
    say(f"{report.written:,} files written, {report.unchanged:,} unchanged, {report.removed:,} removed")
    if report.quoted.documents:
        count = report.quoted.documents
        say(
            f"quoted from {counted(count, 'document')} whose licence is not known to be open are the sentences that "
            f"are findings: {report.quoted} (`peelgraph remove` takes a document out that you may not quote so much of)"
        )
    for name in report.left:
        say(f"left alone, as somebody has changed it: {name}, of which nothing is published any more")
    if report.embargoed_until:
        findings = counted(report.embargoed_count, "finding")
        documents = counted(report.embargoed_documents, "document")
        until = report.embargoed_until
        say(
            f"left out: {findings} and {documents} under embargo until {until.day} {until:%B %Y, %H:%M} "
            "(--include-embargoed writes them)"
        )
