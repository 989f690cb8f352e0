"""Write any value of the record for people, the inverse of `values`, and name a record in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interdict.domain.countries import format_country
from interdict.domain.fields import Field, get_fields
from interdict.domain.records import Record, dump_canonical

_SCOPES = {"part": "part of the load", "load": "whole load", "gross": "gross"}
_NAMES = ("name", "registration", "container_number", "description", "authority", "title", "publisher", "text")


def format_value(field: Field, value: Any) -> str:
    """Write a canonical value for people, on one line; empty text for None."""
    if value is None:
        return ""
    if field.kind == "date":
        from interdict.domain.dates import format_date

        return format_date(value)
    if field.kind == "country":
        return format_country(value)
    if field.kind == "countries":
        return ", ".join(format_country(code) for code in value)
    if field.kind == "words":
        return ", ".join(word.replace("_", " ") for word in value)
    if field.kind == "word":
        return str(value).replace("_", " ")
    if field.kind == "yes_no":
        return "yes"
    if isinstance(value, dict):
        return _format_register(field, value)
    if isinstance(value, int | float):
        return f"{value:,}"
    return str(value)


def _format_register(field: Field, value: Mapping[str, Any]) -> str:
    if field.kind == "place":
        return format_place(value.get("name"), value.get("country"))
    if field.kind == "position":
        return _format_position(value)
    from interdict.domain import amounts  # loaded here, for many cases have none

    if field.kind == "money":
        return amounts.format_money(amounts.Money(**value))
    if field.kind in {"quantity", "measure"}:
        return amounts.format_quantity(amounts.Quantity(**value))
    return f"{value.get('table', '')} {value.get('id', '')}"


def format_place(name: str | None, country: str | None) -> str:
    """Write a place with its country, without saying one name twice."""
    land = format_country(country) if country else ""
    if not name:
        return land
    return f"{name}, {land}" if land and land.casefold() not in name.casefold() else name


def _format_position(value: Mapping[str, Any]) -> str:
    parts = []
    if "latitude" in value:
        latitude, longitude = value["latitude"], value["longitude"]
        parts.append(f"{abs(latitude)}{'S' if latitude < 0 else 'N'} {abs(longitude)}{'W' if longitude < 0 else 'E'}")
    if "radius_km" in value:
        parts.append(f"within {value['radius_km']} km")
    if "precision" in value:
        parts.append(f"({value['precision'].replace('_', ' ')})")
    return " ".join(parts)


def describe_value(field: Field, value: Any, records: Mapping[str, Record]) -> str:
    """Write a value on one line, with what qualifies a figure and the name of a record it points to."""
    if field.kind == "link":
        return name_record(records[value]) if value in records else str(value)
    if field.kind in {"quantity", "measure", "money"}:
        return _describe_figure(field, value)
    if field.kind == "any":
        return dump_canonical(value)
    text = format_value(field, value)
    if field.kind == "place" and "locode" in value:
        return f"{text} ({value['locode']})" if text else str(value["locode"])
    return text


def describe_said(field: Field, value: Any, records: Mapping[str, Record]) -> str:
    """Write what a claim says on one line as describe_value does, as JSON where the field could not hold it."""
    try:
        return describe_value(field, value, records)
    except (AttributeError, KeyError, TypeError, ValueError):  # no model checks what a claim's value holds
        return dump_canonical(value)


def _describe_figure(field: Field, value: Mapping[str, Any]) -> str:
    """Write a figure with its scope, its ground and the words in which it was reported, unless these say no more."""
    words = value.get("as_reported")
    if value.keys().isdisjoint({"value", "low", "high", "amount"}) and words:
        return f'"{words}"'
    text = format_value(field, value)
    ground = value.get("basis")
    asides = [_SCOPES.get(value.get("scope", ""), ""), "" if ground == "reported" else str(ground or "")]
    if words and words.casefold() != text.casefold():
        asides.append(f'"{words}"')
    aside = ", ".join(part for part in asides if part)
    return f"{text} ({aside})" if aside else text


def name_record(record: Record) -> str:
    """Name a record in a few words."""
    values = record.values
    if record.table == "interdiction":
        return "the case"
    if record.table == "cargo" and "key" in values:
        return str(values["key"])  # as its heading does
    name = next((str(values[part]) for part in _NAMES if part in values), "")
    if not name and "kind" in values:
        name = format_value(get_fields(record.table)["kind"], values["kind"])
    name = name or str(values.get("key") or record.id)
    return name if len(name) <= 60 else f"{name[:57].rstrip()}..."


def format_short_date(date: str) -> str:
    """Write a date for people with short months, so that it stays on one line: 12 Dec 2009; no text for none."""
    from interdict.domain.dates import format_date
    from interdict.domain.edtf import MONTHS

    words = format_date(date) if date else ""
    for month in MONTHS:
        words = words.replace(month, month[:3])
    return words
