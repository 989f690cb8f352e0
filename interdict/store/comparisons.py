"""Compare a field with the value of a term: a condition in SQL, in one way for each kind of field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from interdict.domain.agreement import fold_identifier as fold_identifier_text
from interdict.domain.fields import IDENTIFIERS, PARTS, Field, field_columns
from interdict.domain.vocabulary import parse_word, quote
from interdict.store.conditions import Condition, all_of, any_of, contains, has_text
from interdict.store.functions import fold_text

if TYPE_CHECKING:
    from interdict.domain.dates import Bounds


def has_value(table: str, field: Field) -> Condition:
    """Hold where the field is not empty."""
    return any_of([Condition(f"{table}.{column} IS NOT NULL") for column in field_columns(field)])


def compare(table: str, field: Field, text: str) -> Condition:
    """Hold where the field has the value that the text means.

    Raises ValueError, in the words of the field's parser, for a text that the field cannot hold.
    """
    return _COMPARE[field.kind](table, field, text)


def parse_days(text: str) -> Bounds:
    """Read the window of a date term: 2009, 2009..2010-06, 2009.., EDTF, or a date as people write it.

    Raises ValueError.
    """
    from interdict.domain.dates import find_bounds, parse_window

    try:
        return parse_window(text)
    except ValueError as error:
        from interdict.domain.date_words import parse_date

        try:
            return find_bounds(parse_date(text))
        except ValueError:
            raise error from None


def compare_certain(table: str, text: str) -> Condition:
    """Hold where the whole of a date lies in the window."""
    window = parse_days(text)
    parts = [Condition(f"{table}.date IS NOT NULL")]
    if window.earliest:
        parts.append(Condition(f"{table}.earliest >= ?", (window.earliest,)))
    if window.latest:
        parts.append(Condition(f"{table}.latest <= ?", (window.latest,)))
    return all_of(parts)


def _compare_date(table: str, field: Field, text: str) -> Condition:
    """Hold where the date may lie in the window: they share a day."""
    window = parse_days(text)
    if field.name != "date":  # no bounds of it are in the file
        return Condition(f"share_day({table}.{field.name}, ?, ?) = 1", (window.earliest, window.latest))
    parts = [Condition(f"{table}.date IS NOT NULL")]
    if window.latest:
        parts.append(Condition(f"({table}.earliest IS NULL OR {table}.earliest <= ?)", (window.latest,)))
    if window.earliest:
        parts.append(Condition(f"({table}.latest IS NULL OR {table}.latest >= ?)", (window.earliest,)))
    return all_of(parts)


def _compare_text(table: str, field: Field, text: str) -> Condition:
    column = f"{table}.{field.name}"
    if field.name in IDENTIFIERS:
        return _compare_identifier(column, IDENTIFIERS[field.name], text)
    if field.name == "hs":
        return _compare_heading(column, text)
    return contains([column], text)


def _compare_identifier(column: str, prefix: str, text: str) -> Condition:
    wanted = fold_identifier_text(re.sub(r"[\s‐-―−]+", "", text).upper(), prefix)
    return Condition(f"{fold_identifier(column, prefix)} = ?", (wanted,))


def fold_identifier(column: str, prefix: str) -> str:
    """Write an identifier in the form in which identifiers are compared, as domain/agreement does with a text."""
    plain = _compact(f"upper({column})")
    return f"replace({plain}, '{prefix}', '')" if prefix else plain


def _fold(column: str, text: str) -> tuple[str, str]:
    """Return a column and a text such that the case of letters does not count in a comparison of the two."""
    return f"fold_text({column})", str(fold_text(text))


def _compact(expression: str) -> str:
    for separator in (" ", "-", "."):
        expression = f"replace({expression}, '{separator}', '')"
    return expression


def _compare_heading(column: str, text: str) -> Condition:
    """Hold where a heading of the Harmonized System is the wanted one or within it."""
    wanted = re.sub(r"[\s.]+", "", text)
    return Condition(f"substr({_compact(column)}, 1, ?) = ?", (len(wanted), wanted))


def _compare_word(table: str, field: Field, text: str) -> Condition:
    return Condition(f"{table}.{field.name} = ?", (parse_word(field.vocabulary, text),))


def _compare_words(table: str, field: Field, text: str) -> Condition:
    return _has_item(f"{table}.{field.name}", parse_word(field.vocabulary, text))


def _has_item(column: str, item: str) -> Condition:
    """Hold where a JSON list of words or codes has the item."""
    return Condition(f"instr({column}, ?) > 0", (f'"{item}"',))


def _compare_country(table: str, field: Field, text: str) -> Condition:
    from interdict.domain.countries import parse_country

    return has_country(table, field, parse_country(text))


def has_country(table: str, field: Field, code: str) -> Condition:
    """Hold where the field has, or is in, the country of a code."""
    if field.kind in {"countries", "any"}:
        return _has_item(f"{table}.{field.name}", code)
    column = f"{field.name}_country" if field.kind == "place" else field.name
    return Condition(f"{table}.{column} = ?", (code,))


def _compare_place(table: str, field: Field, text: str) -> Condition:
    """Hold where a place is in the country, or has the text in its name, or the UN/LOCODE.

    The name of a country must be a whole word of the place's name; its code of two letters is no word at all.
    """
    from interdict.domain.countries import parse_country
    from interdict.domain.registers import parse_locode

    name = f"{table}.{field.name}_name"
    try:
        by_country = has_country(table, field, parse_country(text))
    except ValueError:
        conditions = [contains([name], text)]
    else:
        if len(text) == 2:
            return by_country
        conditions = [by_country, Condition(f"has_words({name}, ?) = 1", (text,))]
    with suppress(ValueError):
        conditions.append(Condition(f"{table}.{field.name}_locode = ?", (parse_locode(text),)))
    return any_of(conditions)


def _compare_figure(table: str, field: Field, text: str) -> Condition:
    """Hold where the figure, the unit or currency, or the source's own words are the wanted ones."""
    figure, unit, *_ = field_columns(field)
    conditions = [contains([f"{table}.{field.name}_as_reported", f"{table}.{unit}"], text)]
    with suppress(ValueError):
        conditions.append(_compare_number(table, field._replace(name=figure), text))
    return any_of(conditions)


