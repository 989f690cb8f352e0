"""A book, a stream of blocks and tables, as one HTML page or one Markdown text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interdict.terminal.blocks import Block
from interdict.terminal.sections import Section

Part = Block | Section
TABLE_LEVEL = 4  # of the heading above a table


def render_book(parts: Iterable[Part], *, format: str, title: str) -> Iterator[str]:
    """Write a book as `html` or `md`, one part after the other, so that it may be longer than the memory."""
    if format == "html":
        from interdict.terminal.html_page import close_page, open_page

        yield open_page(title, kind="book")
        yield from _render_html(parts)
        yield close_page()
    else:
        yield from _render_markdown(parts)


def _render_html(parts: Iterable[Part]) -> Iterator[str]:
    from interdict.terminal.blocks_html import render_html
    from interdict.terminal.report_page import render_section

    for number, part in enumerate(parts):
        if isinstance(part, Section):
            yield from render_section(part, anchor=f"chart-{number}", level=TABLE_LEVEL, has_cases=True)
        else:
            yield from render_html((part,), has_returns=False)


def _render_markdown(parts: Iterable[Part]) -> Iterator[str]:
    from interdict.terminal.blocks_markdown import render_markdown as render_blocks
    from interdict.terminal.formats import render_markdown as render_table

    between = ""
    for part in parts:
        yield between
        between = "\n"
        if isinstance(part, Section):
            yield from render_table(part, TABLE_LEVEL)
        else:
            yield from render_blocks((part,))
