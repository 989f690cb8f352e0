"""The report `conveyances`: ships, aircraft and containers across cases, and the identities that they bore.

Records are of one conveyance when they share an identifier, when one is an identity of the other, or when somebody
judged them the same. Two that were judged different are not joined by an identifier. A name joins nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from interdict.domain.countries import format_country
from interdict.store.agreement import choose_fields, select_claims
from interdict.store.judgements import read_judgements
from interdict.store.query import Query
from interdict.store.reports.doubt import count_disputed, note_disputed
from interdict.store.reports.identifiers import FIELDS, find_suspect, select_identifiers
from interdict.store.reports.linking import Links
from interdict.store.reports.report import Choices, Column, Report, Table, label, read_rows

_JUDGEMENT, _IDENTITY = "judgement", "identity"

_SELECT_SHARED = f"""
    , identifier AS MATERIALIZED ({select_identifiers()}),
    shared AS MATERIALIZED (SELECT field, value FROM identifier GROUP BY field, value HAVING count(*) > 1)
    SELECT identifier.field, identifier.value, identifier.id
    FROM shared JOIN identifier ON identifier.field = shared.field AND identifier.value = shared.value
    UNION ALL
    SELECT '{_IDENTITY}', identity_of_id, id
    FROM conveyance
    WHERE identity_of_id IS NOT NULL AND interdiction_id IN (SELECT id FROM chosen)
"""

# Its value is an object: the number of a conveyance by the id of each record of it.
_SELECT = f"""
    , member AS MATERIALIZED (SELECT key AS id, value AS number FROM json_each(?)),
    disputed AS MATERIALIZED (
        SELECT subject_id, group_concat(DISTINCT field) AS fields
        FROM ({select_claims(choose_fields(conveyance=["name", "flag", "kind", *FIELDS]))})
        WHERE disputes AND subject_id IN (SELECT id FROM member)
        GROUP BY subject_id
    )
    SELECT
        member.number, conveyance.id, interdiction.ref, conveyance.kind, conveyance.name, conveyance.flag,
        conveyance.layer, conveyance.identity_of_id,
        coalesce(conveyance.period, CASE WHEN conveyance.identity_of_id IS NULL THEN chosen.year END), disputed.fields,
        {", ".join(f"conveyance.{field}" for field in FIELDS)}
    FROM member
    JOIN conveyance ON conveyance.id = member.id
    JOIN chosen ON chosen.id = conveyance.interdiction_id
    JOIN interdiction ON interdiction.id = chosen.id
    LEFT JOIN disputed ON disputed.subject_id = conveyance.id
    ORDER BY member.number, coalesce(conveyance.period, chosen.earliest), interdiction.ref, conveyance.sequence
"""

_SELECT_FLAGS = """
    SELECT 'flag', flag, count(*), count(DISTINCT interdiction_id), sum(kind = 'vessel'), sum(kind = 'aircraft')
    FROM conveyance
    WHERE identity_of_id IS NULL AND interdiction_id IN (SELECT id FROM chosen)
    GROUP BY flag
    UNION ALL
    SELECT 'all', NULL, count(*), NULL, NULL, NULL FROM chosen
