"""Regular expressions that are compiled when a text may match them, and not before.

Compiling a few hundred of them takes longer than reading an article. So each is kept as text, with the words of which
one must stand in whatever it matches; where none does, the answer is no without it.
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
_SHORTEST = 3  # letters; a shorter word stands in every sentence
_MOST = 80  # words to look for

Needed = tuple[str, ...] | None


class Pattern:
    """A regular expression with the methods of a compiled one that are used here."""

    __slots__ = ("_compiled", "_flags", "_is_read", "_needed", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None
        self._needed: Needed = None
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
            self._needed = find_needed(self.pattern, ignores_case=bool(self._flags & re.IGNORECASE))
            self._is_read = True
        if self._needed is None:
            return True
        plain = text.lower() if self._flags & re.IGNORECASE else text
        return any(word in plain for word in self._needed)


def find_needed(pattern: str, *, ignores_case: bool = False) -> Needed:
    """Return words of which every match has at least one, None where there are none long enough to tell."""
    tokens = _TOKENS.findall(pattern)
    needed, place = _read_alternatives(tokens, 0)
    if needed is None or place < len(tokens):
        return None
    if ignores_case:
        needed = tuple(word.lower() for word in needed) if all(map(str.isascii, needed)) else None
    return needed


def _read_alternatives(tokens: list[str], place: int) -> tuple[Needed, int]:
    """Read up to the end of a group: the words of all alternatives, None where one of them has none."""
    found: Needed = ()
    while True:
        words, place = _read_row(tokens, place)
        found = None if found is None or words is None else (*found, *words)
        if place >= len(tokens) or tokens[place] == ")":
            return (found if found and len(found) <= _MOST else None), place
        place += 1


def _read_row(tokens: list[str], place: int) -> tuple[Needed, int]:
    """Read one alternative: the best words of its parts, which must all be there."""
    best: Needed = None
    run = ""
    while place < len(tokens) and tokens[place] not in {"|", ")"}:
        token = tokens[place]
        place += 1
        words: Needed = None
        literal = ""
        if token[0] == "(" and not token.startswith("(?P="):
            words, place = _read_alternatives(tokens, place)
            place += 1
            if not (token in {"(", "(?:"} or token.startswith("(?P<")):
                words = None  # a look around, or with flags of its own
        elif token[0] == "\\" and token[1] not in _CLASSES:
            literal = token[1]
        elif token[0] not in "\\[.^$(":
            literal = token
        after = tokens[place] if place < len(tokens) else ""
        is_optional = after[:1] in {"?", "*"} or after.startswith(("{0", "{,"))
        has_count = after[:1] in {"?", "*", "+"} or (after[:1] == "{" and len(after) > 1)
        place += has_count
        if literal and not has_count:
            run += literal
            continue
        run += literal[:-1] if is_optional else literal
        best, run = _choose(best, run), ""
        if words is not None and not is_optional:
            best = _choose_words(best, words)
    return _choose(best, run), place


def _choose(best: Needed, run: str) -> Needed:
    return _choose_words(best, (run,)) if len(run) >= _SHORTEST else best


def _choose_words(best: Needed, words: tuple[str, ...]) -> Needed:
    """Return the better of two: the one whose shortest word is longer, then the one with fewer."""
    if best is None:
        return words
    return max(best, words, key=lambda one: (min(map(len, one)), -len(one)))
