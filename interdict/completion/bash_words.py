"""Take apart a command line that is being typed in bash, and write words so that bash takes them as they are."""

from __future__ import annotations

import re
from typing import NamedTuple

_PLAIN = re.compile(r"[\w@%+=:,./~^-]+")  # what no shell takes for anything else


class Typed(NamedTuple):
    """The words before the cursor, the one that is being typed, and the quotation mark that is open in it, if any.

    `raw` is that word as it was typed, and `ahead` is what of it stands before the open quotation mark.
    """

    words: list[str]
    current: str
    raw: str
    quote: str = ""
    ahead: str = ""


# One after the other these are a line: blanks, a quotation that ends or does not, a sign with a backslash, plain signs.
_PIECES = re.compile(
    r"""
    (?P<blank>\s+)
    | '(?P<single>[^']*)(?P<single_end>'?)
    | "(?P<double>(?:\\.|[^"\\])*)(?P<double_end>"?)
    | \\(?P<escaped>.)
    | (?P<plain>[^\s'"\\]+|\\$|")
    """,
    re.VERBOSE | re.DOTALL,
)


def split_line(line: str) -> Typed:
    """Take a line apart at its blanks, quotation marks and backslashes; the last word may be empty or unfinished."""
    words: list[str] = []
    current, start, is_open = "", len(line), False
    quote = ahead = ""
    for piece in _PIECES.finditer(line):
        if piece["blank"]:
            words += [current] if is_open else []
            current, start, is_open = "", len(line), False
            continue
        if not is_open:
            start, is_open = piece.start(), True
        if piece["single"] is not None and not piece["single_end"]:
            quote, ahead = "'", current
        elif piece["double"] is not None and not piece["double_end"]:
            quote, ahead = '"', current
        current += _read_piece(piece)
    return Typed(words, current, line[start:], quote, ahead)


def _read_piece(piece: re.Match[str]) -> str:
    if piece["double"] is not None:
        return re.sub(r'\\(["\\$`\n])', r"\1", piece["double"])
    return piece["single"] or piece["escaped"] or piece["plain"] or ""


def write_word(candidate: str, typed: Typed, breaks: str) -> str | None:
    """Return what bash shall put in place of the part of the word that it completes; None where that cannot be.

    It completes only what stands after the last of its `breaks` (such as `:` and `=`) or after an open quotation mark.
    """
    if typed.quote:
        if not candidate.casefold().startswith(typed.ahead.casefold()):
            return None
        rest = candidate[len(typed.ahead) :]
        return None if typed.quote == "'" and "'" in rest else _escape_quoted(rest, typed.quote)
    cut = _find_break(typed.raw, breaks)
    if not cut:
        return escape_word(candidate)
    head = split_line(typed.raw[:cut]).current
    if not candidate.casefold().startswith(head.casefold()):
        return None
    return escape_word(candidate[len(head) :])


def _find_break(raw: str, breaks: str) -> int:
    """Return the place after the last break in a word as it was typed, 0 without one."""
    found, place = 0, 0
    signs = set(breaks) - set("'\" \t\n\\")
    while place < len(raw):
        if raw[place] == "\\":
            place += 1
        elif raw[place] in signs:
            found = place + 1
        place += 1
    return found


def _escape_quoted(text: str, quote: str) -> str:
    return text if quote == "'" else re.sub(r'(["\\$`])', r"\\\1", text)


def escape_word(text: str) -> str:
    """Write a text so that a shell takes it for one word, with a backslash before what would mean something else."""
    if not text or _PLAIN.fullmatch(text):
        return text
    return re.sub(r"([^\w@%+=:,./~^-])", r"\\\1", text)
