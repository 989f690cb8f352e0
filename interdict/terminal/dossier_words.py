"""Words for a dossier: labels of fields, dates and words with what they mean, headings of records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from interdict.domain.fields import Field
from interdict.domain.records import Record
from interdict.domain.vocabulary import VOCABULARIES

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


@cache
def label_field(name: str) -> str:
    """Return the label of a field."""
    return _LABELS.get(name) or name.replace("_", " ").capitalize()


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


def head_record(record: Record) -> str:
    """Return the heading of a record: its key, by which `show` and `edit` know it, and what it is."""
    values = record.values
    parts = [str(values.get("kind") or values.get("category") or "").replace("_", " ")]
    parts += [str(values[name]) for name in ("name", "registration", "container_number") if name in values][:1]
    words = " ".join(part for part in parts if part)
    return ": ".join(part for part in (str(values.get("key") or record.id), words) if part)
