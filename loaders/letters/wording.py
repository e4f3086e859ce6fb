"""The standing phrases of inspection letters: how they open, lead in to findings, promise and close."""

from __future__ import annotations

import re

_I = re.IGNORECASE

_CONTRACTED = re.compile(r"(?<=\w)['’](?P<rest>ll|re|ve)\b", _I)


def spelled_out(text: str) -> str:
    """Return a text with its contractions spelled out, for the phrases below.

    >>> spelled_out("We'll revisit this.")
    'We will revisit this.'
    """
    return _CONTRACTED.sub(lambda match: {"ll": " will", "re": " are", "ve": " have"}[match["rest"].lower()], text)


SALUTATION = re.compile(r"\s*(?:annwyl\s+\S.{0,40}(?:/\s*dear\s.{0,40})?|(?:my\s+)?dear\s+\S.{0,60})$", _I)
"""The line that addresses the receiver."""

_FAREWELL = (
    r"(?:yours(?:\s+(?:very\s+)?(?:sincerel[yv]|faithfully|truly|ever|aye))?|yn\s+g[yw]+ir(?:\s+iawn)?|cofion(?:\s+gorau)?|"
    r"(?:with\s+)?(?:very\s+)?(?:(?:all|my)\s+)?(?:kind(?:est)?|best|warm(?:est)?|good)?\s*(?:regards|wishes)|"
    r"sincerely(?:\s+yours)?)"
)
CLOSING = re.compile(rf"\s*{_FAREWELL}(?:\s*/\s*{_FAREWELL})?\s*[,.]?\s*$", _I)
"""The line that ends the letter's body."""

COPY_LIST = re.compile(
    r"\s*(?:(?:copied|copy|copies|copying|with\s+cop(?:y|ies))\s+to\b|cop(?:y|ies|ied)\s*(?:list)?\s*(?:[:–—-]|$)"
    r"|cc(?:['’]?d)?\b|c\.\s?c(?:\.|\b)|bcc\b|distribution(?:\s+list)?\s*(?::|$))",
    _I,
)
"""The line that opens the list of those who get a copy."""

LEAD_HEADING = re.compile(
    r"^(?:the\s+|our\s+|key\s+|main\s+|force\s+|detailed\s+|specific\s+|local\s+|inspection\s+|individual\s+"
    r"|summary\s+of\s+)*"
    r"(?:findings|inspection\s+findings|conclusions|observations)\b.{0,60}$"
    r"|^what\s+(?:we|our\s+(?:inspect\w+|team))\s+(?:found|saw|learn(?:ed|t))\b.{0,40}$",
    _I,
)
"""A heading that stands over all the findings."""

LEAD_SENTENCE = re.compile(
    r"\b(?:findings?|conclusions?|observations|results|points|what\s+(?:we|they|inspectors|hmic\w*)\s+(?:found|saw|learned))\b"
    r"[^.]*\b(?:are|is|follow|follows|below|as\s+follows|set\s+out|these)\b[^.]{0,80}[:.]?$"
    r"|\b(?:we|i|hmic(?:frs)?|inspectors|inspection|review|team|visit|they)\b[^.]*\b(?:found|identified|concluded|noted"
    r"|saw|observed|learned)\b[^.]{0,60}:$"
    r"|^(?:in\s+(?:summary|particular|brief|relation\s+to|respect\s+of)\b)[^.]{0,90}:$|\b(?:findings|observations)\b[^.]*:$"
    r"|^i\s+(?:now\s+)?set\s+out\s+below\b[^.]*\.$",
    _I,
)
"""A paragraph that leads in to the findings, or to those of one section."""

ELSEWHERE = re.compile(
    r"\b(?:included|contained|enclosed|attached|published|previously|national|seen|earlier|emerging|initial)\b", _I
)
"""Words of a sentence that speaks of findings which do not follow it."""

INTRODUCTION_LIST = re.compile(
    r"\b(?:areas?|questions?|aims?|objectives?|criteria|themes?|strands?|assess\w*|consider(?:ed|s)?|look(?:ed"
    r"|s)\s+at|examin\w+|"
    r"focus\w*|terms\s+of\s+reference|sought\s+to|set\s+out\s+to|these\s+were|asked|methods?|visited|interviewed"
    r"|spoke|learn|find\s+out|establish)\b[^.]*:$",
    _I,
)
"""A paragraph that leads in to a list of what was looked at."""

