"""The report `disagreements`: the fields on which sources say otherwise than the record or than each other.

A field is of one kind, the gravest of what is said of it. The marks of the values are those of `compare`. Lists, such
as states, are compared part by part: a source that names some of the parts differs only on those that it adds or lacks,
and sources that name all of them between them do not differ.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from interdict.domain.agreement import equals, is_compatible, is_excluded
from interdict.domain.fields import LISTS, Field, get_fields
from interdict.domain.records import plain_number
from interdict.domain.wording import describe_value, format_value
from interdict.store.agreement import WEIGHED, join_subjects, select_claims, write_adopted
from interdict.store.query import Query
from interdict.store.reports.report import Choices, Column, Report, Table, list_counts, read_rows
from interdict.store.voices import count_listed, read_origins

KINDS: Mapping[str, str] = {
    "differing": "another value, in conflict with it",
    "denied": "a source denies or takes back a value",
    "contested": "the analyst marked the recorded value as disputed; what speaks against it stands in another field or "
    "record",
    "alternative": "another precision, or a value that the analyst marked as an alternative",
    "rejected": "a value that the analyst judged wrong, such as a slip of the pen",
}
_KIND_OF_MARK: Mapping[str, str] = {
    "disputed": "differing",
    "differs": "differing",
    "denied": "denied",
    "retracted": "denied",
    "also": "alternative",
    "rejected": "rejected",
}
_DENIALS = frozenset({"denied", "retracted"})

_LINKS = sorted({field.name for found in WEIGHED.values() for field in found if field.kind == "link"})


def _name_linked(column: str) -> str:
    """Write a value, of a link the key of the record that it points to."""
    names = ", ".join(f"'{name}'" for name in _LINKS)
    key = f"(SELECT json_quote(key) FROM conveyance WHERE id = json_extract({column}, '$'))"
    return f"CASE WHEN field IN ({names}) THEN coalesce({key}, {column}) ELSE {column} END"


_LISTED = sorted({field.name for found in WEIGHED.values() for field in found if field.kind in LISTS})

# A claim that asserts without a value gives the words that stand for the value in the record.
_SELECT = f"""
    , odd AS MATERIALIZED (
        SELECT * FROM ({select_claims()})
        WHERE disputes OR mark NOT IN ('asserts', 'reported')
        OR (mark = 'asserts' AND (value IS NULL OR field IN ({", ".join(f"'{name}'" for name in _LISTED)})))
    ),
    worded AS MATERIALIZED (
        SELECT
            coalesce(party.kind = 'person', 0) AS is_person,
            one.ref,
            one.earliest,
            coalesce({", ".join(f"{table}.key" for table in WEIGHED if table != "interdiction")}) AS key,
            odd.subject_table, odd.subject_id, odd.field, odd.mark, odd.value, odd.as_reported, odd.disputes,
            {write_adopted(WEIGHED, "odd")} AS adopted,
            (
                SELECT group_concat(DISTINCT source_id)
                FROM claim
                WHERE claim.interdiction_id = odd.interdiction_id
                AND claim.subject_id = odd.subject_id
                AND claim.field = odd.field
            ) AS sources
        FROM odd
        JOIN interdiction AS one ON one.id = odd.interdiction_id
        {join_subjects(WEIGHED, "odd")}
    )
    SELECT
        is_person, ref, key, subject_table, subject_id, field, sources,
        {_name_linked("adopted")}, mark, {_name_linked("value")}, as_reported, max(disputes)
    FROM worded
    GROUP BY earliest, ref, subject_table, subject_id, field, mark, value, as_reported
    ORDER BY earliest IS NULL, earliest, ref, subject_table = 'interdiction' DESC, subject_table, subject_id, field
"""


class Said(NamedTuple):
    """What a source says of a field: the mark, the value, the source's words, and whether it disputes the record."""

    mark: str
    value: str | None
    words: str | None
    disputes: int = 0


