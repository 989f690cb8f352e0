"""Regular expressions that are compiled when a text may match them, and not before.

Compiling a few hundred of them takes longer than reading an article. So each is kept as text, with rows of words of
which one each must stand in whatever it matches; where one row has none there, the answer is no without it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

_TOKENS = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P<\w+>|\(\?P=\w+\)|\(\?(?:[:=!]|<[=!]|[a-z]+:)|[()|]|[?*+][?+]?"
    r"|\{[0-9,]+\}\??|[.^$]"
    r"|[^\\\[()|?*+{.^$]+|\{",
    re.DOTALL,
)
_CLASSES = frozenset("bBAZdDwWsS0123456789")
_PLAIN_GROUPS = frozenset({"(", "(?:"})
_COUNTS = frozenset("?*+{")
_LEAST = 60  # characters; a shorter expression is compiled as fast as it is looked through
_SHORTEST = 3  # letters; a shorter word stands in every sentence
_MOST = 80  # words to look for
_EVERYWHERE = frozenset({" wrd/", "wrd/", " wrd/the ", "wrd/the "})  # in nearly every sentence

Needed = tuple[tuple[str, ...], ...]


class Pattern:
    """A regular expression with the methods of a compiled one that are used here."""

    __slots__ = ("_compiled", "_flags", "_is_read", "_needed", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None
        self._needed: Needed = ()
        self._is_read = False

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match in a text."""
        return self.compile().search(text, start, end) if self._may_match(text) else None

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the match at a place of a text."""
        return self.compile().match(text, start, end) if self._may_match(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of a whole text."""
        return self.compile().fullmatch(text) if self._may_match(text) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return the matches in a text."""
        return self.compile().finditer(text, start, end) if self._may_match(text) else iter(())

    def compile(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        return self._compiled

    def _may_match(self, text: str) -> bool:
        if not self._is_read:
            if len(self.pattern) > _LEAST:
                self._needed = find_needed(self.pattern, ignores_case=bool(self._flags & re.IGNORECASE))
            self._is_read = True
        if not self._needed:
            return True
        plain = text.lower() if self._flags & re.IGNORECASE else text
        return all(any(word in plain for word in row) for row in self._needed)


def find_needed(pattern: str, *, ignores_case: bool = False) -> Needed:
    """Return rows of words; every match has at least one word of each row."""
    tokens = _TOKENS.findall(pattern)
    rows, place = _read_alternatives(tokens, 0)
    if place < len(tokens):
        return ()
    if ignores_case:
        rows = tuple(tuple(map(str.lower, row)) for row in rows if all(map(str.isascii, row)))
    return rows


def _read_alternatives(tokens: list[str], place: int) -> tuple[Needed, int]:
    """Read up to the end of a group: all rows of one alternative; of several one row, made of one from each."""
    branches: list[Needed] = []
    while True:
        rows, place = _read_row(tokens, place)
        branches.append(rows)
        if place >= len(tokens) or tokens[place] == ")":
            break
        place += 1
    if len(branches) == 1:
        return branches[0], place
    if not all(branches):
        return (), place
    words = tuple(word for rows in branches for word in max(rows, key=_measure))
    return ((words,) if len(words) <= _MOST else ()), place


def _read_row(tokens: list[str], place: int) -> tuple[Needed, int]:
    """Read one alternative: the words of its parts, which must all be there."""
    rows: list[tuple[str, ...]] = []
    run = ""
    size = len(tokens)
    while place < size:
        token = tokens[place]
        first = token[0]
        if first in "|)":
            break
        place += 1
        inner: Needed = ()
        literal = ""
        if first == "(":
            inner, place = _read_group(tokens, place)
        elif first not in "[.^$":
            literal = _read_literal(token)
        count = tokens[place][0] if place < size else ""
        if count not in _COUNTS:
            if literal:
                run += literal
                continue
        else:
            place += 1
            if count in "?*" or tokens[place - 1][:2] in {"{0", "{,"}:
                literal, inner = literal[:-1], ()
        run += literal
        if len(run) >= _SHORTEST and run not in _EVERYWHERE:
            rows.append((run,))
        run = ""
        rows += inner
    if len(run) >= _SHORTEST and run not in _EVERYWHERE:
        rows.append((run,))
    return tuple(rows), place


def _read_group(tokens: list[str], place: int) -> tuple[Needed, int]:
    """Read the group that begins before a place; one that looks around or has flags of its own needs nothing."""
    opening = tokens[place - 1]
    if opening[:4] == "(?P=":
        return (), place
    rows, place = _read_alternatives(tokens, place)
    is_plain = opening in _PLAIN_GROUPS or opening[:4] == "(?P<"
    return (rows if is_plain else ()), place + 1


def _read_literal(token: str) -> str:
    if token[0] != "\\":
        return token
    return "" if token[1] in _CLASSES else token[1]


def _measure(row: tuple[str, ...]) -> tuple[int, int]:
    """Return how much a row tells: one with long words more, then one with few."""
    return min(map(len, row)), -len(row)
