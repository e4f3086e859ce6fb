"""Dates of documents, ends of embargoes and months of fieldwork, in the forms that letters and reports write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from peelgraph.loaders.letters import Extraction
from peelgraph.loaders.letters.datewords import find_months
from peelgraph.loaders.letters.extraction import GivenFacts
from peelgraph.loaders.letters.moments import read_fieldwork
from peelgraph.loaders.letters.records import document_records

Read = Callable[..., Extraction]

LETTER = (
    "{}\n\nMs Ned Sample\nChief Constable\nKent Police\n\nDear Ms Sample\n\nCall review\n\n{}\n\nCalls\n\n"
    "- Calls are answered fast.\n\nYours sincerely\n\nAda Sample\nHM Inspector of Constabulary\n"
)
REPORT = (
    "PEEL: Police efficiency 2017\nAn inspection of Kent Police\n{}\n\nIntroduction\n\nOur fieldwork ran in April 2017.{}\n\n"
    "Understanding demand\n\nThe force understands the demand for its services well. Its data is often out of date.\n{}"
)


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("March 2015", "2015-03"),
        ("Date: March 2015", "2015-03"),
        ("12 March 2015", "2015-03-12"),
        ("Spring 2015", None),
    ],
)
def test_a_letter_is_dated_as_precisely_as_it_says(read: Read, date: str, published: str | None):
    found = read(LETTER.format(date, "We visited you in January 2015."))
    assert found.document["published"] == published
    assert bool(found.faults) == (published is None)
    assert (found.document_id or "").endswith(f"-kent-{published}") == (published is not None)


@pytest.mark.parametrize(
    ("title_page", "said", "foot", "published"),
    [
        ("\nOctober 2017", "", "", "2017-10"),
        ("\n© HMICFRS 2017\nOctober 2017", "", "", "2017-10"),
        ("\nFirst published October 2017", "", "", "2017-10"),
        ("\nOctober 2017 – HMICFRS", "", "", "2017-10"),
        ("\nPublished 12 October 2017", "", "", "2017-10-12"),
        ("\nPublished on: 12 October 2017", "", "", "2017-10-12"),
        ("\nPublication date: Thursday 12 October 2017", "", "", "2017-10-12"),
        ("", " This report was published on 12 October 2017.", "", "2017-10-12"),
        ("", "", "\nOctober 2017 | © HMICFRS 2017 | www.example.invalid\n\nPEEL – Kent Police\n", "2017-10"),
        ("", "", "\n12 October 2017\n", "2017-10-12"),
        ("", " The last report was published in March 2016.", "", None),
    ],
)
def test_a_report_is_dated_on_its_title_page_in_its_text_or_at_its_foot(
    read: Read, title_page: str, said: str, foot: str, published: str | None
):
    found = read(REPORT.format(title_page, said, foot))
    assert found.document["published"] == published
    assert [passage.passage.text for passage in found.passages] == [
        "The force understands the demand for its services well. Its data is often out of date."
    ]


def test_a_month_is_kept_in_the_graph_as_a_period(read: Read):
    found = read(LETTER.format("March 2015", "We visited you in January 2015."))
    stated = [record for record in document_records(found) if record.label in {"Document", "Finding"}]
    assert [record.properties.get("published_period") for record in stated] == ["2015-03", "2015-03"]
    assert not any("published" in record.properties for record in stated)


def test_a_given_day_makes_a_month_more_precise(read: Read):
    text = LETTER.format("March 2015", "We visited you in January 2015.")
    same = read(text, given=GivenFacts(published=dt.date(2015, 3, 9)))
    other = read(text, given=GivenFacts(published=dt.date(2015, 4, 9)))
    assert same.document["published"] == "2015-03-09"
    assert not any("dated" in warning for warning in same.warnings)
    assert any("itself is dated 2015-03" in warning for warning in other.warnings)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("We shall publish this on 9 April 2015. Please keep it to yourself until then.", "2015-04-09"),
        ("The report comes out on 9 April 2015 and is embargoed until then.", "2015-04-09"),
        ("This is embargoed until midnight on 9 April 2015.", "2015-04-09T00:00"),
    ],
)
def test_an_embargo_has_a_time_only_where_one_is_said(read: Read, said: str, until: str):
    found = read(LETTER.format("12 March 2015", said))
    assert found.document["embargoed_until"] == until
    assert found.facts.embargoed_until == dt.datetime(2015, 4, 9)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("It ran from the end of June to mid-September 2018", ("2018-06", "2018-09")),
        ("Work began in March 2018 and ended in May 2018", ("2018-03", "2018-05")),
        ("It started in late November 2018 and was completed in the second week of January", ("2018-11", "2019-01")),
        ("During May, June and the first days of July 2018", ("2018-05", "2018-07")),
        ("between early March and 4 April 2018", ("2018-03", "2018-04")),
        ("in July and August of 2018", ("2018-07", "2018-08")),
        ("on 4 June 2018 and again on 9 July 2018", ("2018-06", "2018-07")),
        ("in April and in June 2018", ("2018-04", "2018-06")),
        ("in late April/early May 2018", ("2018-04", "2018-05")),
        ("over the course of June and the early part of July 2018", ("2018-06", "2018-07")),
    ],
)
def test_parts_of_months(text: str, months: tuple[str, str]):
    assert find_months(text) == months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        (
            "My team was in Kent on 4 May, and read calls that were received in the six months to January 2018.",
            "2018-05",
        ),
        ("We reported on calls in August 2016. In March 2018 we tested what had changed.", "2018-03"),
        ("The review covered the year to 31 January 2018. Our fieldwork was in April 2018.", "2018-04"),
        ("Our inspectors were with the constabulary in the week beginning 9 April 2018.", "2018-04"),
        ("The assessment rests on evidence gathered in April 2018.", "2018-04"),
        ("Thank you for the welcome you gave my team in June.", "2018-06"),
        ("Our team was with you on 7, 8 and 9 May.", "2018-05"),
        ("In June 2018 we reviewed 50 files from the six months to 31 March 2018.", "2018-06"),
        ("We read 40 cases that were closed between January and March 2018 and visited you in June 2018.", "2018-06"),
        ("We audited 300 incidents recorded from April to September 2017.", None),
        ("This follows our note of 3 January 2018. No visit was made for this review.", None),
        ("In January we asked each force for its plan.", None),
    ],
)
def test_the_time_of_the_work_is_not_that_of_what_was_looked_at(text: str, months: str | None):
    found = read_fieldwork([], [text], dt.date(2018, 9, 1))
    assert found == ((months, months) if months else None)


@pytest.mark.parametrize(
    ("header", "months"),
    [
        (["Fieldwork: Jun 15 \u2013 Jul 15"], ("2015-06", "2015-07")),
        (["Fieldwork | w/c 16 March 2015; w/c 11 May 2015"], ("2015-03", "2015-05")),
        (["Dates of inspection: 4 May 2015"], ("2015-05", "2015-05")),
    ],
)
def test_a_labelled_line_gives_the_months_of_fieldwork_before_any_sentence(header, months):
    told = ["We sent you our other findings on 24 September 2015, when we visited you."]
    assert read_fieldwork(header, told, dt.date(2015, 10, 6)) == months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("4-8 November and 9-13 December 2013", ("2013-11", "2013-12")),
        (
            "arrived on 28 November 2022 for a week, and they finished reading files, off site, on 13 January 2023",
            ("2022-11", "2023-01"),
        ),
        (
            "in the week of 26 September 2016 and again, to look at files, in the week of 3 October 2016",
            ("2016-09", "2016-10"),
        ),
    ],
)
def test_months_between_other_words(text, months):
    assert find_months(text) == months


@pytest.mark.parametrize(
    ("told", "until"),
    [
        ("The report is published on Wednesday 13 February 2015, and this is confidential until that day. A note goes out on 6 February.",
         "2015-02-13"),
        ("The report appears on 12 March. Its contents are to be kept within the force until 12 noon on that day.", "2015-03-12T12:00"),
        ("It will be public at 12 noon on 12 March 2015. Please treat it as confidential up to that point.", "2015-03-12T12:00"),
        ("You may publish this after 9.30 am on 12 March 2015, but please do not do so any earlier.", "2015-03-12T09:30"),
        ("The report will be issued on 12 March 2015. Until 00.01 hrs on that day both this and that are in confidence to you.",
         "2015-03-12T00:01"),
        ("The report is put on our website on 12 March 2015 at 00.01. We ask that you make no public comment on it until then.",
         "2015-03-12T00:01"),
        ("The report comes out at 9.30am on 12 March 2015. Please hold this letter back until that time.", "2015-03-12T09:30"),
        ("The text below must not go further than your command team until 00:01hrs on 12 March 2015.", "2015-03-12T00:01"),
        ("The report will be published at 00:01 on 12 March 2015. Until that time this letter, and the report enclosed with it, must not be quoted.",
         "2015-03-12T00:01"),
    ],
)  # fmt: skip
def test_an_embargo_may_point_back_to_a_day(read: Read, told: str, until: str):
    assert read(LETTER.format("3 February 2015", told)).document["embargoed_until"] == until


def test_a_date_of_two_figures_ends_a_line(read: Read):
    assert read(LETTER.format("Date: 6 Oct 15", "We visited you.")).document["published"] == "2015-10-06"
