"""`interdict share`: write a copy of the file for someone else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.options import Printing, reads
from interdict.sharing.outgoing import Shared, write_share
from interdict.terminal.output import print_document
from interdict.terminal.progress import open_progress


@reads()
def command(
    printing: Printing,
    path: Path,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="the copy to write; it must not exist yet")],
) -> None:
    """Write a clean, compact copy of the whole file, with its log, for someone to read, change and merge back.

    It holds everything, private fields and sharing marks included, and says so. For readers who should not get all of
    it, use 'publish' instead.

    \b
    Examples:
      interdict share for-colleague.sqlite
      interdict share cases.sqlite -f json

    See also: publish, merge, forget, db backup.
    """
    shared = write_share(path, file, report=open_progress(printing.screen, "checking"))
    for line in _describe(file, shared):
        printing.screen.say(line)
    if printing.format in {"json", "yaml"}:
        document = {"file": str(file), **shared._asdict()}
        print_document(document, format=printing.format, screen=printing.screen, output=printing.output)


def _describe(file: Path, shared: Shared) -> Iterator[str]:
    authors = ", ".join(shared.authors[:9]) or "nobody"
    yield f"wrote {file}: {shared.cases:,} cases, {shared.changesets:,} changesets by {authors}"
    for table, number in shared.private.items():
        name = "case" if table == "interdiction" else table
        yield f"warning: it holds what is marked private: {number} {name}{'' if number == 1 else ' records'}"
    for mark, number in shared.tlp.items():
        yield f"warning: it holds {number} marked TLP:{mark.upper()}"
    if shared.persons:
        yield f"warning: it names {shared.persons} private person{'' if shared.persons == 1 else 's'}"
    if shared.conflicts:
        yield f"it holds {shared.conflicts} open conflicts: 'interdict resolve' settles them"
