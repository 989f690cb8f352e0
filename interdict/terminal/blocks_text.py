"""Blocks laid out in lines of a given width; in plain text, for pipes and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interdict.terminal.blocks import (
    HEADINGS,
    LABEL,
    URL,
    Block,
    Drawn,
    Fact,
    Footnotes,
    Grid,
    Heading,
    Line,
    Paragraph,
    Span,
    clean,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Protocol

    class Pen(Protocol):
        """What turns lines into text that is safe to print: plain, or with colours."""

        breaks_words: bool  # where one is longer than a line

        def wrap(self, line: Line, width: int) -> list[str]:
            """Break a line into as many as it takes, none for an empty one."""

        def fill(self, line: Line, width: int) -> list[str]:
            """Break a line as `wrap` does, each part with blanks up to the width."""

        def paint(self, text: str, role: str) -> str:
            """Give a text that stays on one line its look."""

        def measure(self, text: str) -> int:
            """Return how many cells a text takes."""


_INDENT = 2  # cells: what stands under a heading
_COLUMN = 19  # cells for a label and its gap: "12 September 2009" fits
_HANG = 2  # cells: how much further in the rest of a line stands
_ROOMY = 60  # cells: with less, a value stands behind its label or beneath it


class PlainPen:
    """Text without any look; a word longer than a line, such as an address, stays whole."""

    breaks_words = False

    def wrap(self, line: Line, width: int) -> list[str]:
        """Break a line at its spaces into as many as it takes, none for an empty one."""
        text = clean("".join([span.text for span in line]))
        if len(text) <= width and text.isascii() and "  " not in text:
            return [stripped] if (stripped := text.strip(" ")) else []
        lines: list[list[str]] = []
        room = 0
        for word in text.split(" "):
            if not word:
                continue
            cells = count_cells(word)
            if cells < room:
                lines[-1].append(word)
                room -= cells + 1
            else:
                lines.append([word])
                room = width - cells
        return [" ".join(words) for words in lines]

    def fill(self, line: Line, width: int) -> list[str]:
        """Break a line as `wrap` does, each part with blanks up to the width."""
        return [part + " " * (width - count_cells(part)) for part in self.wrap(line, width)]

    def paint(self, text: str, role: str) -> str:  # noqa: ARG002  # plain text has one look
        """Return the text as it is."""
        return clean(text)

    def measure(self, text: str) -> int:
        """Return how many cells a text takes."""
        return count_cells(clean(text))


def count_cells(text: str) -> int:
    """Count the cells that a text takes on a screen: two for a wide character, none for a mark over another."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def render_plain(blocks: Iterable[Drawn], *, width: int) -> Iterator[str]:
    """Write blocks as plain text."""
    return lay_out(blocks, PlainPen(), width=width)


def lay_out(blocks: Iterable[Drawn], pen: Pen, *, width: int, wide: int = 0) -> Iterator[str]:
    """Write blocks line by line: sections in capitals, what belongs to them indented; tables may be as `wide`."""
    before: Drawn | None = None
    for block in blocks:
        if before is not None and (isinstance(block, Heading) or not isinstance(before, Heading)):
            yield "\n"
        before = block
        if isinstance(block, Heading):
            text = block.text.upper() if block.level == 2 else block.text
            yield from _indent(pen.wrap((Span(text, HEADINGS[block.level]),), width), 0)
            if block.level == 1:
                yield "\n"
        elif isinstance(block, Paragraph):
            yield from _indent(pen.wrap(block.line, max(1, width - _INDENT)), _INDENT)
        elif isinstance(block, Grid):
            yield from _write_grid(block, pen, wide or width)
        else:
            yield from _write_facts(block.facts, pen, width, _choose_column(block, width))


def _choose_column(block: Block, width: int) -> int:
    """Return the cells that labels take before their values, 0 where each stands on its own."""
    if isinstance(block, Footnotes):
        return max((len(fact.label) for fact in block.facts), default=0) + 1
    return _COLUMN if width >= _ROOMY else 0


def _write_facts(facts: Sequence[Fact], pen: Pen, width: int, column: int) -> Iterator[str]:
    for fact in facts:
        label = clean(fact.label)
        if len(label) >= column:
            yield from _write_free(label, fact, pen, width)
            start = _INDENT + _HANG
        else:
            start = _INDENT + column
            head = pen.paint(label, LABEL) + " " * (column - len(label))
            if _is_long_address(fact.value, pen, width - start):
                yield from (*_indent([head], _INDENT), pen.paint(fact.value[-1].text, URL) + "\n")
            else:
                first, *rest = pen.wrap(fact.value, max(1, width - start)) or [""]
                yield from _indent([head + first], _INDENT)
                yield from _indent(rest, start)
        for line in fact.below:
            yield from _write_below(line, pen, width, start)


def _write_below(line: Line, pen: Pen, width: int, start: int) -> Iterator[str]:
    room = max(1, width - start - _HANG)
    if _is_long_address(line, pen, room):
        yield from _indent(pen.wrap(line[:-1], room), start)
        yield pen.paint(line[-1].text, URL) + "\n"
        return
    first, *rest = pen.wrap(line, room) or [""]
    yield from _indent([first], start)
    yield from _indent(rest, start + _HANG)


def _is_long_address(line: Line, pen: Pen, room: int) -> bool:
    """Say whether a line ends in an address to write without an indent, so that it can be copied off a terminal."""
    return pen.breaks_words and bool(line) and line[-1].role == URL and count_cells(line[-1].text) > room


def _write_free(label: str, fact: Fact, pen: Pen, width: int) -> Iterator[str]:
    """Write a label with its value behind it where both fit in one line, else beneath it."""
    together = pen.wrap((Span(f"{label}: ", LABEL), *fact.value), max(1, width - _INDENT))
    if len(together) == 1:
        yield from _indent(together, _INDENT)
        return
    yield from _indent(pen.wrap((Span(f"{label}:", LABEL),), max(1, width - _INDENT)), _INDENT)
    yield from _indent(pen.wrap(fact.value, max(1, width - _INDENT - _HANG)), _INDENT + _HANG)


def _write_grid(grid: Grid, pen: Pen, width: int) -> Iterator[str]:
    """Write a table: its titles, a rule, and the rows, of which long cells take several lines."""
    from interdict.terminal.widths import GAP, choose_widths

    texts = [[clean("".join([span.text for span in cell])) for cell in row] for row in grid.rows]
    widths = choose_widths([grid.titles, *texts], width, pen.measure)
    heads = tuple((Span(title, HEADINGS[3]),) for title in grid.titles)
    rule = pen.paint("─" * (sum(widths) + GAP * (len(widths) - 1)), "")
    yield from _write_row(heads, pen, widths, GAP)
    yield f"{rule.replace(chr(92) + 'u2500', '-')}\n"
    for row in grid.rows:
        yield from _write_row(row, pen, widths, GAP)


def _write_row(cells: Sequence[Line], pen: Pen, widths: Sequence[int], gap: int) -> Iterator[str]:
    columns = [pen.fill(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, columns), default=0)):
        parts = [
            column[number] if number < len(column) else " " * width
            for column, width in zip(columns, widths, strict=True)
        ]
        yield (" " * gap).join(parts).rstrip(" ") + "\n"


def _indent(lines: Iterable[str], cells: int) -> Iterator[str]:
    for line in lines:
        yield f"{' ' * cells}{line}".rstrip(" ") + "\n"
