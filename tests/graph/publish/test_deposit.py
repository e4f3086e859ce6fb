"""A folder is brought to what was made, and nothing else in it is touched."""

import contextlib
import datetime as dt
from pathlib import Path

import pytest
from peelgraph.graph import open_graph
from peelgraph.graph.publish import PublishSettings, publish
from peelgraph.graph.publish.deposit import MANIFEST, deposit, read_manifest, staging
from peelgraph.ontology.errors import StoreError


def put(folder, files, **more):
    """Bring a folder to some files."""
    with staging(folder) as stage:
        for name, text in files.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).write_text(text)
        return deposit(stage, folder, read_manifest(folder), content="c", modified="2026-01-01", **more)


def files_of(folder):
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()} if folder else {}


def without_manifest(folder):
    return {name: text for name, text in files_of(folder).items() if name != MANIFEST}


def test_only_what_changed_is_written(tmp_path):
    folder = tmp_path / "site"
    assert put(folder, {"a.html": "1", "b/c.html": "2", "b/d.html": "3"}).written == 3
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*.html")}
    done = put(folder, {"a.html": "1", "b/c.html": "changed"})
    assert (done.written, done.unchanged, done.removed, done.left) == (1, 1, 1, ())
    assert without_manifest(folder) == {"a.html": "1", "b/c.html": "changed"}
    assert (folder / "a.html").stat().st_mtime_ns == times[folder / "a.html"]
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_the_same_again_touches_nothing(tmp_path):
    folder = tmp_path / "site"
    put(folder, {"a.html": "1"})
    before = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in (folder / "a.html", folder / MANIFEST)}
    assert put(folder, {"a.html": "1"}).unchanged == 1
    assert {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in before} == before


@pytest.mark.parametrize("there", ["notes.txt", "index.html", ".hidden"])
def test_a_folder_of_somebody_elses_is_refused(tmp_path, there):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / there).write_text("mine")
    with pytest.raises(StoreError, match="is not empty, and peelgraph did not make it"):
        put(tmp_path / "site", {"index.html": "ours"})
    assert files_of(tmp_path / "site") == {there: "mine"}


def test_a_file_is_refused_and_so_is_a_place_without_a_folder(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match="is a file: name a folder"):
        put(tmp_path / "file", {"a": "1"})
    with pytest.raises(StoreError, match="create it first"):
        put(tmp_path / "none" / "site", {"a": "1"})


def test_somebody_elses_file_in_our_folder_stays(tmp_path):
    folder = tmp_path / "site"
    put(folder, {"b/c.html": "2"})
    (folder / "CNAME").write_text("data.example.org")
    (folder / "b" / "mine.txt").write_text("mine")
    put(folder, {"d.html": "3"})
    assert without_manifest(folder) == {"CNAME": "data.example.org", "b/mine.txt": "mine", "d.html": "3"}
    (folder / "e.html").write_text("mine")
    with pytest.raises(StoreError, match=r"e\.html is not peelgraph's"):
        put(folder, {"d.html": "4", "e.html": "ours"})
    assert (folder / "d.html").read_text() == "3"


def test_a_removed_file_that_somebody_changed_is_left_and_told(tmp_path):
    folder = tmp_path / "site"
    put(folder, {"a.html": "1", "b.html": "2"})
    (folder / "b.html").write_text("my own words")
    done = put(folder, {"a.html": "1"})
    assert (done.removed, done.left) == (0, ("b.html",))
    assert (folder / "b.html").read_text() == "my own words"


def test_links_to_elsewhere_are_refused(tmp_path):
    folder, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    put(folder, {"a.html": "1"})
    (folder / "b").symlink_to(elsewhere)
    with pytest.raises(StoreError, match="is a link to elsewhere"):
        put(folder, {"a.html": "1", "b/c.html": "2"})
    assert not list(elsewhere.iterdir())


def test_a_broken_manifest_is_refused(tmp_path):
    folder = tmp_path / "site"
    put(folder, {"a.html": "1"})
    for text in ("", "[]", "{}", '{"format": "other"}', '{"format": "peelgraph site", "version": 99}'):
        (folder / MANIFEST).write_text(text)
        with pytest.raises(StoreError, match="does not say what peelgraph wrote there"):
            put(folder, {"a.html": "2"})
    assert (folder / "a.html").read_text() == "1"


@pytest.mark.parametrize("after", range(8))
def test_a_run_that_is_broken_off_leaves_whole_files_and_the_next_completes_it(tmp_path, monkeypatch, after):
    folder = tmp_path / "site"
    first = {"a.html": "1", "b.html": "2", "gone.html": "3"}
    second = {"a.html": "changed", "b.html": "2", "new/c.html": "4"}
    if after % 2:
        put(folder, first)
    replace, moved = Path.replace, []

    def broken(self, target):
        if len(moved) == after // 2:
            raise KeyboardInterrupt
        moved.append(target)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", broken)
    with contextlib.suppress(KeyboardInterrupt):
        put(folder, second)
    monkeypatch.undo()
    found = {name: text for name, text in files_of(folder).items() if not name.startswith(MANIFEST)}
    assert all(text in {first.get(name), second.get(name)} for name, text in found.items())
    put(folder, second)
    assert without_manifest(folder) == second
    assert not list(folder.glob("*.new"))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_same_graph_gives_the_same_bytes(site, lettered_file, tmp_path, contents):
    now = dt.datetime(2026, 11, 23, 12, 0)
    with open_graph(lettered_file) as graph:
        report = publish(graph, tmp_path / "again", PublishSettings(now=now))
        assert contents(tmp_path / "again") == contents(site)
        times = {path: path.stat().st_mtime_ns for path in (tmp_path / "again").rglob("*")}
        second = publish(graph, tmp_path / "again", PublishSettings(now=now))
    assert (report.unchanged, second.written, second.removed) == (0, 0, 0)
    assert second.unchanged == report.written
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "again").rglob("*")} == times


def test_the_day_of_the_content_stays_while_it_does_not_change(tiny, tmp_path, claim, monkeypatch):
    graph = tiny([claim("x", "avon", "peel-2016", "weakness", ("calls",)).record()])
    import peelgraph.graph.publish.run as publishing

    monkeypatch.setattr(publishing, "london_now", lambda: dt.datetime(2026, 1, 1, 9, 0))
    publish(graph, tmp_path / "site")
    monkeypatch.setattr(publishing, "london_now", lambda: dt.datetime(2026, 3, 1, 9, 0))
    assert publish(graph, tmp_path / "site").written == 0
    assert '"2026-01-01"' in (tmp_path / "site/catalogue.ttl").read_text()
    graph = tiny([claim("y", "avon", "peel-2016", "strength", ("calls",)).record()])
    done = publish(graph, tmp_path / "site")
    assert done.removed == 2
    assert '"2026-03-01"' in (tmp_path / "site/catalogue.ttl").read_text()
    assert not (tmp_path / "site/finding/x.html").exists()
    assert (tmp_path / "site/finding/y.html").exists()
