"""A topic of `interdict help`, and how its text is fitted to the screen.

In a topic a line without indent is running text. An indented line is kept, and where the screen is too narrow for its
paragraph it is folded: two blanks or more stand between a word and its explanation, a deeper indent goes on with the
line before. Lines that begin with `interdict` are examples; a test runs them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

WIDEST = 100  # cells; longer lines are hard to read
_GAP = 2
_LEAST = 24  # cells for an explanation beside its word; with less it stands beneath


class Topic(NamedTuple):
    """A topic of the help: what it is about, and the text."""

    meaning: str
    text: str


def fit(text: str, width: int) -> str:
    """Fold a topic to a width, running text anew and indented lines where they do not fit."""
    width = min(width, WIDEST)
    return "\n".join(f"{_fit_paragraph(paragraph, width)}\n" for paragraph in re.split(r"\n\s*\n", text.strip("\n")))


def _fit_paragraph(paragraph: str, width: int) -> str:
    lines = paragraph.split("\n")
    if not paragraph.startswith(" "):
        return "\n".join(_wrap(" ".join(lines), width))
    if max(map(len, lines)) <= width:
        return paragraph
    entries = [entry for line in _join_lines(lines) for entry in _split_entries(line)]
    room = max((len(word) for word, meaning in entries if meaning), default=0)
    return "\n".join(line for word, meaning in entries for line in _fit_entry(word, meaning, room, width))


def _join_lines(lines: list[str]) -> Iterator[str]:
    """Yield lines with those that go on with them, by their deeper indent, joined on."""
    indent = len(lines[0]) - len(lines[0].lstrip())
    whole = ""
    for line in lines:
        if whole and len(line) - len(line.lstrip()) > indent:
            whole += " " + line.strip()
        else:
            if whole:
                yield whole
            whole = line.strip()
    yield whole


def _split_entries(line: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a line with their explanations; a line may hold two such pairs beside each other."""
    cells = re.split(r" {2,}", line)
    for number in range(0, len(cells), 2):
        yield cells[number], "".join(cells[number + 1 : number + 2])


def _fit_entry(word: str, meaning: str, room: int, width: int) -> list[str]:
    margin = " " * _GAP
    if not meaning:
        return _wrap(word, width, first=margin, others=margin * 2)
    column = _GAP + room + _GAP
    if width - column >= _LEAST:
        return _wrap(meaning, width, first=f"{margin}{word.ljust(room)}{margin}", others=" " * column)
    return [
        *_wrap(word, width, first=margin, others=margin * 2),
        *_wrap(meaning, width, first=margin * 3, others=margin * 3),
    ]


def _wrap(text: str, width: int, *, first: str = "", others: str = "") -> list[str]:
    from textwrap import wrap

    return wrap(text, width, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)
