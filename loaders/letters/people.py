"""Officials as letters print them: a name with titles and honours, and an office."""

from __future__ import annotations

import re

_TITLE = (
    r"(?:mr|mrs|ms|miss|mx|dr|sir|dame|lord|lady|baroness|professor|prof|the\s+rt\.?\s+hon|rt\.?\s+hon|the\s+hon|"
    r"cllr|councillor|rev|revd)\b\.?"
)
_TITLES = re.compile(rf"^(?:{_TITLE}\s+)+", re.IGNORECASE)
_HONOURS = re.compile(
    r"[\s,]+(?:(?:B|M)(?:A|Sc|Ed|Eng|Phil|BA|St|Res)|MBA|LL\.?[BM]\.?|PhD|DPhil|DLitt|BCL|FRSA|FCIPD|CBE|OBE|MBE|KBE|DBE|"
    r"QPM|KPM|KCB|DCB|CB|CVO|KCVO|GCB|GBE|CMG|DL|JP|QC|KC|TD|MP|MStJ|OStJ|DSc|CCMI|QFSM|QAM|KAM|LVO|MVO|RD|VR|Esq|FBA|FRSC|CPFA|FCA|FCMI|CEng|CStJ|PGCE|PGDip|DipCrim|BSc\s*Econ|Hons|\(\s*Hons\s*\)|"
    r"\(?(?:Oxon|Cantab|Dunelm|Open|Lond)\.?\)?)(?:\s*\(\s*[A-Za-z.]+\s*\))?(?=[\s,.;]|$)"
)
_ADDRESSEE_OFFICE = re.compile(
    r"(?:(?:the|temporary|acting|interim|t/|a/|deputy|assistant)\s*)*"
    r"(?:police(?:,?\s+fire)?(?:,)?\s+(?:and|&)\s+crime\s+commissioner|[ta]/[da]?cc(?=\s+[A-Z])|chief\s+constables?(?:\s+designate)?"
    r"|commissioner(?:\s+of\s+police\s+(?:of\s+the\s+metropolis|for\s+the\s+city\s+of\s+london))?"
    r"|(?:deputy\s+)?mayor\s+for\s+policing(?:\s+and\s+crime)?|mayor(?:\s+(?:of|for)\s+\w+)?|chief\s+officer)\b",
    re.IGNORECASE,
)
_AUTHOR_OFFICE = re.compile(
    r"(?:^|[,|(–—-]\s*|:\s)HMI(?=\s*(?:$|[,(|–—-]\s|,|(?:for|of|constabulary)\b|[\w\s&,]+\bregions?\b))|"
    r"\b(?:(?:h\.?m\.?|her|his)(?:\s+majesty['’]s)?\s+)?(?:(?:assistant|acting|interim|chief|lead|deputy"
    r"|associate|principal|senior)\s+)*"
    r"inspector(?:\s+of(?:\s+|$)|\s*,|\s*$|\s*\()|\bchief\s+inspector\b|\binspect(?:ion|ing)\s+(?:lead|officer|director"
    r"|manager)\b|"
    r"\b(?:portfolio|force\s+liaison|inspection)\s+(?:director|lead)\b",
    re.IGNORECASE,
)
_NO_OFFICE = re.compile(
    r"^\W*(?:(?:from|by)\s*:\s*)?(?:the\s+)?(?:private\s+)?office\s+of\b|\binspectors?['’]s?\s+(?:private\s+)?(?:office|observations)\b|\binspectorate\b",
    re.IGNORECASE,
)
_INSPECTOR = re.compile(
    r"(?:(?:acting|interim|assistant|deputy|temporary)\s+)*(?:h\.?m\.?|h(?:er|is)\s+majesty['’]s)\s+"
    r"(?:(?:acting|interim|assistant|deputy|chief|lead|associate)\s+)*inspector(?:\s+of\s+constabulary)?\b"
    r"(?:$|\s+(?:and|&|of|for)\b.*|\s*[,(–—-].*)|HMI(?:$|,\s.*|\s+(?:for|of)\s.*|\s+[\w\s&,]+\bregion)",
    re.IGNORECASE,
)
_INSPECTOR_ALONE = re.compile(
    r"HMI|{0}(?:\s+(?:and|&)\s+(?:{0}|fire\s+(?:and|&)\s+rescue\s+services?))*".format(
        r"(?:(?:acting|interim|assistant)\s+)?(?:h\.?m\.?|h(?:er|is)\s+majesty['’]s)\s+(?:(?:acting|interim|assistant|chief)\s+)*"
        r"inspector(?:\s+of\s+(?:constabulary|fire\s+(?:and|&)\s+rescue\s+services?))?"
    ),
    re.IGNORECASE,
)
_PARTICULARS = re.compile(
    r"@|\d{3}|https?:|\bwww\.|\b(?:registered|address|house|street|road|square|floor|court|tel|telephone|phone|direct\s+line|mobile|fax|page"
    r"|e-?mail|our\s+ref|ref|enc|encs|enclosures?|date|dated|copy|copied|intended|addressee|illegible|signature|signed)\b"
    r"|^\W*(?:hmic(?:frs)?|h\.?m\.?i\.?)(?:\s+\w+){0,3}\W*$|\binspectorate\b"
    r"|^(?:inspecting\s+policing|promoting\s+improvements)\b",
    re.IGNORECASE,
)
_ON_BEHALF = re.compile(
    r"[\s,]*\(?(?:for\s+and\s+)?on\s+behalf\s+of\b.*|(?<=[\w)])[\s,]+for\s+h(?:\.?m\.?|er|is)\b.*\binspector\b.*",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\s*(?:[,|–—-]\s*(?:hmic(?:frs)?)|\(\s*hmic(?:frs)?\s*\))\s*$", re.IGNORECASE)
_FARTHER = re.compile(r"services?|region|(?:and|&|of|for)\s.{3,80}|constabulary\b.*", re.IGNORECASE)
_BRACKETED = re.compile(r"\((?!illegible|signature|signed|hmic)[\w\s&,]{3,60}\)", re.IGNORECASE)
_OPEN_END = re.compile(r"[,&–—-]$|\b(?:and|of|for|the|hm|h(?:er|is)\s+majesty['’]s|chief)$|\([^()]*$", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:(?:north|south|east|west)(?:ern)?|central|midlands?|wales|england|constabulary|fire|services?|team)\b",
    re.IGNORECASE,
)
_WELSH = re.compile(
    r"\W*(?:(?:y\s+)?(?:prif|dirprwy\s+brif)\s+gwnstabl|arolygydd\s+cwnstabliaeth|arolygiaeth\s+cwnstabliaeth|comisiynydd\s+yr?\s+heddlu)\b[^|/]*",
    re.IGNORECASE,
)
_REGION = re.compile(r"(?:the\s+)?[\w\s&,]+\bregions?", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:(?:report|letter|submitted|issued)\s+to|(?:report|submitted)\s+by|lead\s+inspector|to|from|(?:for\s+the\s+)?(?:personal\s+)?attention(?:\s+of)?|f\.?a\.?o\.?|attn\.?|name|addressee|recipient|by|signed(?:\s+by)?|/s/)\s*:?\s+",
    re.IGNORECASE,
)
_LONGEST_OFFICE = 16
_NAME = re.compile(
    r"[^\W\d_][\w'’.-]*\.?(?:\s+(?:(?:de|van|von|der|del|la|le|al|bin|ap|of)\s+)?[^\W\d_][\w'’.-]*\.?){0,5}"
)
_NO_NAME = re.compile(
    r"\b(?:police|constabulary|house|street|road|square|floor|headquarters|hq|inspectorate|email|tel|telephone|"
    r"london|region|letter|report|inspection|office|majesty|dear|sincerely|faithfully|copied|date|ref|enc|signed|"
    r"embargo\w*|www|by|heddlu|team|national|portfolio|official|sensitive|confidential|confidence|restricted|private|sent|via"
    r"|delivery|illegible|signature|director|inspector|hmi|owner|officer|manager|department|division|programme|unit|directorate"
    r"|responsible|protection|custody|crimes?|arolyg\w+|[cg]wnstabl\w*|mawrhydi|prif|brif|comisiynydd)\b|@|\d",
    re.IGNORECASE,
)


