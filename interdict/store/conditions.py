"""Conditions in SQL with bound values: joined, and the test whether columns contain a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Condition(NamedTuple):
    """A condition in SQL, and the values of its question marks in order."""

    sql: str
    values: tuple[object, ...] = ()


def all_of(conditions: Sequence[Condition]) -> Condition:
    """Join one or more conditions that must all hold."""
    return _join(conditions, "AND")


def any_of(conditions: Sequence[Condition]) -> Condition:
    """Join one or more conditions of which one must hold."""
    return _join(conditions, "OR")


def _join(conditions: Sequence[Condition], word: str) -> Condition:
    # A balanced tree: SQLite takes an expression of at most 1,000 levels.
    if len(conditions) == 1:
        return conditions[0]
    middle = len(conditions) // 2
    left, right = _join(conditions[:middle], word), _join(conditions[middle:], word)
    return Condition(f"({left.sql} {word} {right.sql})", left.values + right.values)


def contains(columns: Sequence[str], text: str) -> Condition:
    """Hold where one of the columns contains the text; case does not count, and a blank is any one character."""
    patterns = spell(text)
    return any_of([Condition(f"{column} LIKE ? ESCAPE '\\'", (p,)) for column in columns for p in patterns])


def spell(text: str) -> list[str]:
    """Return the LIKE patterns of a text: one in ASCII, for which LIKE ignores case, else one for each spelling.

    A blank stands for any one character, so that `turned back` finds `turned_back` and a word at the end of a line.
    """
    forms = [text]
    if not text.isascii():
        import unicodedata

        shapes = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
        forms = [case(shape) for shape in shapes for case in (str, str.lower, str.upper, str.title)]
    patterns = {_fold_ascii(form): "_".join(map(_escape, form.split())) for form in forms}
    return [f"%{pattern}%" for pattern in patterns.values()]


def _fold_ascii(text: str) -> str:
    return "".join(char.lower() if char.isascii() else char for char in text)


def _escape(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