OTHER_HEADING = re.compile(
    r"^(?:\d[\d.]*\s*)?(?:introduction|foreword|preface|contents|background|context|purpose|scope|method(?:s|ology)?"
    r"|about\s+(?:us|hmic\w*|this|the\s+(?:inspection|report|review|data)|our|peel)\b.*|our\s+(?:approach|inspection)|"
    r"the\s+inspection|embargo\w*.*|publication\b.*|next\s+steps?"
    r"|follow[- ]?up(?:\s+(?:inspection|visit|work))?|what\s+happens\s+next|what\s+next|"
    r"acknowledge?ments?|thanks|contact(?:s|\s+(?:us|details|points?))?|further\s+information"
    r"|inspection\s+(?:method\w*|approach|process)|"
    r"(?:our\s+|the\s+)?fieldwork|terms\s+of\s+reference|re-?inspection|enclosures?|glossary|notes"
    r"|what\s+this\s+(?:report|letter|inspection)\s+(?:is\s+about|contains?|covers?|looks?\s+at)|(?:our|your)\s+ref(?:erence)?\b.*"
    r"|how\s+(?:we|hmic\w*)\s+(?:(?:carried\s+out|did|conducted|made)\s+(?:the|this|our)\s+\w+|inspected(?:\s+(?:the|your)\s+\w+)?|worked)"
    r"|why\s+(?:we|i)\s+(?:are|am|have)\s+(?:writing|written).*|why\s+we\s+(?:inspected|did)\b.*|what\s+you\s+can\b.*\bshare.*|summary\s+of\s+(?:the|this)\s+inspection"
    r"|definitions(?:\s+.*)?|(?:the\s+|your\s+)?force\s+in\s+(?:numbers|context|figures)|(?:annex|appendix)\b.*)\s*:?$",
    _I,
)
"""A heading over text that holds no findings."""

