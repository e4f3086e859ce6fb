"""What the tests run on the JVM, from Maven's artefacts: named by a ``pom.xml``, fetched once."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest


def needed_by(name: str) -> None:
    """Skip a test where java or mvn is not there, or fail it where CI is set.

    Args:
        name: What is to run.
    """
    if shutil.which("java") and shutil.which("mvn"):
        return
    reason = f"{name} needs java and mvn"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def jars(name: str, pom: Path) -> Path:
    """Return the folder of the jars that a pom names, fetched once for each version of it.

    Args:
        name: What the folder is called.
        pom: The file that names them.
    """
    version = hashlib.sha256(pom.read_bytes()).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "peelgraph-tests"
    folder = cache / f"{name}-{version}"
    if not (folder / "complete").exists():
        cache.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=cache))
        copy = ["dependency:copy-dependencies", f"-DoutputDirectory={beside}", "-DincludeScope=runtime"]
        subprocess.run(["mvn", "-q", "-B", "-f", str(pom), *copy], check=True)
        (beside / "complete").touch()
        try:
            beside.rename(folder)
        except OSError:  # another test run was faster
            shutil.rmtree(beside)
    return folder
