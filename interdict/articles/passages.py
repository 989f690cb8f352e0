"""A text made fit for reading, every character of which knows where it stood.

Typographic quotes and dashes become plain ones, what no one can see (controls, marks of direction) goes, words that
were parted at the end of a line are joined, and blanks are single. Paragraphs and headings are told apart.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from interdict.articles.proposals import Words
from interdict.articles.tables import word_set

_LONGEST_HEADING = 16  # words
_LONGEST_LINE = 130  # characters; a text with longer lines was not broken into lines by its writer
_GONE = "\ue000"
_PLAIN = {
    **dict.fromkeys(map(ord, "‘’‚‛′`´ʼ"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒−"), "-"),
    **dict.fromkeys(map(ord, "\r\v\f\u0085\u2028\u2029"), "\n"),
    **dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2061\ufeff"), _GONE),
    **dict.fromkeys(range(0x202A, 0x202F), _GONE),
    **dict.fromkeys(range(0x2066, 0x206A), _GONE),
}
_SEQUENCE = re.compile(r"\x1b\[[0-9;?]{0,20}[ -/]{0,4}[@-~]")  # colours of a terminal, ECMA-48
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufff0-\uffff]")
_PIECES = re.compile(rf"[^\s{_GONE}]+|\s+|{_GONE}+")
# After these a hyphen at the end of a line is part of the word, as it is after a word that has one already.
_HYPHENATED = word_set(
    "anti air all armour armor co container counter cross dual ex flag fuel guided half heavy high "
    "ill land light long "
    "low machine medium mid multi naval near non north oil one post pre re ro sea self semi short single six small "
    "south state sub super surface tank ten three twenty thirty forty fifty two four five under war well"
)
_BULLET = re.compile(r"\s*(?:[-*•·]|\(?(?:[0-9]{1,3}|[ivx]{1,4}|[a-z])[.)])\s+")
_SENTENCE_END = re.compile(r"[.!?:;,]['\")\]]*$")


class Paragraph(NamedTuple):
    """A paragraph or a heading: where it stands in the plain text."""

    start: int
    end: int
    is_heading: bool


class Passages:
    """The plain text, its paragraphs, and the way back to the text as it was given."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.paragraphs: list[Paragraph] = []
        self._breaks = array("L", (found.start() for found in re.finditer("\n|\r(?!\n)", raw)))
        self._origins = array("L")
        plain = _SEQUENCE.sub(lambda found: _GONE * len(found[0]), raw.replace("\r\n", " \n").translate(_PLAIN))
        smooth = _UNSEEN.sub(" ", plain)
        pieces: list[str] = []
        size = 0
        for start, end in _find_blocks(smooth):
            piece = self._tidy(smooth, start, end)
            if piece:
                self.paragraphs.append(Paragraph(size, size + len(piece), _is_heading(piece)))
                pieces.append(piece)
                self._origins.append(end)  # of the line break that follows
                size += len(piece) + 1
        self.plain = "\n".join(pieces)

    def _tidy(self, smooth: str, start: int, end: int) -> str:
        """Return a block with single blanks and whole words; note where each character came from."""
        kept: list[str] = []
        bullet = _BULLET.match(smooth, start, end)
        found = list(_PIECES.finditer(smooth, bullet.end() if bullet else start, end))
        for number, piece in enumerate(found):
            text, place = piece[0], piece.start()
            if text[0] == _GONE or (text.isspace() and (not kept or number == len(found) - 1)):
                continue
            if text.isspace():
                if "\n" in text and kept[-1][-1] == "-" and len(kept[-1]) > 1 and found[number + 1][0][0].isalnum():
                    if not _keeps_hyphen(kept[-1]):
                        kept[-1] = kept[-1][:-1]
                        self._origins.pop()
                    continue
                text = " "
            kept.append(text)
            self._origins.extend(range(place, place + len(text)))
        return "".join(kept)

    def locate(self, start: int, end: int) -> Words:
        """Return the words between two places in the plain text as they stand in the text as given."""
        first, last = self._origins[start], self._origins[end - 1] + 1
        return Words(self.raw[first:last], bisect_right(self._breaks, first - 1) + 1, first, last)


def _keeps_hyphen(word: str) -> bool:
    before = re.sub(r"^\W+", "", word[:-1])
    return "-" in before or before.casefold() in _HYPHENATED or before[-1:].isdigit() or before.isupper()


def _find_blocks(smooth: str) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs: parted by an empty line, or by a line that begins one."""
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]*\S[^\n]*|\n", smooth)]
    lengths = sorted(last - first for first, last in lines if 1 < last - first <= _LONGEST_LINE)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0  # a heading may be longer than the lines under it
    start = end = -1
    for first, last in lines:
        is_break = smooth[first] == "\n"
        if start >= 0 and (
            smooth[end : first + 1].count("\n") > 1 if is_break else _begins(smooth, (start, end), (first, last), width)
        ):
            yield start, end
            start = -1
        if not is_break:
            start, end = (first if start < 0 else start), last
    if start >= 0:
        yield start, end


def _begins(smooth: str, block: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Say whether a line begins a paragraph although no empty line stands before it."""
    start, end = block
    first, last = line
    above = smooth.rfind("\n", start, end) + 1 or start
    if max(end - above, last - first) > _LONGEST_LINE:
        return True
    if _BULLET.match(smooth, first, last) is not None and not smooth[first].isdigit():
        return True
    before = smooth[above:end].rstrip()
    after = smooth[first:last]
    if not _SENTENCE_END.search(before):
        # A short line without a stop at its end, the first of its block, is a heading over what follows.
        return above == start and 2 * (end - above) < last - first
    word = after.split(None, 1)[0]
    if before[-1] in ",;:" or not re.match(r"[^\w(]*\(?[A-Z0-9]", word):
        return False
    # An indented line, or one under a line that had room for its first word.
    is_indented = after[0].isspace() and not before[0].isspace()
    return is_indented or len(before) + 1 + len(word) <= width


def _is_heading(text: str) -> bool:
    return not _SENTENCE_END.search(text) and text.count(" ") < _LONGEST_HEADING
