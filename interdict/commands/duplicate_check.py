"""What happens to likely duplicates before cases are written: a question on a terminal, else a warning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import typer

from interdict.commands.duplicate_search import Duplicate, find_duplicates
from interdict.domain.judging import make_judgement
from interdict.domain.traits import read_traits
from interdict.domain.vocabulary import quote
from interdict.store.connection import Connection
from interdict.store.duplicates import list_present
from interdict.store.importing import Incoming
from interdict.terminal.likeness import ask_letter, describe_pair, format_reasons, name_case
from interdict.terminal.screen import Screen

_MOST_WARNINGS = 10
_MOST_QUESTIONS = 3  # about one case

_VERDICTS = {"b": "same", "d": "different", "u": "unsure"}
_QUESTION = "the same event? s(ame), b(oth), d(ifferent), u(nsure), a(ll), q(uit), ? explains:"
_HELP = {
    "s": "the same: leave the new one out; 'interdict edit' or 'cite' adds what it says to the other",
    "b": "the same, but keep both, tied by the judgement 'same'",
    "d": "different: record it; the judgement 'different' is kept, and you are not asked again",
    "u": "unsure: record it; the judgement 'unsure' is kept, and 'interdict duplicates --judged' lists it",
    "a": "all: record this one and all others without further questions",
    "q": "quit: nothing is written",
}


class Settled(NamedTuple):
    """What was decided on likely duplicates: cases to leave out, judgements by case, and pairs that are left open."""

    left_out: frozenset[str] = frozenset()
    judgements: Mapping[str, Sequence[tuple[str, str, str]]] = {}  # other case, verdict and why
    open: Sequence[Duplicate] = ()

    def apply(self, incoming: Sequence[Incoming]) -> list[Incoming]:
        """Return the cases to be written, with the judgements that were made on them."""
        return [self._judge(item) for item in incoming if item.case_id not in self.left_out]

    def _judge(self, item: Incoming) -> Incoming:
        made = self.judgements.get(item.case_id or "", ())
        if not made or item.case_id is None:
            return item
        records = dict(item.records)
        for other, verdict, why in made:
            values = {"verdict": verdict, "why": why}
            record = make_judgement(item.case_id, ("interdiction", item.case_id), other, values, records.values())
            records[record.id] = record
        return Incoming(item.case_id, records)


def settle_duplicates(
    connection: Connection, incoming: Sequence[Incoming], screen: Screen, *, may_ask: bool = True
) -> Settled:
    """Look for likely duplicates of the new cases, in the file and among them; ask where somebody can answer.

    Raises typer.Exit when the user quits.
    """
    present = list_present(connection, (item.case_id for item in incoming if item.case_id))
    new = [read_traits(item.case_id, item.records) for item in incoming if item.case_id and item.case_id not in present]
    found = [pair for pair in find_duplicates(connection, incoming=new) if pair.verdict is None] if new else []
    found = [pair for pair in found if not _is_judged(incoming, pair)]
    if not found or not (may_ask and screen.can_ask):
        return Settled(open=found)
    return _ask_all(found, screen)


def _is_judged(incoming: Sequence[Incoming], pair: Duplicate) -> bool:
    """Tell whether a document itself judges its case and another one."""
    wanted = {pair.one.id, pair.other.id}
    return any(
        record.table == "judgement" and {record.values["subject"]["id"], record.values.get("other")} == wanted
        for item in incoming
        if item.case_id in wanted
        for record in item.records.values()
    )


def _ask_all(found: Sequence[Duplicate], screen: Screen) -> Settled:
    left_out: set[str] = set()
    judgements: dict[str, list[tuple[str, str, str]]] = {}
    asked: dict[str, int] = {}
    for number, pair in enumerate(found):
        new = pair.one.id
        if {new, pair.other.id} & left_out or asked.get(new, 0) >= _MOST_QUESTIONS:
            continue
        asked[new] = asked.get(new, 0) + 1
        answer = _ask(pair, screen)
        if answer == "a":
            rest = [other for other in found[number:] if not {other.one.id, other.other.id} & left_out]
            return Settled(frozenset(left_out), judgements, rest)
        if answer == "q":
            screen.say("nothing was changed")
            raise typer.Exit(1)
        if answer == "s":
            left_out.add(new)
            screen.say(f"left out: {name_case(pair.one)}")
        else:
            why = f"decided when it was recorded: {format_reasons(pair.likeness.reasons, is_short=True)}"
            judgements.setdefault(new, []).append((pair.other.id, _VERDICTS[answer], why))
    return Settled(frozenset(left_out), judgements)


def _ask(pair: Duplicate, screen: Screen) -> str:
    """Return the answer to whether two cases are of one event, one letter."""
    screen.warn("this may be in the file already:" if pair.other.ref else "these may be one:")
    for line in describe_pair(pair.one, pair.other, pair.likeness):
        screen.warn(f"  {line}")
    return ask_letter(screen, _QUESTION, _HELP)


def list_warnings(settled: Settled, refs: Mapping[str, str | None]) -> list[str]:
    """Return a warning for each pair that is left open; `refs` are the references of the new cases by id."""
    warnings = []
    for pair in settled.open[:_MOST_WARNINGS]:
        one, other = (case._replace(ref=case.ref or refs.get(case.id)) for case in (pair.one, pair.other))
        reasons = format_reasons(pair.likeness.reasons, is_short=True)
        this = one.ref or quote(one.title or "the case")
        warnings.append(f"{this} may be the same event as {name_case(other)}: {pair.likeness.score} of 100: {reasons}")
    more = len(settled.open) - _MOST_WARNINGS
    if more > 0:
        warnings.append(f"{more:,} more pairs may be of one event each; 'interdict duplicates' lists them")
    return warnings


def say_how_to_judge(settled: Settled, refs: Mapping[str, str | None], screen: Screen) -> None:
    """Say how to keep a verdict on the pairs that are left open, once they are in the file."""
    if settled.open and refs:
        one, other = (case.ref or refs.get(case.id) or "REF" for case in settled.open[0][:2])
        screen.say(f"hint: 'interdict judge {one} {other} different --why TEXT' keeps your verdict; or same, or unsure")
