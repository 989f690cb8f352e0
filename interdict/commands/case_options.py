"""The options that give a case its values: made from the fields themselves, the same for `add` and `edit`.

Options make the same tree that a document gives, so that both pass one validator.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interdict.commands.generated import with_options
from interdict.domain.fields import MANAGED, TABLES
from interdict.domain.vocabulary import quote
from interdict.errors import DataError, NotFoundError, UsageError

if TYPE_CHECKING:  # what only the values of options need is loaded with them
    from interdict.store.connection import Connection
    from interdict.terminal.screen import Screen

# Options for a row of a section; a phrase is the text of its main field, then `; field=value`.
ROWS: Mapping[str, tuple[str, str, dict[str, str]]] = {
    "cargo": ("cargo", "cargo: 'rockets; quantity=35 t; declared_as=oil drilling equipment'", {}),
    "conveyance": ("conveyances", "conveyance: 'name; kind=vessel; flag=BS; imo_number=…'", {}),
    "vessel": ("conveyances", "a conveyance of kind vessel", {"kind": "vessel"}),
    "aircraft": ("conveyances", "a conveyance of kind aircraft", {"kind": "aircraft"}),
    "truck": ("conveyances", "a conveyance of kind truck", {"kind": "truck"}),
    "party": ("parties", "party: 'name; role=consignee; country=IR'", {}),
    "event": ("events", "event: 'landed; date=2009-12-12; note=…'", {}),
    "leg": ("legs", "leg: 'Pyongyang, KP; to=Bangkok, TH; mode=air'", {}),
    "basis": ("basis", "authority: 'UNSCR 1874 ¶14; use=cited'", {}),
    "note": ("notes", "a note", {}),
}

# Options for a field of the one cargo or conveyance that the same command gives.
ITEM_FIELDS: Mapping[str, tuple[str, str]] = {
    "quantity": ("cargo", "quantity"),
    "category": ("cargo", "category"),
    "declared-as": ("cargo", "declared_as"),
    "concealment": ("cargo", "concealment"),
    "disposal": ("cargo", "disposal"),
    "imo": ("conveyances", "imo_number"),
    "mmsi": ("conveyances", "mmsi"),
    "flag": ("conveyances", "flag"),
    "registration": ("conveyances", "registration"),
}

_PLAIN = [field for field in TABLES["interdiction"] if field.name not in MANAGED and field.name != "states"]
_SPELLING = {"states": "state"}


def list_options() -> dict[str, Any]:
    """Return the annotated parameters of all case options by name."""
    options: dict[str, Any] = {}
    for field in TABLES["interdiction"]:
        if field.name in MANAGED:
            continue
        name = _SPELLING.get(field.name, field.name)
        many = field.kind in {"countries", "words"}
        options[name] = _make_option(name, field.meaning + ("; may be given again" if many else ""), many=many)
        if name == "place":
            options["country"] = _make_option("country", "country of the place", many=False)
    for name, (_, meaning, _) in ROWS.items():
        options[name] = _make_option(name, f"{meaning}; may be given again", many=True)
    for name, (section, field_name) in ITEM_FIELDS.items():
        item = "cargo" if section == "cargo" else "conveyance"
        options[name.replace("-", "_")] = _make_option(name, f"{field_name} of the {item}", many=False)
    options["source"] = _make_option(
        "source",
        "who says so: a source's key or address, or 'title; publisher=…; url=…'; claims every value",
        many=True,
    )
    return options


def _make_option(name: str, meaning: str, *, many: bool) -> Any:
    kind: Any = list[str] | None if many else str | None
    return Annotated[kind, typer.Option(f"--{name}", metavar="TEXT", help=meaning, show_default=False)]


with_case_options = with_options(list_options())


def make_tree(given: Mapping[str, Any], connection: Connection) -> dict[str, Any]:
    """Return the document that the options stand for.

    Raises UsageError for a phrase that cannot be read, or when a field has no one item to go to.
    """
    tree: dict[str, Any] = {}
    for field in TABLES["interdiction"]:
        name = _SPELLING.get(field.name, field.name)
        if name in given:
            value = given[name]
            tree[field.name] = _split_list(value) if isinstance(value, list) else value
    name_coordinates(tree)
    _add_country(tree, given)
    for name, (section, _, fixed) in ROWS.items():
        for phrase in given.get(name, ()):
            row = _read_phrase(name, "conveyance" if section == "conveyances" else name, phrase)
            tree.setdefault(section, []).append({**row, **fixed})
    for name, (section, field_name) in ITEM_FIELDS.items():
        if name.replace("-", "_") in given:
            _give_to_item(tree, name, section, field_name, given[name.replace("-", "_")])
    if given.get("source"):
        _add_sources(tree, given["source"], connection)
    return tree


def count_date(given: Mapping[str, Any], published: str | None, screen: Screen) -> dict[str, Any]:
    """Return what the options give, --date counted from the day of the article where it is said in relation to it.

    Raises UsageError where no date counts from that day, DataError for a day that cannot be read.
    """
    if published is None:
        return dict(given)
    if not given.get("date"):
        raise UsageError(
            "--published is what --date counts from", hint="that of a source is: --source '…; published=…'"
        )
    from interdict.domain.date_words import parse_date
    from interdict.domain.dates import format_date

    words = str(given["date"])
    try:
        day = parse_date(published)
    except ValueError as error:
        raise DataError(f"--published: {error}", hint="nothing was written") from None
    try:
        date = parse_date(words, reference=day)
    except ValueError as error:
        raise DataError(f"--date: {error}", hint="nothing was written") from None
    screen.say(f"date: {quote(words)} is {format_date(date)}, counted from {format_date(day)}")
    return {**given, "date": date}


def take_item_fields(given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """Part the options for a field of the one item from the others, where the command gives no such item.

    Returns the others, and by section the fields for the item that the case has already.
    """
    others = dict(given)
    fields: dict[str, dict[str, str]] = {}
    given_sections = {section for name, (section, _, _) in ROWS.items() if name in given}
    for option, (section, field) in ITEM_FIELDS.items():
        name = option.replace("-", "_")
        if name in given and section not in given_sections:
            fields.setdefault(section, {})[field] = others.pop(name)
    return others, fields


def _split_list(values: list[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _add_country(tree: dict[str, Any], given: Mapping[str, Any]) -> None:
    if "country" not in given:
        return
    from interdict.domain.fields import get_fields
    from interdict.domain.values import parse_value

    place = parse_value(get_fields("interdiction")["place"], tree.get("place")) or {}
    tree["place"] = {**place, "country": given["country"]}


def name_coordinates(tree: dict[str, Any]) -> None:
    """Let coordinates that are given as the place be its name; they are taken for the position, too."""
    from interdict.domain.coordinates import are_coordinates

    if isinstance(tree.get("place"), str) and are_coordinates(tree["place"]):
        tree["place"] = {"name": tree["place"]}


def _read_phrase(option: str, table: str, phrase: str) -> dict[str, object]:
    from interdict.domain.phrases import parse_phrase

    try:
        row = parse_phrase(table, phrase)
    except ValueError as error:
        raise UsageError(
            f"--{option} {quote(phrase)}: {error}", hint="'interdict help documents' shows the form"
        ) from None
    if not row:
        remedy = (
            "give a key, an address, or 'title; publisher=…; url=…'"
            if option == "source"
            else f"give {ROWS[option][1]}"
        )
        raise UsageError(f"--{option} is empty", hint=remedy)
    return row


def _give_to_item(tree: dict[str, Any], option: str, section: str, field: str, value: str) -> None:
    rows = tree.setdefault(section, [{}])
    if len(rows) != 1:
        raise UsageError(
            f"--{option} cannot tell which of {len(rows)} {section} it is for",
            hint=f"write it within each, as in '…; {field}={value}'",
        )
    if field in rows[0]:
        raise UsageError(f"--{option} is given twice", hint="leave one out")
    rows[0][field] = value


def _add_sources(tree: dict[str, Any], texts: list[str], connection: Connection) -> None:
    """Put the sources into the tree and let each claim every value that the options give."""
    sources: dict[str, dict[str, Any]] = {}
    for text in texts:
        key, row = read_source(text, connection, taken=set(sources))
        sources[key] = row
    claim_all(tree, sources)


def claim_all(tree: dict[str, Any], sources: Mapping[str, dict[str, Any]]) -> None:
    """Put sources by key into a case and let each claim every value of it."""
    keys = list(sources)
    tree["sources"] = sources
    tree["source"] = keys
    for section in ("conveyances", "cargo", "parties", "events", "legs", "basis", "notes"):
        for row in tree.get(section, ()):
            row.setdefault("source", keys)


def read_source(text: str, connection: Connection, *, taken: set[str]) -> tuple[str, dict[str, Any]]:
    """Return key and document row of the source that a text means: one in the file, an address, or a new one.

    Raises NotFoundError for a key that the file does not have, UsageError for a text that means nothing or several.
    """
    from interdict.store.sources import find_source

    plain = text.strip()
    try:
        source = find_source(connection, plain)
        key = str(source.values.get("key") or source.id[:8])
        return _number(key, taken), {"id": source.id}
    except NotFoundError as error:
        if re.fullmatch(r"[a-z0-9][a-z0-9._~-]*", plain):  # the form of a key, not of a title
            near = error.hint if error.hint.startswith("did you mean") else "'interdict source list' shows the keys"
            raise NotFoundError(error.message, hint=f"{near} (a new one is 'title; publisher=…; url=…')") from None
    if re.fullmatch(r"https?://[^\s;]+", plain):
        row: dict[str, Any] = {"url": plain}
    else:
        row = _read_phrase("source", "source", plain)
    given = str(row.pop("key", ""))
    if given:
        _check_source_key(given, row, connection, taken)
    return given or make_key(row, connection, taken), row


def _number(key: str, taken: set[str]) -> str:
    """Return a name for a source whose key another source of the same case may have: paper, paper~2, paper~3."""
    names = (key if number == 1 else f"{key}~{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def _check_source_key(key: str, row: Mapping[str, object], connection: Connection, taken: set[str]) -> None:
    """Raise DataError for a key that a new source cannot have, as `source add` does."""
    from interdict.domain.citations import identify_source
    from interdict.domain.document_references import read_identity
    from interdict.domain.ids import derive_source_id
    from interdict.domain.scalars import check_new_key
    from interdict.store.sources import has_source_key, read_sources

    try:
        check_new_key(key)
    except ValueError as error:
        raise DataError(f"--source: key: {error}", hint="nothing was written") from None
    identity = identify_source(read_identity(row))
    source_id = derive_source_id(identity) if identity else ""
    known = read_sources(connection, [source_id]).get(source_id)
    if key in taken or (has_source_key(connection, key) and (known is None or known.values.get("key") != key)):
        hint = f"choose another key, or cite that one; 'interdict source list {key}' shows it"
        raise DataError(f"there is a source {key} already", hint=hint)


def make_key(row: Mapping[str, object], connection: Connection, taken: set[str]) -> str:
    """Make a key for a source from what is known of it, free in this file."""
    from interdict.store.sources import has_source_key

    name = re.sub(
        r"^https?://(www\.)?", "", str(row.get("publisher") or row.get("title") or row.get("url") or "source")
    )
    words = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:30].strip("-") or "source"
    date = re.sub(r"[^0-9-]", "", str(row.get("published", "")))[:10].strip("-")
    base = f"{words}-{date}" if date else words
    for number in range(1, 10_000):
        key = base if number == 1 else f"{base}-{number}"
        if key not in taken and not has_source_key(connection, key):
            return key
    raise UsageError(f"there are too many sources called {base}", hint="give the source a key: 'key=…'")
