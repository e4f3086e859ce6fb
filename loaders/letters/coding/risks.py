"""Risks: what a weakness exposes people or the force to, by its words or by what its practice implies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peelgraph.loaders.letters.coding.coded import Coded
from peelgraph.loaders.letters.coding.cues import (
    Cue,
    Hit,
    find_cues,
    label_pattern,
    plain,
    read_cues,
    read_table,
)
from peelgraph.loaders.letters.coding.measured import confidence
from peelgraph.ontology.vocabulary import Concept

_MOST = 2


class RiskCoder:
    """Codes risks by a vocabulary, which may hold terms of the user's own.

    Args:
        risks: The risks by slug.
    """

    def __init__(self, risks: Mapping[str, Concept]) -> None:
        labels = tuple(
            Cue(concept.slug, 3.0, pattern, name in concept.weak_names)
            for concept in risks.values()
            if concept.broader
            for name in (concept.name, *concept.alternative_names)
            if (pattern := label_pattern(name))
        )
        self._cues = (*labels, *(cue for cue in read_cues("risk_cues.csv") if cue.value in risks))
        self._implied = {
            row["practice"]: row["risk"] for row in read_table("practice_risks.csv") if row["risk"] in risks
        }

        self._alone = {row["practice"] for row in read_table("practice_risks.csv") if row["alone"] == "yes"}

    def code(self, text: str, practices: Sequence[str], *, recommendation: bool = False) -> list[Coded[str]]:
        """Code the risks of a sentence that states a weakness.

        Args:
            text: The sentence.
            practices: The practices that it is about.
            recommendation: Whether it only says what to do; then a risk must be named.
        """
        best: dict[str, Hit] = {}
        for hit in find_cues(plain(text), self._cues):
            known = best.get(hit.cue.value)
            if not hit.cue.weak and (known is None or hit.cue.weight > known.cue.weight):
                best[hit.cue.value] = hit
        implied = {self._implied[practice] for practice in practices if practice in self._implied}
        ranked = sorted(best.values(), key=lambda hit: (hit.cue.value not in implied, -hit.cue.weight, hit.start))
        coded = []
        for hit in ranked[:_MOST]:
            rule = "words and practice" if hit.cue.value in implied else "words"
            coded.append(Coded(hit.cue.value, confidence("risks", rule), text[hit.start : hit.end], rule))
        first = practices[0] if practices else ""
        if not coded and first in self._alone and not recommendation and (risk := self._implied.get(first)):
            return [Coded(risk, confidence("risks", "practice"), "", "practice")]
        return coded