_FIELD_COLUMNS = (
    Column("field", "Field"),
    Column("fields", "Fields", "number"),
    *(Column(kind, kind.capitalize(), "number") for kind in KINDS),
    Column("cases", "Cases", "number"),
)
_NARROW = (*_FIELD_COLUMNS[:2], Column("kinds", "Of which"), _FIELD_COLUMNS[-1])
_COLUMNS = (
    Column("ref", "Ref"),
    Column("record", "Record"),
    Column("field", "Field"),
    Column("kind", "Kind", "word"),
    Column("recorded", "Recorded"),
    Column("standing", "Standing"),
    Column("others", "Others say"),
    Column("parts", "Parts that differ"),
    Column("values", "Values", "number"),
    Column("sources", "Sources", "number"),
    Column("independent", "Independent", "number"),
)
_INDEPENDENT = (
    "sources: independent ones that say anything of the field; those that draw on the same agency, paper or "
    "publisher count once"
)
_HINT = "'interdict compare REF FIELD' shows a field in full"
_SHOWN = (
    *(Column("ref", "Ref"), Column("about", "Field"), Column("kind", "Kind", "word"), Column("marked", "Recorded")),
    *(Column("others", "Others say"), Column("independent", "Sources", "number")),
)


def make_report(connection: sqlite3.Connection, query: Query, choices: Choices) -> Report:
    """List the fields on which sources differ, after a count of them by field and kind."""
    rows, hidden = [], 0
    origins = read_origins(connection)
    for head, found in groupby(read_rows(connection, _SELECT, query), key=itemgetter(slice(0, 8))):
        is_person, *names, sources, adopted = head
        row = _make_row(names, adopted, [Said(*said[8:]) for said in found])
        if row and is_person and not choices.persons:
            hidden += 1
        elif row:
            row["sources"], row["independent"] = count_listed(origins, sources)
            rows.append(row)
    cases = read_rows(connection, "SELECT count(*) FROM chosen", query)[0][0]
    notes = [f"{kind}: {meaning}" for kind, meaning in KINDS.items()]
    notes.append("a field counts once, as the gravest of what is said of it")
    hints = ("--persons shows what is left out",) if hidden else ()
    if hidden:
        fields = "1 field" if hidden == 1 else f"{hidden:,} fields"
        notes.append(f"left out: {fields} of private persons")
    disputed = len({row["ref"] for row in rows})
    counted = _count_fields(rows)
    counts = Table(
        "By field and kind",
        _FIELD_COLUMNS,
        counted,
        tuple(notes),
        narrow=Table("", _NARROW, counted),
        chart="bars",
        hints=hints,
    )
    fields = "1 field" if len(rows) == 1 else f"{len(rows):,} fields"
    note = f"{fields} in {disputed:,} of {cases:,} cases"
    listed = Table("Where sources differ", _COLUMNS, rows, (note, _INDEPENDENT), _SHOWN, hints=(_HINT,))
    return Report("disagreements", (counts, listed), cases)


