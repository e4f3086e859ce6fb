"""``evidence``: the sentence behind a finding."""

from __future__ import annotations

import textwrap
from typing import Any

import click
from peelgraph.cli.options import OBJECT_FORMATS, answer_options_in, graph_option
from peelgraph.cli.output import Target, write_object, write_sentences
from peelgraph.cli.pages import MARKDOWN, paragraph, source_words
from peelgraph.cli.reading import reading
from peelgraph.ontology.errors import PeelgraphError

METHODS = {
    "stated": "in the source's own terms",
    "hand": "coded by a person",
    "rule": "coded by a rule",
    "model": "coded by a statistical model",
    "correction": "a person's word",
}


@click.command("evidence")
@click.argument("finding", metavar="FINDING")
@answer_options_in(OBJECT_FORMATS)
@graph_option
def evidence(uri: str, finding: str, form: str | None, output: str | None, include_embargoed: bool) -> None:
    """The sentence behind a finding, its document and its coding.

    FINDING is a finding's id, or its last part as other commands show it.

    \b
    Examples:
      peelgraph evidence 16ed6301dadc
      peelgraph evidence 16ed6301dadc --format json
    """
    from peelgraph.graph.composed_lines import composed_lines  # noqa: PLC0415
    from peelgraph.graph.embargo import london_now  # noqa: PLC0415
    from peelgraph.graph.evidence import evidence as evidence_of  # noqa: PLC0415
    from peelgraph.graph.evidence import without_reviewers  # noqa: PLC0415

    target = Target.of(form, output, include_embargoed=include_embargoed)
    with reading(uri) as graph:
        answer = evidence_of(graph, finding)
        lines = composed_lines(graph, "evidence", answer, target.embargo) if target.form == "line" else []
    under = answer["embargoed_until"] is not None and answer["embargoed_until"] > london_now()
    if under and not target.embargo["include_embargoed"]:
        raise PeelgraphError(
            f"this finding is under embargo until {answer['embargoed_until']:%d %B %Y, %H:%M} "
            "and is not written to a file; --include-embargoed writes it all the same"
        )
    if target.path is not None:
        answer = without_reviewers(answer)
    if target.form == "line":
        write_sentences(lines, [], target)
        return
    write_object(answer, lambda width: _pages(answer, width, under=under), target)


def _pages(answer: dict[str, Any], width: int, *, under: bool) -> str:
    lines: list[str | None] = [f"Finding {answer['finding']}"]
    if under:
        lines.append(f"† UNDER EMBARGO until {answer['embargoed_until']:%d %B %Y, %H:%M} (London): not to be published")
    quoted = answer["wording"] == "quoted"
    lines += ["", paragraph(f"“{answer['text']}”" if quoted else answer["text"], width, "    ")]
    rank = answer["status"] if answer["status"] != "not-stated" else None
    lines += [
        _fact("Whose words", "the source's, quoted" if quoted else "ours, a summary of the source"),
        _fact("Force", answer["force_name"]),
        _fact("Inspection", answer["inspection_title"] or "not known"),
        _fact("Published", answer["period"] or "not known"),
        _fact("Question", answer["question"]),
        _fact("Its rank", (rank or "").replace("-", " ")),
        _fact("Beside others", (answer["peer_context"] or "").replace("-", " ")),
        _fact("Source", f"{source_words(answer['source_kind'])} {answer['source_url'] or ''}".strip()),
        "",
        "How it is coded",
        _coded(
            "Polarity",
            answer["polarity"],
            answer["polarity_method"],
            answer["polarity_confidence"],
            answer["polarity_cue"],
        ),
        _coded("Kind", answer["kind"], answer["kind_method"], answer["kind_confidence"], answer["kind_cue"]),
        *(_coded("Practice", c["name"], c["method"], c["confidence"], c["cue"]) for c in answer["practices"]),
        *(_coded("Risk", c["name"], c["method"], c["confidence"], c["cue"]) for c in answer["risks"]),
        *_reviewed(answer["corrections"]),
    ]
    if answer["passage_text"]:
        start, end, text = answer["start_at"], answer["end_at"], answer["passage_text"]
        marked = f"{text[:start]}»{text[start:end]}«{text[end:]}"
        page = f", page {answer['page']}" if answer["page"] else ""
        lines += [
            "",
            f"Passage {answer['passage']}, under “{answer['section']}”{page}",
            paragraph(marked, width, "    "),
            f"Document {answer['document']}",
            _fact("Title", answer["document_title"]),
            _fact("Dated", answer["published"]),
            _fact("From", _official(answer["author"], answer["author_office"])),
            _fact("To", _official(answer["addressee"], answer["addressee_office"])),
            _fact("Read from", answer["filename"]),
        ]
    return "\n".join(_within(line, width) for line in lines if line is not None) + "\n"


def _reviewed(corrections: list[dict[str, Any]]) -> list[str]:
    """Return what people said of the coding, and what had been coded without them."""
    lines = ["", "What people said of it"] if corrections else []
    for c in corrections:
        by = f" by {c['reviewer']}" if c.get("reviewer") else ""
        when = f" on {c['made_at']:%d %B %Y, %H:%M} UTC" if c["made_at"] else ""
        verb = "confirmed" if c["confirmed"] else f"corrected from {_values(c['old'])} to {_values(c['new'])}"
        over = "" if c["in_force"] else "; undone" if c["state"] == "undone" else "; no longer in force"
        lines.append(_fact(c["field"].capitalize(), f"{verb}{by}{when}{over} ({c['id']})") or "")
        if c["in_force"]:
            how = _how(c["machine_method"] or "stated", c["machine_confidence"], c["machine_cue"])
            lines.append(_fact("", f"without that: {_values(c['machine'])} {how}") or "")
    return lines


def _values(values: list[str]) -> str:
    return ", ".join(values) or "none"


def _within(line: str, width: int) -> str:
    """Return a line of the page, wrapped below its value; paragraphs are wrapped already."""
    if width == MARKDOWN:
        return f"- {line.strip()}" if line.startswith("  ") else f"{line}\n" if line else line
    if len(line) <= width or "\n" in line:
        return line
    return textwrap.fill(line, width, subsequent_indent=" " * 17, break_long_words=False, break_on_hyphens=False)


def _fact(name: str, value: object) -> str | None:
    return f"  {name + ':' if name else '':<15}{value}" if value else None


def _official(name: str | None, office: str | None) -> str:
    return ", ".join(part for part in (name, office) if part)


def _coded(what: str, value: str, method: str | None, confidence: float | None, cue: str | None) -> str:
    return f"  {what + ':':<15}{value} {_how(method, confidence, cue)}"


def _how(method: str | None, confidence: float | None, cue: str | None) -> str:
    surely = f", {confidence:.0%} sure" if confidence is not None else ""
    words = f", by “{cue}”" if cue else ""
    return f"({METHODS.get(method or '', 'not said how')}{surely}{words})"
