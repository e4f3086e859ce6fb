from __future__ import annotations

import pytest
from peelgraph.loaders.letters.blocks import read_blocks
from peelgraph.loaders.letters.headlines import looks_like_heading
from peelgraph.loaders.letters.scars import mend
from peelgraph.loaders.letters.text import split_lines


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_blocks(mend(split_lines(text)))]


@pytest.mark.parametrize(
    "mark",
    ["-", "•", "–", "—", "*", "o", "\uf0b7", "·", "▪", "1.", "12.", "(a)", "a)", "(iv)", "2.3", "2.3.1", "1)"],
)
def test_bullets_of_every_kind(mark):
    text = f"{mark} Calls are answered\n  quickly.\n\n{mark} Staff are trained."
    assert blocks(text) == [("bullet", "Calls are answered quickly."), ("bullet", "Staff are trained.")]


def test_a_dash_that_opens_a_wrapped_line_is_no_bullet():
    assert blocks("The force is one of those\n– and there are few –\nthat evaluate.") == [
        ("paragraph", "The force is one of those – and there are few – that evaluate.")
    ]


def test_a_number_that_opens_a_wrapped_line_is_no_bullet():
    assert len(blocks("The average wait on the line that day was about\n12. The force knows this.")) == 1


def test_a_bullet_cut_by_a_page_break_is_mended():
    assert blocks("- Staff are trained in call-\n\n\n2\n\nhandling each year.") == [
        ("bullet", "Staff are trained in call-handling each year.")
    ]


@pytest.mark.parametrize(
    "heading",
    ["Preventing crime", "PREVENTING CRIME", "1. Preventing crime", "Preventing crime:", "## Preventing crime",
     "**Preventing crime**", "How well does the force prevent crime?"],
)  # fmt: skip
def test_heading_styles(heading):
    found = blocks(f"{heading}\n\n- Staff are trained.")
    assert [kind for kind, _ in found] == ["heading", "bullet"]
    assert "Preventing crime".lower() in found[0][1].lower() or "prevent crime" in found[0][1]


def test_a_heading_directly_above_its_text():
    wrapped = "Preventing crime\nThe force has a clear strategy for it which\nall staff understand."
    assert [kind for kind, _ in blocks(wrapped)] == ["heading", "paragraph"]


def test_a_heading_between_items_without_blank_lines():
    text = "Calls\n- Calls are answered quickly by the staff.\nSystems\n- Systems are slow."
    assert [kind for kind, _ in blocks(text)] == ["heading", "bullet", "heading", "bullet"]


@pytest.mark.parametrize(
    "text", ["We found that:", "The force should:", "the force", "It works.", "-", "12", "a " * 60]
)
def test_what_is_no_heading(text):
    assert not looks_like_heading(text)


def test_numbers_go_on_under_a_heading_where_points_of_another_kind_are_counted_between():
    text = "2) Cells are clean and warm.\n• Food is good.\n• Water is offered.\n\nReleasing people\n5) Lifts home are given."
    assert blocks(text)[-2:] == [("heading", "Releasing people"), ("bullet", "Lifts home are given.")]


def test_page_furniture_is_left_out():
    assert blocks("- One is good.\n\nPage 2 of 5\n\nOFFICIAL\n\n- Two is good.") == [
        ("bullet", "One is good."),
        ("bullet", "Two is good."),
    ]


OPENING = "HMIC\n\nDear Ada,\n\nCustody care 2015: an inspection of Rutland Constabulary\n\n"
HEADS = {
    "after its page's number": "\n\n3\n\nCustody care 2015 – Rutland Constabulary\n\n",
    "directly under its page's number": "\n\n3\nCustody care 2015 – Rutland Constabulary\n\n",
    "at the top of a page": "\n\n3\n\n\fCustody care 2015 – Rutland Constabulary\n\n",
    "in words of its own": "\n\n3\n\nFindings from our visits of the spring\n\n",
    "on two lines": "\n\n3\n\nCustody care 2015: an inspection of Rutland\nConstabulary\n\n",
    "on two lines of their own": "\n\n                3\n\fHM Inspectorate\nRutland Constabulary: custody\n\n",
    "at the foot of a page": "\n\nCustody care 2015 – Rutland Constabulary\n\n3\n\n",
    "without a page's number": "\n\nCustody care 2015 – Rutland Constabulary\n\n",
    "directly over its page's number": "\nCustody care 2015 – Rutland Constabulary\n3\n",
    "on the line of its page's number": "\n\n3 | Custody care 2015 – Rutland Constabulary\n\n",
    "no head but a number": "\n\n3\n\n",
    "no head but a number in brackets": "\n\n[3]\n\n",
    "no head but a Roman number": "\n\niv\n\n",
}


@pytest.mark.parametrize("between", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("layout", [("", ""), ("- ", "  "), ("3.2  ", "     "), ("17. ", "    ")])
def test_a_running_head_seen_once_leaves_the_sentence_that_it_cuts_whole(between, layout):
    mark, indent = layout
    text = (
        f"{OPENING}{mark}Each detainee is seen by a nurse on arrival, and its\n"
        f"{indent}rooms for this are on both of the floors that are in use, private{between}{indent}and clean. Water is offered\n{indent}every hour."
    )
    assert blocks(text)[-1][1] == (
        "Each detainee is seen by a nurse on arrival, and its rooms for this are on both of the floors "
        "that are in use, private and clean. Water is offered every hour."
    )


@pytest.mark.parametrize("last", ["late and", "late, over budget and", "the work of", "paid for by the"])
def test_a_sentence_whose_page_ends_with_a_joining_word_goes_on_even_with_a_name(last):
    text = f"{OPENING}- The new cell block is {last}\n\n3\n\nCustody care 2015 – Rutland Constabulary\n\n  Rutland is short."
    assert blocks(text)[-1] == ("bullet", f"The new cell block is {last} Rutland is short.")


@pytest.mark.parametrize(
    "heading",
    ["Care of detainees", "Rutland Constabulary", "Recommendations for custody", "An inspection of custody care"],
)
def test_a_heading_between_whole_sentences_stays_at_the_top_of_a_page(heading):
    found = blocks(f"{OPENING}Detainees are seen by a nurse.\n\n3\n\n{heading}\n\nCells are clean.")
    assert found[-2:] == [("heading", heading), ("paragraph", "Cells are clean.")]


def test_a_title_with_the_force_at_the_top_of_a_page_is_no_heading_between_whole_sentences():
    text = (
        f"{OPENING}Detainees are seen by a nurse.\n\n3\n\nCustody care 2015 – Rutland Constabulary\n\nCells are clean."
    )
    assert blocks(text)[-2:] == [("paragraph", "Detainees are seen by a nurse."), ("paragraph", "Cells are clean.")]


def test_the_names_of_a_signature_are_no_running_heads():
    text = f"{OPENING}- Cells are clean.\n\nYours sincerely\n\nAda Sample\n\nHM Inspectorate, Rutland\n\ncc the commissioner"
    assert [line for _, line in blocks(text)][-3:] == ["Ada Sample", "HM Inspectorate, Rutland", "cc the commissioner"]
