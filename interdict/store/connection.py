"""Open the SQLite file, for reading or for one transaction, and say in words what is wrong with it."""

from __future__ import annotations

import errno
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from interdict.errors import DataError, InterdictError, NotFoundError, advise
from interdict.store.damage import blame_damage
from interdict.store.functions import register_functions

APPLICATION_ID = 1768846436  # 'intd'; SQLite keeps it at byte 68 of the file
SCHEMA = 1  # the newest migration; SQLite keeps it in user_version, at byte 60
BUSY_MS = 5000
CACHE_KIB = 65536  # of pages while writing: ids come in no order, so an import touches pages all over the indexes

Connection = sqlite3.Connection  # the name by which commands speak of one

_MAGIC = b"SQLite format 3\0"
_PLAIN_BYTES = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-")


class Header(NamedTuple):
    """What the first hundred bytes of a SQLite file say."""

    schema: int
    application_id: int


def read_header(path: Path) -> Header:
    """Read the header of an interdict file without opening it as a database.

    Raises NotFoundError when it is not there, DataError when it is not a file of interdict.
    """
    try:
        if path.is_dir():
            raise DataError(f"{path} is a folder, not a file", hint="name the file within it")
        if path.exists() and not path.is_file():
            raise DataError(f"{path} is not a regular file", hint="copy what it holds into a file first")
        with path.open("rb") as file:
            head = file.read(100)
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(
            f"there is no file {path}", hint="'interdict init' makes one; --db FILE or INTERDICT_DB names another"
        ) from None
    except OSError as error:
        raise InterdictError(f"cannot read {path}: {error.strerror}", hint=advise(error)) from None
    except ValueError:
        raise NotFoundError("a file name cannot hold a NUL character", hint="check --db and INTERDICT_DB") from None
    if not head:
        raise DataError(f"{path} is empty", hint=f"remove it, then 'interdict --db {path} init' makes a new one")
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise DataError(f"{path} is not a SQLite file", hint="documents are read with 'interdict import FILE'")
    return Header(int.from_bytes(head[60:64]), int.from_bytes(head[68:72]))


def check_header(path: Path) -> Header:
    """Return the header of a file that this version can read.

    Raises DataError for another program's file and for a newer schema. Never call it on a file that this process has
    open: POSIX drops all locks on a file when any descriptor of it is closed.
    """
    header = read_header(path)
    if header.application_id != APPLICATION_ID:
        raise DataError(f"{path} is a SQLite file of another program", hint="--db FILE or INTERDICT_DB names yours")
    if has_journal(path):  # after a crash the header may be of a transaction that is yet to be taken back
        with translate_errors(path):
            connection = connect(path, choose_mode(path))
            try:
                header = header._replace(schema=read_schema(connection))
            finally:
                connection.close()
    if header.schema > SCHEMA:
        raise refuse_schema(path, header.schema)
    return header


def has_journal(path: Path) -> bool:
    """Say whether a journal lies beside a file: someone is writing, or was killed while writing."""
    return os.path.exists(f"{os.path.realpath(path)}-journal")  # noqa: PTH110  # SQLite follows links, too


def choose_mode(path: Path) -> str:
    """Return the mode in which to read a file: only with a journal may reading have to write."""
    return "rw" if has_journal(path) and os.access(path, os.W_OK) else "ro"


def read_schema(connection: sqlite3.Connection) -> int:
    """Return the number of the newest migration that a file went through."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_schema(path: Path, schema: int) -> DataError:
    """Return the error for a file of a newer schema, or of an older one."""
    if schema > SCHEMA:
        return DataError(
            f"{path} was written by a newer interdict (schema {schema}, this one knows {SCHEMA})",
            hint="install the newest interdict; the file was not touched",
        )
    return DataError(f"{path} has the older schema {schema}", hint="'interdict db migrate' brings it up to date")


@contextmanager
def open_reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file for reading; what a killed writer left half done is taken back first."""
    check_header(path)
    with translate_errors(path):
        connection = connect(path, choose_mode(path))
        try:
            _check_schema(path, connection)
            connection.execute("PRAGMA query_only = ON")
            with blame_damage(path, connection):
                yield connection
        finally:
            connection.close()


