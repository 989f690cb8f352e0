"""Answer a shell that asks what may stand at the cursor: a line for each word, a tab before what it means.

`__complete bash POINT LINE BREAKS`, `__complete zsh WORD...` and `__complete fish WORD...`, the last word being the one
at the cursor. The first line says what follows: `words`, `files` or `folders`. Nothing is ever said on stderr.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from interdict.completion.bash_words import split_line, write_word

if TYPE_CHECKING:
    from interdict.completion.values import Candidate
    from interdict.store.connection import Connection

ASKED = "__complete"  # the first argument of such a question
_LONGEST = 80  # characters of a meaning


def answer(arguments: Sequence[str]) -> None:
    """Print what may stand at the cursor; print nothing where anything goes wrong."""
    try:
        text = "".join(f"{line}\n" for line in _answer(arguments))
        os.write(1, text.encode("utf-8", "backslashreplace"))
    except Exception:  # noqa: S110  # the boundary: a TAB that fails must not write into the line that is being typed
        pass


def _answer(arguments: Sequence[str]) -> list[str]:
    shell, *rest = arguments
    if shell != "bash":
        found = _complete(rest[1:-1], split_line(rest[-1]).current)  # which comes with its quotation marks
        return [found] if isinstance(found, str) else ["words", *map(_write_line, found)]
    point, line, breaks = rest
    typed = split_line(os.fsencode(line)[: int(point)].decode("utf-8", "replace"))
    found = _complete(typed.words[1:], typed.current)
    if isinstance(found, str):
        return [found]
    written = [write_word(candidate.value, typed, breaks) for candidate in found]
    return ["words", *(word for word in written if word is not None)]


def _write_line(candidate: Candidate) -> str:
    meaning = "".join(char if char.isprintable() else " " for char in candidate.meaning)[:_LONGEST].strip()
    return f"{candidate.value}\t{meaning}" if meaning else candidate.value


def is_one_line(text: str) -> bool:
    """Tell whether a text can be put into a line without a shell or a terminal taking it for something else."""
    return text.isprintable()


def _complete(words: Sequence[str], current: str) -> list[Candidate] | str:
    from interdict.completion.commands import CommandTable
    from interdict.completion.words import complete
    from interdict.store.completing import open_quietly

    with ExitStack() as stack:
        opened: dict[str, Connection | None] = {}

        def open_file(named: str) -> Connection | None:
            if named not in opened:
                opened[named] = stack.enter_context(open_quietly(_find_file(named)))
            return opened[named]

        found = complete(words, current, open_file, CommandTable())
        return found if isinstance(found, str) else [each for each in found if is_one_line(each.value)]


def _find_file(named: str) -> Path:
    """Return the file to read: that of --db, else as every command finds it."""
    from interdict.settings import find_default_file, get_setting

    named = named or get_setting("db")
    return Path(os.path.expanduser(named)) if named else find_default_file()  # noqa: PTH111  # Path's raises for an unknown user
