"""What happens to likely duplicates before cases are written: a question on a terminal, else a warning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import typer

from interdict.commands.duplicate_search import Duplicate, find_duplicates
from interdict.domain.judging import find_judgement_id, identify_content, judge_left_out, make_judgement
from interdict.domain.records import Record
from interdict.domain.traits import read_traits
from interdict.domain.vocabulary import quote
from interdict.store.cases import read_case, read_record
from interdict.store.connection import Connection
from interdict.store.duplicates import list_present
from interdict.store.importing import Incoming
from interdict.terminal.keys import ask_letter
from interdict.terminal.likeness import describe_pair, format_reasons, name_case
from interdict.terminal.screen import Screen

_MOST_WARNINGS = 10
_MOST_QUESTIONS = 3  # about one case

_VERDICTS = {"b": "same", "d": "different", "u": "unsure"}
_QUESTION = "the same event? s(ame), b(oth), d(ifferent), u(nsure), a(ll), q(uit), ? explains:"
_HELP = {
    "s": "the same: leave the new one out, this time and again; 'edit' or 'cite' adds what it says to the other",
    "b": "the same, but keep both, tied by the judgement 'same'",
    "d": "different: record it; the judgement 'different' is kept, and you are not asked again",
    "u": "unsure: record it; the judgement 'unsure' is kept, and 'interdict duplicates --judged' lists it",
    "a": "all: record this one and all others without further questions",
    "q": "quit: nothing is written",
}


class Settled(NamedTuple):
    """What was decided on likely duplicates: cases to leave out, judgements by case, and pairs that are left open."""

    left_out: frozenset[str] = frozenset()
    judgements: Mapping[str, Sequence[Record]] = {}
    open: Sequence[Duplicate] = ()
    uncompared: int = 0  # new cases that are too many to look at each

    def apply(self, incoming: Sequence[Incoming]) -> list[Incoming]:
        """Return the cases to be written, with the judgements that were made on them and on cases of the file."""
        items = [applied for item in incoming for applied in self.apply_to(item)]
        return [*items, *self.list_elsewhere({item.case_id for item in items if item.case_id})]

    def apply_to(self, item: Incoming) -> list[Incoming]:
        """Return a case with the judgements that were made on it; nothing for one that was left out."""
        if item.case_id in self.left_out:
            return []
        made = self.judgements.get(item.case_id or "", ())
        return [item._replace(records={**item.records, **{record.id: record for record in made}}) if made else item]

    def list_elsewhere(self, written: AbstractSet[str]) -> list[Incoming]:
        """Return the judgements on cases that are not among those that are written."""
        elsewhere = sorted(self.judgements.keys() - written)
        kept = {record.id: record for case_id in elsewhere for record in self.judgements[case_id]}
        return [Incoming(None, kept)] if kept else []


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
    return settle_pairs(connection, found, incoming, screen, may_ask=may_ask)


def settle_pairs(
    connection: Connection, found: Sequence[Duplicate], incoming: Sequence[Incoming], screen: Screen, *, may_ask: bool
) -> Settled:
    """Settle pairs of a new case and another one, given what is incoming of the new cases; ask as far as one may."""
    asking = _Asking(connection, incoming, screen)
    asking.leave_out_again(found)
    rest = [pair for pair in found if not asking.is_settled(pair)]
    if not rest or not (may_ask and screen.can_ask):
        return Settled(frozenset(asking.left_out), open=rest)
    return asking.ask_all(rest)


def _is_judged(incoming: Sequence[Incoming], pair: Duplicate) -> bool:
    """Tell whether a document itself judges its case and another one."""
    wanted = {pair.one.id, pair.other.id}
    return any(
        record.table == "judgement" and {record.values["subject"]["id"], record.values.get("other")} == wanted
        for item in incoming
        if item.case_id in wanted
        for record in item.records.values()
    )


class _Asking:
    """The questions about the new cases of one command, and what was answered so far."""

    def __init__(self, connection: Connection, incoming: Sequence[Incoming], screen: Screen) -> None:
        self.connection = connection
        self.items = {item.case_id: item for item in incoming if item.case_id}
        self.screen = screen
        self.left_out: set[str] = set()
        self.judged: set[tuple[str, str]] = set()  # pairs on which a verdict was kept when one of them was left out
        self.judgements: dict[str, list[Record]] = {}
        self.asked: dict[str, int] = {}

    def leave_out_again(self, found: Sequence[Duplicate]) -> None:
        """Leave out the cases that were left out before, as the same as one in the file."""
        for pair in found:
            new, other = pair.one.id, pair.other
            if other.id in self.items or new in self.left_out:
                continue
            known = read_record(self.connection, "judgement", find_judgement_id(other.id, self._identify(new)))
            if known is None:
                continue
            self.judged.add((new, other.id))
            if known.values.get("verdict") == "same":
                self.left_out.add(new)
                ref, key = other.ref or other.id, known.values.get("key", known.id)
                self.screen.say(f"left out: {name_case(pair.one)}, judged the same as {ref} before")
                self.screen.say(f"hint: 'interdict remove {ref}/{key}' takes that judgement back")

    def is_settled(self, pair: Duplicate) -> bool:
        """Tell whether there is nothing to ask about a pair any more."""
        return bool({pair.one.id, pair.other.id} & self.left_out) or (pair.one.id, pair.other.id) in self.judged

    def ask_all(self, found: Sequence[Duplicate]) -> Settled:
        """Ask about each pair in turn; raise typer.Exit where the user quits."""
        for number, pair in enumerate(found):
            if self.is_settled(pair) or self.asked.get(pair.one.id, 0) >= _MOST_QUESTIONS:
                continue
            self.asked[pair.one.id] = self.asked.get(pair.one.id, 0) + 1
            answer = _ask(pair, self.screen)
            if answer == "a":
                rest = [other for other in found[number:] if not self.is_settled(other)]
                return Settled(frozenset(self.left_out), self.judgements, rest)
            if answer == "q":
                self.screen.say("nothing was changed")
                raise typer.Exit(1)
            self._judge(pair, answer)
        return Settled(frozenset(self.left_out), self.judgements)

    def _judge(self, pair: Duplicate, answer: str) -> None:
        reasons = format_reasons(pair.likeness.reasons, is_short=True)
        new, other = pair.one.id, pair.other.id
        if answer == "s":
            self.left_out.add(new)
            why = f"left out when it was to be recorded: {name_case(pair.one)}: {reasons}"
            self._keep(other, judge_left_out(other, self._identify(new), why, self._read_present(other)))
            self.screen.say(f"left out: {name_case(pair.one)}")
            return
        values = {"verdict": _VERDICTS[answer], "why": f"decided when it was recorded: {reasons}"}
        self._keep(new, make_judgement(new, ("interdiction", new), other, values, self._read_present(new)))

    def _keep(self, case_id: str, judgement: Record) -> None:
        self.judgements.setdefault(case_id, []).append(judgement)

    def _read_present(self, case_id: str) -> list[Record]:
        item = self.items.get(case_id)
        records = item.records if item else read_case(self.connection, case_id)
        return [*records.values(), *self.judgements.get(case_id, ())]

    def _identify(self, new: str) -> str:
        """Return what tells that a case is given again: its own id, else what it says."""
        return new if self.items[new].has_id else identify_content(self.items[new].records)


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
    for hint in list_hints(settled, refs):
        screen.say(hint)


def list_hints(settled: Settled, refs: Mapping[str, str | None]) -> Iterator[str]:
    """Yield how to keep a verdict on the pairs that are left open; nothing where nothing is in the file."""
    if settled.uncompared:
        yield f"hint: {settled.uncompared:,} new cases were not compared; 'interdict duplicates' lists what is alike"
    if settled.open and refs:
        one, other = (case.ref or refs.get(case.id) or "REF" for case in settled.open[0][:2])
        yield f"hint: 'interdict judge {one} {other} different --why TEXT' keeps your verdict; or same, or unsure"
