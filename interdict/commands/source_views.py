"""`interdict source list` and `source show`: which sources the file has, and one in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.options import Printing, reads
from interdict.domain.fields import get_fields
from interdict.domain.wording import format_value
from interdict.store.cases import read_record
from interdict.store.connection import open_reading
from interdict.store.sources import find_source, list_citing_cases, list_sources
from interdict.terminal.blocks import URL, Block, Fact, Facts, Heading, Span, render_blocks
from interdict.terminal.dossier_words import label_field
from interdict.terminal.output import FOR_PEOPLE, Column, Section, print_document, print_rows, write_output


@reads()
def list_all(
    printing: Printing,
    path: Path,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORD]...", help="only sources in which each word occurs")
    ] = None,
) -> None:
    """List the sources, with how many cases and claims rest on each.

    \b
    Examples:
      interdict source list
      interdict source list reuters -f csv

    See also: source show.
    """
    table = (
        Column("key", "Key", "left", "cyan"),
        Column("what", "Source"),
        Column("published", "Published"),
        Column("claims", "Claims", "right"),
    )
    names = (*get_fields("source"), "id", "cases", "claims")
    columns = table if printing.format in FOR_PEOPLE else tuple(Column(name, name) for name in names)
    with open_reading(path) as connection:
        found = [row for row in list_sources(connection) if _has_words(row, words or ())]
        rows = [{column.key: row[column.key] for column in columns} for row in found]
    print_rows(Section(columns, rows), format=printing.format, screen=printing.screen, output=printing.output)


def _has_words(row: dict[str, Any], words: Sequence[str]) -> bool:
    """Say whether every word occurs in some text of a source; put its publisher and title into one cell besides."""
    row["what"] = ": ".join(str(row[name]) for name in ("publisher", "title") if row[name])
    text = " ".join(str(value) for value in row.values() if isinstance(value, str)).casefold()
    return all(word.casefold() in text for word in words)


@reads()
def show(
    printing: Printing,
    path: Path,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="key, address, symbol or id")],
) -> None:
    """Show a source in full, and the cases that cite it.

    \b
    Examples:
      interdict source show act-2010-01
      interdict source show S/2010/571 -f json

    See also: source list, show.
    """
    with open_reading(path) as connection:
        found = find_source(connection, source)
        cases = list_citing_cases(connection, found.id)
        values = dict(found.values)
        if "derived_from" in values:
            parent = read_record(connection, "source", values["derived_from"])
            values["derived_from"] = parent.values.get("key", parent.id) if parent else values["derived_from"]
    if printing.format in {"json", "yaml"}:
        document = {"id": found.id, **values, "cases": cases}
        print_document(document, format=printing.format, screen=printing.screen, output=printing.output)
        return
    fields = get_fields("source")
    words = {name: format_value(fields[name], value) for name, value in values.items()}
    if printing.format == "table":
        blocks = _tell(words, cases)
        pieces = render_blocks(blocks, format="table", screen=printing.screen, is_file=printing.output is not None)
        write_output(printing.output, pieces, screen=printing.screen)
        return
    rows = [{"field": name, "value": value} for name, value in words.items()]
    columns = (Column("field", "Field", "left", "cyan"), Column("value", "Value"))
    cited = (Column("ref", "Case", "left", "cyan"), Column("title", "Title"), Column("claims", "Claims", "right"))
    sections = [Section(columns, rows, "Source"), Section(cited, cases, "Cited by")]
    print_rows(sections, format=printing.format, screen=printing.screen, output=printing.output)


def _tell(words: Mapping[str, str], cases: Sequence[Mapping[str, Any]]) -> list[Block]:
    """Return a source for the screen: its fields, and the cases that cite it."""
    facts = [
        Fact(label_field(name), (Span(value, URL if name in {"url", "archive_url"} else ""),))
        for name, value in words.items()
    ]
    blocks: list[Block] = [Heading(1, f"{words.get('key', '')} (source)".strip()), Facts(tuple(facts))]
    if cases:
        cited = [
            Fact(case["ref"] or "(no reference)", (Span(f"{case['title'] or ''} ({_count(case['claims'])})".strip()),))
            for case in cases
        ]
        blocks += [Heading(2, "Cited by"), Facts(tuple(cited))]
    return blocks


def _count(claims: int) -> str:
    return "1 claim" if claims == 1 else f"{claims} claims"
