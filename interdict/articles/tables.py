"""Write a table of words in few lines."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set; `_` in one of them is a blank."""
    return frozenset(word.replace("_", " ") for word in text.split())


def word_list(text: str) -> tuple[str, ...]:
    """Return the words of a text in their order."""
    return tuple(text.split())
