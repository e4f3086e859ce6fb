"""Writing a folder that is ours: made elsewhere first, then only what changed takes its place."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from peelgraph.graph.export.files import umask
from peelgraph.ontology.errors import StoreError

MANIFEST = ".peelgraph-site.json"
"""The file that says which files of a folder we wrote, so that no other is ever touched."""

_UNFINISHED = f"{MANIFEST}.new"
_FORMAT = "peelgraph site"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What we wrote into a folder.

    Args:
        files: Each file, told from the top of the folder, with its SHA-256; empty while it is being written.
        content: The hash of the content that it was made of.
        modified: The day on which that content was first published.
    """

    files: Mapping[str, str]
    content: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Deposited:
    """What writing a folder did: how many files were written, unchanged and removed, and which were left alone.

    Args:
        written: New files, and those that changed.
        unchanged: Those that are as they were.
        removed: Those that we wrote and that are no longer part of it.
        left: Those that we wrote, that are no longer part of it, and that somebody has changed since.
    """

    written: int
    unchanged: int
    removed: int
    left: tuple[str, ...]


def read_manifest(folder: Path) -> Manifest:
    """Return what we wrote into a folder; nothing where it is not there or empty.

    Raises:
        StoreError: Something is there that is not ours.
    """
    if not folder.exists() and not folder.is_symlink():
        return Manifest({})
    if not folder.is_dir():
        raise StoreError(f"{folder} is a file: name a folder")
    path = folder / MANIFEST
    if not path.exists():
        if any(path.name != _UNFINISHED for path in folder.iterdir()):
            raise StoreError(
                f"{folder} is not empty, and peelgraph did not make it (there is no {MANIFEST} in it): "
                "name a new folder, or one that publish has made"
            )
        return Manifest({})
    try:
        said = json.loads(path.read_text("utf-8"))
        if said["format"] != _FORMAT or said["version"] != _VERSION:
            raise ValueError(said["version"])  # noqa: TRY301 - told with the others
        return Manifest(dict(said["files"]), str(said["content"]), str(said["modified"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise StoreError(
            f"{path} does not say what peelgraph wrote there: name a new folder, or empty this one"
        ) from None


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give a new folder beside one, on the same disk, which is gone afterwards.

    Raises:
        StoreError: It cannot be written.
    """
    parent = folder.absolute().parent
    if not parent.is_dir():
        raise StoreError(f"there is no folder {folder.parent}; create it first")
    try:
        stage = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=parent))
        try:
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error.strerror or error}") from None


def deposit(
    stage: Path,
    folder: Path,
    before: Manifest,
    *,
    content: str,
    modified: str,
    unchanged: Mapping[str, str] = MappingProxyType({}),
) -> Deposited:
    """Bring a folder to what was made beside it; each file changes at once, and stays whole if this is interrupted.

    Args:
        stage: What was made.
        folder: Where it goes.
        before: What we wrote there the last time.
        content: The hash of the content.
        modified: The day on which the content was first published.
        unchanged: Files of it that were not made, since they are there already: each with its SHA-256.

    Raises:
        StoreError: A file that we did not write is in the way; nothing has been changed then.
    """
    made = {path.relative_to(stage).as_posix(): digest(path) for path in sorted(stage.rglob("*")) if path.is_file()}
    files = {**unchanged, **made}
    _refuse_foreign(folder, files, before)
    changed = [name for name in made if _digest_or_none(folder / name) != made[name]]
    gone = sorted(set(before.files) - set(files))
    folder.mkdir(exist_ok=True)
    if changed or gone:
        _write_manifest(folder, Manifest({**before.files, **dict.fromkeys(changed, ""), **_kept(files, changed)}))
    mode = 0o666 & ~umask()
    for name in _pages_last(changed):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (stage / name).chmod(mode)
        (stage / name).replace(target)
    removed, left = _remove(folder, gone, before)
    _write_manifest(folder, Manifest(files, content, modified))
    return Deposited(len(changed), len(files) - len(changed), removed, tuple(left))


class Present:
    """Knows which files need not be made, since we made them the last time and they are as they would be.

    Args:
        folder: The folder.
        before: What we wrote there.
    """

    def __init__(self, folder: Path, before: Manifest) -> None:
        self._folder = folder
        self._before = before
        self.unchanged: dict[str, str] = {}

    def has(self, name: str, data: bytes) -> bool:
        """Return whether a file is there with these bytes, and remember it."""
        found = hashlib.sha256(data).hexdigest()
        if name not in self._before.files or _digest_or_none(self._folder / name) != found:
            return False
        self.unchanged[name] = found
        return True


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _kept(files: Mapping[str, str], changed: list[str]) -> dict[str, str]:
    return {name: files[name] for name in files.keys() - set(changed)}


def _pages_last(names: list[str]) -> list[str]:
    """Return files in an order in which no page comes before what it leads to: the top of the site comes last."""
    return sorted(names, key=lambda name: (name.endswith("index.html"), "/" not in name, name))


def _refuse_foreign(folder: Path, files: Mapping[str, str], before: Manifest) -> None:
    for name in files:
        target = folder / name
        for place in (target, *(folder / parent for parent in Path(name).parents)):
            if place != folder and place.is_symlink():
                raise StoreError(f"{place} is a link to elsewhere: take it away, or name a new folder")
        if name not in before.files and target.exists():
            raise StoreError(f"{target} is not peelgraph's: take it away, or name a new folder")


def _remove(folder: Path, gone: list[str], before: Manifest) -> tuple[int, list[str]]:
    removed, left = 0, []
    for name in gone:
        path = folder / name
        found = _digest_or_none(path)
        if found is None:
            continue
        if before.files[name] and found != before.files[name]:
            left.append(name)
            continue
        path.unlink()
        removed += 1
        for parent in path.parents:
            if parent == folder or any(parent.iterdir()):
                break
            parent.rmdir()
    return removed, left


def _digest_or_none(path: Path) -> str | None:
    return digest(path) if path.is_file() and not path.is_symlink() else None


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    said = {
        "format": _FORMAT,
        "version": _VERSION,
        "content": manifest.content,
        "modified": manifest.modified,
        "files": dict(sorted(manifest.files.items())),
    }
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    path = folder / MANIFEST
    if path.exists() and path.read_text("utf-8") == text:
        return
    unfinished = folder / _UNFINISHED
    unfinished.write_text(text, "utf-8", newline="\n")
    unfinished.replace(path)
