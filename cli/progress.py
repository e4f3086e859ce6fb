"""Progress of long work, on standard error and only where a person looks on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

QUIET_SECONDS = 1.0


@contextmanager
def load_progress() -> Iterator[Callable[[str, int], None]]:
    """Give a function that shows which file is being read and how far; silent for loads of under a second."""
    with work_progress("rows") as tell:
        yield lambda name, rows: tell(f"reading {name}", rows)


@contextmanager
def work_progress(unit: str) -> Iterator[Callable[[str, int], None]]:
    """Give a function that shows what is being done and how far; silent for work of under a second.

    Args:
        unit: What is counted, in the plural.
    """
    if not sys.stderr.isatty():
        yield lambda _what, _count: None
        return
    from rich.console import Console  # noqa: PLC0415 - costs 60 ms
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn(f"{{task.completed:,}} {unit}"),
        TimeElapsedColumn(),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("beginning", total=None)
    started = time.monotonic()
    shown = False

    def tell(what: str, count: int) -> None:
        nonlocal shown
        if not shown and time.monotonic() - started > QUIET_SECONDS:
            bar.start()
            shown = True
        bar.update(task, description=what, completed=count)

    try:
        yield tell
    finally:
        bar.stop()
