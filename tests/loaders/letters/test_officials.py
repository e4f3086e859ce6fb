"""Who writes and who receives, in the forms that headers and signatures take."""

from __future__ import annotations

import pytest
from peelgraph.loaders.letters.frame import cut_frame
from peelgraph.loaders.letters.officials import read_addressee, read_author
from peelgraph.loaders.letters.people import is_author_office
from peelgraph.loaders.letters.text import split_lines
from peelgraph.ontology.names import NameIndex

INSPECTOR = "HM Inspector of Constabulary"
MAJESTY = "Her Majesty's Inspector of Constabulary"


@pytest.fixture(scope="module")
def index(forces) -> NameIndex:
    return NameIndex("force", forces, drop_service_words=True)


@pytest.mark.parametrize(
    ("signature", "name", "office"),
    [
        ("Bea Quoin;HMI;Southern Region", "Bea Quoin", "HMI, Southern Region"),
        (f"Bea Quoin;{INSPECTOR};National Team", "Bea Quoin", INSPECTOR),
        ("Bea Quoin;HM Inspector of;Constabulary;Wales and Western Region;01632 960 000", "Bea Quoin",
         f"{INSPECTOR}, Wales and Western Region"),
        ("Bea Quoin;Her Majesty's;Inspector of Constabulary", "Bea Quoin", MAJESTY),
        (f"{MAJESTY} and Her Majesty's Chief;Inspector of Fire & Rescue;Services;BEA QUOIN", "BEA QUOIN",
         f"{MAJESTY} and Her Majesty's Chief Inspector of Fire & Rescue Services"),
        ("Bea Quoin QPM;Registered address: 3 Kiln Lane, Stoke", "Bea Quoin", None),
        ("Bea Quoin;bea@example.invalid", "Bea Quoin", None),
        ("Bea Quoin;Head of Custody Inspection;HMICFRS", "Bea Quoin", "Head of Custody Inspection"),
        (f"Bea Quoin ({INSPECTOR})", "Bea Quoin", INSPECTOR),
        (f"Bea Quoin CBE, {INSPECTOR}, HMICFRS", "Bea Quoin", INSPECTOR),
        (f"{INSPECTOR} Bea Quoin", "Bea Quoin", INSPECTOR),
        (f"{INSPECTOR}: Dame Bea Quoin", "Bea Quoin", INSPECTOR),
        (f"Bea Quoin;{INSPECTOR};(Southern)", "Bea Quoin", f"{INSPECTOR} (Southern)"),
        ("Bea Quoin OBE, HM Inspector of;Constabulary", "Bea Quoin", INSPECTOR),
        (f"**Bea Quoin**;*{INSPECTOR}*", "Bea Quoin", INSPECTOR),
        (f"[signed];{INSPECTOR} and Senior Responsible Owner", None, f"{INSPECTOR} and Senior Responsible Owner"),
        (f"for Bea Quoin;{INSPECTOR}", "Bea Quoin", INSPECTOR),
        ("(signature not legible);Inspection Director, Custody;HMIC", None, "Inspection Director, Custody"),
        (f"[signed];{INSPECTOR}", None, INSPECTOR),
    ],
)  # fmt: skip
def test_signatures(signature, name, office):
    assert read_author([], signature.split(";")) == (name, office)


@pytest.mark.parametrize(
    ("header", "name", "office"),
    [
        ("Office of HM Chief Inspector;Bea Quoin DBE;His Majesty's Chief Inspector of Constabulary", "Bea Quoin",
         "His Majesty's Chief Inspector of Constabulary"),
        (f"Bea Quoin;{INSPECTOR}, Wales and;Western Region;Ned Sample;Chief Constable", "Bea Quoin",
         f"{INSPECTOR}, Wales and Western Region"),
        (f"Bea Quoin;{INSPECTOR} | Eastern Region | 01632 960 000", "Bea Quoin", f"{INSPECTOR}, Eastern Region"),
        (f"{INSPECTOR};Mr Ned Sample;Chief Constable", "C. Signer", INSPECTOR),
        (f"Mr Ned Sample;Chief Constable;{INSPECTOR}", "C. Signer", INSPECTOR),
        ("Our ref: HMI/NR/15-2;Mr Ned Sample;Chief Constable", "C. Signer", None),
    ],
)  # fmt: skip
def test_letterheads_before_the_signature(header, name, office):
    assert read_author(header.split(";"), ["C. Signer"]) == (name, office)


def test_labels_set_apart_and_an_address_below_the_signature(read):
    letter = (
        "{}3 March 2016\n\nDear Una\n\nPEEL: Police efficiency 2015\n\nCalls\n\n- Calls are answered fast.\n\n"
        "Yours sincerely\n\nBea Quoin\nHM Inspector of Constabulary\n{}"
    )
    above = "HMIC           Inspecting policing\n\nTo:        Ms Una Sample QPM\n           Chief Constable\n           Kent Police\n\n"
    below = "\n\nMs Una Sample QPM\nChief Constable\nKent Police\n"
    for found in (read(letter.format(above, "")), read(letter.format("", below))):
        assert (found.document["addressee"], found.document["addressee_office"]) == ("Una Sample", "Chief Constable")
        assert (found.document["author"], found.document["force"]) == ("Bea Quoin", "kent")


