"""Make a new file, and bring an older one to the present schema, by the numbered SQL files of db/migrations."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from interdict.domain.ids import make_id
from interdict.errors import InterdictError
from interdict.store.connection import SCHEMA, check_header, connect, translate_errors


def find_database_folder() -> Path:
    """Return the folder `db`: within an installed package, else beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "db"
    return inside if inside.is_dir() else package.parent / "db"


def list_migrations(folder: Path | None = None) -> list[tuple[int, str]]:
    """Return the numbers and the SQL of all migrations, in order."""
    files = sorted((folder or find_database_folder() / "migrations").glob("[0-9]*.sql"))
    return [(int(file.name.split("_")[0]), file.read_text(encoding="utf-8")) for file in files]


def create_file(path: Path) -> None:
    """Make a new, empty interdict file.

    It is made under a temporary name and linked into place, so nobody ever sees half a file and an existing one is
    never replaced. Raises InterdictError when the path exists or cannot be written.
    """
    if path.exists() or path.is_symlink():
        raise InterdictError(f"{path} exists already", hint="it was left as it is; name another with --db FILE")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with translate_errors(path):
            connection = connect(temporary, "rwc")
            try:
                _apply(connection, 0, list_migrations())
                connection.execute("INSERT INTO meta (name, value) VALUES ('file_id', ?)", (make_id(),))
            finally:
                connection.close()
        _put_in_place(temporary, path)
    except FileExistsError:
        raise InterdictError(
            f"{path} exists already", hint="it was left as it is; name another with --db FILE"
        ) from None
    except OSError as error:
        raise InterdictError(
            f"cannot make {path}: {error.strerror}", hint="name a file in a folder of yours with --db FILE"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def _put_in_place(temporary: Path, path: Path) -> None:
    """Give a finished file its name, never replacing another; raises FileExistsError when the name is taken."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # FAT and some network drives have no links
        path.touch(exist_ok=False)
        temporary.replace(path)


def migrate_file(path: Path, *, folder: Path | None = None, newest: int = SCHEMA) -> Path | None:
    """Bring a file to the newest schema in one transaction, after a backup; return the backup, None if it is new.

    Raises InterdictError and leaves the file and the backup when a migration fails.
    """
    header = check_header(path)
    if header.schema >= newest:
        return None
    backup = find_free_name(path, f"schema-{header.schema}")
    back_up(path, backup)
    with translate_errors(path):
        connection = connect(path, "rw")
        try:
            _apply(connection, header.schema, list_migrations(folder))
        finally:
            connection.close()
    return backup


def _apply(connection: sqlite3.Connection, present: int, migrations: list[tuple[int, str]]) -> None:
    """Run the migrations after the present one, all in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number, sql in migrations:
            if number > present:
                for statement in split_statements(sql):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def split_statements(sql: str) -> list[str]:
    """Split a script into statements; `executescript` cannot be used, for it commits first."""
    statements, pending = [], ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements


def find_free_name(path: Path, mark: str) -> Path:
    """Return a name beside a file that says what it is and is not taken."""
    names = [path.with_name(f"{path.stem}.{mark}{path.suffix}")]
    names += [path.with_name(f"{path.stem}.{mark}-{number}{path.suffix}") for number in range(2, 1000)]
    for name in names:
        if not name.exists():
            return name
    raise InterdictError(f"there are a thousand copies named {names[0].name} already", hint="remove some of them")


def back_up(path: Path, target: Path) -> None:
    """Copy a file by SQLite's own backup, so that a write going on at the same time does no harm.

    The copy is written under a temporary name, synced and linked into place. Raises InterdictError when the target
    exists or cannot be written.
    """
    check_header(path)
    if target.exists():
        raise InterdictError(f"{target} exists already", hint="name another file")
    temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with translate_errors(target):
            source, copy = connect(path, "rw" if os.access(path, os.W_OK) else "ro"), connect(temporary, "rwc")
            try:
                source.backup(copy)
            finally:
                copy.close()
                source.close()
        _put_in_place(temporary, target)
    except OSError as error:
        raise InterdictError(
            f"cannot make {target}: {error.strerror}", hint="name a file in a folder of yours"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
