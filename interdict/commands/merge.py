"""`interdict merge`: put other people's files together with one's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from interdict.commands.options import (
    Color,
    Db,
    DryRun,
    Format,
    NoInput,
    Output,
    Printing,
    Quiet,
    Yes,
    find_file,
    find_signers,
    open_printing,
)
from interdict.commands.received import describe_brought, describe_state, list_rows, make_document
from interdict.errors import NotFoundError
from interdict.settings import find_author
from interdict.sharing.copies import find_conflict_copies
from interdict.sharing.merging import list_new_headers
from interdict.sharing.receiving import (
    Guest,
    Received,
    list_authors,
    list_newcomers,
    open_guests,
    receive,
    rehearse,
)
from interdict.sharing.signing import find_vouched, list_principals, make_principal
from interdict.sharing.vetting import Stranger
from interdict.store.connection import Connection, open_reading
from interdict.store.verification import Header
from interdict.terminal.output import Column, Section, print_document, print_rows
from interdict.terminal.progress import open_progress

WITH_CONFLICTS = 5  # the exit code


def command(
    ctx: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", help="files that others sent you")] = None,
    review: Annotated[
        bool, typer.Option("--review", help="take changes by people new to this file only when you say so")
    ] = False,
    take: Annotated[
        list[str] | None, typer.Option("--take", metavar="AUTHOR", help="with --review: someone whose changes to take")
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    format: Format = "auto",
    output: Output = None,
    color: Color = "auto",
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Put the changes that other files hold into this one; nothing is lost, and nothing is decided for you.

    Each file is copied, checked from end to end, and refused whole (exit code 4) unless interdict wrote it. Where two
    people changed one value differently, both stay until you choose (exit code 5). Without FILE, conflict copies that
    a program for shared folders left beside this file are offered.

    \b
    Examples:
      interdict merge colleague.sqlite --dry-run
      interdict merge colleague.sqlite 'cases (conflicted copy).sqlite' --review

    See also: diff, conflicts, resolve, share, log, help merging.
    """
    printing = open_printing(format, output, color=color, quiet=quiet, no_input=no_input)
    path = find_file(ctx, db)
    screen = printing.screen
    with open_guests(path, files or _offer_copies(path, printing), report=open_progress(screen, "checking")) as guests:
        with open_reading(path) as connection:
            known = list_authors(connection) | {find_author()[0]}
        vouching = _check_signatures(path, guests, printing)
        choose = _review(path, guests, printing, known | set(take or ()), vouching) if review else None
        report = open_progress(screen, "merging")
        if dry_run or (not yes and screen.can_ask):
            with rehearse(path, guests, choose=choose, report=report) as (copy, received):
                _tell(copy, received, printing, known, is_dry=dry_run)
            if dry_run:
                return
            if _is_new(received) and not screen.ask_yes("merge?"):
                screen.say("nothing was changed")
                raise typer.Exit(1)
            received = receive(path, guests, choose=choose, report=report)
        else:
            received = receive(path, guests, choose=choose, report=report)
            _tell(path, received, printing, known, is_dry=False)
    if received.conflicts:
        raise typer.Exit(WITH_CONFLICTS)


def _offer_copies(path: Path, printing: Printing) -> list[Path]:
    """Return the conflict copies beside the file, those that the user wants."""
    copies = find_conflict_copies(path)
    if not copies:
        raise NotFoundError(
            f"there is nothing to merge: no file named, and no conflict copy beside {path.name}",
            hint="name the file that someone sent you: interdict merge FILE",
        )
    screen = printing.screen
    wanted = [copy for copy in copies if screen.ask_yes(f"merge {copy.name}?")] if screen.can_ask else []
    if not wanted:
        names = " ".join(f"'{copy}'" for copy in copies)
        raise NotFoundError("nothing was merged", hint=f"to merge what lies beside the file: interdict merge {names}")
    return wanted


class Vouching(NamedTuple):
    """Who is known to sign, and the changesets for which a good signature vouches."""

    signers: frozenset[str]
    vouched: set[bytes]

    def trusts(self, header: Header) -> bool:
        """Say whether a changeset is signed by a key that is known to be its author's."""
        return header.uid in self.vouched

    def doubts(self, header: Header) -> bool:
        """Say whether a changeset is not signed although its author is known to sign."""
        return not self.trusts(header) and make_principal(header.changeset.actor) in self.signers


def _check_signatures(path: Path, guests: Sequence[Guest], printing: Printing) -> Vouching:
    """Verify the signatures that come along, and say which changesets lack one that they should have.

    Raises DataError when a signature is bad.
    """
    signers = find_signers()
    vouching = Vouching(list_principals(signers), set())
    for guest in guests:
        if guest.stranger is not None:
            other = guest.stranger.connection
            for uid, signer in find_vouched(other, signers).items():
                row = other.execute("SELECT actor FROM changeset WHERE +uid = ?", (uid,)).fetchone()
                if row is not None and row[0] == signer:
                    vouching.vouched.add(uid)
    if vouching.signers:
        doubted = Counter[str]()
        with open_reading(path) as connection:
            for guest in guests:
                if guest.stranger is not None:
                    headers = list_new_headers(connection, guest.stranger.connection)
                    doubted.update(header.changeset.actor for header in headers if vouching.doubts(header))
        for author, number in doubted.items():
            printing.screen.warn(f"warning: {number} changesets in the name of {author}, who signs, are not signed")
    return vouching


def _review(
    path: Path, guests: Sequence[Guest], printing: Printing, known: set[str], vouching: Vouching
) -> Callable[[Connection, Stranger], Callable[[Header], bool]]:
    """Ask, author by author, whose changes to take; without a terminal those of new people are held back.

    Changes that a known key signed are taken; those in the name of someone who signs, but unsigned, are asked about.
    """

    def is_doubtful(header: Header) -> bool:
        if vouching.trusts(header):
            return False
        return header.changeset.actor not in known or vouching.doubts(header)

    trusted: set[str] = set()
    with open_reading(path) as connection:
        newcomers = list_newcomers(connection, guests, is_doubtful)
    for author, headers in newcomers.items():
        first, last = min(header.changeset.hlc for header in headers), max(header.changeset.hlc for header in headers)
        who = "who signs, but did not sign these" if author in known else "who is new to this file"
        what = f"{len(headers)} changesets by {author}, {who}, of {first[:10]} to {last[:10]}"
        if printing.screen.can_ask and printing.screen.ask_yes(f"take {what}?"):
            trusted.add(author)
        elif not printing.screen.can_ask:
            printing.screen.say(f"held back: {what}; --take '{author}' takes them")
    return lambda _connection, _stranger: lambda header: not is_doubtful(header) or header.changeset.actor in trusted


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
