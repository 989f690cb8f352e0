"""Which main parts of a case the record holds, as expressions in SQL over `interdiction AS one`."""

from __future__ import annotations

from collections.abc import Mapping

from interdict.domain.completeness import MAIN
from interdict.domain.fields import field_columns, get_fields

_IDENTIFIERS = ("imo_number", "mmsi", "registration", "icao_24bit", "serial_number", "container_number")
_QUANTITIES = ("quantity_value", "quantity_low", "quantity_high", "packages_value")


def _has_record(table: str, condition: str = "1") -> str:
    return f"EXISTS (SELECT 1 FROM {table} WHERE interdiction_id = one.id AND {condition})"


def _has_one(*columns: str) -> str:
    return f"coalesce({', '.join(columns)}, NULL) IS NOT NULL"


_RECORDS: Mapping[str, str] = {
    "basis": _has_record("basis"),
    "conveyance": _has_record("conveyance"),
    "identifier": _has_record("conveyance", _has_one(*_IDENTIFIERS)),
    "flag": _has_record("conveyance", "flag IS NOT NULL"),
    "cargo": _has_record("cargo"),
    "quantity": _has_record("cargo", _has_one(*_QUANTITIES)),
    "declared_as": _has_record("cargo", "declared_as IS NOT NULL"),
    "disposal": _has_record("cargo", "disposal IS NOT NULL AND disposal <> 'unknown'"),
    "consignor": _has_record("party", "role = 'consignor'"),
    "consignee": _has_record("party", "role = 'consignee'"),
    "source": _has_record("claim", "source_id IS NOT NULL"),
}


def _write_held(name: str) -> str:
    """Write whether a case holds a part; a word that says it is not known counts as nothing held."""
    if name in _RECORDS:
        return _RECORDS[name]
    field = get_fields("interdiction")[name]
    columns = [f"one.{column}" for column in field_columns(field)]
    if field.kind == "word":
        return f"(one.{name} IS NOT NULL AND one.{name} <> 'unknown')"
    if field.kind == "words":
        return f"""(one.{name} IS NOT NULL AND one.{name} <> '["unknown"]')"""
    return f"({_has_one(*columns)})"


HELD: Mapping[str, str] = {name: _write_held(name) for name in MAIN}
