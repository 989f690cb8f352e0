"""How every command changes the file: plan, show, ask where it matters, write in one transaction, tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import typer

from interdict.commands.options import Printing, Writing, name_author
from interdict.domain.changes import CREATE, UPDATE, Change
from interdict.domain.records import Record
from interdict.domain.warnings import find_address_warnings, find_entry_warnings
from interdict.errors import InterdictError
from interdict.store.cases import read_records
from interdict.store.connection import Connection, open_reading, open_writing
from interdict.store.history import SHORT
from interdict.store.importing import count_changes
from interdict.store.log import write_changes
from interdict.terminal.output import Column, Section, print_document, print_rows
from interdict.terminal.preview import Preview
from interdict.terminal.screen import Screen

NOTHING_MORE: Mapping[str, Any] = {}
MANY = 3  # present records; from here on a change is shown and confirmed first

Plan = Callable[[Connection], list[Change]]


class Mark(NamedTuple):
    """What a changeset says of itself: why it was made, and which one it takes back."""

    note: str | None = None
    undoes: bytes | None = None


NO_MARK = Mark()


class Outcome(NamedTuple):
    """What a command did, or with a dry run would do."""

    changes: Sequence[Change]
    present: dict[str, Record]
    uid: bytes | None
    is_dry: bool


def change_file(how: Writing, plan: Plan, *, mark: Mark = NO_MARK) -> Outcome:
    """Plan, confirm and write changes as the options of the command say; see `carry_out`."""
    return carry_out(how.path, plan, screen=how.screen, dry_run=how.dry_run, yes=how.yes, mark=mark)


def carry_out(
    path: Path,
    plan: Plan,
    *,
    screen: Screen,
    dry_run: bool = False,
    yes: bool = False,
    mark: Mark = NO_MARK,
) -> Outcome:
    """Plan the changes, confirm them where many records change or any is removed, and write them as one changeset.

    Raises typer.Exit when the user says no, and InterdictError when the file changed while they thought about it.
    """
    if dry_run:
        tried = try_out(path, plan)
        show_changes(screen, Preview(tried.changes), tried.present)
        return tried
    outcome, asked = _try_to_write(path, plan, None, screen=screen, yes=yes, mark=mark)
    if outcome is None:
        with open_reading(path) as connection:
            present = read_records(connection, asked)
        ask_for(screen, Preview(asked), present)
        outcome, _ = _try_to_write(path, plan, asked, screen=screen, yes=True, mark=mark)
    assert outcome is not None  # noqa: S101  # agreed to, so it was written
    return outcome


def try_out(path: Path, plan: Plan) -> Outcome:
    """Return what the changes would be, and write nothing."""
    with open_reading(path) as connection:
        changes = plan(connection)
        return Outcome(changes, read_records(connection, changes), uid=None, is_dry=True)


def _try_to_write(
    path: Path, plan: Plan, agreed: list[Change] | None, *, screen: Screen, yes: bool, mark: Mark
) -> tuple[Outcome | None, list[Change]]:
    """Plan and write in one transaction; write nothing where the user has to agree first."""
    with open_writing(path) as connection:
        changes = plan(connection)
        if agreed is not None and changes != agreed:
            raise describe_race()
        if not yes and needs_asking(Preview(changes)):
            return None, changes
        present = read_records(connection, changes)
        author = name_author(screen, connection) if changes else ""
        uid = write_changes(connection, changes, author=author, note=mark.note, undoes=mark.undoes)
    return Outcome(changes, present, uid=uid, is_dry=False), changes


def needs_asking(preview: Preview) -> bool:
    """Say whether so much changes that the user is asked first."""
    return len(preview.changed) >= MANY or preview.removes


def show_changes(screen: Screen, preview: Preview, present: Mapping[str, Record]) -> None:
    """Show what is going to change."""
    for line in preview.render(present) or ["no change"]:
        screen.warn(line)


def ask_for(screen: Screen, preview: Preview, present: Mapping[str, Record]) -> None:
    """Show what is going to change and ask for it; raise typer.Exit when the user says no."""
    show_changes(screen, preview, present)
    changes = "this change" if preview.number == 1 else f"these {preview.number} changes"
    if not screen.ask_yes(f"make {changes}?"):
        screen.say("nothing was changed")
        raise typer.Exit(1)


def describe_race() -> InterdictError:
    """Return the error for a file that was changed while the user thought about it."""
    return InterdictError("the file was changed by someone else meanwhile", hint="run the command again")


class Report(NamedTuple):
    """What was done to cases, in their order: a row for each, the sources that changed, and warnings; all may be many.

    A source belongs to no case, and shows in each that cites it, so it is named beside them.
    """

    uid: bytes | None
    is_dry: bool
    number: int
    list_rows: Callable[[], Iterable[dict[str, Any]]]
    list_sources: Callable[[], Iterable[str]]
    list_warnings: Callable[[], Iterable[str]]
    list_hints: Callable[[], Iterable[str]] = lambda: ()


def report_outcome(
    printing: Printing,
    outcome: Outcome,
    cases: Sequence[Record],
    *,
    warnings: Sequence[str] = (),
    more: Mapping[str, Any] = NOTHING_MORE,
) -> None:
    """Tell what was done: a line for each case, on stdout where it is not a terminal; a document has `more` besides.

    Raises InterdictError that says what was done where the report of it cannot be written.
    """
    report_cases(printing, make_report(outcome, cases, warnings=warnings), more=more)


def make_report(outcome: Outcome, cases: Sequence[Record], *, warnings: Sequence[str] = ()) -> Report:
    """Return what there is to tell of an outcome."""
    groups = group_by_case(outcome)
    rows = [count_changes(case, case.values.get("ref"), groups.get(case.id, ()))._asdict() for case in cases]
    updated = sorted({change.record for change in outcome.changes if change.table == "source" and change.op == UPDATE})
    keys = [str(outcome.present[one].values.get("key", one)) if one in outcome.present else one for one in updated]
    told = [*warnings, *find_entry_warnings(outcome.changes), *find_address_warnings(outcome.changes)]
    return Report(outcome.uid, outcome.is_dry, len(outcome.changes), lambda: rows, lambda: keys, lambda: told)


def report_cases(printing: Printing, report: Report, *, more: Mapping[str, Any] = NOTHING_MORE) -> None:
    """Tell what was done, as `report_outcome`."""
    with vouch_for(report, _sum_up(report), printing):
        for warning in report.list_warnings():
            printing.screen.say(f"warning: {warning}")
        done: dict[str, Any] = {"cases": report.list_rows()}
        if printing.format in {"json", "yaml"}:
            done = {"cases": list(done["cases"]), "warnings": list(report.list_warnings()), **more}
        else:
            for line in word_rows(report):
                printing.screen.say(line)
        _print_outcome(printing, report, done, _CASE_COLUMNS)
        for hint in report.list_hints():
            printing.screen.say(hint)


def _sum_up(report: Report) -> str:
    rows = list(islice(report.list_rows(), 2))
    if len(rows) == 1:
        return f"the case was {rows[0]['action']} ({rows[0]['ref'] or rows[0]['id']})"
    return f"{sum(1 for _ in report.list_rows())} cases were written" if rows else "the change was made"


def report_sources(printing: Printing, outcome: Outcome, keys: Sequence[str]) -> None:
    """Tell what was done to sources, as `report_outcome` does of cases."""
    groups = {change.record: change.op for change in outcome.changes}
    action = {CREATE: "added", UPDATE: "changed"}.get(next(iter(groups.values()), ""), "unchanged")
    rows = [{"source": key, "action": action, "changed": len(outcome.changes)} for key in keys]
    with vouch_for(outcome, f"the source was {action} ({', '.join(keys)})", printing):
        warnings = find_address_warnings(outcome.changes)
        for warning in warnings:
            printing.screen.say(f"warning: {warning}")
        if printing.format not in {"json", "yaml"}:
            for key in keys:
                would = "would be " if outcome.is_dry and outcome.changes else ""
                printing.screen.say(f"{would}{action}: source {key}")
        _print_outcome(printing, outcome, {"sources": rows, "warnings": warnings}, ("source", "action", "changed"))


def report_one(printing: Printing, outcome: Outcome, name: str, words: str, row: dict[str, Any]) -> None:
    """Tell of one thing that was done, a changeset taken back or a conflict settled, as `report_outcome` of cases."""
    with vouch_for(outcome, words, printing):
        printing.screen.say(words)
        _print_outcome(printing, outcome, {name: [row]}, tuple(row))


_CASE_COLUMNS = ("ref", "action", "title", "created", "changed", "removed")


@contextmanager
def vouch_for(outcome: Outcome | Report, done: str, printing: Printing) -> Iterator[None]:
    """Let nobody believe that nothing was done because the report of it failed."""
    try:
        yield
    except InterdictError as error:
        if outcome.uid is None:
            raise
        raise InterdictError(
            f"{done}, but the report could not be written: {error.message}",
            hint=f"do not run it again; 'interdict log {outcome.uid.hex()[:SHORT]}' shows what was done",
        ) from error
    except KeyboardInterrupt:
        if outcome.uid is not None:
            printing.screen.warn(f"{done}; only the report of it is missing")
        raise


def _print_outcome(printing: Printing, outcome: Outcome | Report, done: dict[str, Any], columns: Sequence[str]) -> None:
    """Print what was done, its rows first: as a document, else as rows where the words were not enough."""
    if printing.format in {"json", "yaml"}:
        document = {"changeset": outcome.uid.hex() if outcome.uid else None, "dry_run": outcome.is_dry, **done}
        print_document(document, format=printing.format, screen=printing.screen, output=printing.output)
    elif printing.format != "table" or printing.output is not None:
        section = Section(tuple(Column(key, key) for key in columns), next(iter(done.values())))
        print_rows(section, format=printing.format, screen=printing.screen, output=printing.output)


def word_rows(report: Report) -> Iterator[str]:
    """Yield what was done in words, a line for each source and case."""
    for key in report.list_sources():
        yield f"{'would be ' if report.is_dry else ''}changed: source {key}"
    is_empty = True
    for row in report.list_rows():
        is_empty = False
        would = "would be " if report.is_dry and row["action"] != "unchanged" else ""
        yield f"{would}{row['action']}: {row['ref'] or row['id']} {row['title'] or ''}".rstrip()
    if is_empty and report.number:
        yield f"{'would make' if report.is_dry else 'made'} {report.number} change{'s' if report.number > 1 else ''}"
    elif is_empty:
        yield "nothing to change"


def group_by_case(outcome: Outcome) -> dict[str, list[Change]]:
    """Return the changes of each case by its id; those of sources belong to none."""
    groups: dict[str, list[Change]] = defaultdict(list)
    for change in outcome.changes:
        if change.table == "interdiction":
            groups[change.record].append(change)
        elif change.op == CREATE:
            groups[change.new.get("interdiction")].append(change)
        elif change.record in outcome.present:
            groups[outcome.present[change.record].values.get("interdiction", "")].append(change)
    return groups


def list_new_cases(outcome: Outcome) -> list[Record]:
    """Return the cases that an outcome created."""
    return [
        Record(change.table, change.record, change.new)
        for change in outcome.changes
        if change.op == CREATE and change.table == "interdiction"
    ]
