"""A method for each question, with typed arguments: made from the headers of the questions by ``docs/build.py``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from peelgraph.graph.asking import answered
from peelgraph.graph.store import Graph

if TYPE_CHECKING:
    from peelgraph.graph.answer import Answer

Polarity = Literal["strength", "weakness", "neutral"]
FindingStatus = Literal["not-stated", "area-for-improvement", "cause-of-concern", "accelerated-cause-of-concern"]
RecommendationStatus = Literal["open", "under-review", "complete", "superseded", "not-stated"]
SourceKind = Literal[
    "inspectorate-page",
    "inspectorate-report",
    "press-release",
    "news",
    "police-or-commissioner",
    "college",
    "government",
    "research",
    "other",
]


class QuestionMethods(Graph, Protocol):
    """An open graph that answers each question by a method of its name."""

    def about(
        self,
        *,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """How many findings of how many forces, from when to when, and how many letters?

        Args:
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``findings_count``, ``forces_count``, ``quoted_count``, ``first_period``, ``last_period``,
            ``documents_count``, ``embargoed_count``, ``embargoed_until``.
        """
        return answered(
            self,
            "about",
            {
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def basis(
        self,
        *,
        force: str | None = None,
        practice: str | None = None,
        risk: str | None = None,
        inspection: str | None = None,
        region: str | None = None,
        polarity: Polarity | None = None,
        status: FindingStatus | None = None,
        source_kind: SourceKind | None = None,
        since: str | int | dt.date | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """What an answer rests on.

        Whose words, on which kind of source and from when, stand behind what was found of each force on each practice?

        Args:
            force: Only of this force.
            practice: Only this practice or what is below it.
            risk: Only what exposes to this risk or one below it.
            inspection: Only what this inspection found.
            region: Only forces of this region.
            polarity: Only strength, weakness or neutral.
            status: Only what has this rank of the inspectorate.
            source_kind: Only what was read on this kind of page or document.
            since: Only what was published on or after this day (any precision); a period counts as its first day.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``practice``, ``name``, ``force``, ``inspection``, ``sequence``, ``period``, ``polarity``,
            ``wording``, ``source_kind``, ``findings_count``, ``embargoed_count``.

        Raises:
            UnknownNameError: Nothing in the graph has that name.
            PeelgraphError: A value is none that the parameter takes.
        """
        return answered(
            self,
            "basis",
            {
                "force": force,
                "practice": practice,
                "risk": risk,
                "inspection": inspection,
                "region": region,
                "polarity": polarity,
                "status": status,
                "source_kind": source_kind,
                "since": since,
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def coded(
        self,
        *,
        force: str | None = None,
        polarity: Polarity | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """Findings in short.

        How is every finding coded, of which force, from which inspection? One row for each finding, practice and risk

        Args:
            force: Only about this force.
            polarity: Only strength, weakness or neutral.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``finding``, ``force``, ``inspection``, ``sequence``, ``question``, ``published``, ``period``,
            ``polarity``, ``status``, ``peer_context``, ``wording``, ``source_kind``, ``confidence``, ``practice``,
            ``risk``, ``embargoed_until``.

        Raises:
            UnknownNameError: Nothing in the graph has that name.
            PeelgraphError: A value is none that the parameter takes.
        """
        return answered(
            self,
            "coded",
            {
                "force": force,
                "polarity": polarity,
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def codings(
        self,
        finding: str,
    ) -> Answer:
        """Which practices does a finding concern, which risks does it expose to, and how was that reached?

        Args:
            finding: Id of the finding.

        Returns:
            Rows with ``relationship``, ``slug``, ``name``, ``method``, ``confidence``, ``cue``.
        """
        return answered(self, "codings", {"finding": finding})

    def coverage(
        self,
        *,
        force: str | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """How much of each force was read, from which inspections, and of what kind of source?

        Args:
            force: Only this force.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``force``, ``name``, ``findings_count``, ``inspections``, ``grades_count``, ``initiatives_count``,
            ``recommendations_count``, ``documents_count``, ``from_inspectorate_count``, ``with_day_count``,
            ``first_seen``, ``last_seen``.

        Raises:
            UnknownNameError: Nothing in the graph has that name.
        """
        return answered(
            self,
            "coverage",
            {
                "force": force,
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def documents(
        self,
        *,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """Which letters and reports are in the graph?

        Args:
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``name``, ``title``, ``kind``, ``force``, ``inspection``, ``published``, ``passages_count``,
            ``findings_count``, ``embargoed_until``, ``under_embargo``, ``filename``.
        """
        return answered(
            self,
            "documents",
            {
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def evidence_rows(
        self,
        finding: str,
    ) -> Answer:
        """Which sentence, in which passage of which document, and coded how?

        Args:
            finding: Id of the finding, or the last part of it.

        Returns:
            Rows with ``finding``, ``text``, ``wording``, ``force``, ``force_name``, ``inspection``,
            ``inspection_title``, ``period``, ``polarity``, ``polarity_method``, ``polarity_confidence``,
            ``polarity_cue``, ``kind``, ``kind_method``, ``kind_confidence``, ``kind_cue``, ``status``,
            ``peer_context``, ``question``, ``source_kind``, ``source_url``, ``passage``, ``section``, ``passage_text``,
            ``start_at``, ``end_at``, ``page``, ``document``, ``document_title``, ``published``, ``embargoed_until``,
            ``author``, ``author_office``, ``addressee``, ``addressee_office``, ``filename``, ``sources``.
        """
        return answered(self, "evidence", {"finding": finding})

    def findings(
        self,
        *,
        force: str | None = None,
        practice: str | None = None,
        risk: str | None = None,
        inspection: str | None = None,
        polarity: Polarity | None = None,
        words: Sequence[str] | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """What was found, in the source's words or ours, of which force, when, and coded how?

        Args:
            force: Only about this force.
            practice: Only on this practice or what is below it.
            risk: Only what exposes to this risk or one below it.
            inspection: Only found by this inspection.
            polarity: Only strength, weakness or neutral.
            words: Only those whose text holds every one of these words, in any case.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``finding``, ``force``, ``force_name``, ``inspection``, ``inspection_title``, ``sequence``,
            ``period``, ``polarity``, ``kind``, ``status``, ``peer_context``, ``text``, ``wording``, ``practices``,
            ``practice_names``, ``risks``, ``risk_names``, ``question``, ``source_kind``, ``source_url``, ``document``,
            ``confidence``, ``embargoed_until``.

        Raises:
            UnknownNameError: Nothing in the graph has that name.
            PeelgraphError: A value is none that the parameter takes.
        """
        return answered(
            self,
            "findings",
            {
                "force": force,
                "practice": practice,
                "risk": risk,
                "inspection": inspection,
                "polarity": polarity,
                "words": words,
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def forces_read(
        self,
        *,
        inspection: str | None = None,
        region: str | None = None,
        source_kind: SourceKind | None = None,
        since: str | int | dt.date | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """Forces read.

        Of how many forces is anything known within a selection, and of how many only from documents read sentence by
        sentence?

        Args:
            inspection: Only what this inspection found.
            region: Only forces of this region.
            source_kind: Only what was read on this kind of page or document.
            since: Only what was published on or after this day (any precision); a period counts as its first day.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``forces_count``, ``quoted_only_count``.

        Raises:
            UnknownNameError: Nothing in the graph has that name.
            PeelgraphError: A value is none that the parameter takes.
        """
        return answered(
            self,
            "forces-read",
            {
                "inspection": inspection,
                "region": region,
                "source_kind": source_kind,
                "since": since,
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def good_practice(
        self,
        *,
        force: str | None = None,
        practice: str | None = None,
        inspection: str | None = None,
        region: str | None = None,
        source_kind: SourceKind | None = None,
        since: str | int | dt.date | None = None,
        min_forces: int = 1,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """In how many forces was each practice praised, or does an initiative apply it, and in which ones?

        Args:
            force: Only practices in which this force was praised or runs an initiative.
            practice: Only this practice or what is below it.
            inspection: Only strengths that this inspection found; leaves initiatives out.
            region: Only forces of this region.
            source_kind: Only what was read on this kind of page or document.
            since: Only what was published on or after this day (any precision), initiatives by their year; a period
                counts as its first day.
            min_forces: Least number of forces.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``practice``, ``name``, ``forces_count``, ``forces``, ``findings_count``,
            ``strength_forces_count``, ``initiatives_count``, ``strength_forces``, ``initiative_forces``,
            ``since_criticised``, ``first_seen``, ``last_seen``, ``embargoed_count``.

        Raises:
            UnknownNameError: Nothing in the graph has that name.
            PeelgraphError: A value is none that the parameter takes.
        """
        return answered(
            self,
            "good-practice",
            {
                "force": force,
                "practice": practice,
                "inspection": inspection,
                "region": region,
                "source_kind": source_kind,
                "since": since,
                "min_forces": min_forces,
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def grades(
        self,
        *,
        force: str | None = None,
        question: str | None = None,
        inspection: str | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """Which grade did a force get on each question in each inspection?

        Args:
            force: Only of this force.
            question: Only on this question.
            inspection: Only of this inspection.
            include_embargoed: Also what only a document under embargo states.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``force``, ``question``, ``question_name``, ``inspection``, ``inspection_title``, ``sequence``,
            ``value``, ``period``, ``source_kind``, ``source_url``.

        Raises:
            UnknownNameError: Nothing in the graph has that name.
        """
        return answered(
            self,
            "grades",
            {
                "force": force,
                "question": question,
                "inspection": inspection,
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def initiatives(
        self,
        *,
        force: str | None = None,
        practice: str | None = None,
        words: Sequence[str] | None = None,
    ) -> Answer:
        """What do forces run that others may learn from?

        Args:
            force: Only run by this force.
            practice: Only on this practice or what is below it.
            words: Only those whose title or summary holds every one of these words, in any case.

        Returns:
            Rows with ``initiative``, ``title``, ``force``, ``force_name``, ``practice``, ``practice_name``,
            ``evidence_stage``, ``year``, ``partners``, ``summary``, ``source_kind``, ``source_url``.

        Raises:
            UnknownNameError: Nothing in the graph has that name.
        """
        return answered(
            self,
            "initiatives",
            {
                "force": force,
                "practice": practice,
                "words": words,
            },
        )

    def inspections_read(
        self,
        *,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """Of how many forces was each inspection read?

        Args:
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``inspection``, ``title``, ``period``, ``forces_count``, ``findings_count``, ``grades_count``,
            ``recommendations_count``, ``documents_count``.
        """
        return answered(
            self,
            "inspections-read",
            {
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def placed_in_time(
        self,
        *,
        since: str | int | dt.date | None = None,
        polarity: Polarity | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """How many findings have a date of their own, how many only their inspection's, how many none?

        Args:
            since: Count separately what falls on or after this day (any precision).
            polarity: Only strength, weakness or neutral.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``placed_by``, ``findings_count``, ``since_count``.

        Raises:
            PeelgraphError: A value is none that the parameter takes.
        """
        return answered(
            self,
            "placed-in-time",
            {
                "since": since,
                "polarity": polarity,
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def recommendation_findings(
        self,
        *,
        recommendation: str | None = None,
        force: str | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """What was found of the practice that a recommendation concerns, in each force, before it and after?

        Args:
            recommendation: Only this recommendation (id).
            force: Only findings about this force.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``recommendation``, ``force``, ``practice``, ``name``, ``polarity``, ``inspection``, ``sequence``,
            ``period``, ``published``, ``when_found``, ``finding``, ``text``, ``wording``, ``source_kind``,
            ``source_url``, ``embargoed_until``.

        Raises:
            UnknownNameError: Nothing in the graph has that name.
        """
        return answered(
            self,
            "recommendation-findings",
            {
                "recommendation": recommendation,
                "force": force,
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def recommendations(
        self,
        *,
        force: str | None = None,
        only_own: bool = False,
        practice: str | None = None,
        status: RecommendationStatus | None = None,
        overdue_on: str | int | dt.date | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """What was recommended, to whom, by when, and what became of it?

        Args:
            force: What is addressed to this force, and national recommendations marked as such.
            only_own: With a force given: leave national recommendations out.
            practice: Only on this practice or what is below it.
            status: Only of this status.
            overdue_on: Only what was due before this day (any precision) and is not known to be complete or superseded.
            include_embargoed: Also count findings under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``recommendation``, ``inspection``, ``published``, ``addressed_to``, ``scope``, ``due``,
            ``status``, ``status_date``, ``state``, ``superseded_by``, ``practices``, ``practice_names``,
            ``findings_count``, ``summary``, ``source_kind``, ``source_url``.

        Raises:
            UnknownNameError: Nothing in the graph has that name.
            PeelgraphError: A value is none that the parameter takes.
        """
        return answered(
            self,
            "recommendations",
            {
                "force": force,
                "only_own": only_own,
                "practice": practice,
                "status": status,
                "overdue_on": overdue_on,
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def repeated(
        self,
        *,
        force: str | None = None,
        practice: str | None = None,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """Which weaknesses of a force did the inspectorate find more than once, or say that it found again?

        Args:
            force: Only this force.
            practice: Only this practice or what is below it.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``force``, ``practice``, ``inspections``, ``findings_count``, ``basis``, ``force_name``, ``name``,
            ``embargoed_count``, ``said_in``, ``praised_between``, ``praised_since``, ``findings``.

        Raises:
            UnknownNameError: Nothing in the graph has that name.
        """
        return answered(
            self,
            "repeated",
            {
                "force": force,
                "practice": practice,
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def shared_weaknesses(
        self,
        *,
        force: str | None = None,
        practice: str | None = None,
        risk: str | None = None,
        inspection: str | None = None,
        region: str | None = None,
        status: FindingStatus | None = None,
        source_kind: SourceKind | None = None,
        since: str | int | dt.date | None = None,
        min_forces: int = 2,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """In how many forces was each practice found weak, in which ones, and how lately?

        Args:
            force: Only practices in which this force was found weak.
            practice: Only this practice or what is below it.
            risk: Only weaknesses that expose to this risk or one below it.
            inspection: Only what this inspection found.
            region: Only forces of this region.
            status: Only weaknesses of this rank of the inspectorate.
            source_kind: Only what was read on this kind of page or document.
            since: Only what was published on or after this day (any precision); a period counts as its first day.
            min_forces: Least number of forces.
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``practice``, ``name``, ``forces_count``, ``forces``, ``findings_count``, ``forces_recent``,
            ``forces_read``, ``since_praised``, ``first_seen``, ``last_seen``, ``forces_same_time``,
            ``force_last_seen``, ``force_praised_too``, ``force_findings``, ``embargoed_count``.

        Raises:
            UnknownNameError: Nothing in the graph has that name.
            PeelgraphError: A value is none that the parameter takes.
        """
        return answered(
            self,
            "shared-weaknesses",
            {
                "force": force,
                "practice": practice,
                "risk": risk,
                "inspection": inspection,
                "region": region,
                "status": status,
                "source_kind": source_kind,
                "since": since,
                "min_forces": min_forces,
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def table_sources(
        self,
        *,
        include_embargoed: bool = True,
        now: dt.datetime | None = None,
    ) -> Answer:
        """Which tables state what is in the graph, and how many nodes of each label?

        Args:
            include_embargoed: Also what is under embargo.
            now: The time in London by which embargoes are judged; by default now.

        Returns:
            Rows with ``source``, ``label``, ``nodes_count``.
        """
        return answered(
            self,
            "sources",
            {
                "include_embargoed": include_embargoed,
                "now": now,
            },
        )

    def vocabulary(self) -> Answer:
        """Which terms are findings coded with?

        Returns:
            Rows with ``scheme``, ``slug``, ``name``, ``broader``, ``definition``, ``alternative_names``.
        """
        return answered(self, "vocabulary", {})
