"""How every command changes the file: plan, show, ask where it matters, write in one transaction, tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import typer

from interdict.commands.options import Printing, name_author
from interdict.domain.changes import CREATE, DELETE, UPDATE, Change
from interdict.domain.records import Record
from interdict.errors import InterdictError
from interdict.store.cases import read_records
from interdict.store.connection import Connection, open_reading, open_writing
from interdict.store.log import read_clock, write_changes
from interdict.terminal.output import Column, Section, print_document, print_rows
from interdict.terminal.preview import preview_changes
from interdict.terminal.screen import Screen

MANY = 3  # present records; from here on a change is shown and confirmed first

Plan = Callable[[Connection], list[Change]]


class Outcome(NamedTuple):
    """What a command did, or with a dry run would do."""

    changes: Sequence[Change]
    present: dict[str, Record]
    uid: bytes | None
    is_dry: bool


def carry_out(
    path: Path, plan: Plan, *, screen: Screen, dry_run: bool = False, yes: bool = False, note: str | None = None
) -> Outcome:
    """Plan the changes, confirm them where many records change or any is removed, and write them as one changeset.

    Raises typer.Exit when the user says no, and InterdictError when the file changed while they thought about it.
    """
    asked: list[Change] | None = None
    if dry_run or not yes:
        with open_reading(path) as connection:
            planned = plan(connection)
            present = read_records(connection, planned)
        if dry_run:
            _show(screen, planned, present)
            return Outcome(planned, present, None, True)
        if _needs_asking(planned):
            asked = planned
            _show(screen, planned, present)
            if not screen.ask_yes(f"make {_count(planned)}?"):
                screen.say("nothing was changed")
                raise typer.Exit(1)
    with open_writing(path) as connection:
        changes = plan(connection)
        if asked is not None and changes != asked:
            raise InterdictError("the file was changed by someone else meanwhile", hint="run the command again")
        present = read_records(connection, changes)
        author = name_author(screen, is_first=not read_clock(connection)) if changes else ""
        uid = write_changes(connection, changes, author=author, note=note)
    return Outcome(changes, present, uid, False)


def _needs_asking(changes: Sequence[Change]) -> bool:
    changed = {change.record for change in changes if change.op == UPDATE}
    return len(changed) >= MANY or any(change.op == DELETE for change in changes)


def _show(screen: Screen, changes: Sequence[Change], present: dict[str, Record]) -> None:
    for line in preview_changes(changes, present) or ["no change"]:
        screen.warn(line)


def _count(changes: Sequence[Change]) -> str:
    return "this change" if len(changes) == 1 else f"these {len(changes)} changes"


def report_outcome(
    printing: Printing, outcome: Outcome, cases: Sequence[Record], *, warnings: Sequence[str] = ()
) -> None:
    """Tell what was done: a line for each case, on stdout where it is not a terminal."""
    rows = [_summarise(case, outcome) for case in cases]
    for warning in warnings:
        printing.screen.say(f"warning: {warning}")
    if printing.format in {"json", "yaml"}:
        document = {
            "changeset": outcome.uid.hex() if outcome.uid else None,
            "dry_run": outcome.is_dry,
            "cases": rows,
            "warnings": list(warnings),
        }
        print_document(document, format=printing.format, screen=printing.screen, output=printing.output)
        return
    for row in rows:
        would = "would be " if outcome.is_dry and row["action"] != "unchanged" else ""
        printing.screen.say(f"{would}{row['action']}: {row['ref'] or row['id']} {row['title'] or ''}".rstrip())
    if not rows and outcome.changes:
        printing.screen.say(f"{'would make' if outcome.is_dry else 'made'} {len(outcome.changes)} changes")
    if not outcome.changes:
        printing.screen.say("nothing to change")
    if printing.format != "table" or printing.output is not None:
        columns = tuple(Column(key, key) for key in ("ref", "action", "title", "created", "changed", "removed"))
        print_rows(Section(columns, rows), format=printing.format, screen=printing.screen, output=printing.output)


def _summarise(case: Record, outcome: Outcome) -> dict[str, Any]:
    """Count what happened to the records of one case."""
    own = [change for change in outcome.changes if _belongs(change, case.id, outcome.present)]
    created = sum(1 for change in own if change.op == CREATE)
    changed = len({change.record for change in own if change.op == UPDATE})
    removed = sum(1 for change in own if change.op == DELETE)
    itself = next((change.op for change in own if change.record == case.id and change.op in {CREATE, DELETE}), None)
    action = {CREATE: "added", DELETE: "removed"}.get(str(itself), "changed" if own else "unchanged")
    return {
        "ref": case.values.get("ref"),
        "id": case.id,
        "title": case.values.get("title"),
        "action": action,
        "created": created,
        "changed": changed,
        "removed": removed,
    }


def _belongs(change: Change, case_id: str, present: dict[str, Record]) -> bool:
    if change.record == case_id:
        return True
    if change.op == CREATE:
        return bool(change.new.get("interdiction") == case_id)
    record = present.get(change.record)
    return record is not None and record.values.get("interdiction") == case_id


def list_new_cases(outcome: Outcome) -> list[Record]:
    """Return the cases that an outcome created."""
    return [
        Record(change.table, change.record, change.new)
        for change in outcome.changes
        if change.op == CREATE and change.table == "interdiction"
    ]
