"""Say how far long work has got: one line on a terminal's stderr that is rewritten, nothing in a pipe."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Sized
from typing import TypeVar

from interdict.terminal.screen import Screen

T = TypeVar("T")
PATIENCE = 1.0  # seconds before anything is said
INTERVAL = 0.2  # seconds between two lines


def show_progress(items: Iterable[T], screen: Screen, what: str) -> Generator[T, None, None]:
    """Yield the items; on a terminal say how many were taken once it has lasted a second."""
    if screen.is_quiet or not screen.err.isatty():
        yield from items
        return
    total = f" of {len(items):,}" if isinstance(items, Sized) else ""
    due = time.monotonic() + PATIENCE
    width = 0
    try:
        for number, item in enumerate(items):
            now = time.monotonic()
            if now >= due:
                line = f"{what} {number:,}{total}"
                width = max(width, len(line))
                screen.err.write(f"\r{line}")
                screen.err.flush()
                due = now + INTERVAL
            yield item
    finally:
        if width:
            screen.err.write("\r" + " " * width + "\r")
            screen.err.flush()
