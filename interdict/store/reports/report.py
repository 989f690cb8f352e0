"""What a report is made of: tables of rows, with a word on each column for whoever prints them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from interdict.store.query import Query

NAUTICAL_MILE = 1.852  # km
NOT_STATED, UNDATED = "(not stated)", "undated"
NO_COUNTRY = "(no country)"  # a place is named, such as a sea, but no country


class Column(NamedTuple):
    """A column: its key in the rows, its title on the screen, and the kind of its values, one of KINDS."""

    key: str
    title: str
    kind: str = "text"


# A stated number counts what the record says; none is no zero, but nothing said. A bar draws a number of the row, on
# the screen only. Countries are codes, joined by a comma and a blank. A figure is a number or a day.
KINDS = ("text", "word", "country", "countries", "number", "stated", "figure", "percent", "bar")


class Table(NamedTuple):
    """One table of a report; `shown` are the columns for the screen where they are not those for scripts.

    `narrow` says the same in few columns, for a screen that has no room for all. `chart` is the kind of chart that
    draws it, one of CHARTS or none: bars and columns draw the first number by the first column; a grid draws all
    numbers, of which the last row and the last column are totals; flows draw the first number from what stands in the
    first column to what stands in the second. `hints` name commands and options that say more, for
    whoever has the file; what is published leaves them out.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Mapping[str, Any]]
    notes: tuple[str, ...] = ()
    shown: tuple[Column, ...] = ()
    narrow: Table | None = None
    chart: str = ""
    hints: tuple[str, ...] = ()


CHARTS = ("bars", "columns", "grid", "flows")


class Length(NamedTuple):
    """How far a leg goes, None where that cannot be told; the method, and what must be known besides."""

    km: float | None
    method: str = ""
    remark: str = ""


Place = tuple[str | None, str | None, str | None]  # name, country, UN/LOCODE
Measure = Callable[[Place, Place, str | None], Length]  # of a leg, with its mode of transport


class Choices(NamedTuple):
    """What a report may be told besides its terms; empty where nothing was said.

    `measure` is how the reports on routes come by distances: the file holds places, not where they are.
    """

    rows: str = ""
    columns: str = ""
    by: str = ""
    persons: bool = False
    distances: bool = False
    measure: Measure | None = None


class Report(NamedTuple):
    """A report as it is printed: its tables in order, and the number of cases that they are about, also in words."""

    name: str
    tables: tuple[Table, ...]
    cases: int
    denominator: str = ""


def read_rows(connection: sqlite3.Connection, select: str, query: Query, *values: object) -> list[tuple[Any, ...]]:
    """Return the rows of a SELECT over `chosen`: the cases that match, each with its `year`, looked for only once.

    `values` are those of the question marks of the SELECT.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(
        f"""
        WITH chosen AS MATERIALIZED (
            SELECT
                id, date, earliest, latest, states, mode, regime, outcome,
                substr(coalesce(earliest, latest), 1, 4) AS year
            FROM interdiction
            WHERE {query.where}
        )
        {select}
        """,
        (*query.values, *values),
    ).fetchall()


def list_counts(row: Mapping[str, Any], names: Iterable[str]) -> str:
    """Write those of some counts of a row that are not zero: `2 origin, 1 planned transit`."""
    return ", ".join(f"{row[name]:,} {name.replace('_', ' ')}" for name in names if row[name])


def label(value: str | None) -> str:
    """Return a value, or words for none."""
    return NOT_STATED if value is None else value


def find_share(part: int, whole: int) -> float | None:
    """Return a part in per cent of the whole, to one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None
