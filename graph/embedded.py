"""The embedded engine: a graph in one file on this machine, kept by KGLite.

The engine is used by rules that were found by measuring it against Neo4j: its optimiser gives wrong answers and is
always off; one statement a call; a unique constraint on every key; what another process reads is the last save, so
a load counts as done only after it. The file and its log (``FILE-wal``) belong together.
"""

from __future__ import annotations

import datetime as dt
import shlex
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import kglite
from peelgraph.graph.answers import Answers
from peelgraph.graph.lookup import GraphLookup
from peelgraph.graph.schema import constraint_statements
from peelgraph.graph.store import QueryLimits, Result, Row
from peelgraph.graph.writer import RecordWriter
from peelgraph.ontology.errors import (
    GraphBusyError,
    NoGraphError,
    PeelgraphError,
    QueryError,
    QueryStoppedError,
    StoreError,
)
from peelgraph.ontology.model import load_model

_TRUSTED_TIMEOUT_MS = 180_000


class EmbeddedGraph(GraphLookup, Answers):
    """A graph in a file.

    Args:
        path: The file.
        engine: The open engine.
        writable: True where it was opened for writing.
        new: True where there was no file before; it is not left behind if nothing is stated.
        notices: What a person should know of how it was opened, as sentences.
    """

    def __init__(
        self,
        path: Path,
        engine: kglite.KnowledgeGraph,
        *,
        writable: bool,
        new: bool = False,
        notices: Sequence[str] = (),
    ) -> None:
        self.uri = str(path)
        self.path = path
        self.notices: Sequence[str] = tuple(notices)
        self._engine = engine
        self._writable = writable
        self._dirty = False
        self._empty = new

    @classmethod
    def open_for_reading(cls, path: Path) -> Self:
        """Open a graph that exists, without a lock: readers never wait.

        Raises:
            NoGraphError: There is no such file.
            StoreError: The file is no graph, or is damaged.
        """
        _require(path)
        _prepare_engine()
        engine, unsaved = _load(path)
        notices = []
        if unsaved:
            if _recover(path):
                engine, _ = _load(path)
            else:
                notices.append(f"{path} is being written to; this is what it held at the last save")
        engine.read_only(True)
        return cls(path, engine, writable=False, notices=notices)

    @classmethod
    def open_for_writing(cls, path: Path) -> Self:
        """Open a graph for writing, creating it if there is none; one process at a time.

        Raises:
            GraphBusyError: Another process writes to it.
            StoreError: The file is no graph, is damaged, or cannot be written.
        """
        if path.is_dir():
            raise StoreError(f"{path} is a folder; name a file in it, for example {path / 'peelgraph.kgl'}")
        if not path.parent.is_dir():
            raise StoreError(f"there is no folder {path.parent}; create it first")
        _refuse_device(path)
        _prepare_engine()
        with _engine_errors(path):
            new = not path.exists() and not Path(f"{path}-wal").exists()
            engine = kglite.open(str(path), durable="normal")
            try:
                for statement in constraint_statements(load_model()):
                    engine.cypher(statement, disable_optimizer=True)
            except BaseException:
                engine.close()
                raise
        return cls(path, engine, writable=True, new=new)

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of a trusted query of our own, in the portable subset of Cypher.

        Raises:
            QueryError: The engine refused or failed.
        """
        with _engine_errors(self.path):
            answer = self._engine.cypher(
                cypher,
                params=dict(parameters or {}),
                disable_optimizer=True,
                hide_structural_keys=True,
                timeout_ms=_TRUSTED_TIMEOUT_MS,
            )
            return _rows(answer)

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any],
        limits: QueryLimits,
        public_at: dt.datetime | None = None,
    ) -> Result:
        """Return the answer to a query that a person typed: read-only, within limits.

        Args:
            cypher: The query.
            parameters: Its parameters.
            limits: Its limits.
            public_at: Leave out what is under embargo at this wall-clock time in London; None leaves nothing out.

        Raises:
            QueryRefusedError: The query would write, read a file, or mean something else here.
            QueryStoppedError: It reached a limit of time or memory.
            QueryError: It is wrong.
        """
        from peelgraph.graph.cypher import prepare, run_in_child  # noqa: PLC0415 - only `cypher` needs the dialect

        prepared = prepare(cypher, parameters, load_model())
        answer = run_in_child(
            self.path,
            prepared,
            timeout_s=limits.timeout,
            row_limit=limits.rows,
            memory_limit_mib=limits.memory,
            public_at=public_at,
        )
        return Result(answer.columns, answer.rows, answer.truncated, prepared.notices)

    @contextmanager
    def stating(self, source: str, *, in_parts: bool = False) -> Iterator[RecordWriter]:  # noqa: ARG002 - all fits
        """Open a transaction in which one source states its records: all of it happens, or nothing."""
        self._require_writable()
        with _engine_errors(self.path):
            transaction = self._engine.begin()

        def run(cypher: str, parameters: Mapping[str, Any]) -> list[Row]:
            with _engine_errors(self.path):
                return _rows(transaction.cypher(cypher, params=dict(parameters)))

        try:
            writer = RecordWriter(run, source, load_model())
            yield writer
            writer.finish()
        except BaseException:
            transaction.rollback()
            raise
        with _engine_errors(self.path):
            transaction.commit()
        self._dirty, self._empty = True, False

    def ids(self, label: str) -> Iterator[str]:
        """Yield the ids of a label in order."""
        yield from sorted(row["id"] for row in self.run(f"MATCH (n:{label}) RETURN n.id AS id"))

    def write(self, cypher: str, parameters: Mapping[str, Any]) -> list[Row]:
        """Run a trusted write of our own as one transaction; return its rows."""
        self._require_writable()
        with _engine_errors(self.path):
            rows = _rows(self._engine.cypher(cypher, params=dict(parameters), disable_optimizer=True))
        self._dirty, self._empty = True, False
        return rows

    def flush(self) -> None:
        """Make what was stated so far durable and visible to readers."""
        self._require_writable()
        if self._dirty:
            with _engine_errors(self.path), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._engine.save()
            self._dirty = False

    def close(self) -> None:
        """Make all acknowledged work durable and let go of the graph."""
        if self._writable:
            with _engine_errors(self.path), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._engine.close()
            if self._empty:
                for ending in ("", "-wal", ".lock", ".lock-owner"):
                    Path(f"{self.path}{ending}").unlink(missing_ok=True)

    def __enter__(self) -> Self:
        """Return the graph itself."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the graph."""
        self.close()

    def _require_writable(self) -> None:
        if not self._writable:
            raise StoreError(f"{self.path} was opened for reading; open it for writing")


