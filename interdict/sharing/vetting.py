"""Open a file that came from someone else: a private copy of it, and only when it is what interdict makes.

Nothing is opened in place: a journal that lies beside a file is played back by the first SELECT, wherever it points.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from interdict.errors import DataError, InterdictError, NotFoundError, advise
from interdict.sharing.sandbox import Report, run_confined
from interdict.store.connection import APPLICATION_ID, SCHEMA, quote_path
from interdict.store.migrations import migrate_file, read_expected_schema
from interdict.store.verification import find_altered

PIECE = 1 << 20  # bytes copied at a time
LONGEST = 32 << 20  # bytes of one value; the longest text that interdict itself takes is far below
SECONDS_PER_GB = 120
PUBLISHED_ID = 1768846448  # 'int0': a reading copy, as 'publish' writes it


class Stranger(NamedTuple):
    """A file of someone else, vetted: a connection to a private copy of it, and what is worth knowing of it."""

    name: str
    connection: sqlite3.Connection
    digest: str  # SHA-256 of the file as it was, in hexadecimal
    stamp: str  # what the system says of the file: where it lies, its size and times
    warnings: tuple[str, ...]


class _Copied(NamedTuple):
    path: Path
    size: int
    digest: str
    stamp: str
    head: bytes


@contextmanager
def open_stranger(path: Path, *, report: Report | None = None) -> Iterator[Stranger]:
    """Open a private copy of a file for reading, after checking all of it in a process of its own.

    Raises DataError when it is anything but a whole file of interdict.
    """
    with make_private_folder() as folder:
        copied = copy_in(path, folder)
        schema = check_head(path, copied.head, copied.size)
        seconds = 10 + SECONDS_PER_GB * copied.size // (1 << 30)
        task = partial(check_all, copied.path, schema)
        run_confined(task, seconds=seconds, what=str(path), report=report)
        if schema < SCHEMA:
            migrate_file(copied.path)
        warnings = tuple(find_companions(path))
        connection = open_copy(copied.path)
        try:
            yield Stranger(str(path), connection, copied.digest, copied.stamp, warnings)
        finally:
            connection.close()


@contextmanager
def make_private_folder() -> Iterator[Path]:
    """Give a folder that only this user can look into, and remove it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="interdict-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copy_in(path: Path, folder: Path) -> _Copied:
    """Copy a file, and nothing beside it, into a private folder.

    Raises NotFoundError when it is not there, DataError when it is no regular file, or too large.
    """
    import hashlib

    descriptor = _open(path)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        what = "a folder, not a file" if stat.S_ISDIR(status.st_mode) else "not a regular file"
        raise DataError(f"{path} is {what}", hint="name a SQLite file of interdict")
    with os.fdopen(descriptor, "rb") as file:
        room = shutil.disk_usage(folder).free
        if status.st_size > room:
            raise DataError(
                f"{path} is too large to check: {status.st_size:,} bytes, and {room:,} are free in {folder.parent}",
                hint="make room there, or let TMPDIR name a folder with more",
            )
        copy = folder / "copy.sqlite"
        digest = hashlib.sha256()
        head = b""
        with copy.open("xb") as target:
            while piece := file.read(PIECE):
                head = head or piece[:100]
                digest.update(piece)
                target.write(piece if target.tell() else _disarm(piece))
        stamp = ":".join(
            str(part) for part in (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        )
        return _Copied(copy, copy.stat().st_size, digest.hexdigest(), stamp, head)


def read_stamp(path: Path) -> str:
    """Return what the system says of a file, as `Stranger.stamp`; empty when it is not there."""
    try:
        status = path.lstat()
    except (OSError, ValueError):
        return ""
    parts = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return ":".join(str(part) for part in parts)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(f"there is no file {path}", hint="check its name") from None
    except ValueError:
        raise NotFoundError("a file name cannot hold a NUL character", hint="check the name") from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise DataError(
                f"{path} is a link, and a link may lead anywhere",
                hint=f"name the file itself: {os.path.realpath(path)}",
            ) from None
        raise InterdictError(f"cannot read {path}: {error.strerror}", hint=advise(error)) from None


def _disarm(piece: bytes) -> bytes:
    """Return the first piece of a file with the mark of write-ahead logging taken out, as SQLite would look for it."""
    if piece[18:20] == b"\x02\x02":
        return piece[:18] + b"\x01\x01" + piece[20:]
    return piece


def find_companions(path: Path) -> Iterator[str]:
    """Yield a warning for each file beside a stranger's that SQLite would have played into it."""
    for ending in ("-journal", "-wal"):
        if os.path.lexists(f"{path}{ending}"):
            yield (
                f"{path.name}{ending} was ignored: such a file can write anywhere; if it is yours, open {path.name} "
                "with the program that left it, then merge"
            )


def check_head(path: Path, head: bytes, size: int) -> int:
    """Return the schema that the first hundred bytes of a file name.

    Raises DataError unless they are those of a file that interdict wrote.
    """
    if not size:
        raise DataError(f"{path} is empty", hint="ask for the file again")
    if not head.startswith(b"SQLite format 3\0") or len(head) < 100:
        raise DataError(f"{path} is not a SQLite file", hint="documents are read with 'interdict import FILE'")
    application = int.from_bytes(head[68:72])
    schema = int.from_bytes(head[60:64])
    if application == PUBLISHED_ID:
        raise DataError(f"{path} is a reading copy without a log", hint="'interdict merge' takes proposals from it")
    if application != APPLICATION_ID:
        raise DataError(f"{path} is a SQLite file of another program", hint="only files of interdict can be merged")
    if int.from_bytes(head[56:60]) != 1:
        raise DataError(f"{path} does not hold its text as UTF-8", hint="interdict did not write it so")
    if schema > SCHEMA:
        raise DataError(
            f"{path} was written by a newer interdict (schema {schema}, this one knows {SCHEMA})",
            hint="install the newest interdict",
        )
    page = int.from_bytes(head[16:18])
    page = 65536 if page == 1 else page
    pages = int.from_bytes(head[28:32])
    if page < 512 or page & (page - 1) or size != page * pages:
        what = "cut off" if size < page * pages else "not as long as it says"
        raise DataError(
            f"{path} is {what}: {size:,} bytes, {page * pages:,} by its header",
            hint="ask for the file again, or save what can be read with 'interdict recover'",
        )
    return schema


def open_copy(path: Path) -> sqlite3.Connection:
    """Open a private copy for reading: nothing trusted, nothing written, nothing attached, no value without end."""
    connection = sqlite3.connect(f"file://{quote_path(path)}?mode=ro&immutable=1", uri=True, isolation_level=None)
    for category, value in (
        (sqlite3.SQLITE_LIMIT_LENGTH, LONGEST),
        (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
        (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
        (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
        (sqlite3.SQLITE_LIMIT_COLUMN, 100),
    ):
        connection.setlimit(category, value)
    for name, state in (("DEFENSIVE", 1), ("ENABLE_TRIGGER", 0), ("ENABLE_VIEW", 0)):
        option = getattr(sqlite3, f"SQLITE_DBCONFIG_{name}", None)  # from Python 3.12 on
        if option is not None:
            getattr(connection, "setconfig")(option, state)  # noqa: B009  # as the option
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "query_only = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.set_authorizer(_authorize)
    return connection


_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
_PRAGMAS = frozenset({"quick_check"})
_FUNCTIONS = frozenset({"lower", "hex", "count", "max", "sum", "total"})


def _authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action in _ALLOWED:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def check_all(path: Path, schema: int, report: Report) -> int:
    """Check a private copy from its schema to its last hash; return how many changesets it holds.

    Raises DataError with the first thing that is wrong.
    """
    connection = open_copy(path)
    try:
        with name_damage():
            compare_schema(connection, read_expected_schema(schema))
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise DataError(f"it is damaged: {' '.join(str(found).split())[:120]}", hint=RECOVER)
            # By its index, then by its rows: the quick check does not see that a page of the one is of another table.
            for query in ("SELECT count(*) FROM signature", "SELECT * FROM signature"):
                for _ in connection.execute(query):
                    pass
            return _check_log(connection, report)
    finally:
        connection.close()


RECOVER = "ask for the file again, or save what can be read with 'interdict recover'"


@contextmanager
def name_damage() -> Iterator[None]:
    """Turn what SQLite raises on a damaged or hostile copy into a DataError."""
    try:
        yield
    except sqlite3.Error as error:
        raise DataError(f"it is damaged ({str(error)[:120]})", hint=RECOVER) from error
    except (UnicodeDecodeError, OverflowError, RecursionError) as error:
        raise DataError(f"it is damaged ({type(error).__name__})", hint=RECOVER) from error


def compare_schema(connection: sqlite3.Connection, expected: frozenset[tuple[str, ...]]) -> None:
    """Raise DataError unless the tables and indexes of a file are, letter by letter, those that interdict makes."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT 1000").fetchall()
    found = {tuple(str(part) for part in row) for row in rows}
    if strange := sorted(found - expected):
        kind, name, *_ = strange[0]
        raise DataError(
            f"it holds {len(strange)} things that interdict does not make, such as the {kind[:20]} {name[:40]}",
            hint="another program changed it; 'interdict recover' takes the log out of it",
        )
    if missing := sorted(expected - found):
        raise DataError(f"it lacks the {missing[0][0]} {missing[0][1]}", hint=RECOVER)


def _check_log(connection: sqlite3.Connection, report: Report) -> int:
    number, sizes = connection.execute("SELECT count(*), total(size) FROM changeset").fetchone()
    changes = connection.execute("SELECT count(*) FROM change").fetchone()[0]
    if sizes != changes:
        raise DataError("its changes and changesets do not go together", hint=RECOVER)
    for header, problem in find_altered(connection, report=report):
        raise DataError(
            f"the changeset {header.uid.hex()[:10]} by {header.changeset.actor}: {problem}",
            hint="somebody altered the log; 'interdict recover' takes out of it what verifies",
        )
    return int(number)
