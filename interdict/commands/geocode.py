"""`interdict geocode`: fill in where cases and legs are, from the gazetteer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from interdict.commands.changing import Mark, change_file, report_outcome
from interdict.commands.no_match import tell_no_match
from interdict.commands.options import Terms, Writing, writes
from interdict.commands.places import name_place, word_unread
from interdict.domain.changes import CREATE, UPDATE, Change
from interdict.domain.ids import derive_id
from interdict.domain.records import Record
from interdict.places.filling import Filled, fill_case, fill_end, propose_legs
from interdict.places.gazetteer import Lookup
from interdict.places.locating import Named, find_answers
from interdict.store.cases import read_case
from interdict.store.connection import Connection, open_reading
from interdict.store.positions import CasePlace, LegEnds, list_legs, list_positions
from interdict.store.query import Query, parse_terms
from interdict.terminal.progress import show_progress
from interdict.terminal.screen import Screen

_MOST_TOLD = 20  # cases that are named because several places may be meant


class Gaps:
    """What could not be filled in, by reason: they mean several places, are not understood, or mean none."""

    def __init__(self) -> None:
        """Begin with none."""
        self.several: dict[str, Lookup] = {}
        self.unread: dict[str, Lookup] = {}
        self.unknown: dict[str, None] = {}

    def add(self, where: str, found: Lookup) -> None:
        """Note a name that gave no certain answer."""
        if found.unread:
            self.unread[where] = found
        elif found.rivals:
            self.several[where] = found
        else:
            self.unknown[where] = None


@writes
def command(
    how: Writing,
    terms: Terms = None,
    legs: Annotated[
        bool, typer.Option("--legs", help="also record the legs of cases without any: origin, place, destination")
    ] = False,
    online: Annotated[
        bool, typer.Option("--online", help="ask a geocoder on the network for the rest; the names are sent to it")
    ] = False,
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
    query = parse_terms(terms or ())
    gaps = Gaps()
    answers: dict[Named, Filled | None] = {}
    if online:
        with open_reading(how.path) as connection:
            answers = _ask_for_rest(connection, query, how.screen)
    cases: dict[str, Record] = {}
    looked_at = 0

    def plan(connection: Connection) -> list[Change]:
        nonlocal looked_at
        changes: list[Change] = []
        gaps.several.clear()
        gaps.unread.clear()
        gaps.unknown.clear()
        cases.clear()
        all_legs = list_legs(connection, query)
        chosen = list(list_positions(connection, query))
        looked_at = len(chosen)
        for case in show_progress(chosen, how.screen, "case"):
            own = list(_plan_case(case, answers, gaps))
            own += [change for leg in all_legs.get(case.id, ()) for change in _plan_ends(leg)]
            if legs and case.id not in all_legs:
                own += _plan_legs(read_case(connection, case.id), case.id)
            if own:
                cases[case.id] = Record("interdiction", case.id, {"ref": case.ref, "title": case.title})
            changes += own
        return changes

    outcome = change_file(how, plan, mark=Mark("filled in from the gazetteer"))
    if not looked_at:
        tell_no_match(terms or (), how.screen)
    _tell_gaps(gaps, how.screen)
    report_outcome(how.printing, outcome, list(cases.values()))


def _plan_case(case: CasePlace, answers: dict[Named, Filled | None], gaps: Gaps) -> Iterator[Change]:
    """Yield the changes that fill in the place of a case."""
    place = _make_place(case.name, case.country, case.locode)
    if not (case.name or case.locode):
        return
    named = Named(case.name, case.country, case.locode, case.mode, case.zone)
    has_position = case.latitude is not None
    parts = {"radius_km": case.radius_km, "precision": case.precision}
    recorded = {part: value for part, value in parts.items() if value is not None}
    known = {"latitude": case.latitude, "longitude": case.longitude, **recorded} if has_position else recorded
    found = find_answers(named)
    filled = fill_case({"place": place, "position": known}, found) or answers.get(named)
    if filled:
        yield from _update(("interdiction", case.id, "place"), place, filled.place)
        if filled.position and not has_position:
            yield from _update(("interdiction", case.id, "position"), recorded, {**filled.position, **recorded})
    elif found is not None and not has_position and found.best is None:
        gaps.add(f"{case.ref or case.id} {case.name}", found)


def _plan_ends(leg: LegEnds) -> Iterator[Change]:
    """Yield the changes that fill in the ends of a leg."""
    ends = {
        "from": (leg.from_name, leg.from_country, leg.from_locode),
        "to": (leg.to_name, leg.to_country, leg.to_locode),
    }
    for field, end in ends.items():
        found = find_answers(Named(*end, leg.mode)) if end[0] or end[2] else None
        if found is not None:
            place = _make_place(*end)
            yield from _update(("leg", leg.id, field), place, fill_end(place, found))


def _make_place(name: str | None, country: str | None, locode: str | None) -> dict[str, Any]:
    parts = {"name": name, "country": country, "locode": locode}
    return {part: value for part, value in parts.items() if value is not None}


def _update(field: tuple[str, str, str], old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    if new != old:
        yield Change(field[0], field[1], UPDATE, field[2], old or None, new)


def _plan_legs(records: dict[str, Record], case_id: str) -> Iterator[Change]:
    """Yield the legs of a case that has none, as the analyst's inference."""
    case = records[case_id]
    taken = {str(record.values.get("key")) for record in records.values()}
    last = max((record.values.get("sequence", 0) for record in records.values()), default=0)
    for number, leg in enumerate(propose_legs(case.values), 1):
        key = next(key for key in (f"leg-{number + shift}" for shift in range(1000)) if key not in taken)
        taken.add(key)
        values = {"interdiction": case.id, "key": key, "sequence": last + number, **leg}
        yield Change("leg", derive_id(case.id, "leg", key), CREATE, new=values)


def _ask_for_rest(connection: Connection, query: Query, screen: Screen) -> dict[Named, Filled | None]:
    """Ask the service for the places of cases that the gazetteer does not know; None where it does not know either."""
    from interdict.commands.online import ask_online

    wanted: dict[tuple[str, str | None], list[Named]] = {}
    for case in list_positions(connection, query):
        named = Named(case.name, case.country, case.locode, case.mode, case.zone)
        if named.name and case.latitude is None:
            found = find_answers(named)
            if found is not None and not found.answers:
                wanted.setdefault((named.name, named.country), []).append(named)
    filled: dict[Named, Filled | None] = {}
    for result in ask_online(list(wanted), screen):
        found = Lookup(result.answers)
        for named in wanted[result.name, result.country]:
            filled[named] = fill_case({"place": _make_place(*named[:3])}, found)
    return filled


def _tell_gaps(gaps: Gaps, screen: Screen) -> None:
    for where, found in list(gaps.several.items())[:_MOST_TOLD]:
        several = " or ".join(name_place(one) for one in (found.answers[0], *found.rivals[:2]))
        screen.say(f"left alone: {where}: may be {several}")
    for where, found in list(gaps.unread.items())[:_MOST_TOLD]:
        screen.say(f"left alone: {where}: {word_unread(found)}")
    if gaps.unknown:
        names = "; ".join(list(gaps.unknown)[:3])
        more = len(gaps.unknown) - 3
        screen.say(f"not in the gazetteer: {names}" + (f" and {more:,} more" if more > 0 else ""))
