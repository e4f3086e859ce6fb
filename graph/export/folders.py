"""Folders of an export: they appear when they are complete."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peelgraph.graph.export.files import umask
from peelgraph.ontology.errors import StoreError


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Make a folder to write in that takes its name when all is written.

    Args:
        target: The folder; it does not exist yet, or is empty.

    Raises:
        StoreError: The folder is not empty, or cannot be written.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise StoreError(f"{target} is there already and not an empty folder: name a new one")
    if not target.absolute().parent.is_dir():
        raise StoreError(f"there is no folder {target.parent}; create it first")
    try:
        unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.absolute().parent))
        try:
            yield unfinished
            unfinished.chmod(0o777 & ~umask())
            unfinished.replace(target)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror or error}") from None
