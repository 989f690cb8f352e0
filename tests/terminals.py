"""A real pseudo-terminal for tests: type into a command and wait for what it shows."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60  # seconds; a slow machine must not fail a test


class Terminal:
    """One command on a terminal of its own: `seen` is all that it has shown."""

    def __init__(self, process: subprocess.Popen[bytes], descriptor: int) -> None:
        self.process = process
        self.descriptor = descriptor
        self.seen = ""
        self.mark = 0  # how far of it was waited for
        self.code: int | None = None

    def expect(self, text: str) -> str:
        """Wait until the text is shown after what was waited for before, and return what stands before it."""
        start = self.mark
        due = time.monotonic() + PATIENCE
        while (found := self.seen.find(text, start)) < 0:
            if time.monotonic() > due or not self._read(due):
                raise AssertionError(f"{text!r} was not shown; this was: {self.seen[start:]!r}")
        self.mark = found + len(text)
        return self.seen[start:found]

    def send(self, text: str) -> None:
        """Type a text; `\\n` is the Enter key."""
        os.write(self.descriptor, text.encode())

    def finish(self) -> int:
        """Read until the command ends and return its exit code."""
        due = time.monotonic() + PATIENCE
        while self._read(due):
            pass
        self.code = self.process.wait(PATIENCE)
        return self.code

    def interrupt(self) -> None:
        """Press ctrl-C."""
        self.send("\x03")

    def _read(self, due: float) -> bool:
        ready, _, _ = select.select([self.descriptor], [], [], max(0.0, due - time.monotonic()))
        if not ready:
            return False
        try:
            piece = os.read(self.descriptor, 65536)
        except OSError:  # the other end is closed
            return False
        self.seen += piece.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(piece)


@contextmanager
def open_terminal(
    *arguments: str, columns: int = 80, cwd: Path | None = None, **environment: str
) -> Iterator[Terminal]:
    """Run `interdict` with arguments on a terminal of its own; it is ended at the end."""
    command = [sys.executable, "-m", "interdict", *arguments]
    variables = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns), "NO_COLOR": "1", **environment}
    with open_program(command, variables, cwd=cwd) as terminal:
        yield terminal


@contextmanager
def open_program(command: Sequence[str], environment: Mapping[str, str], cwd: Path | None = None) -> Iterator[Terminal]:
    """Run any command on a terminal of its own; it is ended at the end."""
    outer, inner = pty.openpty()
    process = subprocess.Popen(
        command, stdin=inner, stdout=inner, stderr=inner, cwd=cwd, env=dict(environment), preexec_fn=_own_terminal
    )
    os.close(inner)
    try:
        yield Terminal(process, outer)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE)
        os.close(outer)


def _own_terminal() -> None:
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that ctrl-C reaches the process


def strip_styles(text: str) -> str:
    """Take out the sequences that move the cursor or set colours."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