def is_author_office(text: str) -> bool:
    """Tell whether a line names the office of an inspector.

    >>> is_author_office("HM Inspector of Constabulary, Eastern Region"), is_author_office("Chief Constable")
    (True, False)
    """
    return bool(_AUTHOR_OFFICE.search(text)) and not _NO_OFFICE.search(text)


def is_inspector(text: str) -> bool:
    """Tell whether a line is the office of one of His Majesty's inspectors and nothing else.

    >>> is_inspector("HM Inspector of Constabulary, Eastern Region"), is_inspector("A chief inspector leads the team.")
    (True, False)
    """
    plain = text.strip(" *_")
    return bool(_INSPECTOR.fullmatch(plain)) and len(plain.split()) <= _LONGEST_OFFICE and not plain.endswith(".")


def may_be_office(text: str) -> bool:
    """Tell whether a short line under a name may be an office: no address, number, organisation or remark.

    >>> may_be_office("Head of Child Protection"), may_be_office("Registered address: 1 High Street")
    (True, False)
    """
    return bool(text) and len(text.split()) <= _LONGEST_OFFICE and not _PARTICULARS.search(text)


def join_office(office: str, below: str) -> str | None:
    """Return an office with the line under it, where that line goes on with it or names its region.

    >>> join_office("HMI", "Eastern Region"), join_office("HM Inspector of", "Constabulary"), join_office("HMI", "Kent")
    ('HMI, Eastern Region', 'HM Inspector of Constabulary', None)
    """
    if not below:
        return None
    if (_FARTHER.fullmatch(below) or _BRACKETED.fullmatch(below)) or (
        _OPEN_END.search(office) and not person_name(below) and not _PARTICULARS.search(below)
    ):
        return f"{office} {below}"
    return f"{office.rstrip(',')}, {below}" if _REGION.fullmatch(below) else None


