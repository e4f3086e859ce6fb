"""The standing phrases of inspection letters: how they open, lead in to findings, promise and close."""

from __future__ import annotations

import re

_I = re.IGNORECASE

SALUTATION = re.compile(r"\s*(?:my\s+)?dear\s+\S.{0,60}$", _I)
"""The line that addresses the receiver."""

CLOSING = re.compile(
    r"\s*(?:yours\s+(?:sincerely|faithfully|truly|ever|aye)?|(?:with\s+)?(?:kind(?:est)?|best"
    r"|warm(?:est)?)?\s*(?:regards|wishes)|"
    r"with\s+(?:very\s+)?(?:kind|best|warm)\w*\s+(?:regards|wishes)|sincerely)\s*[,.]?\s*$",
    _I,
)
"""The line that ends the letter's body."""

COPY_LIST = re.compile(
    r"\s*(?:copied\s+to|copy\s+to|copies\s+to|copy\s*:|cc\b|c\.c\.|bcc\b|distribution\b|copied\s*:)", _I
)
"""The line that opens the list of those who get a copy."""

LEAD_HEADING = re.compile(
    r"^(?:the\s+|our\s+|key\s+|main\s+|force\s+|detailed\s+|specific\s+|local\s+|inspection\s+|individual\s+"
    r"|summary\s+of\s+)*"
    r"(?:findings|inspection\s+findings)\b.{0,60}$|^what\s+(?:we|our\s+inspect\w+)\s+(?:found|saw)\b.{0,40}$",
    _I,
)
"""A heading that stands over all the findings."""

LEAD_SENTENCE = re.compile(
    r"\b(?:findings?|conclusions|observations|results)\b[^.]*(?:\b(?:are|follow|follows|below|as follows"
    r"|set out)\b[^.]{0,80})[:.]?$"
    r"|\b(?:we|hmic(?:frs)?|inspectors|inspection|team)\b[^.]*\b(?:found|identified|concluded|noted"
    r"|observed)\b[^.]{0,60}:$"
    r"|^(?:in\s+(?:summary|particular|brief)\b)[^.]{0,60}:$|\bfindings\b[^.]*:$",
    _I,
)
"""A paragraph that leads in to the findings, or to those of one section."""

ELSEWHERE = re.compile(r"\b(?:included|contained|enclosed|attached|published|previously|national)\b", _I)
"""Words of a sentence that speaks of findings which do not follow it."""

INTRODUCTION_LIST = re.compile(
    r"\b(?:areas?|questions?|aims?|objectives?|criteria|themes?|strands?|assess\w*|consider(?:ed|s)?|look(?:ed"
    r"|s)\s+at|examin\w+|"
    r"focus\w*|terms\s+of\s+reference|sought\s+to|set\s+out\s+to|these\s+were|asked|methods?|visited|interviewed"
    r"|spoke)\b[^.]*:$",
    _I,
)
"""A paragraph that leads in to a list of what was looked at."""

OTHER_HEADING = re.compile(
    r"^(?:\d[\d.]*\s*)?(?:introduction|background|context|purpose|scope|method(?:ology)?|about\b.*|our\s+approach|"
    r"how\s+we\s+inspected|the\s+inspection|embargo\w*.*|publication\b.*|next\s+steps?|follow[- ]?up.*"
    r"|what\s+happens\s+next|"
    r"acknowledge?ments?|thanks|contact\b.*|further\s+information|inspection\s+(?:method\w*|approach|process)|"
    r"(?:our\s+|the\s+)?fieldwork|terms\s+of\s+reference|re-?inspection|enclosures?|(?:annex|appendix)\b.*)\s*:?$",
    _I,
)
"""A heading over text that holds no findings."""

NO_FINDING = re.compile(
    r"\bi\s+(?:am\s+writing|write\s+to|enclose|attach|intend\s+to|look\s+forward|am\s+copying"
    r"|would\s+(?:like\s+to\s+(?:thank|take)|be\s+grateful))\b"
    r"|\bthank(?:s|\s+you)\s+(?:for|to)\b|\b(?:we\s+are|i\s+am)\s+(?:very\s+)?grateful\b"
    r"|\bwould\s+like\s+to\s+thank\b"
    r"|\bplease\s+(?:contact|let|do\s+not\s+hesitate|send|note|pass|accept|find|feel)\b|\bif\s+you\s+(?:have"
    r"|would\s+like|wish|require)\b"
    r"|\b(?:this|my)\s+letter\s+(?:will|is|sets|summarises|contains|provides|gives|has|was|must|should)\b"
    r"|\bwe\s+(?:will|shall)\s+(?:also\s+)?(?:revisit|return|re-?inspect|follow|continue|monitor|publish|assess"
    r"|examine|consider|look|review|check|test|be)\b"
    r"|\b(?:we|i)\s+(?:plan|intend|expect|hope)\s+to\s+(?:revisit|return|re-?inspect|follow|publish|inspect|review)\b"
    r"|\b(?:national|thematic|full|final|published|main)\s+(?:thematic\s+)?(?:report|overview)\b"
    r"|\bfactual\s+accuracy\b|\bembargo\w*"
    r"|\bnot\s+(?:be\s+published|for\s+publication|for\s+release|be\s+disclosed)\b"
    r"|\bopportunity\s+to\s+(?:provide|comment|respond)\b"
    r"|\bcop(?:y|ied|ies)\s+(?:of\s+this\s+letter\s+)?(?:has\s+been\s+sent\s+)?to\b|\b(?:our"
    r"|hmic(?:frs)?'s?)\s+website\b"
    r"|\binspection\s+(?:fieldwork|visit)\s+(?:took\s+place|was\s+carried)\b|\bcarried\s+out\s+(?:our\s+|its\s+"
    r"|the\s+)?(?:inspection\s+)?fieldwork\b"
    r"|\b(?:will|shall)\s+be\s+(?:revisited|re-?inspected|reviewed\s+again|followed\s+up|considered\s+as\s+part"
    r"|assessed\s+again|returned\s+to)\b"
    r"|\byour\s+(?:response|co-?operation|help|update|comments)\b|\bassistance\s+(?:given|provided)\b",
    _I,
)
"""A sentence of the letter's frame: thanks, publication, follow-up, embargo, enclosures."""

EMBARGO = re.compile(
    r"\bembargo\w*|\bnot\s+(?:to\s+)?(?:be\s+)?(?:for\s+)?(?:published|publication|released?|disclosed?"
    r"|made\s+public|shared)\b[^.]*\b(?:before|until|prior\s+to|till)\b"
    r"|\b(?:strictly\s+)?(?:confidential|private)\s+until\b",
    _I,
)
"""Words that forbid publication until some time."""

STRIP_HEADING_NUMBER = re.compile(r"^\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=\S)")
"""The number before a heading."""