NO_FINDING = re.compile(
    r"\bi\s+(?:am\s+(?:writing|copying|sending|pleased\s+to\s+(?:enclose|send))|write\s+(?:to|with)|enclose|attach|intend\s+to"
    r"|look\s+forward|(?:sh|w)ould\s+(?:like\s+to\s+(?:thank|take|record|put|come\s+back|return|visit|see|hear|discuss|meet|talk)|be\s+(?:grateful|glad|happy|pleased))|hope\s+(?:that\s+)?(?:you|this)|know\s+(?:that\s+)?you\s+will|am\s+sure\s+(?:that\s+)?you\s+will)\b"
    r"|\bthank(?:s|\s+you)\s+(?:for|to|once|again|and)\b|\b(?:my|our)\s+thanks\b|\b(?:we\s+are|i\s+am)\s+(?:very\s+|most\s+)?grateful\b"
    r"|\b(?:would|should)\s+like\s+to\s+thank\b"
    r"|\bplease\s+(?:do\s+)?(?:contact|telephone|phone|ring|call|get\s+in\s+touch|speak|let|do\s+not\s+hesitate|send|note|pass|accept|find|feel|convey|write|reply|treat|share|tell|keep|respond|give|confirm)\b"
    r"|\bif\s+you\s+(?:have|would\s+like|wish|require|want|need)\b"
    r"|\b(?:this|my|the\s+present)\s+letter\s+(?:will|is|sets|says|summarises|contains|provides|gives|has|was|must|should|may|deals|reports|concerns|does)\b"
    r"|\b(?:we|i)\s+(?:will|shall)\s+(?:also\s+|then\s+|therefore\s+)?(?:revisit|return|come\s+back|re-?inspect|re-?examine|follow|continue|monitor|publish|assess"
    r"|examine|consider|look|review|check|test|be|pick|go\s+back|ask|write|visit|inspect)\b"
    r"|\b(?:we|i|hmic(?:frs)?)\s+(?:do\s+not|don['’]t|are\s+not|have\s+no)\s+(?:plan(?:s|ning)?|propos(?:e|ing)|intend(?:ing)?|intention|expect(?:ing)?)\b[^.]{0,40}"
    r"\b(?:visits?|revisit|return|come\s+back|inspect(?:ions?)?|re-?inspect)"
    r"|\b(?:whether|if|when)\s+(?:we|i|hmic(?:frs)?)\s+(?:may|might|can|could|should|will)\s+(?:revisit|return|come\s+back|re-?inspect|look\s+again)\b"
    r"|^\W*(?:my|our)\s+(?:staff|team|colleagues|office|officials|inspectors|private\s+office|liaison\s+\w+)\s+(?:will|shall|would)\b"
    r"|^\W*(?:could|would|will|can)\s+you\b|\b(?:also\s+)?available\s+in\s+(?:welsh|english)\b|\byn\s+gymraeg\b"
    r"|\b(?:the\s+)?(?:points|paragraphs|comments|remarks|notes)\s+(?:below|that\s+follow|in\s+this\s+letter)\s+(?:concern|are|relate|apply|refer|deal)\b"
    r"|\b(?:do|does)\s+not\s+amount\s+to\s+(?:a\s+)?(?:\w+\s+)?judge?ments?\b"
    r"|\bwill\s+be\s+brought\s+up\s+to\s+date\b|^\W*PEEL\b[^.]{0,60}\bwill\s+(?:return|revisit|look|examine|consider)\b"
    r"|\bi\s+have\s+asked\s+(?:that|my)\b|\bmay\s+i\s+take\b|\btake\s+this\s+opportunity\b"
    r"|\bwill\s+be\s+(?:considered|examined|assessed|tested|looked\s+at)\s+(?:again\s+)?(?:within|during|through|in\s+(?:the|our|its)?\s*(?:next|annual|PEEL))"
    r"|^\W*our\s+(?:[\w:,’'()/-]+\s+){0,6}?(?:inspection|assessment|review)(?:\s+20\d\d(?:[/–-]\d{2,4})?)?\s+will\s+(?:examine|consider|look|assess|test|review|check|return|revisit)\b"
    r"|\bno\s+(?:second|further|other|separate)\s+(?:visit|(?:re-?)?inspection)\b|^\W*you\s+will\s+(?:wish|want|recall|know|be\s+aware|remember)\b"
    r"|\b(?:sh|w)ould\s+like\s+us\s+to\b|\bnot\b[^.]{0,20}\bplanning\s+any\b|\b(?:we|i)\s+(?:would|should|shall|will)\s+be\s+(?:grateful|happy|glad|pleased)\b"
    r"|\bliaison\s+(?:lead|officer)\b.{0,40}\bis\s+the\s+person\b|\bnothing\s+here\s+(?:which|that)\s+we\s+need\b|\bmay\s+be\s+shared\s+with\b"
    r"|^\W*report\s+(?:approved|signed\s+off)\s+by\b"
    r"|\bwill\s+be\s+in\s+(?:touch|contact)\b|\b(?:will|shall)\s+keep\b.{0,60}\bunder\s+review\b"
    r"|\bwill\s+be\s+(?:reported|published)\s+(?:in|on|as)\b"
    r"|^[\W\d¹²³⁴⁵⁶⁷⁸⁹]*\w{3,}\s+stands\s+for\b"
    r"|^\W*(?:grades?|gradings?|judge?ments?)\s+used\b"
    r"|\bi\s+(?:will|shall)\s+write\s+(?:to\s+you\s+)?again\b"
    r"|\bthe\s+next\s+(?:[\w:,’'()/-]+\s+){0,6}?(?:inspection|assessment|visit|review)\s+will\s+(?:also\s+)?(?:examine|consider|look|assess|test|review|check|return|revisit)\b"
    r"|\bin\s+this\s+section\s+we\s+(?:set\s+out|describe|give|summarise|present|report)\b"
    r"|\b(?:my|our|this)\s+(?:\w+\s+)?report\s+(?:sets\s+out|describes|summarises|is\s+structured|has\s+(?:\w+\s+)?(?:parts|sections|chapters))\b"
    r"|\btaken\s+account\s+of\s+the\s+evidence\s+(?:gathered|collected|obtained)\b"
    r"|\b(?:our|the|this)\s+inspection\s+assess(?:ed|es)\s+(?:how|to\s+what|the\s+extent|whether)\b"
    r"|\bwe\s+(?:make|give|gave|made)\s+(?:\w+\s+)?judge?ments?\s+(?:in|on|about|for)\b"
    r"|\b(?:we|i)\s+(?:plan|intend|expect|hope|propose)\s+to\s+(?:pick|take\s+up|revisit|return|come\s+back|re-?inspect|re-?examine|follow|publish|inspect|review|look)\b"
    r"|\bhmic(?:frs)?\s+(?:will|intends\s+to|plans\s+to|expects\s+to)\b"
    r"|\b(?:national|thematic|full|final|main|enclosed|accompanying)\s+(?:thematic\s+)?(?:report|overview)\b|\bpublished\s+report\b"
    r"|\bfactual\s+accuracy\b|\bembargo\w*"
    r"|\bnot\s+(?:be\s+(?:published|shared|released|made\s+public)|for\s+publication|for\s+release|be\s+disclosed)\b"
    r"|\bopportunity\s+to\s+(?:provide|comment|respond|check|correct)\b"
    r"|\bcop(?:y|ied|ies)\s+of\s+this\s+letter\s+(?:(?:has\s+been|have\s+been|is\s+being|is|are|will\s+be)\s+sent\s+|goes\s+|go\s+|will\s+go\s+)?to\b"
    r"|\b(?:progress|this|these\s+matters)\s+will\s+(?:continue\s+to\s+)?be\s+(?:monitored|followed\s+up|kept\s+under\s+review)\b"
    r"|\bour\s+monitoring\s+process\b|^\W*(?:crown\s+copyright\W*)?hmic(?:frs)?\W*20\d\d\W*$"
    r"|^\W*hmic(?:frs)?\s+reports?\s+its\s+assessments?\b"
    r"|\b(?:our|hmic(?:frs)?['’]?s?)\s+website\b"
    r"|\binspection\s+(?:fieldwork|visit)\s+(?:took\s+place|was\s+carried)\b|\bfieldwork\s+(?:took\s+place|was|ran|in)\b"
    r"|\b(?:we|inspectors|hmic(?:frs)?|team)\b.{0,40}\b(?:visited|inspected|were\s+in|spent|were\s+with|came\s+to)\b.{0,60}"
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\bindependently\s+assess\w*\b|\bcarried\s+out\s+(?:our\s+|its\s+|the\s+|this\s+)?(?:inspection\s*)?(?:fieldwork\b|over\b|between\b|$)"
    r"|\b(?:will|shall)\s+be\s+(?:revisited|re-?inspected|re-?examined|reviewed\s+again|followed\s+up|considered\s+(?:again|as\s+part)"
    r"|assessed\s+(?:again|during|in|as)|examined\s+(?:again|as|in|during)|looked\s+at\s+again|(?:tested|checked)\s+again|returned\s+to|used\s+in)\b"
    r"|\b(?:by|for)\s+your\s+(?:response|reply)\b"
    r"|\byour\s+(?:response|reply|co-?operation|help|update|comments|hospitality|assistance)\b|\bassistance\s+(?:given|provided)\b",
    _I,
)
"""A sentence of the letter's frame: thanks, publication, follow-up, embargo, enclosures."""