def without_organisation(office: str) -> str:
    """Return an office without the inspectorate's short name at its end and without contact details after a bar.

    >>> without_organisation("HM Inspector of Constabulary, HMIC")
    'HM Inspector of Constabulary'
    """
    first, *others = re.split(r"\s*\|\s*", office)
    kept = [first, *(part for part in others if _REGION.fullmatch(part))]
    return _SUFFIX.sub("", _ON_BEHALF.sub("", ", ".join(kept))).strip(" *_")


def is_welsh(text: str) -> bool:
    """Tell whether a line gives an office or the inspectorate in Welsh, as letters in both languages do beside English.

    >>> is_welsh("Prif Gwnstabl"), is_welsh("Chief Constable")
    (True, False)
    """
    return bool(_WELSH.fullmatch(text))


def addressee_office(text: str) -> re.Match[str] | None:
    """Return where a line names the office of a chief officer or a commissioner.

    >>> addressee_office("Temporary Chief Constable, Kent Police").group()
    'Temporary Chief Constable'
    """
    return _ADDRESSEE_OFFICE.search(text)


def office_name(text: str) -> str:
    """Return an office without the article before it.

    >>> office_name("The Chief Constable")
    'Chief Constable'
    """
    return re.sub(r"^the\s+", "", text.strip(" ,;:-–—"), flags=re.IGNORECASE)


def person_name(text: str) -> str | None:
    """Return the name in a text that holds a name with its titles and honours and nothing else.

    >>> person_name("Dame Ada Quillfeather DBE QPM"), person_name("Zoë Billingham BA Hons (Oxon)")
    ('Ada Quillfeather', 'Zoë Billingham')
    >>> person_name("6th Floor, Globe House") is None
    True
    """
    plain = text.strip(" ,;:-–—.*")
    plain = _LABEL.sub("", plain)
    titled = bool(_TITLES.match(plain))
    plain = _TITLES.sub("", plain)
    while (shorter := _HONOURS.sub("", plain)) != plain:
        plain = shorter
    plain = plain.strip(" ,;:-–—.")
    if not plain or _NO_NAME.search(plain) or not _NAME.fullmatch(plain):
        return None
    words = plain.split()
    if not all(
        word[0].isupper() or word in {"de", "van", "von", "der", "del", "la", "le", "al", "bin", "ap"} for word in words
    ):
        return None
    return plain if titled or len(words) > 1 else None


def has_honours(text: str) -> bool:
    """Tell whether a line is a name with honours after it.

    >>> has_honours("Una Example QPM"), has_honours("Una Example")
    (True, False)
    """
    return bool(_HONOURS.search(text)) and person_name(text) is not None


def titled_inspector(text: str) -> tuple[str, str] | None:
    """Return the name and the office in a line that gives the office before the name.

    >>> titled_inspector("HM Inspector of Constabulary Una Example QPM")
    ('Una Example', 'HM Inspector of Constabulary')
    >>> titled_inspector("HM Inspector of Constabulary: Eastern Region") is None
    True
    """
    words = text.split()
    for cut in range(1, len(words) - 1):
        office, rest = " ".join(words[:cut]).rstrip(":,"), " ".join(words[cut:])
        if _INSPECTOR_ALONE.fullmatch(office) and not _PLACE.search(rest) and (name := person_name(rest)):
            return name, office
    return None


def has_title(text: str) -> bool:
    """Tell whether a line opens with a title such as Mr or Dame.

    >>> has_title("Ms Una Example"), has_title("Una Example")
    (True, False)
    """
    return bool(_TITLES.match(text.strip()))
