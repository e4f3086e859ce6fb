"""What is told of the faults of a row, and what a row may be written like."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from peelgraph.loaders.tables import Row

Read = Callable[..., list[Row]]
Told = Callable[..., list[str]]

FINDINGS = (
    "force,cycle,published,pillar,polarity,status,practice,risk,statement,peer_context,source_kind,source_url,kind,id\n"
)
GRADES = "force,cycle,pillar,grade,published\n"
FORCES = "slug,name,ons_code,region,alternative_names\n"
INSPECTIONS = "slug,sequence,title,fieldwork_start,fieldwork_end,published,followed_up_by\n"
INITIATIVES = "id,title,force,practice,evidence_stage,year,partners\n"
RECOMMENDATIONS = "id,inspection,published,addressed_to,due,status,status_date,practice,summary\n"
VOCABULARY = "scheme,slug,label,broader\n"


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (
            FINDINGS + "Esex,2016,,,weakness,,,,x,,,,,",
            "line 2: no force is called 'Esex'; did you mean essex",
        ),
        (FINDINGS + "essex,1999,,,weakness,,,,x,,,,,", "line 2: no inspection is called '1999'"),
        (FINDINGS + "essex,2016,,efectiveness,weakness,,,,x,,,,,", "did you mean effectiveness?"),
        (FINDINGS + "essex,2016,,,bad,,,,x,,,,,", "polarity 'bad' is not one of strength, weakness, neutral"),
        (FINDINGS + "essex,2016,,,,,,,x,,,,,", "polarity is empty, but a finding needs it"),
        (FINDINGS + "essex,2016,,,weakness,,,,,,,,,", "statement is empty, but a finding needs it"),
        (FINDINGS + ",2016,,,weakness,,,,x,,,,,", "force is empty, but a finding needs it"),
        (
            FINDINGS + "essex,2016,2014-13-01,,weakness,,,,x,,,,,",
            "published '2014-13-01' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD",
        ),
        (FINDINGS + "essex,2016,03/09/2014,,weakness,,,,x,,,,,", "published '03/09/2014' is not a date"),
        (FINDINGS + "essex,2016,２０１４,,weakness,,,,x,,,,,", "is not a date"),
        (FINDINGS + "essex,2016,0000,,weakness,,,,x,,,,,", "published '0000' is not a date"),
        (FINDINGS + "essex,2016,,,weakness,concern,,,x,,,,,", "status 'concern' is not one of not-stated"),
        (
            FINDINGS + "essex,2016,,,weakness,,veting,,x,,,,,",
            "no practice is called 'veting'; did you mean vetting",
        ),
        (FINDINGS + "essex,2016,,,weakness,,vetting;nix0,,x,,,,,", "no practice is called 'nix0'"),
        (
            FINDINGS + "essex,2016,,,weakness,,,skils gap,x,,,,,",
            "no risk is called 'skils gap'; did you mean skills-gap",
        ),
        (
            FINDINGS + "essex,2016,,,weakness,,,,x,better,,,,",
            "peer_context 'better' is not one of few-forces",
        ),
        (FINDINGS + "essex,2016,,,weakness,,,,x,,pres release,,,", "did you mean press-release?"),
        (FINDINGS + "essex,2016,,,weakness,,,,x,,,javascript:alert(1),,", "is not a web address"),
        (FINDINGS + "essex,2016,,,weakness,,,,x,,,https://a b,,", "is not a web address"),
        (
            FINDINGS + "essex,2016,,,weakness,,,,x,,,,claim,",
            "kind 'claim' is not one of finding, recommendation",
        ),
        (FINDINGS + "essex,2016,,,weakness,,,,x,,,,,a b", "id 'a b' is not an id"),
        (FINDINGS + "essex,2016,,,weakness,,,,x,,", "too few fields: 11 where the header has 14"),
        (FINDINGS + "essex,2016,,,weakness,,,,x,,,,,,more", "too many fields: 15 where the header has 14"),
        (FINDINGS + "日本,2016,,,weakness,,,,x,,,,,", "no force is called '日本'"),
        (FINDINGS + "essex,2016,,,weakness,,,,bell\x07,,,,,", "statement holds the character U+0007"),
        (FINDINGS + "essex,2016,,,weakness,,,,#REF!,,,,,", "statement holds the spreadsheet error #REF!"),
        (
            FINDINGS + f"essex,2016,,,weakness,,,,{'x' * 33_000},,,,,",
            "statement has 33,000 characters; the limit is",
        ),
        (GRADES + "essex,2016,efficiency,ok,", "grade 'ok' is not one of outstanding, good, adequate"),
        (GRADES + "essex,2016,efficiency,require improvement,", "did you mean requires improvement?"),
        (GRADES + "essex,2016,,good,", "pillar is empty, but a grade needs it"),
        (FORCES + "Essex Police,Essex Police,,,", "slug 'Essex Police' is not a slug: write essex-police"),
        (FORCES + "日本,Nippon,,,", "slug '日本' is not a slug: use lower-case letters"),
        (FORCES + "essex,Essex Police,E2300,,", "ons_code 'E2300' is not a code"),
        (FORCES + "essex,Essex Police,,日本,", "region '日本' has no letters a to z"),
        (INSPECTIONS + "a,first,A,,,,", "sequence 'first' is not a whole number"),
        (INSPECTIONS + "a,1.5,A,,,,", "sequence '1.5' is not a whole number"),
        (INSPECTIONS + "a,,A,,,,", "sequence is empty, but an inspection needs it"),
        (INSPECTIONS + "a,1,A,2014-04,2014-01,,", "fieldwork_end 2014-01 is before fieldwork_start 2014-04"),
        (INSPECTIONS + "a,1,A,,,,b", "no inspection is called 'b'"),
        (INSPECTIONS + "peel-2014,1,A,,,,2014", "followed_up_by names the inspection peel-2014 itself"),
        (INITIATIVES + "gp-1,A,kent,vetting,proven,,", "evidence_stage 'proven' is not one of untested"),
        (INITIATIVES + "gp-1,A,kent,vetting,,2014-05,", "year '2014-05' is not a year: write 2014"),
        (INITIATIVES + "gp-1,A,kent,,,,", "practice is empty, but an initiative needs it"),
        (INITIATIVES + ",A,kent,vetting,,,", "id is empty, but an initiative needs it"),
        (
            RECOMMENDATIONS + "r1,,,Esex,,,,,x",
            "addressed_to 'Esex' is neither all-forces, nor a force, nor one of",
        ),
        (RECOMMENDATIONS + "r1,,,Esex,,,,,x", "did you mean essex"),
        (RECOMMENDATIONS + "r1,,,日本,,,,,x", "addressed_to '日本' is neither"),
        (RECOMMENDATIONS + "r1,,,all-forces,soon,,,,x", "due 'soon' is not a date"),
        (RECOMMENDATIONS + "r1,,,all-forces,,opne,,,x", "did you mean open?"),
        (VOCABULARY + "practise,a,A,", "scheme 'practise' is not one of practice, risk, question"),
        (VOCABULARY + "practice,a,A,skills-gap", "no practice is called 'skills-gap'"),
        (VOCABULARY + "practice,vetting,A,vetting", "broader names the term vetting itself"),
        (VOCABULARY + "question,a,A,vetting", "broader is given for a question"),
    ],
)
def test_a_fault_is_a_sentence(table: str, sentence: str, told: Told) -> None:
    faults = told(table + "\n")
    assert len(faults) == 1
    assert sentence in faults[0]
    assert faults[0].startswith("line 2: ")


def test_all_faults_of_a_row_are_told_at_once(told: Told, read: Read) -> None:
    table = FINDINGS + "essex,2016,,,weakness,,,,ok,,,,,\nEsex,2099,soon,what,bad,worse,veting,skil,,best,x,y,z,?\n"
    assert len(told(table)) == 14
    good, bad = read(table)
    assert good.record is not None
    assert good.fields is None
    assert bad.record is None
    assert bad.fields is not None
    assert bad.fields[0] == "Esex"
    assert {fault.line for fault in bad.faults} == {3}


@pytest.mark.parametrize(
    ("force", "slug"),
    [
        ("Essex Police", "essex"),
        ("ESSEX", "essex"),
        ("The Metropolitan Police Service", "metropolitan"),
        ("Devon & Cornwall Police", "devon-and-cornwall"),
        ("City of London", "city-of-london"),
        ("Avon and Somerset", "avon-and-somerset"),
    ],
)
def test_a_force_goes_by_any_form_of_its_name(force: str, slug: str, read: Read) -> None:
    (row,) = read(GRADES + f"{force},2016,efficiency,good,\n")
    assert row.record is not None
    assert row.record.id == f"{slug}-peel-2016-efficiency"


@pytest.mark.parametrize(
    ("inspection", "slug"),
    [
        ("2016", "peel-2016"),
        ("peel-2016", "peel-2016"),
        ("2018-19", "peel-2018-19"),
        ("2018/19", "peel-2018-19"),
        ("PEEL 2018/19", "peel-2018-19"),
        ("Making best use of police time", "core-business-2014"),
        (
            '"Core business: An inspection of crime prevention, police attendance and use of police time"',
            "core-business-2014",
        ),
    ],
)
def test_an_inspection_goes_by_slug_cycle_and_titles(inspection: str, slug: str, read: Read) -> None:
    (row,) = read(GRADES + f"essex,{inspection},efficiency,good,\n")
    assert row.record is not None
    assert row.record.id == f"essex-{slug}-efficiency"


def test_several_practices_and_risks_each_once(read: Read) -> None:
    (row,) = read(FINDINGS + 'essex,2016,,,weakness,,"vetting; ASB ;vetting;",skills-gap;learning-lost,x,,,,,\n')
    assert row.record is not None
    assert [link.id for link in row.record.links if link.type == "CONCERNS"] == [
        "vetting",
        "anti-social-behaviour",
    ]
    assert [link.id for link in row.record.links if link.type == "EXPOSES"] == ["skills-gap", "learning-lost"]


@pytest.mark.parametrize(
    ("cell", "day"), [("2014", None), ("2014-09", None), ("2014-09-03", dt.date(2014, 9, 3)), ("", None)]
)
def test_partial_dates_stay_partial(cell: str, day: dt.date | None, read: Read) -> None:
    (row,) = read(GRADES + f"essex,2016,efficiency,good,{cell}\n")
    assert row.record is not None
    assert row.record.properties.get("published") == day
    assert row.record.properties.get("published_period") == (cell or None)


def test_listed_values_may_be_spelled_freely_and_are_kept_as_listed(read: Read) -> None:
    (row,) = read(FINDINGS + "essex,2016,,,Strength,Cause of concern,,,x,,Press Release,,Action taken,\n")
    assert row.record is not None
    values = row.record.properties
    assert values["polarity"] == "strength"
    assert values["status"] == "cause-of-concern"
    assert values["source_kind"] == "press-release"
    assert values["kind"] == "action-taken"
    (row,) = read(GRADES + "essex,2016,efficiency,Requires-Improvement,\n")
    assert row.record is not None
    assert row.record.properties["value"] == "requires improvement"


def test_what_is_not_known_stays_absent(read: Read) -> None:
    (row,) = read("force,cycle,polarity,statement\nessex,2016,neutral,Something.\n")
    assert row.record is not None
    assert set(row.record.properties) == {
        "text",
        "wording",
        "kind",
        "kind_method",
        "polarity",
        "polarity_method",
    }
    assert row.record.properties["kind"] == "finding"
    assert [link.type for link in row.record.links] == ["ABOUT", "FOUND_IN"]


def test_an_id_column_wins(read: Read) -> None:
    own, made = read(FINDINGS + "essex,2016,,,weakness,,,,x,,,,,my-1\nessex,2016,,,weakness,,,,x,,,,,\n")
    assert own.record is not None
    assert own.record.id == "my-1"
    assert made.record is not None
    assert made.record.id == "essex-peel-2016-2d711642b726"


def test_white_space_does_not_make_another_finding(read: Read) -> None:
    (one,) = read(FINDINGS + "essex,2016,,,weakness,,,,a b,,,,,\n")
    (two,) = read(FINDINGS + 'essex,2016,,,weakness,,,," a\r\n  b ",,,,,\n')
    assert one.record == two.record


def test_a_spreadsheets_guard_is_taken_off(read: Read) -> None:
    (row,) = read(FINDINGS + "essex,2016,,,weakness,,,,'-12% fewer,,,,,\n")
    assert row.record is not None
    assert row.record.properties["text"] == "-12% fewer"


def test_empty_cells_beyond_the_header_are_no_fault(read: Read) -> None:
    (row,) = read(GRADES + "essex,2016,efficiency,good,,,,\n")
    assert row.record is not None


def test_a_body_and_a_force_are_addressed(read: Read) -> None:
    table = RECOMMENDATIONS + "r1,,,Home Office,,,,,x\nr2,,,Essex Police,,,,,x\nr3,,,All forces,,,,,x\n"
    body, force, everyone = (row.record for row in read(table))
    assert body is not None
    assert force is not None
    assert everyone is not None
    assert (body.properties["addressed_to"], body.links) == ("home-office", ())
    assert force.properties["addressed_to"] == "essex"
    assert [link.key for link in force.links] == [("ADDRESSED_TO", "Force", "essex")]
    assert (everyone.properties["addressed_to"], everyone.links) == ("all-forces", ())


def test_a_question_is_a_term_too(read: Read) -> None:
    (row,) = read(VOCABULARY + "question,vetting-and-conduct,Vetting and conduct,\n")
    assert row.record is not None
    assert (row.record.label, row.record.id) == ("Question", "vetting-and-conduct")


def test_two_terms_may_share_a_name(told: Told) -> None:
    table = "scheme,slug,label,alternative_names\npractice,a,A,shared\npractice,b,B,shared\nrisk,a,A,shared\n"
    assert told(table) == []


def test_a_repeated_row_names_the_first(told: Told) -> None:
    row = "essex,2016,,,weakness,,vetting,,x,,,,,\n"
    assert told(FINDINGS + row + "kent,2016,,,weakness,,,,x,,,,,\n" + row.replace("essex", "Essex Police")) == [
        "line 4: the row repeats line 2: take one of the two out"
    ]


def test_two_rows_that_differ_on_the_same_thing_name_both_lines(read: Read) -> None:
    first, second, third = read(
        GRADES + "essex,2016,efficiency,good,\nessex,2016,efficiency,adequate,\nessex,2016,efficiency,good,\n"
    )
    assert first.record is not None
    assert [str(fault) for fault in second.faults] == [
        (
            "line 3: the row and line 2 say different things of the same grade essex-peel-2016-efficiency;"
            " line 2 is kept: mend one of them"
        )
    ]
    assert "repeats line 2" in str(third.faults[0])


def test_one_statement_on_two_practices_is_told_to_be_one_row(told: Told) -> None:
    row = "essex,2016,,,weakness,,{},,x,,,,,\n"
    (fault,) = told(FINDINGS + row.format("vetting") + row.format("call-handling"))
    assert "a statement on several practices or risks is one row, with ; between them" in fault


def test_a_rejected_row_is_not_the_first_of_two(told: Told) -> None:
    faults = told(GRADES + "essex,2016,efficiency,good,never\nessex,2016,efficiency,good,\n")
    assert len(faults) == 1
    assert "is not a date" in faults[0]
