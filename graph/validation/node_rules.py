"""What the model promises of one node beyond its shape, checked with nothing but the node and what leaves it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping

from peelgraph.graph.validation.breach import Breach
from peelgraph.graph.validation.reading import RawNode
from peelgraph.ontology.dates import day_of, parse_period
from peelgraph.ontology.model import NodeType
from peelgraph.ontology.text import collapse

Said = Iterator[tuple[str, str, str]]
"""Member of the label's shape (empty for the label itself), rule, and what is wrong."""

PERIODS = ("fieldwork_start", "fieldwork_end", "published_period", "due", "status_date")


def node_breaches(node: RawNode, node_type: NodeType) -> Iterator[Breach]:
    """Yield which promises a node does not keep."""
    for rule in (*_EVERY, *_OF.get(node.label, ())):
        for member, name, message in rule(node, node_type):
            shape = f"{node.label}.{member}" if member else node.label
            yield Breach(node.label, node.id, shape, name, message)


def _key(node: RawNode, node_type: NodeType) -> Said:
    slug = node.properties.get("slug", node.id)
    if node_type.key == "slug" and slug != node.id:
        yield "slug", "key", f"its slug {slug!r} is not its id {node.id!r}"


def _sources(node: RawNode, _node_type: NodeType) -> Said:
    if len(set(node.sources)) < len(node.sources):
        yield "sources", "identity", f"a source is named twice among {', '.join(node.sources)}"


def _claims(node: RawNode, _node_type: NodeType) -> Said:
    text = node.properties.get("claims")
    if not isinstance(text, str):
        return
    try:
        claims = json.loads(text)
    except ValueError:
        yield "claims", "claims", "its claims are no JSON"
        return
    if not isinstance(claims, dict) or set(claims) != set(node.sources):
        held = ", ".join(sorted(claims)) if isinstance(claims, dict) else "none"
        yield "claims", "claims", f"its claims are of {held}, but {', '.join(node.sources)} state it"


def _real_dates(node: RawNode, node_type: NodeType) -> Said:
    for name in PERIODS:
        value = node.properties.get(name)
        declared = node_type.properties.get(name)
        if declared and isinstance(value, str) and value and _looks_like_a_period(value) and not _is_period(value):
            yield name, "real-date", f"{name} is {value!r}, and there is no such date"


def _date_precision(node: RawNode, node_type: NodeType) -> Said:
    if not {"published", "published_period"} <= node_type.properties.keys():
        return
    day, period = node.properties.get("published"), node.properties.get("published_period")
    if not isinstance(period, str) or not _is_period(period):
        return
    if day is None:
        if day_of(period):
            yield "published", "date-precision", f"published_period is the day {period}, but published is absent"
    elif isinstance(day, dt.date) and not isinstance(day, dt.datetime) and day.isoformat() != period:
        yield "published", "date-precision", f"published is {day.isoformat()}, but the source gives {period}"


def _fieldwork(node: RawNode, _node_type: NodeType) -> Said:
    start, end = node.properties.get("fieldwork_start"), node.properties.get("fieldwork_end")
    if isinstance(start, str) and isinstance(end, str) and _is_period(start) and _is_period(end):
        shorter = min(len(start), len(end))
        if end[:shorter] < start[:shorter]:
            yield "fieldwork_end", "fieldwork", f"fieldwork ends in {end}, before it begins in {start}"


def _risks(node: RawNode, _node_type: NodeType) -> Said:
    polarity = node.properties.get("polarity")
    risks = sorted(str(link.id) for link in node.linked("EXPOSES"))
    if risks and polarity != "weakness":
        yield "EXPOSES", "risk-of-weakness", f"its polarity is {polarity}, but it exposes to {', '.join(risks)}"


def _kind_polarity(node: RawNode, _node_type: NodeType) -> Said:
    kind, polarity = node.properties.get("kind"), node.properties.get("polarity")
    fitting = {"recommendation": "weakness", "action-taken": "neutral", "action-planned": "neutral"}.get(str(kind))
    if fitting and polarity != fitting:
        yield "polarity", "kind-polarity", f"its kind is {kind}, but its polarity is {polarity} and not {fitting}"


def _confidence(node: RawNode, _node_type: NodeType) -> Said:
    of_codings = [
        node.properties.get("polarity_confidence"),
        node.properties.get("kind_confidence"),
        *(link.properties.get("confidence") for type_ in ("CONCERNS", "EXPOSES") for link in node.linked(type_)),
    ]
    known = [float(value) for value in of_codings if isinstance(value, int | float)]
    held = node.properties.get("confidence")
    least = min(known, default=None)
    if isinstance(held, int | float) and least is not None and float(held) != least:
        yield "confidence", "confidence", f"confidence is {held}, but the least of its codings' is {least}"
    elif held is None and least is not None:
        yield "confidence", "confidence", f"it has no confidence, but the least of its codings' is {least}"


def _quoted(node: RawNode, _node_type: NodeType) -> Said:
    quoted, stated = node.properties.get("wording") == "quoted", bool(node.linked("STATED_IN"))
    if quoted and not stated:
        yield "wording", "quoted", "its wording is quoted, but no passage states it"
    elif stated and not quoted:
        yield "wording", "quoted", f"a passage states it, but its wording is {node.properties.get('wording')}"


def _white_space(node: RawNode, _node_type: NodeType) -> Said:
    text = node.properties.get("text")
    if isinstance(text, str) and collapse(text) != text:
        yield "text", "white-space", "its text has other white space than single spaces between words"


def _number(node: RawNode, _node_type: NodeType) -> Said:
    number = node.properties.get("number")
    if isinstance(number, int) and number < 1:
        yield "number", "passage-number", f"its number is {number}; numbers begin with 1"


def _status(node: RawNode, _node_type: NodeType) -> Said:
    status = node.properties.get("status")
    if node.properties.get("status_date") and status in (None, "not-stated"):
        yield "status_date", "status-date", "it has the date of its status, but no status"
    if node.properties.get("superseded_by") and status != "superseded":
        yield "superseded_by", "status-date", f"it has what took its place, but its status is {status}"


def _undone(node: RawNode, _node_type: NodeType) -> Said:
    state, at = node.properties.get("state"), node.properties.get("undone_at")
    if state == "undone" and at is None:
        yield "undone_at", "undone", "it was undone, but not said when"
    elif at is not None and state != "undone":
        yield "undone_at", "undone", f"it has the time when it was undone, but its state is {state}"


def _corrects(node: RawNode, _node_type: NodeType) -> Said:
    if node.properties.get("state") == "applied" and not node.linked("CORRECTS"):
        yield "CORRECTS", "corrects", "its state is applied, but it is of no finding"


def _looks_like_a_period(text: str) -> bool:
    return len(text) in {4, 7, 10} and text.replace("-", "").isdigit()


def _is_period(text: str) -> bool:
    try:
        return parse_period(text) == text
    except ValueError:
        return False


_Rule = Callable[[RawNode, NodeType], Said]
_EVERY: tuple[_Rule, ...] = (_key, _sources, _claims, _real_dates, _date_precision)
_OF: Mapping[str, tuple[_Rule, ...]] = {
    "Inspection": (_fieldwork,),
    "Finding": (_risks, _kind_polarity, _confidence, _quoted),
    "Passage": (_white_space, _number),
    "Recommendation": (_status,),
    "Correction": (_undone, _corrects),
}
