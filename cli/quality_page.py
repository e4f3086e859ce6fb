"""How good the reading is, as a page for a reader; the documentation shows the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from peelgraph.cli.output import ViewColumn
from peelgraph.cli.pages import heading, paragraph, table
from peelgraph.ontology.counted import counted

_FIELDS = {
    "facts": "Facts of the document",
    "sentences": "Sentences (F1)",
    "polarity": "Polarity",
    "kind": "Kind",
    "practices": "Practices (F1)",
    "risks": "Risks (F1)",
}
_DECISIONS = {"practices": "Practices", "risks": "Risks", "status": "Status", "finding": "A finding as a whole"}
_METHODS = {"rule": "a rule", "model": "the trained model"}
ABOUT_FIGURES = (
    "Facts are force, inspection, dates and officials. A sentence is right if it has exactly the words that the coder "
    "took for one finding. Polarity and kind are shares of all coded findings: one that was not found counts as wrong. "
    "F1 joins precision and recall. The interval says how far a figure depends on which documents there are: they "
    "were drawn anew {resamples:,} times."
)
ABOUT_CONFIDENCE = (
    "Judged are the decisions on the {judged} of {findings} coded findings that were found. Error is the expected "
    "calibration error: how far, on average, the stated confidence is from the share that is right. A finding as a "
    "whole is right if all its codings are, and as sure as the least sure of them."
)
ABOUT_CUTS = "To take only what is at least so sure: how much that is, how much of it is right, and of what is left."
ABOUT_REVIEWED = "People look at what is doubtful first, so these shares are lower than they would be for all findings."


def quality_page(answer: Mapping[str, Any], names: Mapping[str, str], width: int) -> str:
    """Return the page for an answer of ``quality``.

    Args:
        answer: What was measured, as ``--format json`` prints it; a part that was not asked for is None.
        names: The names of practices and risks by slug.
        width: The width; ``MARKDOWN`` for Markdown.
    """
    parts = []
    if answer["held_back"] is not None:
        parts.append(measured_page(answer["held_back"], names, width))
    if answer["reviewed"] is not None:
        parts.append(_reviewed(answer["reviewed"], answer["doubtful_below"], width))
    if answer["documents"] is not None:
        parts.append(_documents(answer["documents"], answer["doubtful_below"], width))
    return "\n".join(parts)


def measured_page(measured: Mapping[str, Any], names: Mapping[str, str], width: int) -> str:
    """Return the part of the page that says what was measured on coded documents.

    Args:
        measured: What was measured, as ``Measured.to_json`` gives it.
        names: The names of practices and risks by slug.
        width: The width; ``MARKDOWN`` for Markdown.
    """
    count = f"{counted(measured['documents'], 'held-back document')} with {counted(measured['findings'], 'finding')}"
    about = ABOUT_CONFIDENCE.format(judged=measured["judged"], findings=measured["findings"])
    sections = [
        table(
            f"Measured on {count}",
            measured["figures"],
            [
                ViewColumn("Figure", lambda r: _FIELDS[r["name"]], whole=True),
                ViewColumn("Right", lambda r: share(r["value"]), number=True),
                ViewColumn("95% interval", lambda r: f"{share(r['low'])} to {share(r['high'])}", number=True),
                ViewColumn("Cases", lambda r: str(r["cases"]), number=True),
            ],
            width,
            [ABOUT_FIGURES.format(resamples=measured["resamples"])],
        ),
        _calibration(measured, about, width),
        _ranges(measured["ranges"], width),
        _cuts(measured["cuts"], width),
        _ways(measured["ways"], width),
        *(_terms(field, measured["terms"], names, width) for field in ("practices", "risks")),
    ]
    return "\n".join(section for section in sections if section)


def share(value: float | None) -> str:
    """Return a share for a reader.

    >>> share(0.75), share(None)
    ('0.750', '–')
    """
    return "–" if value is None else f"{value:.3f}"


def _field_name(row: Mapping[str, Any]) -> str:
    field = str(row["field"])
    return _DECISIONS.get(field, field.capitalize())


def _calibration(measured: Mapping[str, Any], about: str, width: int) -> str:
    return table(
        "How far a confidence can be believed",
        measured["calibration"],
        [
            ViewColumn("Decision", _field_name, whole=True),
            ViewColumn("Cases", lambda r: str(r["cases"]), number=True),
            ViewColumn("Stated", lambda r: share(r["stated"]), number=True),
            ViewColumn("Right", lambda r: share(r["right"]), number=True),
            ViewColumn("Error", lambda r: share(r["error"]), number=True),
        ],
        width,
        [about],
    )


def _ranges(ranges: Sequence[dict[str, Any]], width: int) -> str:
    return table(
        "By confidence",
        ranges,
        [
            ViewColumn("Decision", _field_name, whole=True),
            ViewColumn("Confidence", lambda r: f"{r['low']:.2f} to {r['high']:.2f}", whole=True),
            ViewColumn("Cases", lambda r: str(r["cases"]), number=True),
            ViewColumn("Stated", lambda r: share(r["stated"]), number=True),
            ViewColumn("Right", lambda r: share(r["right"]), number=True),
        ],
        width,
    )


def _cuts(cuts: Sequence[dict[str, Any]], width: int) -> str:
    return table(
        "To choose a cut",
        cuts,
        [
            ViewColumn("Decision", _field_name, whole=True),
            ViewColumn("At least", lambda r: f"{r['at']:.2f}", number=True),
            ViewColumn("Cases", lambda r: str(r["above"]), number=True),
            ViewColumn("Right", lambda r: share(r["above_right"]), number=True),
            ViewColumn("Less sure", lambda r: str(r["below"]), number=True),
            ViewColumn("Right of these", lambda r: share(r["below_right"]), number=True),
        ],
        width,
        [ABOUT_CUTS],
    )


def _ways(ways: Sequence[dict[str, Any]], width: int) -> str:
    return table(
        "What decided",
        ways,
        [
            ViewColumn("Decision", _field_name, whole=True),
            ViewColumn("By", lambda r: _METHODS.get(r["method"], r["method"]), whole=True),
            ViewColumn("Cases", lambda r: str(r["cases"]), number=True),
            ViewColumn("Share", lambda r: share(r["share"]), number=True),
            ViewColumn("Right", lambda r: share(r["right"]), number=True),
        ],
        width,
    )


def _terms(field: str, terms: Sequence[dict[str, Any]], names: Mapping[str, str], width: int) -> str:
    return table(
        f"By {'practice' if field == 'practices' else 'risk'}",
        [row for row in terms if row["field"] == field],
        [
            ViewColumn(field.removesuffix("s").capitalize(), lambda r: names.get(r["term"], r["term"]), ratio=1),
            ViewColumn("Coded", lambda r: str(r["coded"]), number=True),
            ViewColumn("Found", lambda r: str(r["found"]), number=True),
            ViewColumn("Right", lambda r: str(r["right"]), number=True),
            ViewColumn("Precision", lambda r: share(r["precision"]), number=True),
            ViewColumn("Recall", lambda r: share(r["recall"]), number=True),
            ViewColumn("F1", lambda r: share(r["f1"]), number=True),
        ],
        width,
        ["Where there are few cases, a share says little."],
    )


def _reviewed(reviewed: Mapping[str, Any], doubtful: float, width: int) -> str:
    title = "What people corrected or confirmed"
    left = [
        f"Not counted: {counted(reviewed['by_hand'], 'coding')} of findings that a person had coded."
        if reviewed["by_hand"]
        else "",
        f"Not counted: {counted(reviewed['gone'], 'coding')} of findings that are no longer in the graph."
        if reviewed["gone"]
        else "",
    ]
    notes = [note for note in left if note]
    if not reviewed["fields"]:
        nothing = "No finding that peelgraph coded was reviewed yet. To begin: peelgraph review export review.xlsx"
        return "\n".join([heading(title, width), *(paragraph(text, width) for text in (nothing, *notes))])
    return table(
        f"{title}, in {counted(reviewed['findings'], 'finding')}",
        reviewed["fields"],
        [
            ViewColumn("Coding", _field_name, whole=True),
            ViewColumn("Reviewed", lambda r: str(r["reviewed"]), number=True),
            ViewColumn("Machine right", lambda r: share(r["right"] / r["reviewed"]), number=True),
            ViewColumn(f"Confidence {doubtful:.2f} or more", lambda r: str(r["sure"]), number=True),
            ViewColumn(
                "Right of these", lambda r: share(r["sure_right"] / r["sure"] if r["sure"] else None), number=True
            ),
        ],
        width,
        [ABOUT_REVIEWED, *notes],
    )


def _documents(documents: Sequence[dict[str, Any]], doubtful: float, width: int) -> str:
    title = "Document by document"
    if not documents:
        nothing = "No document was loaded yet: peelgraph load PATH"
        return "\n".join([heading(title, width), paragraph(nothing, width)])
    about = (
        f"Doubtful: a coding with a confidence below {doubtful:.2f} that nobody corrected or confirmed. The doubtful "
        "ones come first in: peelgraph review export review.xlsx"
    )
    notes = [
        about,
        *(["† under embargo: not to be published yet."] if any(d["under_embargo"] for d in documents) else []),
    ]
    return table(
        title,
        documents,
        [
            ViewColumn("Document", lambda r: r["document"] + (" †" if r["under_embargo"] else ""), ratio=1),
            ViewColumn("Passages", lambda r: str(r["passages"]), number=True),
            ViewColumn("Findings", lambda r: str(r["findings"]), number=True),
            ViewColumn("Doubtful", lambda r: str(r["doubtful"]), number=True),
            ViewColumn("Corrected", lambda r: str(r["corrected"]), number=True),
            ViewColumn("Confirmed", lambda r: str(r["confirmed"]), number=True),
        ],
        width,
        notes,
    )
