"""The record, field by field: every table, what each field holds, and the columns that keep it.

One field is one unit of change: it is edited, logged, cited and merged as a whole. Most fields are one column.
A field whose columns only make sense together (a position, a quantity, a place) is a *register*: its value is an
object, and its columns are named after the field and the part. `fields`, `add`, `edit`, the query terms, the
document and the database all take their names from here; tests hold the models and the SQL to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple


class Field(NamedTuple):
    """One field of a table: its kind says what it may hold, see KINDS."""

    name: str
    kind: str
    meaning: str
    vocabulary: str = ""  # for kind `word`: the list of VOCABULARIES it takes its words from
    target: str = ""  # for kind `link`: the table that it points to


KINDS: Mapping[str, str] = {
    "text": "text",
    "word": "a word of a vocabulary",
    "words": "one or more words of a vocabulary",
    "country": "a country (ISO 3166-1 alpha-2, or its name)",
    "countries": "one or more countries",
    "date": "a date: EDTF (2009-08, 2009-07~, 2009-11-03/2009-11-04) or as people write it (12 Dec 2009)",
    "place": "a place: name, country, locode (UN/LOCODE)",
    "position": "a position: latitude, longitude, radius_km, precision",
    "quantity": "a quantity: value or low and high, unit, basis, scope, as_reported",
    "measure": "a figure with its unit: value, unit, as_reported",
    "money": "an amount: amount, currency (ISO 4217), as_reported",
    "count": "a whole number",
    "number": "a number",
    "yes_no": "yes or no",
    "hash": "a SHA-256 as 64 hexadecimal digits",
    "case": "the case that the record belongs to",
    "subject": "the record that is spoken of",
    "link": "another record",
    "any": "a value of the field that is spoken of",
}

PARTS: Mapping[str, tuple[str, ...]] = {
    "place": ("name", "country", "locode"),
    "position": ("latitude", "longitude", "radius_km", "precision"),
    "quantity": ("value", "unit", "low", "high", "basis", "scope", "as_reported"),
    "measure": ("value", "unit", "as_reported"),
    "money": ("amount", "currency", "as_reported"),
    "subject": ("table", "id"),
}

LISTS = frozenset({"countries", "words"})  # kinds of fields that hold several words
REMARKS = frozenset({"title", "summary", "note"})  # the analyst's own words, of which a source gives its version
NUMBERS = frozenset({"value", "low", "high", "amount", "latitude", "longitude", "radius_km"})  # parts that are numbers

# Compared whole, without spaces, hyphens and case; the word that people put before the number does not count.
IDENTIFIERS: Mapping[str, str] = {
    "imo_number": "IMO",
    "imo_company_number": "IMO",
    "mmsi": "MMSI",
    "call_sign": "",
    "registration": "",
    "icao_24bit": "",
    "serial_number": "",
    "container_number": "",
    "lei": "",
}

LARGEST = 1e15  # numbers from here on are not exact in JSON
SMALLEST = 1e-4  # smaller ones are written as 0, so that no number needs an exponent


def _word(name: str, meaning: str, vocabulary: str = "") -> Field:
    return Field(name, "word", meaning, vocabulary or name)


_CASE = Field("interdiction", "case", "the case that it belongs to")
_KEY = Field("key", "text", "its name within the case, by which others refer to it")
_SEQUENCE = Field("sequence", "number", "its place in the order of its kind")
_NOTE = Field("note", "text", "a remark")
_TLP = _word("tlp", "sharing mark (TLP 2.0)")
_PRIVATE = Field("private", "yes_no", "keep out of anything that is published")
_OWNED = (_CASE, _KEY, _SEQUENCE)

TABLES: Mapping[str, tuple[Field, ...]] = {
    "interdiction": (
        Field("ref", "text", "permanent reference for people, such as TH-2009-7KQ"),
        Field("title", "text", "a short title"),
        Field("date", "date", "when it happened: the seizure, else the inspection or its refusal"),
        Field("states", "countries", "who interdicted"),
        Field("agency", "text", "service or unit that carried it out"),
        Field("place", "place", "where it happened"),
        _word("zone", "kind of place in law"),
        Field("position", "position", "where on the map"),
        _word("mode", "transport mode (UNECE Rec. 19)"),
        Field("regime", "words", "sanctions regime", "regime"),
        _word("trigger", "what set the inspection off"),
        _word("outcome", "what came of it"),
        Field("origin", "place", "where the goods came from"),
        Field("destination", "place", "where the goods were going"),
        Field("summary", "text", "what happened, in a few sentences"),
        _word("confidence", "how sure the analyst is (ICD 203)"),
        _TLP,
        _PRIVATE,
    ),
    "conveyance": (
        *_OWNED,
        _word("kind", "what it is", "conveyance_kind"),
        Field("name", "text", "name of the ship, or of the operator's flight"),
        Field("imo_number", "text", "IMO ship number, seven digits"),
        Field("mmsi", "text", "Maritime Mobile Service Identity, nine digits"),
        Field("call_sign", "text", "radio call sign"),
        Field("flag", "country", "flag or state of registry"),
        Field("registration", "text", "aircraft or vehicle registration"),
        Field("icao_24bit", "text", "ICAO 24-bit address, six hexadecimal digits"),
        Field("serial_number", "text", "manufacturer's serial number"),
        Field("container_number", "text", "container number (ISO 6346)"),
        Field("type", "text", "type or class, such as Il-76, bulk carrier, dhow"),
        Field("count", "count", "how many of the kind, where they are not told apart"),
        Field("tonnage", "measure", "tonnage with its unit (GT, DWT, t)"),
        Field("owner", "text", "owner as reported"),
        Field("operator", "text", "operator as reported"),
        _word("layer", "which layer of identity this is"),
        Field("identity_of", "link", "the conveyance that bore this identity", target="conveyance"),
        Field("period", "date", "when it bore this identity"),
        _NOTE,
    ),
    "cargo": (
        *_OWNED,
        Field("description", "text", "what was found"),
        Field("declared_as", "text", "what it was declared as"),
        _word("category", "kind of goods"),
        Field("hs", "text", "heading of the Harmonized System, 2 to 10 digits"),
        Field("quantity", "quantity", "how much"),
        Field("packages", "measure", "number and kind of packages"),
        Field("worth", "money", "value"),
        Field("origin", "place", "where this item came from"),
        Field("destination", "place", "where this item was going"),
        _word("prohibited", "whether the regime prohibited it"),
        Field("concealment", "words", "how it was hidden", "concealment"),
        _word("disposal", "what became of it"),
        Field("conveyance", "link", "the conveyance that carried it", target="conveyance"),
        _NOTE,
    ),
    "party": (
        *_OWNED,
        Field("name", "text", "name"),
        _word("kind", "what it is", "party_kind"),
        _word("role", "its part in the case"),
        Field("country", "countries", "country of seat or nationality, or several"),
        Field("count", "count", "how many persons"),
        Field("status", "text", "what became of them, such as detained or charged"),
        Field("imo_company_number", "text", "IMO company number, seven digits"),
        Field("lei", "text", "Legal Entity Identifier (ISO 17442)"),
        _NOTE,
        _TLP,
        _PRIVATE,
    ),
    "event": (
        *_OWNED,
        _word("kind", "what happened", "event_kind"),
        Field("date", "date", "when"),
        Field("place", "place", "where"),
        Field("state", "country", "the state that acted"),
        Field("penalty", "money", "fine or bond"),
        _NOTE,
    ),
    "leg": (
        *_OWNED,
        Field("from", "place", "where the leg begins"),
        Field("to", "place", "where the leg ends"),
        _word("mode", "transport mode (UNECE Rec. 19)"),
        Field("conveyance", "link", "the conveyance that travelled it", target="conveyance"),
        Field("departed", "date", "when it left"),
        Field("arrived", "date", "when it arrived"),
        _word("kind", "travelled or planned", "leg_kind"),
        _NOTE,
    ),
    "basis": (
        *_OWNED,
        Field("authority", "text", "resolution and paragraph, or law, such as UNSCR 1874 ¶14"),
        _word("use", "how it was used", "basis_use"),
        _NOTE,
    ),
    "source": (
        Field("key", "text", "its name in the file, by which every case cites it"),
        Field("publisher", "text", "who published it"),
        Field("title", "text", "title"),
        Field("author", "text", "author or compiler"),
        Field("url", "text", "address"),
        Field("archive_url", "text", "address of an archived copy"),
        Field("published", "date", "when it was published"),
        Field("accessed", "date", "when it was read"),
        _word("kind", "kind of source", "source_kind"),
        Field("language", "text", "language (BCP 47), such as en, ar"),
        Field("derived_from", "link", "the source that it copies, as a paper copies a wire", target="source"),
        Field("original", "text", "what it draws on, as it says itself"),
        _word("reliability", "Admiralty A to F"),
        Field("symbol", "text", "UN document symbol, such as S/2010/571"),
        _word("publication", "public, leaked, unpublished or blocked"),
        Field("sha256", "hash", "SHA-256 of a kept copy"),
        _NOTE,
        _TLP,
        _PRIVATE,
    ),
    "claim": (
        *_OWNED,
        Field("subject", "subject", "the record that the claim is about"),
        Field("field", "text", "the field that the claim is about"),
        Field("value", "any", "the value that the source gives"),
        Field("as_reported", "text", "the value in the source's terms"),
        Field("source", "link", "the source", target="source"),
        Field("locator", "text", "paragraph, page or annex, such as ¶12"),
        _word("stance", "whether the source asserts or denies it"),
        _word("credibility", "Admiralty 1 to 6"),
        _word("status", "what the analyst made of it", "claim_status"),
        Field("attributed_to", "text", "whom the source names as saying so"),
        _NOTE,
        _TLP,
        _PRIVATE,
    ),
    "judgement": (
        *_OWNED,
        Field("subject", "subject", "one record"),
        Field("other", "link", "the other record; none where it was left out as the same", target="any"),
        _word("verdict", "same, different or unsure"),
        Field("why", "text", "why"),
    ),
    "note": (
        *_OWNED,
        Field("subject", "subject", "the record that the note is on"),
        Field("text", "text", "the note"),
        _TLP,
        _PRIVATE,
    ),
}

# The sections of a case document, in the order in which they are written.
SECTIONS: Mapping[str, str] = {
    "conveyances": "conveyance",
    "cargo": "cargo",
    "parties": "party",
    "events": "event",
    "legs": "leg",
    "basis": "basis",
    "sources": "source",
    "claims": "claim",
    "judgements": "judgement",
    "notes": "note",
}

CASE_TABLES: tuple[str, ...] = tuple(table for table in SECTIONS.values() if table != "source")

# Fields that only interdict itself sets.
MANAGED = frozenset({"interdiction", "ref", "key", "sequence", "subject", "other"})

# The field that names a record in one line, for lists and for the short forms of documents and options.
MAIN_FIELD: Mapping[str, str] = {
    "interdiction": "title",
    "conveyance": "name",
    "cargo": "description",
    "party": "name",
    "event": "kind",
    "leg": "from",
    "basis": "authority",
    "source": "title",
    "claim": "field",
    "judgement": "verdict",
    "note": "text",
}


@cache
def get_fields(table: str) -> Mapping[str, Field]:
    """Return the fields of a table by name."""
    return {field.name: field for field in TABLES[table]}


@cache
def list_columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table in order, `id` first."""
    columns = ["id"]
    for field in TABLES[table]:
        columns.extend(field_columns(field))
        if field.name == "date":
            columns.extend(("earliest", "latest"))
    return tuple(columns)


@cache
def field_columns(field: Field) -> tuple[str, ...]:
    """Return the columns that keep a field, in the order of its parts."""
    if field.kind == "position":
        return PARTS["position"]
    if field.kind in PARTS:
        return tuple(f"{field.name}_{part}" for part in PARTS[field.kind])
    if field.kind in {"case", "link"}:
        return (f"{field.name}_id",)
    return (field.name,)


def name_table(table: str) -> str:
    """Return what messages call a record of a table."""
    return "a case" if table == "interdiction" else table
