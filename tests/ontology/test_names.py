"""Names, dates, texts and cells: what holds for every one of them."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from peelgraph.ontology.cells import escape_formula, unescape_formula
from peelgraph.ontology.dates import day_of, first_day, parse_period
from peelgraph.ontology.errors import Fault, UnknownNameError, did_you_mean
from peelgraph.ontology.names import NameIndex, fold, inspection_names, slugify
from peelgraph.ontology.text import collapse, text_hash


@pytest.fixture(scope="module")
def forces(table):
    """Every name of every force, and the index of them."""
    names = {row["slug"]: [row["name"], *row["alternative_names"].split(";")] for row in table("forces")}
    return names, NameIndex("force", names, drop_service_words=True)


# Names


@given(st.text())
def test_folding_and_slugging_a_second_time_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert slugify(slugify(text)) == slugify(text)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slugify(text))


@given(st.text("abcxyz éüßŵÂ&'-.0123456789", max_size=40))
def test_case_and_white_space_make_no_difference(text):
    spelling = " \u00a0".join(text.swapcase().split(" "))
    assert fold(spelling) == fold(text) == fold(f"\t{text}\n")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Devon & Cornwall", "Devon and Cornwall"),
        ("Devon&Cornwall", "devon  AND cornwall"),
        ("Dyfed-Powys", "dyfed powys"),
        ("Heddlu Dyfed–Powys", "Heddlu Dyfed-Powys"),
        ("Wŵd", "wwd"),
        ("ﬁle", "file"),
    ],
)
def test_spellings_of_one_name_meet(one, other):
    assert fold(one) == fold(other)


SPELLINGS = [
    lambda name: name,
    str.upper,
    str.lower,
    lambda name: f"  {name}\n",
    lambda name: name.replace(" ", "  "),
    lambda name: name.replace(" ", "-"),
    lambda name: name.replace("-", " "),
    lambda name: name.replace(" and ", " & "),
    lambda name: name.replace("&", "and"),
    lambda name: f"{name}.",
    lambda name: f"the {name}",
    lambda name: f"{name} Police",
    lambda name: f"{name} Constabulary",
    lambda name: name.replace("Constabulary", "Police"),
    lambda name: name.replace(" Police", "").replace(" Constabulary", "") or name,
]


def test_every_spelling_of_every_force_finds_it(forces):
    names, index = forces
    missed = [
        (spelling(name), slug, index.get(spelling(name)))
        for slug, known in names.items()
        for name in (slug, *known)
        for spelling in SPELLINGS
        if index.get(spelling(name)) != slug
    ]
    assert missed == []


def test_no_two_forces_share_a_name(forces):
    names, _ = forces
    owners = {}
    for slug, known in names.items():
        for name in {fold(slug), *map(fold, known)}:
            owners.setdefault(name, set()).add(slug)
    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {}


def test_a_slip_of_the_pen_gets_the_force_that_was_meant(forces):
    names, index = forces
    for slug, (name, *_) in names.items():
        for place in range(2, len(name) - 12):
            slip = name[:place] + name[place + 1 :]
            if index.get(slip) is None:
                with pytest.raises(UnknownNameError) as error:
                    index.find(slip)
                assert slug in error.value.nearest, slip
                assert str(error.value).startswith(f"no force is called {slip!r}; did you mean ")


@pytest.mark.parametrize("name", ["", " ", "Police", "the police force", "!!!", "zzzzzz", "constabulary of"])
def test_what_names_no_force_finds_none(forces, name):
    _, index = forces
    assert index.get(name) is None
    with pytest.raises(UnknownNameError) as error:
        index.find(name)
    assert error.value.given == name


@given(st.text(max_size=60))
def test_whatever_is_asked_for_is_found_or_told(forces, text):
    names, index = forces
    slug = index.get(text)
    if slug is not None:
        assert index.find(text) == slug in names
        return
    with pytest.raises(UnknownNameError) as error:
        index.find(text)
    assert set(error.value.nearest) <= set(names)
    assert len(error.value.nearest) <= 2


def test_of_two_things_with_one_name_the_first_is_found_and_a_slug_beats_another_s_other_name():
    index = NameIndex("practice", {"one": ["Same", "two"], "two": ["Same"]})
    assert index.find("same") == "one"
    assert NameIndex("practice", {"two": ["Same"], "one": ["Same", "two"]}).find("two") == "two"


def test_an_inspection_goes_by_its_cycle_its_title_and_its_former_one(table):
    rows = table("inspections")
    index = NameIndex("inspection", {r["slug"]: inspection_names(r["slug"], r["title"], r["formerly"]) for r in rows})
    for row in rows:
        for name in filter(None, (row["slug"], row["title"], row["title"].upper(), row["formerly"])):
            assert index.find(name) == row["slug"]
    assert index.find("2018/19") == index.find("PEEL 2018-19") == "peel-2018-19"


@pytest.mark.parametrize(
    ("nearest", "said"),
    [
        ([], ""),
        (["essex"], "; did you mean essex?"),
        (["essex", "sussex"], "; did you mean essex or sussex?"),
        (["a", "b", "c"], "; did you mean a, b or c?"),
    ],
)
def test_the_nearest_are_offered_in_a_sentence(nearest, said):
    assert did_you_mean(nearest) == said


def test_a_fault_says_where_it_is():
    assert str(Fault("x")) == "x"
    assert str(Fault("x", line=3)) == "line 3: x"
    assert str(Fault("x", page=2)) == "page 2: x"


# Dates


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_a_date_keeps_its_precision_and_counts_as_its_first_day(day, length):
    period = day.isoformat()[:length]
    assert parse_period(f" {period} ") == period
    assert first_day(period) == dt.date(day.year, day.month if length > 4 else 1, day.day if length > 7 else 1)
    assert day_of(period) == (day if length == 10 else None)


@given(st.dates(), st.dates(), st.sampled_from([4, 7, 10]))
def test_an_earlier_day_never_counts_later(one, other, length):
    assume(one <= other)
    assert first_day(one.isoformat()[:length]) <= first_day(other.isoformat()[:length])


@pytest.mark.parametrize(
    "text",
    [
        "", "14", "2014-13", "2014-02-30", "2015-02-29", "2014-9", "2014/09", "03/09/2014", "2014-09-03T00:00",
        "2014-09-", "September 2014", "0000", "20145", "２０１４", "2014-09-03-01", "-2014",
        "2014-00", "2014-09-00",
    ],
)  # fmt: skip
def test_what_is_no_date_is_told(text):
    with pytest.raises(ValueError, match="is not a date: "):
        parse_period(text)


@given(st.text(st.characters(categories=["Nd", "Pd"]), max_size=12))
def test_only_plain_dates_are_taken(text):
    try:
        period = parse_period(text)
    except ValueError:
        return
    assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", period, re.ASCII)
    first_day(period)


# Texts


WHITE = st.sampled_from([" ", "\n", "\t", "\u00a0", "\u2003", "  ", " \r\n "])


@given(
    st.lists(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1), min_size=1, max_size=8), WHITE, WHITE
)
def test_white_space_makes_no_other_text(words, one, other):
    assert text_hash(one.join(words)) == text_hash(other + other.join(words) + one)
    assert collapse(one.join(words)) == collapse(other.join(words))


@given(st.text())
def test_the_hash_is_that_of_the_normal_form(text):
    normal = " ".join(unicodedata.normalize("NFKC", text).split())
    assert text_hash(text) == hashlib.sha256(normal.encode("utf-8")).hexdigest()[:12]
    assert text_hash(unicodedata.normalize("NFD", text)) == text_hash(text)


@given(st.text(), st.text())
def test_other_words_are_another_text(one, other):
    assume(unicodedata.normalize("NFKC", one).split() != unicodedata.normalize("NFKC", other).split())
    assert text_hash(one) != text_hash(other)


# Cells


CELLS = st.text(st.sampled_from("'=+-@\t\r\n a1"), max_size=8) | st.text()


@given(CELLS)
def test_a_guarded_cell_comes_back_as_it_was(text):
    assert unescape_formula(escape_formula(text)) == text


@given(CELLS)
def test_no_guarded_cell_starts_a_formula(text):
    assert not escape_formula(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(st.characters(categories=["L", "N"])))
def test_a_plain_cell_is_left_alone(text):
    assert escape_formula(text) == unescape_formula(text) == text


def test_two_cells_never_become_one():
    texts = ["=1", "'=1", "''=1", "'1", "1", "'", ""]
    assert len({escape_formula(text) for text in texts}) == len(texts)
