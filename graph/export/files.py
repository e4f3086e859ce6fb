"""Files of an export: they appear when they are complete, and are packed where their name ends in ``.gz``."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from peelgraph.ontology.errors import StoreError


@contextmanager
def new_file(target: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that takes its name, and the place of an older one, when all is written.

    Args:
        target: The file; where its name ends in ``.gz``, what is written is packed, the same bytes each time.

    Raises:
        StoreError: It cannot be written.
    """
    if target.is_dir():
        raise StoreError(f"{target} is a folder: name a file")
    if not target.absolute().parent.is_dir():
        raise StoreError(f"there is no folder {target.parent}; create it first")
    try:
        number, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.absolute().parent)
        unfinished = Path(name)
        try:
            with open(number, "wb") as file:  # noqa: PTH123 - the file is open already
                if target.suffix == ".gz":
                    with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
                        yield cast("BinaryIO", packed)
                else:
                    yield file
            unfinished.chmod(0o666 & ~umask())
            unfinished.replace(target)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror or error}") from None


def umask() -> int:
    """Return which rights new files of this process do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