@contextmanager
def open_writing(path: Path, *, outcome: str = "is as it was") -> Iterator[sqlite3.Connection]:
    """Open a file for one transaction: committed at the end, or taken back when anything is raised.

    `outcome` says what becomes of the file where there is no room for it.
    """
    check_header(path)
    if not os.access(path, os.W_OK):
        raise InterdictError(
            f"{path} may not be written", hint="copy it to a place of yours, or change its permissions"
        )
    # The models take as long to load as a hundred small writes, so not while others wait for the file.
    import interdict.domain.models  # noqa: F401

    with translate_errors(path, outcome=outcome):
        connection = connect(path, "rw")
        try:
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute("BEGIN IMMEDIATE")
            _check_schema(path, connection)
            with blame_damage(path, connection):
                yield connection
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.close()


def _check_schema(path: Path, connection: sqlite3.Connection) -> None:
    # Asked within the connection, for the file may have been migrated since its header was read.
    schema = read_schema(connection)
    if schema != SCHEMA:
        raise refuse_schema(path, schema)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open a connection by SQLite's URI mode (ro, rw, rwc), with rows by name and nothing trusted in the schema."""
    connection = sqlite3.connect(f"file://{quote_path(path)}?mode={mode}", uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA trusted_schema = OFF")
    register_functions(connection)
    return connection


def quote_path(path: Path) -> str:
    """Return a path as SQLite's URIs take it, after `file://`: two slashes at its start would else name a host."""
    # Byte by byte, for a name need not be UTF-8.
    return "".join(chr(byte) if byte in _PLAIN_BYTES else f"%{byte:02x}" for byte in os.fsencode(path.absolute()))


@contextmanager
def hold_state(connection: sqlite3.Connection) -> Iterator[None]:
    """Let all that is read within be of one state of the file."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def translate_errors(path: Path, *, outcome: str = "is as it was") -> Iterator[None]:
    """Turn what SQLite and the system raise on a file into errors with a hint; `outcome` says what became of it."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(path, error, outcome) from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:  # of what the file holds, or of SQLite's message on it
        raise _describe_damage(path, error) from error
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise
        raise _describe_full(path, outcome) from error


def _explain(path: Path, error: sqlite3.Error, outcome: str) -> InterdictError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return InterdictError(
            f"{path} has been locked by another program for over {BUSY_MS // 1000} seconds; nothing was changed",
            hint="close that program, or wait for it, and run this again",
        )
    if name in {"SQLITE_FULL", "SQLITE_IOERR_WRITE"}:
        return _describe_full(path, outcome)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
        return InterdictError(
            f"{path} cannot be written where it is ({error})",
            hint="copy it, with a -journal beside it if there is one, to a folder of yours",
        )
    if name.startswith("SQLITE_CORRUPT") or name == "SQLITE_NOTADB" or re.search(_DAMAGE, str(error)):
        return _describe_damage(path, error)
    if name.startswith("SQLITE_IOERR"):
        return InterdictError(
            f"{path} could not be read or written ({error})", hint="check the disk or the network drive"
        )
    return InterdictError(f"{path}: SQLite says: {error}", hint="'interdict check' looks for damage")


_LONGEST_REASON = 100  # SQLite quotes a whole text to say that it is not UTF-8
_DAMAGE = "no such (table|column)|Could not decode to UTF-8|malformed"


def _describe_full(path: Path, outcome: str) -> InterdictError:
    return InterdictError(f"the disk is full; {path} {outcome}", hint="make room and run it again")


def _describe_damage(path: Path, error: Exception) -> DataError:
    reason = str(error)[:_LONGEST_REASON]
    return DataError(f"{path} is damaged ({reason})", hint=suggest_recovery(path))


def suggest_recovery(path: Path) -> str:
    """Say what can be done about a damaged file."""
    import shlex

    return f"go back to a copy that is whole, or save what verifies: interdict recover {shlex.quote(str(path))} NEW"
