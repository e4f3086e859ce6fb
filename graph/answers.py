"""The Python interface: what an open graph answers, by a method each."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Protocol

from peelgraph.graph.analysis_methods import AnalysisMethods
from peelgraph.graph.question import embargo_of
from peelgraph.graph.question_methods import QuestionMethods

if TYPE_CHECKING:
    from peelgraph.graph.answer import Answer, AnswerInParts


class Answers(QuestionMethods, AnalysisMethods, Protocol):
    """An open graph with all its answers: names in any form, dates at any precision.

    Each method takes ``include_embargoed`` (False leaves out what is still under embargo) and ``now``, the wall-clock
    time in London by which that is judged; only ``evidence_rows`` and ``codings``, which give the bare rows of one
    finding, do not.
    """

    def force(self, name: str, *, include_embargoed: bool = True, now: dt.datetime | None = None) -> AnswerInParts:
        """Return all that the graph knows of a force.

        Args:
            name: The force, in any form.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Raises:
            UnknownNameError: No force in the graph has that name.
        """
        from peelgraph.graph.composed_lines import in_parts  # noqa: PLC0415
        from peelgraph.graph.naming import Naming  # noqa: PLC0415
        from peelgraph.graph.portraits import force_portrait  # noqa: PLC0415

        embargo = embargo_of(now, include_embargoed=include_embargoed)
        return in_parts(self, "force", force_portrait(self, Naming(self).force(name), **embargo), embargo)

    def practice(self, name: str, *, include_embargoed: bool = True, now: dt.datetime | None = None) -> AnswerInParts:
        """Return all that the graph knows of a practice and what is below it.

        Args:
            name: The practice, in any form.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Raises:
            UnknownNameError: No practice in the graph has that name.
        """
        from peelgraph.graph.composed_lines import in_parts  # noqa: PLC0415
        from peelgraph.graph.naming import Naming  # noqa: PLC0415
        from peelgraph.graph.portraits import practice_portrait  # noqa: PLC0415

        embargo = embargo_of(now, include_embargoed=include_embargoed)
        return in_parts(self, "practice", practice_portrait(self, Naming(self).practice(name), **embargo), embargo)

    def risk(self, name: str, *, include_embargoed: bool = True, now: dt.datetime | None = None) -> AnswerInParts:
        """Return all that the graph knows of a risk and what is below it.

        Args:
            name: The risk, in any form.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Raises:
            UnknownNameError: No risk in the graph has that name.
        """
        from peelgraph.graph.composed_lines import in_parts  # noqa: PLC0415
        from peelgraph.graph.naming import Naming  # noqa: PLC0415
        from peelgraph.graph.portraits import risk_portrait  # noqa: PLC0415

        embargo = embargo_of(now, include_embargoed=include_embargoed)
        return in_parts(self, "risk", risk_portrait(self, Naming(self).risk(name), **embargo), embargo)

    def compare(self, *forces: str, include_embargoed: bool = True, now: dt.datetime | None = None) -> AnswerInParts:
        """Return what forces share, and where one was praised for what another was found weak in.

        Args:
            *forces: Two forces or more, in any form.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Raises:
            UnknownNameError: No force in the graph has one of the names.
            PeelgraphError: These are not two different forces at least.
        """
        from peelgraph.graph.compare import compare  # noqa: PLC0415
        from peelgraph.graph.composed_lines import in_parts  # noqa: PLC0415
        from peelgraph.graph.naming import Naming  # noqa: PLC0415
        from peelgraph.ontology.errors import PeelgraphError  # noqa: PLC0415

        embargo = embargo_of(now, include_embargoed=include_embargoed)
        slugs = list(dict.fromkeys(Naming(self).force(name) for name in forces))
        if len(slugs) < 2:
            raise PeelgraphError("compare needs two different forces at least")
        return in_parts(self, "compare", compare(self, slugs, **embargo), embargo)

    def changes(
        self,
        force: str,
        *,
        earlier: str | None = None,
        later: str | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> AnswerInParts:
        """Return what two inspections of a force say, side by side.

        Args:
            force: The force, in any form.
            earlier: The earlier inspection; by default the last one before the later in which the force was seen.
            later: The later one; by default the last one in which the force was seen.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Raises:
            UnknownNameError: No force or inspection in the graph has that name.
            PeelgraphError: It was seen in fewer than two inspections, or not in the ones asked for.
        """
        from peelgraph.graph.changes import changes  # noqa: PLC0415
        from peelgraph.graph.composed_lines import in_parts  # noqa: PLC0415
        from peelgraph.graph.naming import Naming  # noqa: PLC0415

        naming, embargo = Naming(self), embargo_of(now, include_embargoed=include_embargoed)
        before = naming.inspection(earlier) if earlier else None
        after = naming.inspection(later) if later else None
        return in_parts(self, "changes", changes(self, naming.force(force), before, after, **embargo), embargo)

    def evidence(
        self, finding: str, *, include_embargoed: bool = True, now: dt.datetime | None = None
    ) -> AnswerInParts:
        """Return a finding with the passage and document that state it, and how it was coded.

        Args:
            finding: The finding's id, or the last part of it if that names only one.
            include_embargoed: Also where it is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Raises:
            UnknownNameError: There is no such finding.
            PeelgraphError: Several findings end like that, or it is under embargo and that is to be left out.
        """
        from peelgraph.graph.composed_lines import in_parts  # noqa: PLC0415
        from peelgraph.graph.embargo import london_now  # noqa: PLC0415
        from peelgraph.graph.evidence import evidence  # noqa: PLC0415
        from peelgraph.ontology.errors import PeelgraphError  # noqa: PLC0415

        found = evidence(self, finding)
        until = found["embargoed_until"]
        if not include_embargoed and until is not None and until > (now or london_now()):
            raise PeelgraphError(f"this finding is under embargo until {until:%d %B %Y, %H:%M}")
        embargo = embargo_of(now, include_embargoed=include_embargoed)
        return in_parts(self, "evidence", found, embargo)

    def search(self, *words: str, include_embargoed: bool = True, now: dt.datetime | None = None) -> Answer:
        """Return the findings and initiatives that hold every word, in any case, latest first.

        Args:
            *words: Words, or phrases of several.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.
        """
        from peelgraph.graph.answer import Answer  # noqa: PLC0415
        from peelgraph.graph.lines import lines_of  # noqa: PLC0415
        from peelgraph.graph.search import search  # noqa: PLC0415
        from peelgraph.graph.sentences import about_line  # noqa: PLC0415

        embargo = embargo_of(now, include_embargoed=include_embargoed)
        found = search(self, words, **embargo)
        title = f"Found for {' '.join(words)}"
        rows = found.dicts()
        return Answer(
            "search",
            title,
            found.columns,
            rows,
            about=about_line(self, embargo),
            lines=lambda: lines_of(self, "search", embargo, rows),
        )
