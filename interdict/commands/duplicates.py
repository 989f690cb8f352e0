"""`interdict duplicates`: the cases that may be of one event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.changing import carry_out
from interdict.commands.duplicate_search import Duplicate, find_duplicates
from interdict.commands.no_match import hint_at_terms
from interdict.commands.options import NoInput, Printing, Terms, reads
from interdict.domain.changes import CREATE, Change
from interdict.domain.judging import make_judgement
from interdict.domain.records import Record
from interdict.errors import UsageError
from interdict.evidence.likeness import LIKELY
from interdict.store.cases import read_case
from interdict.store.connection import Connection, open_reading
from interdict.store.query import find_matching, parse_terms
from interdict.terminal.keys import ask_letter
from interdict.terminal.likeness import describe_pair, format_reasons, name_case
from interdict.terminal.output import FOR_PEOPLE, Column, Page, Section, print_rows

_KEYS = ("points", "ref", "other", "date", "other_date", "title", "other_title", "verdict", "reasons", "id", "other_id")
_SHOWN = (
    Column("points", "Of 100", "right"),
    Column("one", "Case"),
    Column("two", "Other case"),
    Column("why", "Alike"),
)
_NARROW = 90  # cells; three texts side by side take that much to be read
_QUESTION = "the same event? s(ame), d(ifferent), u(nsure), Enter for the next, q(uit):"
_HELP = {
    "s": "the same event: both cases stay, tied by the judgement 'same'",
    "d": "different events; this pair is not shown again",
    "u": "unsure; this pair is shown with --judged only",
    "": "say nothing, and go on to the next pair",
    "q": "quit, and keep the verdicts so far",
}
_VERDICTS = {"s": "same", "d": "different", "u": "unsure"}
_NOTE = "'interdict judge REF OTHER same --why TEXT' keeps your verdict (or different, unsure) and takes a pair off"


@reads()
def command(
    printing: Printing,
    path: Path,
    terms: Terms = None,
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=1, max=100, help="how many points out of 100 a pair has at least")
    ] = LIKELY,
    judged: Annotated[bool, typer.Option("--judged", help="also pairs that were judged, with the verdict")] = False,
    ask: Annotated[bool, typer.Option("--ask", help="go through the pairs and ask for a verdict on each")] = False,
    no_input: NoInput = False,
) -> None:
    """List cases that may be of one event, with what speaks for and against it; with terms, pairs with such a case.

    Dates, places, states, conveyances, cargo, titles and sources are compared. A pair that was judged is left out.

    \b
    Examples:
      interdict duplicates
      interdict duplicates regime:DPRK --least 30 -f json

    See also: judge, add, import.
    """
    if ask and (no_input or not printing.screen.can_ask):
        raise UsageError("--ask needs a terminal", hint="'interdict judge REF OTHER VERDICT' judges one pair")
    parse_terms(terms or ())
    with open_reading(path) as connection:
        wanted = set(find_matching(connection, terms)) if terms else None
        hint_at_terms(connection, terms or (), printing.screen)
        found = find_duplicates(connection, wanted=wanted, least=least, screen=printing.screen)
    found = [pair for pair in found if judged or pair.verdict is None]
    if ask:
        _ask_all(path, [pair for pair in found if pair.verdict is None], printing)
        return
    _print(found, printing, " ".join(terms or ()))


def _print(found: Sequence[Duplicate], printing: Printing, terms: str) -> None:
    for_people = printing.format in FOR_PEOPLE
    if not (for_people and not found):
        rows = _word_rows(found) if for_people else _list_rows(found, is_nested=printing.format in {"json", "yaml"})
        columns = _SHOWN if for_people else tuple(Column(key, key) for key in _KEYS)
        section = Section(columns, list(rows), "", (_NOTE,) if for_people else (), cards_below=_NARROW)
        page = Page("Likely duplicates", terms)
        print_rows(section, format=printing.format, screen=printing.screen, output=printing.output, page=page)
    if not found:
        printing.screen.say("no two cases look like one event")


def _word_rows(found: Sequence[Duplicate]) -> Iterator[dict[str, Any]]:
    for pair in found:
        judged = f"judged {pair.verdict}; " if pair.verdict else ""
        yield {
            "points": pair.likeness.score,
            "one": name_case(pair.one),
            "two": name_case(pair.other),
            "why": judged + format_reasons(pair.likeness.reasons),
        }


def _list_rows(found: Sequence[Duplicate], *, is_nested: bool) -> Iterator[dict[str, Any]]:
    for pair in found:
        one, other, likeness, verdict = pair
        reasons: Any = [{"points": reason.points, "reason": reason.text} for reason in likeness.reasons]
        yield {
            "points": likeness.score,
            "ref": one.ref,
            "other": other.ref,
            "date": one.date,
            "other_date": other.date,
            "title": one.title,
            "other_title": other.title,
            "verdict": verdict,
            "reasons": reasons if is_nested else format_reasons(likeness.reasons),
            "id": one.id,
            "other_id": other.id,
        }


def _ask_all(path: Path, found: Sequence[Duplicate], printing: Printing) -> None:
    """Ask for a verdict on each pair, and write them as one change at the end or when the user has had enough."""
    screen = printing.screen
    verdicts: list[tuple[Duplicate, str]] = []
    for number, pair in enumerate(found, 1):
        screen.warn(f"pair {number} of {len(found)}:")
        for line in describe_pair(pair.one, pair.other, pair.likeness):
            screen.warn(f"  {line}")
        answer = ask_letter(screen, _QUESTION, _HELP)
        if answer == "q":
            break
        if answer:
            verdicts.append((pair, _VERDICTS[answer]))
    if verdicts:
        carry_out(path, lambda connection: _plan_judgements(connection, verdicts), screen=screen, yes=True)
    screen.say(f"{len(verdicts)} of {len(found)} pairs judged" if found else "no two cases look like one event")


def _plan_judgements(connection: Connection, verdicts: Sequence[tuple[Duplicate, str]]) -> list[Change]:
    made: list[Record] = []
    for pair, verdict in verdicts:
        values = {"verdict": verdict, "why": f"looked at side by side: {format_reasons(pair.likeness.reasons[:4])}"}
        present = [*read_case(connection, pair.one.id).values(), *made]
        own = [record for record in present if record.values.get("interdiction") == pair.one.id]
        made.append(make_judgement(pair.one.id, ("interdiction", pair.one.id), pair.other.id, values, own))
    return [Change(record.table, record.id, CREATE, new=record.values) for record in made]
