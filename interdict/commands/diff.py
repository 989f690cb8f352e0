"""`interdict diff`: what another file has that this one lacks, and the other way round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from interdict.commands.conflicts import make_document as make_conflict
from interdict.commands.options import Printing, reads
from interdict.commands.received import describe_brought, make_document
from interdict.sharing.conflicts import list_conflicts
from interdict.sharing.receiving import count_lacking, list_authors, open_guests, rehearse
from interdict.store.connection import open_reading
from interdict.terminal.output import print_document, write_output
from interdict.terminal.progress import open_progress
from interdict.terminal.show import show


@reads()
def command(
    printing: Printing,
    path: Path,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="the other file")],
) -> None:
    """Show what another file has that this one lacks, where the two differ, and what it lacks itself.

    Nothing is changed. The other file is checked as for a merge.

    \b
    Examples:
      interdict diff colleague.sqlite
      interdict diff colleague.sqlite -f json

    See also: merge, log, blame.
    """
    with open_guests(path, [file], report=open_progress(printing.screen, "checking"), remembered=False) as guests:
        with open_reading(path) as connection:
            known = list_authors(connection)
            before = {_identify(each) for each in list_conflicts(connection)}
            stranger = guests[0].stranger
            lacking = count_lacking(connection, stranger.connection) if stranger else Counter[str]()
        with (
            rehearse(path, guests, report=open_progress(printing.screen, "comparing")) as (copy, received),
            open_reading(copy) as connection,
        ):
            conflicts = [
                make_conflict(connection, each) for each in list_conflicts(connection) if _identify(each) not in before
            ]
            document = make_document(connection, received, known, is_dry=True)
            lines = list(describe_brought(connection, received.brought[0], known))
    if printing.format in {"json", "yaml"}:
        document = {**document, "lacking": dict(lacking), "new_conflicts": conflicts}
        print_document(document, format=printing.format, screen=printing.screen, output=printing.output)
        return
    for each in conflicts:
        place = "/".join(part for part in (each["ref"], each["key"]) if part)
        lines.append(f"  would conflict: {place} {each['field']}")
    lines += list(_describe_lacking(file, lacking))
    write_output(printing.output, [f"{show(line)}\n" for line in lines], screen=printing.screen)


def _identify(conflict: object) -> tuple[object, ...]:
    return tuple(getattr(conflict, name) for name in ("table", "record", "field", "total"))


def _describe_lacking(file: Path, lacking: Counter[str]) -> Iterator[str]:
    if not lacking:
        yield f"{file} has everything that is here"
        return
    yield f"{file} lacks:"
    for author, number in lacking.items():
        yield f"  {number:,} changeset{'' if number == 1 else 's'} by {author}"
