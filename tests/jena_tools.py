"""Apache Jena's commands for the tests: ``riot`` reads RDF, ``arq`` and ``rsparql`` ask SPARQL.

They are started from their Maven artefacts (``jena/pom.xml``), where java and mvn exist; else the tests that need them
are skipped, or fail where ``CI`` is set. The fixture is ``jena`` in ``tests/conftest.py``.
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import maven

HERE = Path(__file__).parent / "jena"
JVM = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
MAIN = {"riot": "riotcmd.riot", "arq": "arq.arq", "rsparql": "arq.rsparql"}
PATIENCE = 180


@dataclass(frozen=True)
class Jena:
    """The commands of Apache Jena.

    Args:
        jars: The folder of the jars.
    """

    jars: Path

    def __call__(self, command: str, *arguments: object, stdin: bytes | None = None) -> subprocess.CompletedProcess:
        """Run ``riot``, ``arq`` or ``rsparql`` with arguments; return what it did, with bytes on its outputs."""
        java = ["java", *JVM, "-cp", f"{self.jars}/*", MAIN[command], *map(str, arguments)]
        return subprocess.run(java, input=stdin, capture_output=True, check=False, timeout=PATIENCE)


def find() -> Jena:
    """Return the commands, fetched if need be; skip the test without java and mvn, or fail it where CI is set."""
    maven.needed_by("Apache Jena")
    return Jena(maven.jars("jena", HERE / "pom.xml"))
