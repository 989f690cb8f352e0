"""`interdict check`: check a file for damage and against its log."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.options import Printing, Yes, find_signers, name_author, reads
from interdict.errors import DataError, UsageError
from interdict.sharing.signing import BAD, read_signatures, verify
from interdict.sharing.signing import MOST as MOST_SIGNATURES
from interdict.store.checks import CHECKS, Finding, run_check
from interdict.store.connection import Connection, open_reading, open_writing, suggest_recovery
from interdict.store.settling import settle_drift
from interdict.terminal.output import FOR_PEOPLE, Column, Section, print_rows
from interdict.terminal.progress import show_elapsed
from interdict.terminal.screen import Screen

MOST = 1000  # findings of one check that are listed; who has more needs another copy, not a longer list


@reads()
def command(
    printing: Printing,
    path: Path,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="make the rows that were changed outside interdict anew from the log")
    ] = False,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="enter rows that were changed outside interdict into the log as they are")
    ] = False,
    yes: Yes = False,
) -> None:
    """Check a file: damage, a changed schema, altered changes, dangling references, and the record against the log.

    Nothing is changed but with --rebuild or --adopt, which settle rows that were edited outside interdict. The exit
    code is 4 when something is found and not settled.

    \b
    Examples:
      interdict check
      interdict check --rebuild

    See also: log, recover, db info, db backup.
    """
    if rebuild and adopt:
        raise UsageError("--rebuild and --adopt exclude each other", hint="the first undoes what the second keeps")
    with open_reading(path) as connection:
        found = _find_all(connection, printing.screen)
    columns = tuple(Column(key, key.capitalize()) for key in Finding._fields)
    if found or printing.format not in FOR_PEOPLE:
        rows = [finding._asdict() for finding in found]
        print_rows(Section(columns, rows), format=printing.format, screen=printing.screen, output=printing.output)
    if not found:
        return
    hint = "'interdict db backup' keeps a copy before you do anything"
    if any(finding.check in {"structure", "hashes"} for finding in found):
        hint = suggest_recovery(path)
    if rebuild or adopt:
        hint = _refuse(path, found, printing.screen, yes=yes)
        if not hint and _settle(path, printing.screen, adopt=adopt, yes=yes):
            return
    raise DataError("1 problem found" if len(found) == 1 else f"{len(found):,} problems found", hint=hint)


def _find_all(connection: Connection, screen: Screen) -> list[Finding]:
    """Run all checks, and say of each how it went."""
    findings: list[Finding] = []
    for name, check in CHECKS.items():
        with show_elapsed(screen, f"checking {name}") as tick:
            found = list(islice(run_check(connection, name, tick=tick), MOST))
        findings += found
        more = ", and perhaps more" if len(found) == MOST else ""
        screen.say(f"{name}: {check.meaning if not found else f'{len(found):,} found{more}'}")
        if name == "structure" and found:
            return findings  # what a damaged file says of itself is worth nothing
    return [*findings, *_check_signatures(connection, screen)]


def _check_signatures(connection: Connection, screen: Screen) -> list[Finding]:
    """Verify the signatures that a file holds, and say how many; nothing where it holds none."""
    signatures = list(islice(read_signatures(connection), MOST_SIGNATURES))
    if not signatures:
        return []
    signers = find_signers()
    remedy = "it was altered, or made with a key that is not theirs: ask them"
    found = [
        Finding("signatures", each.id.hex()[:10], f"the signature by {each.signer[:60]} is not good", remedy)
        for each in signatures
        if verify(each, signers) == BAD
    ]
    screen.say(f"signatures: {f'{len(found):,} found' if found else 'none is bad'}")
    return found


def _refuse(path: Path, found: Sequence[Finding], screen: Screen, *, yes: bool) -> str:
    """Return why rows cannot be settled now, as a hint; empty where they can."""
    if any(finding.check in {"structure", "schema", "hashes"} for finding in found):
        return f"nothing was settled, for rows follow the log, and this one is not whole; {suggest_recovery(path)}"
    if not yes and not screen.can_ask:
        return "nothing was settled, for there is nobody to ask; --yes does it without asking"
    return ""


def _settle(path: Path, screen: Screen, *, adopt: bool, yes: bool) -> bool:
    """Settle the rows that are not what the log says; say whether nothing else is wrong then."""
    question = "enter these rows into the log as they are?" if adopt else "make these rows again as the log has them?"
    if not yes and not screen.ask_yes(question):
        screen.say("nothing was changed")
        return False
    with open_writing(path) as connection:
        author = name_author(screen, connection) if adopt else ""
        number = settle_drift(connection, adopt=adopt, author=author)
    screen.say(f"{'adopted' if adopt else 'put back'} {number:,} record{'' if number == 1 else 's'}")
    with open_reading(path) as connection:
        rest = [finding for name in CHECKS for finding in islice(run_check(connection, name), MOST)]
    for finding in rest[:3]:
        screen.warn(f"still there: {finding.place}: {finding.finding}")
    return not rest
