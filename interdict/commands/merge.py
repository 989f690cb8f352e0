"""`interdict merge`: put other people's files together with one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.options import Printing, Writing, writes
from interdict.commands.proposals import is_reading_copy, propose
from interdict.commands.received import describe_brought, describe_state, list_rows, make_document
from interdict.commands.reviewing import check_signatures, review
from interdict.errors import NotFoundError, UsageError
from interdict.settings import find_author
from interdict.sharing.copies import find_conflict_copies
from interdict.sharing.receiving import Received, list_authors, open_guests, receive, rehearse
from interdict.store.connection import open_reading
from interdict.terminal.output import Column, Section, print_document, print_rows
from interdict.terminal.progress import open_progress
from interdict.terminal.screen import Screen

WITH_CONFLICTS = 5  # the exit code


@writes
def command(
    how: Writing,
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", help="files that others sent you")] = None,
    ask: Annotated[
        bool,
        typer.Option(
            "--review",
            help="take changes by people new to this file only when you say so; of a reading copy, also what is older",
        ),
    ] = False,
    take: Annotated[
        list[str] | None, typer.Option("--take", metavar="AUTHOR", help="with --review: someone whose changes to take")
    ] = None,
) -> None:
    """Put the changes that other files hold into this one; nothing is lost, and nothing is decided for you.

    Each file is copied, checked from end to end, and refused whole (exit code 4) unless interdict wrote it. Where two
    people changed one value differently, both stay until you choose (exit code 5). Where nobody can be asked, a merge
    that removes records wants --yes. Without FILE, conflict copies that a program for shared folders left beside this
    file are offered. From a reading copy ('publish', 'extract') come proposals: they are shown, and taken only when you
    agree; what you changed since it was written stays, and is proposed only with --review.

    \b
    Examples:
      interdict merge colleague.sqlite --dry-run
      interdict merge colleague.sqlite 'cases (conflicted copy).sqlite' --review

    See also: diff, conflicts, resolve, share, log, help merging.
    """
    path, screen = how.path, how.screen
    named = files or _offer_copies(path, screen)
    if copies := [file for file in named if is_reading_copy(file)]:
        if len(copies) < len(named):
            raise UsageError("reading copies and files with a log are merged apart", hint="name one kind at a time")
        propose(how, copies, takes_older=ask)
        return
    with open_guests(path, named, report=open_progress(screen, "checking")) as guests:
        with open_reading(path) as connection:
            known = list_authors(connection) | {find_author()[0]}
        vouching = check_signatures(path, guests, screen)
        choose = review(path, guests, screen, known, vouching, set(take or ())) if ask else None
        report = open_progress(screen, "merging")
        if how.dry_run or (not how.yes and screen.can_ask):
            with rehearse(path, guests, choose=choose, report=report) as (copy, received):
                _tell(copy, received, how.printing, known, is_dry=how.dry_run)
            if how.dry_run:
                return
            if _is_new(received) and not screen.ask_yes("merge?"):
                screen.say("nothing was changed")
                raise typer.Exit(1)
            received = receive(path, guests, choose=choose, report=report)
            if _is_new(received):
                screen.say("merged")
        else:
            agree = None if how.yes else refuse_removals
            received = receive(path, guests, choose=choose, report=report, agree=agree)
            _tell(path, received, how.printing, known, is_dry=False)
    if received.conflicts:
        raise typer.Exit(WITH_CONFLICTS)


def refuse_removals(received: Received) -> None:
    """Raise UsageError where a merge would remove records and nobody can be asked whether it may."""
    if received.removed:
        records = f"{received.removed:,} record{'' if received.removed == 1 else 's'}"
        raise UsageError(
            f"{records} would be removed (nobody to ask: no terminal, or --no-input); nothing was merged",
            hint="--dry-run and 'interdict diff FILE' say which; give --yes to go ahead without being asked",
        )


def _offer_copies(path: Path, screen: Screen) -> list[Path]:
    """Return the conflict copies beside the file, those that the user wants."""
    copies = find_conflict_copies(path)
    if not copies:
        raise NotFoundError(
            f"there is nothing to merge: no file named, and no conflict copy beside {path.name}",
            hint="name the file that someone sent you: interdict merge FILE",
        )
    wanted = [copy for copy in copies if screen.ask_yes(f"merge {copy.name}?")] if screen.can_ask else []
    if not wanted:
        names = " ".join(f"'{copy}'" for copy in copies)
        raise NotFoundError("nothing was merged", hint=f"to merge what lies beside the file: interdict merge {names}")
    return wanted


def _tell(path: Path, received: Received, printing: Printing, known: set[str], *, is_dry: bool) -> None:
    screen = printing.screen
    with open_reading(path) as connection:
        for brought in received.brought:
            for line in describe_brought(connection, brought, known):
                screen.say(line)
        for line in describe_state(received):
            screen.say(line)
        if printing.format in {"json", "yaml"}:
            document = make_document(connection, received, known, is_dry=is_dry)
            print_document(document, format=printing.format, screen=screen, output=printing.output)
        elif printing.format != "table" or printing.output is not None:
            rows = list(list_rows(received))
            columns = tuple(Column(key, key) for key in rows[0])
            print_rows(Section(columns, rows), format=printing.format, screen=screen, output=printing.output)
    if is_dry:
        screen.say("a dry run: nothing was changed")


def _is_new(received: Received) -> bool:
    return any(brought.merged and not brought.merged.is_empty for brought in received.brought)
