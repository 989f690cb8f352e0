"""The wizard without a terminal: lines go in, words and the next question come out, and the case grows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from interdict.domain.fields import MANAGED, get_fields
from interdict.domain.vocabulary import VOCABULARIES
from interdict.wizard.answers import BACK, FINISH, HELP, KEYS, NOTHING, Answer
from interdict.wizard.questions import MENU, SINGLE, Question
from interdict.wizard.reading import Ports, Reading, read_answer
from interdict.wizard.script import Asking, Case, Similar, ask_case

_NO, _YES = frozenset({"n", "no"}), frozenset({"", "y", "yes"})
_RIGHT = "y or Enter takes it, n or < asks again; any other text is a new answer"

_WIDEST = 18  # letters of a field's name
_LISTS = re.compile(r"'interdict fields [a-z_]+' lists them")  # which ? does here


class Flow:
    """The state of one wizard: the answers so far, the question that stands, and what waits for a yes."""

    def __init__(
        self,
        ports: Ports = Ports(),  # noqa: B008  # it never changes
        find_similar: Callable[[Mapping[str, Any]], Similar | None] = lambda _: None,
        answers: Sequence[Answer] = (),
    ) -> None:
        """Begin, or go on after answers that were given before; those that no longer fit are dropped."""
        self.ports = ports
        self.find_similar = find_similar
        self.answers: list[Answer] = []
        self.waiting: Reading | None = None
        self._typed = ""  # what was read as that
        self.is_finished = False  # by the user, before the last question
        self._begin()
        for answer in answers:
            if self.question is None or self.question.name != answer.question or not self._fits(answer):
                break
            self._keep(answer.text)

    def _begin(self) -> None:
        self.case = Case(self.ports, self.find_similar)
        self._asking: Asking = ask_case(self.case)
        self.question: Question | None = next(self._asking)

    def _fits(self, answer: Answer) -> bool:
        try:
            return not answer.text or bool(self._read(answer.text))
        except ValueError:
            return False

    def _read(self, text: str) -> Reading:
        assert self.question is not None  # noqa: S101  # nothing is read once all was asked
        return read_answer(self.question, text, self.ports, self.case.pending)

    def _keep(self, text: str) -> None:
        assert self.question is not None  # noqa: S101  # as above
        self.answers.append(Answer(self.question.name, text))
        try:
            self.question = self._asking.send(text)
        except StopIteration:
            self.question = None

    @property
    def is_done(self) -> bool:
        """Tell whether there is nothing left to ask."""
        return self.question is None or self.is_finished

    def go_on(self) -> None:
        """Ask again what else is to be said, after the case was looked at."""
        if self.is_finished:
            self.is_finished = False
        else:
            self._go_back()

    def take(self, line: str) -> list[str]:
        """Take a line that the user typed, and return what to say to it."""
        text = line.strip()
        if not text.isprintable():
            return ["that holds keys that are no text, such as an arrow: type it again"]
        if self.waiting is not None:
            return self._settle(text, self.waiting)
        if text == BACK:
            return [] if self._go_back() else ["this is the first question"]
        if text == HELP:
            return list(self.explain())
        if text == FINISH:
            return self._finish()
        return self._answer(text)

    def _settle(self, text: str, waiting: Reading) -> list[str]:
        """Take what was said to whether an answer was read rightly; anything but yes and no is a new answer."""
        assert self.question is not None  # noqa: S101  # as above
        if text.casefold() in _YES:
            self.waiting = None
            self._keep(waiting.text)
            return []
        if text.casefold() in _NO or text == BACK:
            self.waiting = None
            self.question = self.question._replace(prefers=self._typed, because="as you wrote it")
            return []
        if text == HELP:
            return [_RIGHT]
        if text in {FINISH, NOTHING}:
            return [f"first say whether that is right: {_RIGHT}"]
        try:
            reading = self._read(text)
        except ValueError as error:
            return [f"that cannot be a new answer: {_LISTS.sub('? lists them', str(error))}", _RIGHT]
        self.waiting, self._typed = reading._replace(echo=reading.echo or reading.text or text, asks=True), text
        return ["taken as a new answer:", *(f"warning: {warning}" for warning in reading.warnings)]

    def _answer(self, text: str) -> list[str]:
        assert self.question is not None  # noqa: S101  # as above
        text = self.question.prefers if text == "" else "" if text == NOTHING else text
        if not text:
            self._keep("")
            return []
        try:
            reading = self._read(text)
        except ValueError as error:
            return [f"that cannot be: {_LISTS.sub('? lists them', str(error))}"]
        words = [f"warning: {warning}" for warning in reading.warnings]
        if reading.asks:
            self.waiting, self._typed = reading, text
            return words
        self._keep(reading.text)
        return [f"= {reading.echo}", *words] if reading.echo else words

    def _go_back(self) -> bool:
        """Take the last answer back; tell whether there was one."""
        if not self.answers:
            return False
        kept = self.answers[:-1]
        self.answers = []
        self._begin()
        for answer in kept:
            self._keep(answer.text)
        return True

    def _finish(self) -> list[str]:
        if not self.case.says_something():
            return ["nothing is said yet: give a title, a date or a place first"]
        self.is_finished = True
        return []

    def explain(self) -> Iterator[str]:
        """Yield what can be answered to the question that stands."""
        assert self.question is not None  # noqa: S101  # as above
        field = self.question.field
        if field is not None:
            yield f"{field.name}: {field.meaning}"
            if field.vocabulary:
                words = VOCABULARIES[field.vocabulary]
                width = max(map(len, words))
                yield from (f"  {word:{width}}  {meaning}" for word, meaning in words.items())
        elif self.question.name.startswith("more."):
            yield from (f"  {word:{max(map(len, MENU))}}  {meaning}" for word, meaning in MENU.items())
            yield f"or a single field: {', '.join(SINGLE)}"
            yield "what follows the word is taken as the answer: basis UNSCR 1874; party crew; role=crew; count=5"
        elif self.question.table:
            fields = get_fields(self.question.table).values()
            yield from (f"  {each.name:{_WIDEST}}  {each.meaning}" for each in fields if each.name not in MANAGED)
            yield "give one with its value, several as field=value; field=value, or a name to be asked for it"
        if self.question.examples:
            yield f"for example: {'; '.join(self.question.examples)}"
        yield KEYS
