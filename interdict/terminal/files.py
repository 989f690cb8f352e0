"""Write what a command prints: to stdout, or to a file that is whole or not there."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from interdict.errors import InterdictError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

_SQLITE = b"SQLite format 3\0"
_IN_MEMORY = 16_000_000  # bytes
_CHUNK = 1_000_000  # characters


def write_output(path: Path | None, pieces: Iterable[str], *, stream: TextIO | None = None) -> None:
    """Write pieces of text to a file, or to stdout (or the given stream) when there is no path.

    Raises InterdictError when that cannot be done; a reader that went away (`| head`) is no error.
    """
    if path is not None:
        _write_file(path, pieces)
        return
    stream = stream or sys.stdout
    if stream is not None:  # None when stdout was closed before we started
        _write_stream(stream, pieces)


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


def _write_file(path: Path, pieces: Iterable[str]) -> None:
    with _explain_errors(path):
        mode = _check_target(path)
        # Beside the target, so that the rename stays on one file system; short, since the target's name may
        # be as long as names get.
        draft = path.parent / f".interdict-{os.urandom(6).hex()}.tmp"
        number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    file = open(number, "w", encoding="utf-8", newline="", errors="backslashreplace")  # noqa: PTH123, SIM115
    try:
        for piece in pieces:
            with _explain_errors(path):
                file.write(piece)
        with _explain_errors(path):
            file.flush()
            if mode is not None:
                os.fchmod(number, mode)
            os.fsync(number)
            file.close()
            draft.replace(path)
    except BaseException:
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            draft.unlink()
        raise
    _sync_folder(path.parent)


def _check_target(path: Path) -> int | None:
    """Return the permissions of the file to replace, None without one; refuse what is no ordinary file."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise InterdictError(f"{path} is a folder", hint=f"name a file in it, such as {path / 'cases.csv'}")
    if not stat.S_ISREG(found.st_mode):
        raise InterdictError(
            f"{path} is not an ordinary file",
            hint="name another file, or leave -o out to write to standard output",
        )
    if not os.access(path, os.W_OK):
        raise InterdictError(f"{path} is write-protected", hint="name another file, or make this one writable")
    # A slip of the tongue between --db and -o must not cost the record.
    with path.open("rb") as file:
        if file.read(len(_SQLITE)) == _SQLITE:
            raise InterdictError(f"{path} is an SQLite file and is not replaced", hint="name another file")
    return stat.S_IMODE(found.st_mode)


@contextmanager
def _explain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "name a file in a folder you may write to"
        if error.errno == errno.ENOENT:
            reason = f"there is no folder {path.parent}"
            hint = "make the folder first, or name another file"
        elif error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            hint = "free some space, or name a file on another disk"
        raise InterdictError(f"cannot write {path}: {reason}", hint=hint) from error


def _sync_folder(folder: Path) -> None:
    # So that the rename survives a power cut; where a file system cannot, the file is there all the same.
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
