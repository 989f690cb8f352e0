"""`interdict source`: add, edit, list and show sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from interdict.commands.case_options import make_key
from interdict.commands.changing import carry_out
from interdict.commands.generated import with_options
from interdict.commands.options import (
    Color,
    Db,
    DryRun,
    Format,
    NoInput,
    Output,
    Quiet,
    Yes,
    find_file,
    open_printing,
    open_words,
)
from interdict.domain.changes import CREATE, UPDATE, Change
from interdict.domain.citations import identify_source
from interdict.domain.fields import TABLES, Field, get_fields
from interdict.domain.ids import derive_source_id, make_id
from interdict.domain.records import Record
from interdict.domain.values import parse_value
from interdict.domain.wording import format_value
from interdict.errors import DataError, UsageError
from interdict.store.cases import read_record
from interdict.store.connection import Connection, open_reading
from interdict.store.sources import find_source, has_source_key, list_citing_cases, list_sources, read_sources
from interdict.terminal.output import FOR_PEOPLE, Column, Section, print_document, print_rows

command = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Add, edit, list and show sources.",
)


def _make_option(field: Field) -> Any:
    option = typer.Option(f"--{field.name.replace('_', '-')}", metavar="TEXT", help=field.meaning, show_default=False)
    return Annotated[str | None, option]


_with_source_options = with_options({field.name: _make_option(field) for field in TABLES["source"]})


@command.command("add")
@_with_source_options
def add(
    ctx: typer.Context,
    given: Mapping[str, str],
    dry_run: DryRun = False,
    yes: Yes = False,
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Add a source, which cases can then cite by its key.

    \b
    Examples:
      interdict source add --publisher 'Arms Control Today' --title 'U.S. Envoy Holds Talks in North Korea'
        --published 2010-01 --kind magazine --reliability B
      interdict source add --key un-2010-571 --symbol S/2010/571 --kind un_panel_report

    See also: source edit, add.
    """
    screen = open_words(quiet=quiet)
    path = find_file(ctx, db)
    if not given.keys() - {"key"}:
        raise UsageError("there is nothing to add", hint="give at least --title, --url or --symbol")
    with open_reading(path) as connection:
        values = _read_values(connection, given)
        key = values.pop("key", None) or make_key(values, connection, set())
        values = {"key": key, **values}
        if has_source_key(connection, key):
            raise DataError(f"there is a source {key} already", hint=f"'interdict source edit {key}' changes it")
        identity = identify_source(values)
        source_id = derive_source_id(identity) if identity else make_id()
        present = read_record(connection, "source", source_id)
        if present:
            raise DataError(
                f"this source is in the file already, as {present.values.get('key')}",
                hint=f"'interdict source edit {present.values.get('key')}' changes it",
            )
    change = Change("source", source_id, CREATE, new=values)
    outcome = carry_out(path, lambda _: [change], screen=screen, dry_run=dry_run, yes=yes)
    screen.say(f"{'would add' if outcome.is_dry else 'added'} source {key}")


@command.command("edit")
@_with_source_options
def edit(
    ctx: typer.Context,
    given: Mapping[str, str],
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="key, address, symbol or id")],
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Change a source; the change shows in every case that cites it.

    \b
    Examples:
      interdict source edit act-2010-01 --reliability B
      interdict source edit act-2010-01 --archive-url ''

    See also: source show, undo.
    """
    screen = open_words(quiet=quiet, no_input=no_input)
    path = find_file(ctx, db)
    if not given:
        raise UsageError("there is nothing to change", hint="give an option, such as --reliability B")
    with open_reading(path) as connection:
        wanted = _read_values(connection, given)

    def plan(connection: Connection) -> list[Change]:
        present = find_source(connection, source)
        _check_edit(connection, present, wanted)
        return [
            Change("source", present.id, UPDATE, name, present.values.get(name), wanted.get(name))
            for name in given
            if present.values.get(name) != wanted.get(name)
        ]

    outcome = carry_out(path, plan, screen=screen, dry_run=dry_run, yes=yes)
    count = len(outcome.changes)
    screen.say(f"{'would change' if outcome.is_dry else 'changed'} {count} fields" if count else "nothing to change")


def _check_edit(connection: Connection, present: Record, wanted: Mapping[str, Any]) -> None:
    """Refuse a key that another source has, and a source that would in the end copy itself."""
    key, parent = wanted.get("key"), wanted.get("derived_from")
    if key and key != present.values.get("key") and has_source_key(connection, key):
        raise DataError(f"there is a source {key} already", hint="choose another key")
    if parent and present.id in read_sources(connection, [parent]):
        raise DataError("--derived-from: the source would be a copy of itself", hint="name the source that it copies")


def _read_values(connection: Connection, given: Mapping[str, str]) -> dict[str, Any]:
    fields = get_fields("source")
    values: dict[str, Any] = {}
    for name, text in given.items():
        try:
            value = parse_value(fields[name], text)
        except ValueError as error:
            raise DataError(f"--{name.replace('_', '-')}: {error}", hint="nothing was written") from None
        if name == "derived_from" and value:
            value = find_source(connection, value).id
        if value is not None:
            values[name] = value
    return values


@command.command("list")
def list_all(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORD]...", help="only sources in which each word occurs")
    ] = None,
    format: Format = "auto",
    output: Output = None,
    color: Color = "auto",
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """List the sources, with how many cases and claims rest on each.

    \b
    Examples:
      interdict source list
      interdict source list reuters -f csv

    See also: source show.
    """
    printing = open_printing(format, output, color=color, quiet=quiet)
    table = (
        Column("key", "Key", "left", "cyan"),
        Column("what", "Source"),
        Column("published", "Published"),
        Column("claims", "Claims", "right"),
    )
    names = (*get_fields("source"), "id", "cases", "claims")
    columns = table if printing.format in FOR_PEOPLE else tuple(Column(name, name) for name in names)
    with open_reading(find_file(ctx, db)) as connection:
        rows = [row for row in list_sources(connection) if _has_words(row, words or ())]
    print_rows(Section(columns, rows), format=printing.format, screen=printing.screen, output=printing.output)


def _has_words(row: dict[str, Any], words: Sequence[str]) -> bool:
    """Say whether every word occurs in some text of a source; put its publisher and title into one cell besides."""
    row["what"] = ": ".join(str(row[name]) for name in ("publisher", "title") if row[name])
    text = " ".join(str(value) for value in row.values() if isinstance(value, str)).casefold()
    return all(word.casefold() in text for word in words)


@command.command("show")
def show(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="key, address, symbol or id")],
    format: Format = "auto",
    output: Output = None,
    color: Color = "auto",
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Show a source in full, and the cases that cite it.

    \b
    Examples:
      interdict source show act-2010-01
      interdict source show S/2010/571 -f json

    See also: source list, show.
    """
    printing = open_printing(format, output, color=color, quiet=quiet)
    with open_reading(find_file(ctx, db)) as connection:
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
    rows = [{"field": name, "value": format_value(fields[name], value)} for name, value in values.items()]
    columns = (Column("field", "Field", "left", "cyan"), Column("value", "Value"))
    cited = (Column("ref", "Case", "left", "cyan"), Column("title", "Title"), Column("claims", "Claims", "right"))
    sections = [Section(columns, rows, "Source"), Section(cited, cases, "Cited by")]
    print_rows(sections, format=printing.format, screen=printing.screen, output=printing.output)
