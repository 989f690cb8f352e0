"""A record and its row: values of fields on one side, columns on the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from math import isfinite
from typing import Any, NamedTuple

from interdict.domain.fields import LARGEST, PARTS, TABLES, Field, field_columns
from interdict.domain.ids import ID
from interdict.errors import DataError


class Record(NamedTuple):
    """One row of the record, as canonical values by field; empty fields are absent."""

    table: str
    id: str
    values: Mapping[str, Any]


def to_row(record: Record) -> dict[str, Any]:
    """Return the columns of a record, with the bounds of its date derived; absent fields are None.

    Raises KeyError for a field that the table does not have.
    """
    plain, others = _plan_row(record.table)
    values = record.values
    row: dict[str, Any] = {"id": record.id}
    if "subject" in others and "subject" not in values:  # what the log leaves out: the case itself
        row.update(subject_table="interdiction", subject_id=values.get("interdiction"))
    for name, value in values.items():
        if name in plain:
            row[plain[name]] = value
        else:
            field, columns = others[name]
            row.update(zip(columns, _split(field, value), strict=True))
    if "date" in values:
        row["earliest"], row["latest"] = _find_bounds(values["date"])
    return row


@cache
def _plan_row(table: str) -> tuple[dict[str, str], dict[str, tuple[Field, tuple[str, ...]]]]:
    """Return the column of each field that stands in its row as it is, and the columns of each that does not."""
    plain: dict[str, str] = {}
    others: dict[str, tuple[Field, tuple[str, ...]]] = {}
    for field, columns in _list_field_columns(table):
        if field.kind in PARTS or field.kind in _CONVERTED:
            others[field.name] = (field, columns)
        else:
            (plain[field.name],) = columns
    return plain, others


def shorten_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a new record as the log keeps them: a subject that is the case itself is left out."""
    case = {"table": "interdiction", "id": values.get("interdiction")}
    return {name: value for name, value in values.items() if not (name == "subject" and value == case)}


def _find_bounds(value: str) -> tuple[str | None, str | None]:
    from interdict.domain.dates import find_bounds

    bounds = find_bounds(value)
    return bounds.earliest, bounds.latest


_CONVERTED = frozenset({"countries", "words", "any", "yes_no", "number"})


def _split(field: Field, value: Any) -> tuple[Any, ...]:
    if field.kind in PARTS:
        return tuple(_real(value.get(part)) for part in PARTS[field.kind])
    if field.kind in {"countries", "words", "any"}:
        return (dump_canonical(value),)
    if field.kind == "yes_no":
        return (1 if value else None,)
    return (float(value),)


def _real(value: Any) -> Any:
    return float(value) if isinstance(value, int) else value


def from_row(table: str, row: Mapping[str, Any]) -> Record:
    """Return the record that a row of its table holds.

    Raises DataError for a row that interdict cannot have written.
    """
    cells = dict(row)  # SQLite's rows look a name up by going through all
    if not isinstance(cells["id"], str) or not ID.fullmatch(cells["id"]):
        raise _describe_damage(table, cells, "id")
    values = {}
    for field, columns in _list_field_columns(table):
        if len(columns) == 1 and cells[columns[0]] is None:
            continue
        try:
            value = _join(field, [cells[column] for column in columns])
        except (ValueError, TypeError, RecursionError) as error:
            raise _describe_damage(table, cells, field.name) from error
        if value is not None:
            values[field.name] = value
    return Record(table, cells["id"], values)


def _describe_damage(table: str, cells: Mapping[str, Any], field: str) -> DataError:
    hint = "'interdict check' says what the log has, and what can be done"
    return DataError(f"{table} {cells['id']}: {field} is damaged", hint=hint)


@cache
def _list_field_columns(table: str) -> tuple[tuple[Field, tuple[str, ...]], ...]:
    return tuple((field, field_columns(field)) for field in TABLES[table])


def _join(field: Field, cells: list[Any]) -> Any:
    if field.kind in PARTS:  # a register without its empty parts, None where all are empty
        if cells.count(None) == len(cells):
            return None
        pairs = zip(PARTS[field.kind], cells, strict=True)
        return {part: _plain_cell(cell) for part, cell in pairs if cell is not None}
    (cell,) = cells
    if field.kind == "any":
        return _get_decoder().decode(cell)
    if field.kind in {"countries", "words"}:
        items = json.loads(cell)
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise TypeError("not a list of texts")
        return items or None
    if type(cell) is str:
        return cell
    return True if field.kind == "yes_no" else _plain_cell(cell)


def _plain_cell(cell: Any) -> Any:
    """Return what a cell holds; raise ValueError for a number that no log can hold."""
    if isinstance(cell, float) and not isfinite(cell):
        raise ValueError(f"{cell} is no number")
    return plain_number(cell)


@cache
def _get_decoder() -> json.JSONDecoder:
    """Return a reader of JSON that refuses what Python takes for numbers beyond the standard: NaN, Infinity, 1e999."""
    return json.JSONDecoder(parse_float=_read_float, parse_constant=_read_float)


def _read_float(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is no number of JSON")
    return number


def plain_number(value: Any) -> Any:
    """Return a whole float as the int that the log writes; anything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST else value


def dump_canonical(value: Any) -> str:
    """Write a value as canonical JSON: sorted keys, no spaces, characters as they are (see db/README.md)."""
    return _encode(value)


# Kept, for json.dumps makes a new encoder each time.
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def sort_records(records: Iterable[Record]) -> list[Record]:
    """Return records in the order in which people gave them, the same on every machine."""
    return sorted(records, key=lambda record: (record.values.get("sequence", 0), record.id))
