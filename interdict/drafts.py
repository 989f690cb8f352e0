"""Files that are whole or not there: written under a temporary name beside their own, and then given it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

BESIDE = ("-journal", "-wal", "-shm")  # endings of the files that SQLite has beside its own, and plays into them


@contextmanager
def open_draft(path: Path, *, mode: int = 0o666) -> Iterator[Path]:
    """Give a new, empty file beside a path to fill; what is left of it at the end is removed.

    Raises OSError.
    """
    # Beside the path, so that a rename stays on one file system; short, for its name may be as long as names get.
    draft = path.parent / f".interdict-{os.urandom(6).hex()}.new"
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))
        yield draft
    finally:
        for leftover in (draft, draft.with_name(f"{draft.name}-journal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def replace_file(path: Path, pieces: Iterable[str], *, mode: int | None = None) -> None:
    """Write pieces of text as a file, in place of one that is there; a mode gives it permissions.

    Raises OSError, and then what was there stays.
    """
    with open_draft(path) as draft:
        # A surrogate stands for a byte that was no character: it is shown, for text files are UTF-8.
        with draft.open("w", encoding="utf-8", newline="", errors="backslashreplace") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        take_place(draft, path)


def take_place(draft: Path, path: Path) -> None:
    """Give a finished draft its name, in place of a file that has it; raises OSError."""
    draft.replace(path)
    _sync_folder(path.parent)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a finished draft its name, never replacing another file.

    Raises FileExistsError when the name is taken, else OSError.
    """
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # FAT and some network drives have no links
        path.touch(exist_ok=False)
        try:
            draft.replace(path)
        except OSError:
            path.unlink()
            raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # So that the name survives a power cut; where a file system cannot see to that, the file is there all the same.
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
