"""A record and its row: values of fields on one side, columns on the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from math import isfinite
from typing import Any, NamedTuple

from interdict.domain.fields import LARGEST, PARTS, TABLES, Field, field_columns, list_columns
from interdict.domain.ids import ID
from interdict.errors import DataError


class Record(NamedTuple):
    """One row of the record, as canonical values by field; empty fields are absent."""

    table: str
    id: str
    values: Mapping[str, Any]


def to_row(record: Record) -> dict[str, Any]:
    """Return the columns of a record, with the bounds of its date derived; empty ones are None or left out.

    Raises KeyError for a field that the table does not have.
    """
    plain, registers, converted = _plan_row(record.table)
    values = record.values
    row: dict[str, Any] = {"id": record.id}
    if "subject" in registers and "subject" not in values:  # what the log leaves out: the case itself
        row.update(subject_table="interdiction", subject_id=values.get("interdiction"))
    for name, value in values.items():
        if name in plain:
            row[plain[name]] = value
        elif name in registers:
            for part, column in registers[name]:
                given = value.get(part)
                if given is not None:
                    row[column] = _real(given)
        else:
            row[name] = _convert(converted[name], value)
    if "date" in values:
        row["earliest"], row["latest"] = _find_bounds(values["date"])
    return row


def arrange_row(table: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the columns of a row in the order of its table, None for those that it does not have."""
    return tuple({**_empty_row(table), **row}.values())


@cache
def _empty_row(table: str) -> Mapping[str, None]:
    return dict.fromkeys(list_columns(table))


_CONVERTED = frozenset({"countries", "words", "any", "yes_no", "number"})

_Registers = dict[str, tuple[tuple[str, str], ...]]  # part and column


@cache
def _plan_row(table: str) -> tuple[dict[str, str], _Registers, dict[str, str]]:
    """Return the column of each field that is kept as it is, those of each register, and the kinds of all others."""
    plain: dict[str, str] = {}
    registers: _Registers = {}
    converted: dict[str, str] = {}
    for field, columns in _list_field_columns(table):
        if field.kind in PARTS:
            registers[field.name] = tuple(zip(PARTS[field.kind], columns, strict=True))
        elif field.kind in _CONVERTED:
            converted[field.name] = field.kind
        else:
            (plain[field.name],) = columns
    return plain, registers, converted


def shorten_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a new record as the log keeps them: a subject that is the case itself is left out."""
    if values.get("subject") != {"table": "interdiction", "id": values.get("interdiction")}:
        return dict(values)
    return {name: value for name, value in values.items() if name != "subject"}


def _find_bounds(value: str) -> tuple[str | None, str | None]:
    from interdict.domain.dates import find_bounds

    bounds = find_bounds(value)
    return bounds.earliest, bounds.latest


def _convert(kind: str, value: Any) -> Any:
    """Return a value as its one column keeps it."""
    if kind == "yes_no":
        return 1 if value else None
    return float(value) if kind == "number" else dump_canonical(value)


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


def _make_encode() -> Callable[[Any], str]:
    """Return the writer of canonical JSON.

    `json.dumps` makes an encoder each time, and an encoder that is kept sets up its C part each time: half of what a
    small value takes. So that part is kept, where this Python has it in the form in which the json module calls it.
    """
    encoder = json.JSONEncoder(
        sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False
    )
    make: Any = getattr(json.encoder, "c_make_encoder", None)
    try:
        encode = make(None, encoder.default, json.encoder.encode_basestring, None, ":", ",", True, False, False)
        encode({}, 0)
    except TypeError:
        return encoder.encode
    return lambda value: "".join(encode(value, 0))


_encode = _make_encode()


def sort_records(records: Iterable[Record]) -> list[Record]:
    """Return records in the order in which people gave them, the same on every machine."""
    return sorted(records, key=lambda record: (record.values.get("sequence", 0), record.id))