def _count_fields(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    counts: dict[str, dict[str, Any]] = {}
    cases: dict[str, set[str]] = {}
    for row in rows:
        name = row["name"]
        count = counts.setdefault(name, {"field": name, "fields": 0, **dict.fromkeys(KINDS, 0)})
        count["fields"] += 1
        count[row["kind"]] += 1
        cases.setdefault(name, set()).add(row["ref"])
    found = [{**count, "cases": len(cases[name]), "kinds": list_counts(count, KINDS)} for name, count in counts.items()]
    return sorted(found, key=lambda count: (-count["fields"], count["field"]))


def _make_row(names: Sequence[str], adopted: str | None, said: Sequence[Said]) -> dict[str, Any] | None:
    """Return the row of a field but for its sources, None where its sources do not differ after all."""
    ref, key, table, _, name = names
    is_list = _find_field(table, name).kind in LISTS
    weighed = list(_weigh(table, name, adopted, _drop_parts(adopted, said) if is_list else said))
    others = tuple(dict.fromkeys((mark, text) for mark, text, _ in weighed))
    kinds = {_KIND_OF_MARK.get(mark, "") for mark, _ in others}
    is_disputed = any(one.disputes for one in said)
    kind = next((kind for kind in KINDS if kind in kinds), "contested" if is_disputed else None)
    if kind is None:
        return None
    words = " / ".join(f'"{one.words}"' for one in said if one.mark == "asserts" and not one.value)
    recorded = _write(table, name, adopted) if adopted else words
    texts = {text for mark, text in others if mark not in _DENIALS}
    return {
        "ref": ref,
        "record": key,
        "field": name,
        "name": name if table == "interdiction" else f"{table}.{name}",
        "about": name if table == "interdiction" else f"{key} {name}",
        "kind": kind,
        "recorded": recorded or None,
        "marked": f"{recorded or '(none adopted)'}{' (disputed)' if is_disputed else ''}",
        "standing": "disputed" if is_disputed else None,
        "others": "; ".join(f"{text} ({mark})" for mark, text in others) or None,
        "parts": _name_parts(table, name, adopted, weighed) if is_list else None,
        "values": len(texts | ({recorded} if recorded else set())),
    }


def _drop_parts(adopted: str | None, said: Sequence[Said]) -> Sequence[Said]:
    """Leave out the claims that each assert some parts of a list, where together they assert all of it."""
    if adopted is None or any(one.mark == "asserts" and one.value for one in said):
        return said
    whole = set(json.loads(adopted))
    parts = [one for one in said if one.mark == "also" and one.value and whole.issuperset(json.loads(one.value))]
    if whole.difference(*(json.loads(str(one.value)) for one in parts)):
        return said
    return [one for one in said if one not in parts]


def _name_parts(table: str, name: str, adopted: str | None, weighed: Sequence[tuple[str, str, Said]]) -> str | None:
    """Name the parts of a list on which what sources say differs, from the record or else from each other."""
    said = [one.value for mark, _, one in weighed if mark not in _DENIALS]
    lists = [set(_read(text)) for text in (adopted, *said) if text]
    parts = sorted(set().union(*lists) - set(lists[0]).intersection(*lists[1:])) if lists else []
    return ", ".join(format_value(_find_field(table, name), [part]) for part in parts) or None


def _weigh(table: str, name: str, adopted: str | None, said: Sequence[Said]) -> Iterator[tuple[str, str, Said]]:
    """Yield the mark and the words of each value that is not the adopted one, and who says it."""
    unset = [one.value for one in said if one.mark == "unset" and one.value]
    for one in said:
        if one.mark == "asserts":
            continue
        mark = one.mark
        if mark == "also" and adopted and one.value and _excludes(table, name, one.value, adopted):
            mark = "differs"
        if mark == "unset":
            is_alone = not one.value or not any(_contradicts(table, name, one.value, other) for other in unset)
            mark = "reported" if is_alone else "differs"
        text = _write(table, name, one.value) if one.value else f'"{one.words or ""}"'
        differing = ""
        if one.value and adopted and mark not in _DENIALS:
            differing = _tell_parts(table, name, one.value, adopted)
        yield mark, f"{text}, {differing}" if differing else text, one


def _tell_parts(table: str, name: str, said: str, adopted: str) -> str:
    """Say of two lists that share a part what the one has and the other has not; nothing of any other values."""
    field = _find_field(table, name)
    if field.kind not in LISTS:
        return ""
    found, held = _read(said), _read(adopted)
    parts = {"with": [one for one in found if one not in held], "without": [one for one in held if one not in found]}
    if len(parts["with"]) == len(found):
        return ""
    return " and ".join(f"{word} {format_value(field, listed)}" for word, listed in parts.items() if listed)


@cache
def _find_field(table: str, name: str) -> Field:
    return get_fields(table)[name]


def _read(text: str) -> Any:
    value = json.loads(text)
    if isinstance(value, dict):
        return {part: plain_number(found) for part, found in value.items()}
    return plain_number(value)


@cache
def _write(table: str, name: str, text: str) -> str:
    field, value = _find_field(table, name), _read(text)
    return format_value(field, value) or describe_value(field, value, {})


@cache
def _excludes(table: str, name: str, one: str, other: str) -> bool:
    return is_excluded(_find_field(table, name), _read(one), _read(other))


@cache
def _contradicts(table: str, name: str, one: str, other: str) -> bool:
    first, second = _read(one), _read(other)
    return not equals(first, second) and not is_compatible(_find_field(table, name), first, second)
