"""Rows as a table on the screen, drawn by Rich."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from interdict.terminal.console import make_console
from interdict.terminal.screen import simplify
from interdict.terminal.sections import read_batches
from interdict.terminal.show import show
from interdict.terminal.widths import GAP, choose_gap, choose_widths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.console import RenderableType
    from rich.table import Table

    from interdict.terminal.sections import Section

    Draw = Callable[[RenderableType], str]


def render_table(section: Section, *, width: int, has_color: bool, only_ascii: bool) -> Iterator[str]:
    """Draw a section, its title above and its notes below; long cells fold and nothing is cut.

    The first rows decide the widths, so that a long table starts at once. Where the screen is too narrow for
    its columns, each row is a card of lines `title: value`.
    """
    from rich.cells import cell_len
    from rich.text import Text

    draw = _make_drawer(width=width, has_color=has_color, only_ascii=only_ascii)

    def fit(text: str) -> str:
        text = show(text)
        return simplify(text).encode("ascii", "backslashreplace").decode() if only_ascii else text

    if section.title:
        yield draw(Text(fit(section.title), style="bold"))
    titles = [fit(column.title) for column in section.columns]
    batches = ([list(map(fit, cells)) for cells in batch] for batch in read_batches(section))
    first = next(batches, [])
    gap = choose_gap([titles, *first], width, cell_len) if width >= section.cards_below else 0
    if not gap:
        yield from _draw_cards(titles, chain(first, chain.from_iterable(batches)), draw, width)
    else:
        widths = choose_widths([titles, *first], width, cell_len, gap=gap)
        yield draw(_make_table(section, titles, first, widths, gap))
        for batch in batches:
            yield draw(_make_table(section, [], batch, widths, gap))
    for note in section.notes:
        yield "\n" + draw(Text(fit(note), style="dim"))


def _make_table(section: Section, titles: list[str], rows: list[list[str]], widths: list[int], gap: int) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, gap - 1, 0, 0),
        header_style="bold",
        show_header=bool(titles),
    )
    for number, column in enumerate(section.columns):
        title = Text(titles[number]) if titles else ""
        table.add_column(title, justify=column.align, style=column.style, width=widths[number], overflow="fold")
    for cells in rows:
        table.add_row(*map(Text, cells))
    return table


def _draw_cards(titles: list[str], rows: Iterable[list[str]], draw: Draw, width: int) -> Iterator[str]:
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    heads, _ = choose_widths([[f"{title}:", "x" * width] for title in titles], width, cell_len)
    for number, cells in enumerate(rows):
        card = Table.grid(padding=(0, GAP - 1, 0, 0))
        card.add_column(style="bold", width=heads, overflow="fold")
        card.add_column(width=width - heads - GAP + 1, overflow="fold")
        for title, cell in zip(titles, cells, strict=True):
            card.add_row(Text(f"{title}:"), Text(cell))
        yield ("\n" if number else "") + draw(card)


def _make_drawer(*, width: int, has_color: bool, only_ascii: bool) -> Draw:
    from io import StringIO

    console = make_console(width=width, has_color=has_color)

    def draw(renderable: RenderableType) -> str:
        console.file = StringIO()
        console.print(renderable)
        text = console.file.getvalue()
        if not has_color:
            text = "".join(line.rstrip(" ") + "\n" for line in text.removesuffix("\n").split("\n"))
        return text.replace("─", "-") if only_ascii else text

    return draw
