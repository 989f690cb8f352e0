"""Texts and numbers as the record keeps them: what cannot be kept whole is refused in words."""

from __future__ import annotations

import re

from interdict.domain.fields import LARGEST, SMALLEST
from interdict.domain.vocabulary import quote

MAX_TEXT = 1_000_000  # characters; a longer text is a mistake or an attack

_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?")


def expect_text(raw: object, name: str) -> str:
    """Return the text of a single value; raise ValueError for a list, a mapping or a truth value."""
    if type(raw) is str:  # what nearly every value is
        return check_text(raw)
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        found = "list" if isinstance(raw, list) else "mapping" if isinstance(raw, dict) else "yes/no"
        raise ValueError(f"{name} takes a single value, not a {found}")
    return check_text(str(raw))


def check_text(text: str) -> str:
    """Return the text as it is; refuse what SQLite or UTF-8 cannot keep whole.

    Raises ValueError for a NUL, a lone surrogate, or more than MAX_TEXT characters.
    """
    if len(text) > MAX_TEXT:
        raise ValueError(f"a text of {len(text):,} characters is too long; the limit is {MAX_TEXT:,}")
    if "\0" in text:
        raise ValueError("a NUL character cannot be kept in a text; take it out")
    try:
        if not text.isascii():
            text.encode()
    except UnicodeEncodeError:
        raise ValueError("a lone surrogate is not a character; take it out or save the text as UTF-8") from None
    return text


def check_key(text: str) -> str:
    """Return the key of a record; refuse one by which nobody could name it.

    Raises ValueError for a blank key, a line break, and '/', which parts a case from its records in REF/KEY.
    """
    check_text(text)
    if not text.strip():
        raise ValueError("a key of blanks alone names nothing; leave it out and one is made")
    if "/" in text:
        raise ValueError(f"{quote(text)} has a '/', which parts a case from its records in REF/KEY; write - instead")
    if not text.isprintable() and "".join(text.splitlines()) != text:
        raise ValueError("a key has no line break; write it on one line")
    return text


def check_new_key(text: str) -> str:
    """Return the key of a new source; refuse, beside what `check_key` does, one that looks like a numbered name.

    Raises ValueError.
    """
    if re.fullmatch(r".+~[0-9]+", text):
        raise ValueError(f"{quote(text)} ends like the name of one of several that share a key; write it without '~'")
    return check_key(text)


def parse_number(text: str) -> int | float:
    """Return a number written in digits with a point, as an int where it is whole.

    Raises ValueError for anything else and for numbers of 1e15 and more.
    """
    plain = text.strip()
    if not _PLAIN_NUMBER.fullmatch(plain):
        raise ValueError(f"{quote(text)} is not a number; write digits with a point, such as 2300 or 0.5")
    number = float(plain)
    if abs(number) >= LARGEST:
        raise ValueError(f"{quote(text)} is too large a number; the limit is 1e15")
    if 0 < abs(number) < SMALLEST:
        raise ValueError(f"{quote(text)} is too small a number; the limit is 0.0001: use a smaller unit")
    return int(number) if number.is_integer() else number


def parse_degrees(text: str) -> int | float:
    """Return degrees to five places, about a metre; less than 0.0001 degrees from zero counts as zero.

    Raises ValueError.
    """
    plain = text.strip()
    if not _PLAIN_NUMBER.fullmatch(plain):
        return parse_number(text)
    degrees = round(float(plain), 5)
    return 0 if abs(degrees) < SMALLEST else parse_number(f"{degrees:.5f}")
