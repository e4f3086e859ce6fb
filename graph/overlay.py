"""Corrections laid over what the machine coded: the same properties and relationships, with a person's word on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peelgraph.ontology.corrections import LINKED, Correction
from peelgraph.ontology.records import Value

LinkKey = tuple[str, str, str]
Links = Mapping[LinkKey, Mapping[str, Value]]

METHOD = "correction"
"""The method of a coding that a person corrected or confirmed; like every person's coding it has no confidence."""


def lay_over(
    properties: Mapping[str, Value], links: Links, corrections: Sequence[Correction]
) -> tuple[dict[str, Value], dict[LinkKey, Mapping[str, Value]]]:
    """Return a finding's properties and relationships as they are with corrections laid over them.

    What is no weakness exposes to no risk, whatever was coded before. The finding's confidence is the least of the
    codings that nobody corrected.

    Args:
        properties: What the sources state.
        links: The relationships that they state.
        corrections: The corrections in force, one for each field at most.
    """
    shown, joined = dict(properties), dict(links)
    for correction in corrections:
        field = correction.field
        if field in LINKED:
            type_, label = LINKED[field]
            joined = {key: value for key, value in joined.items() if key[0] != type_}
            joined |= {(type_, label, slug): {"method": METHOD} for slug in correction.new}
        else:
            shown |= dict(zip([field], correction.new, strict=False))
            if field != "status":
                shown[f"{field}_method"] = METHOD
                shown.pop(f"{field}_confidence", None)
                shown.pop(f"{field}_cue", None)
    if not corrections:
        return shown, joined
    if shown.get("polarity") != "weakness":
        joined = {key: value for key, value in joined.items() if key[0] != "EXPOSES"}
    left = _confidences(shown, joined)
    shown.pop("confidence", None)
    if left:
        shown["confidence"] = min(left)
    return shown, joined


def _confidences(properties: Mapping[str, Value], links: Links) -> list[float]:
    values = [properties.get("polarity_confidence"), properties.get("kind_confidence")]
    values += [said.get("confidence") for key, said in links.items() if key[0] in {"CONCERNS", "EXPOSES"}]
    return [float(value) for value in values if isinstance(value, int | float)]
