"""Publishing: check the graph, make everything beside the folder, then bring the folder to it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from peelgraph.graph.embargo import london_now
from peelgraph.graph.public import Embargo
from peelgraph.graph.publish.deposit import Present, deposit, read_manifest, staging
from peelgraph.graph.publish.rights import Quoted, closed_documents, quoted_of
from peelgraph.graph.publish.settings import PublishSettings
from peelgraph.graph.publish.site import SiteMaker
from peelgraph.graph.publish.snapshot import Snapshot
from peelgraph.graph.rdf.terms import LONDON
from peelgraph.graph.store import Graph
from peelgraph.graph.validation import Breach, validate
from peelgraph.ontology.counted import counted
from peelgraph.ontology.errors import PeelgraphError
from peelgraph.ontology.model import load_model

_TOLD = 5

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What publishing did.

    Args:
        folder: Where the data set is.
        version: Its version.
        nodes: How many nodes it has.
        relationships: How many relationships.
        written: Files that are new or changed.
        unchanged: Files that are as they were.
        removed: Files of things that are no longer published.
        left: Files of such things that somebody has changed, and that were left alone.
        by_kind: How many files there are of each ending.
        embargoed_count: Findings under embargo that were left out.
        embargoed_documents: Documents under embargo that were left out.
        embargoed_until: When the last of the embargoes ends.
        quoted: How much is quoted of the documents whose licence is not known to be open.
    """

    folder: Path
    version: str
    nodes: int
    relationships: int
    written: int
    unchanged: int
    removed: int
    left: tuple[str, ...]
    by_kind: dict[str, int]
    embargoed_count: int
    embargoed_documents: int
    embargoed_until: dt.datetime | None
    quoted: Quoted


def publish(
    graph: Graph,
    folder: str | Path,
    settings: PublishSettings = PublishSettings(),  # noqa: B008 - it cannot be changed
    progress: Progress = lambda _what, _count: None,
) -> PublishReport:
    """Write a graph as an open data set, ready for a static host.

    Args:
        graph: The graph.
        folder: A folder that is not there yet, is empty, or was written by this; its other files are never touched.
        settings: What the publisher says of it.
        progress: Told what is being done and how far.

    Raises:
        PeelgraphError: The graph has faults.
        StoreError: The folder is not ours, or cannot be written.
    """
    target = Path(folder)
    before = read_manifest(target)
    model = load_model()
    now = _wall_clock(settings.now)
    _refuse_faults(graph, now, progress, include_embargoed=settings.include_embargoed)
    held = Embargo.at(graph, model, now)
    embargo = Embargo() if settings.include_embargoed else held
    snapshot = Snapshot.of_graph(graph, model, embargo)
    content = snapshot.content.hexdigest()
    modified = now.date().isoformat()
    if settings.now is None and before.content == content:
        modified = before.modified
    with staging(target) as stage:
        present = Present(target, before)
        SiteMaker(graph, snapshot, settings, modified, progress).write(stage, present.has)
        paths = [*(path for path in stage.rglob("*") if path.is_file()), *map(Path, present.unchanged)]
        by_kind = Counter(path.suffix.lstrip(".") or "other" for path in paths)
        progress("writing what changed", by_kind.total())
        done = deposit(stage, target, before, content=content, modified=modified, unchanged=present.unchanged)
    return PublishReport(
        folder=target,
        version=content[:12],
        nodes=snapshot.content.nodes,
        relationships=snapshot.content.relationships,
        written=done.written,
        unchanged=done.unchanged,
        removed=done.removed,
        left=done.left,
        by_kind=dict(sorted(by_kind.items())),
        embargoed_count=len([1 for label, _ in embargo.nodes if label == "Finding"]),
        embargoed_documents=len(embargo.documents),
        embargoed_until=embargo.until,
        quoted=quoted_of(snapshot, closed_documents(snapshot)),
    )


def _wall_clock(now: dt.datetime | None) -> dt.datetime:
    if now is None:
        return london_now()
    return now.astimezone(LONDON).replace(tzinfo=None) if now.tzinfo else now


def _refuse_faults(graph: Graph, now: dt.datetime, progress: Progress, *, include_embargoed: bool) -> None:
    """Refuse a graph with faults in what would be published."""
    found = validate(graph, now=now, progress=progress)
    faults = [fault for fault in found.faults if include_embargoed or not fault.embargoed]
    count = len(faults) + found.count - len(found.faults)
    if count:
        told = "; ".join(map(_told, faults[:_TOLD]))
        more = f"; and {count - _TOLD:,} more" if count > _TOLD else ""
        raise PeelgraphError(
            f"the graph has {counted(count, 'fault')}, so that nothing is published: {told}{more}. "
            "`peelgraph validate` tells each with its place and what to do"
        )


def _told(fault: Breach) -> str:
    return f"{fault.label} {fault.id}: {fault.message}".strip()
