"""What every way to add cases does with what it has read: look for duplicates, write, tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from interdict.commands.case_options import make_tree
from interdict.commands.changing import NOTHING_MORE, change_file, list_new_cases, report_outcome
from interdict.commands.documents import CaseIds, DocumentFile, locate_clash, open_files, read_few, read_options
from interdict.commands.duplicate_check import Settled, list_warnings, say_how_to_judge, settle_duplicates
from interdict.commands.options import Writing
from interdict.commands.place_option import check_positions, fill_place, list_odd_by_case
from interdict.domain.changes import Change
from interdict.domain.completeness import NOTHING_SAID, says_something
from interdict.domain.ids import make_id
from interdict.errors import DataError, UsageError
from interdict.store.cases import read_record
from interdict.store.connection import Connection, check_header, open_reading
from interdict.store.importing import Incoming, plan_import
from interdict.store.removals import warn_of_return

# Reads what is to be added, within the transaction that writes it; tells what the gazetteer added in the list.
Read = Callable[[Connection, list[str]], Sequence[Incoming]]


def add_document(how: Writing, file: Path) -> None:
    """Add the cases of a document."""
    check_header(how.path)  # before standard input is waited for
    ids = CaseIds()
    with open_files([file]) as files:
        with open_reading(how.path) as connection:
            incoming = read_few(files, connection, ids)
        settled = settle(how, incoming)
        write_cases(how, lambda connection, _: read_few(files, connection, ids), settled, files=files)


def add_options(how: Writing, given: Mapping[str, Any]) -> None:
    """Add the case that options give."""
    if "place" in given and not str(given["place"]).strip():
        raise UsageError("--place is empty", hint="nothing was written; name a place such as Bangkok, or leave it out")
    case_id = make_id()

    def read(connection: Connection, said: list[str]) -> Sequence[Incoming]:
        # Read anew within the transaction, for its sources are looked up in the file.
        tree = make_tree(given, connection)
        return [read_case_tree(tree, case_id, said, has_typed_place=bool(given.get("place")))]

    with open_reading(how.path) as connection:
        incoming = read(connection, [])
    write_cases(how, read, settle(how, incoming))


def add_in_editor(how: Writing, given: Mapping[str, Any]) -> None:
    """Add the case that the user writes in an editor, begun with what the options give."""
    from interdict.commands import add_in_editor as editor  # not wanted by the other ways to add
    from interdict.commands.desk import Choices

    with open_reading(how.path) as connection:
        tree = make_tree(given, connection)
    if not (how.screen.can_ask or how.yes):
        raise UsageError("--editor needs a terminal", hint="give the case as options, or as a document")
    added = editor.add_in_editor(how.path, tree, Choices(how.screen, yes=how.yes, dry_run=how.dry_run))
    if added is None:
        how.screen.say("nothing was added")
        return
    cases = list_new_cases(added.outcome)
    refs = {} if how.dry_run else {case.id: case.values.get("ref") for case in cases}
    report_outcome(how.printing, added.outcome, cases, warnings=list_warnings(added.settled, refs))
    say_how_to_judge(added.settled, refs, how.screen)


def read_case_tree(tree: dict[str, Any], case_id: str, said: list[str], *, has_typed_place: bool) -> Incoming:
    """Return the case that a tree of options or answers holds, with what the gazetteer adds to a typed place."""
    document = read_options(tree, case_id=case_id)
    if not says_something(document.records.values()):
        raise DataError(NOTHING_SAID, hint="nothing was written; 'interdict add --help' lists the options")
    records = document.records
    if has_typed_place:
        records = {**records, case_id: fill_place(records[case_id], {}, said)}
    return Incoming(document.case_id, records, has_id=False)


def settle(how: Writing, incoming: Sequence[Incoming]) -> Settled:
    """Refuse cases that the file has, and settle which of the others are likely duplicates."""
    with open_reading(how.path) as connection:
        _refuse_present(connection, incoming)
        return settle_duplicates(connection, incoming, how.screen, may_ask=not (how.yes or how.dry_run))


def write_cases(
    how: Writing,
    read: Read,
    settled: Settled,
    *,
    files: Sequence[DocumentFile] = (),
    is_seen: bool = False,
    more: Mapping[str, Any] = NOTHING_MORE,
    doubts: Sequence[str] = (),
) -> None:
    """Write cases in one transaction and tell what was done; what is odd was told before where the case `is_seen`.

    `doubts` are warnings that the caller has; a report in JSON has `more` besides.
    """
    incoming: Sequence[Incoming] = ()
    said: list[str] = []
    returned: list[str] = []
    shared: list[str] = []

    def plan(connection: Connection) -> list[Change]:
        nonlocal incoming
        said.clear()
        incoming = read(connection, said)
        for item in incoming:
            check_positions(item.records.values())
        _refuse_present(connection, incoming)
        returned[:] = _list_returned(connection, incoming)
        with locate_clash(files):
            return plan_import(connection, settled.apply(incoming), keep_sources=True, doubts=shared)

    outcome = change_file(how, plan)
    cases = list_new_cases(outcome)
    refs = {} if how.dry_run else {case.id: case.values.get("ref") for case in cases}
    written = settled.apply(incoming)
    is_told = is_seen and how.printing.format == "table"
    warnings = [] if is_told else list_odd_by_case([(item.case_id, item.records) for item in written], refs)
    for line in () if is_told else said:
        how.screen.say(line)
    told = [*doubts, *returned, *shared, *warnings, *list_warnings(settled, refs)]
    report_outcome(how.printing, outcome, cases, warnings=told, more=more)
    say_how_to_judge(settled, refs, how.screen)


def _list_returned(connection: Connection, incoming: Sequence[Incoming]) -> list[str]:
    """Return a warning for each case that was removed and comes back, by its id in a document."""
    known = [(item.case_id, item.records) for item in incoming if item.case_id and item.has_id]
    found = ((records[case_id], warn_of_return(connection, case_id)) for case_id, records in known)
    return [f"{case.values.get('ref', case.id)}: {warning}" for case, warning in found if warning]


def _refuse_present(connection: Connection, incoming: Sequence[Incoming]) -> None:
    """Adding is not changing: a case that the file has is for `edit` and `import`."""
    for item in incoming:
        present = item.case_id and read_record(connection, "interdiction", item.case_id)
        if present:
            raise DataError(
                f"the case {present.values.get('ref', present.id)} is in the file already",
                hint="'interdict import' brings it up to date, 'interdict edit' changes it",
            )
