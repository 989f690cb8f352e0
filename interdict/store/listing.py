"""The rows of `list`: one for each case that matches, read from the file as they are printed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from interdict.store.agreement import choose_fields, select_claims
from interdict.store.query import Query

COLUMNS = (
    "ref",
    "id",
    "title",
    "date",
    "earliest",
    "latest",
    "states",
    "place",
    "country",
    "mode",
    "regime",
    "outcome",
    "cargo",
    "sources",
    "claims",
    "conflicts",
    "disputed",
)

# The columns that may be in doubt, and the field that each shows.
_DOUBTED = choose_fields(interdiction=["date", "states", "place", "mode", "regime", "outcome"], cargo=["description"])

# What a case is sorted by; cases without it come last, in either direction.
SORTS: Mapping[str, str] = {
    "date": "coalesce(earliest, latest)",
    "ref": "ref",
    "title": "title COLLATE NOCASE",
}

_SELECT = """
    SELECT
        {total},
        ref,
        id,
        title,
        date,
        earliest,
        latest,
        states,
        place_name,
        place_country,
        mode,
        regime,
        outcome,
        (
            SELECT group_concat(item.description, '; ')
            FROM (
                SELECT description FROM cargo
                WHERE cargo.interdiction_id = interdiction.id
                ORDER BY sequence, id
            ) AS item
        ),
        (SELECT count(DISTINCT source_id) FROM claim WHERE claim.interdiction_id = interdiction.id),
        (SELECT count(field) FROM claim WHERE claim.interdiction_id = interdiction.id),
        (SELECT count(*) FROM conflict WHERE conflict.interdiction_id = interdiction.id)
"""
_ALL = """
    FROM interdiction
    WHERE {where}
    ORDER BY {order}
"""
# A few of many: they are chosen and sorted as bare numbers first, so that cargo and claims are read for them alone.
# To read all cases in the order of the file and sort whole rows is faster where none is left out.
_FEW = """
    FROM (
        SELECT interdiction.rowid AS number, count(*) OVER () AS total
        FROM interdiction
        WHERE {where}
        ORDER BY {order}
        LIMIT ?
    ) AS chosen
    CROSS JOIN interdiction ON interdiction.rowid = chosen.number
    ORDER BY {order}
"""


class Order(NamedTuple):
    """What comes first, one of SORTS, and how many cases at most; 0 for all."""

    sort: str = "date"
    is_reversed: bool = False
    limit: int = 0


BY_DATE = Order()


class Listing(NamedTuple):
    """Rows with the COLUMNS as keys, and how many cases match in all; None where all of them are in the rows."""

    rows: Iterator[dict[str, Any]]
    total: int | None
    is_empty: bool


def list_cases(
    connection: sqlite3.Connection, query: Query, order: Order = BY_DATE, *, has_lists: bool = True
) -> Listing:
    """Return the cases that match; `states` is a list, or without `has_lists` its items joined as in `AE, TH`.

    `disputed` is a list, too: the columns of which a source says otherwise or which it denies. The rows are read while
    they are used: the connection must stay open as long.
    """
    key, direction = SORTS[order.sort], "DESC" if order.is_reversed else "ASC"
    statement = (_SELECT + (_FEW if order.limit else _ALL)).format(
        total="chosen.total" if order.limit else "NULL",
        where=query.where,
        order=f"{key} IS NULL, {key} {direction}, ref {direction}",
    )
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(statement, (*query.values, order.limit) if order.limit else query.values)
    first = cursor.fetchone()
    if first is None:
        return Listing(iter(()), None, is_empty=True)
    total = first[0] if order.limit and first[0] > order.limit else None
    rows: Iterable[tuple[Any, ...]] = chain((first,), cursor)
    if order.limit:
        rows = list(rows)
        doubts = _find_doubts(cursor, "SELECT value FROM json_each(?)", [json.dumps([row[2] for row in rows])])
    else:
        cases = f"SELECT interdiction.id FROM interdiction WHERE {query.where}"
        doubts = _find_doubts(connection.cursor(), cases, query.values)
    return Listing(_make_rows(rows, doubts, has_lists=has_lists), total, is_empty=False)


def _find_doubts(cursor: sqlite3.Cursor, cases: str, values: Sequence[object]) -> Mapping[str, list[str]]:
    """Return the columns in doubt of each case that has any."""
    cursor.row_factory = None
    cursor.execute(
        f"""
        SELECT DISTINCT interdiction_id, CASE subject_table WHEN 'cargo' THEN 'cargo' ELSE field END
        FROM ({select_claims(_DOUBTED, cases=cases)})
        WHERE disputes
        """,
        values,
    )
    doubts: dict[str, set[str]] = {}
    for case_id, column in cursor:
        doubts.setdefault(case_id, set()).add(column)
    return {case_id: [column for column in COLUMNS if column in found] for case_id, found in doubts.items()}


def _make_rows(
    rows: Iterable[tuple[Any, ...]], doubts: Mapping[str, list[str]], *, has_lists: bool
) -> Iterator[dict[str, Any]]:
    read: Callable[[str | None], list[str] | str | None] = split_list if has_lists else join_list
    for _, *head, states, place, country, mode, regime, outcome, cargo, sources, claims, conflicts in rows:
        ref, case_id, title, date, earliest, latest = head
        yield {
            "ref": ref,
            "id": case_id,
            "title": title,
            "date": date,
            "earliest": earliest,
            "latest": latest,
            "states": read(states),
            "place": place,
            "country": country,
            "mode": mode,
            "regime": join_list(regime),
            "outcome": outcome,
            "cargo": cargo,
            "sources": sources,
            "claims": claims,
            "conflicts": conflicts,
            "disputed": doubts.get(case_id, []) if has_lists else ", ".join(doubts.get(case_id, [])) or None,
        }


def split_list(text: str | None) -> list[str]:
    """Return the items of a JSON list of words or codes; none has an escape, and json takes ten times as long."""
    return text[2:-2].split('","') if text else []


def join_list(text: str | None) -> str | None:
    """Return the items of a JSON list of words or codes as in `AE, TH`; None for no list."""
    return text[2:-2].replace('","', ", ") if text else None
