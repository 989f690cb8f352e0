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
from interdict.commands.duplicate_check import Settled, list_hints, list_warnings, settle_duplicates, settle_pairs
from interdict.commands.duplicate_search import Duplicate, find_duplicates
from interdict.commands.options import Writing, name_author
from interdict.commands.place_option import list_odd
from interdict.domain.changes import Change
from interdict.domain.warnings import find_address_warnings, find_entry_warnings
from interdict.settings import find_author
from interdict.store.cases import read_records
from interdict.store.connection import Connection, open_reading, open_writing
from interdict.store.duplicates import has_left_out, list_present
from interdict.store.importing import Importing, Incoming
from interdict.store.log import Writer
from interdict.store.removals import warn_of_return
from interdict.terminal.preview import Preview
from interdict.terminal.progress import show_progress
from interdict.terminal.screen import Screen

# New cases that are compared with all others before they are written: more than these nobody can be asked about. The
# search holds an outline of every case, and an import of any size is to take little memory.
_MOST_COMPARED = 1000


class Import(NamedTuple):
    """An import as it was asked for: which documents, whether each is the whole of its case, and whether to ask.

    `settled` is what was decided on likely duplicates; None before any was looked for.
    """

    files: Sequence[DocumentFile]
    replace: bool
    screen: Screen
    ids: CaseIds
    may_ask: bool
    settled: Settled | None = None


class _Unsettled(Exception):  # noqa: N818  # as below
    def __init__(self, found: Sequence[Duplicate]) -> None:
        self.found = found


class _Unagreed(Exception):  # noqa: N818  # no error: it takes the transaction back so that the user can be asked
    def __init__(self, preview: Preview, fingerprint: bytes) -> None:
        self.preview = preview
        self.fingerprint = fingerprint


def import_files(how: Writing, files: Sequence[DocumentFile], *, replace: bool) -> Report:
    """Bring documents into the file as one changeset; with a dry run only show what would change.

    Raises typer.Exit when the user says no, and InterdictError when the file changed while they thought about it.
    """
    path = how.path
    wanted = Import(files, replace, how.screen, CaseIds(), may_ask=how.screen.can_ask and not (how.yes or how.dry_run))
    if how.dry_run:
        with open_reading(path) as connection:
            importing = Importing(connection, replace=wanted.replace)
            preview = _run(connection, wanted, importing, lambda _: None)
            show_changes(wanted.screen, preview, read_records(connection, preview.kept))
            wanted = wanted._replace(settled=_foresee_duplicates(connection, wanted, importing.staging.list_new()))
        return _report(importing, preview, wanted, uid=None, is_dry=True)
    try:
        return _write(path, wanted, None, yes=how.yes)
    except _Unsettled as unsettled:
        wanted = wanted._replace(settled=_settle(path, wanted, unsettled.found))
    except _Unagreed as unagreed:
        return _write_agreed(path, wanted, unagreed)
    try:
        return _write(path, wanted, None, yes=how.yes)
    except _Unagreed as unagreed:
        return _write_agreed(path, wanted, unagreed)


def _settle(path: Path, wanted: Import, found: Sequence[Duplicate]) -> Settled:
    """Ask about likely duplicates, with the file free for others; what is needed of the documents is read once more."""
    involved = {case.id for pair in found for case in pair[:2]}
    with open_reading(path) as connection:
        wanted.ids.start()
        known = know(connection, make_case_id=wanted.ids.make, is_whole=wanted.replace)
        incoming = [item for item in iterate_incoming(wanted.files, known) if item.case_id in involved]
        present = list_present(connection, involved)
        new = [item for item in incoming if item.case_id not in present]
        return settle_pairs(connection, found, new, wanted.screen, may_ask=wanted.may_ask)


def _write_agreed(path: Path, wanted: Import, asked: _Unagreed) -> Report:
    """Show what is going to change, ask, and write it."""
    with open_reading(path) as connection:
        present = read_records(connection, asked.preview.kept)
    ask_for(wanted.screen, asked.preview, present)
    return _write(path, wanted, asked.fingerprint, yes=True)


def _write(path: Path, wanted: Import, agreed: bytes | None, *, yes: bool) -> Report:
    with open_writing(path) as connection:
        importing = Importing(connection, replace=wanted.replace)
        writer = Writer(connection, author=find_author()[0])
        preview = _run(connection, wanted, importing, writer.write)
        if wanted.settled is None:
            writer.peek()  # so that the new cases stand in their tables
            wanted = wanted._replace(settled=_look_for_duplicates(connection, wanted, importing.staging.list_new()))
        if agreed is not None and writer.peek() != agreed:
            raise describe_race()
        if not yes and needs_asking(preview):
            raise _Unagreed(preview, writer.peek())
        if preview.number:
            name_author(wanted.screen, connection)
        uid = writer.finish()
    return _report(importing, preview, wanted, uid=uid, is_dry=False)


