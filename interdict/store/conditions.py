"""Conditions in SQL with bound values: joined, and the test whether columns contain a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from interdict.store.functions import fold_text


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
    return any_of([has_text(column, text) for column in columns])


def has_text(expression: str, text: str) -> Condition:
    """Hold where an expression contains the text.

    LIKE ignores case in ASCII alone: a text with other letters is looked for in what Python folds, which takes longer.
    A blank stands for any one character, so that `turned back` finds `turned_back` and a word at the end of a line.
    """
    if text.isascii():
        return Condition(f"{expression} LIKE ? ESCAPE '\\'", (_spell(text),))
    return Condition(f"fold_text({expression}) LIKE ? ESCAPE '\\'", (_spell(str(fold_text(text))),))


def _spell(text: str) -> str:
    return f"%{'_'.join(map(_escape, text.split()))}%"


def _escape(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
