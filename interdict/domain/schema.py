"""The JSON Schema (draft 2020-12) of a case document, made from the fields and vocabularies themselves.

It accepts what `document_reader` accepts and no unknown key. Whatever a document writes may be text, for YAML is read
as text; numbers may be numbers. What a schema cannot tell (does a key exist, is a date a date) is left to the reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interdict.domain.document_rows import FORMAT, PLACE_EXTRAS, list_row_keys
from interdict.domain.fields import KINDS, LARGEST, MAIN_FIELD, MANAGED, NUMBERS, PARTS, SECTIONS, Field, get_fields
from interdict.domain.ids import ID, REF
from interdict.domain.registers import PART_WORDS
from interdict.domain.vocabulary import ALIASES, VOCABULARIES, fold_word

Schema = dict[str, Any]

_SCALAR = ["string", "number", "null"]
_NUMBER = r"[0-9]{1,40}(\.[0-9]{1,40})?"
_GAP = r"[\s_-]"
_DEGREES = {"latitude": 90, "longitude": 180}


def make_schema() -> Schema:
    """Return the JSON Schema of a file of case documents: one, or a list of them."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "interdict case document",
        "description": "A sanctions interdiction as interdict imports and exports it; or a list of them.",
        "if": {"type": "array"},
        "then": {"items": _refer("case")},
        "else": _refer("case"),
        "$defs": {
            "case": _describe_case(),
            **{table: _describe_item(table) for table in SECTIONS.values()},
            **{f"{table}_row": _describe_row(table) for table in SECTIONS.values()},
            **_describe_kinds(),
            **{f"word_{name}": _describe_words(name) for name in VOCABULARIES},
        },
    }


def _refer(name: str, description: str = "") -> Schema:
    return {"$ref": f"#/$defs/{name}", **({"description": description} if description else {})}


def _describe_case() -> Schema:
    fields = get_fields("interdiction")
    return {
        "type": "object",
        "properties": {
            "interdict": {"description": "the form of the document", "enum": [FORMAT, str(FORMAT)]},
            "id": _refer("id", "given by interdict where it is absent"),
            "ref": {**_match(REF.pattern), "description": f"{fields['ref'].meaning}; given where it is absent"},
            "recorded": _refer(
                "text", "the day on which the case came into the file that wrote this; an import has a day of its own"
            ),
            "distances": {
                "description": "how far the legs go, as interdict measured it; an import leaves it unread",
                "readOnly": True,
            },
            "persons_left_out": _refer("count", "how many private persons were left out, whom an import keeps"),
            **{name: _describe_field(field) for name, field in fields.items() if name not in {"ref", "place"}},
            "place": _refer("case_place", fields["place"].meaning),
            "source": _refer("cited", "keys of the sources that give every value of the case itself"),
            **{section: _describe_section(table) for section, table in SECTIONS.items()},
        },
        "additionalProperties": False,
    }


def _describe_section(table: str) -> Schema:
    """Rows as a list, or as a mapping from their keys; a text alone is one row."""
    return {
        "if": {"type": ["array", "object", "null"]},
        "then": {
            "items": _refer(table),
            "additionalProperties": {"if": {"type": "null"}, "else": _refer(table)},
        },
        "else": _refer(table),
    }


def _describe_item(table: str) -> Schema:
    """Return what may stand for a row: a mapping, or the text of its main field."""
    main = get_fields(table)[MAIN_FIELD[table]]
    return {
        "type": ["object", "string", "number"],
        "if": {"type": "object"},
        "then": _refer(f"{table}_row"),
        "else": _describe_field(main),
    }


def _describe_row(table: str) -> Schema:
    fields = get_fields(table)
    own = {
        "id": _refer("id", "given by interdict where it is absent"),
        "key": _refer("text", "its name within the case, by which others refer to it"),
        "source": _refer("cited", "keys of the sources that give every value of it"),
        "of": _refer("text", "key of the record that it is about; the case itself where it is absent"),
        "other": _refer("text", "key or id of the other record"),
    }
    keys = list_row_keys(table)
    properties = {key: _describe_field(fields[key]) if _is_field(fields, key) else own[key] for key in keys}
    row: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if table == "claim":
        row["properties"]["field"]["enum"] = [*_list_claimed(), "", None]
        row["dependentRequired"] = {"value": ["field"]}
        row["allOf"] = [_describe_claimed(name, fields) for name, fields in _list_claimed().items()]
    return row


def _is_field(fields: Mapping[str, Field], key: str) -> bool:
    return key in fields and key not in MANAGED


def _list_claimed() -> dict[str, list[Field]]:
    """Return the fields that a claim may be about, those of one name together."""
    claimed: dict[str, list[Field]] = {}
    for table in ("interdiction", *SECTIONS.values()):
        for name, field in get_fields(table).items():
            if name not in MANAGED:
                claimed.setdefault(name, []).append(field)
    return claimed


def _describe_claimed(name: str, fields: list[Field]) -> Schema:
    """Return the rule that the value of a claim on a field is one that the field takes, in some table that has it."""
    choices = {_name_definition(field): _refer(_name_definition(field)) for field in fields}
    value = {"anyOf": list(choices.values())} if len(choices) > 1 else next(iter(choices.values()))
    return {
        "if": {"properties": {"field": {"const": name}}, "required": ["field"]},
        "then": {"properties": {"value": value}},
    }


