"""Read what duplicates are looked for by: outlines of many cases, and the traits of those that may be alike."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable

from interdict.domain.outlines import OPEN, Outline
from interdict.domain.traits import CRAFT_COLUMNS, GOODS_COLUMNS, HEAD_COLUMNS, IDENTIFIERS, Traits, make_traits
from interdict.store.listing import split_list

_JULIAN = 1721424  # whole days by which the Julian date of a day is more than its ordinal


def read_outlines(connection: sqlite3.Connection, span: tuple[int, int] = OPEN) -> list[Outline]:
    """Return the outlines of the cases that may lie in a span of days, given as ordinals."""
    is_within = "last IS NULL OR first IS NULL OR (last >= :start AND first <= :end)"
    values = {"start": span[0], "end": span[1]}
    head = f"""
        SELECT * FROM (
            SELECT
                id, states, place_name, place_country, origin_country, destination_country, title,
                CAST(julianday(earliest) AS INTEGER) - {_JULIAN} AS first,
                CAST(julianday(latest) AS INTEGER) - {_JULIAN} AS last
            FROM interdiction
        )
        WHERE {is_within}
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    heads = cursor.execute(head, values).fetchall()
    names, numbers = _read_crafts(cursor, None if span == OPEN else [row[0] for row in heads])
    return [
        Outline(
            case,
            OPEN if first is None or last is None else (first, last),
            frozenset(split_list(states) or ([country] if country else [])),
            place,
            (origin, destination),
            title,
            tuple(names.get(case, ())),
            tuple(numbers.get(case, ())),
        )
        for case, states, place, country, origin, destination, title, first, last in heads
    ]


def _read_crafts(
    cursor: sqlite3.Cursor, ids: Collection[str] | None
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the names and the numbers of the conveyances of each case, of all cases for None."""
    names: dict[str, list[str]] = defaultdict(list)
    numbers: dict[str, list[str]] = defaultdict(list)
    where = "" if ids is None else "WHERE interdiction_id IN (SELECT value FROM json_each(:ids))"
    rows = cursor.execute(
        f"SELECT interdiction_id, name, {', '.join(IDENTIFIERS)} FROM conveyance {where}",
        {"ids": json.dumps(list(ids or ()))},
    )
    for case, name, *found in rows:
        if name:
            names[case].append(name)
        numbers[case].extend(number for number in found if number)
    return names, numbers


def read_traits(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Traits]:
    """Return the traits of cases by id."""
    asked = json.dumps(list(ids))
    own = {
        table: _read_rows(connection, table, columns, asked)
        for table, columns in (("conveyance", CRAFT_COLUMNS), ("cargo", GOODS_COLUMNS))
    }
    sources: dict[str, set[str]] = defaultdict(set)
    for case, source in connection.execute(
        f"SELECT DISTINCT interdiction_id, source_id FROM claim WHERE {_IS_ASKED} AND source_id IS NOT NULL", (asked,)
    ):
        sources[case].add(source)
    heads = connection.execute(
        f"SELECT {', '.join(HEAD_COLUMNS)} FROM interdiction WHERE id IN (SELECT value FROM json_each(?))", (asked,)
    )
    return {
        row["id"]: make_traits(row, own["conveyance"][row["id"]], own["cargo"][row["id"]], sources[row["id"]])
        for row in map(dict, heads)
    }


_IS_ASKED = "interdiction_id IN (SELECT value FROM json_each(?))"


def _read_rows(
    connection: sqlite3.Connection, table: str, columns: Iterable[str], asked: str
) -> dict[str, list[dict[str, object]]]:
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    query = f"SELECT interdiction_id, {', '.join(columns)} FROM {table} WHERE {_IS_ASKED} ORDER BY sequence, id"
    for row in connection.execute(query, (asked,)):
        rows[row["interdiction_id"]].append(dict(row))
    return rows


def list_present(connection: sqlite3.Connection, ids: Iterable[str]) -> set[str]:
    """Return those of the ids that are of cases in the file."""
    rows = connection.execute(
        "SELECT id FROM interdiction WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
    return {row[0] for row in rows}


def count_citing(connection: sqlite3.Connection, sources: Iterable[str], *, most: int) -> dict[str, int]:
    """Return how many cases cite each of the sources; no more than `most` are counted."""
    rows = connection.execute(
        """
        SELECT cited.value, (
            SELECT count(*)
            FROM (SELECT DISTINCT interdiction_id FROM claim WHERE source_id = cited.value LIMIT :most)
        )
        FROM json_each(:sources) AS cited
        """,
        {"sources": json.dumps(list(sources)), "most": most},
    )
    return {row[0]: row[1] for row in rows}


def has_left_out(connection: sqlite3.Connection) -> bool:
    """Tell whether a case of the file was judged to be the same as one that was left out."""
    query = "SELECT EXISTS (SELECT 1 FROM judgement WHERE subject_table = 'interdiction' AND other_id IS NULL)"
    return bool(connection.execute(query).fetchone()[0])
