"""Write what a command prints: to stdout, or to a file that is whole or not there."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from interdict.errors import InterdictError
from interdict.terminal.show import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

    from interdict.terminal.screen import Screen

_SQLITE = b"SQLite format 3\0"
_IN_MEMORY = 16_000_000  # bytes
_CHUNK = 1_000_000  # characters


def write_output(path: Path | None, pieces: Iterable[str], *, screen: Screen) -> None:
    """Write pieces of text to a file, and say so; without a path to the screen's stdout.

    Raises InterdictError when that cannot be done; a reader that went away (`| head`) is no error.
    """
    if path is None:
        _write_stream(screen.out, pieces)
    else:
        screen.say(f"{'replaced' if _write_file(path, pieces) else 'wrote'} {path}")


def spool(pieces: Iterable[str]) -> Iterator[str]:
    """Take all pieces at once, in memory or if they are many in a temporary file, and return them anew.

    So that what they are read from can be closed before a slow reader, such as a pager, has seen them.
    """
    from functools import partial
    from tempfile import SpooledTemporaryFile

    file = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", errors="surrogatepass", newline="")  # noqa: SIM115
    for piece in pieces:
        file.write(piece)
    file.seek(0)
    return iter(partial(file.read, _CHUNK), "")


def _write_stream(stream: TextIO, pieces: Iterable[str]) -> None:
    for piece in pieces:
        try:
            _write_piece(stream, piece)
        except OSError as error:
            _give_up(stream, error)
            return
    try:
        stream.flush()
    except OSError as error:
        _give_up(stream, error)


def _write_piece(stream: TextIO, piece: str) -> None:
    try:
        stream.write(piece)
    except UnicodeEncodeError:  # raised before anything of the piece is written
        stream.write(piece.encode(stream.encoding, "backslashreplace").decode(stream.encoding))


def write_line(text: str, screen: Screen) -> None:
    """Print one line of data, a path or a setting: for eyes on a terminal, in a pipe the very bytes."""
    if screen.is_terminal:
        text = show(text)
    elif isinstance(screen.out, io.TextIOWrapper):
        screen.out.reconfigure(encoding=sys.getfilesystemencoding(), errors=sys.getfilesystemencodeerrors())
    write_output(None, [f"{text}\n"], screen=screen)


def soften_stdout() -> None:
    """Let what the encoding of stdout does not have be written as an escape, where Python would raise."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def flush_streams() -> None:
    """Write what is still in the buffers of stdout and stderr, which may be closed, full, or not there."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()


def _give_up(stream: TextIO, error: OSError) -> None:
    # What is still in the buffer goes nowhere, so that Python does not complain again when it ends.
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    if not isinstance(error, BrokenPipeError):
        raise InterdictError(
            f"cannot write to standard output: {error.strerror}", hint="make room where it goes, or send it elsewhere"
        ) from error


class _SourceError(Exception):
    """Carries what went wrong where the pieces are from past what goes wrong with the file."""


def _write_file(path: Path, pieces: Iterable[str]) -> bool:
    """Write a file, through links to where they lead; return whether one was replaced."""
    from interdict.drafts import replace_file

    mode = check_target(path)
    try:
        with _explain_errors(path):
            replace_file(type(path)(os.path.realpath(path)), _take(pieces), mode=mode)
    except _SourceError as error:
        raise (error.__cause__ or error) from None
    return mode is not None


def _take(pieces: Iterable[str]) -> Iterator[str]:
    try:
        yield from pieces
    except OSError as error:
        raise _SourceError from error


def check_target(path: Path, ending: str = "csv") -> int | None:
    """Return the permissions of the file to replace, None where there is none yet.

    `ending` is that of the file named in a hint. Raises InterdictError for what cannot be written, is no ordinary file,
    or is or belongs to a SQLite file.
    """
    with _explain_errors(path):
        mode = None
        with suppress(FileNotFoundError):
            mode = path.stat().st_mode
        if mode is not None:
            _check_present(path, mode, ending)
        from interdict.drafts import BESIDE  # loaded here, for most output goes to no file

        if path.name.endswith(BESIDE):
            raise InterdictError(f"{path} has a name that SQLite uses beside its files", hint="name another file")
        folder = os.path.dirname(os.path.realpath(path))  # noqa: PTH120  # Path.resolve raises for a loop of links
        os.stat(folder)  # noqa: PTH116  # raises where it is missing
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return None if mode is None else stat.S_IMODE(mode)


def _check_present(path: Path, mode: int, ending: str) -> None:
    if stat.S_ISDIR(mode):
        raise InterdictError(f"{path} is a folder", hint=f"name a file in it, such as {path / f'cases.{ending}'}")
    if not stat.S_ISREG(mode):
        raise InterdictError(
            f"{path} is not an ordinary file",
            hint="name another file, or leave -o out to write to standard output",
        )
    if not os.access(path, os.W_OK):
        raise InterdictError(f"{path} is write-protected", hint="name another file, or make this one writable")
    # A slip of the tongue between --db and -o must not cost the record.
    with path.open("rb") as file:
        if file.read(len(_SQLITE)) == _SQLITE:
            raise InterdictError(f"{path} is a SQLite file and is not replaced", hint="name another file")


@contextmanager
def _explain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "name a file in a folder you may write to"
        if error.errno == errno.ENOENT and not path.parent.is_dir():
            reason = f"there is no folder {path.parent}"
            hint = "make the folder first, or name another file"
        elif error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            hint = "free some space, or name a file on another disk"
        raise InterdictError(f"cannot write {path}: {reason}", hint=hint) from error
