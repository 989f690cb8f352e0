"""Put a finished SQLite file where the user wants it: whole or not at all, and never over what must not be lost."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from interdict.drafts import BESIDE, open_draft, put_in_place, take_place
from interdict.errors import InterdictError, UsageError
from interdict.sharing.vetting import PUBLISHED_ID
from interdict.store.connection import APPLICATION_ID


def check_target(path: Path, own: Path, *, replace: bool) -> None:
    """Raise InterdictError unless a file may be made at a path, or with `replace` an older reading copy replaced.

    To be called before `own`, the file in use, is opened: reading a file that SQLite has open drops its locks.
    """
    with _explain_errors(path):
        for ending in BESIDE:
            if path.name.endswith(ending):
                raise UsageError(f"{path.name} is a name that SQLite gives to files beside others", hint=_OTHER)
            if os.path.lexists(f"{path}{ending}"):
                raise InterdictError(f"{path.name}{ending} lies there, and would be played into the copy", hint=_OTHER)
        with suppress(FileNotFoundError):
            if own.exists() and path.exists() and path.samefile(own):
                raise InterdictError(f"{path} is the file in use itself", hint="it was left as it is; name another")
        try:
            found = path.lstat()
        except FileNotFoundError:
            path.parent.stat()
            return
        if not stat.S_ISREG(found.st_mode):
            what = "a folder" if stat.S_ISDIR(found.st_mode) else "no ordinary file"
            raise InterdictError(f"{path} is {what}", hint="it was left as it is; name another")
        _check_present(path, replace=replace)


_OTHER = "name another file"


def _check_present(path: Path, *, replace: bool) -> None:
    with path.open("rb") as file:
        head = file.read(100)
    mark = int.from_bytes(head[68:72]) if head.startswith(b"SQLite format 3\0") else 0
    if mark == APPLICATION_ID:
        raise InterdictError(f"{path} is a file of cases with its log, which is never replaced", hint=_OTHER)
    if mark != PUBLISHED_ID:
        raise InterdictError(f"{path} exists already", hint="it was left as it is; name another")
    if not replace:
        raise InterdictError(f"{path} exists already", hint="--replace puts the new reading copy in its place")


@contextmanager
def place_file(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """Give an empty file to fill under a temporary name; at the end it is synced and gets its own name.

    Without `replace` nothing is replaced, whatever came there meanwhile. Nothing is left when anything is raised.
    """
    with _explain_errors(path), open_draft(path) as draft:
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        (take_place if replace else put_in_place)(draft, path)


@contextmanager
def _explain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise InterdictError(f"{path} exists already", hint="it was left as it is; name another") from None
    except OSError as error:
        reason, hint = error.strerror or str(error), "name a file in a folder of yours"
        if error.errno == errno.ENOENT:
            reason, hint = f"there is no folder {path.parent}", "make it first, or name another file"
        elif error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            hint = "make room and run it again"
        raise InterdictError(f"cannot make {path}: {reason}", hint=hint) from error
    except ValueError:
        raise UsageError("a file name cannot hold a NUL character", hint=_OTHER) from None