def test_the_signature_gives_the_region_that_the_letterhead_leaves_out():
    header = ["Bea Quoin", "HM Inspector of Constabulary"]
    signature = ["Bea Quoin", "HM Inspector of Constabulary, Western Region"]
    assert read_author(header, signature) == ("Bea Quoin", "HM Inspector of Constabulary, Western Region")


def test_who_sends_an_e_mail_that_nobody_signs():
    assert read_author(["From: Bea Quoin <bea@example.invalid>"], []) == ("Bea Quoin", None)


@pytest.mark.parametrize(
    ("header", "name", "office"),
    [
        ("To: Chief Constable (Kent);Subject: Calls;Ms Una Sample QPM;Chief Constable, Kent Police", "Una Sample",
         "Chief Constable"),
        ("To: Chief Constable;Dr Una Sample;Police and Crime Commissioner", None, "Chief Constable"),
        ("The Chief Constable;Una Sample QPM;Kent Police", "Una Sample", "Chief Constable"),
        ("The Chief Constable;Kent Police;(Mrs U. Sample, QPM)", "U. Sample", "Chief Constable"),
        ("U. R. Sample Esq., QPM, LL.B;Chief Constable;Kent Police", "U. R. Sample", "Chief Constable"),
        ("Chief Constable: Una Sample;Kent Police", "Una Sample", "Chief Constable"),
        ("Ms U Sample (Chief Constable);Kent Police", "U Sample", "Chief Constable"),
        ("Ms Una Sample | Chief Constable | Kent Police", "Una Sample", "Chief Constable"),
        ("To: Ms Una Sample QPM, Temporary Chief;Constable, Kent Police", "Una Sample", "Temporary Chief Constable"),
        ("Ms Una Sample;Kent Police;Chief Constable", "Una Sample", "Chief Constable"),
        ("Assistant Chief Constable (Crime) Una Sample;Kent Police", "Una Sample", "Assistant Chief Constable"),
        ("T/CC Una Sample;Kent Police", "Una Sample", "T/CC"),
        ("Attn: Una Sample, Deputy Chief Constable", "Una Sample", "Deputy Chief Constable"),
        ("Ms Una Sample;Police & Crime Commissioner for Kent", "Una Sample", "Police & Crime Commissioner"),
        ("Ms Una Sample QPM;Kent Police", "Una Sample", None),
        ("The Chief Constable;Kent Police;For the attention of Una Sample", "Una Sample", "Chief Constable"),
        ("Recorded Delivery;Chief Constable;Kent Police", None, "Chief Constable"),
        ("Official Sensitive;Chief Constable;Kent Police", None, "Chief Constable"),
    ],
)  # fmt: skip
def test_addresses(header, name, office, index):
    assert read_addressee(header.split(";"), index) == (name, office)


@pytest.mark.parametrize(
    "line",
    ["Office of HM Chief Inspector", "The Office of HM Inspector of Constabulary", "HM Inspector's observations",
     "HM Inspectorate of Constabulary", "Our ref: HMI/2/15", "www.hmi.example"],
)  # fmt: skip
def test_lines_that_are_no_office_of_an_inspector(line):
    assert not is_author_office(line)


REPORT = """PEEL 2018

An inspection of Kent Police

HM Inspector's summary

I am pleased with what the force has done for its callers since we were last there.

Bea Quoin
HM Inspector of Constabulary
Southern Region

Call handling

Calls are answered fast.
{}
Supervisors listen to calls.

Crime recording

Crimes are recorded on the day that they are reported.

Staff are trained every year by people who know the rules.

The register is kept well and it is complete.

Nobody has looked at old cases since the summer.
"""


def test_the_inspector_who_signs_one_section_of_a_report(read):
    extraction = read(REPORT.format(""))
    assert extraction.facts.author == "Bea Quoin"
    assert extraction.facts.author_office == "HM Inspector of Constabulary, Southern Region"
    assert not any("Quoin" in found.passage.text for found in extraction.passages)
    sections = {found.passage.section for found in extraction.passages}
    assert "Call handling" in sections
    assert not any(section and "Inspector of" in section for section in sections)


@pytest.mark.parametrize(
    "signed", [f"Bea Quoin OBE, {INSPECTOR}", f"{INSPECTOR}\nBea Quoin", f"Bea Quoin\n\n{INSPECTOR}"]
)
def test_one_section_signed_in_other_ways(signed):
    frame = cut_frame(split_lines(REPORT.format("").replace(f"Bea Quoin\n{INSPECTOR}\nSouthern Region", signed)))
    assert read_author([], [line.text for line in frame.signature if line.text]) == ("Bea Quoin", INSPECTOR)
    kept = [line.text for line in frame.body]
    assert "Calls are answered fast." in kept
    assert not any("Quoin" in line for line in kept)


def test_a_sentence_on_chief_inspectors_under_a_heading_signs_nothing():
    text = REPORT.format("\nCall Grading\nA chief inspector reviews the grades of calls every day.\n")
    kept = [line.text for line in cut_frame(split_lines(text)).body]
    assert "Call Grading" in kept
    short = "Kent Police\n\nIntroduction\n\nWe came in May.\n\nCall Grading\n\nEach is seen by a chief inspector."
    assert cut_frame(split_lines(short)).signature == ()
