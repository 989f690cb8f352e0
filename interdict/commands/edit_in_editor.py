"""`interdict edit REF` without options: the whole case in the editor, three-way where the file changes under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from interdict.commands.changing import Outcome, carry_out
from interdict.commands.desk import (
    Choices,
    Desk,
    ReopenError,
    confirm,
    parse_text,
    read_problems,
    show_preview,
    work_at,
)
from interdict.commands.documents import know
from interdict.commands.place_option import check_positions, list_odd
from interdict.domain.changes import CREATE, DELETE, UPDATE, Change, apply_changes, plan_changes
from interdict.domain.document_reader import read_case
from interdict.domain.document_writer import write_case
from interdict.domain.fields import get_fields
from interdict.domain.order import keep_order
from interdict.domain.persons import find_private
from interdict.domain.problems import DocumentError
from interdict.domain.rebasing import Clash, Rebased, rebase_changes, redirect, restore_clash
from interdict.domain.records import Record
from interdict.domain.wording import format_value
from interdict.errors import NotFoundError, UsageError
from interdict.store.cases import find_case, pick_record, read_record
from interdict.store.cases import read_case as read_case_records
from interdict.store.connection import Connection, open_reading
from interdict.store.dependents import complete_removals, plan_removals
from interdict.store.importing import keep_key
from interdict.store.sources import read_sources
from interdict.store.watching import find_newest_change, list_authors_since
from interdict.terminal.case_text import find_row_line, find_value_line, write_case_text
from interdict.terminal.document_diff import diff_documents
from interdict.terminal.preview import Preview


class State(NamedTuple):
    """A case as the file has it at one moment, and the newest change by then."""

    records: dict[str, Record]
    newest: int


class _ChangedError(Exception):
    """The file was changed between the question and the answer."""


def edit_in_editor(path: Path, refs: Sequence[str], choices: Choices) -> Outcome | None:
    """Let the user edit a case, at a record where the reference names one; None where nothing was changed.

    Raises UsageError for several cases.
    """
    if len(refs) != 1:
        raise UsageError("the editor takes one case at a time", hint="name one, or give options such as --outcome")
    with open_reading(path) as connection:
        case_id = find_case(connection, refs[0].partition("/")[0])
        state = _read_state(connection, case_id)
        record = pick_record(state.records, refs[0])
    editing = _Editing(path, case_id, state, choices)
    line = None if record.table == "interdiction" else find_row_line(editing.text, str(record.values.get("key")))
    ref = str(state.records[case_id].values.get("ref", case_id))
    goes_on = f"interdict edit {ref} --document {{}}"
    desk = Desk(f"edit-{ref}", editing.text, choices.screen, goes_on=goes_on)
    editing.desk = desk
    return work_at(desk, lambda: desk.edit_until(editing.take, line))


def _read_state(connection: Connection, case_id: str) -> State:
    present = read_record(connection, "interdiction", case_id)
    return State(read_case_records(connection, case_id) if present else {}, find_newest_change(connection))


class _Editing:
    """One case being edited: what it was when it was opened, and what the text makes of it."""

    desk: Desk

    def __init__(self, path: Path, case_id: str, state: State, choices: Choices) -> None:
        self.path = path
        self.case_id = case_id
        self.base = state
        self.choices = choices
        case = state.records[case_id]
        self.title = f"{case.values.get('ref', case.id)} {case.values.get('title', '')}".rstrip()
        self.told = 0  # the newest change of others that the user was told of
        self.text = self._write(state.records)

    def _write(self, records: Mapping[str, Record]) -> str:
        return write_case_text(write_case(records.values()), self.title)

    def take(self, text: str) -> Outcome | None:
        """Make the changes that a text stands for; None where it changes nothing."""
        tree = self._check_identity(parse_text(text))
        while True:
            with open_reading(self.path) as connection:
                theirs = _read_state(connection, self.case_id)
                wanted = self._read(tree, connection)
                authors = list_authors_since(connection, self.base.newest, theirs.records | self.base.records)
            if self.case_id not in theirs.records:
                raise NotFoundError(f"{self.title} was removed meanwhile by {', '.join(authors)}", hint="see 'log'")
            changes = self._rebase(self._plan(wanted), theirs, authors)
            if not changes:
                return None
            after = apply_changes(theirs.records, changes)
            if any(change.field in {"position", "place"} for change in changes):
                check_positions([after[self.case_id]])
            self._show(theirs.records, after)
            if self.choices.dry_run:
                return Outcome(changes, theirs.records, uid=None, is_dry=True)
            confirm(self.choices)
            plan = partial(self._write_changes, theirs, changes)
            try:
                return carry_out(self.path, plan, screen=self.choices.screen, yes=True)
            except _ChangedError:
                self.choices.screen.warn("the file was changed again meanwhile")

    def _check_identity(self, tree: Any) -> Any:
        """Let the document be of this case, with or without its id; raise ReopenError for another one's."""
        case = self.base.records[self.case_id]
        for name, own in (("id", self.case_id), ("ref", case.values.get("ref"))):
            given = tree.get(name)
            if given is not None and str(given).strip().casefold() != str(own).casefold():
                raise ReopenError([(tree.lines.get(name), f"{name}: this is the {name} of the case; write {own}")])
        tree["id"] = self.case_id
        if case.values.get("ref"):
            tree["ref"] = case.values["ref"]
        return tree

    def _read(self, tree: Any, connection: Connection) -> dict[str, Record]:
        """Return the records that the text wants; sources that the case did not cite stay as the file has them."""
        known = know(connection, read_present=lambda _: self.base.records, is_whole=True)
        try:
            document = read_case(tree, known=known)
        except DocumentError as error:
            raise read_problems(error) from None
        records = dict(document.records)
        if not document.has_persons:  # a text from a reading copy is silent on them
            records.update({one: self.base.records[one] for one in find_private(self.base.records.values())})
        new = [
            record.id for record in records.values() if record.table == "source" and record.id not in self.base.records
        ]
        present = read_sources(connection, new)
        return {record_id: record for record_id, record in records.items() if record_id not in present}

    def _plan(self, wanted: Mapping[str, Record]) -> list[Change]:
        """Return the changes from the case as it was opened to the wanted one."""
        base = self.base.records
        kept = {record.id: keep_key(base.get(record.id), record) for record in wanted.values()}
        changes = plan_changes(base, keep_order(base, kept), clear_absent=True)
        own = {record.id: record for record in base.values() if record.table != "source"}
        return changes + plan_removals(own, kept)

    def _rebase(self, changes: Sequence[Change], theirs: State, authors: Sequence[str]) -> Sequence[Change]:
        """Return what of the changes is to be made on the file as it is by now; raise ReopenError where they clash."""
        who = ", ".join(authors) or "somebody"
        rebased = rebase_changes(self.base.records, changes, theirs.records)
        if rebased.clashes:
            raise self._reopen(rebased, theirs, who)
        others = plan_changes(self.base.records, theirs.records, clear_absent=True)
        others += [
            Change(self.base.records[gone].table, gone, DELETE) for gone in self.base.records.keys() - theirs.records
        ]
        if others and theirs.newest != self.told:
            self.told = theirs.newest
            self.choices.screen.warn(f"{who} changed the case meanwhile, and that is kept:")
            for line in Preview(others).render(self.base.records):
                self.choices.screen.warn(f"  {line}")
        return rebased.changes

    def _reopen(self, rebased: Rebased, theirs: State, who: str) -> ReopenError:
        """Return the text anew, on what the file has by now, with a message at each change that clashes."""
        merged = apply_changes(theirs.records, rebased.changes)
        mine = [change.record for change in rebased.changes if change.op == CREATE]
        messages = []
        for clash in rebased.clashes:
            merged, record = restore_clash(merged, clash, self.base.records)
            words = _word_clash(clash, who)
            if record is not None and record.id != clash.change.record:
                merged = redirect(merged, mine, clash.change.record, record.id)
                words = f"{clash.reason} by {who}; yours has the key {record.values['key']} now"
            messages.append((record, clash, words))
        self.base = theirs
        self.desk.pristine = self._write(theirs.records)
        text = self._write(merged)
        tree = parse_text(text)
        return ReopenError(
            [(find_value_line(tree, record, clash.change.field), w) for record, clash, w in messages], text
        )

    def _show(self, theirs: Mapping[str, Record], after: Mapping[str, Record]) -> None:
        """Show what the changes amount to, and what is odd about the case as it will be."""
        show_preview(self.choices, diff_documents(write_case(theirs.values()), write_case(after.values())))
        show_preview(self.choices, [f"warning: {warning}" for warning in list_odd(after.values())])

    def _write_changes(self, theirs: State, changes: Sequence[Change], connection: Connection) -> list[Change]:
        if _read_state(connection, self.case_id).records != theirs.records:
            raise _ChangedError
        return complete_removals(connection, changes)  # other cases may speak of what goes


def _word_clash(clash: Clash, who: str) -> str:
    change = clash.change
    if change.op != UPDATE:
        return f"{clash.reason} by {who}; write what you want now"
    field = get_fields(change.table)[str(change.field)]
    theirs = format_value(field, clash.theirs) or "(empty)"
    if clash.reason.startswith("it was changed"):
        return f"{change.field}: by now the file has {theirs}, written by {who}; write which of the two you want"
    return f"{change.field}: {clash.reason} by {who}; write what you want now"
