"""``publish`` says what it wrote, left out and refused."""

import datetime as dt

from peelgraph.graph import open_graph
from peelgraph.ontology.records import Link, Record


def lines(ran):
    return ran.err.splitlines()


def fill(path):
    with open_graph(path, write=True) as graph, graph.stating("mine") as writer:
        writer.write([Record("Force", "essex", {"slug": "essex", "name": "Essex Police"})])


def test_a_run_and_the_next(run, tmp_path):
    fill(tmp_path / "g.kgl")
    first = run("publish", "site", "--graph", "g.kgl")
    assert (first.status, first.out) == (0, "")
    assert lines(first)[0].startswith("1 node and 0 relationships published in site (version ")
    written = int(lines(first)[1].split()[0].replace(",", ""))
    second = run("publish", "site", "--graph", "g.kgl")
    assert lines(second)[1] == f"0 files written, {written:,} unchanged, 0 removed"
    assert (tmp_path / "site/index.html").is_file()


def test_what_is_left_out_is_said(run, tmp_path):
    fill(tmp_path / "g.kgl")
    held = {"embargoed_until": dt.datetime(2030, 7, 1, 0, 1)}
    with open_graph(tmp_path / "g.kgl", write=True) as graph, graph.stating("letter") as writer:
        writer.write(
            [
                Record(
                    "Document", "letter", {"title": "L", "kind": "letter", **held}, (Link("SENT_TO", "Force", "essex"),)
                ),
                Record(
                    "Passage",
                    "p",
                    {"number": 1, "text": "Calls wait.", **held},
                    (Link("PART_OF", "Document", "letter"),),
                ),
                Record(
                    "Finding",
                    "f",
                    {"text": "Calls wait.", "wording": "quoted", "kind": "finding", "polarity": "weakness", **held},
                    (Link("ABOUT", "Force", "essex"), Link("STATED_IN", "Passage", "p", {"start": 0, "end": 11})),
                ),
            ]
        )
    ran = run("publish", "site", "--graph", "g.kgl", "--as-of", "2030-07-01T00:00")
    assert lines(ran)[-1] == (
        "left out: 1 finding and 1 document under embargo until 1 July 2030, 00:01 (--include-embargoed writes them)"
    )
    assert not (tmp_path / "site/finding/f.html").exists()
    ran = run("publish", "site", "--graph", "g.kgl", "--as-of", "2030-07-01T00:01")
    assert "embargo" not in ran.err
    assert lines(ran)[-1] == (
        "quoted from 1 document whose licence is not known to be open are the sentences that are findings: "
        "10 of its 10 characters (`peelgraph remove` takes a document out that you may not quote so much of)"
    )
    assert (tmp_path / "site/finding/f.html").exists()
    (tmp_path / "site/finding/f.html").write_text("my words")
    ran = run("publish", "site", "--graph", "g.kgl", "--as-of", "2030-07-01")
    assert "left alone, as somebody has changed it: finding/f.html, of which nothing is published any more" in lines(
        ran
    )


def test_a_folder_that_is_not_ours_is_refused(run, tmp_path):
    fill(tmp_path / "g.kgl")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("mine")
    ran = run("publish", "mine", "--graph", "g.kgl")
    assert ran.status == 1
    assert "mine is not empty, and peelgraph did not make it" in ran.err
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_wrong_use(run, tmp_path):
    fill(tmp_path / "g.kgl")
    for options in (["--base-uri", "x"], ["--site-url", "https://x.org"], ["--contact", "me"], ["--as-of", "soon"]):
        ran = run("publish", "site", "--graph", "g.kgl", *options)
        assert ran.status == 2, options
    assert run("publish").status == 2
    assert run("publish", "site", "--graph", "none.kgl").status == 1
    assert not (tmp_path / "site").exists()
