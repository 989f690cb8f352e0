"""A text to be read, as a small tree: headings, paragraphs, facts (label and value) and footnotes.

What is said is written once, as blocks; `blocks_text`, `blocks_ansi`, `blocks_markdown` and `blocks_html` say how it
looks. A span holds any text, the user's or ours; only the renderers make it safe, and they do so with every one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from interdict.terminal.show import show

if TYPE_CHECKING:
    from interdict.terminal.screen import Screen

WIDTH = 80  # cells, in a file

# What a span is for, so that each renderer chooses its look. All of it can be read without colour.
LABEL, CITE, MARK, ALARM, QUIET, URL, LINK = "label", "cite", "mark", "alarm", "quiet", "url", "link"
HEADINGS = ("", "title", "section", "part")  # by level


class Span(NamedTuple):
    """A piece of a line and its role, one of the constants above or none; a link leads to the anchor of a heading."""

    text: str
    role: str = ""
    target: str = ""


Line = tuple[Span, ...]


class Heading(NamedTuple):
    """A heading: 1 the title, 2 a section, 3 a part of one; links in Markdown and HTML can lead to its anchor."""

    level: int
    text: str
    anchor: str = ""


class Paragraph(NamedTuple):
    """Running text."""

    line: Line


class Fact(NamedTuple):
    """A label with its value, and lines beneath that belong to it."""

    label: str
    value: Line
    below: tuple[Line, ...] = ()


class Facts(NamedTuple):
    """Facts in a list, their values in one column where there is room."""

    facts: tuple[Fact, ...]


class Footnotes(NamedTuple):
    """Facts whose labels are the numbers of footnotes."""

    facts: tuple[Fact, ...]


class Grid(NamedTuple):
    """A table for the screen, each row with as many cells as there are titles."""

    titles: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


Block = Heading | Paragraph | Facts | Footnotes
Drawn = Block | Grid  # what the screen shows


def clean(text: str) -> str:
    """Make a text safe to print on one line; its own line breaks become spaces."""
    return " ".join(show(line) for line in text.split("\n")) if "\n" in text else show(text)


def join_lines(lines: Iterable[Line], between: str) -> Line:
    """Join lines to one, with a text between them."""
    joined: list[Span] = []
    for line in lines:
        if joined:
            joined.append(Span(between))
        joined.extend(line)
    return tuple(joined)


def deepen(blocks: Iterable[Block], by: int) -> Iterator[Block]:
    """Move headings down by some levels, for a text that becomes part of a longer one."""
    for block in blocks:
        yield block._replace(level=block.level + by) if isinstance(block, Heading) else block


def render_blocks(blocks: Iterable[Block], *, format: str, screen: Screen, is_file: bool) -> Iterator[str]:
    """Write blocks as Markdown, as a page of HTML, else for the screen; in a pipe or a file as plain text."""
    if format == "html":
        from interdict.terminal.dossier_page import render_page
        from interdict.terminal.html_page import fit_stream

        return fit_stream(render_page(iter([tuple(blocks)])), only_ascii=not is_file and screen.only_ascii)
    if format == "md":
        from interdict.terminal.blocks_markdown import render_markdown

        return render_markdown(blocks)
    return draw_blocks(blocks, screen=screen, is_file=is_file)


def draw_blocks(blocks: Iterable[Drawn], *, screen: Screen, is_file: bool) -> Iterator[str]:
    """Write blocks for the screen; in a pipe or a file as plain text."""
    if is_file or not (screen.is_terminal or screen.has_color):
        from interdict.terminal.blocks_text import render_plain

        return render_plain(blocks, width=WIDTH if is_file else screen.width)
    from interdict.terminal.blocks_ansi import render_ansi

    return render_ansi(blocks, width=screen.width, has_color=screen.has_color, only_ascii=screen.only_ascii)
