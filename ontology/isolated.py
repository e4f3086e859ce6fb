"""Starting and ending the processes that do what may not harm us: read a document, answer a typed query."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

_START: Final = (
    "import sys, json, importlib; sys.path[:] = json.loads(sys.argv[1]); sys.setrecursionlimit(int(sys.argv[2])); "
    "importlib.import_module(sys.argv[3]).main(*sys.argv[4:])"
)


def started(
    module: str,
    *arguments: str,
    scratch: str | None = None,
    recursion: int = 1000,
    answers: bool = True,
    keep_open: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Return a process that runs the ``main`` of a module: in a session of its own, with nothing of our environment.

    Args:
        module: The module, of this package.
        arguments: What its ``main`` is given.
        scratch: The folder for its temporary files; None for none of its own.
        recursion: How deeply its calls may be nested.
        answers: Whether it answers on its standard output.
        keep_open: File descriptors that it is handed.
    """
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, json.dumps(sys.path), str(recursion), module,
         *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if answers else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=keep_open,
        start_new_session=True,
        env={"LC_ALL": "C.UTF-8"} | ({"TMPDIR": scratch} if scratch else {}),
    )  # fmt: skip


def ended(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a process and of everything it may have started, and close what leads to it."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
