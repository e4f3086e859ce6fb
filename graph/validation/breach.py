"""One thing wrong with a graph, and what a person needs to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breach:
    """One node that breaks one shape or rule.

    Args:
        label: The node's label; empty where a whole shape is meant.
        id: The node's id.
        shape: The shape: a label, with the property or relationship that it is of (``Finding.polarity``).
        rule: What it asks: a constraint as SHACL names it (``in``), or a rule of ours (``span``).
        message: What is wrong, as a sentence without a final full stop.
        remedy: What to do, likewise.
        place: Where the source says it, as far as the graph knows.
        sources: The sources that state the node.
        embargoed: True where the node is under embargo.
    """

    label: str
    id: str
    shape: str
    rule: str
    message: str
    remedy: str = ""
    place: str = ""
    sources: tuple[str, ...] = ()
    embargoed: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Label and id of the node."""
        return self.label, self.id


RULES: Mapping[str, str] = {
    "key": "A node that people know by its slug has that slug as its id.",
    "identity": "Every node has an id, and every source that states it is named once.",
    "end": "A relationship reaches a node of the label that the model names.",
    "twice": "No relationship joins the same two nodes twice.",
    "real-date": "A date at the source's precision is a day, month or year that there is.",
    "date-precision": "`published` is there exactly where the source gives the day, and is that day.",
    "fieldwork": "Fieldwork does not end before it begins.",
    "risk-of-weakness": "Only a weakness exposes to a risk.",
    "kind-polarity": "A recommendation is a weakness, and an action is neutral.",
    "confidence": "A finding's confidence is the least of the confidences of its codings.",
    "quoted": "A finding is quoted exactly where a passage states it.",
    "span": "The passage's text from `start` to `end` is the finding's text.",
    "white-space": "A passage's text has single spaces only.",
    "embargo": "A passage has its document's embargo, and a finding that of the document that states it.",
    "asked": "A grade answers a question that its inspection asked, where any is known that it asked.",
    "one-grade": "An inspection gives a force one grade on a question.",
    "passage-number": "The passages of a document have different numbers, from 1.",
    "status-date": "A recommendation with the day of its status has a status, and one that was superseded says so.",
    "claims": "Where sources disagree, what each of them states is kept, and of no other.",
    "undone": "A correction that was undone says when, and no other does.",
    "corrects": "A correction that is applied is of a finding that the graph has.",
    "cycle": "No practice or risk belongs to a group below itself, and no inspection follows itself up.",
    "later": "An inspection that looks again comes later than the one that it follows up.",
    "ons-code": "No two forces have the same ONS code.",
    "rdf": "Every node can be written as RDF (only with `--shacl`).",
    "met": "A shape meets every node that the graph has for it (only with `--shacl`).",
}
"""What the model promises beyond its shapes, each with a sentence; a test finds an example that breaks each."""
