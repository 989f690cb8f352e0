"""Go through what was read from a text, one proposal after the other, at the terminal.

A plain prompt: a line each, answered with a letter. It takes a ProposedCase and gives the one that the user agreed to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interdict.articles.drafts import LISTS, make_title
from interdict.articles.proposals import HIGH, Proposal, ProposedCase, Question
from interdict.domain.fields import MAIN_FIELD, get_fields
from interdict.domain.values import parse_value
from interdict.domain.wording import format_value
from interdict.terminal.screen import Screen

_ANSWERS = {"": "accept", "a": "accept", "c": "change", "d": "drop", "r": "rest", "s": "skip", "q": "stop"}
_HELP = (
    "a or return accepts it; c changes it; d drops it, and with the first value of a record the record; "
    "r accepts the rest of this case; s skips the case; q stops and adds nothing"
)


class StoppedError(Exception):
    """The user stopped, or input ended: nothing is added."""


def review_cases(screen: Screen, cases: Sequence[ProposedCase]) -> list[ProposedCase]:
    """Return the cases as the user agreed to them, without those that were skipped.

    Raises StoppedError.
    """
    agreed = []
    for number, case in enumerate(cases, 1):
        screen.warn(f"case {number} of {len(cases)}: {make_title(case)}")
        reviewed = _review_case(screen, case)
        if reviewed is not None and reviewed.proposals:
            agreed.append(reviewed)
    return agreed


def _review_case(screen: Screen, case: ProposedCase) -> ProposedCase | None:
    kept: list[Proposal] = []
    gone: set[tuple[str, str]] = set()
    seen: set[tuple[str, str]] = set()
    for number, proposal in enumerate(case.proposals):
        record = (proposal.table, proposal.of)
        if record in gone:
            continue
        answer = _ask_proposal(screen, proposal)
        if answer == "skip":
            return None
        if answer == "rest":
            kept += [other for other in case.proposals[number:] if (other.table, other.of) not in gone]
            break
        if answer == "drop" and proposal.table != "interdiction" and record not in seen:
            gone.add(record)
        if answer == "change":
            kept += _change(screen, proposal)
        elif answer == "accept":
            kept.append(proposal)
        seen.add(record)
    for question in case.questions:
        if (question.table, question.of) not in gone:
            kept += _ask_question(screen, question)
    return ProposedCase(tuple(kept))


def _ask_proposal(screen: Screen, proposal: Proposal) -> str:
    """Return what to do with a proposal, as a word of _ANSWERS."""
    screen.warn(f"  {name_field(proposal)}: {write_value(proposal)}    {_write_words(proposal)}")
    while True:
        answer = screen.ask_line("  accept, change, drop, rest, skip, quit, ? [a]")
        if answer is None:
            raise StoppedError
        word = _ANSWERS.get(answer.casefold()[:1])
        if word == "stop":
            raise StoppedError
        if word:
            return word
        screen.warn(f"  {_HELP}")


def _change(screen: Screen, proposal: Proposal) -> list[Proposal]:
    """Return a proposal with the value that the user gives; an empty one keeps it."""
    while True:
        answer = screen.ask_line(f"  {name_field(proposal)}, instead of {write_value(proposal)}:")
        if answer is None:
            raise StoppedError
        if not answer:
            return [proposal]
        values = _read_value(screen, proposal, answer)
        if values:
            return [proposal._replace(value=value, confidence=HIGH) for value in values]


def _ask_question(screen: Screen, question: Question) -> list[Proposal]:
    """Return what the user answers to what the text leaves open: nothing, what it may be, or another value."""
    screen.warn(f"  ? {name_field(question)}: {question.question}    {_write_words(question)}")
    offer = f"y for {write_value(question)}, " if question.value is not None else ""
    while True:
        answer = screen.ask_line(f"  {offer}a value, or return to leave it open:")
        if answer is None:
            raise StoppedError
        if not answer:
            return []
        taken = question.value is not None and answer.casefold() in {"y", "yes"}
        values = [question.value] if taken else _read_value(screen, question, answer)
        if values:
            return [
                Proposal(question.table, question.of, question.field, value, question.words, HIGH) for value in values
            ]


def _read_value(screen: Screen, asked: Proposal | Question, text: str) -> list[Any]:
    """Return a value as the field takes it, several for a list; say why not and return none."""
    try:
        value = parse_value(get_fields(asked.table)[asked.field], text)
    except ValueError as error:
        screen.warn(f"  {error}")
        return []
    return list(value) if asked.field in LISTS else [value]


def name_field(asked: Proposal | Question) -> str:
    """Name the field of a proposal: `date`, `load/quantity`."""
    if asked.table == "interdiction":
        return asked.field
    return asked.of if asked.field == MAIN_FIELD[asked.table] else f"{asked.of}/{asked.field}"


def write_value(asked: Proposal | Question) -> str:
    """Write a proposed value for people; empty for a question without one."""
    if asked.value is None:
        return ""
    field = get_fields(asked.table)[asked.field]
    value = parse_value(field, [asked.value] if asked.field in LISTS else asked.value)
    return " ".join(format_value(field, value).split())


def _write_words(asked: Proposal | Question) -> str:
    words = " ".join(asked.words.text.split())
    return f'"{words}", line {asked.words.line}'
