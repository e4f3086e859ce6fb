"""Tables that refer to what tables of the same load define."""

from __future__ import annotations

import io
from contextlib import ExitStack

import pytest
from peelgraph.loaders.tables import KnownNames, Row, open_table, with_defined_names

FORCES = "slug,name,region,alternative_names\nborder,Border Force,,Frontier Police\n"
INSPECTIONS = (
    "slug,sequence,title,formerly,followed_up_by\n"
    "peel-2030,23,PEEL 2030,The old one,peel-2032\n"
    "peel-2032,24,PEEL 2032,,\n"
)
VOCABULARY = (
    "scheme,slug,label,broader,alternative_names\n"
    "practice,drones,Use of drones,Technology,UAV\n"
    "practice,tech,Technology,,\n"
    "question,q1,Question one,,\n"
    "risk,r1,Risk one,learning lost,\n"
)
FINDINGS = (
    "force,cycle,pillar,polarity,statement,practice,risk\n"
    "Frontier Police,2030,Question one,strength,x,uav;vetting,Risk one\n"
    "Essex,The old one,,strength,x,,\n"
)


def read_together(known: KnownNames, *tables: str) -> list[list[Row]]:
    with ExitStack() as stack:
        files = [stack.enter_context(open_table(io.BytesIO(table.encode()))) for table in tables]
        more = with_defined_names(files, known)
        return [[row for _, row in file.read(more)] for file in files]


def test_names_of_the_same_load_are_known_in_any_order(known: KnownNames) -> None:
    for tables in ((FINDINGS, VOCABULARY, INSPECTIONS, FORCES), (FORCES, INSPECTIONS, VOCABULARY, FINDINGS)):
        results = read_together(known, *tables)
        assert [str(fault) for rows in results for row in rows for fault in row.faults] == []
    record = results[3][0].record
    assert record is not None
    assert {link.id for link in record.links} == {"border", "peel-2030", "q1", "drones", "vetting", "r1"}


def test_a_term_may_refer_to_one_that_stands_later(known: KnownNames) -> None:
    (rows,) = read_together(known, VOCABULARY)
    assert rows[0].record is not None
    assert [link.key for link in rows[0].record.links] == [("BROADER", "Practice", "tech")]


def test_what_is_rejected_is_not_known_to_others(known: KnownNames) -> None:
    vocabulary = "scheme,slug,label,broader\npractice,a,A,b\npractice,b,B,c\npractice,c,C,nowhere0\npractice,d,D,\n"
    terms, findings = read_together(
        known,
        vocabulary,
        "force,cycle,polarity,statement,practice\nessex,2016,strength,x,a\nessex,2016,strength,y,d\n",
    )
    assert [row.record is not None for row in terms] == [False, False, False, True]
    assert [row.record is not None for row in findings] == [False, True]


@pytest.mark.parametrize("table", [FORCES.replace("border,", "BORDER FORCE,"), FORCES.replace("Border Force", "")])
def test_a_force_with_a_fault_is_not_known(table: str, known: KnownNames) -> None:
    _, findings = read_together(known, table, "force,cycle,polarity,statement\nBorder Force,2016,strength,x\n")
    assert "no force is called 'Border Force'" in str(findings[0].faults[0])


def test_nothing_defined_changes_nothing(known: KnownNames) -> None:
    with open_table(io.BytesIO(b"force,cycle,polarity,statement\nessex,2016,strength,x\n")) as file:
        assert with_defined_names([file], known) is known


def test_a_wrong_name_is_offered_new_ones_too(known: KnownNames) -> None:
    _, findings = read_together(known, FORCES, "force,cycle,polarity,statement\nFrontier Polise,2016,strength,x\n")
    assert "did you mean border" in str(findings[0].faults[0])
