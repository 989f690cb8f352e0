"""Words for a dossier: labels of fields, values with what qualifies them, names of records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from interdict.domain.fields import Field, get_fields
from interdict.domain.records import Record, dump_canonical
from interdict.domain.vocabulary import VOCABULARIES
from interdict.domain.wording import format_value

_LABELS = {
    "description": "Found",
    "hs": "HS heading",
    "icao_24bit": "ICAO 24-bit",
    "imo_company_number": "IMO company no.",
    "imo_number": "IMO number",
    "lei": "LEI",
    "mmsi": "MMSI",
    "sha256": "SHA-256",
    "tlp": "TLP",
    "url": "Address",
}
_SCOPES = {"part": "part of the load", "load": "whole load", "gross": "gross"}
_NAMES = ("name", "registration", "container_number", "description", "authority", "title", "publisher", "text")


def label_field(name: str) -> str:
    """Return the label of a field."""
    return _LABELS.get(name) or name.replace("_", " ").capitalize()


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


def describe_date(edtf: str) -> str:
    """Write a date in words, with its EDTF where that is not a plain day."""
    from interdict.domain.dates import format_date

    words = format_date(edtf)
    return words if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", edtf) else f"{words} (EDTF {edtf})"


def describe_word(field: Field, word: str) -> str:
    """Write a word of a vocabulary with its meaning."""
    meaning = VOCABULARIES[field.vocabulary].get(word, "")
    meaning = meaning.removesuffix(" (ICD 203)")
    text = word.replace("_", " ")
    return f"{text} ({meaning})" if meaning else text


def describe_sharing(values: Mapping[str, Any]) -> str:
    """Write the marks that limit sharing, empty where there are none."""
    marks = [f"TLP:{values['tlp'].upper()}"] if "tlp" in values else []
    return ", ".join([*marks, "private"] if values.get("private") else marks)


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


def head_record(record: Record) -> str:
    """Return the heading of a record: its key, by which `show` and `edit` know it, and what it is."""
    values = record.values
    parts = [str(values.get("kind") or values.get("category") or "").replace("_", " ")]
    parts += [str(values[name]) for name in ("name", "registration", "container_number") if name in values][:1]
    words = " ".join(part for part in parts if part)
    return ": ".join(part for part in (str(values.get("key") or record.id), words) if part)
