"""Dossiers as one HTML page that stands alone, with the standard of evidence at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from interdict.terminal.blocks import Block, Heading
from interdict.terminal.blocks_html import render_html
from interdict.terminal.html_page import close_page, open_page
from interdict.terminal.standard import state_standard


def render_page(dossiers: Iterator[Sequence[Block]]) -> Iterator[str]:
    """Write dossiers, one or more, as a page, each with footnotes of its own."""
    first = next(dossiers)
    second = next(dossiers, None)
    title = next((block.text for block in first if isinstance(block, Heading)), "")
    yield open_page(title if second is None else f"{title} and others")
    for number, blocks in enumerate(chain((first,), () if second is None else (second,), dossiers), 1):
        yield "<article>\n"
        yield from render_html(blocks, prefix="" if number == 1 else f"case-{number}-")
        yield "</article>\n"
    yield '<section class="standard">\n'
    yield from render_html(state_standard())
    yield "</section>\n"
    yield close_page()
