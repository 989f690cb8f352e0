"""Read what has several parts that only make sense together: places, positions, quantities, money."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from interdict.domain.coordinates import are_coordinates, parse_coordinates
from interdict.domain.countries import AmbiguousCountryError, is_country, parse_country
from interdict.domain.fields import NUMBERS, PARTS, Field
from interdict.domain.scalars import expect_text, parse_degrees, parse_number
from interdict.domain.vocabulary import parse_word, quote, suggest

PART_WORDS = {"basis": "quantity_basis", "scope": "scope", "precision": "precision"}

_LOCODE = re.compile(r"[A-Z]{2} ?[A-Z2-9]{3}")


def read_place(field: Field, raw: object) -> dict[str, Any] | None:
    """Return a place: its parts, or a text read as a country, as `name, country` or as a name."""
    if isinstance(raw, dict):
        return _parse_parts(field, raw)
    text = expect_text(raw, field.name).strip()
    if not text:
        return None
    whole = _country_or_none(text)
    if whole:
        return {"country": whole}
    if are_coordinates(text):
        raise ValueError(
            f"{quote(text)} is a position, not a place; give it as 'position', or as latitude and longitude"
        )
    name, aside = _split_aside(text)
    country = _country_or_none(aside)
    if country and name:
        return {"name": name, "country": country}
    if aside.isupper() and _LOCODE.fullmatch(aside) and is_country(aside[:2]) and text.endswith(")"):
        return {"name": name, "locode": parse_locode(aside)}
    return {"name": text}


def _split_aside(text: str) -> tuple[str, str]:
    """Split off what follows the last comma, or stands in parentheses at the end: Busan (South Korea)."""
    if text.endswith(")") and "(" in text:
        name, _, aside = text[:-1].rpartition("(")
    else:
        name, _, aside = text.rpartition(",")
    return name.strip(), aside.strip()


def _country_or_none(text: str) -> str | None:
    """Return the code of a country, None for any other word; raise ValueError for a name that two countries share."""
    # A short word is only taken for a code in capitals: Bar is a port, BA a country.
    if not text or (len(text) <= 3 and not text.isupper()):
        return None
    try:
        return parse_country(text)
    except AmbiguousCountryError:
        raise
    except ValueError:
        return None


def read_position(field: Field, raw: object) -> dict[str, Any] | None:
    """Return a position: its parts, or a text in one of the notations of coordinates."""
    if isinstance(raw, dict):
        return _parse_parts(field, raw)
    text = expect_text(raw, field.name)
    point = parse_coordinates(text)
    if point is None:
        forms = "13.91N 100.61E, 13°54'36\"N 100°36'36\"E or 13.91,100.61 (latitude first)"
        raise ValueError(f"{quote(text)} is not a position; write {forms}")
    return _parse_parts(field, {"latitude": f"{point.latitude:.5f}", "longitude": f"{point.longitude:.5f}"})


def read_quantity(field: Field, raw: object) -> dict[str, Any] | None:
    """Return a quantity or a measure: its parts, or a text such as `about 35 tons`."""
    if isinstance(raw, dict):
        parts = _parse_parts(field, raw)
    else:
        from interdict.domain.quantities import parse_quantity

        read = parse_quantity(expect_text(raw, field.name))
        parts = {part: value for part, value in read._asdict().items() if value is not None}
        if field.kind == "measure":
            parts = {part: parts[part] for part in PARTS["measure"] if part in parts}
        parts = _parse_parts(field, parts)
    if parts and ("low" in parts or "high" in parts):
        _check_bounds(parts)
    return parts


def _check_bounds(parts: Mapping[str, Any]) -> None:
    """Raise ValueError for bounds that contradict each other, or the value between them."""
    value, low, high = (parts.get(part) for part in ("value", "low", "high"))
    if low is not None and high is not None and low > high:
        raise ValueError(f"low {low} is above high {high}; swap them")
    if value is None:
        return
    remedy = "write bounds that the value lies within, or leave out the value or the bound"
    if low is not None and value < low:
        raise ValueError(f"value {value} is below low {low}; {remedy}")
    if high is not None and value > high:
        raise ValueError(f"value {value} is above high {high}; {remedy}")


def read_money(field: Field, raw: object) -> dict[str, Any] | None:
    """Return an amount of money: its parts, or a text such as `US$18 million`."""
    if isinstance(raw, dict):
        return _parse_parts(field, raw)
    from interdict.domain.quantities import parse_money

    read = parse_money(expect_text(raw, field.name))
    return _parse_parts(field, {part: value for part, value in read._asdict().items() if value is not None})


def _parse_parts(field: Field, raw: Mapping[str, object]) -> dict[str, Any] | None:
    known = PARTS[field.kind]
    for part in raw:
        if part not in known:
            raise ValueError(f"{quote(part)} is not a part of {field.name}; {suggest(part, known)}")
    parts = {}
    for part in known:
        value = raw.get(part)
        if value is None or value == "":
            continue
        try:
            parts[part] = _parse_part(part, expect_text(value, part))
        except ValueError as error:
            raise ValueError(f"{part}: {error}") from None
    if ("latitude" in parts) != ("longitude" in parts):
        raise ValueError("a position needs both latitude and longitude")
    return parts or None


def _parse_part(part: str, text: str) -> Any:
    if part in PART_WORDS:
        return parse_word(PART_WORDS[part], text)
    if part == "country":
        return parse_country(text)
    if part == "locode":
        return parse_locode(text)
    if part == "currency":
        from interdict.domain.quantities import parse_currency

        return parse_currency(text)
    if part not in NUMBERS:
        return text
    limit = {"latitude": 90, "longitude": 180}.get(part)
    number = parse_number(text) if limit is None else parse_degrees(text)
    if limit is not None and abs(number) > limit:
        raise ValueError(f"{text} is out of range; it goes from -{limit} to {limit} degrees, latitude first")
    if limit is None and number < 0:
        raise ValueError(f"{text} is negative")
    return number


def parse_locode(text: str) -> str:
    """Return a UN/LOCODE as five capitals: country, then three letters or digits 2 to 9.

    Raises ValueError when the form is wrong; whether the place exists is not looked up.
    """
    plain = text.strip().upper()
    if not _LOCODE.fullmatch(plain):
        raise ValueError(f"{quote(text)} is not a UN/LOCODE; it is five letters such as THBKK")
    return plain.replace(" ", "")
