"""`interdict geocode`: fill in where cases and legs are, from the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import typer

from interdict.commands.changing import Mark, carry_out, report_outcome
from interdict.commands.options import Db, DryRun, Format, NoInput, Output, Quiet, Terms, Yes, find_file, open_printing
from interdict.commands.places import name_place
from interdict.domain.changes import CREATE, UPDATE, Change
from interdict.domain.ids import derive_id
from interdict.domain.records import Record
from interdict.places.filling import Filled, fill_case, fill_end, propose_legs
from interdict.places.gazetteer import Lookup
from interdict.places.locating import Named, find_answers
from interdict.store.cases import read_case
from interdict.store.connection import Connection, open_reading
from interdict.store.query import find_matching, parse_terms
from interdict.terminal.progress import show_progress
from interdict.terminal.screen import Screen

_MOST_TOLD = 20  # cases that are named because several places may be meant


class Gaps:
    """What could not be filled in, by reason: the names that mean several places, and those that mean none."""

    def __init__(self) -> None:
        """Begin with none."""
        self.several: dict[str, Lookup] = {}
        self.unknown: dict[str, None] = {}

    def add(self, where: str, found: Lookup) -> None:
        """Note a name that gave no certain answer."""
        if found.rivals:
            self.several[where] = found
        else:
            self.unknown[where] = None


def command(
    ctx: typer.Context,
    terms: Terms = None,
    legs: Annotated[
        bool, typer.Option("--legs", help="also record the legs of cases without any: origin, place, destination")
    ] = False,
    online: Annotated[
        bool, typer.Option("--online", help="ask a geocoder on the network for the rest; the names are sent to it")
    ] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    format: Format = "auto",
    output: Output = None,
    quiet: Quiet = False,
    db: Db = "",
) -> None:
    """Fill in position, precision, UN/LOCODE and country of the places of cases and legs, where they are certain.

    What is recorded stays, names stay as typed. A name that may mean several places is named and left alone. All is one
    change, shown and confirmed first, and 'interdict undo' takes it back.

    \b
    Examples:
      interdict geocode --dry-run
      interdict geocode mode:sea date:2009.. --legs --yes

    See also: place, near, map, edit, undo.
    """
    printing = open_printing(format, output, quiet=quiet, no_input=no_input)
    path = find_file(ctx, db)
    parse_terms(terms or ())
    gaps = Gaps()
    answers: dict[Named, Filled | None] = {}
    if online:
        with open_reading(path) as connection:
            answers = _ask_for_rest(connection, terms or (), printing.screen)
    cases: dict[str, Record] = {}

    def plan(connection: Connection) -> list[Change]:
        changes: list[Change] = []
        gaps.several.clear()
        gaps.unknown.clear()
        cases.clear()
        ids = list(find_matching(connection, terms or ()))
        for case_id in show_progress(ids, printing.screen, "case"):
            records = read_case(connection, case_id)
            own = list(_plan_case(records, records[case_id], answers, gaps))
            own += _plan_legs(records, records[case_id]) if legs else []
            if own:
                cases[case_id] = records[case_id]
            changes += own
        return changes

    outcome = carry_out(
        path, plan, screen=printing.screen, dry_run=dry_run, yes=yes, mark=Mark("filled in from the gazetteer")
    )
    _tell_gaps(gaps, printing.screen)
    report_outcome(printing, outcome, list(cases.values()))


def _plan_case(
    records: dict[str, Record], case: Record, answers: dict[Named, Filled | None], gaps: Gaps
) -> Iterator[Change]:
    """Yield the changes that fill in the place of a case and the ends of its legs."""
    values = case.values
    ref = str(values.get("ref", case.id))
    named = _name(values.get("place"), values.get("mode"), values.get("zone"))
    if named.name or named.locode:
        found = find_answers(named)
        filled = fill_case(values, found) or answers.get(named)
        if filled:
            yield from _update(case, {"place": filled.place, "position": filled.position})
        elif found is not None and "position" not in values and found.best is None:
            gaps.add(f"{ref} {named.name}", found)
    for record in records.values():
        if record.table == "leg":
            for field in ("from", "to"):
                end = _name(record.values.get(field), record.values.get("mode") or values.get("mode"), None)
                found = find_answers(end) if end.name or end.locode else None
                if found is not None:
                    yield from _update(record, {field: fill_end(record.values[field], found)})


def _name(place: Any, mode: str | None, zone: str | None) -> Named:
    place = place or {}
    return Named(place.get("name"), place.get("country"), place.get("locode"), mode, zone)


def _update(record: Record, values: dict[str, Any]) -> Iterator[Change]:
    for field, new in values.items():
        old = record.values.get(field)
        if new and new != old:
            yield Change(record.table, record.id, UPDATE, field, old, new)


def _plan_legs(records: dict[str, Record], case: Record) -> Iterator[Change]:
    """Yield the legs of a case that has none, as the analyst's inference."""
    if any(record.table == "leg" for record in records.values()):
        return
    taken = {str(record.values.get("key")) for record in records.values()}
    last = max((record.values.get("sequence", 0) for record in records.values()), default=0)
    for number, leg in enumerate(propose_legs(case.values), 1):
        key = next(key for key in (f"leg-{number + shift}" for shift in range(1000)) if key not in taken)
        taken.add(key)
        values = {"interdiction": case.id, "key": key, "sequence": last + number, **leg}
        yield Change("leg", derive_id(case.id, "leg", key), CREATE, new=values)


def _ask_for_rest(connection: Connection, terms: Sequence[str], screen: Screen) -> dict[Named, Filled | None]:
    """Ask the service for the places of cases that the gazetteer does not know; None where it does not know either."""
    from interdict.commands.online import ask_online

    wanted: dict[tuple[str, str | None], list[Named]] = {}
    for case_id in find_matching(connection, terms):
        values = read_case(connection, case_id)[case_id].values
        named = _name(values.get("place"), values.get("mode"), values.get("zone"))
        if named.name and "position" not in values:
            found = find_answers(named)
            if found is not None and not found.answers:
                wanted.setdefault((named.name, named.country), []).append(named)
    filled: dict[Named, Filled | None] = {}
    for result in ask_online(list(wanted), screen):
        found = Lookup(result.answers)
        for named in wanted[result.name, result.country]:
            place = {"name": named.name, "country": named.country, "locode": named.locode}
            known = {part: value for part, value in place.items() if value}
            filled[named] = fill_case({"place": known}, found)
    return filled


def _tell_gaps(gaps: Gaps, screen: Screen) -> None:
    for where, found in list(gaps.several.items())[:_MOST_TOLD]:
        several = " or ".join(name_place(one) for one in (found.answers[0], *found.rivals[:2]))
        screen.say(f"left alone: {where}: may be {several}")
    if gaps.unknown:
        names = "; ".join(list(gaps.unknown)[:3])
        more = len(gaps.unknown) - 3
        screen.say(f"not in the gazetteer: {names}" + (f" and {more:,} more" if more > 0 else ""))
