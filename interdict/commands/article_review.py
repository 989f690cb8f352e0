"""Go through what was read from a text, one proposal after the other, at the terminal.

A plain prompt: a line each. The keys are those of the wizard, and as there going back and going on later are answering
anew: the same answers lead to the same question.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, NamedTuple, TypeVar

from interdict.articles.drafts import LISTS, make_title
from interdict.articles.proposals import HIGH, Proposal, ProposedCase, Question
from interdict.domain.fields import MAIN_FIELD, get_fields
from interdict.domain.values import parse_value
from interdict.domain.wording import format_value
from interdict.terminal.screen import Screen
from interdict.wizard.answers import BACK, FINISH, HELP, NOTHING

T = TypeVar("T")

_WORDS = {"": "accept", "a": "accept", "c": "change", "d": "drop", NOTHING: "drop", "r": "rest", "s": "skip"}
_QUIT = "q"
_HELP = (
    "a or Enter accepts it; c changes it; d or - drops it, and with the first value of a record the record; "
    "r accepts the rest of this case; s skips the case; < goes back; . finishes, without what was not looked at; "
    "q throws the answers away and adds nothing; ctrl-C keeps them as a draft"
)
_HELP_VALUE = (
    "a value as the field takes it; Enter or - leaves it as it is; < goes back, . finishes, ctrl-C keeps a draft"
)


class StoppedError(Exception):
    """The user stopped: nothing is added."""


class Asked(NamedTuple):
    """One question of a review: what is said before it, how it is put, and what reads its answer."""

    said: tuple[str, ...]
    words: str
    help: str
    read: Callable[[str], Any]  # raises ValueError with what to say


Asking = Generator[Asked, Any, T]


class Review:
    """A review with its answers so far."""

    def __init__(self, screen: Screen, cases: Sequence[ProposedCase], answers: Sequence[str] = ()) -> None:
        """Begin, or go on after answers that were given before; those that no longer fit are dropped."""
        self.screen = screen
        self.cases = cases
        self.answers = list(answers)

    def run(self, keep: Callable[[Sequence[str]], None] = lambda _: None) -> list[ProposedCase]:
        """Return the cases as the user agreed to them, without those that were skipped; `keep` keeps the answers.

        Raises StoppedError where the user stops, EOFError where input ends.
        """
        agreed: list[ProposedCase] = []
        asking, asked = self._replay(agreed)
        while asked is not None:
            for line in asked.said:
                self.screen.warn(line)
            text = self.screen.ask_line(asked.words)
            if text is None:
                raise EOFError
            if text == FINISH:
                asking.close()  # what was agreed to of the case in hand is in the list already
                break
            if text == BACK:
                if not self.go_back():
                    self.screen.warn("  this is the first question")
                asking.close()  # before its list is filled anew
                agreed.clear()
                asking, asked = self._replay(agreed)
            elif text == HELP:
                self.screen.warn(f"  {asked.help}")
            else:
                asked = self._answer(asking, asked, text)
            keep(self.answers)
        return [case for case in agreed if case.proposals]

    def go_back(self) -> bool:
        """Take the last answer back; tell whether there was one."""
        return bool(self.answers and (self.answers.pop() or True))

    def _replay(self, agreed: list[ProposedCase]) -> tuple[Asking[None], Asked | None]:
        asking = _ask_all(self.cases, agreed)
        asked: Asked | None = next(asking)
        for number, text in enumerate(self.answers):
            try:
                asked = asking.send(asked.read(text)) if asked else None
            except StopIteration:
                asked = None
            except ValueError:  # the text is read otherwise by now
                del self.answers[number:]
                break
        return asking, asked

    def _answer(self, asking: Asking[None], asked: Asked, text: str) -> Asked | None:
        try:
            value = asked.read(text)
        except ValueError as error:
            self.screen.warn(f"  {error}")
            return asked._replace(said=())
        self.answers.append(text)
        try:
            return asking.send(value)
        except StopIteration:
            return None


def _ask_all(cases: Sequence[ProposedCase], agreed: list[ProposedCase]) -> Asking[None]:
    """Ask about all cases; put what is agreed to of each into the list as it comes."""
    for number, case in enumerate(cases, 1):
        title = f"case {number} of {len(cases)}: {make_title(case)}"
        kept: list[Proposal] = []
        agreed.append(ProposedCase(()))
        try:
            is_wanted = yield from _ask_case(case, kept, title)
        finally:  # also where the user finishes amid the case
            agreed[-1] = ProposedCase(tuple(kept))
        if not is_wanted:
            agreed[-1] = ProposedCase(())


def _ask_case(case: ProposedCase, kept: list[Proposal], title: str) -> Asking[bool]:
    """Put the proposals that are agreed to into the list; False for a case that is skipped."""
    gone: set[tuple[str, str]] = set()
    seen: set[tuple[str, str]] = set()
    said: tuple[str, ...] = (title,)
    for number, proposal in enumerate(case.proposals):
        record = (proposal.table, proposal.of)
        if record in gone:
            continue
        line = f"  {name_field(proposal)}: {write_value(proposal)}    {_write_words(proposal)}"
        answer = yield Asked((*said, line), "  accept, change, drop, rest, skip, quit, ? [a]", _HELP, _read_letter)
        said = ()
        if answer == "skip":
            return False
        if answer == "rest":
            kept += [other for other in case.proposals[number:] if (other.table, other.of) not in gone]
            break
        if answer == "drop" and proposal.table != "interdiction" and record not in seen:
            gone.add(record)
        if answer == "change":
            kept += yield from _ask_change(proposal)
        elif answer == "accept":
            kept.append(proposal)
        seen.add(record)
    for question in case.questions:
        if (question.table, question.of) not in gone:
            kept += yield from _ask_open(question)
    return True


def _read_letter(text: str) -> str:
    letter = text.casefold()[:1]
    if letter == _QUIT:
        raise StoppedError
    if letter not in _WORDS:
        raise ValueError(_HELP)
    return _WORDS[letter]


def _ask_change(proposal: Proposal) -> Asking[list[Proposal]]:
    """Ask for another value of a proposal; none keeps it."""

    def read(text: str) -> list[Any]:
        return [] if text in {"", NOTHING} else _read_value(proposal, text)

    words = f"  {name_field(proposal)}, instead of {write_value(proposal)}:"
    values = yield Asked((), words, _HELP_VALUE, read)
    return [proposal._replace(value=value, confidence=HIGH) for value in values] or [proposal]


def _ask_open(question: Question) -> Asking[list[Proposal]]:
    """Ask what the text leaves open: nothing, what it may be, or another value."""

    def read(text: str) -> list[Any]:
        if text in {"", NOTHING}:
            return []
        is_taken = question.value is not None and text.casefold() in {"y", "yes"}
        return [question.value] if is_taken else _read_value(question, text)

    offer = f"y for {write_value(question)}, " if question.value is not None else ""
    line = f"  ? {name_field(question)}: {question.question}    {_write_words(question)}"
    values = yield Asked((line,), f"  {offer}a value, or return to leave it open:", _HELP_VALUE, read)
    return [Proposal(question.table, question.of, question.field, value, question.words, HIGH) for value in values]


def _read_value(asked: Proposal | Question, text: str) -> list[Any]:
    """Return a value as the field takes it, several for a list; raise ValueError with the reason."""
    value = parse_value(get_fields(asked.table)[asked.field], text)
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
