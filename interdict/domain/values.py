"""Read any value of the record from text or from a document.

`parse_value` is the one door: options, documents, claims and edits all pass it. It returns the canonical value that
the log keeps: text, a number, True, a sorted list, or for a register an object without empty parts; None is empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from interdict.domain.countries import parse_country
from interdict.domain.fields import Field
from interdict.domain.registers import read_money, read_place, read_position, read_quantity
from interdict.domain.scalars import check_text, expect_text, parse_number
from interdict.domain.vocabulary import parse_word, quote

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,3}")


def parse_value(field: Field, raw: object) -> Any:
    """Return the canonical value of a field, None where it is empty.

    Raises ValueError with the reason and a remedy.
    """
    if raw is None or (not raw and raw in ("", [], {})):
        return None
    return _PARSERS[field.kind](field, raw)


def _parse_text(field: Field, raw: object) -> str | None:
    text = expect_text(raw, field.name)
    return text if text.strip() else None


def _parse_word(field: Field, raw: object) -> str:
    if isinstance(raw, bool):  # `prohibited: true` in JSON
        raw = "yes" if raw else "no"
    return parse_word(field.vocabulary, expect_text(raw, field.name))


def _list_of(raw: object) -> list[object]:
    if isinstance(raw, list):
        return raw
    if isinstance(raw, str):
        return [part.strip() for part in raw.split(",") if part.strip()]
    return [raw]


def _parse_words(field: Field, raw: object) -> list[str] | None:
    words = {parse_word(field.vocabulary, expect_text(item, field.name)) for item in _list_of(raw)}
    if len(words) > 1 and "none" in words:
        others = " and ".join(sorted(words - {"none"}))
        raise ValueError(f"'none' cannot stand beside {others}; leave out one or the other")
    return sorted(words) or None


def _parse_country(field: Field, raw: object) -> str:
    return parse_country(expect_text(raw, field.name))


def _parse_countries(field: Field, raw: object) -> list[str] | None:
    if isinstance(raw, str):
        return sorted(_split_countries(check_text(raw), (",", ";", "/", "&", " and "))) or None
    return sorted({parse_country(expect_text(item, field.name)) for item in _list_of(raw)}) or None


def _split_countries(text: str, joints: Sequence[str]) -> set[str]:
    """Return the countries in a text; a name may hold a comma or an `and`: Iran, Islamic Republic of."""
    joint = next((joint for joint in joints if joint in text), None)
    if joint is None:
        return {parse_country(text)} if text.strip() else set()
    with suppress(ValueError):
        return {parse_country(text)}
    return {code for part in text.split(joint) for code in _split_countries(part, joints)}


def _parse_date(field: Field, raw: object) -> str:
    from interdict.domain.date_words import parse_date

    return parse_date(expect_text(raw, field.name))


def _parse_count(field: Field, raw: object) -> int:
    text = expect_text(raw, field.name).strip()
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise ValueError(f"{quote(str(raw))} is not a whole number; write digits, such as 5, and the rest as a note")
    return int(text)


def _parse_plain_number(field: Field, raw: object) -> int | float:
    return parse_number(expect_text(raw, field.name))


def _parse_yes_no(field: Field, raw: object) -> bool | None:
    if isinstance(raw, bool):
        return raw or None
    word = expect_text(raw, field.name).strip().casefold()
    if word in {"yes", "true", "on", "1"}:
        return True
    if word in {"no", "false", "off", "0"}:
        return None  # no is the same as nothing said
    raise ValueError(f"{quote(word)} is neither yes nor no")


def _parse_hash(field: Field, raw: object) -> str:
    text = expect_text(raw, field.name).strip().lower()
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ValueError(f"{quote(text)} is not a SHA-256; it has 64 hexadecimal digits")
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
    "place": read_place,
    "position": read_position,
    "quantity": read_quantity,
    "measure": read_quantity,
    "money": read_money,
    "count": _parse_count,
    "number": _parse_plain_number,
    "yes_no": _parse_yes_no,
    "hash": _parse_hash,
    "case": _parse_text,
    "link": _parse_text,
    "any": _parse_any,
}
