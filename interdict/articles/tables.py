"""Write a table of words in few lines."""

from __future__ import annotations

from collections.abc import Iterator


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set; `_` in one of them is a blank."""
    return frozenset(word.replace("_", " ") for word in text.split())


def word_list(text: str) -> tuple[str, ...]:
    """Return the words of a text in their order."""
    return tuple(text.split())


def read_codes(text: str) -> Iterator[tuple[str, str]]:
    """Yield code and name of each entry in a row of `CODE Name/Other_name`."""
    cells = text.split()
    for code, names in zip(cells[::2], cells[1::2], strict=True):
        for name in names.split("/"):
            yield code, name.replace("_", " ")
