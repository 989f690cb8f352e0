"""Texts as CSV cells: what a spreadsheet would run or a terminal obey is quoted, and can be read back."""

from __future__ import annotations

import re
from functools import cache

from interdict.terminal.show import is_plain, show, show_lines

_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
# What a spreadsheet takes for a formula (OWASP, CSV injection), raw or as we escape it, after any number of '
_FORMULA = r"'*(?:[=+\-@＝＋－＠\t\r]|\\x0[9d])"
_ESCAPE = r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))"


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def quote_cell(text: str) -> str:
    r"""Make a text safe as a CSV cell, so that it can be read back exactly.

    A text a spreadsheet would run gets a leading ' unless it is a plain number. What `show` escapes, except
    LF, is written as `\x1b`; where the text itself holds such an escape, its backslash becomes `\x5c`.
    """
    if "\\" in text:
        text = _compile(_ESCAPE).sub(lambda found: "\\x5c" + found[0][1:] if _read_escape(found) else found[0], text)
    text = show_lines(text)
    if _compile(_FORMULA).match(text) and not _compile(_NUMBER).fullmatch(text):
        return "'" + text
    return text


def _read_escape(found: re.Match[str]) -> str:
    # Only what quote_cell may have written is an escape; `\x41` in a stranger's file stays text.
    code = int(found[found.lastindex or 0], 16)
    if code > 0x10FFFF or code == 0x0A:
        return ""
    char = chr(code)
    return char if char == "\\" or show(char) != char else ""


def are_clean(cells: list[str]) -> bool:
    """Tell quickly whether no cell of many needs quoting; False may also mean: look at each."""
    text = "\n".join(["", *cells])
    if "\\" in text or not is_plain(text.replace("\n", " ")):
        return False
    # A cell (or a line in one) that begins like a formula and is no number.
    return not _compile(rf"\n(?!{_NUMBER}(?:\n|\Z))'*[=+\-@＝＋－＠]").search(text)
