"""How `import` changes the file: document by document, so that a hundred thousand take no more memory than ten.

Documents are read, planned and written in one transaction. Where the user has to agree first, it is taken back, and
all is done again once they have.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from interdict.commands.changing import Report, ask_for, describe_race, needs_asking, show_changes
from interdict.commands.documents import CaseIds, DocumentFile, iterate_incoming, know, locate_clash
from interdict.commands.options import Writing, name_author
from interdict.commands.place_option import warn_of_positions
from interdict.domain.changes import Change
from interdict.domain.warnings import find_warnings
from interdict.settings import find_author
from interdict.store.cases import read_records
from interdict.store.connection import Connection, open_reading, open_writing
from interdict.store.importing import Importing
from interdict.store.log import Writer
from interdict.terminal.preview import Preview
from interdict.terminal.progress import show_progress
from interdict.terminal.screen import Screen


class Import(NamedTuple):
    """An import as it was asked for: which documents, and whether each is the whole of its case."""

    files: Sequence[DocumentFile]
    replace: bool
    screen: Screen
    ids: CaseIds


class _Unagreed(Exception):  # noqa: N818  # no error: it takes the transaction back so that the user can be asked
    def __init__(self, preview: Preview, fingerprint: bytes) -> None:
        self.preview = preview
        self.fingerprint = fingerprint


def import_files(how: Writing, files: Sequence[DocumentFile], *, replace: bool) -> Report:
    """Bring documents into the file as one changeset; with a dry run only show what would change.

    Raises typer.Exit when the user says no, and InterdictError when the file changed while they thought about it.
    """
    path, wanted = how.path, Import(files, replace, how.screen, CaseIds())
    if how.dry_run:
        with open_reading(path) as connection:
            importing = Importing(connection, replace=wanted.replace)
            preview = _run(connection, wanted, importing, lambda _: None)
            show_changes(wanted.screen, preview, read_records(connection, preview.kept))
        return _report(importing, preview, uid=None, is_dry=True)
    try:
        return _write(path, wanted, None, yes=how.yes)
    except _Unagreed as unagreed:
        asked = unagreed
    with open_reading(path) as connection:
        present = read_records(connection, asked.preview.kept)
    ask_for(wanted.screen, asked.preview, present)
    return _write(path, wanted, asked.fingerprint, yes=True)


def _write(path: Path, wanted: Import, agreed: bytes | None, *, yes: bool) -> Report:
    with open_writing(path) as connection:
        importing = Importing(connection, replace=wanted.replace)
        writer = Writer(connection, author=find_author()[0])
        preview = _run(connection, wanted, importing, writer.write)
        if agreed is not None and writer.peek() != agreed:
            raise describe_race()
        if not yes and needs_asking(preview):
            raise _Unagreed(preview, writer.peek())
        if preview.number:
            name_author(wanted.screen, connection)
        uid = writer.finish()
    return _report(importing, preview, uid=uid, is_dry=False)


def _report(importing: Importing, preview: Preview, *, uid: bytes | None, is_dry: bool) -> Report:
    def list_rows() -> Iterator[dict[str, Any]]:
        return (row._asdict() for row in importing.staging.list_cases())

    staging = importing.staging
    return Report(uid, is_dry, preview.number, list_rows, importing.changed_sources.values, staging.list_warnings)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Do without Python's search for what only points to itself: there is none, and it takes a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _run(
    connection: Connection, wanted: Import, importing: Importing, take: Callable[[Sequence[Change]], None]
) -> Preview:
    """Read and plan all documents, hand the changes on, and return what is shown of them."""
    wanted.ids.start()
    known = know(connection, read_present=importing.read_present, make_case_id=wanted.ids.make, is_whole=wanted.replace)
    preview = Preview()
    with _without_collector(), locate_clash(wanted.files):
        for item in show_progress(iterate_incoming(wanted.files, known), wanted.screen, "importing case"):
            changes = importing.plan(item)
            preview.add(changes)
            take(changes)
            if item.case_id:
                records = item.records.values()
                for warning in (*find_warnings(records), *warn_of_positions(records)):
                    importing.staging.add_warning(item.case_id, warning)
        for changes in importing.plan_rest():
            preview.add(changes)
            take(changes)
    return preview
