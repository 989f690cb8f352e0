"""`interdict add` on a terminal: the wizard, its questions on the screen, its drafts in a file, its case written."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Thread
from typing import TYPE_CHECKING

import typer

from interdict.commands.add_drafts import (
    ENDING,
    ENDINGS,
    KEPT,
    Draft,
    choose_draft,
    discard_draft,
    hold_draft,
    is_in_use,
    list_drafts,
    make_draft,
    save_draft,
)
from interdict.commands.options import Writing
from interdict.errors import InterdictError
from interdict.store.connection import open_reading
from interdict.terminal.keys import ask_letter
from interdict.terminal.prompting import Choice, Prompter
from interdict.terminal.screen import CutLineError
from interdict.wizard.answers import BACK, FINISH, HELP, KEYS, NOTHING, Answer
from interdict.wizard.questions import FIRST, Question, ask

if TYPE_CHECKING:
    from interdict.commands.wizard_ports import Room
    from interdict.wizard.flow import Flow

_MORE = "t(ogether one answer), e(ach answers a question), f(irst one only):"
_MEANINGS = {
    "t": "together: one answer, the lines one after the other",
    "e": "each: the first answers this question, the next one the next",
    "f": "first: it is the answer, the others are left out",
}


def add_by_wizard(how: Writing, *, draft: Draft | None = None) -> None:
    """Ask for a case and add it; go on with a draft where one is given."""
    with open_reading(how.path):  # a file that is not there is told of before anything is asked
        pass
    with hold_draft(draft or make_draft(how.path)) as held:
        Wizard(how, held).run()


def resume(how: Writing, name: str) -> None:
    """Go on with a draft, the newest or the one with a number of the list."""
    draft = choose_draft(name)
    if draft.db != str(how.path.absolute()):
        how.screen.warn(f"this draft was begun for {draft.db}; the case will be added to {how.path}")
    if draft.article is None:
        add_by_wizard(how, draft=draft)
        return
    from interdict.commands.article_adding import Article  # the rules are many, and wanted for this alone
    from interdict.commands.articles import add_from_text

    article = Article(*(draft.article[name] for name in Article._fields))
    add_from_text(how, article, draft.article["source"], draft=draft)


def print_drafts(how: Writing) -> None:
    """List the drafts, the newest first."""
    from interdict.terminal.output import Column, Section, print_rows

    drafts = list_drafts()
    rows = [
        {
            "draft": number,
            "changed": f"{draft.changed:%Y-%m-%d %H:%M}",
            "answers": len(draft.answers),
            "title": draft.title,
            "open": is_in_use(draft),
            "db": draft.db,
            "path": str(draft.path),
        }
        for number, draft in enumerate(drafts, 1)
    ]
    is_any_open = any(row["open"] for row in rows)
    shown = ("draft", "changed", "answers", "title", *(("open",) if is_any_open else ()))
    names = shown if how.printing.format == "table" else ("draft", "changed", "answers", "title", "open", "db", "path")
    if rows or how.printing.format != "table":
        section = Section(tuple(Column(name, name.capitalize()) for name in names), rows)
        print_rows(section, format=how.printing.format, screen=how.screen, output=how.printing.output)
    if not rows:
        how.screen.say("there is no draft")


class Wizard:
    """One wizard on one terminal. What its first question does not need is loaded while the user thinks about it."""

    room: Room
    flow: Flow

    def __init__(self, how: Writing, draft: Draft) -> None:
        self.how = how
        self.draft = draft
        self.prompter = Prompter(how.screen)
        self.failure: BaseException | None = None
        self.pasted: list[str] = []  # lines that answer the questions to come
        self.is_unkept = False  # the user knows that no draft can be written
        self.loader = Thread(target=self._load, daemon=True)

    def _load(self) -> None:
        try:
            from interdict.commands.wizard_ports import open_room

            self.prompter.load()
            self.room = open_room(self.how.path)
        except BaseException as error:  # raised again by `_enter_room`, which waits for it
            self.failure = error

    def run(self) -> None:
        """Ask until there is nothing left to ask, then show, confirm and write the case."""
        self.how.screen.warn(f"A new case. {KEYS}.")
        try:
            self._begin()
            while True:
                self._ask_all()
                if self._conclude():
                    return
                self.flow.go_on()
        except (KeyboardInterrupt, EOFError, InterdictError) as error:
            self._say_kept()
            if isinstance(error, EOFError):
                raise typer.Exit(1) from None
            raise

    def _begin(self) -> None:
        if not self.draft.answers:
            question = ask("interdiction", FIRST)
            self._put(question)
            line = self._ask(question, is_first=True)
            self._keep_first(line)
            self._enter_room()
            if not self.flow.answers and line is not None:
                self._take(line)
            return
        self.loader.start()
        self._enter_room()
        for question_name, text in self.flow.answers:
            if text:
                self.how.screen.warn(f"  {question_name}: {text}")

    def _ask(self, question: Question, *, is_first: bool = False) -> str | None:
        """Ask a question and return the answer; None for one that was cut, and is to be given again."""
        label = _write_label(question)
        if self.pasted:
            line = self.pasted.pop(0)
            self.how.screen.warn(f"{label}{line}")
            return line
        try:
            if is_first:
                line = self.prompter.ask_first(label, self.loader.start)
            else:
                line = self.prompter.ask(label, self._complete)
        except CutLineError as error:
            self.how.screen.warn(f"{error.message}: give it again")
            return None
        return self._join(line, self.prompter.more) if self.prompter.more else line

    def _ask_right(self) -> str:
        """Ask whether an answer was read rightly; what more came at once is for the questions that follow."""
        try:
            line = self.prompter.ask("right? y/n, or a new answer [yes]> ", lambda _: ())
        except CutLineError as error:
            self.how.screen.warn(error.message)
            return "n"
        self.pasted = [*self.prompter.more, *self.pasted]
        return line

    def _join(self, line: str, more: Sequence[str]) -> str:
        """Ask what is meant by several lines that came at once, and return the answer among them."""
        self.how.screen.write_words("\n")  # the last of them may have no end
        number = f"{len(more)} more lines" if len(more) > 1 else "1 more line"
        answer = ask_letter(self.how.screen, f"{number} came with that one: {_MORE}", _MEANINGS)
        if answer == "q":
            raise EOFError
        self.pasted = list(more) if answer == "e" else []
        return " ".join([line, *more]) if answer == "t" else line

    def _keep_first(self, line: str | None) -> None:
        """Keep the first answer before all is loaded, so that it is not lost to a ctrl-C meanwhile."""
        text = (line or "").strip()
        if text.isprintable() and text not in {"", BACK, FINISH, HELP, NOTHING}:
            self._save((Answer(FIRST, text),))

    def _save(self, answers: Sequence[Answer]) -> None:
        """Keep the answers as a draft; where none can be written, say so once and go on."""
        draft = self.draft._replace(answers=tuple(answers))
        try:
            save_draft(draft)
        except InterdictError as error:
            if not self.is_unkept:
                self.how.screen.warn(f"warning: {error.message}: if you stop, what you answered from here on is lost")
            self.is_unkept = True
        else:
            self.draft, self.is_unkept = draft, False

    def _enter_room(self) -> None:
        """Wait for what is being loaded, and begin, or go on with the draft."""
        self.loader.join()
        if self.failure is not None:
            raise self.failure
        from interdict.wizard.flow import Flow

        self.flow = Flow(self.room.ports, self.room.find_similar, self.draft.answers)
        lost = len(self.draft.answers) - len(self.flow.answers)
        if lost:
            self.how.screen.warn(f"{lost} answers of the draft no longer fit, and are asked for again")

    def _ask_all(self) -> None:
        while self.flow.question is not None and not self.flow.is_done:
            if self.flow.waiting is not None:
                self.how.screen.warn(f"= {self.flow.waiting.echo}")
                self._take(self._ask_right())
            else:
                self._put(self.flow.question)
                line = self._ask(self.flow.question)
                if line is not None:
                    self._take(line)

    def _take(self, line: str) -> None:
        """Give a line to the flow, say what it has to say, and keep what was answered."""
        asked = self.flow.question
        for words in self.flow.take(line):
            self.how.screen.warn(words)
        if self.pasted and self.flow.question == asked and self.flow.waiting is None:
            self.how.screen.warn(f"left out, for they would answer other questions: {'; '.join(self.pasted)}")
            self.pasted = []
        if self.flow.answers != list(self.draft.answers):
            self._save(self.flow.answers)

    def _put(self, question: Question) -> None:
        examples = f" (such as: {'; '.join(question.examples)})" if question.examples else ""
        origin = f" Enter: {question.prefers}, {question.because}." if question.prefers and question.because else ""
        self.how.screen.warn(question.words + examples + origin)

    def _complete(self, line: str) -> Sequence[Choice]:
        assert self.flow.question is not None  # noqa: S101  # it is being asked
        return [Choice(*offer) for offer in self.room.complete(self.flow.question, line)]

    def _say_kept(self) -> None:
        if self.draft.answers and not self.is_unkept:
            self.how.screen.warn(KEPT)

    def _conclude(self) -> bool:
        """Show the case and write it; False to go on asking."""
        from interdict.commands.wizard_end import conclude  # loaded by now

        try:
            verdict = conclude(self.how, self.flow.case, f"record this case? {ENDING}", ENDINGS)
        except typer.Exit:  # the user has quit
            self._say_kept()
            raise
        if verdict == "back":
            return False
        if verdict == "keep":
            self._say_kept()
            if not self.how.dry_run:
                raise typer.Exit(1)
        else:
            discard_draft(self.draft)
            if verdict == "drop":
                self.how.screen.say("nothing was added; the answers were thrown away")
                raise typer.Exit(1)
        return True


def _write_label(question: Question) -> str:
    return f"{question.label} [{question.prefers}]> " if question.prefers else f"{question.label}> "
