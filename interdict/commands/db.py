"""`interdict db`: where the file is, what it holds, backup, migrate."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.options import Color, Db, Format, Output, Quiet, find_file, open_printing, open_words
from interdict.store.connection import SCHEMA, open_reading
from interdict.store.migrations import back_up, find_free_name, migrate_file
from interdict.store.summary import Summary, summarise
from interdict.terminal.output import Column, Section, print_document, print_rows, write_output
from interdict.terminal.screen import Screen
from interdict.terminal.show import show

command = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Say where the file is and what it holds, copy it, bring it to the newest schema.",
)


@command.command("path")
def path(ctx: typer.Context, quiet: Quiet = False, db: Db = "") -> None:
    """Print the path of the file that commands use, whether or not it is there.

    \b
    Examples:
      interdict db path
      ls -l "$(interdict db path)"

    See also: db info, config, help files.
    """
    screen = open_words(quiet=quiet)
    found = find_file(ctx, db)
    _print_path(screen, found)
    if not os.path.lexists(found):
        screen.say("there is no such file yet; 'interdict init' makes it")


def _print_path(screen: Screen, found: Path) -> None:
    """Print a path alone, for eyes on a terminal and as it is in a pipe."""
    line = show(str(found)) if screen.is_terminal else str(found)
    write_output(None, [f"{line}\n"], stream=screen.out)


@command.command("info")
def info(
    ctx: typer.Context,
    format: Format = "auto",
    output: Output = None,
    color: Color = "auto",
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Show what the file holds: cases, records, changes, its size and schema.

    \b
    Examples:
      interdict db info
      interdict db info -f json

    See also: db path, log, check.
    """
    printing = open_printing(format, output, color=color, quiet=quiet)
    found = find_file(ctx, db)
    with open_reading(found) as connection:
        summary = summarise(connection)
        document, facts = _make_document(found, summary), _list_rows(found, summary)
    if printing.format in {"json", "yaml"}:
        print_document(document, format=printing.format, screen=printing.screen, output=printing.output)
        return
    columns = (Column("what", "What", "left", "cyan"), Column("value", "Value"))
    rows = [{"what": what, "value": value} for what, value in facts.items()]
    print_rows(Section(columns, rows), format=printing.format, screen=printing.screen, output=printing.output)


def _make_document(found: Path, summary: Summary) -> dict[str, Any]:
    first, last = (moment and moment._asdict() for moment in (summary.first, summary.last))
    cases = summary.rows["interdiction"]
    return {"path": str(found), "cases": cases, **summary._asdict(), "first": first, "last": last}


def _list_rows(found: Path, summary: Summary) -> dict[str, Any]:
    rows: dict[str, Any] = {
        "path": str(found),
        "size": f"{summary.size:,} bytes" + (f", {summary.free:,} of them free" if summary.free else ""),
        "schema": summary.schema,
        "file id": summary.file_id,
        "cases": summary.rows["interdiction"],
    }
    rows.update({f"rows in {table}": count for table, count in summary.rows.items() if table != "interdiction"})
    rows.update({"changesets": summary.changesets, "changes": summary.changes, "conflicts": summary.conflicts})
    for name, moment in (("first change", summary.first), ("last change", summary.last)):
        rows[name] = moment and f"{moment.at[:16].replace('T', ' ')} UTC by {moment.author}"
    return rows


@command.command("backup")
def backup(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="the copy, or a folder for it; else beside the file, with the date")
    ] = "",
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Copy the file, even while others write to it; a file that is there already is never replaced.

    \b
    Examples:
      interdict db backup
      interdict db backup before-the-merge.sqlite

    See also: db migrate, export, check.
    """
    screen = open_words(quiet=quiet)
    found = find_file(ctx, db)
    target = Path(file)
    if not file or os.path.isdir(file):  # noqa: PTH112  # Path.is_dir raises where one may not look
        target = find_free_name(target / found.name if file else found, f"{datetime.now(UTC):%Y-%m-%d}")
    back_up(found, target)
    screen.say(f"copied {found} to {target}")
    if not screen.is_terminal:
        _print_path(screen, target)


@command.command("migrate")
def migrate(ctx: typer.Context, quiet: Quiet = False, db: Db = "") -> None:
    """Bring a file of an older interdict to the newest schema, after a backup beside it.

    \b
    Examples:
      interdict db migrate
      interdict db migrate --db old-cases.sqlite

    See also: db backup, db info.
    """
    screen = open_words(quiet=quiet)
    found = find_file(ctx, db)
    copy = migrate_file(found)
    if copy is None:
        screen.say(f"{found} has the newest schema ({SCHEMA}) already")
    else:
        screen.say(f"brought {found} to schema {SCHEMA}; {copy} is a copy of it as it was")
