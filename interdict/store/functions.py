"""Functions of Python that SQL calls where SQLite cannot tell: the case of letters beyond ASCII, and dates."""

from __future__ import annotations

import re
import sqlite3

from interdict.domain import date_spans

# Turkish has an i with and an i without a dot; whoever writes in capitals, or without Turkish keys, means either.
_DOTS = (("ı", "i"), ("i\u0307", "i"))


def register_functions(connection: sqlite3.Connection) -> None:
    """Let the SQL of a connection call the functions below."""
    connection.create_function("fold_text", 1, fold_text, deterministic=True)
    connection.create_function("has_words", 2, has_words, deterministic=True)
    connection.create_function("share_day", 3, share_day, deterministic=True)
    connection.create_function("is_within", 2, is_within, deterministic=True)


def fold_text(text: str | float | bytes | None) -> str | float | bytes | None:
    """Return a text without the differences of case and of composed and decomposed letters; anything else as it is."""
    if not isinstance(text, str):
        return text
    if text.isascii():
        return text.lower()
    from unicodedata import normalize

    folded = normalize("NFC", normalize("NFC", text).casefold())
    for dotted, plain in _DOTS:
        folded = folded.replace(dotted, plain)
    return folded


def has_words(text: object, words: str) -> int | None:
    """Say as 1 or 0 whether a text has words as whole ones, Oman but not Romania; None for what is no text."""
    if not isinstance(text, str):
        return None
    pattern = rf"(?<!\w){re.escape(str(fold_text(words)))}(?!\w)"
    return int(re.search(pattern, str(fold_text(text))) is not None)


def share_day(edtf: object, earliest: str | None, latest: str | None) -> int | None:
    """Say as 1 or 0 whether a date may lie in a window; None for what is no date."""
    if not isinstance(edtf, str):
        return None
    from interdict.domain.dates import Bounds, find_bounds, is_possible

    try:
        return int(is_possible(find_bounds(edtf), Bounds(earliest, latest)))
    except ValueError:
        return None


def is_within(edtf: object, window: object) -> int:
    """Say as 1 or 0 whether a date must lie within another one, which what is no date does not."""
    if not isinstance(edtf, str) or not isinstance(window, str):
        return 0
    return int(date_spans.is_within(edtf, window))
