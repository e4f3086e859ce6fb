"""From facts to a report of two pages."""

from __future__ import annotations

from peelgraph.graph.report.asked import recommendations
from peelgraph.graph.report.blocks import Grades, Paragraph, Report, Section, Text
from peelgraph.graph.report.facts import ForceFacts
from peelgraph.graph.report.grading import grades_over_time
from peelgraph.graph.report.lessons import chosen_lessons, lessons
from peelgraph.graph.report.overview import about_words, how_much_is_known, in_brief, next_steps
from peelgraph.graph.report.sources import Sources
from peelgraph.graph.report.weaknesses import WEAKNESSES_SHOWN, found_again, weaknesses
from peelgraph.graph.report.words import date_words

_TITLE = 120
_ROWS_WITH_ROOM = 7
"""Most questions in the chart that leave room for all weaknesses that a page shows."""


def compose(facts: ForceFacts) -> Report:
    """Return the report on a force.

    Sections are composed in the order in which they are read, as that is the order of the sources' numbers.

    Args:
        facts: What is known of the force.
    """
    sources = Sources(facts.labels.inspection)
    brief, grades = in_brief(facts, sources), _grades(facts, sources)
    room = WEAKNESSES_SHOWN - (1 if _graded_rows(grades) > _ROWS_WITH_ROOM else 0)
    first = (brief, grades, weaknesses(facts, sources, room), found_again(facts, sources))
    second = (
        lessons(facts, sources),
        recommendations(facts, sources),
        next_steps(facts, chosen_lessons(facts)),
        how_much_is_known(facts),
    )
    name = str(facts.portrait["force"]["name"] or facts.slug)
    return Report(
        title=name[:_TITLE],
        subtitle="What inspections found, who shares it, and who to learn from",
        dateline=_dateline(facts),
        warning=_warning(facts),
        pages=(first, second),
        notes=sources.notes(),
        colophon=about_words(facts),
    )


def _grades(facts: ForceFacts, sources: Sources) -> Section:
    grades = grades_over_time(facts, sources)
    title = "Grades over time"
    if grades is None:
        return Section("grades", title, (Paragraph((Text(f"No grade of {facts.name} was read."),)),))
    return Section("grades", title, (grades,))


def _graded_rows(section: Section) -> int:
    panels = [panel for block in section.blocks if isinstance(block, Grades) for panel in block.panels]
    return max((len(panel.rows) for panel in panels), default=0)


def _dateline(facts: ForceFacts) -> str:
    latest = facts.about["last_period"]
    upto = f"; the data go up to {date_words(latest)}" if latest else ""
    return f"As of {date_words(facts.as_of.date())}{upto}"


def _warning(facts: ForceFacts) -> str:
    count, until = facts.about["embargoed_count"], facts.about["embargoed_until"]
    if not facts.include_embargoed or not count:
        return ""
    own = [row["embargoed_until"] for row in facts.portrait["findings"] if row["embargoed_until"]]
    until = max(own, default=until)
    held = f"Of the findings on {facts.name} {len(own)}" if own else "Findings on other forces, which may count here,"
    verb = "is" if len(own) == 1 else "are"
    return (
        f"† {held} {verb} under embargo until {date_words(until.date())}, {until:%H:%M}: "
        "not to be published or passed on before."
    )
