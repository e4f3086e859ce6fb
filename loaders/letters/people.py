"""Officials as letters print them: a name with titles and honours, and an office."""

from __future__ import annotations

import re

_TITLE = (
    r"(?:mr|mrs|ms|miss|mx|dr|sir|dame|lord|lady|baroness|professor|prof|the\s+rt\.?\s+hon|rt\.?\s+hon|the\s+hon|"
    r"cllr|councillor|rev|revd)\b\.?"
)
_TITLES = re.compile(rf"^(?:{_TITLE}\s+)+", re.IGNORECASE)
_HONOURS = re.compile(
    r"[\s,]+(?:(?:B|M)(?:A|Sc|Ed|Eng|Phil|BA|St|Res)|MBA|LL[BM]|PhD|DPhil|DLitt|BCL|FRSA|FCIPD|CBE|OBE|MBE|KBE|DBE|"
    r"QPM|KPM|KCB|DCB|CB|CVO|KCVO|GCB|GBE|CMG|DL|JP|QC|KC|TD|MP|MStJ|OStJ|DSc|CCMI|QFSM|QAM|KAM|LVO|MVO|RD|VR|Esq|FBA|FRSC|CPFA|FCA|FCMI|CEng|CStJ|PGCE|PGDip|DipCrim|BSc\s*Econ|Hons|\(\s*Hons\s*\)|"
    r"\(?(?:Oxon|Cantab|Dunelm|Open|Lond)\.?\)?)(?:\s*\(\s*[A-Za-z.]+\s*\))?(?=[\s,.;]|$)"
)
_ADDRESSEE_OFFICE = re.compile(
    r"(?:(?:the|temporary|acting|interim|t/|a/|deputy|assistant)\s*)*"
    r"(?:police(?:,?\s+fire)?(?:,)?\s+and\s+crime\s+commissioner|chief\s+constable(?:\s+designate)?"
    r"|commissioner(?:\s+of\s+police\s+(?:of\s+the\s+metropolis|for\s+the\s+city\s+of\s+london))?"
    r"|(?:deputy\s+)?mayor\s+for\s+policing(?:\s+and\s+crime)?|mayor(?:\s+(?:of|for)\s+\w+)?|chief\s+officer)\b",
    re.IGNORECASE,
)
_AUTHOR_OFFICE = re.compile(
    r"\b(?:(?:h\.?m\.?|her|his)(?:\s+majesty['’]s)?\s+)?(?:(?:assistant|acting|interim|chief|lead|deputy"
    r"|associate|principal|senior)\s+)*"
    r"inspector(?:\s+of\s+|\s*,|\s*$|\s*\()|\bchief\s+inspector\b|\binspect(?:ion|ing)\s+(?:lead|officer|director"
    r"|manager)\b|"
    r"\b(?:portfolio|force\s+liaison|inspection)\s+(?:director|lead)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[^\W\d_][\w'’.-]*\.?(?:\s+(?:(?:de|van|von|der|del|la|le|al|bin|ap|of)\s+)?[^\W\d_][\w'’.-]*\.?){0,5}"
)
_NO_NAME = re.compile(
    r"\b(?:police|constabulary|house|street|road|square|floor|headquarters|hq|inspectorate|email|tel|telephone|"
    r"london|region|letter|report|inspection|office|majesty|dear|sincerely|faithfully|copied|date|ref|enc|signed|"
    r"embargo\w*|www|by)\b|@|\d",
    re.IGNORECASE,
)


def is_author_office(text: str) -> bool:
    """Tell whether a line names the office of an inspector.

    >>> is_author_office("HM Inspector of Constabulary, Eastern Region"), is_author_office("Chief Constable")
    (True, False)
    """
    return bool(_AUTHOR_OFFICE.search(text)) and not re.search(r"\binspectorate\b", text, re.IGNORECASE)


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
    plain = re.sub(r"^(?:to|from|for the attention of|fao|by)\s*:?\s+", "", plain, flags=re.IGNORECASE)
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


def has_title(text: str) -> bool:
    """Tell whether a line opens with a title such as Mr or Dame.

    >>> has_title("Ms Una Example"), has_title("Una Example")
    (True, False)
    """
    return bool(_TITLES.match(text.strip()))