"""

_HINT = "'interdict judge' joins and parts them"
_COLUMNS = (
    Column("conveyance", "Conveyance"),
    Column("kind", "Kind", "word"),
    Column("identifiers", "Identifiers"),
    Column("names", "Names"),
    Column("flags", "Flags", "countries"),
    Column("cases", "Cases", "number"),
    Column("refs", "Ref"),
    Column("joined_by", "Joined by", "word"),
    Column("disputed", "Disputed", "word"),
)
_SHOWN = (_COLUMNS[3], _COLUMNS[2], *_COLUMNS[4:7], _COLUMNS[8])
_WARNING_COLUMNS = (
    Column("ref", "Ref"),
    Column("record", "Record"),
    Column("field", "Field", "word"),
    Column("value", "Value"),
    Column("warning", "Warning"),
)
_FLAG_COLUMNS = (
    Column("flag", "Flag", "country"),
    Column("conveyances", "Conveyances", "number"),
    Column("vessels", "Vessels", "number"),
    Column("aircraft", "Aircraft", "number"),
    Column("cases", "Cases", "number"),
)


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:  # noqa: ARG001  # one form
    """List the conveyances met more than once or under several identities, what looks wrong, and the flags."""
    numbers, ways = _number_conveyances(connection, query)
    members: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for number, *member in read_rows(connection, _SELECT, query, json.dumps(numbers)):
        members[number].append(tuple(member))
    rows = [_make_row(found, ways[number]) for number, found in members.items() if len(found) > 1]
    rows.sort(key=lambda row: (-row["cases"], row["conveyance"].casefold()))
    warnings = [warned._asdict() for warned in find_suspect(connection, query)]
    flags, records, total = _count_flags(connection, query)
    notes = (
        "records are joined by identifier (but for an assumed identity), as identities of one, and by judgement, never "
        "by name",
        f"{records:,} records of conveyances; those met once, under one identity, are not listed",
        "disputed: fields for which a source gives another value, or denies it",
    )
    disputed = note_disputed(count_disputed(connection, query, conveyance=["flag"]), total)
    warned = "a right check digit proves nothing about identity, and a wrong one may be a slip of the source"
    tables = (
        Table("Conveyances across cases", _COLUMNS, rows, notes, _SHOWN, hints=(_HINT,)),
        Table("Identifiers that look wrong", _WARNING_COLUMNS, warnings, (warned,)),
        Table("By flag", _FLAG_COLUMNS, flags, disputed, chart="bars"),
    )
    return Report("conveyances", tables, total)


def _number_conveyances(connection: sqlite3.Connection, query: Query) -> tuple[dict[str, int], dict[int, set[str]]]:
    """Return the number of the conveyance that each record is joined to, and by what these were joined."""
    judgements = read_judgements(connection, "conveyance")
    apart: dict[str, set[str]] = defaultdict(set)
    for judgement in judgements:
        if judgement.verdict == "different":
            apart[judgement.subject].add(judgement.other)
            apart[judgement.other].add(judgement.subject)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for way, value, record in read_rows(connection, _SELECT_SHARED, query):
        shared[way, value].append(record)
    links = Links()
    joined: list[tuple[str, str]] = []
    for (way, value), records in shared.items():
        met = [value, *records] if way == _IDENTITY else [one for one in records if apart[one].isdisjoint(records)]
        for record in met[1:]:
            links.join(met[0], record)
        joined += [(met[0], way)] if len(met) > 1 else []
    for judgement in judgements:
        if judgement.verdict == "same":
            links.join(judgement.subject, judgement.other)
            joined.append((judgement.subject, _JUDGEMENT))
    return _number_links(links, joined)


def _number_links(links: Links, joined: Iterable[tuple[str, str]]) -> tuple[dict[str, int], dict[int, set[str]]]:
    numbers: dict[object, int] = {}
    ways: dict[int, set[str]] = defaultdict(set)
    for record, way in joined:
        ways[numbers.setdefault(links.find(record), len(numbers))].add(way)
    return {str(record): numbers[links.find(record)] for record in links.list_joined()}, ways


def _make_row(members: Sequence[tuple[Any, ...]], ways: set[str]) -> dict[str, Any]:
    names, flags, identifiers, kinds, refs, disputed = {}, {}, {}, {}, {}, {}
    for _, ref, kind, name, flag, layer, _, when, fields, *values in members:
        if name:
            names[f"{name} ({', '.join(part for part in (layer, when) if part)})" if layer or when else name] = name
        flags.update({flag: 1} if flag else {})
        kinds.update({kind: 1} if kind else {})
        refs[ref] = 1
        disputed.update(dict.fromkeys(fields.split(","), 1) if fields else {})
        identifiers.update(
            {f"{_LABELS[field]} {value}": 1 for field, value in zip(FIELDS, values, strict=True) if value}
        )
    own = next((member[3] for member in members if member[3] and not member[6]), None)
    return {
        "conveyance": own or next(iter(names.values()), None) or next(iter(identifiers), "") or members[0][1],
        "kind": ", ".join(kinds) or None,
        "identifiers": "; ".join(identifiers) or None,
        "names": "; ".join(names) or None,
        "flags": ", ".join(flags) or None,
        "cases": len(refs),
        "refs": ", ".join(refs),
        "joined_by": ", ".join(sorted(ways)),
        "disputed": ", ".join(disputed) or None,
    }


_LABELS: Mapping[str, str] = {
    "imo_number": "IMO",
    "mmsi": "MMSI",
    "registration": "registration",
    "icao_24bit": "ICAO",
    "container_number": "container",
}


def _count_flags(connection: sqlite3.Connection, query: Query) -> tuple[list[dict[str, Any]], int, int]:
    """Return the rows by flag, the number of records and that of cases."""
    rows, total = [], 0
    for part, flag, number, cases, vessels, aircraft in read_rows(connection, _SELECT_FLAGS, query):
        if part == "all":
            total = number
            continue
        counts = {"conveyances": number, "vessels": vessels or 0, "aircraft": aircraft or 0, "cases": cases}
        rows.append({"flag": label(flag), **counts})
    rows.sort(key=lambda row: (row["flag"] == label(None), -row["conveyances"], format_country(row["flag"])))
    return rows, sum(row["conveyances"] for row in rows), total