def _describe_field(field: Field) -> Schema:
    if field.kind == "any":
        return {"description": field.meaning}
    return _refer(_name_definition(field), field.meaning)


def _name_definition(field: Field) -> str:
    if field.kind in {"word", "words"}:
        return f"{field.kind}_{field.vocabulary}"
    return field.kind


def _describe_kinds() -> Schema:
    """Return the definitions of the kinds of fields but `word`."""
    place = _describe_parts("place", PARTS["place"])
    kinds: Schema = {
        "text": {"type": _SCALAR},
        "link": {"type": _SCALAR, "description": "key of another record"},
        "any": {},
        "id": _match(ID.pattern.replace("a-f", "A-Fa-f")),
        "country": {"type": ["string", "null"], "description": KINDS["country"], "examples": ["TH", "Thailand"]},
        "countries": {"type": ["array", "string", "null"], "items": {"type": "string"}, "examples": [["TH", "AE"]]},
        "date": {"type": _SCALAR, "description": KINDS["date"], "examples": ["2009-12-12", "2009-08", "2009-07~"]},
        "place": {**place, "examples": ["Bangkok, Thailand", {"name": "Bangkok", "country": "TH"}]},
        "case_place": _describe_parts("place", (*PARTS["place"], *PLACE_EXTRAS)),
        "count": {**_match("[0-9,]+", "integer"), "minimum": 0, "exclusiveMaximum": 10**12},
        "yes_no": {**_match("|".join(map(_spell, _YES_NO)), "boolean", "integer"), "minimum": 0, "maximum": 1},
        "hash": _match("[0-9A-Fa-f]{64}"),
        "cited": {"type": ["array", *_SCALAR], "items": {"type": ["string", "number"]}},
    }
    for kind in ("position", "quantity", "measure", "money"):
        kinds[kind] = _describe_parts(kind, PARTS[kind])
    for table in ("interdiction", *SECTIONS.values()):
        for field in get_fields(table).values():
            if field.kind == "words":
                kinds[_name_definition(field)] = _describe_word_list(field.vocabulary)
    return kinds


_YES_NO = ("yes", "true", "on", "1", "no", "false", "off", "0")


def _describe_parts(kind: str, parts: tuple[str, ...]) -> Schema:
    """Return the definition of a value of several parts, which may also be written as one text."""
    schema: Schema = {
        "type": ["object", *_SCALAR],
        "description": KINDS[kind],
        "properties": {part: _describe_part(part) for part in parts},
        "additionalProperties": False,
    }
    if "latitude" in parts:
        schema["dependentRequired"] = {"latitude": ["longitude"], "longitude": ["latitude"]}
    return schema


def _describe_part(part: str) -> Schema:
    if part == "zone":
        return _refer("word_zone")
    if part in PART_WORDS:
        return _refer(f"word_{PART_WORDS[part]}")
    if part in _DEGREES:
        return {**_match(f"[+-]?{_NUMBER}", "number"), "minimum": -_DEGREES[part], "maximum": _DEGREES[part]}
    if part in NUMBERS:
        return {**_match(rf"\+?{_NUMBER}", "number"), "minimum": 0, "exclusiveMaximum": int(LARGEST)}
    if part == "locode":
        return {**_match("[A-Za-z]{2} ?[A-Za-z2-9]{3}"), "description": "UN/LOCODE"}
    if part == "country":
        return _refer("country")
    return _refer("text")


def _match(pattern: str, *types: str) -> Schema:
    """Return the schema of a text that matches, of nothing, and of values of other types."""
    return {"type": [*types, "string", "null"], "pattern": rf"^\s*({pattern})?\s*$"}


def _describe_words(vocabulary: str) -> Schema:
    """Return the schema of a word: as it stands, or in any case, with spaces or hyphens, or under another name."""
    words = VOCABULARIES[vocabulary]
    choices: list[Schema] = [{"const": word, "description": meaning} for word, meaning in words.items()]
    choices.append({"type": ["string", "null"], "pattern": f"^({_spell_words(vocabulary)})?$"})
    digits = [int(word) for word in (*words, *ALIASES.get(vocabulary, ())) if word.isdigit()]
    if digits:
        choices.append({"enum": digits})
    if "yes" in words:
        choices.append({"type": "boolean"})
    return {"anyOf": choices}


def _describe_word_list(vocabulary: str) -> Schema:
    word = _refer(f"word_{vocabulary}")
    listed = rf"^(({_spell_words(vocabulary)})?\s*(,|$))*$"
    return {"anyOf": [word, {"type": "array", "items": word}, {"type": "string", "pattern": listed}]}


def _spell_words(vocabulary: str) -> str:
    words = [*map(fold_word, VOCABULARIES[vocabulary]), *ALIASES.get(vocabulary, ())]
    return f"{_GAP}*({'|'.join(map(_spell, dict.fromkeys(words)))}){_GAP}*"


def _spell(word: str) -> str:
    """Return the pattern of a word in any case of letters, with any gaps; JSON Schema has no flag for that."""
    return "".join(_spell_character(character) for character in word)


def _spell_character(character: str) -> str:
    if character == "_":
        return f"{_GAP}+"
    if character == "+":
        return r"\+"
    return character if character.lower() == character.upper() else f"[{character.lower()}{character.upper()}]"
