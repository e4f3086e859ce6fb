"""``quality``: how good the reading and coding is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
from peelgraph.cli.options import PLAIN_OBJECT_FORMATS, answer_options_in, graph_option, unfit
from peelgraph.cli.output import Target, say, write_object
from peelgraph.cli.reading import reading, tell_left_out

if TYPE_CHECKING:
    from peelgraph.graph.store import Graph

PARTS = ("held-back", "reviewed", "documents")


@click.command("quality")
@click.option(
    "--part",
    "parts",
    type=click.Choice(PARTS),
    multiple=True,
    help="Only this part, may be repeated: held-back (measured anew, takes some seconds), reviewed or documents.",
)
@click.option(
    "--doubtful-below",
    "doubtful",
    type=click.FloatRange(0, 1),
    metavar="C",
    help="Below which confidence a coding is doubtful. Default 0.5.",
)
@answer_options_in(PLAIN_OBJECT_FORMATS)
@graph_option
def quality(
    uri: str,
    parts: Sequence[str],
    doubtful: float | None,
    form: str | None,
    output: str | None,
    include_embargoed: bool,
) -> None:
    """How good the reading and coding is.

    Measured on documents coded by the guide, on which no rule and no model was made; then by what you and others
    corrected or confirmed; then document by document what was read, coded and is doubtful. A coding is peelgraph's,
    not the inspectorate's.

    \b
    Examples:
      peelgraph quality
      peelgraph quality --part reviewed --part documents
      peelgraph quality --doubtful-below 0.7 --format json
    """
    from peelgraph.cli.quality_page import quality_page  # noqa: PLC0415
    from peelgraph.graph.quality import DOUBTFUL  # noqa: PLC0415
    from peelgraph.ontology.vocabulary import load_vocabulary  # noqa: PLC0415

    target = Target.of(form, output, include_embargoed=include_embargoed)
    if target.form not in PLAIN_OBJECT_FORMATS:
        raise click.UsageError(unfit(target.form))
    below = DOUBTFUL if doubtful is None else doubtful
    answer: dict[str, Any] = {"doubtful_below": below, "held_back": None, "reviewed": None, "documents": None}
    chosen = parts or PARTS
    with reading(uri) as graph:
        answer |= _of_graph(graph, chosen, below, target)
    if "held-back" in chosen:
        answer["held_back"] = _measured()
    vocabulary = load_vocabulary()
    names = {slug: term.name for terms in (vocabulary.practices, vocabulary.risks) for slug, term in terms.items()}
    write_object(answer, lambda width: quality_page(answer, names, width), target)


def _of_graph(graph: Graph, parts: Sequence[str], doubtful: float, target: Target) -> dict[str, Any]:
    from peelgraph.graph.embargo import london_now  # noqa: PLC0415
    from peelgraph.graph.public import Embargo  # noqa: PLC0415
    from peelgraph.graph.quality import document_quality, reviewed_quality  # noqa: PLC0415
    from peelgraph.ontology.model import load_model  # noqa: PLC0415

    everything = target.embargo["include_embargoed"]
    left = frozenset() if everything else Embargo.at(graph, load_model(), london_now()).nodes
    found: dict[str, Any] = {}
    if "reviewed" in parts:
        found["reviewed"] = reviewed_quality(graph, doubtful=doubtful, leaving_out=left).to_json()
    if "documents" in parts:
        documents = document_quality(graph, doubtful=doubtful, leaving_out=left)
        found["documents"] = [document.to_json() for document in documents]
    if found:
        tell_left_out(graph, target)
    return found


def _measured() -> dict[str, Any]:
    from peelgraph.cli.progress import work_progress  # noqa: PLC0415
    from peelgraph.loaders.letters.quality.held_back import held_back_documents, measure  # noqa: PLC0415

    documents = held_back_documents()
    say(f"measuring on {len(documents)} held-back documents, which takes some seconds (--part leaves it out)")
    with work_progress("documents") as tell:
        return measure(documents, tell).to_json()
