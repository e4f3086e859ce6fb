"""Where a table comes from: a file on the disk that can be read again and again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO

from peelgraph.loaders.tables.limits import TableLimits
from peelgraph.ontology.errors import LoadError

_CHUNK = 1 << 20


class Source:
    """A table's bytes, which can be opened as often as needed.

    A stream (standard input, say) is copied to a temporary file first, which goes away on `close`.

    Args:
        given: The path of a file, or a binary stream.
        name: What messages call it; by default the file's name.
        limits: How large it may be.

    Raises:
        LoadError: There is no such file, it cannot be read, it is empty, or it is too large.
    """

    def __init__(self, given: Path | str | BinaryIO, *, name: str | None = None, limits: TableLimits) -> None:
        self.limits = limits
        self._open_things = ExitStack()
        if isinstance(given, (str, Path)):
            self.path = Path(given)
            self.name = name or self.path.name
        else:
            self.name = name or "the table"
            copy = _copied(given, self.name, limits)
            self._open_things.callback(copy.close)
            self.path = Path(copy.name)
        try:
            self._check()
        except BaseException:
            self.close()
            raise

    def _check(self) -> None:
        try:
            if self.path.is_dir():
                raise LoadError(f"{self.name} is a folder, not a table: name a file in it")
            size = self.path.stat().st_size
        except (OSError, ValueError) as error:
            raise _unreadable(self.name, error) from error
        if size > self.limits.file_bytes:
            raise _too_large(self.name, self.limits)
        if size == 0:
            raise LoadError(f"{self.name} is empty: a table starts with a row of column names")

    def open(self) -> BinaryIO:
        """Return the bytes from their start.

        Raises:
            LoadError: The file is gone, or may not be read.
        """
        try:
            return self.path.open("rb")
        except OSError as error:
            raise _unreadable(self.name, error) from error

    def head(self, size: int = 65_536) -> bytes:
        """Return the first bytes."""
        with self.open() as file:
            return file.read(size)

    def on_close(self, action: Callable[[], object]) -> None:
        """Have something done when the source is closed."""
        self._open_things.callback(action)

    def close(self) -> None:
        """Close what was opened, and remove the temporary copy of a stream."""
        self._open_things.close()

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _copied(stream: BinaryIO, name: str, limits: TableLimits) -> IO[bytes]:
    copy = tempfile.NamedTemporaryFile(prefix="peelgraph-", suffix=".table")  # noqa: SIM115 - closed by Source
    try:
        _copy(stream, copy, limits)
    except OSError as error:
        copy.close()
        raise _unreadable(name, error) from error
    except BaseException:
        copy.close()
        raise
    return copy


def _copy(stream: BinaryIO, to: IO[bytes], limits: TableLimits) -> None:
    """Copy a stream up to one chunk over the limit, which is enough to refuse it."""
    while (chunk := stream.read(_CHUNK)) and to.tell() <= limits.file_bytes:
        to.write(chunk)
    to.flush()


def _too_large(name: str, limits: TableLimits) -> LoadError:
    return LoadError(f"{name} is larger than {limits.file_bytes:,} bytes, the limit for a table: split it")


def _unreadable(name: str, error: Exception) -> LoadError:
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return LoadError(f"{name} cannot be read: {why}")
