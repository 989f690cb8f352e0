"""Make any text safe to print on a terminal.

Shown as an escape (`\\x1b`, `\\u202e`, `\\U000e0041`) is whatever can move the cursor, start a terminal
command, reorder the line, or be there without being seen: C0 and C1 controls with TAB, CR and LF; line and
paragraph separators; bidi controls; every default-ignorable code point of Unicode (zero-width, fillers, tags,
variation selectors); interlinear annotations; lone surrogates; noncharacters; private use; planes 4 to 16.

Two exceptions, because names and titles need them:
* U+200C and U+200D stay between two letters or marks of Arabic script or of the Indic blocks (U+0900 to
  U+0DFF), where they shape the word, as in Persian; anywhere else they are escaped.
* U+FE0F stays directly after a symbol that has an emoji form.

A backslash in the text stays as it is, so what `show` gives is for eyes; JSON, YAML and CSV are lossless.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_UNSAFE = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0e\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U0010ffff"
)
# Letters and marks, no digits: a joiner between digits would only hide.
_ARABIC = "\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff"
_SYMBOLS = "\xa9\xae\u203c\u2049\u2122-\u21ff\u2300-\u27bf\u2900-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"


_COMBINING = "\u0300"  # below it what is not printable is all that is unsafe


@cache
def _find_suspect() -> re.Pattern[str]:
    """Return the quick pattern: one class of characters, which also finds the joiners that may stay."""
    return re.compile(f"[{_UNSAFE}\u200c\u200d\ufe0f]")


@cache
def _find_unsafe() -> re.Pattern[str]:
    # Each Indic block is 128 long and has its digits at 66 to 6F.
    indic = "".join(f"{chr(b)}-{chr(b + 0x65)}{chr(b + 0x70)}-{chr(b + 0x7F)}" for b in range(0x900, 0xE00, 0x80))
    letters = _ARABIC + indic
    joiner = f"(?<![{letters}])[\u200c\u200d]|[\u200c\u200d](?![{letters}])"
    return re.compile(f"[{_UNSAFE}]|{joiner}|(?<![{_SYMBOLS}])\ufe0f")


def is_plain(text: str) -> bool:
    """Tell quickly whether the text can be printed as it is; False may also mean: look closer."""
    if text.isascii() or max(text) < _COMBINING:  # spares the pattern, which takes a while to compile
        return text.isprintable()
    return not _find_suspect().search(text)


def format_escape(char: str) -> str:
    """Write one character the way Python and YAML do, `\\x1b`, `\\u202e` or `\\U000e0041`.

    A byte of a file's name that is no UTF-8, which Python keeps as a surrogate, is written as the byte: `\\xff`.
    """
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def escape_unsafe(text: str, write: Callable[[str], str] = format_escape) -> str:
    """Replace each unsafe character by what `write` makes of it."""
    if is_plain(text):
        return text
    return _find_unsafe().sub(lambda found: write(found[0]), text)


def show(text: str) -> str:
    """Make a text safe to print on one line; a text that is safe comes back as the same object."""
    if is_plain(text):
        return text
    return _find_unsafe().sub(lambda found: format_escape(found[0]), text)


def show_lines(text: str) -> str:
    """Make a long text safe to print, with its line breaks (LF) kept."""
    if "\n" not in text:
        return show(text)
    return "\n".join(show(line) for line in text.split("\n"))
