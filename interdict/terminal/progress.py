"""Say how far long work has got: one line on a terminal's stderr that is rewritten, nothing in a pipe."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sized
from contextlib import contextmanager
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
                screen.write_words(f"\r{line}")
                due = now + INTERVAL
            yield item
    finally:
        if width:
            screen.write_words("\r" + " " * width + "\r")


def open_progress(screen: Screen, what: str) -> Callable[[int, int], None]:
    """Return a function that hears how much of a work is done, and says so as `show_progress` does."""
    if screen.is_quiet or not screen.err.isatty():
        return lambda _done, _total: None
    due = time.monotonic() + PATIENCE
    width = 0

    def tell(done: int, total: int) -> None:
        nonlocal due, width
        now = time.monotonic()
        if now < due and done < total:
            return
        line = f"{what} {min(done, total):,} of {total:,}" if done < total else ""
        if line or width:
            screen.write_words(f"\r{line}{' ' * (width - len(line))}\r{line}")
        width = max(width, len(line))
        due = now + INTERVAL

    return tell


@contextmanager
def show_elapsed(screen: Screen, what: str) -> Iterator[Callable[[], None]]:
    """Give a function to call often while long work goes on: on a terminal it says for how long, after a second."""
    start = last = time.monotonic()
    is_silent = screen.is_quiet or not screen.err.isatty()
    width = 0

    def tick() -> None:
        nonlocal last, width
        now = time.monotonic()
        if is_silent or now - start < PATIENCE or now - last < INTERVAL:
            return
        line = f"{what}, {now - start:.0f} s"
        width, last = max(width, len(line)), now
        screen.write_words(f"\r{line}")

    try:
        yield tick
    finally:
        if width:
            screen.write_words("\r" + " " * width + "\r")
