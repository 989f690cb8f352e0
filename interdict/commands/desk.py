"""A case in the user's editor: opened, read, opened again where something is wrong, shown as a difference, confirmed.

The text is in a draft file from the beginning. Whatever fails, it stays there, and the user is told where.
"""

from __future__ import annotations

import os
import re
import shlex
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple, TypeVar

import typer

from interdict.domain.problems import DocumentError
from interdict.errors import DataError, InterdictError
from interdict.exchange.documents import parse_documents
from interdict.exchange.yaml_trees import LineMap
from interdict.settings import find_state_folder
from interdict.terminal.case_text import drop_marks, find_mark, mark_lines
from interdict.terminal.editor import Draft, edit_file, find_editor, find_wait_hint
from interdict.terminal.keys import ask_letter
from interdict.terminal.screen import Screen

T = TypeVar("T")

_NAME = "the text"  # what messages call the draft; the line in them is found by it
_LOCATED = re.compile(rf"{_NAME}:(\d+): (.*)", re.DOTALL)
_MOST_TIMES = 10  # that a text may come back with a problem; a script in place of a person may never be done
_SOON = 1.0  # seconds; an editor that is back by then did not wait for anybody

_QUESTION = "make this change? y(es), e(dit again), n(o):"
_ANSWERS = {"y": "yes, write it", "e": "edit the text again", "n": "no; the text is kept in a file"}


class Choices(NamedTuple):
    """What the user said on the command line."""

    screen: Screen
    yes: bool = False
    dry_run: bool = False


class ReopenError(Exception):
    """The text has to be edited again: messages with their lines, and the text where it is another one by now."""

    def __init__(self, messages: Sequence[tuple[int | None, str]], text: str | None = None) -> None:
        super().__init__("\n".join(message for _, message in messages))
        self.messages = messages
        self.text = text


class Desk:
    """The editor with one draft on it."""

    def __init__(self, name: str, text: str, screen: Screen, *, goes_on: str) -> None:
        """Find the editor and put the text into a draft file; `goes_on` is the command that takes such a file up.

        Raises UsageError where no editor is set.
        """
        self.command = find_editor(os.environ)
        self.draft = Draft(find_state_folder() / "drafts", name, text)
        self.screen = screen
        self.goes_on = goes_on
        self.last = text  # as it was opened the last time, without messages
        self.pristine = text  # the text that changes nothing

    def edit(self, line: int | None) -> str | None:
        """Let the user edit the draft; return the text without messages, None where it changes nothing."""
        start = time.monotonic()
        text = drop_marks(edit_file(self.command, self.draft.path, line))
        if not text.strip() or text == self.pristine:
            hint = find_wait_hint(self.command) if time.monotonic() - start < _SOON else ""
            if hint:
                self.screen.say(f"hint: {hint}")
            return None
        return text

    def edit_until(self, take: Callable[[str], T], line: int | None = None) -> T | None:
        """Edit the draft until it can be taken, and return what `take` made of it; None where nothing was changed.

        Raises DataError where the user closes a text that has a problem without touching it.
        """
        troubles = 0
        while True:
            text = self.edit(line)
            if text is None:
                return None
            try:
                return take(text)
            except ReopenError as problem:
                if problem.messages and problem.text is None and text == self.last:
                    raise DataError(str(problem), hint="the text was closed as it was; nothing was written") from None
                messages, self.last = problem.messages, problem.text or text
            except DataError as error:
                if text == self.last:
                    raise
                messages, self.last = [(None, error.message)], text
            troubles += bool(messages)
            marked = mark_lines(self.last, messages)
            self.draft.rewrite(marked)
            line = find_mark(marked)
            for place, message in messages:
                self.screen.warn(f"line {place}: {message}" if place else message)
            if troubles == _MOST_TIMES:
                raise DataError(f"the text had a problem {_MOST_TIMES} times", hint="nothing was written")

    def close(self, *, is_done: bool) -> str:
        """Take the draft away; where the work was not done, and it holds anything of the user's, say where it is."""
        if not is_done and not self.draft.is_there() and self.last != self.draft.first:
            with suppress(InterdictError):
                self.draft.rewrite(self.last)  # the editor took the file away: what it held before is still known
        if is_done or not self.draft.is_changed():
            self.draft.discard()
            return ""
        return f"your text is kept: '{self.goes_on.format(shlex.quote(str(self.draft.path)))}' goes on with it"


def parse_text(text: str) -> LineMap:
    """Return the document in a text.

    Raises ReopenError with the line of what is wrong.
    """
    try:
        trees = parse_documents(text, name=_NAME)
    except DataError as error:
        found = _LOCATED.fullmatch(error.message)
        raise ReopenError([(int(found[1]), found[2]) if found else (None, error.message)]) from None
    if len(trees) != 1:
        raise ReopenError([(None, f"these are {len(trees)} documents; one case is edited at a time")])
    if not isinstance(trees[0], LineMap):
        raise ReopenError([(1, "a case is a mapping such as 'title: …', 'date: …'")])
    return trees[0]


def read_problems(error: DocumentError) -> ReopenError:
    """Return the problems of a document as messages for the editor."""
    return ReopenError([(problem.line, str(problem)) for problem in error.problems])


def show_preview(choices: Choices, lines: Iterable[str]) -> None:
    """Print what is about to be written, in any case where the user is to agree to it."""
    for line in lines:
        if choices.yes:
            choices.screen.say(line)
        else:
            choices.screen.warn(line)


def confirm(choices: Choices) -> None:
    """Ask whether to write; raise ReopenError to edit again, typer.Exit for no."""
    if choices.yes:
        return
    answer = ask_letter(choices.screen, _QUESTION, _ANSWERS)
    if answer == "e":
        raise ReopenError([])
    if answer != "y":
        choices.screen.say("nothing was changed")
        raise typer.Exit(1)


def work_at(desk: Desk, work: Callable[[], T | None]) -> T | None:
    """Do the work at a desk and clear it: the draft goes once the work is done, and stays where it failed."""
    try:
        result = work()
    except InterdictError as error:
        error.hint = "; ".join(filter(None, (error.hint, desk.close(is_done=False))))
        raise
    except BaseException:  # also ctrl-C, and a fault of our own
        _say_kept(desk, is_done=False)
        raise
    _say_kept(desk, is_done=not getattr(result, "is_dry", False))
    return result


def _say_kept(desk: Desk, *, is_done: bool) -> None:
    kept = desk.close(is_done=is_done)
    if kept:
        desk.screen.warn(kept)