INTRODUCTION = re.compile(
    r"(?<!\bthat\s)(?<!\bwhich\s)(?<!\bwhom\s)\b(?:hmic(?:frs)?|we|i|inspectors|my\s+(?:team|colleagues|inspectors)|the\s+(?:team|inspection|review)|our\s+\w+|fieldwork|they)\b"
    r"(?:\s+\w+){0,3}?\s+(?:visited|inspected|carried\s+out|examined|assess(?:ed|es)|looked\s+at|interviewed|spent|came|returned|spoke|read|held|took"
    r"|were\s+with|considered|asked|set\s+out|conducted|reviewed|audited|ran|selected|chose)\b"
    r"|\b(?:this|the|our|a)\s+(?:\w+\s+)?(?:inspection|review|report|letter)\b"
    r"|\b(?:all|the)\s+43\s+(?:police\s+)?forces\b|\bforces\s+in\s+england\s+and\s+wales\b"
    r"|\bone\s+of\s+(?:the\s+)?\w+\s+forces\s+(?:that|selected|visited|chosen|inspected)\b"
    r"|\b(?:you|your\s+force)\s+(?:will|may|were|was|have|has)\b",
    _I,
)
"""A sentence that may open a letter: who inspected what, when and how."""

PROMISE = re.compile(
    r"^\W*(?:(?:we|i|hmic(?:frs)?|inspectors|our\s+inspectors)\s+(?:will|shall|intends?\s+to|plans?\s+to|expects?\s+to)\s+(?:also\s+|therefore\s+|then\s+)?"
    r"(?:revisit|return\s+to|come\s+back|re-?inspect|re-?examine|write\s+(?:again|to\s+you)|follow\s+(?:this|these|it|them|up)|continue\s+to\s+monitor|monitor"
    r"|look\s+(?:again|at\s+(?:this|these|progress))|check\s+(?:on\s+)?(?:this|these|progress)|review\s+(?:this|these|progress)"
    r"|assess\s+(?:this|these|progress))\b"
    r"|i\s+(?:am|was)\s+(?:very\s+|most\s+)?grateful\s+(?:for|to)\b|(?:a\s+)?cop(?:y|ies)\s+of\s+this\s+letter\b"
    r"|(?:progress|this|these\s+matters)\s+will\s+(?:continue\s+to\s+)?be\s+(?:monitored|followed\s+up|kept\s+under\s+review)\b"
    r"|(?:(?:a|the|our)\s+)?(?:further\s+|full\s+)?(?:national\s+|thematic\s+)?(?:report|overview|figures|results)\b[^.]{0,40}\b(?:is|are|will\s+be)"
    r"\s+(?:also\s+)?(?:expected|published|released)\b"
    r"|i\s+(?:would|should)\s+like\s+to\s+thank\b|thank\s+you\s+(?:for|once|again)\b|please\s+(?:pass|convey|accept|let|contact)\b)",
    _I,
)
"""A sentence among findings that thanks or promises to come back."""