def _rows(answer: Any) -> list[Row]:
    return [dict(row) for row in answer]


def _prepare_engine() -> None:
    kglite.set_query_warning_policy("silent")


def _require(path: Path) -> None:
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a graph; name the file, for example {path / 'peelgraph.kgl'}")
    if not path.exists():
        log = Path(f"{path}-wal")
        if log.exists() and _recover(path):
            return
        raise NoGraphError(
            f"there is no graph at {path} yet; `peelgraph quickstart --graph {shlex.quote(str(path))}` makes one from "
            f"the shipped data, `peelgraph load PATH --graph {shlex.quote(str(path))}` one from your own"
        )
    _refuse_device(path)


def _refuse_device(path: Path) -> None:
    """Refuse what is there and is no file: some devices can be read without an end."""
    if path.exists() and not path.is_file():
        raise StoreError(f"{path} is a device, not a graph; name a file")


def _load(path: Path) -> tuple[kglite.KnowledgeGraph, bool]:
    """Return the engine with the last save, and whether the log holds more."""
    with _engine_errors(path), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        engine = kglite.load(str(path))
    unsaved = any("wal" in str(warning.message).lower() for warning in caught)
    return engine, unsaved


def _recover(path: Path) -> bool:
    """Fold a log that a killed writer left into the file; return False beside a writer that lives."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            engine = kglite.open(str(path), durable="normal")
            engine.save()
            engine.close()
    except kglite.WriterLeaseHeldError:
        return False
    except (kglite.KgError, OSError, ValueError) as error:
        raise StoreError(f"{path} has unsaved work in {path}-wal that cannot be recovered: {error}") from None
    return True


@contextmanager
def _engine_errors(path: Path) -> Iterator[None]:
    """Turn the engine's errors into sentences of ours."""
    try:
        yield
    except PeelgraphError:
        raise
    except kglite.WriterLeaseHeldError as error:
        holder = getattr(error, "holder", None) or {}
        by = f" by process {holder['pid']}" if holder.get("pid") else ""
        raise GraphBusyError(f"{path} is being written to{by}; wait until that has finished, then try again") from None
    except (kglite.FileFormatError, kglite.FileError) as error:
        raise StoreError(f"{path} is no graph of peelgraph, or is damaged: {error}") from None
    except kglite.FileIoError as error:
        if "write-ahead log" in str(error):
            raise StoreError(
                f"{path} could not be written further, as when a disk is full: nothing of what was being stated is "
                "kept, all before it is; make room, then do it again"
            ) from None
        raise StoreError(f"{path} cannot be read or written: {error}") from None
    except kglite.CypherTimeoutError:
        raise QueryStoppedError("the query took too long and was stopped") from None
    except (kglite.CypherError, kglite.SchemaError) as error:
        raise QueryError(f"the engine refused the query: {error}") from None
    except kglite.KgError as error:
        raise StoreError(f"the engine failed on {path}: {error}") from None
    except OSError as error:
        raise StoreError(f"{path} cannot be read or written: {error.strerror or error}") from None
