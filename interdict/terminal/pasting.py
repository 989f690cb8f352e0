"""Lines that come faster than anybody types: what of a paste waits behind its first line."""

from __future__ import annotations

import os
import select
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

_PAUSE = 0.02  # seconds; nobody types the next key by then, and a terminal has passed on what was pasted


def read_waiting(keyboard: TextIO) -> list[str]:
    """Take the lines that wait on a terminal, also a last one without its end; none where it is no terminal."""
    try:
        import termios
        import tty

        descriptor = keyboard.fileno()
        before = termios.tcgetattr(descriptor)
    except (ImportError, OSError, ValueError, termios.error):
        return []
    if not _is_waiting(descriptor):
        return []
    raw = bytearray()
    try:
        tty.setcbreak(descriptor, termios.TCSANOW)  # else the last line is not given out before its end is typed
        while _is_waiting(descriptor) and (piece := os.read(descriptor, 65536)):
            raw += piece
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)
    return split_lines(raw.decode(keyboard.encoding or "utf-8", "replace"))


def split_lines(text: str) -> list[str]:
    """Return the lines of a pasted text that say anything, without blanks around them."""
    lines = text.replace("\r", "\n").split("\n")
    return [line.strip() for line in lines if line.strip()]


def _is_waiting(descriptor: int) -> bool:
    return bool(select.select([descriptor], [], [], _PAUSE)[0])
