"""The columns of a reading copy: those of the record as they are, and beside them what saves a reader a look-up."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from interdict.domain.countries import format_country
from interdict.domain.fields import TABLES, get_fields, list_columns
from interdict.domain.wording import describe_value, format_place

LONGEST_TITLE = 100  # characters
THE_CASE = "the case"

Row = tuple[Any, ...]
_TITLED = frozenset({"interdiction", "source"})  # tables that have a title of their own
_ABOUT = frozenset({"claim", "judgement", "note"})


@cache
def list_record_columns(table: str) -> tuple[str, ...]:
    """Return the columns of the record that a reading copy has: all but `private`."""
    return tuple(column for column in list_columns(table) if column != "private")


@cache
def list_country_columns(table: str) -> tuple[str, ...]:
    """Return the columns that hold codes of countries."""
    columns = []
    for field in TABLES[table]:
        if field.kind in {"country", "countries"}:
            columns.append(field.name)
        elif field.kind == "place":
            columns.append(f"{field.name}_country")
    return tuple(columns)


@cache
def list_readable_columns(table: str) -> tuple[str, ...]:
    """Return the columns that a reading copy has beside those of the record."""
    names = [_name_column(table, column) for column in list_country_columns(table)]
    names += [] if table in _TITLED else ["title"]
    names += ["about"] if table in _ABOUT else []
    return (*names, *(["value_text"] if table == "claim" else []))


def _name_column(table: str, column: str) -> str:
    is_list = column in get_fields(table) and get_fields(table)[column].kind == "countries"
    return f"{column}_names" if is_list else f"{column}_name"


@cache
def insert_sql(table: str) -> str:
    """Return the INSERT for rows that `make_readable` gives."""
    columns = (*list_record_columns(table), *list_readable_columns(table))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def make_readable(table: str, rows: Sequence[Row], titles: dict[str, str | None]) -> list[Row]:
    """Return rows of a table, in the order of its record columns, with the readable columns behind.

    `titles` names the records of the case so far by id, and takes in these. Raises ValueError, TypeError or KeyError
    for rows that interdict cannot have written.
    """
    places = _find_places(table)
    countries = [places[column] for column in list_country_columns(table)]
    describe = _DESCRIBERS.get(table)
    done = []
    for row in rows:
        extra = [_name_countries(row[place]) for place in countries]
        if describe is not None:
            extra += describe(row, places, titles)
            titles[row[0]] = extra[-1] if table not in _ABOUT else extra[len(countries)]
        elif table == "source":
            titles[row[0]] = shorten(row[places["title"]] or row[places["publisher"]] or row[places["url"]] or "")
        else:
            titles[row[0]] = THE_CASE
        done.append((*row, *extra))
    return done


@cache
def _find_places(table: str) -> Mapping[str, int]:
    return {column: place for place, column in enumerate(list_record_columns(table))}


def _name_countries(code: str | None) -> str | None:
    if code is None:
        return None
    return ", ".join(map(format_country, json.loads(code))) if code.startswith("[") else format_country(code)


def shorten(text: str | None) -> str | None:
    """Return a text on one line and no longer than a title."""
    if text is None:
        return None
    line = " ".join(text.split()) if len(text) < 10 * LONGEST_TITLE else " ".join(text[: 10 * LONGEST_TITLE].split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 3].rstrip()}..."


def _pick(*columns: str) -> Callable[[Row, Mapping[str, int], Mapping[str, str | None]], list[str | None]]:
    """Give a title from the first of some columns that is not empty; words without their underscores."""

    def describe(row: Row, places: Mapping[str, int], _: Mapping[str, str | None]) -> list[str | None]:
        for column in columns:
            value = row[places[column]]
            if value:
                return [shorten(value.replace("_", " ") if column in {"kind", "role", "category"} else value)]
        return [None]

    return describe


def _describe_event(row: Row, places: Mapping[str, int], _: Mapping[str, str | None]) -> list[str | None]:
    what = (row[places["kind"]] or "").replace("_", " ")
    where = format_place(row[places["place_name"]], row[places["place_country"]])
    parts = [part for part in (what, row[places["date"]], where) if part]
    return [shorten(", ".join(parts)) if parts else None]


def _describe_leg(row: Row, places: Mapping[str, int], _: Mapping[str, str | None]) -> list[str | None]:
    ends = [format_place(row[places[f"{end}_name"]], row[places[f"{end}_country"]]) for end in ("from", "to")]
    return [shorten(" to ".join(end or "?" for end in ends)) if any(ends) else None]


def _describe_claim(row: Row, places: Mapping[str, int], titles: Mapping[str, str | None]) -> list[str | None]:
    about = _name_subject(row, places, titles)
    field = row[places["field"]]
    text = None if row[places["value"]] is None else _word(row[places["subject_table"]], field, row[places["value"]])
    said = text or row[places["as_reported"]]
    what = f"{about}: {(field or 'as a whole').replace('_', ' ')}" + (f": {said}" if said else "")
    return [shorten(what), about, text]


@lru_cache(maxsize=1 << 14)
def _word(table: str, name: str, text: str) -> str:
    """Write a value that a claim gives in words; as it stands where it does not fit the field."""
    value = json.loads(text)
    field = get_fields(table).get(name) if table in TABLES else None
    if field is not None and field.kind != "link":
        try:
            return describe_value(field, value, {})
        except (AttributeError, KeyError, TypeError, ValueError):  # no model checks what a claim's value holds
            pass
    return value if isinstance(value, str) else text


def _describe_judgement(row: Row, places: Mapping[str, int], titles: Mapping[str, str | None]) -> list[str | None]:
    about = _name_subject(row, places, titles)
    return [shorten(f"{about}: {row[places['verdict']] or 'unsure'}"), about]


def _describe_note(row: Row, places: Mapping[str, int], titles: Mapping[str, str | None]) -> list[str | None]:
    return [shorten(row[places["text"]]), _name_subject(row, places, titles)]


def _name_subject(row: Row, places: Mapping[str, int], titles: Mapping[str, str | None]) -> str:
    table = row[places["subject_table"]]
    title = titles.get(row[places["subject_id"]])
    return THE_CASE if table == "interdiction" else f"{table} {title}" if title else str(table)


_DESCRIBERS: Mapping[str, Any] = {
    "conveyance": _pick("name", "registration", "container_number", "type", "kind", "key"),
    "cargo": _pick("description", "declared_as", "category", "key"),
    "party": _pick("name", "role", "kind", "key"),
    "event": _describe_event,
    "leg": _describe_leg,
    "basis": _pick("authority", "key"),
    "claim": _describe_claim,
    "judgement": _describe_judgement,
    "note": _describe_note,
}
