"""How many cases have doubt in a field, to be said beneath the figures that count cases by what was adopted."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from interdict.store.agreement import choose_fields, select_claims
from interdict.store.query import Query
from interdict.store.reports.report import read_rows


class Doubt(NamedTuple):
    """A field that sources dispute: of which case, in which table and record."""

    case: str
    table: str
    record: str
    field: str


Counts = Mapping[tuple[str, str], int]  # how many, by table and field


def count_disputed(connection: sqlite3.Connection, query: Query, **names: Sequence[str]) -> Counts:
    """Return in how many cases sources dispute each of these fields, given by table: interdiction=["date"]."""
    select = f"""
        SELECT subject_table, field, count(DISTINCT interdiction_id)
        FROM ({select_claims(choose_fields(**names))})
        WHERE disputes
        GROUP BY subject_table, field
    """
    return {(table, field): cases for table, field, cases in read_rows(connection, select, query)}


def list_disputed(connection: sqlite3.Connection, query: Query, **names: Sequence[str]) -> list[Doubt]:
    """Return which of these fields, given by table, sources dispute in which record."""
    select = f"""
        SELECT DISTINCT interdiction_id, subject_table, subject_id, field
        FROM ({select_claims(choose_fields(**names))})
        WHERE disputes
    """
    return [Doubt(*row) for row in read_rows(connection, select, query)]


def count_cases(doubts: Iterable[Doubt]) -> Counts:
    """Return in how many cases each field is disputed."""
    found = {(doubt.table, doubt.field, doubt.case) for doubt in doubts}
    return Counter((table, field) for table, field, _ in sorted(found))


def note_disputed(counts: Counts, of: int, what: str = "cases") -> tuple[str, ...]:
    """Return the note that says which of the fields are in doubt, and in how many of all; none where none is."""
    found = [f"the {_name(*field)} in {number:,}" for field, number in counts.items() if number]
    if not found:
        return ()
    listed = ", ".join(found[:-1]) + (" and " if found[1:] else "") + found[-1]
    return (f"as recorded; sources dispute {listed} of {of:,} {what}",)


def _name(table: str, field: str) -> str:
    name = _NOUNS.get(field) or field.replace("_", " ")
    return name if table == "interdiction" else f"{name} of the {table}"


_NOUNS = {"prohibited": "prohibition", "from": "beginning", "to": "end"}
