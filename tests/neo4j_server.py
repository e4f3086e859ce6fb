"""A real Neo4j for the tests: one process for the whole run, with as many servers in it as the tests ask for.

The fixtures are in ``tests/conftest.py``: ``neo4j`` is this module's ``Servers``, ``neo4j_uri`` the address of an empty
server. If ``PEELGRAPH_TEST_NEO4J`` is set, it is the one server that all share, and whoever needs other content fills
it again; else Neo4j Community is started from its Maven artefacts (``neo4j_server/pom.xml``), where java and mvn exist;
else the tests that need it are skipped, or fail where ``CI`` is set.
"""

import os
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import maven
import pytest

HERE = Path(__file__).parent / "neo4j_server"
JVM = (
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)
PATIENCE = 120
PASSWORD = "correct-horse-battery"


def java_command(program: str, *arguments: str) -> list[str]:
    """Return the command that runs a Java program of ours with Neo4j's jars.

    Args:
        program: The name of its source file.
        arguments: What it is given.
    """
    return ["java", *JVM, "-cp", f"{maven.jars('neo4j', HERE / 'pom.xml')}/*", str(HERE / program), *arguments]


class Process:
    """A process that holds servers; it ends with the test run, however that ends.

    Args:
        home: The folder for the servers' data and the process's log.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._log = (home / "process.log").open("a+")
        command = java_command("Launcher.java")
        self._java = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True
        )

    def open(self, name: str, port: int | None = None, *, auth: bool = False, **settings: str) -> int:
        """Start a server; return its port.

        Args:
            name: The name of its data; the same name again has the same data.
            port: Its port; by default a free one.
            auth: True for a server that asks the user ``neo4j`` for ``PASSWORD``.
            settings: Settings of Neo4j, with ``__`` for a full stop.
        """
        port = port or free_port()
        folder = self._home / name
        new = not folder.exists()
        folder.mkdir(exist_ok=True)
        given = {key.replace("__", "."): value for key, value in settings.items()}
        own = {
            "server.bolt.enabled": "true",
            "server.bolt.listen_address": f"127.0.0.1:{port}",
            "server.bolt.advertised_address": f"127.0.0.1:{port}",
            "server.memory.pagecache.size": "32m",
            "internal.server.bolt.connection_shutdown_wait_time": "1ms",
            "internal.server.bolt.thread_pool_shutdown_wait_time": "1ms",
            "dbms.security.auth_enabled": str(auth).lower(),
        }
        (folder / "neo4j.conf").write_text("".join(f"{key}={value}\n" for key, value in (own | given).items()))
        self._tell("open", str(port), str(folder))
        if auth and new:
            _set_password(port)
        return port

    @property
    def ended(self) -> bool:
        """Whether it is no longer running."""
        return self._java.poll() is not None

    def close(self, port: int) -> None:
        """Stop a server."""
        self._tell("close", str(port))

    def kill(self) -> None:
        """End all servers at once, as a crash would."""
        self._java.send_signal(signal.SIGKILL)
        self._end()

    def again(self) -> "Process":
        """Return a new process on the data of one that was killed; its servers are opened by their names."""
        if self._java.poll() is None:
            self.kill()
        return Process(self._home)

    def stop(self) -> None:
        """End all servers."""
        self._java.kill()
        self._end()

    def _end(self) -> None:
        self._java.wait()
        for stream in (self._java.stdin, self._java.stdout, self._log):
            with suppress(BrokenPipeError):
                stream.close()

    def _tell(self, *words: str) -> None:
        patience = threading.Timer(PATIENCE, self._java.kill)
        patience.start()
        try:
            self._java.stdin.write("\t".join(words) + "\n")
            self._java.stdin.flush()
            answer = self._java.stdout.readline()
        except BrokenPipeError:
            answer = ""
        finally:
            patience.cancel()
        if not answer.startswith(("opened", "closed")):
            said = (self._home / "process.log").read_text()[-3000:]
            pytest.fail(f"Neo4j did not do {words[:2]}: {answer or 'it ended'}\n{said}")


class Servers:
    """The servers of a test run.

    Args:
        home: A folder for their data.
        given: The address of the one server that all tests share instead.
    """

    def __init__(self, home: Path, given: str | None = None) -> None:
        self._home = home
        self._given = given
        self._process: Process | None = None
        self._ports: dict[str, int] = {}
        self._held: dict[str, str] = {}
        self._processes = 0
        self._drivers: dict[str, Any] = {}

    def uri(self, name: str = "scratch", scheme: str = "neo4j") -> str:
        """Return the address of a server without authentication, started if need be."""
        if self._given:
            return self._given
        process = self.process
        if name not in self._ports:
            self._ports[name] = process.open(name.replace(" ", "-"))
        return f"{scheme}://127.0.0.1:{self._ports[name]}"

    def holding(self, content: str, fill: Callable[[str], None]) -> str:
        """Return the address of a server that holds something, which is filled in only once where it can be.

        Args:
            content: What it holds; servers that are started here have one for each content.
            fill: Fills the empty server of the address given.
        """
        uri = self.uri(content)
        if self._held.get(uri) != content:
            wiped(self.driver(uri))
            fill(uri)
            self._held[uri] = content
        return uri

    def empty(self, *, constraints: bool = False) -> str:
        """Return the address of a server whose database is empty.

        Args:
            constraints: True if it shall have no constraints either; otherwise those that it has stay.
        """
        uri = self.uri()
        wiped(self.driver(uri), constraints=constraints)
        self._held[uri] = "scratch"
        return uri

    def driver(self, uri: str) -> Any:
        """Return an open driver at an address, the same each time."""
        import neo4j

        if uri not in self._drivers:
            self._drivers[uri] = neo4j.GraphDatabase.driver(uri, auth=None, notifications_min_severity="OFF")
        return self._drivers[uri]

    @property
    def process(self) -> Process:
        """The process that all tests share; for servers with settings of their own."""
        if self._given:
            pytest.skip("needs a server that the test itself starts; PEELGRAPH_TEST_NEO4J names another")
        if self._process is None or self._process.ended:
            # One that was ended because it hung fails the test that waited for it, not all that come after.
            self._forget()
            self._process = self.own_process()
        return self._process

    def _forget(self) -> None:
        """Let go of the servers of the process, which has ended or not begun."""
        for driver in self._drivers.values():
            driver.close()
        self._drivers.clear()
        self._ports.clear()
        self._held.clear()
        if self._process is not None:
            self._process.stop()

    def own_process(self) -> Process:
        """Start another process, which the test may kill."""
        if self._given:
            pytest.skip("needs a server that the test itself starts; PEELGRAPH_TEST_NEO4J names another")
        self._processes += 1
        folder = self._home / f"own-{self._processes}"
        folder.mkdir()
        return Process(folder)

    def stop(self) -> None:
        """End what was started."""
        self._forget()


def servers() -> Iterator[Servers]:
    """Yield the servers of the run; stop them afterwards. Nothing is started before it is asked for."""
    given = os.environ.get("PEELGRAPH_TEST_NEO4J")
    if not given:
        maven.needed_by("Neo4j (unless PEELGRAPH_TEST_NEO4J names a server)")
    with tempfile.TemporaryDirectory(prefix="peelgraph-neo4j-") as home:
        started = Servers(Path(home), given)
        try:
            yield started
        finally:
            started.stop()


def wiped(driver: Any, *, constraints: bool = True) -> None:
    """Empty the default database of a driver."""
    with driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()
        for row in list(session.run("SHOW CONSTRAINTS YIELD name")) if constraints else ():
            session.run(f"DROP CONSTRAINT `{row['name']}`").consume()


def free_port() -> int:
    """Return a port on which nothing listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _set_password(port: int) -> None:
    import neo4j

    address = f"bolt://127.0.0.1:{port}"
    with neo4j.GraphDatabase.driver(address, auth=("neo4j", "neo4j")) as driver, driver.session(database="system") as s:
        s.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=PASSWORD).consume()
