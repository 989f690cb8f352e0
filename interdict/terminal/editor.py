"""Hand a text to the user's editor and take it back; it is in a file of its own all the while, so nothing is lost."""

from __future__ import annotations

import os
import shlex
import signal
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

from interdict.drafts import replace_file
from interdict.errors import DataError, InterdictError, UsageError

VARIABLES = ("VISUAL", "EDITOR")  # the first that is set counts, as it does for git and others
_LARGEST = 100_000_000  # bytes

# How editors are told to begin at a line, by the name of the program: `+7 file`, or `file:7`, or with an option.
_TAKE_PLUS = """
vi vim nvim view gvim mvim nano pico emacs emacsclient joe jmacs jed mg micro kak ne vis tilde mcedit le gedit
"""
_PLUS = frozenset(_TAKE_PLUS.split())
_COLON = frozenset({"hx", "helix", "subl", "sublime_text", "zed"})
_GOTO = frozenset({"code", "code-insiders", "codium", "cursor"})
_WAITS = {"code": "--wait", "codium": "--wait", "cursor": "--wait", "subl": "--wait", "zed": "--wait", "gvim": "-f"}


def find_editor(environ: Mapping[str, str]) -> list[str]:
    """Return the user's editor and its arguments.

    Raises UsageError where none is set, or what is set cannot be read.
    """
    for name in VARIABLES:
        text = environ.get(name, "").strip()
        if not text:
            continue
        try:
            return shlex.split(text)
        except ValueError as error:
            raise UsageError(f"{name} cannot be read: {error}", hint=f"check its quotation marks: {text}") from None
    raise UsageError("no editor is set: both VISUAL and EDITOR are empty", hint="name yours, as in: export EDITOR=nano")


def list_arguments(command: Sequence[str], path: Path, line: int | None) -> list[str]:
    """Return the command that opens a file, at a line where the editor is known to take one."""
    name = Path(command[0]).stem.casefold()
    if line is None:
        return [*command, str(path)]
    if name in _PLUS:
        return [*command, f"+{line}", str(path)]
    if name in _COLON:
        return [*command, f"{path}:{line}"]
    return [*command, "--goto", f"{path}:{line}"] if name in _GOTO else [*command, str(path)]


def edit_file(command: Sequence[str], path: Path, line: int | None = None) -> str:
    """Let the user edit a file and return its text.

    Raises InterdictError when the editor cannot be started or reports a failure, DataError for a text that is not
    UTF-8.
    """
    # Where the result of the command goes into a pipe, the editor still needs the terminal.
    screen = None if sys.stdout is None or sys.stdout.isatty() else sys.stderr
    try:
        process = subprocess.Popen(list_arguments(command, path, line), stdout=screen)  # noqa: S603  # the user's own
    except OSError as error:
        raise InterdictError(
            f"cannot start the editor {command[0]}: {error.strerror}", hint="set VISUAL or EDITOR to one that is there"
        ) from None
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl-C is for the editor while it runs
    try:
        code = process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    if code:
        ended = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        raise InterdictError(f"the editor {command[0]} {ended}", hint="nothing was changed")
    return _read(path)


def _read(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe into which nobody writes would be waited for
            raise InterdictError(f"{path} is no longer a file", hint="the editor put something else in its place")
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        raise InterdictError(f"cannot read {path}: {error.strerror}", hint="nothing was changed") from None
    if len(raw) > _LARGEST:
        raise DataError(f"{path} is too large", hint="nothing was changed")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(f"{path}:{line}: this is not UTF-8 text", hint="let the editor save it as UTF-8") from None


def find_wait_hint(command: Sequence[str]) -> str:
    """Say which option makes an editor with windows wait, where it is missing; empty for all others."""
    name = Path(command[0]).stem.casefold()
    wait = _WAITS.get(name)
    if wait is None or wait in command or (wait == "--wait" and "-w" in command):
        return ""
    return f"{name} returned before you could edit; set EDITOR='{name} {wait}'"


def _open_new(folder: Path, name: str) -> tuple[Path, int]:
    """Make a file that was not there, for nobody else's eyes; a number is added where others have the name."""
    for number in count(1):
        path = folder / (f"{name}.yaml" if number == 1 else f"{name}-{number}.yaml")
        with suppress(FileExistsError):
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    raise AssertionError  # the numbers never end


class Draft:
    """The text that is being edited, in a file that outlives a crash; `discard` takes it away once all is well."""

    def __init__(self, folder: Path, name: str, text: str) -> None:
        """Write the text into a new file of the folder; raise InterdictError where that cannot be done."""
        self.first = text
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path, descriptor = _open_new(folder, name)
            with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123  # a descriptor
                file.write(text)
        except OSError as error:
            raise InterdictError(
                f"cannot keep a draft in {folder}: {error.strerror}", hint="check its permissions and the disk"
            ) from None

    def rewrite(self, text: str) -> None:
        """Replace the text as a whole or not at all."""
        try:
            replace_file(self.path, [text], mode=0o600)
        except OSError as error:
            raise InterdictError(f"cannot write {self.path}: {error.strerror}", hint="check the disk") from None

    def is_there(self) -> bool:
        """Tell whether the draft is still a file."""
        return self.path.is_file()

    def is_changed(self) -> bool:
        """Tell whether the file holds anything that the user wrote; True in doubt."""
        try:
            return _read(self.path) != self.first
        except InterdictError:
            return self.is_there()

    def discard(self) -> None:
        """Remove the file, and the backups that editors leave beside it."""
        for name in (self.path, self.path.with_name(f"{self.path.name}~")):
            with suppress(OSError):
                name.unlink(missing_ok=True)
