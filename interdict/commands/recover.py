"""`interdict recover`: save what verifies from a damaged file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.options import Printing, prints
from interdict.errors import DataError
from interdict.sharing.recovery import recover
from interdict.store.migrations import find_free_name
from interdict.terminal.output import print_document
from interdict.terminal.progress import open_progress


@prints()
def command(
    printing: Printing,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="the damaged file; it is only read")],
    new: Annotated[
        Path | None, typer.Argument(metavar="[NEW]", help="the file to write; FILE.recovered by default")
    ] = None,
) -> None:
    """Save from a damaged file every changeset that still verifies, and the record that follows from them.

    It also takes the log out of a file that another program changed, and leaves out what was altered. What is saved is
    as trustworthy as who made it: look at 'interdict log' of the new file. The exit code is 4 where something was lost.

    \b
    Examples:
      interdict recover cases.sqlite
      interdict recover stick/cases.sqlite saved.sqlite

    See also: check, merge, db backup.
    """
    screen = printing.screen
    target = new or find_free_name(file, "recovered")
    recovered = recover(file, target, report=open_progress(screen, "saving"))
    number = sum(recovered.changesets.values())
    screen.say(
        f"saved to {target}: {_word(number, number + recovered.lost)} changesets with {recovered.changes:,} changes, "
        f"{_word(recovered.cases, recovered.had_cases)} cases"
    )
    for reason in recovered.reasons:
        screen.say(f"lost: {reason}")
    if recovered.lost > len(recovered.reasons):
        screen.say(f"lost: {recovered.lost - len(recovered.reasons):,} more")
    if printing.format in {"json", "yaml"}:
        document = {"file": str(target), **recovered._asdict()}
        print_document(document, format=printing.format, screen=screen, output=printing.output)
    if not recovered.is_whole:
        raise DataError(
            f"{file} was saved only in part", hint=f"'interdict --db {target} list' shows the cases that were saved"
        )


def _word(saved: int, total: int | None) -> str:
    """Write how many were saved of how many, as far as that is known."""
    return f"{saved:,} of {total:,}" if total is not None and total >= saved else f"{saved:,}"