def _compare_number(table: str, field: Field, text: str) -> Condition:
    from interdict.domain.scalars import parse_number

    return Condition(f"{table}.{field.name} = ?", (parse_number(text.replace(",", "")),))


def _compare_yes_no(table: str, field: Field, text: str) -> Condition:
    from interdict.domain.values import parse_value

    return Condition(f"{table}.{field.name} IS {'1' if parse_value(field, text) else 'NULL'}")


def _compare_link(table: str, field: Field, text: str) -> Condition:
    """Hold where the record that is pointed to has the id, or the key."""
    column = f"{table}.{field.name}_id"
    by_id = Condition(f"{column} = ?", (text.lower(),))
    if field.target == "any":
        return by_id
    key, wanted = _fold("key", text)
    by_key = Condition(f"{column} IN (SELECT id FROM {field.target} WHERE {key} = ?)", (wanted,))
    return any_of([by_id, by_key])


def _compare_id(table: str, field: Field, text: str) -> Condition:
    """Hold for an id, or for eight characters of its beginning or more."""
    column, wanted = f"{table}.{field.name}", text.lower()
    if len(wanted) < 8:
        raise ValueError(f"{quote(text)} is too short; give at least eight characters of an id")
    return Condition(f"substr({column}, 1, ?) = ?", (len(wanted), wanted))


def _compare_exact(table: str, field: Field, text: str) -> Condition:
    return Condition(f"{table}.{field.name} = ?", (text.lower(),))


def _compare_position(table: str, field: Field, text: str) -> Condition:
    """Hold where the position is as precise as the word says: city, facility."""
    *_, precision = field_columns(field)
    return Condition(f"{table}.{precision} = ?", (parse_word(precision, text),))


def _compare_any(table: str, field: Field, text: str) -> Condition:
    return contains_value(f"{table}.{field.name}", text)


def contains_value(column: str, text: str) -> Condition:
    """Hold where a value in JSON has the text, not only the name of one of its parts."""
    if not any(text.casefold() in part for parts in PARTS.values() for part in parts):
        return contains([column], text)
    test = has_text("node.atom", text)
    return Condition(f"EXISTS (SELECT 1 FROM json_tree({column}) AS node WHERE {test.sql})", test.values)


_COMPARE: Mapping[str, Callable[[str, Field, str], Condition]] = {
    "text": _compare_text,
    "word": _compare_word,
    "words": _compare_words,
    "country": _compare_country,
    "countries": _compare_country,
    "date": _compare_date,
    "place": _compare_place,
    "position": _compare_position,
    "quantity": _compare_figure,
    "measure": _compare_figure,
    "money": _compare_figure,
    "count": _compare_number,
    "number": _compare_number,
    "yes_no": _compare_yes_no,
    "hash": _compare_exact,
    "link": _compare_link,
    "any": _compare_any,
    "id": _compare_id,
}
