"""`interdict source`: add, edit, list and show sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from interdict.commands.case_options import make_key
from interdict.commands.changing import change_file, report_sources
from interdict.commands.generated import with_options
from interdict.commands.options import Writing, writes
from interdict.commands.source_views import list_all, show
from interdict.domain.amendments import read_value
from interdict.domain.changes import CREATE, UPDATE, Change
from interdict.domain.fields import TABLES, Field, get_fields
from interdict.domain.ids import make_id
from interdict.domain.scalars import check_new_key
from interdict.errors import DataError, UsageError
from interdict.store.connection import Connection, open_reading
from interdict.store.sources import check_source, find_new_id, find_source

command = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Add, edit, list and show sources.",
)


_NOTHING, _LEAST = "there is nothing to add", "give at least --title, --url or --symbol"


def _make_option(field: Field) -> Any:
    option = typer.Option(f"--{field.name.replace('_', '-')}", metavar="TEXT", help=field.meaning, show_default=False)
    return Annotated[str | None, option]


_with_source_options = with_options({field.name: _make_option(field) for field in TABLES["source"]})


@command.command("add", short_help="add a source")
@_with_source_options
@writes
def add(how: Writing, given: Mapping[str, str]) -> None:
    """Add a source, which cases can then cite by its key.

    \b
    Examples:
      interdict source add --publisher 'Arms Control Today' --title 'U.S. Envoy Holds Talks in North Korea'
        --published 2010-01 --kind magazine --reliability B
      interdict source add --key un-2010-571 --symbol S/2010/571 --kind un_panel_report

    See also: source edit, add.
    """
    if not given.keys() - {"key"}:
        raise UsageError(_NOTHING, hint=_LEAST)
    source_id = make_id()

    def plan(connection: Connection) -> list[Change]:
        values = _read_values(connection, given)
        if not values.keys() - {"key"}:
            raise UsageError(_NOTHING, hint=_LEAST)
        values = {"key": make_key(values, connection, set()), **values}
        return [Change("source", find_new_id(connection, values) or source_id, CREATE, new=values)]

    outcome = change_file(how, plan)
    report_sources(how.printing, outcome, [str(change.new["key"]) for change in outcome.changes])


@command.command("edit", short_help="change a source")
@_with_source_options
@writes
def edit(
    how: Writing,
    given: Mapping[str, str],
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="key, address, symbol or id")],
) -> None:
    """Change a source; the change shows in every case that cites it.

    \b
    Examples:
      interdict source edit act-2010-01 --reliability B
      interdict source edit act-2010-01 --archive-url ''

    See also: source show, undo.
    """
    if not given:
        raise UsageError("there is nothing to change", hint="give an option, such as --reliability B")
    if "key" in given and not given["key"].strip():
        raise UsageError("--key is empty, and a source needs one", hint="give another, or leave --key out")
    with open_reading(how.path) as connection:
        key = str(find_source(connection, source).values.get("key", source))

    def plan(connection: Connection) -> list[Change]:
        wanted = _read_values(connection, given)
        present = find_source(connection, source)
        check_source(connection, present, wanted)
        return [
            Change("source", present.id, UPDATE, name, present.values.get(name), wanted.get(name))
            for name in given
            if present.values.get(name) != wanted.get(name)
        ]

    report_sources(how.printing, change_file(how, plan), [key])


def _read_values(connection: Connection, given: Mapping[str, str]) -> dict[str, Any]:
    fields = get_fields("source")
    values: dict[str, Any] = {}
    for name, text in given.items():
        if name == "key" and text.strip():
            _check_key(text)
        value = read_value(fields[name], text, f"--{name.replace('_', '-')}")
        if name == "derived_from" and value:
            value = find_source(connection, value).id
        if value is not None:
            values[name] = value
    return values


def _check_key(text: str) -> None:
    try:
        check_new_key(text)
    except ValueError as error:
        raise DataError(f"--key: {error}", hint="nothing was written") from None


command.command("list", short_help="list the sources")(list_all)
command.command("show", short_help="show a source in full")(show)
