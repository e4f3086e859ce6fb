"""``similar`` and ``together``: forces with an alike profile, and weaknesses that go together, beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
from peelgraph.cli.asking import analysed_sentences
from peelgraph.cli.options import answer_options, graph_option, limit_option
from peelgraph.cli.output import Target, View, ViewColumn, write_rows
from peelgraph.cli.reading import TABLE_LIMIT, about_line, cut, dagger, embargo_note, names, reading, tell_left_out
from peelgraph.ontology.counted import counted

if TYPE_CHECKING:
    from peelgraph.graph.analysis.chance import Shuffling
    from peelgraph.graph.analysis.coded import Counted
    from peelgraph.graph.analysis.communities import Communities
    from peelgraph.graph.analysis.similar import Similar
    from peelgraph.graph.analysis.together import Together
    from peelgraph.graph.naming import Labels
    from peelgraph.graph.store import Graph

SHOWN = 5
"""How many are shown where nothing is beyond chance."""


def shuffling_options(command: Any) -> Any:
    """Add what both commands take: which findings count, how often they are shuffled, and from which seed."""
    for option in (
        click.option("--seed", type=click.IntRange(min=0), help="Seed of the shuffling. Default 20140904."),
        click.option(
            "--permutations",
            type=click.IntRange(min=19),
            metavar="N",
            help="How often the findings are shuffled for the test. Default 999.",
        ),
        click.option(
            "--count",
            "counting",
            type=click.Choice(["headlines", "sentences", "both"]),
            help="What is counted: headlines (tables), sentences (letters and reports), or both. Default headlines, "
            "where there are any.",
        ),
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class _Answer:
    name: str
    found: Similar | Communities | Together
    view: View
    shown: int


@click.command("similar")
@click.argument("force", metavar="FORCE", required=False)
@click.option("--peers", metavar="FILE", help="A table of peer groups: only the forces of FORCE's own group.")
@click.option("--groups", is_flag=True, help="Instead of one force: groups of forces with alike profiles.")
@shuffling_options
@limit_option
@answer_options
@graph_option
def similar(force: str | None, peers: str | None, groups: bool, **options: Any) -> None:
    """Forces whose findings are like those of one force, and whether that is more than chance.

    Alike are two forces that were found weak, or praised, in the same practices; a rare practice weighs more. Most of
    that is chance, so findings are shuffled among the forces of the same inspection and question: below five shared
    practices, or where shuffled data shows as much, the answer says "no more alike than chance".

    FILE has the columns force and group, or force and peer (one row for each peer, or several with ; between).

    \b
    Examples:
      peelgraph similar essex
      peelgraph similar essex --peers most-similar.csv
      peelgraph similar --groups
    """
    if bool(force) == groups:
        raise click.UsageError("name one force, or ask for --groups instead")
    if groups and peers:
        raise click.UsageError("--peers needs a force")

    def find(graph: Graph, test: Shuffling, counting: Any, embargo: dict[str, bool], labels: Labels) -> _Answer:
        from peelgraph.graph.naming import Naming  # noqa: PLC0415

        if not force:
            from peelgraph.graph.analysis.communities import communities  # noqa: PLC0415

            found = communities(graph, counting=counting, test=test, **embargo)
            return _Answer("communities", found, _groups_view(found, labels, _practice_names(graph)), TABLE_LIMIT)
        from peelgraph.cli.peer_groups import read_peers  # noqa: PLC0415
        from peelgraph.graph.analysis.similar import ALIKE  # noqa: PLC0415
        from peelgraph.graph.analysis.similar import similar as similar_to  # noqa: PLC0415

        naming = Naming(graph)
        slug = naming.force(force)
        group = read_peers(peers, slug, naming) if peers else None
        alike = similar_to(graph, slug, peers=group, counting=counting, test=test, **embargo)
        beyond = sum(1 for row in alike.result.dicts() if row["verdict"] == ALIKE)
        shown = TABLE_LIMIT if peers else max(SHOWN, beyond)
        return _Answer("similar", alike, _similar_view(alike, labels, _practice_names(graph)), shown)

    _answer(find, options)


@click.command("together")
@click.option("--min-forces", type=click.IntRange(min=2), default=5, show_default=True, help="Least number of forces.")
@shuffling_options
@limit_option
@answer_options
@graph_option
def together(min_forces: int, **options: Any) -> None:
    """Weaknesses and risks that occur together in the same force and inspection, more than chance allows.

    Practices and risks are shuffled, apart from each other, among the findings of the same inspection and question;
    what real data shows beyond that, corrected for all pairs, is more than chance. That two go together does not say
    that one leads to the other.

    \b
    Examples:
      peelgraph together
      peelgraph together --min-forces 8 --limit 0
      peelgraph together --format json
    """

    def find(graph: Graph, test: Shuffling, counting: Any, embargo: dict[str, bool], labels: Labels) -> _Answer:
        from peelgraph.graph.analysis.together import MORE  # noqa: PLC0415
        from peelgraph.graph.analysis.together import together as go_together  # noqa: PLC0415

        found = go_together(graph, min_forces=min_forces, counting=counting, test=test, **embargo)
        beyond = sum(1 for row in found.result.dicts() if row["verdict"] == MORE)
        return _Answer(
            "together", found, _together_view(found, labels, beyond, min_forces), min(beyond, TABLE_LIMIT) or 3
        )

    _answer(find, options)


def _answer(find: Any, options: dict[str, Any]) -> None:
    """Find the rows and write them, with what every answer says below."""
    from dataclasses import replace  # noqa: PLC0415

    from peelgraph.graph.analysis.chance import Shuffling  # noqa: PLC0415
    from peelgraph.graph.naming import Labels  # noqa: PLC0415

    target = Target.of(options["form"], options["output"], include_embargoed=options["include_embargoed"])
    given = {key: options[key] for key in ("permutations", "seed") if options[key] is not None}
    with reading(options["uri"]) as graph:
        answer: _Answer = find(graph, Shuffling(**given), options["counting"], target.embargo, Labels(graph))
        limit = options["limit"]
        if limit is None and target.readable and target.path is None:
            limit = answer.shown
        result, left = cut(answer.found.result, limit, target)
        notes = list(answer.view.notes)
        if target.readable:
            more = [f"{counted(left, 'more row')}: --limit 0 shows all, -o FILE.csv writes them to a file."]
            notes += [*(more if left else []), *embargo_note(result.dicts()), about_line(graph, target.embargo)]
        view = replace(answer.view, notes=notes)
        if target.form == "line":
            view = analysed_sentences(graph, answer.name, answer.found, result.dicts(), target)
        tell_left_out(graph, target)
    write_rows(result, view, target)


def _similar_view(alike: Similar, labels: Labels, practices: dict[str, str]) -> View:
    from peelgraph.graph.analysis.similar import ALIKE  # noqa: PLC0415

    name = labels.force(alike.force)
    rows = alike.result.dicts()
    beyond = [row for row in rows if row["verdict"] == ALIKE]
    if beyond:
        told = f"More alike to {name} than chance allows: {', '.join(labels.force(r['force']) for r in beyond)}."
    else:
        told = (
            f"None of the {len(rows)} forces is more alike to {name} than chance: the table is what was found, "
            "no reason to take them for peers."
        )
    peers = any(row["basis"] == "peer-group" for row in rows)
    return View(
        title=f"{name} beside the forces of its peer group" if peers else f"Forces beside {name}, the most alike first",
        columns=[
            ViewColumn("Force", lambda r: labels.force(r["force"]) + dagger(r), ratio=3),
            ViewColumn("Score", lambda r: f"{r['score']:.2f}", number=True),
            ViewColumn("Shared", lambda r: str(r["shared"]), number=True),
            ViewColumn(
                f"In what (– found weak, + praised: {name}; the other)",
                lambda r: _in_what(r, labels, practices),
                ratio=9,
            ),
            ViewColumn("Beyond chance?", _verdict, ratio=4),
        ],
        notes=[told, _how_tested(alike.test, counted(alike.pairs, "pair") + " of forces"), *_density(alike.counted)]
        if rows
        else _density(alike.counted),
        empty=f"Nothing was read of {name} that could be compared, or its peer group is empty.",
        lines=True,
    )


def _in_what(row: dict[str, Any], labels: Labels, practices: dict[str, str]) -> str:
    lines = []
    for shared in row["shared_in"]:
        sign = "–" if shared["polarity"] == "weakness" else "+"
        own, theirs = (
            ", ".join(labels.inspection(slug) or "unknown" for slug in reversed(shared[key]))
            for key in ("own_inspections", "their_inspections")
        )
        lines.append(f"{sign} {practices.get(shared['practice'], shared['practice'])} ({own}; {theirs})")
    return "\n".join(lines) or "–"


def _verdict(row: dict[str, Any]) -> str:
    why = "fewer than five shared" if row["p"] is None else f"p = {row['p']:.3f}"
    return f"{row['verdict']} ({why})"


def _groups_view(found: Communities, labels: Labels, practices: dict[str, str]) -> View:
    clear = "clearer" if found.beyond_chance else "no clearer"
    told = (
        f"The data falls into these groups with a modularity of {found.modularity:.3f}; shuffled data has "
        f"{found.usual:.3f} on average (p = {found.p:.2f}): {clear} than chance."
    )

    def apart(row: dict[str, Any]) -> str:
        return "\n".join(
            f"{'–' if p['polarity'] == 'weakness' else '+'} {practices.get(p['practice'], p['practice'])} "
            f"({p['forces_count']} of {row['forces_count']})"
            for p in row["practices"]
        )

    return View(
        title="Groups of forces with alike profiles",
        columns=[
            ViewColumn("Group", lambda r: str(r["group"]), number=True),
            ViewColumn("Forces", lambda r: names(labels.forces(r["forces"]), 50), ratio=5),
            ViewColumn("What sets it apart (– found weak, + praised)", apart, ratio=5),
        ],
        notes=[told, *_density(found.counted)],
        empty="The graph holds no findings to compare.",
        lines=True,
    )


def _together_view(found: Together, labels: Labels, beyond: int, min_forces: int) -> View:
    rows = found.result.dicts()
    others = len(rows) - beyond
    told = (
        f"{counted(beyond, 'pair')} in at least {min_forces} forces came together more than chance allows"
        f"{'' if beyond else ': the table is what was found, no more'}; {others} did no more than chance."
    )
    always = sum(1 for row in rows[:beyond] if row["one_finding_count"] == row["places_count"])
    one = (
        "One finding: in how many of the places a single finding says both, so that they are two sides of one "
        f"statement; so it is everywhere for {always} of the {counted(beyond, 'pair')} beyond chance. Expected: in "
        "how many forces when practices and risks are shuffled apart from each other."
    )
    test = _how_tested(found.test, counted(found.pairs, "pair") + " of practices and risks")
    return View(
        title=f"Found weak together in the same force and inspection (of {found.places:,} with any weakness)",
        columns=[
            ViewColumn("First", lambda r: _called(r, "first") + dagger(r), ratio=4),
            ViewColumn("Second", lambda r: _called(r, "second"), ratio=4),
            ViewColumn("Forces", lambda r: str(r["forces_count"]), number=True),
            ViewColumn("Ex-\npected", lambda r: f"{r['expected']:.1f}", number=True),
            ViewColumn("Lift", lambda r: "–" if r["lift"] is None else f"{r['lift']:.1f}", number=True),
            ViewColumn("p", lambda r: f"{r['p']:.3f}", number=True),
            ViewColumn("One\nfinding", lambda r: f"{r['one_finding_count']} of {r['places_count']}", number=True),
            ViewColumn("Where", lambda r: names(labels.forces(r["forces"]), 4), ratio=5),
        ],
        notes=[told, one, test, *_density(found.counted)] if rows else [test, *_density(found.counted)],
        empty=f"No practices or risks came together in {min_forces} forces.",
        lines=True,
    )


def _called(row: dict[str, Any], which: str) -> str:
    risk = " (risk)" if row[f"{which}_kind"] == "risk" else ""
    return f"{row[f'{which}_name']}{risk}"


def _how_tested(test: Shuffling, pairs: str) -> str:
    return (
        f"Chance: findings shuffled {test.permutations:,} times within inspection and question (seed {test.seed}), "
        f"each force keeping its counts; p is corrected for {pairs}."
    )


def _density(given: Counted) -> Sequence[str]:
    """Say which findings were counted, where the graph holds letters beside headlines."""
    if given.counting == "both" and 0 < given.quoted < len(given.findings):
        told = (
            f"Counted together: headlines of tables and {counted(given.quoted, 'sentence')} of letters and reports, "
            "which say far more of a force. Who has a letter looks unlike all others."
        )
        return [told]
    if not given.left_out:
        return []
    other = "sentences" if given.counting == "headlines" else "headlines"
    told = (
        f"Left out: {given.left_out} {other if given.left_out != 1 else other[:-1]}. A letter is coded sentence by "
        "sentence, the tables by headline: their counts do not compare. --count both counts them together."
    )
    return [told]


def _practice_names(graph: Graph) -> dict[str, str]:
    return {concept.slug: concept.name for concept in graph.concepts() if concept.scheme == "practice"}
