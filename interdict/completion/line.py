"""Where on a command line the cursor stands: in which command, after which option, at which argument."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from interdict.completion.commands import ROOT, Command, CommandTable, Option


class Line(NamedTuple):
    """What was typed before the word at the cursor."""

    path: str  # the command, `source add`, empty where none was named yet
    command: Command
    arguments: tuple[str, ...] = ()
    used: frozenset[str] = frozenset()  # the names of the options that were given
    waiting: Option | None = None  # the option whose value comes next
    file: str = ""  # what --db names
    has_ended: bool = False  # `--` was given: no options from here on


def read_line(table: CommandTable, words: Sequence[str]) -> Line:
    """Read the words before the cursor; raise KeyError for a command that does not exist."""
    line = Line(ROOT, table.find(ROOT))
    for word in words:
        if line.waiting is not None:
            line = line._replace(file=word if "--db" in line.waiting.names else line.file, waiting=None)
        elif word == "--" and not line.has_ended:
            line = line._replace(has_ended=True)
        elif word.startswith("-") and len(word) > 1 and not line.has_ended:
            line = _read_option(line, word)
        elif line.command.commands:
            path = f"{line.path} {word}".strip()
            line = line._replace(path=path, command=table.find(path), used=frozenset())
        else:
            line = line._replace(arguments=(*line.arguments, word))
    return line


def _read_option(line: Line, word: str) -> Line:
    name, equals, value = word.partition("=")
    option = find_option(line.command, name)
    if option is None and not name.startswith("--"):  # -nq, and -fjson
        letters = [find_option(line.command, f"-{letter}") for letter in name[1:]]
        taker = next((place for place, each in enumerate(letters) if each is not None and each.takes), None)
        option = letters[taker] if taker is not None and taker == len(letters) - 1 and not equals else None
    if option is None:
        return line
    used = line.used | set(option.names)
    if not option.takes or equals:
        return line._replace(used=used, file=value if name == "--db" else line.file)
    return line._replace(used=used, waiting=option)


def find_option(command: Command, name: str) -> Option | None:
    """Return the option with a name, None for none."""
    return next((option for option in command.options if name in option.names), None)
