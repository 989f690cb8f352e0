"""Read any value of the record from text or from a document.

`parse_value` is the one door: options, documents, claims and edits all pass it. It returns the canonical value that
the log keeps: text, a number, True, a sorted list, or for a register an object without empty parts; None is empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from interdict.domain import vocabulary
from interdict.domain.countries import parse_country
from interdict.domain.fields import LARGEST, NUMBERS, PARTS, SMALLEST, Field

MAX_TEXT = 1_000_000  # characters; a longer text is a mistake or an attack

PART_WORDS = {"basis": "quantity_basis", "scope": "scope", "precision": "precision"}

_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,3}")
_LOCODE = re.compile(r"[A-Z]{2} ?[A-Z2-9]{3}")


def parse_value(field: Field, raw: object) -> Any:
    """Return the canonical value of a field, None where it is empty.

    Raises ValueError with the reason and a remedy.
    """
    if raw is None or raw == "" or raw == [] or raw == {}:
        return None
    return _PARSERS[field.kind](field, raw)


def _expect_text(raw: object, name: str) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        found = "list" if isinstance(raw, list) else "mapping" if isinstance(raw, dict) else "yes/no"
        raise ValueError(f"{name} takes a single value, not a {found}")
    return check_text(str(raw))


def check_text(text: str) -> str:
    """Return the text as it is; refuse what SQLite or UTF-8 cannot keep whole.

    Raises ValueError for a NUL, a lone surrogate, or more than MAX_TEXT characters.
    """
    if len(text) > MAX_TEXT:
        raise ValueError(f"a text of {len(text):,} characters is too long; the limit is {MAX_TEXT:,}")
    if "\0" in text:
        raise ValueError("a NUL character cannot be kept in a text; take it out")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("a lone surrogate is not a character; take it out or save the text as UTF-8") from None
    return text


def parse_number(text: str) -> int | float:
    """Return a number written in digits with a point, as an int where it is whole.

    Raises ValueError for anything else and for numbers of 1e15 and more.
    """
    plain = text.strip()
    if not _PLAIN_NUMBER.fullmatch(plain):
        raise ValueError(f"{vocabulary.quote(text)} is not a number; write digits with a point, such as 2300 or 0.5")
    number = float(plain)
    if abs(number) >= LARGEST:
        raise ValueError(f"{vocabulary.quote(text)} is too large a number; the limit is 1e15")
    if 0 < abs(number) < SMALLEST:
        raise ValueError(f"{vocabulary.quote(text)} is too small a number; the limit is 0.0001: use a smaller unit")
    return int(number) if number.is_integer() else number


def _parse_text(field: Field, raw: object) -> str | None:
    text = _expect_text(raw, field.name)
    return text if text.strip() else None


def _parse_word(field: Field, raw: object) -> str:
    if isinstance(raw, bool):  # `prohibited: true` in JSON
        raw = "yes" if raw else "no"
    return vocabulary.parse_word(field.vocabulary, _expect_text(raw, field.name))


def _list_of(raw: object) -> list[object]:
    if isinstance(raw, list):
        return raw
    if isinstance(raw, str):
        return [part.strip() for part in raw.split(",") if part.strip()]
    return [raw]


def _parse_words(field: Field, raw: object) -> list[str] | None:
    words = {vocabulary.parse_word(field.vocabulary, _expect_text(item, field.name)) for item in _list_of(raw)}
    return sorted(words) or None


def _parse_country(field: Field, raw: object) -> str:
    return parse_country(_expect_text(raw, field.name))


def _parse_countries(field: Field, raw: object) -> list[str] | None:
    if isinstance(raw, str):
        try:  # a name may hold a comma: "Iran, Islamic Republic of"
            return [parse_country(raw)]
        except ValueError:
            pass
    return sorted({parse_country(_expect_text(item, field.name)) for item in _list_of(raw)}) or None


def _parse_date(field: Field, raw: object) -> str:
    from interdict.domain.date_words import parse_date

    return parse_date(_expect_text(raw, field.name))


def _parse_place(field: Field, raw: object) -> dict[str, Any] | None:
    if isinstance(raw, dict):
        return _parse_parts(field, raw)
    text = _expect_text(raw, field.name).strip()
    if not text:
        return None
    whole = _country_or_none(text)
    if whole:
        return {"country": whole}
    name, comma, rest = text.rpartition(",")
    country = _country_or_none(rest.strip()) if comma else None
    if country and name.strip():
        return {"name": name.strip(), "country": country}
    return {"name": text}


def _country_or_none(text: str) -> str | None:
    # A short word is only taken for a code in capitals: Bar is a port, BA a country.
    if not text or (len(text) <= 3 and not text.isupper()):
        return None
    try:
        return parse_country(text)
    except ValueError:
        return None


def _parse_position(field: Field, raw: object) -> dict[str, Any] | None:
    if isinstance(raw, dict):
        return _parse_parts(field, raw)
    text = _expect_text(raw, field.name).strip()
    from interdict.domain.coordinates import parse_coordinates

    point = parse_coordinates(text)
    if point is None:
        raise ValueError(
            f"{vocabulary.quote(text)} is not a position; write 13.91N 100.61E or 13.91,100.61 (latitude first)"
        )
    return _parse_parts(field, {"latitude": f"{point.latitude:.5f}", "longitude": f"{point.longitude:.5f}"})


def _parse_quantity(field: Field, raw: object) -> dict[str, Any] | None:
    if isinstance(raw, dict):
        parts = _parse_parts(field, raw)
    else:
        from interdict.domain.quantities import parse_quantity

        read = parse_quantity(_expect_text(raw, field.name))
        parts = {part: value for part, value in read._asdict().items() if value is not None}
        if field.kind == "measure":
            parts = {part: parts[part] for part in PARTS["measure"] if part in parts}
        parts = _parse_parts(field, parts)
    if parts and "low" in parts and "high" in parts and parts["low"] > parts["high"]:
        raise ValueError(f"low {parts['low']} is above high {parts['high']}; swap them")
    return parts


def _parse_money(field: Field, raw: object) -> dict[str, Any] | None:
    if isinstance(raw, dict):
        return _parse_parts(field, raw)
    from interdict.domain.quantities import parse_money

    read = parse_money(_expect_text(raw, field.name))
    return _parse_parts(field, {part: value for part, value in read._asdict().items() if value is not None})


def _parse_parts(field: Field, raw: Mapping[str, object]) -> dict[str, Any] | None:
    known = PARTS[field.kind]
    for part in raw:
        if part not in known:
            raise ValueError(
                f"{vocabulary.quote(part)} is not a part of {field.name}; {vocabulary.suggest(part, known)}"
            )
    parts = {}
    for part in known:
        value = raw.get(part)
        if value is None or value == "":
            continue
        try:
            parts[part] = _parse_part(part, _expect_text(value, part))
        except ValueError as error:
            raise ValueError(f"{part}: {error}") from None
    if ("latitude" in parts) != ("longitude" in parts):
        raise ValueError("a position needs both latitude and longitude")
    return parts or None


def _parse_part(part: str, text: str) -> Any:
    if part in PART_WORDS:
        return vocabulary.parse_word(PART_WORDS[part], text)
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
        raise ValueError(f"{text} is out of range; it goes from -{limit} to {limit} degrees")
    if limit is None and number < 0:
        raise ValueError(f"{text} is negative")
    return number


def parse_degrees(text: str) -> int | float:
    """Return degrees to five places, about a metre; less than 0.0001 degrees from zero counts as zero.

    Raises ValueError.
    """
    plain = text.strip()
    if not _PLAIN_NUMBER.fullmatch(plain):
        return parse_number(text)
    degrees = round(float(plain), 5)
    return 0 if abs(degrees) < SMALLEST else parse_number(f"{degrees:.5f}")


def parse_locode(text: str) -> str:
    """Return a UN/LOCODE as five capitals: country, then three letters or digits 2 to 9.

    Raises ValueError when the form is wrong; whether the place exists is not looked up.
    """
    plain = text.strip().upper()
    if not _LOCODE.fullmatch(plain):
        raise ValueError(f"{vocabulary.quote(text)} is not a UN/LOCODE; it is five letters such as THBKK")
    return plain.replace(" ", "")


def _parse_count(field: Field, raw: object) -> int:
    text = _expect_text(raw, field.name).strip()
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise ValueError(f"{vocabulary.quote(str(raw))} is not a whole number")
    return int(text)


def _parse_plain_number(field: Field, raw: object) -> int | float:
    return parse_number(_expect_text(raw, field.name))


def _parse_yes_no(field: Field, raw: object) -> bool | None:
    if isinstance(raw, bool):
        return raw or None
    word = _expect_text(raw, field.name).strip().casefold()
    if word in {"yes", "true", "on", "1"}:
        return True
    if word in {"no", "false", "off", "0"}:
        return None  # no is the same as nothing said
    raise ValueError(f"{vocabulary.quote(word)} is neither yes nor no")


def _parse_hash(field: Field, raw: object) -> str:
    text = _expect_text(raw, field.name).strip().lower()
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ValueError(f"{vocabulary.quote(text)} is not a SHA-256; it has 64 hexadecimal digits")
    return text


def _parse_any(field: Field, _: object) -> Any:
    raise ValueError(f"{field.name} is read as the field that it speaks of")


_PARSERS: Mapping[str, Callable[[Field, Any], Any]] = {
    "text": _parse_text,
    "word": _parse_word,
    "words": _parse_words,
    "country": _parse_country,
    "countries": _parse_countries,
    "date": _parse_date,
    "place": _parse_place,
    "position": _parse_position,
    "quantity": _parse_quantity,
    "measure": _parse_quantity,
    "money": _parse_money,
    "count": _parse_count,
    "number": _parse_plain_number,
    "yes_no": _parse_yes_no,
    "hash": _parse_hash,
    "case": _parse_text,
    "link": _parse_text,
    "any": _parse_any,
}
