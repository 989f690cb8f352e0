"""What reading copies say otherwise than the file: proposals, which are shown, and taken when the user agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from interdict.commands.changing import Mark, Plan, change_file, list_new_cases, report_outcome
from interdict.commands.options import Writing
from interdict.domain.changes import Change
from interdict.domain.records import Record
from interdict.sharing.newer import Kept
from interdict.sharing.published import is_published, read_proposals
from interdict.store.cases import read_record
from interdict.store.connection import Connection, open_reading
from interdict.store.importing import Incoming, plan_import
from interdict.terminal.progress import open_progress
from interdict.terminal.screen import Screen

_MOST_TOLD = 10  # values that stayed


def is_reading_copy(path: Path) -> bool:
    """Say whether a file begins as a reading copy does; one that cannot be read is refused later, with the reason."""
    try:
        if not path.is_file() or path.is_symlink():
            return False
        with path.open("rb") as file:
            return is_published(file.read(100))
    except (OSError, ValueError):
        return False


def propose(how: Writing, copies: Sequence[Path], *, takes_older: bool) -> None:
    """Show what the copies would add and change, and write it when the user agrees; nothing is ever removed.

    What the file changed since a copy was written stays, and is named, unless the older word is wanted for review.
    """
    report = open_progress(how.screen, "checking")
    for copy in copies:
        with open_reading(how.path) as connection:
            kept: list[Kept] = []
            note = None if takes_older else kept.append
            incoming = read_proposals(copy, connection, report=report, note=note)
            refs = _read_refs(connection, [*(item.case_id or "" for item in incoming), *(one.case_id for one in kept)])
        _tell_kept(how.screen, kept, refs)

        plan = _make_plan(incoming)
        agreed = how.yes or (not how.dry_run and how.screen.can_ask and _ask(how, plan, copy))
        outcome = change_file(
            how._replace(yes=True, dry_run=how.dry_run or not agreed), plan, mark=Mark(f"proposed by {copy.name}")
        )
        refs |= {case.id: str(case.values["ref"]) for case in list_new_cases(outcome) if "ref" in case.values}
        report_outcome(how.printing, outcome, _list_cases(incoming, refs), more={"kept": _list_kept(kept, refs)})
        if outcome.is_dry and outcome.changes and not how.dry_run:
            how.screen.warn(f"{copy} is a reading copy, so these are proposals; --yes takes them")


def _read_refs(connection: Connection, cases: Sequence[str]) -> dict[str, str]:
    """Return the references that cases have in the file, by their ids."""
    found = ((one, read_record(connection, "interdiction", one)) for one in dict.fromkeys(cases) if one)
    return {one: str(record.values["ref"]) for one, record in found if record and "ref" in record.values}


def _list_cases(incoming: Sequence[Incoming], refs: Mapping[str, str]) -> list[Record]:
    """Return the cases that a copy speaks of, each with its reference in the file."""
    cases = [item.records[item.case_id] for item in incoming if item.case_id]
    return [
        Record(case.table, case.id, {**case.values, **({"ref": refs[case.id]} if case.id in refs else {})})
        for case in cases
    ]


def _list_kept(kept: Sequence[Kept], refs: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what stayed as it is, as a document has it; a record that was removed has no field."""
    return [
        {"ref": refs.get(one.case_id, one.case_id), "table": one.table, "key": one.key, "field": one.field}
        for one in kept
    ]


def _tell_kept(screen: Screen, kept: Sequence[Kept], refs: Mapping[str, str]) -> None:
    for one in kept[:_MOST_TOLD]:
        case = refs.get(one.case_id, one.case_id)
        name = case if one.table == "interdiction" else f"{case}/{one.key}"
        screen.warn(f"yours is newer: kept {one.field} of {name}" if one.field else f"you removed {name}: left out")
    if len(kept) > _MOST_TOLD:
        screen.warn(f"yours is newer: kept {len(kept) - _MOST_TOLD:,} more")
    if kept:
        screen.warn("hint: --review proposes these, too")


def _make_plan(incoming: Sequence[Incoming]) -> Plan:
    def plan(connection: Connection) -> list[Change]:
        return plan_import(connection, incoming)

    return plan


def _ask(how: Writing, plan: Plan, copy: Path) -> bool:
    change_file(how._replace(dry_run=True), plan)  # shows what it is about
    return how.screen.ask_yes(f"take what {copy.name} proposes?")
