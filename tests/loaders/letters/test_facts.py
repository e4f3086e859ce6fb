from __future__ import annotations

import datetime as dt

import pytest
from peelgraph.loaders.letters.datewords import find_days, find_months, find_time
from peelgraph.loaders.letters.facts import Facts, read_facts
from peelgraph.loaders.letters.forces import force_in
from peelgraph.loaders.letters.people import person_name
from peelgraph.loaders.letters.structure import read_letter
from peelgraph.loaders.letters.text import split_lines
from peelgraph.ontology.names import NameIndex


@pytest.fixture(scope="module")
def index(forces) -> NameIndex:
    return NameIndex("force", forces, drop_service_words=True)


def facts(text: str, index: NameIndex) -> Facts:
    return read_facts(read_letter(split_lines(text)), index)


@pytest.mark.parametrize(
    "text",
    ["3 September 2014", "3rd September 2014", "Wednesday, 3 September 2014", "03/09/2014", "3.9.2014", "2014-09-03",
     "September 3, 2014", "3 Sept 2014", "3rd day of September 2014", "Wednesday 3rd of September, 2014",
     "3\u00a0September\u00a02014", "03-Sep-2014", "3/9/14"],
)  # fmt: skip
def test_date_forms(text):
    assert [found.day for found in find_days(text)] == [dt.date(2014, 9, 3)]


@pytest.mark.parametrize("text", ["31 February 2014", "section 3.2.1", "14/2014", "1 in 10", "May we"])
def test_what_is_no_date(text):
    assert find_days(text) == []


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("00:01", 0, 1), ("at 00.01 hours", 0, 1), ("0001 hrs", 0, 1), ("12.01am", 0, 1), ("9.30 p.m.", 21, 30),
     ("6am", 6, 0), ("midnight", 0, 0), ("noon", 12, 0)],
)  # fmt: skip
def test_time_forms(text, hour, minute):
    assert find_time(text) == dt.time(hour, minute)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Between January and April 2014", ("2014-01", "2014-04")),
        ("from November 2013 to February 2014", ("2013-11", "2014-02")),
        ("between November and February 2014", ("2013-11", "2014-02")),
        ("between 3 January and 14 April 2014", ("2014-01", "2014-04")),
        ("from 3 to 14 June 2013", ("2013-06", "2013-06")),
        ("in March 2018", ("2018-03", "2018-03")),
        ("January–April 2014", ("2014-01", "2014-04")),
        ("last spring", None),
    ],
)
def test_months_of_fieldwork(text, months):
    assert find_months(text) == months


@pytest.mark.parametrize(
    ("printed", "slug"),
    [("Chief Constable – Essex Police", "essex"), ("DEVON & CORNWALL POLICE", "devon-and-cornwall"),
     ("The Commissioner, City of London Police", "city-of-london"), ("Dyfed Powys Police", "dyfed-powys"),
     ("Metropolitan Police Service", "metropolitan"), ("Commissioner of Police of the Metropolis", "metropolitan"),
     ("Hampshire Constabulary", "hampshire"), ("West Yorkshire Police’s", "west-yorkshire")],
)  # fmt: skip
def test_force_names(printed, slug, index):
    found = force_in(printed, index)
    assert found is not None
    assert found[0] == slug


@pytest.mark.parametrize(
    ("printed", "name"),
    [("Mr Stephen Example", "Stephen Example"), ("Dame Ada Quill DBE QPM", "Ada Quill"), ("Dr A. B. Lee", "A. B. Lee"),
     ("Sir Tom O’Example, QPM", "Tom O’Example"), ("Zoë Sample BA Hons (Oxon)", "Zoë Sample"),
     ("The Rt Hon Lady Sample-Jones CBE", "Sample-Jones"), ("6th Floor, Globe House", None), ("Essex Police", None),
     ("Her Majesty's Inspectorate", None)],
)  # fmt: skip
def test_names_without_titles_and_honours(printed, name):
    assert person_name(printed) == name


ADDRESS = "HMIC\n\n3 March 2015\n\n{}\n\nDear A\n\nCall review\n\nCalls\n\n- Calls are fast.\n\nYours sincerely"


@pytest.mark.parametrize(
    ("block", "name", "office"),
    [
        ("Mr Ned Sample\nChief Constable – Kent Police", "Ned Sample", "Chief Constable"),
        ("Chief Constable Ned Sample QPM\nKent Police", "Ned Sample", "Chief Constable"),
        ("Temporary Chief Constable Ned Sample\nKent Police", "Ned Sample", "Temporary Chief Constable"),
        ("To: Ms Ned Sample, Acting Chief Constable, Kent Police", "Ned Sample", "Acting Chief Constable"),
        ("The Chief Constable\nKent Police", None, "Chief Constable"),
        ("Mr Ned Sample\nPolice and Crime Commissioner for Kent", "Ned Sample", "Police and Crime Commissioner"),
    ],
)
def test_addressees(block, name, office, index):
    found = facts(ADDRESS.format(block), index)
    assert (found.force, found.addressee, found.addressee_office) == ("kent", name, office)


@pytest.mark.parametrize(
    ("sentence", "until"),
    [
        ("This is embargoed until 00:01 on Thursday 5 March 2015.", "2015-03-05T00:01"),
        ("It will be published on Thursday 5 March 2015 at 00:01 and is under embargo.", "2015-03-05T00:01"),
        ("It is not for publication before 9.30am on 5 March.", "2015-03-05T09:30"),
        ("It must not be made public until midnight on 5 March 2015.", "2015-03-05T00:00"),
        ("It must not be published until 05/03/2015.", "2015-03-05T00:00"),
        ("The report will be published on 5 March 2015.", None),
    ],
)
def test_embargoes(sentence, until, index):
    text = f"Kent Police\n\n3 March 2015\n\nDear A\n\nCall review\n\n{sentence}\n\nCalls\n\n- Calls are fast."
    found = facts(text, index).embargoed_until
    assert (found.isoformat(timespec="minutes") if found else None) == until


def test_what_is_not_said_stays_none(index):
    found = facts("Dear A\n\nCalls\n\n- Calls are fast.", index)
    assert found == Facts()


def test_a_subject_line_loses_the_force_at_its_end(index):
    text = (
        "Dear A\n\nRe: Call review – Kent Police\n\nCalls\n\n- Calls are fast.\n\n"
        "Yours sincerely\n\nAda Sample\nHM Inspector of Constabulary"
    )
    found = facts(text, index)
    assert (found.inspection, found.force, found.author) == ("Call review", "kent", "Ada Sample")


@pytest.mark.parametrize(
    "name",
    [
        "call-handling", "core-business-style", "crime-recording", "domestic-abuse", "neighbourhoods", "sample-letter",
        "stop-and-search", "wanted-offenders", "workforce",
    ],
)  # fmt: skip
def test_facts_of_our_letters(name, coded_letters):
    extraction, gold = coded_letters[name]
    got = {fact: extraction.document[fact] for fact in gold["document"]}
    want = {fact: value and value.replace("'", "’") for fact, value in gold["document"].items()}
    assert {fact: value and value.replace("'", "’") for fact, value in got.items()} == want
