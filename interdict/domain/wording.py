"""Write any value of the record for people: the inverse of `values`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interdict.domain.countries import format_country
from interdict.domain.fields import Field


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
    from interdict.domain import quantities

    if field.kind == "money":
        return quantities.format_money(quantities.Money(**value))
    if field.kind in {"quantity", "measure"}:
        return quantities.format_quantity(quantities.Quantity(**value))
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