def _look_for_duplicates(connection: Connection, wanted: Import, new: set[str]) -> Settled:
    """Look for likely duplicates of the new cases, which are in the file by now; nobody else sees that yet.

    Raises _Unsettled where there is something to ask, or a case that was left out before.
    """
    if len(new) > _MOST_COMPARED and not has_left_out(connection):
        return Settled(uncompared=len(new))
    found = [
        Duplicate(pair.other, pair.one, pair.likeness) if pair.one.id not in new else pair
        for pair in (find_duplicates(connection, wanted=new) if new else ())
        if pair.verdict is None
    ]
    if found and (wanted.may_ask or has_left_out(connection)):
        # A reference that a new case has by now it may not get in the end.
        raise _Unsettled([_forget_refs(pair, new) for pair in found])
    return Settled(open=found)


def _foresee_duplicates(connection: Connection, wanted: Import, new: set[str]) -> Settled:
    """Look for likely duplicates of the new cases, which are nowhere but in their documents."""
    if len(new) > _MOST_COMPARED:
        return Settled(uncompared=len(new))
    wanted.ids.start()
    known = know(connection, make_case_id=wanted.ids.make, is_whole=wanted.replace)
    incoming = [item for item in iterate_incoming(wanted.files, known) if item.case_id in new]
    return settle_duplicates(connection, incoming, wanted.screen, may_ask=False)


def _forget_refs(pair: Duplicate, new: set[str]) -> Duplicate:
    one, other = (case._replace(ref=None) if case.id in new else case for case in pair[:2])
    return pair._replace(one=one, other=other)


def _name_new(importing: Importing) -> dict[str, str | None]:
    new = importing.staging.list_new()
    return {row.id: row.ref for row in importing.staging.list_cases() if row.id in new}


def _report(importing: Importing, preview: Preview, wanted: Import, *, uid: bytes | None, is_dry: bool) -> Report:
    def list_all_warnings() -> Iterator[str]:
        yield from staging.list_warnings()
        if wanted.settled is not None:
            yield from list_warnings(wanted.settled, {} if is_dry or not wanted.settled.open else _name_new(importing))

    def list_further() -> Iterator[str]:
        if wanted.settled is not None:
            yield from list_hints(wanted.settled, {} if is_dry else _name_new(importing))

    def list_rows() -> Iterator[dict[str, Any]]:
        return (row._asdict() for row in importing.staging.list_cases())

    staging = importing.staging
    sources = importing.changed_sources.values
    return Report(uid, is_dry, preview.number, list_rows, sources, list_all_warnings, list_further)


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


def _apply(settled: Settled | None, incoming: Iterator[Incoming]) -> Iterator[Incoming]:
    """Yield what is to be written, with what was decided on likely duplicates."""
    if settled is None:
        yield from incoming
        return
    seen: set[str] = set()
    for item in incoming:
        seen.update({item.case_id} & settled.judgements.keys() if item.case_id else ())
        yield from settled.apply_to(item)
    yield from settled.list_elsewhere(seen)


def _run(
    connection: Connection, wanted: Import, importing: Importing, take: Callable[[Sequence[Change]], None]
) -> Preview:
    """Read and plan all documents, hand the changes on, and return what is shown of them."""
    wanted.ids.start()
    known = know(connection, read_present=importing.read_present, make_case_id=wanted.ids.make, is_whole=wanted.replace)
    preview = Preview()
    with _without_collector(), locate_clash(wanted.files):
        incoming = iterate_incoming(wanted.files, known)
        for item in show_progress(_apply(wanted.settled, incoming), wanted.screen, "importing case"):
            changes = importing.plan(item)
            preview.add(changes)
            take(changes)
            if item.case_id:
                is_new = item.has_id and not importing.read_present(item.case_id)
                if is_new and (returned := warn_of_return(connection, item.case_id)):
                    importing.staging.add_warning(item.case_id, returned)
                for warning in [*list_odd(item.records.values()), *find_entry_warnings(changes)]:
                    importing.staging.add_warning(item.case_id, warning)
        for changes in importing.plan_rest():
            preview.add(changes)
            take(changes)
            for warning in find_address_warnings(changes):
                importing.staging.add_warning(None, warning)
    return preview
