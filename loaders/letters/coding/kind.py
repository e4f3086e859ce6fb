"""Kind: whether a sentence finds, recommends, or tells what the force has done or plans to do."""

from __future__ import annotations

from peelgraph.loaders.letters.coding.coded import Coded, Kind
from peelgraph.loaders.letters.coding.cues import Hit, find_cues, plain, read_cues
from peelgraph.loaders.letters.coding.measured import confidence

_ORDER: tuple[Kind, ...] = ("recommendation", "action-planned", "action-taken")


def code_kind(
    text: str, *, lead: str | None = None, heading: Kind | None = None, after_weakness: bool = False
) -> Coded[Kind]:
    """Code the kind of a sentence.

    Args:
        text: The sentence.
        lead: The line that leads in to its list (``The force should:``).
        heading: What the heading above it says all sentences there are, for example "Recommendations".
        after_weakness: Whether the sentence before it in its passage criticises; then a change is an answer to that.

    >>> code_kind("The force needs to review its policy.").value
    'recommendation'
    >>> code_kind("The force has recognised this and plans to train its staff.").value
    'action-planned'
    """
    best: dict[str, Hit] = {}
    for hit in find_cues(plain(text), read_cues("kind_cues.csv")):
        if hit.cue.value not in best or hit.cue.weight > best[hit.cue.value].cue.weight:
            best[hit.cue.value] = hit
    excused = best.pop("finding", None)
    if excused:
        best = {kind: hit for kind, hit in best.items() if hit.cue.weight > excused.cue.weight}
    if not after_weakness:
        best = {kind: hit for kind, hit in best.items() if hit.cue.weight >= 2}
    for kind in _ORDER:
        if found := best.get(kind):
            words = text[found.start : found.end]
            return Coded(kind, confidence("kind", kind), words, kind)
    if heading and not best:
        return Coded(heading, confidence("kind", "heading"), "", "heading")
    if lead and (led := code_kind(lead.rstrip(": ") + " do")).value != "finding":
        return Coded(led.value, confidence("kind", "lead-in"), led.cue, "lead-in")
    return Coded("finding", confidence("kind", "nothing else"), "", "nothing else")
