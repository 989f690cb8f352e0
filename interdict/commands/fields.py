"""`interdict fields`: what each field holds, and the words it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Annotated, Any

import typer

from interdict.commands.options import Printing, prints
from interdict.domain.descriptions import (
    Described,
    describe_field,
    describe_kind,
    describe_part,
    find_fields,
    list_fields,
    list_others,
    list_vocabularies,
)
from interdict.domain.fields import PARTS, TABLES
from interdict.domain.vocabulary import VOCABULARIES
from interdict.errors import UsageError
from interdict.terminal.output import Column, Section, print_rows

FEW = 8  # words that the list of all fields writes out


@prints()
def command(
    printing: Printing,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="a table, a field, or TABLE.FIELD")] = "",
) -> None:
    """Show what each field holds; for one field, every word of its vocabulary with its meaning.

    \b
    Examples:
      interdict fields outcome
      interdict fields cargo.quantity -f json

    See also: schema, help vocabulary.
    """
    try:
        found = find_fields(name) if name else list_fields()
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        raise UsageError(message, hint=hint) from None
    if printing.format in {"table", "md"}:
        sections: Any = list(_make_sections(found, is_all=not name))
    else:
        sections = _make_list(found, is_nested=printing.format in {"json", "yaml"})
    print_rows(sections, format=printing.format, screen=printing.screen, output=printing.output)


def _make_list(found: Sequence[Described], *, is_nested: bool) -> Section:
    """Return one row a field; words with their meanings in JSON and YAML, alone where a cell holds one text."""
    rows = [describe_field(*described) for described in found]
    if not is_nested:
        rows = [{**row, "words": list(row["words"] or ()), "parts": list(row["parts"] or ())} for row in rows]
    return Section(tuple(Column(key, key) for key in rows[0]), rows)


def _make_sections(found: Sequence[Described], *, is_all: bool) -> Iterator[Section]:
    tables = [(table, list(group)) for table, group in groupby(found, key=lambda described: described.table)]
    if all(len(group) == len(TABLES[table]) for table, group in tables):
        for table, group in tables:
            yield _make_table(table, group, is_all=is_all)
        return
    columns = (Column("field", "Field", "left", "cyan"), Column("meaning", "Meaning"), Column("takes", "Takes"))
    rows = [
        {"field": f"{table}.{field.name}", "meaning": field.meaning, "takes": _say_kind(Described(table, field))}
        for table, field in found
    ]
    yield Section(columns, rows)
    for kind in dict.fromkeys(field.kind for _, field in found if field.kind in PARTS):
        parts = [{"part": part, "takes": describe_part(part)} for part in PARTS[kind]]
        yield Section((Column("part", "Part", "left", "cyan"), Column("takes", "Takes")), parts, f"Parts of a {kind}")
    for vocabulary in dict.fromkeys(name for _, field in found for name in list_vocabularies(field)):
        words = [{"word": word, "meaning": meaning} for word, meaning in VOCABULARIES[vocabulary].items()]
        title = f"Words of {vocabulary.replace('_', ' ')}"
        yield Section((Column("word", "Word", "left", "cyan"), Column("meaning", "Meaning")), words, title)


def _make_table(table: str, found: Sequence[Described], *, is_all: bool) -> Section:
    columns = (Column("field", "Field", "left", "cyan"), Column("meaning", "Meaning"), Column("takes", "Takes"))
    most = FEW if is_all else 1000
    rows = [
        {"field": field.name, "meaning": field.meaning, "takes": describe_kind(field, most=most)} for _, field in found
    ]
    notes = [] if is_all else [f"also a field: {', '.join(others)}" for others in [list_others(table)] if others]
    worded = [f"{table}.{field.name}" for _, field in found if field.vocabulary]
    if worded and not is_all:
        notes.append(f"'interdict fields TABLE.FIELD' gives each word with its meaning: 'interdict fields {worded[0]}'")
    elif table == list(TABLES)[-1]:
        notes.append("'interdict fields TABLE.FIELD' gives each word with its meaning: 'interdict fields source.kind'")
    return Section(columns, rows, table, tuple(notes))


def _say_kind(described: Described) -> str:
    field = described.field
    return "words, see below" if field.vocabulary else describe_kind(field)
