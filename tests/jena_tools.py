"""Apache Jena's commands for the tests: ``riot`` reads RDF, ``arq`` and ``rsparql`` ask SPARQL.

They are started from their Maven artefacts (``jena/pom.xml``), where java and mvn exist; else the tests that need them
are skipped, or fail where ``CI`` is set. The fixture is ``jena`` in ``tests/conftest.py``.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

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
    if not (shutil.which("java") and shutil.which("mvn")):
        reason = "Apache Jena needs java and mvn"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return Jena(_jars())


def _jars() -> Path:
    """Return the folder of the jars, fetched once for each version of the pom."""
    version = hashlib.sha256((HERE / "pom.xml").read_bytes()).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "peelgraph-tests"
    folder = cache / f"jena-{version}"
    if not (folder / "complete").exists():
        cache.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix="jena-", dir=cache))
        copy = ["dependency:copy-dependencies", f"-DoutputDirectory={beside}", "-DincludeScope=runtime"]
        subprocess.run(["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), *copy], check=True)
        (beside / "complete").touch()
        try:
            beside.rename(folder)
        except OSError:  # another test run was faster
            shutil.rmtree(beside)
    return folder
