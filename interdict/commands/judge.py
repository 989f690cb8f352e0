"""`interdict judge`: say whether two records are of one thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

import typer

from interdict.commands.changing import change_file, report_outcome, vouch_for
from interdict.commands.claims import read_value
from interdict.commands.options import Writing, writes
from interdict.domain.changes import CREATE, UPDATE, Change
from interdict.domain.fields import get_fields
from interdict.domain.judging import make_judgement
from interdict.domain.records import Record
from interdict.errors import UsageError
from interdict.store.cases import find_record, read_case, read_record
from interdict.store.connection import Connection, open_reading
from interdict.store.judgements import find_contradictions, group_same, read_judgements


@writes
def command(
    how: Writing,
    one: Annotated[str, typer.Argument(metavar="REF[/KEY]", help="one record, or a case")],
    other: Annotated[str, typer.Argument(metavar="REF[/KEY]", help="the other, of the same kind")],
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="same, different or unsure")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="what it rests on (required)")] = "",
) -> None:
    """Say whether two records, of one case or of two, are of the same thing: a ship under two names, a company.

    Nothing is merged: reports that follow ships and companies across cases go by it. A newer judgement on the same two
    records replaces the older one; 'undo' takes it back.

    \b
    Examples:
      interdict judge PA-2013-VEW/operator PH-2016-TFC/omm same --why 'the same name in the UN report'
      interdict judge EG-2016-5D9/ship KR-2018-BX4/ship different --why 'another tonnage'

    See also: show, compare, report, undo.
    """
    if not why.strip():
        raise UsageError("--why is missing", hint="a judgement says what it rests on")
    fields = get_fields("judgement")
    values = {
        "verdict": read_value(fields["verdict"], verdict, "VERDICT"),
        "why": read_value(fields["why"], why, "--why"),
    }
    with open_reading(how.path) as connection:
        pair = [find_record(connection, text) for text in (one, other)]
        cases = {case_id: read_case(connection, case_id)[case_id] for case_id, _ in pair}
    _check_pair(pair[0][1], pair[1][1])
    changed: list[str] = []

    def plan(connection: Connection) -> list[Change]:
        known = _find_known(connection, {record.id for _, record in pair}, pair[0][1].table)
        changed[:] = [record.values["interdiction"] for record in known] or [pair[0][0]]
        if known:
            return [change for record in known for change in _update(record, values)]
        return [_create(connection, pair, values)]

    outcome = change_file(how, plan)
    with vouch_for(outcome, "the judgement was made", how.printing), open_reading(how.path) as connection:
        warnings = _find_warnings(connection, pair[0][1])
    report_outcome(how.printing, outcome, [cases[each] for each in dict.fromkeys(changed)], warnings=warnings)
    how.screen.say(f"{one} and {other}: {values['verdict']}")


def _check_pair(one: Record, other: Record) -> None:
    if one.id == other.id:
        raise UsageError("that is one record, not two", hint="name two, each as REF/KEY")
    if one.table != other.table:
        words = ["case" if record.table == "interdiction" else record.table for record in (one, other)]
        raise UsageError(
            f"{words[0]} and {words[1]} are of different kinds and cannot be one thing",
            hint="name two records of one kind",
        )


def _find_known(connection: Connection, pair: set[str], table: str) -> list[Record]:
    """Return the judgements on a pair of records: one, or after a merge several."""
    found = [each for each in read_judgements(connection, table) if each.pair == pair]
    records = (read_record(connection, "judgement", each.id) for each in found)
    return [record for record in records if record]


def _update(record: Record, values: Mapping[str, str]) -> Iterator[Change]:
    for name, value in values.items():
        if record.values.get(name) != value:
            yield Change("judgement", record.id, UPDATE, name, record.values.get(name), value)


def _create(connection: Connection, pair: Sequence[tuple[str, Record]], values: Mapping[str, str]) -> Change:
    (case_id, subject), (_, other) = pair
    present = read_case(connection, case_id).values()
    judgement = make_judgement(case_id, (subject.table, subject.id), other.id, values, present)
    return Change("judgement", judgement.id, CREATE, new=judgement.values)


def _find_warnings(connection: Connection, subject: Record) -> list[str]:
    """Return a warning where judgements make records one that another judgement keeps apart."""
    judgements = read_judgements(connection, subject.table)
    group = group_same(judgements).get(subject.id, frozenset())
    return [
        f"other judgements make one what a judgement calls different: {each.why}"
        for each in find_contradictions(judgements)
        if each.subject in group
    ]
