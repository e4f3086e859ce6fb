"""What is acknowledged stays, whatever happens to the process; what is not is whole or absent. Real processes."""

from __future__ import annotations

import ctypes
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import contextmanager

import pytest
from peelgraph.graph import open_graph
from peelgraph.graph.question import ask
from peelgraph.loaders.load import load_shipped
from peelgraph.ontology.errors import GraphBusyError, NoGraphError, PeelgraphError, StoreError

PREAMBLE = """
import sys, time
from peelgraph.graph import open_graph
from peelgraph.loaders.load import load_shipped
from peelgraph.ontology.records import Link, Record

path = sys.argv[1]

def say(*words):
    print(*words, flush=True)

def wait():
    sys.stdin.readline()

def rows(name, count):
    yield Record("Force", name, {"slug": name, "name": name.title() + " Police"})
    for n in range(count):
        said = {"text": f"Finding {n}.", "wording": "summary", "kind": "finding", "polarity": "weakness"}
        yield Record("Finding", f"{name}-{n}", said, (Link("ABOUT", "Force", name),))

def state(graph, name, count):
    with graph.stating(name) as writer:
        writer.write(rows(name, count))
"""


def start(script, path, **options):
    """Start a process that runs a script on a graph; it says lines and waits for ours."""
    return subprocess.Popen(
        [sys.executable, "-c", PREAMBLE + textwrap.dedent(script), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdin.close()
    process.stdout.close()


@contextmanager
def running(script, path, until="ready"):
    """A process that has said that it is ready; it is killed at the end."""
    process = start(script, path)
    try:
        assert process.stdout.readline().strip() == until
        yield process
    finally:
        kill(process)


def counts(path):
    """How many findings each source states; read in this process."""
    with open_graph(path) as graph:
        rows = graph.run("MATCH (x:Finding) UNWIND x.sources AS source RETURN source, count(x) AS n")
        return {row["source"]: row["n"] for row in rows}


# Killed


def test_a_load_that_was_acknowledged_survives_the_kill_of_its_process(tmp_path):
    path = tmp_path / "g.kgl"
    script = """
        graph = open_graph(path, write=True)
        load_shipped(graph, graph)
        say("ready")
        wait()
    """
    with running(script, path):
        pass
    assert counts(path) == {"peelgraph": 589}
    with open_graph(path) as graph:
        assert graph.notices == ()
        assert len(ask(graph, "grades").rows) == 866


def test_a_load_killed_half_way_leaves_nothing_of_itself_and_the_next_one_works(tmp_path):
    path = tmp_path / "g.kgl"
    script = """
        graph = open_graph(path, write=True)
        load_shipped(graph, graph)
        with graph.stating("mine") as writer:
            writer.write(rows("narnia", 7000))
            say("ready")
            wait()
    """
    with running(script, path):
        pass
    assert counts(path) == {"peelgraph": 589}
    with open_graph(path) as graph:
        assert "narnia" not in graph.forces()
    with open_graph(path, write=True) as graph:
        report = load_shipped(graph, graph)
    assert (report.total.counts.unchanged, report.total.rows, report.faulty) == (1788, 1788, False)


@pytest.mark.parametrize("acknowledged", [False, True])
def test_what_was_committed_and_not_yet_saved_is_recovered_by_the_next_reader(tmp_path, acknowledged):
    path = tmp_path / "g.kgl"
    script = f"""
        graph = open_graph(path, write=True)
        state(graph, "first", 10)
        if {acknowledged}:
            graph.flush()
        state(graph, "second", 20)
        say("ready")
        wait()
    """
    with running(script, path):
        pass
    assert counts(path) == {"first": 10, "second": 20}
    with open_graph(path) as graph:
        assert graph.notices == ()
    assert counts(path) == {"first": 10, "second": 20}


def test_what_was_committed_and_not_yet_saved_is_recovered_by_the_next_writer(tmp_path):
    path = tmp_path / "g.kgl"
    script = """
        graph = open_graph(path, write=True)
        state(graph, "first", 10)
        say("ready")
        wait()
    """
    with running(script, path):
        pass
    with open_graph(path, write=True) as graph:
        assert set(graph.forces()) == {"first"}
    assert counts(path) == {"first": 10}


@pytest.mark.parametrize("seed", range(5))
def test_killed_at_any_moment_every_source_is_whole_or_absent_and_the_acknowledged_ones_are_there(tmp_path, seed):
    path = tmp_path / "g.kgl"
    script = """
        graph = open_graph(path, write=True)
        say("ready")
        for n in range(10_000):
            state(graph, f"source{n}", 40)
            if n % 2:
                graph.flush()
                say(n)
    """
    process = start(script, path)
    assert process.stdout.readline().strip() == "ready"
    time.sleep(random.Random(seed).uniform(0.01, 0.5))
    process.send_signal(signal.SIGKILL)
    process.wait()
    acknowledged = process.stdout.read().split()
    kill(process)
    last = int(acknowledged[-1]) if acknowledged else -1
    if last < 0 and not path.exists() and not path.with_name("g.kgl-wal").exists():
        with pytest.raises(NoGraphError):
            open_graph(path)
        return
    held = counts(path)
    assert set(held.values()) <= {40}
    assert {f"source{n}" for n in range(last + 1)} <= set(held)
    assert set(held) == {f"source{n}" for n in range(len(held))}
    with open_graph(path, write=True) as graph:
        load_shipped(graph, graph)
    assert counts(path) == held | {"peelgraph": 589}


def test_a_writer_that_states_nothing_does_not_throw_away_what_a_killed_one_left(tmp_path):
    path = tmp_path / "g.kgl"
    script = """
        graph = open_graph(path, write=True)
        state(graph, "first", 10)
        say("ready")
        wait()
    """
    with running(script, path):
        pass
    with open_graph(path, write=True):
        pass
    assert counts(path) == {"first": 10}


def test_a_graph_to_which_nothing_was_stated_leaves_no_file(tmp_path):
    with open_graph(tmp_path / "g.kgl", write=True):
        pass
    assert list(tmp_path.iterdir()) == []


# Beside each other


def test_a_second_writer_is_told_who_writes(tmp_path):
    path = tmp_path / "g.kgl"
    script = """
        graph = open_graph(path, write=True)
        say("ready")
        wait()
    """
    with running(script, path) as process, pytest.raises(GraphBusyError) as error:
        open_graph(path, write=True)
    assert str(error.value) == (
        f"{path} is being written to by process {process.pid}; wait until that has finished, then try again"
    )
    with open_graph(path, write=True) as graph:
        load_shipped(graph, graph)
    assert counts(path) == {"peelgraph": 589}


def test_a_reader_sees_all_that_was_acknowledged_while_a_writer_is_open(tmp_path):
    path = tmp_path / "g.kgl"
    script = """
        graph = open_graph(path, write=True)
        for name in ("first", "second"):
            state(graph, name, 10)
            graph.flush()
            say("ready")
            wait()
    """
    with running(script, path) as process:
        assert counts(path) == {"first": 10}
        process.stdin.write("go on\n")
        process.stdin.flush()
        assert process.stdout.readline().strip() == "ready"
        assert counts(path) == {"first": 10, "second": 10}
        with open_graph(path) as graph:
            assert graph.notices == ()


def test_a_reader_beside_a_writer_with_unsaved_work_sees_the_last_save_and_says_so(tmp_path):
    path = tmp_path / "g.kgl"
    script = """
        graph = open_graph(path, write=True)
        state(graph, "first", 10)
        graph.flush()
        state(graph, "second", 10)
        say("ready")
        wait()
        graph.flush()
        say("saved")
        wait()
    """
    with running(script, path) as process:
        assert counts(path) == {"first": 10}
        with open_graph(path) as graph:
            assert graph.notices == (f"{path} is being written to; this is what it held at the last save",)
        process.stdin.write("go on\n")
        process.stdin.flush()
        assert process.stdout.readline().strip() == "saved"
        assert counts(path) == {"first": 10, "second": 10}


def test_before_the_first_save_a_reader_beside_the_writer_is_told_that_there_is_no_graph_yet(tmp_path):
    path = tmp_path / "g.kgl"
    script = """
        graph = open_graph(path, write=True)
        state(graph, "first", 10)
        say("ready")
        wait()
    """
    with running(script, path):
        with pytest.raises(StoreError) as error:
            open_graph(path)
        assert str(path) in str(error.value)
    assert counts(path) == {"first": 10}


def test_an_open_reader_keeps_seeing_what_it_opened_and_never_holds_up_a_writer(tmp_path):
    path = tmp_path / "g.kgl"
    with open_graph(path, write=True) as graph:
        load_shipped(graph, graph)
    script = """
        with open_graph(path, write=True) as graph:
            state(graph, "mine", 10)
        say("ready")
        wait()
    """
    with open_graph(path) as reader:
        with running(script, path):
            pass
        assert len(ask(reader, "findings").rows) == 589
    assert counts(path) == {"peelgraph": 589, "mine": 10}


def test_a_graph_that_was_opened_for_reading_cannot_be_written(shipped):
    with pytest.raises(StoreError, match="was opened for reading; open it for writing"), shipped.stating("mine"):
        pass
    with pytest.raises(StoreError, match="was opened for reading"):
        shipped.flush()
    with pytest.raises(PeelgraphError):
        shipped.run("CREATE (:Force {id: 'x'})")


# What is no graph


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The bytes of a good graph."""
    path = tmp_path_factory.mktemp("good") / "good.kgl"
    with open_graph(path, write=True) as graph:
        load_shipped(graph, graph)
    return path.read_bytes()


def refused(path, *, write):
    """The sentence with which a path is refused."""
    with pytest.raises(StoreError) as error:
        open_graph(path, write=write)
    said = str(error.value)
    assert "Traceback" not in said
    assert "\n" not in said
    return said


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("what", ["empty", "half", "but the last byte", "head", "text", "noise", "zeros", "damaged"])
def test_a_file_that_is_no_graph_is_refused_and_left_as_it_is(tmp_path, saved, what, write):
    content = {
        "empty": b"",
        "half": saved[: len(saved) // 2],
        "but the last byte": saved[:-1],
        "head": saved[:16],
        "text": b"force,cycle\n" * 100,
        "noise": random.Random(1).randbytes(5000),
        "zeros": bytes(5000),
        "damaged": saved[:9000] + bytes([saved[9000] ^ 1]) + saved[9001:],
    }[what]
    path = tmp_path / "g.kgl"
    path.write_bytes(content)
    assert refused(path, write=write).startswith(f"{path} is no graph of peelgraph, or is damaged: ")
    assert path.read_bytes() == content


def test_a_bit_that_tipped_anywhere_is_noticed(tmp_path, saved):
    path = tmp_path / "g.kgl"
    dice = random.Random(7)
    for _ in range(40):
        place = dice.randrange(len(saved))
        path.write_bytes(saved[:place] + bytes([saved[place] ^ (1 << dice.randrange(8))]) + saved[place + 1 :])
        refused(path, write=False)


def test_a_damaged_log_is_told_to_a_writer_and_loses_no_save(tmp_path, saved):
    path, log = tmp_path / "g.kgl", tmp_path / "g.kgl-wal"
    path.write_bytes(saved)
    log.write_bytes(b"this is no log")
    assert "g.kgl-wal" in refused(path, write=True)
    assert path.read_bytes() == saved
    assert counts(path) == {"peelgraph": 589}


def test_a_log_cut_short_by_a_crash_gives_back_whole_sources_only(tmp_path):
    path, log = tmp_path / "g.kgl", tmp_path / "g.kgl-wal"
    script = """
        graph = open_graph(path, write=True)
        state(graph, "first", 10)
        graph.flush()
        state(graph, "second", 10)
        state(graph, "third", 10)
        say("ready")
        wait()
    """
    with running(script, path):
        pass
    file, whole = path.read_bytes(), log.read_bytes()
    for length in (len(whole) - 1, len(whole) // 2, 20, 6):
        for leftover in tmp_path.iterdir():
            leftover.unlink()
        path.write_bytes(file)
        log.write_bytes(whole[:length])
        held = counts(path)
        assert held in ({"first": 10}, {"first": 10, "second": 10})


def test_a_folder_and_a_missing_one_are_told_with_what_to_do(tmp_path):
    assert refused(tmp_path, write=False).startswith(f"{tmp_path} is a folder, not a graph; name the file")
    assert refused(tmp_path, write=True).startswith(f"{tmp_path} is a folder; name a file in it")
    nowhere = tmp_path / "no" / "g.kgl"
    assert refused(nowhere, write=True) == f"there is no folder {tmp_path / 'no'}; create it first"
    with pytest.raises(NoGraphError, match=re.escape(f"peelgraph quickstart --graph {nowhere}")):
        open_graph(nowhere)
    assert list(tmp_path.iterdir()) == []


def test_reading_never_creates_a_graph(tmp_path):
    with pytest.raises(NoGraphError, match="there is no graph at"):
        open_graph(tmp_path / "g.kgl")
    assert list(tmp_path.iterdir()) == []


def test_an_address_of_another_kind_is_told():
    for write in (False, True):
        assert "https://" in refused("https://example.org/g.kgl", write=write)


def without_privilege():
    """Give up root's right to write everywhere, in the process that is about to start."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            if libc.prctl(24, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")


@pytest.fixture
def read_only(tmp_path, saved):
    """A folder that may not be written to, with a graph in it."""
    folder = tmp_path / "read-only"
    folder.mkdir()
    (folder / "g.kgl").write_bytes(saved)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


def told(script, path):
    """What a process without root's rights says."""
    try:
        process = start(script, path, preexec_fn=without_privilege)
    except subprocess.SubprocessError:
        pytest.skip("this machine does not let root give up its rights")
    said, _ = process.communicate("", timeout=60)
    assert process.returncode == 0
    return said.strip()


TRY = """
    from peelgraph.ontology.errors import StoreError
    try:
        with open_graph(path, write={write}) as graph:
            {act}
    except StoreError as error:
        say(error)
"""


def test_a_graph_in_a_folder_that_may_not_be_written_to_can_be_read(read_only):
    act = 'say(len(graph.run("MATCH (x:Finding) RETURN x.id AS id")))'
    assert told(TRY.format(write=False, act=act), read_only / "g.kgl") == "589"


@pytest.mark.parametrize("name", ["g.kgl", "new.kgl"])
def test_a_folder_that_may_not_be_written_to_is_told_to_a_writer(read_only, saved, name):
    said = told(TRY.format(write=True, act="load_shipped(graph, graph)"), read_only / name)
    assert said.startswith(f"{read_only / name} cannot be read or written: ")
    assert [path.name for path in read_only.iterdir()] == ["g.kgl"]
    assert (read_only / "g.kgl").read_bytes() == saved


def test_a_graph_that_may_not_be_read_is_told(tmp_path, saved):
    path = tmp_path / "g.kgl"
    path.write_bytes(saved)
    path.chmod(0)
    said = told(TRY.format(write=False, act="say(1)"), path)
    assert said.startswith(f"{path} cannot be read or written: ")


def test_unsaved_work_where_nothing_may_be_written_is_told_and_not_lost(tmp_path):
    path = tmp_path / "g.kgl"
    script = """
        graph = open_graph(path, write=True)
        state(graph, "first", 10)
        graph.flush()
        state(graph, "second", 10)
        say("ready")
        wait()
    """
    with running(script, path):
        pass
    locked = tmp_path / "locked"
    locked.mkdir()
    for name in ("g.kgl", "g.kgl-wal"):
        shutil.copy(tmp_path / name, locked / name)
        (locked / name).chmod(0o444)
    locked.chmod(0o555)
    try:
        act = 'say("; ".join(graph.notices), len(graph.forces()))'
        said = told(TRY.format(write=False, act=act), locked / "g.kgl")
    finally:
        locked.chmod(0o755)
    assert "g.kgl" in said
    assert "Traceback" not in said
    assert "unsaved work" in said
    (locked / "g.kgl").chmod(0o644)
    (locked / "g.kgl-wal").chmod(0o644)
    assert counts(locked / "g.kgl") == {"first": 10, "second": 10}
