"""Blocks on a terminal, wrapped and coloured by Rich."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from interdict.terminal.blocks import ALARM, CITE, HEADINGS, LABEL, MARK, QUIET, Block, Line, clean
from interdict.terminal.blocks_text import lay_out

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {
    **dict.fromkeys(HEADINGS[1:], "bold"),
    LABEL: "cyan",
    CITE: "dim",
    QUIET: "dim",
    MARK: "yellow",
    ALARM: "bold red",
}


class RichPen:
    """Text measured in cells, so that wide characters fit, and coloured where wanted."""

    def __init__(self, *, has_color: bool, only_ascii: bool) -> None:
        from io import StringIO

        from rich.console import Console

        self._only_ascii = only_ascii
        # Everything is said outright, so that neither the environment nor the stream makes Rich guess.
        self._console = Console(
            file=StringIO(),
            width=1000,
            height=25,
            force_terminal=has_color,
            color_system="standard" if has_color else None,
            no_color=not has_color,
            legacy_windows=False,
            force_jupyter=False,
            markup=False,
            emoji=False,
            highlight=False,
        )

    def wrap(self, line: Line, width: int) -> list[str]:
        """Break a line into as many as it takes, none for an empty one; a word longer than a line is folded."""
        from rich.text import Text

        text = Text.assemble(*((self._fit(span.text), _STYLES.get(span.role, "")) for span in line))
        if not text.plain.strip():
            return []
        if text.cell_len <= width:
            return [self._draw(text)]
        return [self._draw(part) for part in text.wrap(self._console, width, overflow="fold")]

    def paint(self, text: str, role: str) -> str:
        """Give a text that stays on one line its look."""
        from rich.text import Text

        return self._draw(Text.assemble((self._fit(text), _STYLES.get(role, ""))))

    def _fit(self, text: str) -> str:
        text = clean(text)
        return text.encode("ascii", "backslashreplace").decode() if self._only_ascii else text

    def _draw(self, text: Text) -> str:
        """Write a line with its colours; span by span, for a console takes ten times as long to print one line."""
        from rich.color import ColorSystem

        pieces = text.render(self._console)
        if self._console.no_color:
            return "".join(piece.text for piece in pieces)
        colors = ColorSystem.STANDARD
        return "".join(
            piece.style.render(piece.text, color_system=colors) if piece.style else piece.text for piece in pieces
        )


def render_rich(blocks: Iterable[Block], *, width: int, has_color: bool, only_ascii: bool) -> Iterator[str]:
    """Draw blocks for a terminal of a given width."""
    return lay_out(blocks, RichPen(has_color=has_color, only_ascii=only_ascii), width=width)
