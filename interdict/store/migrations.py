"""Make a new file, and bring an older one to the present schema, by the numbered SQL files of db/migrations."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from interdict.domain.ids import make_id
from interdict.drafts import BESIDE, open_draft, put_in_place
from interdict.errors import InterdictError, UsageError
from interdict.store.connection import SCHEMA, check_header, choose_mode, connect, read_schema, translate_errors


def find_database_folder() -> Path:
    """Return the folder `db`: within an installed package, else beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "db"
    return inside if inside.is_dir() else package.parent / "db"


def list_migrations(folder: Path | None = None) -> list[tuple[int, str]]:
    """Return the numbers and the SQL of all migrations, in order.

    Raises InterdictError when one is missing, or all are.
    """
    files = sorted((folder or find_database_folder() / "migrations").glob("[0-9]*.sql"))
    migrations = [(int(file.name.split("_")[0]), file.read_text(encoding="utf-8")) for file in files]
    if not migrations or [number for number, _ in migrations] != list(range(1, len(migrations) + 1)):
        raise InterdictError("this interdict lacks a part of itself: db/migrations", hint="install it again")
    return migrations


def create_file(path: Path) -> None:
    """Make a new, empty interdict file.

    It is made under a temporary name and linked into place, so nobody ever sees half a file and an existing one is
    never replaced. Raises InterdictError when the path exists or cannot be written.
    """
    migrations = list_migrations()
    with make_file(path, with_folder=True) as temporary, translate_errors(path, outcome="was not made"):
        connection = connect(temporary, "rw")
        try:
            connection.execute("BEGIN IMMEDIATE")
            _apply(connection, migrations)
            connection.execute("INSERT INTO meta (name, value) VALUES ('file_id', ?)", (make_id(),))
            connection.execute("COMMIT")
        finally:
            connection.close()


def migrate_file(path: Path, *, folder: Path | None = None, newest: int = SCHEMA) -> Path | None:
    """Bring a file to the newest schema in one transaction, after a backup; return the backup, None if it is new.

    Nobody can write between the backup and the end. Raises InterdictError and leaves the file and the backup when a
    migration fails.
    """
    if check_header(path).schema >= newest:
        return None
    migrations = list_migrations(folder)
    with translate_errors(path):
        connection = connect(path, "rw")
        try:
            connection.execute("BEGIN IMMEDIATE")
            schema = read_schema(connection)
            if schema >= newest:  # someone else was faster
                return None
            backup = find_free_name(path, f"schema-{schema}")
            _copy(path, backup)
            _apply(connection, migrations)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.close()
    return backup


def _apply(connection: sqlite3.Connection, migrations: list[tuple[int, str]]) -> None:
    """Run the migrations that the file lacks, within the transaction that is open."""
    present = read_schema(connection)
    for number, sql in migrations:
        if number > present:
            for statement in split_statements(sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


def split_statements(sql: str) -> list[str]:
    """Split a script into statements; `executescript` cannot be used, for it commits first."""
    statements, pending = [], ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return [*statements, pending] if pending.strip() else statements


def read_expected_schema(schema: int) -> frozenset[tuple[str, ...]]:
    """Return what a file of that schema holds by its own account: type, name, table and SQL of each thing in it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _apply(connection, [(number, sql) for number, sql in list_migrations() if number <= schema])
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
        return frozenset(tuple(str(part) for part in row) for row in rows)
    finally:
        connection.close()


def find_free_name(path: Path, mark: str) -> Path:
    """Return a name beside a file that says what it is and is not taken."""
    names = [path.with_name(f"{path.stem}.{mark}{path.suffix}")]
    names += [path.with_name(f"{path.stem}.{mark}-{number}{path.suffix}") for number in range(2, 1000)]
    for name in names:
        if not os.path.lexists(name):
            return name
    raise InterdictError(f"there are a thousand copies named {names[0].name} already", hint="remove some of them")


def back_up(path: Path, target: Path) -> None:
    """Copy a file by SQLite's own backup, so that a write going on at the same time does no harm.

    The copy is written under a temporary name, synced and linked into place. Raises InterdictError when the target
    exists or cannot be written.
    """
    check_header(path)
    _copy(path, target)


def _copy(path: Path, target: Path) -> None:
    with translate_errors(path):
        source = connect(path, choose_mode(path))
        try:
            # Holding a read lock, for `backup` itself would wait for a locked file without end.
            source.execute("BEGIN")
            read_schema(source)
            mode = stat.S_IMODE(path.stat().st_mode) | stat.S_IWUSR  # as private as the file itself
            with make_file(target, mode=mode) as temporary, translate_errors(target, outcome="was not made"):
                copy = connect(temporary, "rw")
                try:
                    source.backup(copy)
                finally:
                    copy.close()
        finally:
            source.close()


@contextmanager
def make_file(path: Path, *, mode: int = 0o666, with_folder: bool = False) -> Iterator[Path]:
    """Give an empty file to fill under a temporary name, and at the end give it its own, never replacing another.

    Raises InterdictError when the path exists or cannot be written; nothing is left then.
    """
    if path.name.endswith(BESIDE):  # the next write to the file beside would take it for its own, and delete it
        raise UsageError(f"{path.name} is a name that SQLite gives to files beside others", hint="name another file")
    try:
        if os.path.lexists(path):
            raise _describe_existing(path)
        if with_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            Path(f"{path}-journal").lstat()  # raises where the name is too long for a journal beside it
        with open_draft(path, mode=mode) as draft:
            yield draft
            _name(draft, path)
    except OSError as error:
        raise _explain_making(path, error) from error


def place_file(finished: Path, path: Path) -> None:
    """Copy a finished file to its place under a temporary name first, never replacing another."""
    with make_file(path) as temporary, finished.open("rb") as source, temporary.open("r+b") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())


def _name(draft: Path, path: Path) -> None:
    try:
        put_in_place(draft, path)
    except FileExistsError:
        raise _describe_existing(path) from None


def _describe_existing(path: Path) -> InterdictError:
    return InterdictError(f"{path} exists already", hint="it was left as it is; name another")


def _explain_making(path: Path, error: OSError) -> InterdictError:
    reason, hint = error.strerror or str(error), "name a file in a folder of yours"
    if error.errno == errno.ENOENT and not path.parent.is_dir():
        reason = f"there is no folder {path.parent}"
    elif error.errno in {errno.EEXIST, errno.ENOTDIR}:
        reason = f"{path.parent} is not a folder"
    elif error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        hint = "make room and run it again"
    return InterdictError(f"cannot make {path}: {reason}", hint=hint)
