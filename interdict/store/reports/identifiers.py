"""Identifiers of conveyances in many cases: which share one, and which look wrong.

An identifier is folded as the terms fold it. What decides whether a well-formed one is right is its *head*: nothing of
it where a check digit holds, else the digits or letters that name a country. One identifier of each head and flag is
checked in Python; the rest of its kind are as it is.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from interdict.domain.fields import IDENTIFIERS
from interdict.domain.identifiers import check_identifier
from interdict.store.comparisons import fold_identifier
from interdict.store.query import Query
from interdict.store.reports.report import read_rows

FIELDS = ("imo_number", "mmsi", "registration", "icao_24bit", "container_number")
_LETTERS = "0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ"  # ISO 6346: letters count from 10 on, without multiples of 11


def _weigh_imo(column: str) -> str:
    terms = (f"{7 - place} * substr({column}, {place + 1}, 1)" for place in range(6))
    return f"({' + '.join(terms)}) % 10 = CAST(substr({column}, 7, 1) AS INTEGER)"


def _weigh_container(column: str) -> str:
    terms = (f"((instr('{_LETTERS}', substr({column}, {place + 1}, 1)) - 1) << {place})" for place in range(10))
    return f"({' + '.join(terms)}) % 11 % 10 = CAST(substr({column}, 11, 1) AS INTEGER)"


def _digits(number: int) -> str:
    return f"'{'[0-9]' * number}'"


# By field: when an identifier is well formed, and what decides then whether it is right.
_HEADS: Mapping[str, tuple[str, str]] = {
    "imo_number": (
        f"imo_number GLOB {_digits(7)} AND trim(imo_number, '0') <> '' AND {_weigh_imo('imo_number')}",
        "''",
    ),
    "mmsi": (f"mmsi GLOB '[2-7]' || {_digits(8)}", "substr(mmsi, 1, 3)"),
    "registration": (
        "registration NOT GLOB '*[^A-Z0-9-]*' AND instr(registration, '-') > 1",
        "substr(registration, 1, instr(registration, '-') + 1)",
    ),
    "icao_24bit": (
        f"icao_24bit GLOB '{'[0-9A-F]' * 6}' AND icao_24bit NOT IN ('000000', 'FFFFFF')",
        "substr(icao_24bit, 1, 4)",
    ),
    "container_number": (
        f"container_number GLOB '[A-Z][A-Z][A-Z][UJZ]' || {_digits(7)} AND {_weigh_container('container_number')}",
        "''",
    ),
}


class Warned(NamedTuple):
    """An identifier that looks wrong: the case, the conveyance, the field, its value and the warning."""

    ref: str
    record: str
    field: str
    value: str
    warning: str


def select_identifiers() -> str:
    """Return a SELECT of the identifiers of conveyances in `chosen`: id, interdiction_id, field and folded value.

    An identity that is assumed is left out, for its number is that of another; so is a number of noughts only.
    """
    return " UNION ALL ".join(
        f"""
        SELECT id, interdiction_id, '{field}' AS field, {fold_identifier(field, IDENTIFIERS[field])} AS value
        FROM conveyance
        WHERE {field} IS NOT NULL AND layer IS NOT 'assumed' AND trim({field}, ' 0-') <> ''
        AND interdiction_id IN (SELECT id FROM chosen)
        """
        for field in FIELDS
    )


def find_suspect(connection: sqlite3.Connection, query: Query) -> Iterator[Warned]:
    """Yield the identifiers of conveyances that look wrong, by themselves or beside the flag."""
    suspects: dict[str, list[tuple[str, str | None]]] = {}
    heads = " UNION ALL ".join(
        f"""
        SELECT '{field}', {_write_head(field)} AS head, flag, min({field})
        FROM conveyance
        WHERE {_is_checked(field)}
        GROUP BY head, flag
        """
        for field in FIELDS
    )
    for field, head, flag, value in read_rows(connection, heads, query):
        if check_identifier(field, value, flag=flag):
            suspects.setdefault(field, []).append((head, flag))
    for field, pairs in suspects.items():
        select = f"""
            SELECT interdiction.ref, conveyance.key, conveyance.{field}, conveyance.flag
            FROM conveyance JOIN interdiction ON interdiction.id = conveyance.interdiction_id
            WHERE {_is_checked(field)}
            AND ({_write_head(field)}, coalesce(flag, '')) IN (
                SELECT json_extract(value, '$[0]'), coalesce(json_extract(value, '$[1]'), '') FROM json_each(?)
            )
            ORDER BY interdiction.earliest IS NULL, interdiction.earliest, ref, conveyance.sequence, conveyance.id
        """
        for ref, record, value, flag in read_rows(connection, select, query, json.dumps(pairs)):
            for warning in check_identifier(field, value, flag=flag):
                yield Warned(ref, record, field, value, warning)


def _is_checked(field: str) -> str:
    """Hold for identifiers of the cases in `chosen`; plates of lorries follow no list of prefixes."""
    kind = " AND kind = 'aircraft'" if field == "registration" else ""
    return f"{field} IS NOT NULL{kind} AND interdiction_id IN (SELECT id FROM chosen)"


def _write_head(field: str) -> str:
    is_formed, head = _HEADS[field]
    return f"CASE WHEN {is_formed} THEN {head} ELSE {field} END"
