"""`interdict db`: where the file is, what it holds, backup, migrate."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.options import Db, Printing, Quiet, expand, find_file, never_asks, open_words, reads
from interdict.errors import DataError
from interdict.store.connection import SCHEMA, check_header, open_reading, suggest_recovery, translate_errors
from interdict.store.damage import find_damage
from interdict.store.migrations import back_up, find_free_name, migrate_file
from interdict.store.summary import Summary, summarise
from interdict.terminal.files import write_line
from interdict.terminal.output import Column, Section, print_document, print_rows

command = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Say where the file is and what it holds, copy it, bring it to the newest schema.",
)


@command.command("path", short_help="print the path of the file")
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
    write_line(str(found), screen)
    if not os.path.lexists(found):
        screen.say("there is no such file yet; 'interdict init' makes it")


@command.command("info", short_help="what the file holds, its size and schema")
@reads()
def info(printing: Printing, path: Path) -> None:
    """Show what the file holds: cases, records, changes, its size and schema.

    \b
    Examples:
      interdict db info
      interdict db info -f json

    See also: db path, log, check.
    """
    with open_reading(path) as connection:
        summary = summarise(connection)
        document, facts = _make_document(path, summary), _list_rows(path, summary)
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


@command.command("backup", short_help="copy the file")
@never_asks
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
    check_header(found)
    target = expand(file)
    if not file or os.path.isdir(file):  # noqa: PTH112  # Path.is_dir raises where one may not look
        target = find_free_name(target / found.name if file else found, f"{datetime.now(UTC):%Y-%m-%d}")
    back_up(found, target)
    screen.say(f"copied {found} to {target}")
    with translate_errors(found):
        damage = find_damage(target)
    if damage:
        screen.warn(f"warning: it is damaged ({damage}), and so is the copy")
        screen.warn(f"hint: {suggest_recovery(found)}")
    if not screen.is_terminal:
        write_line(str(target), screen)


@command.command("migrate", short_help="bring the file to the newest schema")
@never_asks
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
    check_header(found)
    with translate_errors(found):
        damage = find_damage(found)
    if damage:
        raise DataError(f"{found} is damaged ({damage}), and was not touched", hint=suggest_recovery(found))
    copy = migrate_file(found)
    if copy is None:
        screen.say(f"{found} has the newest schema ({SCHEMA}) already")
    else:
        screen.say(f"brought {found} to schema {SCHEMA}; {copy} is a copy of it as it was")
