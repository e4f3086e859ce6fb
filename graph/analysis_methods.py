"""Methods for the answers that take more than a query: who to learn from, what is alike, what goes together, time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol

from peelgraph.graph.question import embargo_of
from peelgraph.graph.store import Graph, Row

if TYPE_CHECKING:
    from peelgraph.graph.analysis.chance import Shuffling
    from peelgraph.graph.answer import Answer, AnswerInParts

Counting = Literal["headlines", "sentences", "both"]


class AnalysisMethods(Graph, Protocol):
    """An open graph that answers what takes more than a query."""

    def learn_from(
        self,
        force: str,
        *,
        practice: str | None = None,
        everything: bool = False,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """Return for each weakness of a force who is strong there, or got out of it, with the reason.

        Args:
            force: The force, in any form.
            practice: Only this practice or what is below it.
            everything: Also for weaknesses on which the force has been praised since.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Raises:
            UnknownNameError: No force or practice in the graph has that name.
        """
        from peelgraph.graph.analysis.learning import learn_from  # noqa: PLC0415
        from peelgraph.graph.naming import Naming  # noqa: PLC0415

        naming, embargo = Naming(self), embargo_of(now, include_embargoed=include_embargoed)
        within = naming.practice(practice) if practice else None
        slug = naming.force(force)
        learned = learn_from(self, slug, practice=within, everything=everything, **embargo)
        since = ", ".join(learned.praised_since)
        notes = [f"Left out, because the last word on it is praise: {since}."] if since else []
        return _analysed(self, "learn-from", "Who a force can learn from", learned, notes, embargo)

    def similar(
        self,
        force: str,
        *,
        peers: Collection[str] | None = None,
        counting: Counting | None = None,
        permutations: int | None = None,
        seed: int | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """Return the forces beside one force by how alike what was found is, and whether that is more than chance.

        Args:
            force: The force, in any form.
            peers: Only these forces: a peer group that stands in for the ones found alike.
            counting: What is counted: headlines of tables, sentences of documents, or both; by default headlines.
            permutations: How often the findings are shuffled for the test.
            seed: Seed of the shuffling.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Raises:
            UnknownNameError: No force in the graph has one of the names.
            PeelgraphError: What to count is none of these, or the findings cannot be shuffled like that.
        """
        from peelgraph.graph.analysis.similar import similar  # noqa: PLC0415
        from peelgraph.graph.naming import Naming  # noqa: PLC0415

        naming, embargo = Naming(self), embargo_of(now, include_embargoed=include_embargoed)
        slug, test = naming.force(force), _shuffling(permutations, seed)
        group = {naming.force(name) for name in peers} if peers is not None else None
        found = similar(self, slug, peers=group, counting=counting, test=test, **embargo)
        notes = _notes(found, f"{found.pairs:,} pairs of forces")
        return _analysed(self, "similar", "Forces beside one force", found, notes, embargo)

    def communities(
        self,
        *,
        counting: Counting | None = None,
        permutations: int | None = None,
        seed: int | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """Return groups of forces of which alike things were found; whether they are clearer than chance is a note.

        Args:
            counting: What is counted: headlines of tables, sentences of documents, or both; by default headlines.
            permutations: How often the findings are shuffled for the test.
            seed: Seed of the shuffling.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Raises:
            PeelgraphError: What to count is none of these, or the findings cannot be shuffled like that.
        """
        from peelgraph.graph.analysis.communities import communities  # noqa: PLC0415

        embargo = embargo_of(now, include_embargoed=include_embargoed)
        found = communities(self, counting=counting, test=_shuffling(permutations, seed), **embargo)
        clear = "clearer" if found.beyond_chance else "no clearer"
        shuffled = f"shuffled data {found.usual:.3f} (p = {found.p:.2f})"
        told = f"Modularity {found.modularity:.3f}, {shuffled}: {clear} than chance."
        notes = [told, *_notes(found, "")]
        return _analysed(self, "communities", "Groups of forces with alike profiles", found, notes, embargo)

    def together(
        self,
        *,
        min_forces: int = 5,
        counting: Counting | None = None,
        permutations: int | None = None,
        seed: int | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """Return weaknesses and risks that occur together in the same force and inspection, beside what chance gives.

        Args:
            min_forces: Least number of forces.
            counting: What is counted: headlines of tables, sentences of documents, or both; by default headlines.
            permutations: How often the findings are shuffled for the test.
            seed: Seed of the shuffling.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Raises:
            PeelgraphError: What to count is none of these, or the findings cannot be shuffled like that.
        """
        from peelgraph.graph.analysis.together import together  # noqa: PLC0415

        embargo = embargo_of(now, include_embargoed=include_embargoed)
        test = _shuffling(permutations, seed)
        found = together(self, min_forces=min_forces, counting=counting, test=test, **embargo)
        notes = _notes(found, f"{found.pairs:,} pairs of practices and risks")
        return _analysed(self, "together", "Found weak together", found, notes, embargo)

    def timeline(self, force: str, *, include_embargoed: bool = True, now: dt.datetime | None = None) -> AnswerInParts:
        """Return what all inspections say of a force, in order of time.

        Args:
            force: The force, in any form.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Raises:
            UnknownNameError: No force in the graph has that name.
        """
        from peelgraph.graph.composed_lines import in_parts  # noqa: PLC0415
        from peelgraph.graph.naming import Naming  # noqa: PLC0415
        from peelgraph.graph.timeline import timeline  # noqa: PLC0415

        embargo = embargo_of(now, include_embargoed=include_embargoed)
        return in_parts(self, "timeline", timeline(self, Naming(self).force(force), **embargo), embargo)


def analysed_lines(graph: Graph, name: str, found: Any, rows: Sequence[Row], embargo: Mapping[str, Any]) -> list[str]:
    """Return the rows of ``learn-from``, ``similar``, ``communities`` or ``together`` as sentences.

    Args:
        graph: The graph.
        name: Which of them.
        found: What the library call gave: its force, what it counted and how clear it is.
        rows: The rows to be told.
        embargo: ``include_embargoed`` and ``now``, as questions take them.
    """
    from peelgraph.graph.lines import lines_of  # noqa: PLC0415
    from peelgraph.graph.sentences import counted_from  # noqa: PLC0415

    chosen: dict[str, Any] = {**embargo, "force": getattr(found, "force", None)}
    counted = getattr(found, "counted", None)
    if counted is not None:
        total = len(counted.findings) + counted.left_out
        chosen["counted"] = counted_from(counted.counting, total - counted.quoted, counted.quoted)
    if name == "communities":
        chosen["clear"] = f", {'clearer' if found.beyond_chance else 'no clearer'} than chance"
    return lines_of(graph, name, chosen, rows)


def _analysed(
    graph: Graph, name: str, title: str, found: Any, notes: Sequence[str], embargo: Mapping[str, Any]
) -> Answer:
    from peelgraph.graph.answer import Answer  # noqa: PLC0415
    from peelgraph.graph.sentences import about_line  # noqa: PLC0415

    own = {"of": found.force} if hasattr(found, "force") else {}
    rows = [row | own for row in found.result.dicts()]
    return Answer(
        name,
        title,
        (*found.result.columns, *own),
        rows,
        about=about_line(graph, embargo),
        notes=notes,
        lines=lambda: analysed_lines(graph, name, found, rows, embargo),
    )


def _shuffling(permutations: int | None, seed: int | None) -> Shuffling:
    from peelgraph.graph.analysis.chance import Shuffling  # noqa: PLC0415

    given = {"permutations": permutations, "seed": seed}
    return Shuffling(**{name: value for name, value in given.items() if value is not None})


def _notes(found: Any, pairs: str) -> list[str]:
    """Return what was counted and how the test was made, as sentences."""
    from peelgraph.graph.sentences import counted_from  # noqa: PLC0415

    test, counted = found.test, found.counted
    total = len(counted.findings) + counted.left_out
    chance = (
        f"Chance: findings shuffled {test.permutations:,} times within inspection and question (seed {test.seed}), "
        f"each force keeping its counts; p is corrected for {pairs}."
    )
    return [*([chance] if pairs else []), counted_from(counted.counting, total - counted.quoted, counted.quoted)]
