"""Take in other people's files: all of them vetted first, then merged in one transaction, or rehearsed on a copy."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from interdict.errors import UsageError
from interdict.sharing.merging import Merged, batch_up, find_known, list_new_headers, merge
from interdict.sharing.sandbox import Report
from interdict.sharing.vetting import Stranger, make_private_folder, open_stranger, read_stamp
from interdict.store.connection import open_reading, open_writing
from interdict.store.contests import list_contested
from interdict.store.dependents import find_absent
from interdict.store.log import find_next
from interdict.store.migrations import back_up
from interdict.store.verification import Header, read_headers

MEMO = "merged"  # the name in `meta` under which files that were merged are remembered
MOST_REMEMBERED = 50


class Guest(NamedTuple):
    """A file to be merged: vetted, or known already and then without a connection."""

    path: Path
    stranger: Stranger | None


class Clash(NamedTuple):
    """Cases that bear one reference."""

    ref: str
    ids: tuple[str, ...]


class Brought(NamedTuple):
    """What one file brought; `merged` is None for one that was merged before and has not changed since."""

    path: Path
    merged: Merged | None
    warnings: tuple[str, ...]


class Received(NamedTuple):
    """What merging brought: file by file, the references that clash by now, and how many conflicts are open.

    `contested` is how many of these are removals of what someone else changed, `removed` how many records that were
    here before the first file are gone after the last.
    """

    brought: list[Brought]
    clashes: list[Clash]
    conflicts: int
    contested: int
    removed: int


@contextmanager
def open_guests(
    path: Path, others: Sequence[Path], *, report: Report | None = None, remembered: bool = True
) -> Iterator[list[Guest]]:
    """Vet the files to be merged; all must pass before anything is done with any.

    Raises UsageError for the file itself, DataError for one that is not to be trusted.
    """
    with open_reading(path) as connection:
        known = read_memo(connection) if remembered else []
    with ExitStack() as stack:
        guests = []
        for other in others:
            _refuse_itself(path, other)
            if read_stamp(other) in {entry["stamp"] for entry in known}:
                guests.append(Guest(other, None))
                continue
            stranger = stack.enter_context(open_stranger(other, report=report))
            guests.append(Guest(other, stranger))
        yield guests


def _refuse_itself(path: Path, other: Path) -> None:
    try:
        is_same = path.samefile(other)
    except (OSError, ValueError):
        return
    if is_same:
        raise UsageError(f"{other} is the file itself", hint="name the copy that someone sent you")


def read_memo(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return what is remembered of files that were merged."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (MEMO,)).fetchone()
    try:
        entries = json.loads(row[0]) if row else []
        return [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("stamp"), str)]
    except (ValueError, TypeError, RecursionError):
        return []


def receive(
    path: Path,
    guests: Sequence[Guest],
    *,
    choose: Callable[[sqlite3.Connection, Stranger], Callable[[Header], bool]] | None = None,
    report: Report | None = None,
    agree: Callable[[Received], None] | None = None,
) -> Received:
    """Merge vetted files into one's own, in one transaction; `choose` says of each file what is wanted of it.

    Where all of them were merged before the file is only read. Nothing is written where `agree` raises.
    """
    with (open_reading if _are_known(guests) else open_writing)(path) as connection:
        brought = []
        first = find_next(connection)
        for guest in guests:
            merged = None
            if guest.stranger is not None:
                wants = choose(connection, guest.stranger) if choose else None
                merged = merge(
                    connection, guest.stranger.connection, origin=guest.path.name, wants=wants, report=report
                )
                if not merged.is_empty and not merged.held:
                    _remember(connection, guest.stranger)
            warnings = guest.stranger.warnings if guest.stranger else ()
            brought.append(Brought(guest.path, merged, warnings))
        removed = _count_removed(connection, [each.merged for each in brought if each.merged], first)
        contested = len(list_contested(connection))
        received = Received(brought, find_clashes(connection), count_conflicts(connection), contested, removed)
        if agree:
            agree(received)
        return received


def _count_removed(connection: sqlite3.Connection, merged: Sequence[Merged], first: int) -> int:
    """Count the records that were here and are not any more; a later file may bring back what an earlier one removed.

    `first` is the id of the first change that came. What one file brought and the next removed was never here.
    """
    gone = find_absent(connection, {record for each in merged for record in each.touched.gone})
    rows = connection.execute(
        "SELECT count(DISTINCT record) FROM change WHERE id < ? AND record IN (SELECT value FROM json_each(?))",
        (first, json.dumps(list(gone))),
    )
    return int(rows.fetchone()[0])


def _are_known(guests: Sequence[Guest]) -> bool:
    return all(guest.stranger is None for guest in guests)


def _remember(connection: sqlite3.Connection, stranger: Stranger) -> None:
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    entries = [{"stamp": stranger.stamp, "sha256": stranger.digest, "at": at}, *read_memo(connection)]
    value = json.dumps(entries[:MOST_REMEMBERED], separators=(",", ":"))
    connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (MEMO, value))


@contextmanager
def rehearse(
    path: Path,
    guests: Sequence[Guest],
    *,
    choose: Callable[[sqlite3.Connection, Stranger], Callable[[Header], bool]] | None = None,
    report: Report | None = None,
) -> Iterator[tuple[Path, Received]]:
    """Merge into a private copy, and give its path and what came of it; the file itself is only read."""
    if _are_known(guests):  # nothing will change, so no copy is needed
        yield path, receive(path, guests)
        return
    with make_private_folder() as folder:
        copy = folder / path.name
        back_up(path, copy)
        yield copy, receive(copy, guests, choose=choose, report=report)


def find_clashes(connection: sqlite3.Connection) -> list[Clash]:
    """Return the references that several cases bear."""
    rows = connection.execute(
        """
        SELECT ref, group_concat(id)
        FROM interdiction
        WHERE ref IS NOT NULL
        GROUP BY ref HAVING count(*) > 1
        ORDER BY ref
        """
    )
    return [Clash(ref, tuple(sorted(ids.split(",")))) for ref, ids in rows]


def count_conflicts(connection: sqlite3.Connection) -> int:
    """Return how many fields are in conflict."""
    return int(connection.execute("SELECT count(*) FROM conflict").fetchone()[0])


def count_lacking(connection: sqlite3.Connection, other: sqlite3.Connection) -> Counter[str]:
    """Count the changesets by author that the file has and the other lacks."""
    lacking: Counter[str] = Counter()
    for batch in batch_up(read_headers(connection), 500):
        known = find_known(other, [header.uid for header in batch])
        lacking.update(header.changeset.actor for header in batch if header.uid not in known)
    return lacking


def list_authors(connection: sqlite3.Connection) -> set[str]:
    """Return everyone who has made a change in the file."""
    return {row[0] for row in connection.execute("SELECT DISTINCT actor FROM changeset")}


class Newcomer(NamedTuple):
    """How many changesets would come by someone, and of which times."""

    changesets: int
    first: str
    last: str


def list_newcomers(
    connection: sqlite3.Connection, guests: Iterable[Guest], is_doubtful: Callable[[Header], bool]
) -> dict[str, Newcomer]:
    """Return what would come and is to be asked about, by author."""
    newcomers: dict[str, Newcomer] = {}
    for guest in guests:
        if guest.stranger is not None:
            for header in list_new_headers(connection, guest.stranger.connection):
                if is_doubtful(header):
                    actor, at = header.changeset.actor, header.changeset.hlc
                    number, first, last = newcomers.get(actor, (0, at, at))
                    newcomers[actor] = Newcomer(number + 1, min(first, at), max(last, at))
    return newcomers
