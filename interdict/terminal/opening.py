"""What `interdict` alone says: what to do first, and all commands, on one screen of 24 lines of 80."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from interdict.terminal.show import show

_WIDTH = 79
_WHAT = "interdict: record, study and share sanctions interdictions, in one file of yours\n\n"
_DEMO = """\
Try it on forty-five real cases, with nothing to set up:
  interdict demo
"""
_FIRST = """\
Make a file of your own, with these cases in it or empty:
  interdict init --starter
  interdict init
"""
_THEN = """\
Your file is {path}:
  interdict list                   what is in it
  interdict add --editor           record a case
  interdict report                 what can be counted
"""
_AFTER = """
'interdict COMMAND --help' explains a command, 'interdict help' lists topics,
'interdict --help' lists the commands with what each does.
"""


def write_opening(sections: Mapping[str, Sequence[str]], path: str | None) -> str:
    """Return the opening screen; `path` is the user's file where there is one, the sections hold the commands."""
    first = _DEMO + _FIRST if path is None else _THEN.format(path=show(path)) + _DEMO
    room = max(map(len, sections)) + 2
    lines = [line for name, commands in sections.items() for line in _write_section(name, commands, room)]
    return _WHAT + first + "\n" + "\n".join(lines) + "\n" + _AFTER


def _write_section(name: str, commands: Sequence[str], room: int) -> Iterator[str]:
    pad = " " * (room + 2)
    yield from wrap("  ".join(commands), _WIDTH, initial_indent=f"  {name.ljust(room)}", subsequent_indent=pad)
