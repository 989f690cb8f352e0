"""What reading copies say otherwise than the file: proposals, which are shown, and taken when the user agrees."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from interdict.commands.changing import Mark, Plan, change_file, report_outcome
from interdict.commands.options import Writing
from interdict.domain.changes import Change
from interdict.sharing.published import is_published, read_proposals
from interdict.store.connection import Connection, open_reading
from interdict.store.importing import Incoming, plan_import
from interdict.terminal.progress import open_progress


def is_reading_copy(path: Path) -> bool:
    """Say whether a file begins as a reading copy does; one that cannot be read is refused later, with the reason."""
    try:
        if not path.is_file() or path.is_symlink():
            return False
        with path.open("rb") as file:
            return is_published(file.read(100))
    except (OSError, ValueError):
        return False


def propose(how: Writing, copies: Sequence[Path]) -> None:
    """Show what the copies would add and change, and write it when the user agrees; nothing is ever removed."""
    report = open_progress(how.screen, "checking")
    for copy in copies:
        with open_reading(how.path) as connection:
            incoming = read_proposals(copy, connection, report=report)
        cases = [item.records[item.case_id] for item in incoming if item.case_id]

        plan = _make_plan(incoming)
        agreed = how.yes or (not how.dry_run and how.screen.can_ask and _ask(how, plan, copy))
        outcome = change_file(
            how._replace(yes=True, dry_run=how.dry_run or not agreed), plan, mark=Mark(f"proposed by {copy.name}")
        )
        report_outcome(how.printing, outcome, cases)
        if outcome.is_dry and outcome.changes and not how.dry_run:
            how.screen.warn(f"{copy} is a reading copy, so these are proposals; --yes takes them")


def _make_plan(incoming: Sequence[Incoming]) -> Plan:
    def plan(connection: Connection) -> list[Change]:
        return plan_import(connection, incoming)

    return plan


def _ask(how: Writing, plan: Plan, copy: Path) -> bool:
    change_file(how._replace(dry_run=True), plan)  # shows what it is about
    return how.screen.ask_yes(f"take what {copy.name} proposes?")
