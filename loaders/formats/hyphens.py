"""Words cut by a hyphen at the end of a line: which hyphens are the printer's, and which the writer's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*")
_PREFIXES = frozenset({"co", "ex", "in", "on", "off", "re", "so", "up"})

_CLOSED = (
    "somebody anybody nobody everybody something anything nothing everything someone anyone everyone somewhere "
    "anywhere nowhere everywhere somehow sometimes somewhat within without therefore furthermore moreover however "
    "although meanwhile whereas whereby likewise otherwise nevertheless nonetheless notwithstanding themselves "
    "ourselves yourselves himself herself itself understand understanding understood undertake undertaken undertook "
    "underlying overall oversight overcome overview overtime overdue outcome outcomes outside outstanding output "
    "outlook outreach outline outlined outset outward workforce workload workloads workshop workshops workplace "
    "stakeholder stakeholders neighbourhood neighbourhoods everyday backlog backlogs handbook handover timescale "
    "timescales timeframe feedback deadline deadlines database databases network networks framework frameworks "
    "guideline guidelines headquarters manpower update updates updated ongoing input download website payroll "
    "throughout another cannot maybe today tonight yesterday daytime nationwide likelihood childhood shortfall "
    "shortfalls setback standstill viewpoint checklist checklists toolkit baseline baselines hotspot hotspots "
    "dashboard dashboards wellbeing safeguarding firearms roadside countywide healthcare childcare become becomes "
    "herein hereby whenever wherever whatever whichever whoever upon into onto toward towards forward forwards "
    "information organisation together altogether already almost also alone along among against before behind below "
    "between beyond during inside office officer officers offering offences person personal personnel partner "
    "partners partnership partnerships leadership ownership"
)


class Hyphens:
    """Joins cut words by what else the document, and the shipped vocabulary, write.

    Args:
        texts: Texts whose uncut words are known.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._known: Counter[str] = Counter()
        for text in (_CLOSED, *texts):
            for word in _WORDS.findall(text):
                lower = word.lower()
                self._known[lower] += 1
                if "-" in lower:
                    self._known.update(lower.split("-"))

    def join(self, before: str, after: str) -> str:
        """Return two texts as one, the first of which ends in a hyphen that ended its line.

        >>> hyphens = Hyphens(["The investigation of a call by handling staff"])
        >>> hyphens.join("an investi-", "gation"), hyphens.join("call-", "handling staff")
        ('an investigation', 'call-handling staff')
        """
        first = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$", before)
        rest = re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*", after)
        if not first or not rest:
            return before + after
        return before + after if self._keeps(first[1], rest[0]) else before[:-1] + after

    def _keeps(self, first: str, rest: str) -> bool:
        a, b = first.lower(), rest.lower()
        if self._known[f"{a}-{b}"] or rest[0].isupper() or "-" in rest:
            return True
        if self._known[a + b]:
            return False
        return self._is_word(a) and bool(self._known[b]) and len(b) > 1

    def _is_word(self, text: str) -> bool:
        return text.rpartition("-")[2] in _PREFIXES or (len(text) > 2 and bool(self._known[text]))