_POINT_IN_NUMBER = re.compile(r"(?<=\d)\.(?=\d)")
EMBARGO = re.compile(
    r"\bembargo\w*|\bnot\s+do\s+so\s+(?:any\s+)?(?:earlier|sooner|before)\b|\b(?:not|neither)\b(?:\s+[\w’']+){0,8}?\s+(?:published|publication|releas\w+|disclos\w+|made\s+public|shar\w+|circulat\w+|quoted"
    r"|broadcast|passed)\b[^.]*\b(?:before|until|prior\s+to|till|ahead\s+of|earlier\s+than)\b"
    r"|\b(?:until|before|till|prior\s+to)\b[^.]{0,110}\b(?:not|nor|never)\b(?:\s+[\w’']+){0,5}?\s+(?:publish\w*|releas\w+|disclos\w+|made\s+public|shar\w+"
    r"|circulat\w+|quot\w+|pass(?:ed)?\s+on)\b"
    r"|\bnot\s+for\s+(?:publication|release|disclosure|circulation|broadcast)\b[^.]*\b(?:before|until|prior\s+to|till|ahead\s+of)\b"
    r"|\b(?:until|before|till)\b[^.]{0,110}\bin\s+(?:strict\s+)?confidence\b|\bnot\s+go\s+(?:further|beyond|outside)\b[^.]*\b(?:until|before|till)\b"
    r"|\bno\s+public\s+comment\b[^.]*\b(?:until|before|till)\b|\bhold\b[^.]{0,30}\bback\b[^.]*\b(?:until|before|till)\b"
    r"|\b(?:confidential(?:ly)?|private|in\s+(?:strict\s+)?confidence|under\s+wraps|to\s+yourself|withheld|kept\s+(?:within|inside))\b[^.]{0,60}\b(?:until|before|till|up\s+to)\b",
    _I,
)
"""Words that forbid publication until some time."""


def forbids(text: str) -> re.Match[str] | None:
    """Return where a text forbids publication until some time.

    >>> bool(forbids("Until 00.01 on that day this is in confidence to you.")), forbids("It is published today.")
    (True, None)
    """
    return EMBARGO.search(_POINT_IN_NUMBER.sub(":", text))


STRIP_HEADING_NUMBER = re.compile(
    r"^(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]?|\(?[a-z]\)|[A-Z][.)]|(?:section|part|chapter)\s+\w{1,3}\s*[:.–—-])\s+(?=\S)", _I
)
"""The number before a heading."""
