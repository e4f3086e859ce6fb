"""A real Neo4j for the tests: one server for the whole run.

How to use it from any conftest.py below ``tests/`` (the folder is no package, so it is loaded by its path, once)::

    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("neo4j_server", TESTS / "neo4j_server.py")
    ...
    @pytest.fixture(scope="session")
    def neo4j_uri():
        yield from server()

``server()`` yields the URI of a server without authentication. If ``PEELGRAPH_TEST_NEO4J`` is set, it is that URI; else
a Neo4j Community is started from its Maven artefacts (``neo4j_server/pom.xml``), where java and mvn exist; else
the tests that need it are skipped, or fail where ``CI`` is set. ``wiped(driver)`` empties the database between tests.
"""

import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent / "neo4j_server"
JVM = (
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)


def server() -> Iterator[str]:
    """Yield the URI of a Neo4j; stop it afterwards if it was started here."""
    given = os.environ.get("PEELGRAPH_TEST_NEO4J")
    if given:
        yield given
        return
    if not (shutil.which("java") and shutil.which("mvn")):
        reason = "Neo4j needs java and mvn, or PEELGRAPH_TEST_NEO4J"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="peelgraph-neo4j-"))
        port = _free_port()
        log = stack.enter_context((Path(home) / "server.log").open("w+"))
        command = ["java", *JVM, "-cp", f"{_jars()}/*", str(HERE / "Launcher.java"), f"{home}/data", str(port)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)
        try:
            _wait_until_ready(process, port, Path(home) / "server.log")
            yield f"bolt://127.0.0.1:{port}"
        finally:
            process.kill()
            process.wait()
            if process.stdin:
                process.stdin.close()


def wiped(driver: Any) -> None:
    """Empty the default database, constraints and all."""
    with driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()
        for row in list(session.run("SHOW CONSTRAINTS YIELD name")):
            session.run(f"DROP CONSTRAINT `{row['name']}`").consume()


def _jars() -> Path:
    """Return the folder of the server's jars, fetched once for each version of the pom."""
    version = hashlib.sha256((HERE / "pom.xml").read_bytes()).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "peelgraph-tests"
    folder = cache / f"neo4j-{version}"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        copy = ["dependency:copy-dependencies", f"-DoutputDirectory={folder}", "-DincludeScope=runtime"]
        subprocess.run(["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), *copy], check=True)
        (folder / "complete").touch()
    return folder


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"Neo4j did not start:\n{log.read_text()[-3000:]}")
        if "ready" in log.read_text():
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
        time.sleep(0.2)
    pytest.fail("Neo4j did not start within two minutes")
