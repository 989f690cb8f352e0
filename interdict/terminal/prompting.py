"""Ask for a line on the terminal, with editing, history and completion on TAB: the edge to the prompt library."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from interdict.terminal.pasting import read_waiting, split_lines
from interdict.terminal.screen import Screen
from interdict.terminal.show import show

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer
    from prompt_toolkit.key_binding import KeyBindings

_MENU_LINES = 8
_FEW_LINES = 24  # of a terminal that does not say


class Choice(NamedTuple):
    """One completion: what takes the place of so many characters before the cursor, and what it means."""

    text: str
    replaces: int
    meaning: str


Complete = Callable[[str], Iterable[Choice]]


class Prompter:
    """Asks for lines: the first time as the terminal itself edits them, later with completion.

    The prompt library takes longer to load than all the rest, so it is loaded beside the first question.
    """

    def __init__(self, screen: Screen) -> None:
        """Remember the screen; nothing is loaded."""
        self.screen = screen
        self.more: list[str] = []  # lines that came at once with the last answer, as a paste does
        self._session: object = None

    def load(self) -> None:
        """Load the library, unless the terminal cannot move its cursor."""
        if os.environ.get("TERM", "dumb") in {"dumb", "unknown", ""}:
            return
        from prompt_toolkit import PromptSession
        from prompt_toolkit.history import InMemoryHistory
        from prompt_toolkit.input.defaults import create_input
        from prompt_toolkit.output import ColorDepth
        from prompt_toolkit.output.vt100 import Vt100_Output
        from prompt_toolkit.shortcuts import CompleteStyle

        # No request for the cursor's place: what does not answer it, a pipe of a script or a log, would be waited for.
        output = Vt100_Output(
            self.screen.err,
            self._measure,
            term=os.environ.get("TERM"),
            default_color_depth=None if self.screen.has_color else ColorDepth.DEPTH_1_BIT,
            enable_cpr=False,
        )
        self._session = PromptSession(
            input=create_input(self.screen.keyboard),
            output=output,
            history=InMemoryHistory(),
            complete_style=CompleteStyle.COLUMN,
            complete_while_typing=False,
            reserve_space_for_menu=_MENU_LINES,
            erase_when_done=False,
            key_bindings=_bind_paste(),
        )

    def _measure(self) -> Any:
        from prompt_toolkit.data_structures import Size

        lines = _FEW_LINES
        with suppress(OSError, ValueError):
            lines = os.get_terminal_size(self.screen.err.fileno()).lines or lines
        return Size(rows=lines, columns=self.screen.width)

    def ask_first(self, label: str, meanwhile: Callable[[], object]) -> str:
        """Ask for a line as the terminal itself edits it, and begin what is to be done meanwhile."""
        return self._ask_plainly(label, meanwhile)

    def ask(self, label: str, complete: Complete) -> str:
        """Ask for a line and return it; raise EOFError where the keyboard was closed, KeyboardInterrupt on ctrl-C."""
        if self._session is None:
            return self._ask_plainly(label, None)
        from prompt_toolkit import PromptSession

        assert isinstance(self._session, PromptSession)  # noqa: S101  # `load` made it
        line: str = self._session.prompt(show(label), completer=_make_completer(complete))
        self.more = self._take_typed_ahead()
        return line

    def _take_typed_ahead(self) -> list[str]:
        """Return the further lines of a paste that the terminal did not mark as one."""
        from prompt_toolkit import PromptSession
        from prompt_toolkit.input.typeahead import get_typeahead, store_typeahead

        assert isinstance(self._session, PromptSession)  # noqa: S101  # `load` made it
        keys = get_typeahead(self._session.input)
        text = "".join(key.data for key in keys)
        if not ("\r" in text or "\n" in text):
            store_typeahead(self._session.input, keys)
            return []
        return split_lines(text) + read_waiting(self.screen.keyboard)

    def _ask_plainly(self, label: str, meanwhile: Callable[[], object] | None) -> str:
        line = self.screen.ask_line(label.rstrip(), meanwhile=meanwhile)
        if line is None:
            raise EOFError
        self.more = read_waiting(self.screen.keyboard)
        return line


def _bind_paste() -> KeyBindings:
    """Return the key by which a pasted text becomes one line, whatever it was before."""
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.keys import Keys

    bindings = KeyBindings()

    @bindings.add(Keys.BracketedPaste)
    def _paste(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(" ".join(split_lines(event.data.replace("\t", " "))))

    return bindings


def _make_completer(complete: Complete) -> Completer:
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion  # now it is needed
    from prompt_toolkit.document import Document

    class Completing(Completer):
        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002  # the signature is prompt_toolkit's
            for choice in complete(document.text_before_cursor):
                yield Completion(
                    choice.text, -choice.replaces, display=show(choice.text), display_meta=show(choice.meaning)
                )

    return Completing()
