"""Blocks laid out in lines of a given width; in plain text, for pipes and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interdict.terminal.blocks import (
    HEADINGS,
    LABEL,
    URL,
    Block,
    Fact,
    Footnotes,
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

        def paint(self, text: str, role: str) -> str:
            """Give a text that stays on one line its look."""


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
        count = len if text.isascii() else count_cells
        lines: list[list[str]] = []
        room = 0
        for word in text.split(" "):
            if not word:
                continue
            cells = count(word)
            if cells < room:
                lines[-1].append(word)
                room -= cells + 1
            else:
                lines.append([word])
                room = width - cells
        return [" ".join(words) for words in lines]

    def paint(self, text: str, role: str) -> str:  # noqa: ARG002  # plain text has one look
        """Return the text as it is."""
        return clean(text)


def count_cells(text: str) -> int:
    """Count the cells that a text takes on a screen: two for a wide character, none for a mark over another."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def render_plain(blocks: Iterable[Block], *, width: int) -> Iterator[str]:
    """Write blocks as plain text."""
    return lay_out(blocks, PlainPen(), width=width)


def lay_out(blocks: Iterable[Block], pen: Pen, *, width: int) -> Iterator[str]:
    """Write blocks line by line: sections in capitals, what belongs to them indented."""
    before: Block | None = None
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


def _indent(lines: Iterable[str], cells: int) -> Iterator[str]:
    for line in lines:
        yield f"{' ' * cells}{line}".rstrip(" ") + "\n"
