"""Blocks on a terminal, wrapped and coloured. Rich would do it, at a third of the time that a start may take."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from interdict.terminal.blocks import ALARM, CITE, HEADINGS, LABEL, MARK, QUIET, Drawn, Line, clean
from interdict.terminal.blocks_text import count_cells, lay_out
from interdict.terminal.screen import simplify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What SGR (ECMA-48) calls bold, faint and the colours; a terminal without colours still tells bold from faint.
_STYLES = {
    **dict.fromkeys(HEADINGS[1:], "1"),
    LABEL: "36",
    CITE: "2",
    QUIET: "2",
    MARK: "33",
    ALARM: "1;31",
}
_WIDEST = 100  # cells: longer lines are hard to read


class Piece(NamedTuple):
    """A part of a word, or the blank before one, and its role."""

    text: str
    role: str


class AnsiPen:
    """Text measured in cells, so that wide characters fit, and coloured where wanted."""

    breaks_words = True

    def __init__(self, *, has_color: bool, only_ascii: bool) -> None:
        self._has_color = has_color
        self._only_ascii = only_ascii

    def wrap(self, line: Line, width: int) -> list[str]:
        """Break a line into as many as it takes, none for an empty one; a word longer than a line is folded."""
        return [self._draw(pieces) for pieces, _ in self._break(line, width)]

    def fill(self, line: Line, width: int) -> list[str]:
        """Break a line as `wrap` does, each part with blanks up to the width."""
        return [self._draw(pieces) + " " * (width - cells) for pieces, cells in self._break(line, width)]

    def paint(self, text: str, role: str) -> str:
        """Give a text that stays on one line its look."""
        return self._draw([Piece(self._fit(text), role)])

    def measure(self, text: str) -> int:
        """Return how many cells a text takes."""
        return count_cells(self._fit(text))

    def _break(self, line: Line, width: int) -> Iterator[tuple[list[Piece], int]]:
        """Yield the pieces of each line, and the cells that it takes."""
        pieces: list[Piece] = []
        cells = 0
        for blank, word in self._split(line):
            size = sum(count_cells(piece.text) for piece in word)
            if pieces and cells + 1 + size <= width:
                pieces += [blank, *word]
                cells += 1 + size
                continue
            for part, taken in _fold(word, width) if size > width else [(word, size)]:
                if pieces:
                    yield pieces, cells
                pieces, cells = part, taken
        if pieces:
            yield pieces, cells

    def _split(self, line: Line) -> Iterator[tuple[Piece, list[Piece]]]:
        """Yield each word of a line, whose parts may be of several roles, and the blank before it."""
        blank, word = Piece(" ", ""), list[Piece]()
        for span in line:
            for number, text in enumerate(self._fit(span.text).split(" ")):
                if number:
                    if word:
                        yield blank, word
                    blank, word = Piece(" ", span.role), []
                if text:
                    word.append(Piece(text, span.role))
        if word:
            yield blank, word

    def _fit(self, text: str) -> str:
        text = clean(text)
        return simplify(text).encode("ascii", "backslashreplace").decode() if self._only_ascii else text

    def _draw(self, pieces: Iterable[Piece]) -> str:
        if not self._has_color:
            return "".join([piece.text for piece in pieces])
        drawn: list[str] = []
        style = ""
        for text, role in pieces:
            wanted = _STYLES.get(role, "")
            if wanted != style:
                drawn.append("\x1b[0m" if style else "")
                drawn.append(f"\x1b[{wanted}m" if wanted else "")
                style = wanted
            drawn.append(text)
        return "".join([*drawn, "\x1b[0m"] if style else drawn)


def _fold(word: Iterable[Piece], width: int) -> Iterator[tuple[list[Piece], int]]:
    """Cut a word that is longer than a line."""
    part: list[Piece] = []
    cells = 0
    for text, role in word:
        for char in text:
            size = count_cells(char)
            if part and cells + size > width:
                yield part, cells
                part, cells = [], 0
            part.append(Piece(char, role))
            cells += size
    yield part, cells


def render_ansi(blocks: Iterable[Drawn], *, width: int, has_color: bool, only_ascii: bool) -> Iterator[str]:
    """Draw blocks for a terminal of a given width; tables take all of it, text no more than can be read well."""
    pen = AnsiPen(has_color=has_color, only_ascii=only_ascii)
    return lay_out(blocks, pen, width=min(width, _WIDEST), wide=width)
